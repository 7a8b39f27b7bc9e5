"""Formulas and errors are told apart from empty cells, in one pass."""

import io

import openpyxl
import pytest
import xlsxwriter

from tests.ooxml.workbooks import tiny
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.odd_cells import OddCell


def odd(content):
    workbook = Workbook.open(content)
    return workbook[workbook.sheet_names[0]].odd_cells()


def written(fill):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    fill(workbook.add_worksheet())
    workbook.close()
    return buffer.getvalue()


def test_a_sheet_of_plain_values_has_none():
    assert odd(written(lambda sheet: sheet.write_row(0, 0, ["a", 1, True, ""]))) == {}


@pytest.mark.parametrize(("cached", "kind"), [(7, "formula"), ("text", "formula-text")])
def test_a_formula_is_told_by_its_cached_result(cached, kind):
    found = odd(written(lambda sheet: sheet.write_formula("C5", "=A1", None, cached)))

    assert found == {(5, 3): OddCell(kind)}


def test_an_error_shows_as_itself_with_or_without_a_formula():
    found = odd(written(lambda sheet: sheet.write_formula("B2", "=NA()", None, "#N/A")))

    assert found == {(2, 2): OddCell("error-value", "#N/A")}
    typed = openpyxl.Workbook()
    typed.active["D4"] = "#REF!"
    typed.active["D4"].data_type = "e"
    buffer = io.BytesIO()
    typed.save(buffer)
    assert odd(buffer.getvalue()) == {(4, 4): OddCell("error-value", "#REF!")}


def test_a_formula_never_calculated_is_told_from_an_empty_cell():
    workbook = openpyxl.Workbook()
    workbook.active.append(["=1+1", None, "x"])
    buffer = io.BytesIO()
    workbook.save(buffer)

    assert odd(buffer.getvalue()) == {(1, 1): OddCell("never-calculated")}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("<row><c><v>1</v></c><c><f>A1</f><v>2</v></c></row>", (1, 2)),
        ('<row r="3"/><row><c/><c/><c t="e"><v>#DIV/0!</v></c></row>', (4, 3)),
        ("<row r='2'><c r='B2' ><f t='shared' si='0'/><v>3</v></c></row>", (2, 2)),
    ],
)
def test_cells_that_do_not_say_where_they_are_are_counted(rows, place):
    assert list(odd(tiny(f"<sheetData>{rows}</sheetData>"))) == [place]
