"""The dashboards of a small workbook, read with calamine; every number is worked out by hand.

Six deals of 10 to 60 万 on level 2 (25 %) and one of 5 万 on level 1 (10 %) belong to 王芳, one of
30 万 on level 3 (50 %) to 李强.
"""

from datetime import date

import openpyxl
import pytest

import xlcrm
from tests.report.scored_book import rows_of, scored, table, with_column, with_sheet
from tests.small_crm import SHEETS, write_small_crm

HALVES = [
    "funnel_balance.deals_to_win=6",
    *(
        f"funnel_balance.rate_{level}=0.5"
        for level in ("potential", "confirmed", "ours", "winning")
    ),
]


@pytest.fixture
def book(tmp_path):
    return write_small_crm(tmp_path / "客户.xlsx")


def test_the_funnel_counts_and_adds_up_the_open_deals_of_each_level(book):
    made = scored(book)

    columns = ["漏斗层级", "商机数", "金额(万元)", "加权金额(万元)"]
    assert table(made, "漏斗", "按漏斗层级", columns) == [
        ["潜在商机", 1, 50_000, 5_000],
        ["落实项目", 6, 2_100_000, 525_000],
        ["我的项目", 1, 300_000, 150_000],
        ["项目胜算", 0, 0, 0],
    ]
    assert [8, 2_450_000, 680_000, 0, 0] in rows_of(made, "漏斗")


def test_the_funnel_lists_owners_with_the_largest_amount_first(book):
    made = scored(book)

    columns = ["负责人", "商机数", "金额(万元)", "加权金额(万元)"]
    assert table(made, "漏斗", "按负责人", columns) == [
        ["王芳", 7, 2_150_000, 530_000],
        ["李强", 1, 300_000, 150_000],
    ]


def test_shortfall_and_advice_stand_at_each_level_once_the_goal_is_known(book):
    made = scored(book, settings=HALVES)

    columns = ["转化率", "需要商机数", "余缺"]
    assert table(made, "漏斗", "按漏斗层级", columns) == [
        [0.5, 96, -95],
        [0.5, 48, -42],
        [0.5, 24, -23],
        [0.5, 12, -12],
    ]
    advice = dict(row for row in rows_of(made, "漏斗") if len(row) == 2)
    assert "潜在商机还缺95个" in advice["潜在商机"]
    assert "推进我的项目的商机" in advice["项目胜算"]


def test_without_a_goal_the_funnel_says_what_is_missing_instead_of_advice(book):
    advice = dict(row for row in rows_of(scored(book), "漏斗") if len(row) == 2)

    assert advice["项目胜算"].startswith("缺少要赢的商机数")


def test_the_forecast_sets_periods_and_owners_against_their_targets(book):
    with_sheet(
        book, "销售任务", [["负责人", "月份", "任务额"], ["王芳", date(2027, 1, 1), 400_000]]
    )

    made = scored(book)

    columns = ["任务额(万元)", "争取(万元)", "储备(万元)", "加权金额(万元)", "预计完成(万元)",
               "达成率", "覆盖率"]  # fmt: skip
    january = table(made, "预测", "按期间", columns)[0]
    # 10 万 at 25 % and 30 万 at 50 % in January, against 40 万
    assert january == [400_000, 300_000, 100_000, 175_000, 175_000, 0.4375, 1.0]
    owners = table(made, "预测", "按负责人", ["负责人", *columns])
    assert owners[0] == ["王芳", 400_000, 0, 2_150_000, 530_000, 530_000, 1.325, 5.375]
    assert owners[1] == ["李强", "", 300_000, 0, 150_000, 150_000, "", ""]
    assert [680_000, 0, 400_000, 1.7, 0] in rows_of(made, "预测")


def test_without_targets_the_forecast_says_so_and_shows_no_share(book):
    rows = rows_of(scored(book), "预测")

    assert [680_000, 0, "未设", "未设", 0] in rows
    assert any(row and str(row[0]).startswith("没有“销售任务”表，不能对照任务") for row in rows)


def test_deals_without_a_rate_are_named_in_the_forecast_and_in_no_sum(book):
    with_column(book, "商机", "币种", ["英镑", "USD", None, "GBP"])
    with_sheet(book, "汇率", [["币种", "汇率"], ["美元", 7]])

    made = scored(book)

    # P01 and P04 (10 and 40 万) cannot be converted; P02 counts 20 × 7 = 140 万
    words = "未折算（“汇率”表没有汇率，未计入任何合计）：2个商机共GBP 500,000。"
    assert [words] in rows_of(made, "预测")
    levels = table(made, "漏斗", "按漏斗层级", ["漏斗层级", "金额(万元)"])
    assert ["落实项目", (140 + 30 + 50 + 60) * 10_000] in levels


