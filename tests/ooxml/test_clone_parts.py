"""The parts of a stamped tab in its package: shared, reused, replaced, refused."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.ooxml.clone_workbooks import built, deals, parts, plain_target, png, read, template
from xlcrm.ooxml import Refused, Workbook
from xlcrm.ooxml.cells import Formula
from xlcrm.ooxml.clone import KEEP, SheetTemplate

LISTS = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
}  # fmt: skip
ROWS = [["a", 10, 0.1, KEEP], ["b", 20, 0.2, KEEP], ["c", 30, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def full(workbook: Any, sheet: Any) -> None:
    """The table of `deals`, two charts, an image, notes, and an image in the header."""
    deals(workbook, sheet)
    for place in ("F2", "A16"):
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Template!$B$6:$B$8"})
        sheet.insert_chart(place, chart)
    sheet.insert_image("F20", "logo.png", {"image_data": BytesIO(png())})
    sheet.set_header("&L&G", {"image_left": "head.png", "image_data_left": BytesIO(png(shade=9))})
    sheet.write_comment("A1", "about the title")
    sheet.write_comment("A7", "about a sample")
    sheet.write_comment("A12", "about what is below")


def test_every_other_part_of_the_target_keeps_its_bytes() -> None:
    target = built(full)
    workbook = Workbook.open(target)
    template(full).stamp(workbook, "Acme", tables={"Deals": ROWS})
    before, after = parts(target), parts(workbook.to_bytes())
    changed = {name for name, content in before.items() if after.get(name) != content}
    assert changed <= LISTS
    openpyxl.load_workbook(BytesIO(workbook.to_bytes()))


def test_every_part_is_declared_and_every_relationship_leads_somewhere() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(full)
    for name in ("One", "Two"):
        cut.stamp(workbook, name, tables={"Deals": ROWS})
    found = Workbook.open(workbook.to_bytes()).package
    for name in found.names:
        assert name == "[Content_Types].xml" or found.content_type(name)
        if name.endswith(".rels") or name == "[Content_Types].xml":
            continue
        for item in found.relationships(name).items.values():
            assert item.external or item.target in found, (name, item)
    assert sum("/charts/chart" in name for name in found.names) == 4
    assert sum(name.startswith("xl/tables/") for name in found.names) == 2


def test_images_are_stored_once() -> None:
    workbook = Workbook.open(built(full))
    cut = template(full)
    for name in ("One", "Two"):
        cut.stamp(workbook, name)
    images = [name for name in parts(workbook.to_bytes()) if "/media/" in name]
    assert len(images) == 2


def test_notes_stay_with_their_cells_and_go_with_dropped_samples() -> None:
    workbook = Workbook.open(plain_target())
    template(full).stamp(workbook, "Acme", tables={"Deals": ROWS})
    content = workbook.to_bytes()
    sheet = read(content, "Acme")
    notes = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert notes == {"A1": "about the title", "A13": "about what is below"}
    drawing = next(part for name, part in parts(content).items() if b'ObjectType="Note"' in part)
    assert drawing.count(b"<x:Row>") == 2
    assert b"<x:Row>12</x:Row>" in drawing


def stamp_all(workbook: Workbook, *, replace: bool, rows: list[Any]) -> bytes:
    cut = template(full)
    for number in range(4):
        name = f"Tab {number}"
        cells = {(1, 1): f"Account {number}"}
        cut.stamp(
            workbook, name, cells=cells, tables={"Deals": rows}, replace=name if replace else None
        )
    return workbook.to_bytes()


def test_stamping_the_same_again_changes_nothing() -> None:
    first = stamp_all(Workbook.open(plain_target()), replace=False, rows=ROWS)
    assert stamp_all(Workbook.open(first), replace=True, rows=ROWS) == first


def test_a_replaced_tab_keeps_place_identity_and_part_names() -> None:
    first = stamp_all(Workbook.open(plain_target()), replace=False, rows=ROWS)
    again = Workbook.open(first)
    template(full).stamp(again, "Tab 1", tables={"Deals": ROWS[:1]}, replace="Tab 1")
    second = again.to_bytes()
    assert list(parts(second)) == list(parts(first))
    assert openpyxl.load_workbook(BytesIO(second)).sheetnames == [
        "Customers", "Tab 0", "Tab 1", "Tab 2", "Tab 3",
    ]  # fmt: skip
    sheet_list = parts(first)["xl/workbook.xml"].partition(b"</sheets>")[0]
    assert parts(second)["xl/workbook.xml"].partition(b"</sheets>")[0] == sheet_list
    changed = {name for name, part in parts(first).items() if parts(second)[name] != part}
    own = below(first, "Tab 1")
    assert "xl/tables/table2.xml" in changed
    assert changed <= own


def below(content: bytes, sheet: str) -> set[str]:
    """The sheet's part and all parts it leads to."""
    workbook = Workbook.open(content)
    found = {workbook[sheet].part}
    pending = list(found)
    while pending:
        targets = workbook.package.relationships(pending.pop()).items.values()
        new = {item.target for item in targets if not item.external} - found
        found |= new
        pending += new
    return found


