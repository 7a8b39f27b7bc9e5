"""A sheet's values and oddities, read from a file whose cells begin anywhere."""

from pathlib import Path

from openpyxl import Workbook

from xlcrm.book import open_book
from xlcrm.sheets.remarks import CellState


def saved(path: Path, cells: dict[str, object]) -> Path:
    workbook = Workbook()
    for address, value in cells.items():
        workbook.active[address] = value
    workbook.create_sheet("Empty")
    workbook.save(path)
    return path


def test_a_sheet_that_begins_in_c3_is_read_from_a1_on(tmp_path: Path) -> None:
    path = saved(tmp_path / "late.xlsx", {"C3": 1, "D5": "x", "E4": True})

    assert list(open_book(path).read("Sheet")) == [
        ["", "", "", "", ""],
        ["", "", "", "", ""],
        ["", "", 1.0, "", ""],
        ["", "", "", "", True],
        ["", "", "", "x", ""],
    ]


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "empty.xlsx", {"A1": 1})

    assert list(open_book(path).read("Empty")) == []


def test_oddities_are_known_whether_or_not_the_values_were_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "odd.xlsx", {"A1": "sum", "B2": "=1+1"})
    read, unread = open_book(path), open_book(path)
    read.read("Sheet")

    expected = {(2, 2): CellState("never-calculated")}
    assert read.states("Sheet") == expected
    assert unread.states("Sheet") == expected
