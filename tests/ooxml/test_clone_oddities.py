"""Templates as other programs write them, and features that reach beyond the sheet."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from tests.ooxml.clone_workbooks import built, deals, parts, plain_target, read, saved, template
from xlcrm.ooxml import Refused, Workbook
from xlcrm.ooxml.clone import KEEP, SheetTemplate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [["a", 10, 0.1, KEEP], ["b", 20, 0.2, KEEP], ["c", 30, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def edited(content: bytes, edit: Any) -> Workbook:
    """A template workbook whose sheet part went through `edit`."""
    workbook = Workbook.open(content)
    part = workbook["Template"].part
    workbook.package.replace(part, edit(workbook.package.read(part).decode()).encode())
    return workbook


def test_a_template_with_prefixed_elements_is_stamped() -> None:
    def prefixed(xml: str) -> str:
        xml = xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        return re.sub(r"<(/?)([a-zA-Z]\w*)(?=[\s/>])", r"<\1x:\2", xml)

    def build(workbook: Any, sheet: Any) -> None:
        deals(workbook, sheet)
        sheet.merge_range("A14:B14", "merged")
        sheet.freeze_panes(1, 0)

    target = Workbook.open(plain_target())
    cut = SheetTemplate(edited(built(build), prefixed), "Template")
    cut.stamp(target, "Acme", tables={"Deals": ROWS})
    sheet = read(target.to_bytes(), "Acme")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A15:B15"]
    assert (sheet["A13"].value, sheet["B11"].value) == ("below", "=SUM(B6:B9)")


def test_a_template_saved_by_openpyxl_is_stamped() -> None:
    source = saved(openpyxl.load_workbook(BytesIO(built(deals))))
    target = Workbook.open(plain_target())
    SheetTemplate(Workbook.open(source), "Template").stamp(target, "Acme", tables={"Deals": ROWS})
    sheet = read(target.to_bytes(), "Acme")
    assert [sheet[f"A{row}"].value for row in (6, 9, 13)] == ["a", "d", "below"]


def test_rows_and_cells_without_numbers_are_counted() -> None:
    def unnumbered(xml: str) -> str:
        return re.sub(r'<(c|row) r="[A-Z]*\d+"', r"<\1", xml)

    content = built(lambda _, sheet: [sheet.write_row(row, 0, [row, row * 2]) for row in (0, 1)])
    target = Workbook.open(plain_target())
    SheetTemplate(edited(content, unnumbered), "Template").stamp(target, "Acme")
    sheet = read(target.to_bytes(), "Acme")
    assert [[cell.value for cell in row] for row in sheet["A1:B2"]] == [[0, 0], [1, 2]]


def test_rich_text_keeps_its_runs() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        bold = workbook.add_format({"bold": True, "font_color": "red"})
        sheet.write_rich_string("A1", "plain ", bold, "bold & red", " end")

    target = Workbook.open(plain_target())
    cut = template(build)
    assert cut.cells[1, 1].value == "plain bold & red end"
    cut.stamp(target, "Acme")
    sheet = openpyxl.load_workbook(BytesIO(target.to_bytes()), rich_text=True)["Acme"]
    runs = sheet["A1"].value
    assert str(runs) == "plain bold & red end"
    assert runs[1].font.b
    assert runs[1].font.color.rgb == "FFFF0000"


def test_a_template_saved_on_a_mac_is_stamped() -> None:
    view = (
        '<extLst><ext xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" '
        'uri="{64002731-A6B0-56B0-2670-7721B7C09600}"><mx:PLV Mode="0" OnePage="0" WScale="0"/>'
        "</ext></extLst></worksheet>"
    )
    source = edited(
        built(lambda _, sheet: sheet.write("A1", "text")),
        lambda xml: xml.replace("</worksheet>", view),
    )
    target = Workbook.open(plain_target())
    SheetTemplate(source, "Template").stamp(target, "Acme")
    content = target.to_bytes()
    assert b'<mx:PLV Mode="0"' in parts(content)["xl/worksheets/sheet2.xml"]
    assert read(content, "Acme")["A1"].value == "text"


def test_a_dynamic_array_formula_still_spills() -> None:
    def build(_: Any, sheet: Any) -> None:
        sheet.write_column("A1", [3, 1, 2])
        sheet.write_dynamic_array_formula("C1", "=SORT(A1:A3)")

    target = Workbook.open(plain_target())
    cut = template(build)
    for name in ("One", "Two"):
        cut.stamp(target, name)
    found = parts(target.to_bytes())
    assert found["xl/metadata.xml"].count(b'fDynamic="1"') == 1
    assert b'<c r="C1" cm="1"><f t="array" ref="C1">' in found["xl/worksheets/sheet3.xml"]
    assert sum(b"metadata.xml" in part for part in found.values()) == 2


def house_styled(colour: str) -> Workbook:
    """A template whose table has the custom style House, its cells filled with a colour."""

    def build(workbook: Any, sheet: Any) -> None:
        look = workbook.add_format({"bg_color": colour})
        sheet.conditional_format("D1", {"type": "blanks", "format": look})
        sheet.add_table("A1:B2", {"name": "Own", "style": "Table Style Medium 9"})

    source = Workbook.open(built(build))
    part = next(name for name in source.package.names if "/tables/" in name)
    content = source.package.read(part)
    source.package.replace(part, content.replace(b"TableStyleMedium9", b"House"))
    rule = '<tableStyleElement type="wholeTable" dxfId="0"/>'
    style = f'<tableStyle xmlns="{MAIN}" name="House" pivot="0" count="1">{rule}</tableStyle>'
    source.styles.append("tableStyles", etree.fromstring(style))
    return Workbook.open(source.to_bytes())


def test_custom_table_styles_come_along_each_with_its_own_look() -> None:
    target = Workbook.open(plain_target())
    for name, colour in (("One", "#112233"), ("Two", "#112233"), ("Three", "#445566")):
        SheetTemplate(house_styled(colour), "Template").stamp(target, name)
    content = target.to_bytes()
    used = [
        table.tableStyleInfo.name
        for name in ("One", "Two", "Three")
        for table in read(content, name).tables.values()
    ]
    assert used == ["House", "House", "House_"]
    styles = parts(content)["xl/styles.xml"]
    assert styles.count(b"<tableStyle ") == 2
    assert b"112233" in styles
    assert b"445566" in styles


def test_names_of_the_workbook_that_formulas_use_come_along() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=B1*VatRate")
        workbook.define_name("VatRate", "=0.19")
        workbook.define_name("Unused", "=1")

    target = Workbook.open(plain_target())
    template(build).stamp(target, "Acme")
    names = read(target.to_bytes(), "Acme").defined_names
    assert {name: found.attr_text for name, found in names.items()} == {"VatRate": "0.19"}


def test_a_picture_in_a_cell_is_refused() -> None:
    def pictured(xml: str) -> str:
        return xml.replace('<c r="A1"', '<c r="A1" vm="1"')

    source = edited(built(lambda _, sheet: sheet.write("A1", 1)), pictured)
    with pytest.raises(Refused) as error:
        SheetTemplate(source, "Template")
    assert (error.value.code, error.value.cell) == ("rich-value", "A1")


def strict(content: bytes) -> Workbook:
    """The workbook in strict Open XML."""
    workbook = Workbook.open(content)
    old = rb"http://schemas.openxmlformats.org/(spreadsheetml|officeDocument|drawingml)/2006/"
    for name in workbook.package.names:
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            xml = re.sub(old, rb"http://purl.oclc.org/ooxml/\1/", workbook.package.read(name))
            workbook.package.replace(name, xml)
    return Workbook.open(workbook.to_bytes())


def linked(workbook: Any, sheet: Any) -> None:
    deals(workbook, sheet)
    sheet.write_url("A14", "https://example.com/")


def test_tabs_stamped_into_a_strict_workbook_are_strict() -> None:
    target = strict(plain_target())
    known = set(target.package.names)
    template(linked).stamp(target, "Acme", tables={"Deals": ROWS})
    content = target.to_bytes()
    new = {name: part for name, part in parts(content).items() if name not in known}
    assert {name.rpartition("/")[2] for name in new} == {
        "sheet2.xml", "table1.xml", "sheet2.xml.rels",
    }  # fmt: skip
    for part in new.values():
        assert b"purl.oclc.org/ooxml/" in part
        assert b"openxmlformats.org/spreadsheetml" not in part
        assert b"openxmlformats.org/officeDocument" not in part
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Acme")
    assert [row[0] for row in sheet.to_python()[5:9]] == ["a", "b", "c", "d"]


def test_a_strict_template_is_stamped_into_a_plain_workbook() -> None:
    target = Workbook.open(plain_target())
    SheetTemplate(strict(built(deals)), "Template").stamp(target, "Acme", tables={"Deals": ROWS})
    content = target.to_bytes()
    assert read(content, "Acme")["A9"].value == "d"
    assert not any(b"purl.oclc.org" in part for part in parts(content).values())


def test_drawings_do_not_go_into_a_strict_workbook() -> None:
    with_note = template(lambda _, sheet: sheet.write_comment("A1", "note"))
    with pytest.raises(Refused) as error:
        with_note.stamp(strict(plain_target()), "Acme")
    assert error.value.code == "strict"


def test_the_sheet_on_show_stays_on_show_when_replaced() -> None:
    target = Workbook.open(built(deals))
    assert b'tabSelected="1"' in target.package.read(target["Template"].part)
    cut = template(deals)
    cut.stamp(target, "Template", replace="Template")
    cut.stamp(target, "Other")
    assert openpyxl.load_workbook(BytesIO(target.to_bytes())).active.title == "Template"
    selected = [
        name for name, part in parts(target.to_bytes()).items() if b'tabSelected="1"' in part
    ]
    assert selected == ["xl/worksheets/sheet1.xml"]
