"""Cells that cannot simply be overwritten: formulas, arrays, merged cells, protected sheets."""

import pytest

from tests.only_changed import changed_parts, only_changed, part
from tests.ooxml.workbooks import built, by_openpyxl, tiny, unzipped, zipped
from xlcrm.ooxml import Formula, Refused, Workbook

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def computed(workbook, sheet):
    sheet.write_row("A1", [1, 2])
    sheet.write_formula("C1", "=A1+B1", None, 3)
    sheet.write_formula("C2", "=C1*2", None, 6)


def with_chain(sheet_rows, chain):
    """A workbook with a calculation chain, as Excel saves it."""
    content = unzipped(tiny(f"<sheetData>{sheet_rows}</sheetData>"))
    content["xl/calcChain.xml"] = f"<calcChain>{chain}</calcChain>".encode()
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{TYPES}.calcChain+xml"/>'
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"</Types>", override.encode() + b"</Types>"
    )
    rels = "xl/_rels/workbook.xml.rels"
    content[rels] = content[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    return zipped(content)


def refused(source, cells, **options):
    with pytest.raises(Refused) as caught:
        Workbook.open(source)["Data"].write(cells, **options)
    return caught.value.code, caught.value.cell


def edited(source, cells, **options):
    workbook = Workbook.open(source)
    workbook["Data"].write(cells, **options)
    return workbook.to_bytes()


def test_a_formula_is_refused_by_name_unless_asked_for():
    assert refused(built(computed), {"A1": 5, "C2": 5}) == ("formula", "C2")
    after = edited(built(computed), {"C2": 5}, formulas="replace")
    assert by_openpyxl(after)["C2"] == 5


def test_cached_results_elsewhere_stay_and_excel_is_asked_to_recalculate():
    before = built(computed)
    after = edited(before, {"A1": 10})
    assert b"<f>A1+B1</f><v>3</v>" in part(after, SHEET)
    assert b'fullCalcOnLoad="1"' in part(after, "xl/workbook.xml")
    only_changed(before, after, {"Data": ["A1"], "xl/workbook.xml": "*"})


def test_without_formulas_nobody_is_asked_to_recalculate():
    before = built(lambda workbook, sheet: sheet.write("A1", 1))
    assert changed_parts(before, edited(before, {"A1": 10})) == {SHEET}


def test_recalculation_is_asked_for_in_workbooks_without_calculation_settings():
    before = tiny('<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>')
    workbook = part(edited(before, {"B1": 10}), "xl/workbook.xml")
    assert workbook.index(b"</sheets>") < workbook.index(b"<calcPr fullCalcOnLoad")


CHAINED = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'


def test_the_calculation_chain_stays_while_formulas_stay():
    before = with_chain(CHAINED, '<c r="B1" i="1"/>')
    only_changed(before, edited(before, {"A1": 2}), {"Data": ["A1"], "xl/workbook.xml": "*"})


@pytest.mark.parametrize("cells", [{"B1": 2}, {"C1": Formula("A1")}], ids=["gone", "new"])
def test_the_calculation_chain_goes_when_formulas_come_or_go(cells):
    before = with_chain(CHAINED, '<c r="B1" i="1"/>')
    after = edited(before, cells, formulas="replace")
    assert "xl/calcChain.xml" not in unzipped(after)
    assert b"calcChain" not in part(after, "[Content_Types].xml")
    assert b"calcChain" not in part(after, "xl/_rels/workbook.xml.rels")


def shared(area, cells):
    """A sheet whose cells share one formula; its text is in the first."""
    rows = {}
    for number, (row, column) in enumerate(cells):
        text = '<f t="shared" si="0"/>'
        if number == 0:
            text = f'<f t="shared" ref="{area}" si="0">A{row}*$Z$1+Other!B{row}</f>'
        rows.setdefault(row, []).append(f'<c r="{column}{row}">{text}<v>1</v></c>')
    inside = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    return tiny(f"<sheetData>{inside}</sheetData>")


def formulas(source, cells):
    return [cell.formula for cell in Workbook.open(source)["Data"].read_cells(cells).values()]


def test_the_next_cell_takes_over_a_shared_formula_down_a_column():
    before = shared("C1:C4", [(row, "C") for row in range(1, 5)])
    after = edited(before, {"C1": 0}, formulas="replace")
    assert formulas(after, ["C1", "C2", "C4"]) == [None, "A2*$Z$1+Other!B2", "A4*$Z$1+Other!B4"]
    assert b'<f t="shared" ref="C2:C4" si="0">A2*$Z$1+Other!B2</f>' in part(after, SHEET)
    assert by_openpyxl(after)["C4"] == "=A4*$Z$1+Other!B4"


def test_the_next_cell_takes_over_a_shared_formula_along_a_row():
    before = shared("C1:E1", [(1, column) for column in "CDE"])
    after = edited(before, {"C1": 0, "D1": 0}, formulas="replace")
    assert formulas(after, ["E1"]) == ["C1*$Z$1+Other!D1"]
    assert b'ref="E1"' in part(after, SHEET)


def test_in_a_rectangle_every_cell_gets_its_own_text():
    before = shared("C1:D2", [(1, "C"), (1, "D"), (2, "C"), (2, "D")])
    after = edited(before, {"C1": 0}, formulas="replace")
    assert b"shared" not in part(after, SHEET)
    assert formulas(after, ["D1", "C2", "D2"]) == [
        "B1*$Z$1+Other!C1", "A2*$Z$1+Other!B2", "B2*$Z$1+Other!C2",
    ]  # fmt: skip


def test_a_child_of_a_shared_formula_is_overwritten_alone():
    before = shared("C1:C3", [(row, "C") for row in range(1, 4)])
    only_changed(before, edited(before, {"C2": 5}, formulas="replace"),
                 {"Data": ["C2"], "xl/workbook.xml": "*"})  # fmt: skip


@pytest.mark.parametrize("cell", ["B2", "C2", "B3"])
def test_no_part_of_an_array_formula_is_overwritten(cell):
    before = built(lambda workbook, sheet: sheet.write_array_formula("B2:C3", "{=A1:B2*2}"))
    assert refused(before, {cell: 1}, formulas="replace") == ("array-formula", cell)


def test_cells_beside_an_array_formula_are_written():
    before = built(lambda workbook, sheet: sheet.write_array_formula("B2:C3", "{=A1:B2*2}"))
    workbook = Workbook.open(before)
    workbook["Data"].write_columns(1, {"A": [1, 2, 3, 4], "D": [1, 2, 3, 4]})
    assert by_openpyxl(workbook.to_bytes())["D3"] == 3


def test_a_data_table_is_not_overwritten():
    before = tiny(
        '<sheetData><row r="2"><c r="B2"><f t="dataTable" ref="B2:C3" r1="A1"/><v>1</v></c>'
        '<c r="C2"><v>2</v></c></row></sheetData>'
    )
    assert refused(before, {"C2": 1}, formulas="replace") == ("array-formula", "C2")


def test_a_merged_cell_is_written_at_its_top_left_and_refused_elsewhere():
    before = built(lambda workbook, sheet: sheet.merge_range("B2:C3", "title"))
    assert refused(before, {"B2": "new", "C3": "x"}) == ("merged-cell", "C3")
    only_changed(before, edited(before, {"B2": "new", "D2": 1}), {"Data": ["B2", "D2"]})


def test_columns_through_merged_cells_are_refused():
    before = built(lambda workbook, sheet: sheet.merge_range("B2:C3", "title"))
    sheet = Workbook.open(before)["Data"]
    with pytest.raises(Refused) as caught:
        sheet.write_columns(1, {"B": [1, 2, 3]})
    assert (caught.value.code, caught.value.cell) == ("merged-cell", "B3")
    sheet.write_columns(1, {"B": [1, 2], "D": [1, 2]})


def test_a_protected_sheet_needs_permission():
    before = built(lambda workbook, sheet: sheet.protect("secret"))
    assert refused(before, {"A1": 1})[0] == "protected-sheet"
    only_changed(before, edited(before, {"A1": 1}, protected="write"), {"Data": ["A1"]})
    assert Workbook.open(before)["Data"].protected


def test_a_rich_or_dynamic_cell_loses_its_flags_when_overwritten():
    before = tiny('<sheetData><row r="1"><c r="A1" cm="1" vm="2" t="e"><v>#VALUE!</v></c></row>'
                  "</sheetData>")  # fmt: skip
    assert b'<c r="A1"><v>7</v></c>' in part(edited(before, {"A1": 7}), SHEET)
