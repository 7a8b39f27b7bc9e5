"""A sheet read: which sheet it is, which rows count, and that every value keeps its address."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheet_text import grids, sheet
from xlcrm.sheets import SHEETS, Account, LedgerMonth, fields_of
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.column import Row
from xlcrm.sheets.frame import empty_frame, read_frame, recognise
from xlcrm.sheets.remarks import CellState

ACCOUNTS = """
    客户编号 | 客户名称 | 年销售额(万元) | 状态   | 更新日期
    A001     | 海川重工 | 120            | 合作中 | 2026-11-18
"""


def recognised(pages: str) -> dict[str, str]:
    """Sheet name to the id of the sheet it is taken for."""
    return {name: row.model.SHEET.id for name, row in recognise(grids(pages), SHEETS).items()}


def rows(body: str) -> list[int]:
    """Row numbers that are read from a customer sheet with this body; the header is row 1."""
    return list(sheet("== 客户档案\n序号 | 客户编号 | 客户名称 | 年销售额\n" + body).frame.index)


@pytest.mark.parametrize(
    "name",
    ["客户档案", "客户", "客户清单", "Accounts", "ACCOUNTS", " Customer list ", "Ａｃｃｏｕｎｔｓ"],
)
def test_a_sheet_is_recognised_by_any_of_its_names(name: str) -> None:
    assert recognised(f"== {name}\n客户编号 | 城市") == {name.strip(): "accounts"}


def test_a_sheet_of_another_name_is_recognised_by_three_headers_with_all_it_requires() -> None:
    assert recognised("== Tabelle1\n客户编号 | 客户名称 | 城市") == {"Tabelle1": "accounts"}
    assert recognised("== Tabelle1\n客户编号 | 客户名称") == {}
    assert recognised("== Tabelle1\n客户编号 | 城市 | 行业 | 状态") == {}


def test_a_sheet_with_the_right_name_and_the_wrong_content_is_not_recognised() -> None:
    assert recognised("== 客户档案\n2026年开拓计划\n第一季度 | 第二季度") == {}


def test_of_two_sheets_that_fit_the_one_with_the_name_is_taken() -> None:
    pages = """
        == 备份
        客户编号 | 客户名称 | 城市 | 行业 | 状态

        == 客户
        客户编号 | 客户名称
    """

    assert recognised(pages) == {"客户": "accounts"}


def test_of_two_sheets_without_the_name_the_fuller_one_is_taken() -> None:
    pages = """
        == 一
        客户编号 | 客户名称 | 城市

        == 二
        客户编号 | 客户名称 | 城市 | 行业
    """

    assert recognised(pages) == {"二": "accounts"}


def test_sheets_are_given_in_the_order_of_the_workbook() -> None:
    pages = """
        == Ledger
        Account ID | Month | Sales

        == 说明
        请每月更新

        == 商机
        商机编号 | 客户编号 | 商机名称

        == Contacts
        Contact ID | Account ID | Name
    """

    assert list(recognised(pages).items()) == [
        ("Ledger", "ledger"),
        ("商机", "opportunities"),
        ("Contacts", "contacts"),
    ]


def test_the_index_is_the_excel_row_number() -> None:
    read = sheet(
        """
        == 客户档案
        客户档案 2026
        填表人 | 周以宁
        客户编号 | 客户名称 | 城市
        A001     | 海川重工 | 青岛

        A002     | 远帆机电 |
        """
    )

    assert read.header_row == 3
    assert read.last_row == 6
    assert read.last_column == 3
    assert read.frame.at[4, "name"] == "海川重工"
    assert read.frame.at[6, "name"] == "远帆机电"
    assert list(read.frame.index) == [4, 6]


@pytest.mark.parametrize(
    "total",
    [
        "   | 合计 | | 500",
        "   | 合 计 | | 500",
        "   | 合计： | | 500",
        "   | | 合计（万元） | 500",
        "   | 总计 | 2 | 500",
        "   | 小计 | | 500",
        "   | Total | | 500",
        "   | TOTAL: | | 500",
        "   | Grand total | | 500",
        "   | Subtotal | | 500",
        "合计 | | | 500",
        "Total | 2 | | 500",
    ],
)
def test_a_row_of_totals_is_no_customer(total: str) -> None:
    assert rows(f"1 | A001 | 海川重工 | 250\n2 | A002 | 远帆机电 | 250\n{total}") == [2, 3]


def test_a_customer_whose_name_begins_like_a_total_is_one() -> None:
    assert rows("1 | A001 | 合计机电 | 250\n2 | A002 | Total Energies | 250") == [2, 3]


@pytest.mark.parametrize(
    "example",
    [
        "   | 示例 | 某某公司 | 500",
        "   | 示例1 | 某某公司 | 500",
        "   | （示例） | 某某公司 | 500",
        "   | Example | Company | 500",
        "例 | 样例 | 某某公司 | 500",
        "示例 | A000 | 某某公司 | 500",
        "   | Sample-1 | Company | 500",
    ],
)
def test_an_example_row_is_no_customer(example: str) -> None:
    assert rows(f"{example}\n1 | A001 | 海川重工 | 250") == [3]


def test_a_customer_whose_name_begins_like_an_example_is_one() -> None:
    assert rows("1 | A001 | 示例文化传媒 | 250\n2 | EX01 | Example Ltd | 250") == [2, 3]


def test_skipped_rows_are_kept_with_the_reason_but_not_those_after_the_end() -> None:
    read = sheet(
        """
        == 客户档案
        客户编号 | 客户名称 | 年销售额
        示例     | 某公司   | 100
        A001     | 海川重工 | 250
        |
        小计     |          | 250
        A002     | 远帆机电 | 80
        合计     |          | 330
        |
        """
    )

    assert [(skipped.row, skipped.why) for skipped in read.skipped] == [
        (2, "example"),
        (4, "blank"),
        (5, "total"),
        (7, "total"),
    ]
    assert list(read.frame.index) == [3, 6]


def test_what_a_cell_s_value_does_not_tell_is_kept_by_row_and_field() -> None:
    page = grids("== 客户档案\n客户编号 | 自有列 | 年销售额\nA001 | | \nA002 | | 5")
    (header,) = recognise(page, SHEETS).values()
    error = CellState("error-value", "#REF!")
    special = {(2, 3): error, (2, 2): error, (1, 1): CellState("formula-text")}

    read = read_frame("客户档案", page["客户档案"], header, special=special)

    assert read.states == {(2, "sales"): error}
    assert [(fault.row, fault.field, fault.value, fault.kind) for fault in read.faults] == [
        (2, "sales", "#REF!", "error-value")
    ]


def test_a_row_of_formulas_that_yield_nothing_is_blank() -> None:
    page = grids("== 客户档案\n客户编号 | 客户名称 | 年销售额\nA001 | 海川重工 | 5\n | | ")
    (header,) = recognise(page, SHEETS).values()
    special = {(3, 1): CellState("formula-text"), (3, 3): CellState("error-value", "#N/A")}

    read = read_frame("客户档案", page["客户档案"], header, special=special)

    assert list(read.frame.index) == [2]
    assert read.faults == ()


@pytest.mark.parametrize("blank", ["", " | | |", '" " | "  " | |', '| "　" | |', "17 | | |"])
def test_a_row_that_holds_nothing_in_a_known_column_is_blank(blank: str) -> None:
    assert rows(f"1 | A001 | 海川重工 | 250\n{blank}\n3 | A003 | 远帆机电 | 250") == [2, 4]


def test_rows_may_be_shorter_than_the_header() -> None:
    read = sheet("== 客户档案\n客户编号 | 客户名称 | 城市\nA001\nA002 | 远帆机电")

    assert read.frame["name"].tolist() == [None, "远帆机电"]
    assert read.frame["city"].tolist() == [None, None]


def test_every_field_has_its_column_and_its_type_whether_the_sheet_has_it_or_not() -> None:
    frame = sheet("== 客户档案" + ACCOUNTS).frame

    assert list(frame.columns) == [field.name for field in fields_of(Account)]
    assert frame.at[2, "sales"] == 1_200_000.0
    assert frame.at[2, "status"] is AccountStatus.ACTIVE
    assert frame.at[2, "reviewed"] == pd.Timestamp(2026, 11, 18)
    assert frame["potential"].dtype == "float64"
    assert frame["potential"].isna().all()
    assert frame["industry"].tolist() == [None]


def test_money_is_in_base_units_whatever_each_header_declares() -> None:
    frame = sheet(
        """
        == 客户档案
        客户编号 | 客户名称 | 年采购潜力（百万元） | 年销售额（万元） | 年毛利 | 信用额度(元)
        A001     | 海川重工 | 2.5                  | 120              | 30     | "5万"
        """
    ).frame

    assert frame.loc[2, ["potential", "sales", "gross_profit", "credit_limit"]].tolist() == [
        2_500_000.0,
        1_200_000.0,
        30.0,
        50_000.0,
    ]


@pytest.mark.parametrize(
    ("header", "typed", "rates"),
    [
        ("赢率", ["0.6", "0.05"], [0.6, 0.05]),
        ("赢率(%)", ["60", "5"], [0.6, 0.05]),
        ("赢率（％）", ["60", "100"], [0.6, 1.0]),
        ("Probability (percent)", ["60", "5"], [0.6, 0.05]),
        ("赢率(%)", ["0.6", "0.05"], [0.6, 0.05]),
        ("赢率(%)", ["60", "5%"], [0.6, 0.05]),
        ("赢率", ["60%", "5％"], [0.6, 0.05]),
        ("赢率", ["60", "5"], [60.0, 5.0]),
        ("赢率（估计）", ["60", "5"], [60.0, 5.0]),
    ],
)
def test_percents_are_ratios_inside_and_scaled_only_under_a_percent_header(
    header: str, typed: list[str], rates: list[float]
) -> None:
    frame = sheet(
        f"== 商机\n商机编号 | 客户编号 | 商机名称 | {header}\n"
        f"P1 | A001 | 检测线 | {typed[0]}\nP2 | A001 | 称重台 | {typed[1]}"
    ).frame

    assert frame["probability"].tolist() == pytest.approx(rates)


def test_our_money_columns_take_the_unit_of_the_first_money_column() -> None:
    assert sheet("== 客户档案" + ACCOUNTS).money.unit == "万元"
    assert sheet("== 联系人\n联系人编号 | 姓名").money.unit == ""


def test_a_sheet_is_in_the_language_of_most_of_its_headers() -> None:
    assert sheet("== Accounts\n客户编号 | 客户名称 | City").language == "zh"
    assert sheet("== 客户\nAccount ID | Account name | 城市").language == "en"


def test_a_sheet_with_as_many_chinese_headers_as_english_ones_is_in_chinese() -> None:
    assert sheet("== Accounts\n客户编号 | Account name").language == "zh"


def test_the_same_page_in_both_languages_reads_the_same() -> None:
    chinese = sheet(
        """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 金额(万元) | 漏斗层级 | 状态 | 预计签约日期 | 客户信任
        P1       | A001     | 检测线   | 20         | 落实项目 | 赢单 | 2026年3月5日 | 是
        """
    )
    english = sheet(
        """
        == Deals
        Customer trust | Close date | Status | Stage     | Amount (k CNY) | Deal name | Account ID | Deal ID
        Yes            | 2026-03-05 | Won    | Confirmed | 200            | 检测线    | A001       | P1
        """  # noqa: E501
    )

    pd.testing.assert_frame_equal(chinese.frame, english.frame)


def test_dates_far_from_today_are_dates_all_the_same() -> None:
    frame = sheet("== 客户档案\n客户编号 | 更新日期\nA001 | 0001-01-01\nA002 | 9999-12-31").frame

    assert [stamp.year for stamp in frame["reviewed"]] == [1, 9999]


def test_a_workbook_without_a_sheet_has_an_empty_frame_of_the_same_shape() -> None:
    headers = "客户编号 | 月份 | 销售额"
    without_rows = sheet(f"== 交易与应收\n{headers}").frame

    empty = empty_frame(LedgerMonth)

    assert empty.empty
    assert list(empty.dtypes) == list(without_rows.dtypes)
    assert list(empty.columns) == list(without_rows.columns)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.text(alphabet="0123456789.,-+/%E转;年月日万ｘＡ１　\u00a0#", max_size=30),
    st.sampled_from(
        [
            "合计",
            "+",
            "是",
            "120万",
            "2026-03-05",
            "(5)",
            "-",
            "A001",
            "合作中",
            "#N/A",
            "示例",
            "x" * 40_000,
        ]
    ),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.SHEET.id)
@settings(max_examples=30)
@given(data=st.data())
def test_no_content_of_any_type_makes_reading_a_sheet_raise(
    model: type[Row], data: st.DataObject
) -> None:
    width = len(fields_of(model))
    headers = [field.column.zh for field in fields_of(model)]
    body = data.draw(st.lists(st.lists(CELLS, max_size=width + 2), max_size=6))
    grid = [headers, *body]
    (header,) = recognise({model.SHEET.zh: grid}, [model]).values()

    read = read_frame(model.SHEET.zh, grid, header)

    assert set(read.frame.index) <= set(range(2, len(grid) + 1))
    assert all(pd.isna(read.frame.at[fault.row, fault.field]) for fault in read.faults)
    assert all(isinstance(read.row_key(row), str) for row in read.frame.index)


@settings(max_examples=100)
@given(grid=st.lists(st.lists(CELLS, max_size=6), max_size=40))
def test_no_workbook_makes_recognition_raise(grid: list[list[object]]) -> None:
    found = recognise({"客户档案": grid, "Sheet1": grid}, SHEETS)

    assert all(row.row <= 30 for row in found.values())


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), amount=st.floats(0.01, 1e9))
def test_a_written_page_reads_back_as_itself(day: date, amount: float) -> None:
    read = sheet(
        f"""
        == 商机
        商机编号 | 客户编号 | 商机名称 | 金额(元)    | 预计签约日期
        P1       | A001     | 检测线   | "{amount!r}" | "{day.year}年{day.month}月{day.day}日"
        """
    )

    assert read.frame.at[2, "amount"] == amount
    assert read.frame.at[2, "close_date"] == pd.Timestamp(day)
