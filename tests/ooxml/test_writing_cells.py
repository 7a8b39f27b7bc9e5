"""Cells written into a sheet: read back by other programs, everything else unchanged."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pandas as pd
import pytest

from tests.only_changed import changed_parts, only_changed, part
from tests.ooxml.workbooks import built, by_calamine, by_openpyxl, tiny
from xlcrm.ooxml import Formula, OoxmlError, Refused, Style, Workbook

SHEET = "xl/worksheets/sheet1.xml"


def plain(workbook, sheet):
    bold = workbook.add_format({"bold": True})
    sheet.write_row("A1", ["name", "amount", "closed"], bold)
    sheet.write_row("A2", ["Ann", 1.5, True])
    sheet.write_row("A4", ["Bob", 2, False])
    sheet.write("E4", "far right")


def edited(source, cells, **options):
    workbook = Workbook.open(source)
    workbook["Data"].write(cells, **options)
    return workbook.to_bytes()


def test_numbers_text_booleans_and_clearing_read_back_everywhere_and_touch_nothing_else():
    before = built(plain)
    cells = {"B2": 42, "C2": "text", "D4": 0.1, "A3": False, "G9": "=SUM(A1)", "A4": None}
    after = edited(before, cells)
    only_changed(before, after, {"Data": cells})
    for found in (by_openpyxl(after), by_calamine(after)):
        assert {name: found.get(name) for name in cells} == cells


@pytest.mark.parametrize("text", [
    "  led by spaces", "two\nlines", "tab\there", "a & b < c > d", "客户经理", "😀", '"quoted"',
    "=1+1", "+49 30", "x" * 32_767, "double  space", "]]>", "'",
])  # fmt: skip
def test_any_text_stays_the_text_it_was(text):
    after = edited(tiny(), {"B2": text})
    assert by_openpyxl(after) == {"B2": text}
    assert by_calamine(after) == {"B2": text}


@pytest.mark.parametrize(("text", "stored"), [
    ("cr\rlf", b"cr_x000D_lf"), ("\x07bell", b"_x0007_bell"), ("_x0041_", b"_x005F_x0041_"),
    ("\ufffe", b"_xFFFE_"), ("\ud83d", b"_xD83D_"),
])  # fmt: skip
def test_what_xml_cannot_hold_is_escaped_as_excel_does(text, stored):
    after = edited(tiny(), {"B2": text})
    assert stored in part(after, SHEET)
    assert Workbook.open(after)["Data"].read_cells(["B2"])["B2"].value == text


def test_dates_get_a_date_format_unless_the_cell_has_one():
    def fill(workbook, sheet):
        german = workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write("A1", 40000, german)
        sheet.write("A2", 1.25, workbook.add_format({"num_format": "0.00", "bold": True}))

    before = built(fill)
    moments = {"A1": date(2026, 11, 30), "A2": date(2026, 12, 1), "B7": datetime(2026, 1, 2, 3, 4)}
    after = edited(before, moments)
    only_changed(before, after, {"Data": moments, "xl/styles.xml": "*"})
    midnight = {
        k: datetime.combine(v, time()) if type(v) is date else v for k, v in moments.items()
    }
    assert by_openpyxl(after) == midnight
    workbook = Workbook.open(after)
    found = workbook["Data"].read_cells(moments)
    assert workbook.styles.format_code(found["A1"].style) == "dd.mm.yyyy"
    assert workbook.styles.format_code(found["A2"].style) == "yyyy-mm-dd"
    assert {name: cell.value for name, cell in found.items()} == midnight


def test_dates_count_from_1904_in_workbooks_that_do():
    before = built(lambda workbook, sheet: sheet.write("A1", 1), date_1904=True)
    after = edited(before, {"A2": date(1904, 1, 2), "A3": date(2026, 11, 30)})
    assert b"<v>1</v></c></row><row" in part(after, SHEET)
    assert by_openpyxl(after)["A3"] == datetime(2026, 11, 30)


def test_times_and_durations_are_fractions_of_a_day():
    after = edited(tiny(), {"A1": time(6), "A2": timedelta(hours=36)})
    assert part(after, SHEET).count(b"<v>0.25</v>") == 1
    assert by_openpyxl(after) == {"A1": time(6), "A2": timedelta(hours=36)}


def test_a_cell_keeps_its_look_and_a_named_style_is_appended_once():
    before = built(plain)
    workbook = Workbook.open(before)
    marked = workbook.style(Style(name="late", fill="FFC7CE", base=None))
    assert workbook.style(Style(fill="FFC7CE")) == marked
    workbook["Data"].write({"A1": "Name", "B4": 3}, styles={"B4": marked})
    after = workbook.to_bytes()
    only_changed(before, after, {"Data": ["A1", "B4"], "xl/styles.xml": "*"})
    assert Workbook.open(after).style(Style(fill="FFC7CE")) == marked
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Data"]
    assert sheet["A1"].font.bold
    assert sheet["B4"].fill.fgColor.rgb == "FFFFC7CE"


def test_new_cells_take_the_format_of_their_row_or_column():
    before = tiny(
        '<cols><col min="2" max="2" width="9" style="1"/></cols>'
        '<sheetData><row r="1" s="2" customFormat="1"/><row r="2"/></sheetData>'
    )
    found = Workbook.open(edited(before, {"B1": 1, "B2": 2, "B3": 3, "C2": 4}))["Data"]
    cells = found.read_cells(["B1", "B2", "B3", "C2"])
    assert [cell.style for cell in cells.values()] == [2, 1, 1, 0]


def test_rows_and_cells_are_inserted_in_order():
    before = tiny('<sheetData><row r="2"><c r="B2"><v>1</v></c></row><row r="5"/></sheetData>')
    after = edited(before, {"C2": 3, "A2": 2, "A1": 0, "A3": 4, "B5": 6, "A7": 7})
    assert part(after, SHEET).split(b"<sheetData>")[1].split(b"</sheetData>")[0] == (
        b'<row r="1"><c r="A1"><v>0</v></c></row>'
        b'<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>1</v></c><c r="C2"><v>3</v></c></row>'
        b'<row r="3"><c r="A3"><v>4</v></c></row>'
        b'<row r="5"><c r="B5"><v>6</v></c></row><row r="7"><c r="A7"><v>7</v></c></row>'
    )


def test_the_used_range_and_row_spans_grow_with_the_edits():
    after = edited(built(plain), {"H4": 1})
    assert b'<dimension ref="A1:H4"/>' in part(after, SHEET)
    assert b'<row r="4" spans="1:8">' in part(after, SHEET)


def test_several_writes_before_saving_add_up_and_the_last_one_wins():
    workbook = Workbook.open(built(plain))
    sheet = workbook["Data"]
    sheet.write({"B2": 1, "B4": 1})
    sheet.write_columns(2, {"F": [1, 2, 3]})
    sheet.write({"B2": 2, "F3": "over"})
    assert sheet.read_cells(["B2"])["B2"].value == 2
    found = by_openpyxl(workbook.to_bytes())
    assert (found["B2"], found["B4"], found["F2"], found["F3"], found["F4"]) == (2, 1, 1, "over", 3)


def test_writing_the_old_values_again_gives_the_old_bytes():
    before = built(plain)
    again = edited(edited(before, {"B2": 99, "C4": True}), {"B2": 1.5, "C4": False})
    assert part(again, SHEET) == part(before, SHEET)


@pytest.mark.parametrize(("value", "code"), [
    (float("nan"), "not-a-number"), (float("inf"), "not-a-number"), (pd.NaT, "unknown-value"),
    (2**60, "number-too-long"), ("x" * 32_768, "text-too-long"), (object(), "unknown-value"),
    (date(1850, 1, 1), "date-too-early"),
])  # fmt: skip
def test_what_no_cell_can_hold_is_refused_with_its_address(value, code):
    workbook = Workbook.open(built(plain))
    with pytest.raises(Refused) as caught:
        workbook["Data"].write({"C3": value})
    assert (caught.value.code, caught.value.cell, caught.value.sheet) == (code, "C3", "Data")
    assert workbook.to_bytes() == built(plain)


@pytest.mark.parametrize("name", ["", "7", "C", "C0", "XFE1", "A1048577", "A1:B2"])
def test_an_address_that_is_no_cell_is_refused(name):
    with pytest.raises(OoxmlError, match="is not a"):
        Workbook.open(tiny())["Data"].write({name: 1})


def test_a_missing_sheet_is_named_with_its_neighbours():
    with pytest.raises(OoxmlError) as caught:
        Workbook.open(tiny())["Date"]
    assert (caught.value.code, caught.value.detail) == ("no-such-sheet", "near: Data")


def test_formulas_can_be_written_into_cells_of_ours():
    after = edited(built(plain), {"D2": Formula("B2*2", 3.0), "D3": Formula('IF(B2>1,"a&b","")')})
    found = by_openpyxl(after)
    assert (found["D2"], found["D3"]) == ("=B2*2", '=IF(B2>1,"a&b","")')
    assert by_calamine(after)["D2"] == 3.0


def test_nothing_written_gives_the_same_file_byte_for_byte():
    before = built(plain)
    workbook = Workbook.open(before)
    workbook["Data"].write({})
    workbook["Data"].write_columns(2, {})
    assert workbook.to_bytes() == before
    assert changed_parts(before, edited(before, {"B2": 5})) == {SHEET}
