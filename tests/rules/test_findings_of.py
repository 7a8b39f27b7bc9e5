"""All rules together: order, addresses, a rule that crashes, and the sample company."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.sheet_text import AS_OF, address, findings
from xlcrm.language import Text
from xlcrm.rules import RULES, Case, Finding, Mark, Rule, Severity, findings_of
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import read_frame, recognise

PLANTED = json.loads(
    (Path(__file__).parents[2] / "samples" / "planted_errors.json").read_text(encoding="utf-8")
)
PAGE = """
    == 商机
    商机编号 | 客户编号 | 商机名称 | 状态   | 金额 | 预计签约日期
    P1       | A100     | 检测线   | 进行中 | 100  | 2026-11-01
    P2       | A001     | 称重台   | 进行中 | -1   | 2026-12-01

    == 客户档案
    客户编号 | 客户名称
    A001     | 海川重工
    A002     |
"""


def crashes(_case: Case) -> Iterator[Mark]:
    """Divides by the number of sheets called nobody."""
    yield Mark(sheet="opportunities", row=1 // 0)


def points_nowhere(_case: Case) -> Iterator[Mark]:
    """Marks a sheet that is not there."""
    yield Mark(sheet="budget", row=2)


def rule(code: str, check: object) -> Rule:
    """A rule of our own."""
    return Rule(
        code=code,
        severity=Severity.ERROR,
        message=Text("试验", "A trial"),
        check=check,  # type: ignore[arg-type]
    )


def test_errors_come_before_warnings_then_sheet_by_sheet_from_top_to_bottom() -> None:
    found = [(f.severity.name, f.sheet, f.cell) for f in findings(PAGE)]

    assert found == [
        ("ERROR", "商机", "B2"),
        ("ERROR", "商机", "E3"),
        ("ERROR", "客户档案", "B3"),
        ("WARNING", "商机", "F2"),
    ]


def test_row_ten_comes_after_row_nine() -> None:
    rows = "\n".join(f"        A{number:03} |" for number in range(2, 12))
    found = findings("== 客户档案\n客户编号 | 客户名称\n" + rows)

    assert [f.cell for f in found] == [f"B{row}" for row in range(2, 12)]


@pytest.mark.parametrize("check", [crashes, points_nowhere])
def test_a_rule_that_crashes_becomes_one_finding_and_the_rest_run(check: object) -> None:
    broken = rule("trial-and-error", check)

    found = findings(PAGE, rules=[broken, *RULES])

    (failed,) = [f for f in found if f.code == "rule-failed"]
    assert failed.value == "trial-and-error"
    assert "trial-and-error" in failed.hint.zh
    assert "trial-and-error" in failed.hint.en
    assert [f for f in found if f is not failed] == findings(PAGE)


def test_a_finding_names_workbook_header_and_what_the_row_is_about() -> None:
    found = findings(PAGE)[0]

    assert found.workbook == "客户.xlsx"
    assert found.header == "客户编号"
    assert found.row_key == "P1"
    assert found.value == "A100"


def test_a_ledger_row_is_about_its_customer_and_month() -> None:
    (found,) = findings(
        """
        == 交易与应收
        客户编号 | 月份       | 回款
        A001     | 2026-03-31 | -5
        """
    )

    assert found.row_key == "A001 2026-03"


def test_a_clean_page_has_no_findings() -> None:
    page = """
        == 客户档案
        客户编号 | 客户名称
        A001     | 海川重工
    """

    assert findings(page) == []


LEFT_BY_DESIGN = {
    "stage-not-earned",
    "coach-missing",
    "activity-unprepared",
    "objective-our-action",
    "visit-without-commitment",
    "relationship-not-shown",
}
"""Warnings about the sample company's selling, not about its data."""


def test_the_sample_company_gives_its_planted_errors_and_no_other_objection_to_its_data(
    sample: Path,
) -> None:
    language = sample.stem.removeprefix("crm_")
    planted = {(each["sheet"], each["cell"], each["code"]) for each in PLANTED[language]}

    worth_a_look = [f for f in findings_in(sample) if f.severity > Severity.INFO]
    found = [f for f in worth_a_look if f.code not in LEFT_BY_DESIGN]

    assert len(planted) == 12
    assert {(f.sheet, f.cell, f.code) for f in found} == planted
    assert len(found) == len(planted)


def findings_in(path: Path) -> list[Finding]:
    """The findings of a workbook on disk, its values read by calamine."""
    book = CalamineWorkbook.from_path(path)
    grids = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }
    read = [read_frame(name, grids[name], head) for name, head in recognise(grids, SHEETS).items()]
    return findings_of(
        {sheet.id: sheet for sheet in read},
        RULES,
        workbook=path.name,
        as_of=AS_OF,
        cell_name=address,
    )