def test_a_tab_replaced_by_a_smaller_one_leaves_nothing_behind() -> None:
    workbook = Workbook.open(plain_target())
    template(full).stamp(workbook, "Acme")
    plain = template(lambda _, sheet: sheet.write("A1", "plain"))
    plain.stamp(workbook, "Acme", replace="Acme")
    names = set(parts(workbook.to_bytes()))
    assert not {name for name in names if any(k in name for k in ("chart", "draw", "media", "tab"))}
    assert "xl/worksheets/_rels/sheet2.xml.rels" not in names


def test_an_image_another_tab_still_shows_stays() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(full)
    cut.stamp(workbook, "One")
    cut.stamp(workbook, "Two")
    plain = template(lambda _, sheet: sheet.write("A1", "plain"))
    plain.stamp(workbook, "One", replace="One")
    images = [name for name in parts(workbook.to_bytes()) if "/media/" in name]
    assert len(images) == 2


def test_a_tab_can_be_replaced_under_a_new_name() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(full)
    cut.stamp(workbook, "Old name")
    cut.stamp(workbook, "New name", replace="Old name", cells={(1, 1): "renamed"})
    content = workbook.to_bytes()
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames == ["Customers", "New name"]
    assert read(content, "New name")["A1"].value == "renamed"
    assert not any(b"Old name" in part for part in parts(content).values())


def test_a_new_name_is_refused_while_formulas_still_use_the_old_one() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(full)
    cut.stamp(workbook, "Old name")
    workbook["Customers"].write({"C2": Formula("'Old name'!A1")})
    workbook = Workbook.open(workbook.to_bytes())
    before = workbook.to_bytes()
    with pytest.raises(Refused) as error:
        cut.stamp(workbook, "New name", replace="Old name")
    assert error.value.code == "referenced-sheet"
    assert parts(workbook.to_bytes()) == parts(before)


def test_a_table_keeps_its_name_though_another_program_renumbered_its_part() -> None:
    workbook = Workbook.open(plain_target())
    cut = template(deals)
    names = [cut.stamp(workbook, name).table_names["Deals"] for name in ("One", "Two")]
    package = workbook.package
    first, second = (package.read(f"xl/tables/table{number}.xml") for number in (1, 2))
    package.replace("xl/tables/table1.xml", second)
    package.replace("xl/tables/table2.xml", first)
    for number, other in ((2, 2), (3, 1)):
        rels = f"xl/worksheets/_rels/sheet{number}.xml.rels"
        old = package.read(rels)
        package.replace(rels, re.sub(rb"table\d\.xml", b"table%d.xml" % other, old))
    workbook = Workbook.open(workbook.to_bytes())
    cut = template(deals)
    again = [
        cut.stamp(workbook, name, replace=name).table_names["Deals"] for name in ("One", "Two")
    ]
    assert again == names


