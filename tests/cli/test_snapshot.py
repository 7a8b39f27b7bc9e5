"""xlcrm snapshot: the week's funnel kept inside the workbook, once per week."""

from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import xlcrm as library
from tests.only_changed import changed_parts
from tests.small_crm import SHEETS, write_small_crm
from xlcrm.book import open_book, read_sheets

SHEET = "周漏斗快照"
HEADERS = ["周", "快照日期", "商机编号", "负责人", "漏斗层级", "当周金额", "采用赢率",
           "预计签约日期"]  # fmt: skip


@pytest.fixture
def book(tmp_path):
    return write_small_crm(tmp_path / "客户.xlsx")


def snapshots(path, sheet=SHEET):
    """The recorded rows below the headers, first columns only."""
    grid = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    head = next(at for at, row in enumerate(grid) if row[0] == HEADERS[0])
    assert grid[head][: len(HEADERS)] == HEADERS
    return [row[: len(HEADERS)] for row in grid[head + 1 :]]


def test_a_week_holds_one_row_per_open_deal_as_it_stands(xlcrm, book):
    code, out, _ = xlcrm("snapshot", book, "--as-of", "2026-12-02")

    rows = snapshots(book)
    assert code == 0
    assert SHEET in out
    monday, taken = date(2026, 11, 30), date(2026, 12, 2)
    assert rows[0] == [monday, taken, "P01", "王芳", "落实项目", 100_000, 0.25, date(2027, 1, 15)]
    assert rows[6] == [monday, taken, "P07", "李强", "我的项目", 300_000, 0.5, date(2027, 1, 20)]
    assert [row[2] for row in rows] == [f"P{n:02}" for n in range(1, 9)]


