"""Whole columns of values: the fast form gives what writing cell by cell gives."""

from datetime import date, datetime
from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.only_changed import only_changed, part
from tests.ooxml.workbooks import built, by_calamine, by_openpyxl, tiny
from xlcrm.ooxml import OoxmlError, Refused, Style, Workbook, archive

SHEET = "xl/worksheets/sheet1.xml"
ROWS = 5000


@cache
def regular_book():
    return built(regular)


@pytest.fixture(params=["as one block", "in many blocks"], autouse=True)
def _blocks(request, monkeypatch):
    if request.param == "in many blocks":
        monkeypatch.setattr(archive, "BLOCK", 20_000)


def regular(workbook, sheet):
    sheet.write_row("A1", ["name", "amount"])
    for row in range(1, ROWS + 1):
        sheet.write_row(row, 0, [f"customer {row % 7}", row / 3])


def written(source, first_row, columns, **options):
    workbook = Workbook.open(source)
    workbook["Data"].write_columns(first_row, columns, **options)
    return workbook.to_bytes()


def cell_by_cell(source, first_row, columns):
    workbook = Workbook.open(source)
    workbook["Data"].write({
        f"{column}{row}": value
        for column, values in columns.items()
        for row, value in enumerate(values, start=first_row)
    })  # fmt: skip
    return workbook.to_bytes()


COLUMNS = {
    "numbers": {"C": [row / 7 for row in range(ROWS)]},
    "texts and gaps": {"C": ["a<b"] * (ROWS - 1) + [None], "E": [None] + [1] * (ROWS - 1)},
    "over existing cells": {"B": list(range(ROWS)), "C": [True] * ROWS},
    "dates": {"D": [date(2026, 1, 1)] * ROWS},
}