def chained(workbook: Workbook) -> Workbook:
    """The workbook with a list of its formulas, as Excel keeps one."""
    package = workbook.package
    chain = b'<calcChain xmlns="urn:x"><c r="B10" i="2"/></calcChain>'
    package.add("xl/calcChain.xml", chain, content_type="application/x-chain+xml")
    package.relationships("xl/workbook.xml").add(type="calcChain", target="xl/calcChain.xml")
    return Workbook.open(workbook.to_bytes())


def test_the_calculation_chain_goes_when_formulas_are_replaced() -> None:
    workbook = Workbook.open(plain_target())
    template(deals).stamp(workbook, "Acme")
    workbook = chained(workbook)
    template(deals).stamp(workbook, "Acme", replace="Acme", tables={"Deals": ROWS})
    assert "xl/calcChain.xml" not in parts(workbook.to_bytes())


def test_tabs_without_formulas_leave_the_calculation_of_the_others_alone() -> None:
    workbook = Workbook.open(built(lambda _, sheet: sheet.write_formula("B10", "=A1+1", None, 1)))
    settings = workbook.package.read("xl/workbook.xml")
    workbook.package.replace("xl/workbook.xml", settings.replace(b' fullCalcOnLoad="1"', b""))
    before = chained(Workbook.open(workbook.to_bytes())).to_bytes()
    workbook = Workbook.open(before)
    plain = template(lambda _, sheet: sheet.write("A1", "{{title}}"))
    plain.stamp(workbook, "Findings", cells={(1, 1): "first"})
    first = workbook.to_bytes()
    assert b"fullCalcOnLoad" not in parts(first)["xl/workbook.xml"]
    workbook = Workbook.open(first)
    plain.stamp(workbook, "Findings", replace="Findings", cells={(1, 1): "second"})
    second = workbook.to_bytes()
    assert read(second, "Findings")["A1"].value == "second"
    assert parts(second)["xl/calcChain.xml"] == parts(before)["xl/calcChain.xml"]
    assert parts(second)["xl/worksheets/sheet1.xml"] == parts(before)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "kind",
    [
        "pivotTable",
        "slicer",
        "timeline",
        "queryTable",
        "threadedComment",
        "ctrlProp",
        "control",
        "oleObject",
        "whatever",
    ],
)
def test_a_kind_of_part_that_cannot_come_along_is_refused_by_name(kind: str) -> None:
    source = Workbook.open(built(deals))
    source.package.add("xl/odd.xml", b"<odd/>", content_type="application/x-odd+xml")
    source.package.relationships(source["Template"].part).add(type=kind, target="xl/odd.xml")
    with pytest.raises(Refused) as error:
        SheetTemplate(source, "Template")
    assert error.value.code == "unsupported-part"
    assert kind in str(error.value)


def test_a_button_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="Button controls cannot be cloned") as error:
        template(lambda _, sheet: sheet.insert_button("B2", {"macro": "go"}))
    assert error.value.code == "unsupported-part"


def test_an_element_that_is_not_known_is_refused() -> None:
    source = Workbook.open(built(deals))
    part = source["Template"].part
    content = source.package.read(part)
    source.package.replace(part, content.replace(b"<pageMargins", b"<scenarios/><pageMargins"))
    with pytest.raises(Refused, match="scenarios"):
        SheetTemplate(source, "Template")


def test_a_template_stays_usable_after_the_target_was_saved(tmp_path: Any) -> None:
    path = tmp_path / "目标 target.xlsx"
    path.write_bytes(plain_target())
    workbook = Workbook.open(path)
    cut = template(full)
    cut.stamp(workbook, "One")
    workbook.save()
    cut.stamp(workbook, "Two")
    workbook.save()
    assert openpyxl.load_workbook(path).sheetnames == ["Customers", "One", "Two"]
