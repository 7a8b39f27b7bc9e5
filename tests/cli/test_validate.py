"""`xlcrm validate` as a user types it: corrections, formats, exit codes."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

DAY = ("--as-of", "2026-11-30")
ACCOUNTS = [
    ["客户编号", "客户名称", "年销售额(万元)", "更新日期", "自己的列"],
    ["Ａ００１", " 海川重工", "1,200", "2026年3月5日", "=1+1"],
    ["A002", "远帆机电", 35, datetime(2026, 3, 5), None],
    ["A003", "澜栖部件", "120万", 20260305, "看情况"],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A customer sheet with a text number, a text date, full width, a stray space, a formula."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "客户档案"
    for row in ACCOUNTS:
        sheet.append(row)
    add_deal(workbook)
    path = tmp_path / "客户.xlsx"
    workbook.save(path)
    return path


def add_deal(workbook: openpyxl.Workbook) -> None:
    """A sheet with one deal, so that no needed sheet is missing."""
    deals = workbook.create_sheet("商机")
    deals.append(["商机编号", "客户编号"])
    deals.append(["P1", "A001"])


def values(path: Path) -> list[list[object]]:
    """The customer sheet as openpyxl reads it."""
    sheet = openpyxl.load_workbook(path)["客户档案"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(max_col=5, max_row=4)]


def test_fix_writes_the_corrections_that_leave_no_doubt_and_nothing_else(xlcrm, book) -> None:
    code, out, _ = xlcrm("validate", book, *DAY, "--fix")

    assert code == 0
    assert "已改正 6 处" in out
    assert values(book) == [
        ACCOUNTS[0],
        ["A001", "海川重工", 1200, datetime(2026, 3, 5), "=1+1"],
        ACCOUNTS[2],
        ["A003", "澜栖部件", 120, datetime(2026, 3, 5), "看情况"],
    ]


def test_each_correction_is_listed_on_the_findings_sheet(xlcrm, book) -> None:
    xlcrm("validate", book, *DAY, "--fix")

    sheet = openpyxl.load_workbook(book)["校验结果"]
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows()]
    assert ["客户名称", "客户档案", "B2", "海川重工", "海川重工", "多余空格已忽略"] in rows
    assert ["年销售额(万元)", "客户档案", "C4", "120万", "120", "按所写单位换算"] in rows


def test_undo_takes_the_corrections_back(xlcrm, book) -> None:
    before = book.read_bytes()
    xlcrm("validate", book, *DAY, "--fix")

    xlcrm("undo", book)

    assert book.read_bytes() == before


def test_validating_again_after_fixing_finds_the_same_and_fixes_nothing(xlcrm, book) -> None:
    code, out, _ = xlcrm("validate", book, *DAY, "--fix", "--format", "json")
    fixed = json.loads(out)
    kept = values(book)

    again_code, out, _ = xlcrm("validate", book, *DAY, "--fix", "--format", "json")

    assert (again_code, json.loads(out)) == (code, fixed)
    assert values(book) == kept


def test_without_fix_the_repairs_are_told_and_nothing_of_peoples_is_written(xlcrm, book) -> None:
    _, out, _ = xlcrm("validate", book, *DAY, "--format", "json")

    repaired = [each["cell"] for each in json.loads(out) if each["code"] == "repaired"]
    assert repaired == ["A2", "B2", "C2", "D2", "C4", "D4"]
    assert values(book) == ACCOUNTS


def test_a_dry_run_of_fix_writes_nothing(xlcrm, book) -> None:
    before = book.read_bytes()

    _, out, _ = xlcrm("validate", book, *DAY, "--fix", "--dry-run")

    assert "已改正 6 处" in out
    assert book.read_bytes() == before


def test_a_workbook_without_deals_is_told_so_and_read_all_the_same(xlcrm, tmp_path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Accounts"
    workbook.active.append(["Account ID", "Account name"])
    workbook.active.append(["A001", "Northwind"])
    workbook.create_sheet("Pipe 2026").append(["a", "b"])
    path = tmp_path / "crm.xlsx"
    workbook.save(path)

    code, out, _ = xlcrm("validate", path, "--dry-run", "--format", "json")

    (found,) = json.loads(out)
    assert code == 1
    assert (found["code"], found["severity"], found["sheet"]) == ("sheet-missing", "warning", "")
    assert "“Opportunities” (or Opportunity, Deals, Pipeline)" in found["hint"]
    assert "(not read: Pipe 2026)" in found["hint"]
    assert xlcrm("validate", path, "--dry-run", "--set", "rules.sheet-missing=off")[0] == 0


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_the_exit_code_follows_the_level_asked_for(xlcrm, book, level, code) -> None:
    assert xlcrm("validate", book, *DAY, "--fail-on", level, "--dry-run")[0] == code


def test_a_warning_fails_unless_only_errors_are_asked_for(xlcrm, tmp_path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "客户档案"
    workbook.active.append(["客户编号", "客户名称", "电话"])
    workbook.active.append(["A001", "海川重工", "打前台"])
    add_deal(workbook)
    path = tmp_path / "客户.xlsx"
    workbook.save(path)

    assert xlcrm("validate", path, "--dry-run")[0] == 1
    assert xlcrm("validate", path, "--dry-run", "--fail-on", "error")[0] == 0
    assert xlcrm("validate", path, "--dry-run", "--set", "rules.phone-invalid=info")[0] == 0


def test_html_and_xlsx_are_written_to_the_file_named(xlcrm, sample, tmp_path) -> None:
    page, report = tmp_path / "a.html", tmp_path / "a.xlsx"

    xlcrm("validate", sample, *DAY, "--dry-run", "--format", "html", "--output", page)
    code, out, _ = xlcrm(
        "validate", sample, *DAY, "--dry-run", "--format", "xlsx", "--output", report
    )

    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    workbook = openpyxl.load_workbook(report)
    assert workbook.sheetnames == [sample.stem]
    cells = [cell.value for row in workbook.active.iter_rows() for cell in row]
    assert "required-missing" in cells
    assert code == 1
    assert str(report) in out


def test_github_annotations_name_file_and_cell(xlcrm, sample) -> None:
    _, out, _ = xlcrm("validate", sample, *DAY, "--dry-run", "--format", "github", "--lang", "en")

    lines = out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 11
    assert any("::warning " in line and "title=open-past-close::" in line for line in lines)
    assert any("title=required-missing::" in line and "B16" in line for line in lines)


def test_a_report_that_cannot_be_written_says_why(xlcrm, sample, tmp_path) -> None:
    code, _, err = xlcrm(
        "validate", sample, "--dry-run", "--format", "html", "--output", tmp_path / "no" / "a.html"
    )

    assert code == 2
    assert "a.html" in err


def test_the_settings_sheet_changes_a_severity(xlcrm, book) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.create_sheet("参数")
    sheet.append(["方法", "参数", "值"])
    sheet.append(["规则", "repaired", "警告"])
    workbook.save(book)

    assert xlcrm("validate", book, *DAY, "--dry-run")[0] == 1


def test_a_folder_is_validated_without_our_own_report_in_it(xlcrm, book) -> None:
    report = book.with_name("xlcrm-findings.xlsx")
    xlcrm("validate", book, *DAY, "--dry-run", "--format", "xlsx", "--output", report)

    code, out, err = xlcrm("validate", book.parent, *DAY, "--dry-run")

    assert (code, err) == (0, "")
    assert report.exists()
    assert report.name not in out
