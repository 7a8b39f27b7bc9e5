"""Random sheets, random edits: what is written reads back, all else stays, undoing restores."""

import io
import string

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.only_changed import only_changed, part
from tests.ooxml.workbooks import by_calamine, by_openpyxl
from xlcrm.ooxml import Workbook

SHEET = "xl/worksheets/sheet1.xml"
COLUMNS = [*string.ascii_uppercase[:8], "Z", "AA"]

text = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
).filter(lambda value: "_x" not in value)
integer = st.integers(-(10**9), 10**9)
value = st.booleans() | integer | st.floats(allow_nan=False, allow_infinity=False) | text
kept_by_xlsxwriter = st.booleans() | integer | integer.map(lambda n: n / 16) | text  # 16 digits
address = st.builds(lambda column, row: f"{column}{row}", st.sampled_from(COLUMNS),
                    st.integers(1, 30))  # fmt: skip
cells = st.dictionaries(address, kept_by_xlsxwriter, max_size=20)
edited_cells = st.dictionaries(address, value, min_size=1, max_size=20)


def sheet_of(content, formats):
    """A workbook with these cells, every third one formatted, some rows with heights."""
    file = io.BytesIO()
    literal = {"strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **literal})
    sheet = workbook.add_worksheet("Data")
    bold = workbook.add_format({"bold": True})
    for at, (name, held) in enumerate(content.items()):
        sheet.write(name, held, bold if at % 3 == 0 else None)
    for row in formats:
        sheet.set_row(row, 30, bold)
    workbook.close()
    return file.getvalue()


def edited(source, edits):
    workbook = Workbook.open(source)
    workbook["Data"].write(edits)
    return workbook.to_bytes()


@settings(max_examples=60, deadline=None)
@given(content=cells, edits=edited_cells, formats=st.sets(st.integers(0, 20), max_size=3))
def test_written_cells_read_back_and_all_else_is_unchanged(content, edits, formats):
    before = sheet_of(content, formats)
    after = edited(before, edits)
    only_changed(before, after, {"Data": edits})
    expected = {name: held for name, held in {**content, **edits}.items() if held != ""}
    assert by_openpyxl(after) == expected
    assert by_calamine(after) == expected


@settings(max_examples=30, deadline=None)
@given(content=cells.filter(bool), data=st.data())
def test_editing_and_writing_the_old_values_again_gives_the_old_bytes(content, data):
    numbers = {name: held for name, held in content.items() if type(held) is int}
    before = sheet_of(numbers, ())
    edits = data.draw(st.dictionaries(st.sampled_from([*numbers, "A1"]), value, min_size=1))
    undone = edited(edited(before, edits), {name: numbers.get(name) for name in edits})
    if numbers and set(edits) <= set(numbers):
        assert part(undone, SHEET) == part(before, SHEET)
    assert by_openpyxl(undone) == numbers


@settings(max_examples=40, deadline=None)
@given(content=cells, first_row=st.integers(1, 12), length=st.integers(1, 15), data=st.data())
def test_columns_and_single_cells_give_the_same_sheet(content, first_row, length, data):
    before = sheet_of(content, ())
    columns = {
        column: data.draw(st.lists(st.none() | value, min_size=length, max_size=length))
        for column in data.draw(st.sets(st.sampled_from(COLUMNS), min_size=1, max_size=3))
    }
    workbook = Workbook.open(before)
    workbook["Data"].write_columns(first_row, columns)
    singles = {
        f"{column}{first_row + at}": held
        for column, values in columns.items()
        for at, held in enumerate(values)
    }
    assert workbook.to_bytes() == edited(before, singles)


@settings(max_examples=40, deadline=None)
@given(content=cells.filter(bool))
def test_reading_agrees_with_openpyxl(content):
    source = sheet_of(content, ())
    ours = Workbook.open(source)["Data"].read_cells("A1:AA30")
    theirs = openpyxl.load_workbook(io.BytesIO(source))["Data"]
    assert {name: cell.value for name, cell in ours.items() if cell.value is not None} == {
        name: theirs[name].value for name in content
    }
