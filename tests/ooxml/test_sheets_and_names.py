"""Tabs added, moved, renamed, hidden and deleted; defined names with them."""

import io

import openpyxl
import pytest

from tests.only_changed import changed_parts, only_changed, part
from tests.ooxml.workbooks import built, by_openpyxl, tiny, unzipped
from xlcrm.ooxml import DefinedName, OoxmlError, Refused, Workbook


def three(workbook, sheet):
    sheet.write("A1", 1)
    for name in ("Plan", "My notes"):
        workbook.add_worksheet(name).print_area("A1:B2")
    workbook.define_name("Total", "=Data!$A$1")
    workbook.worksheets()[2].activate()


def names_by_openpyxl(source):
    return openpyxl.load_workbook(io.BytesIO(source)).sheetnames


def test_an_added_sheet_holds_cells_and_leaves_the_others_alone():
    before = built(three)
    workbook = Workbook.open(before)
    workbook.add_sheet("校验结果", at=1).write({"A1": "code", "B2": 3})
    after = workbook.to_bytes()
    assert names_by_openpyxl(after) == ["Data", "校验结果", "Plan", "My notes"]
    assert by_openpyxl(after, "校验结果") == {"A1": "code", "B2": 3}
    only_changed(before, after, {}, parts=[
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet4.xml",
    ])  # fmt: skip


def test_print_areas_and_the_active_tab_follow_their_sheets():
    workbook = Workbook.open(built(three))
    workbook.move_sheet("My notes", 0)
    again = Workbook.open(workbook.to_bytes())
    assert again.sheet_names == ["My notes", "Data", "Plan"]
    scopes = {name.sheet: name.refers_to for name in again.defined_names if name.sheet}
    assert scopes == {"Plan": "Plan!$A$1:$B$2", "My notes": "'My notes'!$A$1:$B$2"}
    assert openpyxl.load_workbook(io.BytesIO(workbook.to_bytes())).active.title == "My notes"


def test_a_deleted_sheet_takes_its_parts_and_local_names_along():
    def fill(workbook, sheet):
        three(workbook, sheet)
        extra = workbook.add_worksheet("Extra")
        extra.write_comment("A1", "note")
        extra.add_table("A1:B3")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Extra!$A$1:$A$2"})
        extra.insert_chart("D1", chart)

    workbook = Workbook.open(built(fill))
    workbook.delete_sheet("Extra")
    workbook.delete_sheet("Plan")
    after = workbook.to_bytes()
    assert names_by_openpyxl(after) == ["Data", "My notes"]
    assert [name.sheet for name in Workbook.open(after).defined_names] == ["My notes", None]
    left = set(unzipped(after))
    assert not [name for name in left if "chart" in name or "comment" in name or "table" in name]
    texts = {"xl/sharedStrings.xml"}  # the table's headers stay in the shared texts
    assert left == set(unzipped(built(three))) - {"xl/worksheets/sheet2.xml"} | texts


def test_adding_and_deleting_a_sheet_leaves_every_other_part_as_it_was():
    before = built(three)
    workbook = Workbook.open(before)
    workbook.add_sheet("Tmp").write({"A1": 1})
    workbook.delete_sheet("Tmp")
    assert set(unzipped(workbook.to_bytes())) == set(unzipped(before))
    assert changed_parts(before, workbook.to_bytes()) <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    }  # fmt: skip


@pytest.mark.parametrize("formula", ["=Plan!A1", "=SUM('Plan'!A1:A2)"])
def test_a_sheet_formulas_refer_to_is_neither_deleted_nor_renamed(formula):
    def fill(workbook, sheet):
        sheet.write_formula("A1", formula)
        workbook.add_worksheet("Plan")

    workbook = Workbook.open(built(fill))
    for act in (lambda: workbook.delete_sheet("Plan"), lambda: workbook.rename_sheet("Plan", "P2")):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "referenced-sheet"
    assert workbook.sheet_names == ["Data", "Plan"]