def test_the_same_day_again_changes_nothing(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")
    before = book.read_bytes()

    code, out, _ = xlcrm("snapshot", book, "--as-of", "2026-12-02")

    assert code == 0
    assert "没有写入任何内容" in out
    assert book.read_bytes() == before


def test_later_in_the_week_its_rows_are_replaced(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-11-30")
    close(book, "P03")

    xlcrm("snapshot", book, "--as-of", "2026-12-06")

    rows = snapshots(book)
    assert [row[2] for row in rows] == ["P01", "P02", "P04", "P05", "P06", "P07", "P08"]
    assert {row[1] for row in rows} == {date(2026, 12, 6)}


def test_another_week_is_appended_and_the_older_one_stands(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-06")
    first = snapshots(book)
    close(book, "P03")

    xlcrm("snapshot", book, "--as-of", "2026-12-07")

    rows = snapshots(book)
    assert rows[:8] == first
    assert {row[0] for row in rows[8:]} == {date(2026, 12, 7)}
    assert "P03" not in {row[2] for row in rows[8:]}
    assert len(rows) == 8 + 7


def test_nothing_but_the_new_sheet_differs(xlcrm, book):
    before = book.read_bytes()

    xlcrm("snapshot", book, "--as-of", "2026-12-02")

    theirs = {f"xl/worksheets/sheet{n}.xml" for n in range(1, len(SHEETS) + 1)}
    changed = changed_parts(before, book)
    assert not changed & theirs
    assert any("worksheets/sheet" in part for part in changed)


def test_the_history_is_read_back_as_the_sheet_of_snapshots(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")

    frame = read_sheets(open_book(book))["snapshots"].frame

    assert frame["amount"].sum() == 2_450_000
    assert frame["stage"].iloc[6].text("zh") == "我的项目"


def test_validate_has_no_objection_to_what_was_recorded(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")

    outcome = library.validate(book, library.Options(as_of=date(2026, 12, 2), dry_run=True))

    assert [found for found in outcome.findings if found.sheet == SHEET] == []


def test_a_history_people_brought_is_taken_over_and_left_standing(xlcrm, book):
    workbook = openpyxl.load_workbook(book)
    sheet = workbook.create_sheet("Pipeline history")
    sheet.append(["Week", "Opportunity ID", "Amount that week"])
    sheet.append([date(2026, 11, 23), "P01", 90_000])
    workbook.save(book)

    for day in ("2026-12-02", "2026-12-09"):
        xlcrm("snapshot", book, "--as-of", day, "--lang", "zh")

    rows = snapshots(book)
    assert rows[0][0] == date(2026, 11, 23)
    assert rows[0][5] == 90_000
    assert len(rows) == 1 + 8 + 8
    assert "Pipeline history" in CalamineWorkbook.from_path(str(book)).sheet_names


def typed(path, row, column, value):
    """A person types into the snapshot sheet: row and column below the headers, from 0."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[SHEET]
    head = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == HEADERS[0])
    sheet.cell(head + 1 + row, column + 1, value)
    workbook.save(path)


def test_what_cannot_be_read_stays_as_it_was_typed_in_any_week(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")
    typed(book, 0, 5, "约十万")
    typed(book, 1, 4, "快赢了")

    for day in ("2026-12-03", "2026-12-09"):
        assert xlcrm("snapshot", book, "--as-of", day)[0] == 0

    rows = snapshots(book)
    assert len(rows) == 8 + 8
    assert rows[0][:6] == [date(2026, 11, 30), date(2026, 12, 2), "P01", "王芳", "落实项目",
                           "约十万"]  # fmt: skip
    assert rows[1][4] == "快赢了"
    assert rows[1][5] == 200_000
    assert rows[2][1] == date(2026, 12, 3)


def test_a_row_whose_week_cannot_be_read_is_kept_at_the_end(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")
    typed(book, 0, 0, "上周")

    xlcrm("snapshot", book, "--as-of", "2026-12-09")

    rows = snapshots(book)
    assert len(rows) == 8 + 8
    assert rows[-1][:3] == ["上周", date(2026, 12, 2), "P01"]


def test_notes_are_kept_when_the_week_is_recorded_again_even_for_deals_closed_since(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-01")
    grid = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(SHEET).to_python()
    notes = next(row.index("备注") for row in grid if "备注" in row)
    typed(book, 0, notes, "等预算")
    typed(book, 2, notes, "口头中标")
    close(book, "P03")

    xlcrm("snapshot", book, "--as-of", "2026-12-02")

    grid = CalamineWorkbook.from_path(str(book)).get_sheet_by_name(SHEET).to_python()
    noted = {row[2]: (row[1], row[notes]) for row in grid if row[2] in ("P01", "P02", "P03")}
    assert noted == {
        "P01": (date(2026, 12, 2), "等预算"),
        "P02": (date(2026, 12, 2), ""),
        "P03": (date(2026, 12, 1), "口头中标"),
    }


def test_words_beside_the_rows_are_not_lost_but_refused_with_their_cell(xlcrm, book):
    xlcrm("snapshot", book, "--as-of", "2026-12-02")
    typed(book, 1, 14, "问王芳")
    before = book.read_bytes()

    code, _, err = xlcrm("snapshot", book, "--as-of", "2026-12-09", "--lang", "zh")

    assert code == 2
    assert f"{SHEET}!O8" in err
    assert "备注" in err
    assert book.read_bytes() == before


def test_a_dry_run_writes_nothing(xlcrm, book):
    before = book.read_bytes()

    code, out, _ = xlcrm("snapshot", book, "--dry-run", "--lang", "en")

    assert code == 0
    assert "Nothing was written" in out
    assert book.read_bytes() == before


def test_undo_takes_the_week_back(xlcrm, book):
    before = book.read_bytes()
    xlcrm("snapshot", book, "--as-of", "2026-12-02")

    assert xlcrm("undo", book)[0] == 0
    assert book.read_bytes() == before


def test_a_workbook_without_deals_is_refused_in_words(xlcrm, tmp_path):
    path = tmp_path / "accounts.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "客户档案"
    for row in SHEETS["客户档案"]:
        workbook.active.append(row)
    workbook.save(path)

    code, _, err = xlcrm("snapshot", path, "--lang", "en")

    assert code == 2
    assert "no opportunity sheet" in err


def test_the_sample_is_recorded_in_its_own_language(xlcrm, sample):
    code, _, _ = xlcrm("snapshot", sample, "--as-of", "2026-11-30")

    names = CalamineWorkbook.from_path(str(sample)).sheet_names
    assert code == 0
    assert {"zh": SHEET, "en": "Funnel snapshots"}[sample.stem[-2:]] in names


def close(path, deal):
    """Marks a deal as won, with openpyxl, as a person would in the cell."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["商机"]
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == deal)
    row[6].value = "赢单"
    workbook.save(path)
