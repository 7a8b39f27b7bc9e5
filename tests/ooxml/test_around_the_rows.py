"""Links, widths, panes, filters, notes, tables, marks: read by openpyxl, gone without trace."""

import io
import warnings

import openpyxl
import pytest

from tests.only_changed import changed_parts, only_changed, part
from tests.ooxml.workbooks import built, by_openpyxl, tiny, unzipped
from xlcrm.ooxml import OoxmlError, Refused, Style, Workbook

SHEET = "xl/worksheets/sheet1.xml"
RED = Style(fill="FFC7CE")


def plain(workbook, sheet):
    sheet.write_row("A1", ["name", "amount"])
    sheet.write_row("A2", ["Ann", 1.5])


def furnished(workbook, sheet):
    plain(workbook, sheet)
    bold = workbook.add_format({"bold": True})
    sheet.set_column("B:D", 20, bold)
    sheet.write_url("A3", "https://example.com/old")
    sheet.freeze_panes(1, 0)
    sheet.conditional_format("A1:A9", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    sheet.data_validation("B2", {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format("B1:B9", {"type": "data_bar", "data_bar_2010": True})


def sheet_of(source, name="Data"):
    with warnings.catch_warnings(action="ignore"):  # openpyxl drops extensions, and says so
        return openpyxl.load_workbook(io.BytesIO(source))[name]


def links_of(source):
    cells = (cell for row in sheet_of(source).iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: cell.hyperlink.location or cell.hyperlink.target for cell in cells}


def with_sheet(source, act):
    workbook = Workbook.open(source)
    act(workbook["Data"])
    return workbook.to_bytes()


@pytest.mark.parametrize("source", [built(plain), built(furnished), tiny()])
def test_links_lead_inside_and_outside(source):
    links = {
        "A3": "'My sheet'!C7",
        "B1": "https://example.com/?a=1&b=2",
        "B2": "mailto:a@b.example",
    }
    after = with_sheet(source, lambda sheet: sheet.set_links(links))
    assert links_of(after) == links


def test_links_kept_when_others_are_set():
    after = with_sheet(built(furnished), lambda sheet: sheet.set_links({"B1": "Data!A1"}))
    assert links_of(after) == {"A3": "https://example.com/old", "B1": "Data!A1"}


def test_column_widths_split_what_stood_together_and_keep_formats():
    after = with_sheet(built(furnished), lambda sheet: sheet.set_column_widths({"C": 8, "F": 30.5}))
    found = Workbook.open(after)["Data"]
    assert set(found.column_styles) == {"B", "C", "D"}
    columns = {
        name: dimension.width for name, dimension in sheet_of(after).column_dimensions.items()
    }
    assert columns["C"] == 8
    assert columns["F"] == 30.5
    assert columns["B"] == columns["D"] != 8


@pytest.mark.parametrize("source", [built(plain), built(furnished), tiny()])
@pytest.mark.parametrize("cell", ["A3", "C1", "B2"])
def test_panes_are_frozen(source, cell):
    assert sheet_of(with_sheet(source, lambda sheet: sheet.freeze(cell))).freeze_panes == cell


def test_a_filter_is_set_with_its_name():
    after = with_sheet(built(plain), lambda sheet: sheet.set_autofilter("A1:B2"))
    assert sheet_of(after).auto_filter.ref == "A1:B2"
    names = Workbook.open(after).defined_names
    assert [(n.name, n.refers_to, n.sheet, n.hidden) for n in names] == [
        ("_xlnm._FilterDatabase", "'Data'!$A$1:$B$2", "Data", True)
    ]


def test_notes_are_put_on_cells_and_refused_where_there_are_some():
    after = with_sheet(built(plain), lambda sheet: sheet.set_notes({"B2": "why & how\n原因"}))
    assert sheet_of(after)["B2"].comment.text == "why & how\n原因"
    with pytest.raises(Refused) as caught:
        Workbook.open(after)["Data"].set_notes({"A1": "more"})
    assert caught.value.code == "has-notes"


def test_merged_cells_hidden_rows_and_protection_are_told():
    def fill(workbook, sheet):
        sheet.merge_range("B2:C3", "x")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.write("A6", 1)

    sheet = Workbook.open(built(fill))["Data"]
    assert (sheet.merged, sheet.hidden_rows, sheet.protected) == (["B2:C3"], {5}, False)


# tables


def deals(workbook, sheet):
    columns = [{"header": "Customer"}, {"header": "Amount\n(万元)"}]
    sheet.add_table("B2:C5", {"name": "Deals", "columns": columns})
    sheet.write("B3", "Ann")


def test_a_table_is_listed_with_its_columns():
    table = Workbook.open(built(deals))["Data"].tables[0]
    assert (table.name, table.ref, table.columns) == (
        "Deals", "B2:C5", ("Customer", "Amount\n(万元)"),
    )  # fmt: skip


def test_a_table_grows_to_the_right_with_headers_and_filter():
    before = built(deals)

    def grow(sheet):
        sheet.extend_table("deals", ["Score", "Reason"])
        sheet.write_columns(3, {"D": [1, 2, 3]})

    after = with_sheet(before, grow)
    only_changed(
        before, after, {"Data": ["D2", "E2", "D3", "D4", "D5"], "xl/tables/table1.xml": "*"}
    )
    table = sheet_of(after).tables["Deals"]
    assert (table.ref, table.autoFilter.ref) == ("B2:E5", "B2:E5")
    assert table.column_names[2:] == ["Score", "Reason"]
    assert {by_openpyxl(after)[cell] for cell in ("D2", "E2")} == {"Score", "Reason"}


def test_a_header_the_table_has_already_is_refused():
    with pytest.raises(Refused) as caught:
        Workbook.open(built(deals))["Data"].extend_table("Deals", ["customer"])
    assert caught.value.code == "duplicate-name"


def test_a_table_grows_and_shrinks_in_rows():
    after = with_sheet(built(deals), lambda sheet: sheet.resize_table("Deals", "B2:C9"))
    assert sheet_of(after).tables["Deals"].autoFilter.ref == "B2:C9"
    for bad in ("B3:C9", "B2:D9", "B2:C2"):
        with pytest.raises(OoxmlError, match=r"table|header"):
            Workbook.open(after)["Data"].resize_table("Deals", bad)


def test_a_table_does_not_grow_over_another_one():
    def fill(workbook, sheet):
        deals(workbook, sheet)
        sheet.add_table("D2:E4", {"name": "Other"})

    with pytest.raises(Refused) as caught:
        Workbook.open(built(fill))["Data"].extend_table("Deals", ["Score"])
    assert caught.value.code == "table-overlap"
    with pytest.raises(OoxmlError, match="no table 'None'"):
        Workbook.open(built(fill))["Data"].extend_table("None", ["Score"])


# marks

MARKS = {"findings-error": ["C7", "C8", "D9"], "findings-info": ["A1"]}
FORMATS = {"findings-error": RED, "findings-info": Style(fill="FFEB9C", font_color="9C5700")}


@pytest.mark.parametrize("source", [built(plain), built(furnished), tiny("<sheetData/><extLst/>")])
def test_marks_show_and_are_removed_without_a_trace(source):
    marked = with_sheet(source, lambda sheet: sheet.mark(MARKS, formats=FORMATS))
    rules = {
        str(area.sqref): area.rules[-1].dxf.fill.bgColor.rgb
        for area in sheet_of(marked).conditional_formatting
        if "mark:" in str(area.rules[-1].formula)
    }
    assert rules == {"C7:C8 D9": "FFFFC7CE", "A1": "FFFFEB9C"}
    assert Workbook.open(marked)["Data"].marks == list(MARKS)
    cleared = with_sheet(marked, lambda sheet: sheet.clear_marks())
    styles = {"xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    had_styles = "xl/styles.xml" in unzipped(source)
    assert changed_parts(source, cleared) <= (set() if had_styles else styles)


def test_marking_again_replaces_the_marks():
    def twice(sheet):
        sheet.mark({"old": ["A1"]}, formats={"old": RED})
        sheet.mark(MARKS, formats=FORMATS)

    once = with_sheet(built(furnished), lambda sheet: sheet.mark(MARKS, formats=FORMATS))
    assert not changed_parts(once, with_sheet(built(furnished), twice))
    assert not changed_parts(
        once, with_sheet(once, lambda sheet: sheet.mark(MARKS, formats=FORMATS))
    )


def test_marks_of_one_sheet_stay_when_another_s_are_cleared():
    def fill(workbook, sheet):
        plain(workbook, sheet)
        workbook.add_worksheet("Two")

    workbook = Workbook.open(built(fill))
    workbook["Data"].mark({"x": ["A1"]}, formats={"x": RED})
    workbook["Two"].mark({"x": ["B1"]}, formats={"x": RED})
    again = Workbook.open(workbook.to_bytes())
    again["Data"].clear_marks()
    left = sheet_of(again.to_bytes(), "Two").conditional_formatting
    assert [area.rules[0].dxf.fill.bgColor.rgb for area in left] == ["FFFFC7CE"]
    again["Two"].clear_marks()
    assert not changed_parts(built(fill), again.to_bytes())


def test_marks_have_lower_priority_than_people_s_own_rules():
    marked = with_sheet(
        built(furnished), lambda sheet: sheet.mark({"x": ["A1"]}, formats={"x": RED})
    )
    priorities = [
        (rule.priority, "mark:" in str(rule.formula))
        for area in sheet_of(marked).conditional_formatting
        for rule in area.rules
    ]
    assert max(priorities)[1]
    assert len({priority for priority, _ in priorities}) == len(priorities)


def test_clearing_where_no_marks_are_changes_nothing():
    assert with_sheet(built(furnished), lambda sheet: sheet.clear_marks()) == built(furnished)


def test_marks_and_cells_go_together():
    def both(sheet):
        sheet.write({"C7": 5})
        sheet.mark({"x": ["C7"]}, formats={"x": RED})
        sheet.write({"D8": 6})

    after = with_sheet(built(furnished), both)
    assert (by_openpyxl(after)["C7"], by_openpyxl(after)["D8"]) == (5, 6)
    assert b'ref="A1:D8"' in part(after, SHEET)