@pytest.mark.parametrize("formula", ["1&lt;计划!A1", "SUM('计划'!A1:A2)"])
def test_references_are_seen_where_a_program_spells_characters_by_number(formula):
    spelt = formula.encode("ascii", "xmlcharrefreplace").decode()
    workbook = Workbook.open(
        tiny(f'<sheetData><row r="1"><c r="A1"><f>{spelt}</f></c></row></sheetData>')
    )
    workbook.add_sheet("计划")
    with pytest.raises(Refused) as caught:
        workbook.delete_sheet("计划")
    assert caught.value.code == "referenced-sheet"


def test_a_sheet_a_name_refers_to_is_not_deleted():
    with pytest.raises(Refused) as caught:
        Workbook.open(built(three)).delete_sheet("Data")
    assert caught.value.code == "referenced-sheet"


def test_the_last_visible_sheet_stays():
    workbook = Workbook.open(tiny())
    workbook.add_sheet("Hidden")
    workbook.set_visibility("Hidden", "hidden")
    with pytest.raises(Refused) as caught:
        workbook.delete_sheet("Data")
    assert caught.value.code == "last-sheet"


def test_a_sheet_is_renamed_with_its_edits():
    workbook = Workbook.open(built(three))
    sheet = workbook.add_sheet("New")
    sheet.write({"A1": 5})
    workbook.rename_sheet("New", "Newer")
    assert workbook["Newer"] is sheet
    assert by_openpyxl(workbook.to_bytes(), "Newer") == {"A1": 5}


@pytest.mark.parametrize(("name", "code"), [
    ("data", "duplicate-name"), ("a/b", "bad-sheet-name"), ("", "bad-sheet-name"),
    ("x" * 32, "bad-sheet-name"), ("[1]", "bad-sheet-name"), ("'x", "bad-sheet-name"),
])  # fmt: skip
def test_an_impossible_sheet_name_is_refused(name, code):
    with pytest.raises(OoxmlError) as caught:
        Workbook.open(tiny()).add_sheet(name)
    assert caught.value.code == code


def test_sheets_are_hidden_and_shown():
    workbook = Workbook.open(built(three))
    workbook.set_visibility("Plan", "veryHidden")
    again = Workbook.open(workbook.to_bytes())
    assert [again.visibility(name) for name in again.sheet_names] == [
        "visible", "veryHidden", "visible",
    ]  # fmt: skip
    again.set_visibility("Plan", "visible")
    assert again.visibility("Plan") == "visible"
    with pytest.raises(OoxmlError, match="none of"):
        again.set_visibility("Plan", "gone")


def test_names_are_defined_changed_and_removed():
    before = built(three)
    workbook = Workbook.open(before)
    workbook.define("Rate", "Data!$B$1")
    workbook.define("Rate", "Data!$B$2", sheet="Plan", hidden=True)
    workbook.define("rate", "Data!$B$3")
    found = Workbook.open(workbook.to_bytes()).defined_names
    assert DefinedName("Rate", "Data!$B$3", None, False) in found
    assert DefinedName("Rate", "Data!$B$2", "Plan", True) in found
    workbook.undefine("Rate")
    workbook.undefine("Rate", sheet="Plan")
    workbook.undefine("never there")
    assert part(workbook.to_bytes(), "xl/workbook.xml") == part(before, "xl/workbook.xml")


def test_the_first_name_of_a_workbook_stands_before_the_calculation_settings():
    workbook = Workbook.open(built(lambda workbook, sheet: sheet.write("A1", 1)))
    workbook.define("N", "Data!$A$1")
    content = part(workbook.to_bytes(), "xl/workbook.xml")
    assert (
        content.index(b"</sheets>") < content.index(b"<definedNames>") < content.index(b"<calcPr")
    )
    assert list(openpyxl.load_workbook(io.BytesIO(workbook.to_bytes())).defined_names) == ["N"]
