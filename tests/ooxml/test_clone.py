"""Template sheets stamped into workbooks: what arrives, seen through independent readers."""

import warnings
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.ooxml.clone_workbooks import built, deals, parts, plain_target, read, saved, template
from xlcrm.ooxml import OoxmlError, Refused, Workbook
from xlcrm.ooxml.cells import Formula
from xlcrm.ooxml.clone import KEEP, SheetTemplate

ROWS = [["a", 10, 0.1, KEEP], ["b", 20, 0.2, KEEP], ["c", 30, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def stamped(build: Any, target: bytes | None = None, **options: Any) -> bytes:
    """A target with one tab "Acme" stamped from the template that `build` makes."""
    workbook = Workbook.open(target or plain_target())
    template(build).stamp(workbook, "Acme", **options)
    return workbook.to_bytes()


def test_values_land_in_the_templates_cells_with_its_formats() -> None:
    sheet = read(stamped(deals, cells={(1, 1): "Acme & Co", (12, 3): 7}), "Acme")
    assert sheet["A1"].value == "Acme & Co"
    assert sheet["A1"].font.b
    assert sheet["C12"].value == 7


def test_a_table_grows_and_everything_below_moves_down() -> None:
    sheet = read(stamped(deals, tables={"Deals": ROWS}), "Acme")
    (table,) = sheet.tables.values()
    assert table.ref == "A5:D9"
    assert table.autoFilter.ref == "A5:D9"
    assert [cell.value for cell in sheet["A"][4:9]] == ["Name", "a", "b", "c", "d"]
    assert [sheet[f"D{row}"].value for row in range(6, 10)] == [
        "=B6*C6", "=B7*C7", "=B8*C8", "=B9*C9",
    ]  # fmt: skip
    assert sheet["B11"].value == "=SUM(B6:B9)"
    assert sheet["C11"].value == f"=SUM({table.displayName}[Amount])+$B$6"
    assert sheet["A13"].value == "below"
    assert [sheet[f"B{row}"].number_format for row in (6, 9)] == ["#,##0.00", "#,##0.00"]
    assert sheet["B9"].fill.fgColor.rgb == "FFFFF2CC"


def test_calamine_reads_the_same_values() -> None:
    content = stamped(deals, tables={"Deals": ROWS}, cells={(1, 1): "Acme"})
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Acme").to_python()
    assert rows[0][0] == "Acme"
    assert [row[:3] for row in rows[5:9]] == [row[:3] for row in ROWS]


def test_without_rows_one_empty_body_row_is_left() -> None:
    sheet = read(stamped(deals, tables={"Deals": []}), "Acme")
    (table,) = sheet.tables.values()
    assert table.ref == "A5:D6"
    assert [cell.value for cell in sheet[6]] == [None, None, None, "=B6*C6"]
    assert sheet["A10"].value == "below"


def test_a_table_that_is_not_named_keeps_its_sample_rows() -> None:
    sheet = read(stamped(deals), "Acme")
    assert [sheet[f"A{row}"].value for row in (6, 7, 8, 12)] == [
        "sample 5", "sample 6", "sample 7", "below",
    ]  # fmt: skip


def test_text_stays_text_and_formulas_given_as_such_are_written() -> None:
    cells = {(1, 1): "=1+1", (1, 2): Formula("SUM(B6:B8)"), (1, 3): True, (1, 4): " <&> \n"}
    sheet = read(stamped(deals, cells=cells), "Acme")
    assert sheet["A1"].value == "=1+1"
    assert sheet["A1"].data_type == "s"
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=SUM(B6:B8)", "f")
    assert (sheet["C1"].value, sheet["D1"].value) == (True, " <&> \n")


@pytest.mark.parametrize(("later", "serial"), [(False, 46356), (True, 44894)])
def test_dates_count_in_the_targets_date_system(later: bool, serial: int) -> None:
    target = openpyxl.Workbook()
    if later:
        target.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    content = stamped(deals, saved(target), cells={(1, 1): date(2026, 11, 30)})
    assert read(content, "Acme")["A1"].value.date() == date(2026, 11, 30)
    assert f"<v>{serial}</v>".encode() in parts(content)["xl/worksheets/sheet2.xml"]


def furnished(workbook: Any, sheet: Any) -> None:
    """The table of `deals` in a sheet with everything that follows rows."""
    deals(workbook, sheet)
    red = workbook.add_format({"font_color": "red"})
    sheet.merge_range("A14:D14", "merged")
    sheet.data_validation("A6:A8", {"validate": "list", "source": ["x", "y"]})
    sheet.data_validation("A15", {"validate": "list", "source": "=$A$6:$A$8"})
    sheet.conditional_format("A6:D8", {"type": "formula", "criteria": "=$B6>$B$10", "format": red})
    sheet.conditional_format("B10", {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.write_url("A16", "https://example.com/a?b=1&c=2", string="site")
    sheet.write_url("A17", "internal:Template!B10", string="total")
    sheet.print_area("A1:D17")
    sheet.repeat_rows(4)
    sheet.set_h_pagebreaks([11])
    sheet.set_header("&CPlan")
    sheet.set_landscape()
    sheet.freeze_panes(5, 1)
    sheet.autofilter("F1:F3")
    sheet.protect("secret")
    sheet.set_column("A:A", 33)
    sheet.set_row(11, 45)
    workbook.define_name("Template!Total", "=Template!$B$10")
    workbook.define_name("Names", "=Template!$A$6:$A$8")


def test_what_surrounds_the_cells_follows_the_rows() -> None:
    sheet = read(stamped(furnished, tables={"Deals": ROWS}), "Acme")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A15:D15"]
    rules = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert rules == {"A6:A9": '"x,y"', "A16": "$A$6:$A$9"}
    formats = {
        str(found.sqref): [rule.formula for rule in found.rules]
        for found in sheet.conditional_formatting
    }
    assert formats == {"A6:D9": [["$B6>$B$11"]], "B11": [["5"]]}
    assert sheet["A17"].hyperlink.target == "https://example.com/a?b=1&c=2"
    assert sheet["A18"].hyperlink.location == "'Acme'!B11"
    assert (sheet.print_area, sheet.print_title_rows) == ("'Acme'!$A$1:$D$18", "$5:$5")
    assert [page_break.id for page_break in sheet.row_breaks.brk] == [12]
    assert sheet.oddHeader.center.text == "Plan"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "F1:F3"
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].width == pytest.approx(33.7, abs=0.1)
    assert sheet.row_dimensions[13].height == 45


def test_names_for_the_templates_cells_become_names_of_the_tab() -> None:
    sheet = read(stamped(furnished, tables={"Deals": ROWS}), "Acme")
    names = {name: found.attr_text for name, found in sheet.defined_names.items()}
    assert names["Total"] == "'Acme'!$B$11"
    assert names["Names"] == "'Acme'!$A$6:$A$9"


def test_names_given_for_a_tab_are_its_own_and_hidden() -> None:
    sheet = read(stamped(furnished, names={"Identity": '"A001"'}), "Acme")
    name = sheet.defined_names["Identity"]
    assert (name.attr_text, name.hidden) == ('"A001"', True)
    assert not sheet.defined_names["Total"].hidden


def test_two_tables_side_by_side_share_the_taller_ones_rows() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.add_table("A1:B3", {"name": "Left", "data": [[1, 2], [3, 4]]})
        sheet.add_table("D1:E3", {"name": "Right", "data": [[5, 6], [7, 8]]})
        sheet.write("A5", "below")

    rows = {"Left": [[1, 1]], "Right": [[2, 2]] * 4}
    sheet = read(stamped(build, tables=rows), "Acme")
    assert sorted(table.ref for table in sheet.tables.values()) == ["A1:B2", "D1:E5"]
    assert [sheet[f"A{row}"].value for row in (2, 3, 7)] == [1, None, "below"]
    assert [sheet[f"E{row}"].value for row in (2, 5, 6)] == [2, 2, None]


def test_every_tab_gets_tables_of_its_own_name_and_number() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(deals)
    names = [cut.stamp(workbook, name).table_names["Deals"] for name in ("One", "Two", "Three")]
    assert len(set(names)) == 3
    content = workbook.to_bytes()
    found = [part for name, part in parts(content).items() if name.startswith("xl/tables/")]
    ids = {part.partition(b' id="')[2].partition(b'"')[0] for part in found}
    assert len(ids) == 3
    assert read(content, "Two")["C10"].value == f"=SUM({names[1]}[Amount])+$B$6"


def test_a_table_rows_formula_names_the_table_of_its_own_tab() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        deals(workbook, sheet)
        sheet.write_formula("D6", "=Deals[[#This Row],[Amount]]*Template!$B$10")

    workbook = Workbook.open(plain_target())
    cut = template(build)
    for name in ("One", "Two"):
        table = cut.stamp(workbook, name, tables={"Deals": ROWS}).table_names["Deals"]
        formulas = [read(workbook.to_bytes(), name)[f"D{row}"].value for row in (6, 9)]
        assert formulas == [f"={table}[[#This Row],[Amount]]*'{name}'!$B$11"] * 2


def test_a_stamp_says_where_rows_went() -> None:
    stamp = template(deals).stamp(Workbook.open(plain_target()), "Acme", tables={"Deals": ROWS})
    assert (stamp.name, stamp.row_of(12), stamp.table_rows("Deals")) == ("Acme", 13, (6, 9))


def test_a_template_tells_its_cells_tables_and_names() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        furnished(workbook, sheet)
        sheet.write("F5", "typed here", workbook.add_format({"locked": False}))

    cut = template(build)
    assert cut.cells[1, 1].value == "{{title}}"
    assert cut.cells[10, 2].formula == "SUM(B6:B8)"
    assert (cut.cells[1, 1].locked, cut.cells[5, 6].locked) == (True, False)
    table = cut.tables["Deals"]
    assert (table.ref, table.header_row, table.first_row, table.last_row) == ("A5:D8", 5, 6, 8)
    assert table.columns == ["Name", "Amount", "Rate", "Value"]
    assert cut.names["Total"] == "Template!$B$10"


def test_a_header_given_for_a_tab_names_the_tables_column() -> None:
    content = stamped(deals, cells={(5, 2): "Amount in €"}, tables={"Deals": ROWS})
    (table,) = read(content, "Acme").tables.values()
    assert table.column_names == ["Name", "Amount in €", "Rate", "Value"]


def test_position_and_visibility_are_as_asked() -> None:
    content = stamped(deals, at=0, visibility="hidden")
    workbook = openpyxl.load_workbook(BytesIO(content))
    assert workbook.sheetnames == ["Acme", "Customers"]
    assert workbook["Acme"].sheet_state == "hidden"


def test_a_name_with_quotes_is_quoted_in_formulas_and_names() -> None:
    workbook = Workbook.open(plain_target())
    template(furnished).stamp(workbook, "O'Neil & <Co>")
    sheet = read(workbook.to_bytes(), "O'Neil & <Co>")
    assert sheet["A17"].hyperlink.location == "'O''Neil & <Co>'!B10"
    assert sheet.defined_names["Total"].attr_text == "'O''Neil & <Co>'!$B$10"


def test_shared_formulas_of_the_template_are_written_out() -> None:
    source = openpyxl.Workbook()
    sheet = source.active
    assert sheet is not None
    sheet.title = "Template"
    sheet.append([1, 2])
    content = saved(source)
    shared = (
        b'<row r="2"><c r="A2"><f t="shared" ref="A2:B3" si="0">A1*$A$1</f></c>'
        b'<c r="B2"><f t="shared" si="0"/></c></row><row r="3"><c r="A3"><f t="shared" si="0"/></c>'
    )
    package = Workbook.open(content)
    part = package["Template"].part
    old = package.package.read(part)
    package.package.replace(part, old.replace(b"</sheetData>", shared + b"</row></sheetData>"))
    target = Workbook.open(plain_target())
    cut = SheetTemplate(package, "Template")
    assert [cut.cells[place].formula for place in ((2, 2), (3, 1))] == ["B1*$A$1", "A2*$A$1"]
    cut.stamp(target, "Acme")
    found = read(target.to_bytes(), "Acme")
    formulas = [found[cell].value for cell in ("A2", "B2", "A3")]
    assert formulas == ["=A1*$A$1", "=B1*$A$1", "=A2*$A$1"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"tables": {"Deal": []}}, "no-such-table"),
        ({"tables": {"Deals": [["a", 1]]}}, "bad-table-row"),
        ({"tables": {"Deals": []}, "cells": {(6, 1): 1}}, "cell-in-table"),
        ({"cells": {(14, 2): 1}}, "merged-cell"),
        ({"replace": "Nobody"}, "no-such-sheet"),
        ({"visibility": "gone"}, "bad-visibility"),
        ({"cells": {(1, 1): float("nan")}}, "not-a-number"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(options: Any, code: str) -> None:
    workbook = Workbook.open(plain_target())
    with pytest.raises(OoxmlError) as error:
        template(furnished).stamp(workbook, "Acme", **options)
    assert error.value.code == code
    assert workbook.sheet_names == ["Customers"]


def test_a_taken_name_is_refused_and_leaves_no_parts() -> None:
    workbook = Workbook.open(plain_target())
    with pytest.raises(OoxmlError) as error:
        template(deals).stamp(workbook, "customers")
    assert error.value.code == "duplicate-name"
    assert {name for name in workbook.package.touched if "table" in name} == set()


def test_a_template_reading_a_sheet_the_target_lacks_is_refused() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("Lists")
        sheet.data_validation("A1", {"validate": "list", "source": "=Lists!$A$1:$A$3"})

    with pytest.raises(Refused) as error:
        template(build).stamp(Workbook.open(plain_target()), "Acme")
    assert error.value.code == "missing-sheet"
    assert "Lists" in str(error.value)


def test_x14_rules_and_sparklines_follow_the_rows() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        deals(workbook, sheet)
        other = workbook.add_worksheet("Customers")
        other.write("A1", 1)
        sheet.conditional_format("B6:B8", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("F6", {"range": "Template!A6:C6"})
        sheet.add_sparkline("F10", {"range": "Template!B6:B8"})

    content = stamped(build, tables={"Deals": ROWS})
    xml = parts(content)["xl/worksheets/sheet2.xml"].decode()
    assert "<xm:sqref>B6:B9</xm:sqref></x14:conditionalFormatting>" in xml
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert read(content, "Acme")["A6"].value == "a"
    assert "<xm:f>'Acme'!A8:C8</xm:f><xm:sqref>F8</xm:sqref>" not in xml
    assert "<xm:f>'Acme'!A6:C6</xm:f><xm:sqref>F6</xm:sqref>" in xml
    assert "<xm:f>'Acme'!B6:B9</xm:f><xm:sqref>F11</xm:sqref>" in xml


def test_sparklines_inside_a_table_are_repeated_for_every_row() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.add_table("A1:D3", {"name": "Trend", "data": [[1, 2, 3], [4, 5, 6]]})
        for row in (2, 3):
            sheet.add_sparkline(f"D{row}", {"range": f"Template!A{row}:C{row}"})

    content = stamped(build, tables={"Trend": [[1, 2, 3, None]] * 3})
    xml = parts(content)["xl/worksheets/sheet2.xml"].decode()
    for row in (2, 3, 4):
        assert f"<xm:f>'Acme'!A{row}:C{row}</xm:f><xm:sqref>D{row}</xm:sqref>" in xml
    assert xml.count("<xm:sqref>") == 3


def test_calculation_is_requested_only_where_there_are_formulas() -> None:
    assert b'fullCalcOnLoad="1"' in parts(stamped(deals))["xl/workbook.xml"]
    target = built(lambda _, sheet: sheet.write("A1", 1))
    without = stamped(lambda _, sheet: sheet.write("A1", 1), target)
    assert b"<f" not in parts(without)["xl/worksheets/sheet2.xml"]