@pytest.mark.parametrize("columns", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("first_row", [2, 3, 40])
def test_columns_give_the_same_bytes_as_single_cells(columns, first_row):
    before = regular_book()
    assert written(before, first_row, columns) == cell_by_cell(before, first_row, columns)


def tall_rows(workbook, sheet):
    for row in range(1, ROWS, 3):
        sheet.set_row(row, 30)
    regular(workbook, sheet)


def written_before(workbook, sheet):
    regular(workbook, sheet)
    for row in range(1, ROWS + 1):
        for column, every in ((2, 3), (3, 2), (4, 7)):
            if row % every:
                sheet.write(row, column, [f"reason {row}", row / 7, -row * 1e-9, True][row % 4])


def in_one_format(workbook, sheet):
    regular(workbook, sheet)
    percent = workbook.add_format({"num_format": "0%"})
    sheet.write_column("C2", [row / 7 for row in range(ROWS)], percent)
    sheet.write_column("D2", [row / 9 for row in range(ROWS)])


def in_many_formats(workbook, sheet):
    in_one_format(workbook, sheet)
    money = workbook.add_format({"num_format": "#,##0.00"})
    sheet.write_column("C1000", list(range(50)), money)


def notes_to_the_right(workbook, sheet):
    in_one_format(workbook, sheet)
    sheet.write_column("F2", ["call back"] * 300)


@pytest.mark.parametrize(
    "fill", [tall_rows, written_before, in_one_format, in_many_formats, notes_to_the_right]
)
def test_columns_over_what_is_there_give_the_same_bytes_as_single_cells(fill):
    before = built(fill)
    some = [None if row % 5 == 0 else row / 3 for row in range(ROWS)]
    columns = {"C": some, "D": [1e-7, 2.5] * (ROWS // 2), "E": [row % 9 for row in range(ROWS)]}
    assert written(before, 2, columns) == cell_by_cell(before, 2, columns)


def test_columns_beside_regular_rows_read_back_and_touch_nothing_else():
    before = regular_book()
    columns = {"C": [row * 0.5 for row in range(ROWS)], "D": [f"t{row}" for row in range(ROWS)]}
    after = written(before, 2, columns)
    cells = {f"{c}{row}" for c in columns for row in range(2, ROWS + 2)}
    only_changed(before, after, {"Data": cells})
    found = by_calamine(after)
    assert [found[f"C{row}"] for row in range(2, ROWS + 2)] == columns["C"]
    assert [found[f"D{row}"] for row in range(2, ROWS + 2)] == columns["D"]


def test_irregular_rows_between_regular_ones_are_written_all_the_same():
    def fill(workbook, sheet):
        regular(workbook, sheet)
        sheet.set_row(20, 30)
        sheet.write(30, 9, "far right of the new columns")
        sheet.write(31, 2, "in the way")
        sheet.set_row(4000, None, workbook.add_format({"bold": True}))

    before = built(fill)
    columns = {"C": list(range(ROWS)), "D": list(range(ROWS))}
    after = written(before, 2, columns)
    only_changed(before, after, {"Data": {f"{c}{r}" for c in "CD" for r in range(2, ROWS + 2)}})
    found = by_openpyxl(after)
    assert [found[f"C{row}"] for row in range(2, ROWS + 2)] == list(range(ROWS))
    assert found["J31"] == "far right of the new columns"


def test_rows_below_the_sheet_s_last_one_are_added():
    after = written(tiny('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'), 1,
                    {"B": [1, 2, 3]})  # fmt: skip
    assert by_openpyxl(after) == {"A1": 1, "B1": 1, "B2": 2, "B3": 3}


def test_writing_the_same_columns_twice_changes_nothing_more():
    columns = {"C": [row / 7 for row in range(ROWS)], "D": ["x"] * ROWS}
    once = written(regular_book(), 2, columns)
    assert part(written(once, 2, columns), SHEET) == part(once, SHEET)


def test_arrays_and_series_are_columns_too():
    columns = {
        "A": np.array([1.5, 2.5]),
        "B": pd.Series([1, 2]),
        "C": pd.Series(["x", None], dtype=object),
    }
    found = by_openpyxl(written(tiny(), 2, columns))
    assert found == {"A2": 1.5, "A3": 2.5, "B2": 1, "B3": 2, "C2": "x"}


def test_columns_take_a_style_and_dates_a_date_format():
    workbook = Workbook.open(regular_book())
    money = workbook.style(Style(number_format="#,##0.00"))
    workbook["Data"].write_columns(2, {"C": [1.0], "D": [date(2026, 5, 1)]}, styles={"C": money})
    after = workbook.to_bytes()
    found = Workbook.open(after)["Data"].read_cells(["C2", "D2"])
    assert found["C2"].style == money
    assert by_openpyxl(after)["D2"] == datetime(2026, 5, 1)


@pytest.mark.parametrize("bad", [float("nan"), object(), "x" * 40_000])
def test_a_bad_value_in_a_column_is_refused_with_its_cell(bad):
    workbook = Workbook.open(regular_book())
    workbook["Data"].write_columns(2, {"C": [1.5, 2.5, bad]})
    with pytest.raises(Refused) as caught:
        workbook.to_bytes()
    assert (caught.value.sheet, caught.value.cell) == ("Data", "C4")


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(OoxmlError, match="equally long"):
        Workbook.open(tiny())["Data"].write_columns(2, {"A": [1], "B": [1, 2]})


def test_columns_over_formulas_are_refused():
    before = built(lambda workbook, sheet: sheet.write_formula("B3", "=1+1"))
    workbook = Workbook.open(before)
    workbook["Data"].write_columns(2, {"B": [1, 2, 3]})
    with pytest.raises(Refused) as caught:
        workbook.to_bytes()
    assert (caught.value.code, caught.value.cell) == ("formula", "B3")


def test_formulas_never_calculated_beside_the_columns_stay_as_they_are():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><f>{row}+1</f></c></row>' for row in range(1, 31))
    before = tiny(f"<sheetData>{rows}</sheetData>")
    after = written(before, 1, {"B": [row / 2 for row in range(1, 31)]})
    cells = {f"B{row}" for row in range(1, 31)}
    only_changed(
        before, after, {"Data": cells}, parts=["xl/workbook.xml"]
    )  # to recalculate on load
    assert by_openpyxl(after)["B30"] == 15
