"""The verbs as a user types them: what they print, how they exit, what they leave behind."""

import json

import pytest

from tests.only_changed import changed_parts
from tests.small_crm import write_small_crm
from xlcrm.book.backup import backups

DAY = ("--as-of", "2026-11-30")


def test_findings_exit_with_one_and_name_their_cells(xlcrm, sample):
    code, out, _ = xlcrm("validate", sample, *DAY, "--lang", "en")

    assert code == 1
    assert "F12  [not-in-list]  Not on the list" in out
    assert "Choose one of: Active / Prospect / Lost / Closed" in out


def test_findings_as_json_carry_code_severity_workbook_sheet_and_cell(xlcrm, sample):
    code, out, _ = xlcrm("validate", sample, *DAY, "--format", "json", "--dry-run")

    found = json.loads(out)
    assert code == 1
    assert sum(one["severity"] == "error" for one in found) == 11
    assert [one["cell"][0] for one in found if one["code"] == "open-past-close"] == ["M"]
    for one in found:
        assert one["workbook"] == str(sample)
        assert one["code"] and one["sheet"] and one["cell"] and one["message"]


def test_a_clean_workbook_exits_with_zero(xlcrm, tmp_path):
    path = tmp_path / "新 客户.xlsx"
    assert xlcrm("new", path)[0] == 0

    code, out, _ = xlcrm("validate", path)

    assert code == 0
    assert "全部通过" in out


@pytest.mark.parametrize("verb", ["validate", "score", "plan"])
def test_a_dry_run_writes_nothing(xlcrm, sample, verb):
    before = sample.read_bytes()

    code, out, _ = xlcrm(verb, sample, *DAY, "--dry-run", "--lang", "en")

    assert code in (0, 1)
    assert "Nothing was written" in out
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == [sample.name]


def test_clearing_takes_every_mark_out_of_the_sheets(xlcrm, sample):
    before = sample.read_bytes()
    xlcrm("validate", sample, *DAY)
    marked = changed_parts(before, sample)

    code, _, _ = xlcrm("validate", sample, "--clear")

    assert code == 0
    assert {name for name in marked if name.startswith("xl/worksheets/sheet")}
    assert sample.read_bytes() == before


def test_undo_takes_back_one_write_after_the_other(xlcrm, sample):
    before = sample.read_bytes()
    xlcrm("validate", sample, *DAY)
    validated = sample.read_bytes()
    xlcrm("score", sample, *DAY)

    assert xlcrm("undo", sample)[0] == 0
    assert sample.read_bytes() == validated
    assert xlcrm("undo", sample)[0] == 0
    assert sample.read_bytes() == before
    code, _, err = xlcrm("undo", sample, "--lang", "en")
    assert code == 2
    assert "no backup" in err


def test_a_folder_stands_for_its_workbooks(xlcrm, sample):
    (sample.parent / "notes.txt").write_text("not a workbook")
    (sample.parent / f"~${sample.name}.xlsx").write_bytes(b"owner marker of another file")

    code, out, err = xlcrm("score", sample.parent, *DAY)

    assert (code, err) == (0, "")
    assert sample.name in out


def test_new_never_overwrites(xlcrm, tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(b"mine")

    code, _, err = xlcrm("new", path, "--lang", "zh")

    assert code == 2
    assert "已存在" in err
    assert path.read_bytes() == b"mine"


def test_new_makes_a_starter_that_plans_after_filling(xlcrm, tmp_path):
    path = tmp_path / "customers.xlsx"

    assert xlcrm("new", path, "--lang", "en", "--dry-run")[0] == 0
    assert not path.exists()
    assert xlcrm("new", path, "--lang", "en")[0] == 0
    assert xlcrm("score", path)[0] == 0


def test_accounts_can_be_chosen_for_planning(xlcrm, sample):
    code, out, _ = xlcrm("plan", sample, *DAY, "--accounts", "AC-039,AC-021", "--month", "2026-12")

    assert code == 0
    assert len(backups(sample)) == 1
    assert out.count("AC-") == 0
    assert len(out.strip().splitlines()) == 2


@pytest.mark.parametrize(("grade", "names"), [("A", ["华东精工"]), ("B", ["江南电子"])])
def test_plans_go_by_value_grade_and_by_contribution_where_that_is_unknown(
    xlcrm, tmp_path, grade, names
):
    # A001 is graded A by its value; A002 is known too little and B by its part of the sales
    path = write_small_crm(tmp_path / "客户.xlsx")

    code, out, _ = xlcrm("plan", path, *DAY, "--grade", grade)

    assert code == 0
    assert out.strip().splitlines()[-1].split(": ")[-1].split(", ") == [*names, "计划目录"]


def test_methods_are_listed_with_their_inventory_ids(xlcrm):
    code, out, _ = xlcrm("methods", "--format", "json")

    rows = {row["name"]: row for row in json.loads(out)}
    assert code == 0
    assert rows["dso_countback"]["ids"] == ["dso-countback"]
    assert rows["sales_forecast"]["ids"] == ["sales-forecast", "out-of-funnel"]
    assert all(row["zh"] and row["en"] for row in rows.values())


def test_a_method_has_a_page_with_formula_source_and_parameters(xlcrm):
    code, out, _ = xlcrm("methods", "dso-countback")

    assert code == 0
    assert "75.5" in out
    assert "Source:" in out
    assert "dso_countback.days_in_month = " in out


def test_a_setting_reaches_its_method(xlcrm, sample):
    from datetime import date

    import xlcrm as library

    options = {"as_of": date(2026, 11, 30), "dry_run": True}
    calendar = library.score(sample, library.Options(**options))
    thirty = library.score(
        sample, library.Options(**options, settings=["dso_countback.days_in_month=30"])
    )

    days = [outcome.results["dso_countback"]["days"].max() for outcome in (calendar, thirty)]
    assert days[0] > days[1]
