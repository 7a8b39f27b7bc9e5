"""Completeness by field and by class: two numbers, both named."""

import openpyxl
import pytest

from tests.rules.example import pages_read
from tests.sheet_text import findings
from tests.small_crm import write_small_crm
from xlcrm import validate
from xlcrm.report import accounts_completeness, annotation, sheets_completeness
from xlcrm.report.completeness import overall

PAGE = """
    == 客户档案
    Account ID | Account | Address | Fax | Bank account | 发展计划 | Fiscal year start | Logistics
    A001     | 海川重工 | 青岛路1号 | 0532-85502341 | 3803021009200012 | 三年上市 |            |
    A002     | 远帆机电 |          |               |                  |          |            |

    == 交易与应收
    客户编号 | 月份       | 销售额(元)
    A001     | 2026-03-01 | 100
"""


def test_both_numbers_agree_with_the_arithmetic_done_by_hand() -> None:
    least, most = accounts_completeness(pages_read(PAGE))

    # basic 4 of 4, commercial 1 of 2, logistics 0 of 1, record 1 of 1
    assert (most.account, most.name) == ("A001", "海川重工")
    assert most.by_field == pytest.approx(6 / 8)
    assert most.by_class == pytest.approx((1 + 0.5 + 0 + 1) / 4)
    assert most.empty == ("logistics",)
    # basic 1 of 4, nothing else
    assert least.account == "A002"
    assert least.by_field == pytest.approx(1 / 8)
    assert least.by_class == pytest.approx(0.25 / 4)
    assert least.empty == ("commercial", "logistics", "record")


def test_all_customers_together_are_the_mean_of_each() -> None:
    by_field, by_class = overall(accounts_completeness(pages_read(PAGE)))

    assert by_field == pytest.approx((6 / 8 + 1 / 8) / 2)
    assert by_class == pytest.approx((0.625 + 0.0625) / 2)


def test_a_sheet_is_as_full_as_its_known_columns() -> None:
    accounts, ledger = sheets_completeness(pages_read(PAGE))

    assert (accounts.rows, accounts.columns) == (2, 8)
    assert accounts.share == pytest.approx(8 / 16)
    assert ledger.share == 1.0


def test_without_customers_there_is_nothing_to_say() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称
        P1       | A001     | 检测线
    """

    assert accounts_completeness(pages_read(page)) == []
    with pytest.raises(ValueError, match="no customers"):
        overall([])


def test_an_annotation_escapes_what_github_would_take_for_its_own(tmp_path) -> None:
    (found,) = findings(
        """
        == 客户档案
        客户编号 | 客户名称 | 状态
        A001     | 海川重工 | 50%::x
        """
    )
    path = tmp_path / "a,b:c.xlsx"

    text = annotation(found, "en", path=path)

    assert text.startswith("::error file=")
    assert "a%2Cb%3Ac.xlsx,title=not-in-list::客户档案!C2  Not on the list “50%25::x”" in text
    assert "\n" not in text


def test_columns_that_nothing_is_read_from_are_named_but_not_our_own_results() -> None:
    page = """
        == 客户档案
        客户编号 | 客户名称 | 内部代码 | 上年排名 | 客户价值分 | Value grade | 价值等级 (xlcrm)
        A001     | 海川重工 | K7       | 3        | 80         | A           | A
    """
    (accounts,) = sheets_completeness(pages_read(page))

    assert accounts.columns == 2
    assert accounts.unread == ("内部代码", "上年排名")


def test_the_findings_sheet_lists_columns_and_sheets_that_are_not_read(tmp_path) -> None:
    path = write_small_crm(tmp_path / "crm.xlsx")
    workbook = openpyxl.load_workbook(path)
    for column, text in enumerate(["内部\n代码", "竞争态势" * 9, *"甲乙丙丁戊己庚"], start=7):
        workbook["客户档案"].cell(1, column, text)
    workbook.create_sheet("杂项")["A1"] = "x"
    workbook.save(path)

    outcome = validate(path)

    rows = openpyxl.load_workbook(path)["校验结果"].iter_rows(values_only=True)
    told = {row[1]: row[3] for row in rows}
    assert told["客户档案"] == f"内部 代码、{'竞争态势' * 4}…、甲、乙、丙、丁、戊、己 等 9 列"
    assert told["杂项"] == "未识别的表,没有校验"
    assert not told["联系人"]
    assert not [f for f in outcome.findings if f.cell in ("G1", "H1") or f.sheet == "杂项"]