def test_the_base_currency_is_a_setting_and_columns_of_ours_say_it(book):
    with_sheet(book, "汇率", [["Currency", "Rate"], ["CNY", 0.125]])
    workbook = openpyxl.load_workbook(book)
    workbook["商机"]["E1"] = "金额(万人民币)"
    workbook.save(book)

    made = scored(book, settings=["rules.base_currency=USD"])

    grid = made.get_sheet_by_name("商机").to_python()
    column = grid[0].index("加权金额 (USD)")
    assert grid[7][column] == 300_000 * 0.125 * 0.5


def test_periods_and_owners_together_add_up_to_the_whole(book):
    made = scored(book)

    both = table(made, "预测", "按期间与负责人", ["负责人", "加权金额(万元)"])
    assert sum(weighted for _, weighted in both) == 680_000
    assert sum(weighted for owner, weighted in both if owner == "李强") == 150_000


def test_a_first_week_has_words_in_place_of_progress_and_its_chart(book):
    made = scored(book)

    assert any(
        str(row[0]).startswith("还没有更早一周的快照") for row in rows_of(made, "预测") if row
    )


def test_progress_and_changes_appear_with_the_second_week(book):
    with_sheet(
        book, "销售任务", [["负责人", "月份", "任务额"], ["王芳", date(2027, 1, 1), 400_000]]
    )
    xlcrm.snapshot(book, xlcrm.Options(as_of=date(2027, 1, 5)))
    workbook = openpyxl.load_workbook(book)
    assert workbook["商机"]["E2"].value == 10
    workbook["商机"]["E2"].value = 18
    workbook.save(book)

    made = scored(book, as_of=date(2027, 1, 12))

    # the quarter's forecast: 10 + 20 + 30 万 at 25 %, 30 万 at 50 %, 5 万 at 10 %; then 8 万 more
    columns = ["任务额(万元)", "累计销售额(万元)", "销售预计(万元)", "销售进展"]
    assert table(made, "预测", "每周进展", columns) == [
        [400_000, 0, 305_000, ""],
        [400_000, 0, 325_000, 0.05],
    ]
    changes = table(made, "预测", "自上次快照以来的变化", ["商机编号", "金额变化(万元)"])
    assert changes == [["P01", 80_000]]


def test_a_week_without_changes_says_so_in_words(book):
    for day in (date(2027, 1, 4), date(2027, 1, 10)):
        xlcrm.snapshot(book, xlcrm.Options(as_of=day))

    made = scored(book, as_of=date(2027, 1, 11))

    assert table(made, "预测", "自上次快照以来的变化", ["变化"]) == [["自上次快照以来没有变化"]]


def test_the_value_page_grades_by_account_value_and_ranks_by_sales(book):
    made = scored(book, as_of=date(2026, 11, 30))

    # A001: (30·100 + 15·100 + 10·60 + 10·100) ÷ 65 = 93.8; the others are known too little
    columns = ["名次", "客户编号", "年销售额(万元)", "累计占比", "价值分", "价值等级"]
    ranked = table(made, "客户价值", "客户价值排名", columns)
    assert [row[:3] for row in ranked] == [
        [1, "A001", 3_000_000],
        [2, "A002", 500_000],
        [3, "A003", 50_000],
    ]
    assert [row[3] for row in ranked] == pytest.approx([300 / 355, 350 / 355, 1])
    assert ranked[0][4:] == [pytest.approx(6100 / 65), "A"]
    grades = table(made, "客户价值", "按价值等级", ["价值等级", "客户数", "年销售额(万元)"])
    assert grades == [["A", 1, 3_000_000], ["未定级", 2, 550_000]]
    assert ["2个资料不足，未定价值等级。"] in rows_of(made, "客户价值")


def charts_of(path, sheet):
    return len(openpyxl.load_workbook(path)[sheet]._charts)


def test_without_sales_words_stand_in_place_of_the_charts_of_value(book):
    workbook = openpyxl.load_workbook(book)
    for row in range(1, 5):
        workbook["客户档案"].cell(row, 5).value = None
    workbook.save(book)

    made = scored(book)

    assert charts_of(book, "客户价值") == 0
    assert any(row and "还没有客户填写年销售额" in str(row[0]) for row in rows_of(made, "客户价值"))
    listed = table(made, "客户价值", "客户价值排名", ["名次", "客户编号"])
    assert listed == [["", "A001"], ["", "A002"], ["", "A003"]]


def test_without_potential_the_matrix_alone_is_told_in_words(book):
    workbook = openpyxl.load_workbook(book)
    for row in range(1, 5):
        workbook["客户档案"].cell(row, 4).value = None
    workbook.save(book)

    made = scored(book)

    assert charts_of(book, "客户价值") == 1
    assert any(row and "画不出攻守矩阵" in str(row[0]) for row in rows_of(made, "客户价值"))


def test_with_both_every_chart_of_value_is_drawn(book):
    scored(book)

    assert charts_of(book, "客户价值") == 3


def test_a_workbook_without_deals_gets_the_value_page_alone(tmp_path):
    path = tmp_path / "accounts.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "客户档案"
    for row in SHEETS["客户档案"]:
        workbook.active.append(row)
    workbook.save(path)

    made = scored(path)

    assert made.sheet_names == ["客户档案", "客户价值"]
