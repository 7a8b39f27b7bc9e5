"""Conditional formats, validations and sparklines of a template sheet, old and x14 form alike."""

from xml.sax.saxutils import escape

from xlcrm.ooxml.a1 import Area, cell_name
from xlcrm.ooxml.clone.formulas import Anchor
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.clone.slots import (
    Cutter,
    Layout,
    Pieces,
    Slot,
    areas_slot,
    container,
    fill_plain,
    parse_areas,
    while_any,
)
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, children, local

_KNOWN_EXTENSIONS = {
    "conditionalFormattings": "conditionalFormatting",
    "dataValidations": "dataValidation",
    "sparklineGroups": "sparklineGroup",
    "ignoredErrors": "ignoredError",
}
_FORMULAS = {"formula", "formula1", "formula2", "f"}


def conditional_formatting(element: Element, cutter: Cutter) -> Pieces:
    """One `conditionalFormatting` element."""
    areas = cutter.mark_areas(element, "sqref")
    _mark_rules(element, cutter, areas)
    return (while_any(areas, cutter.element_pieces(element)),)


def validations(element: Element, cutter: Cutter) -> Pieces:
    """The `dataValidations` element."""
    element.attrib.pop("count", "")
    slots = []
    for item in children(element, "dataValidation"):
        areas = cutter.mark_areas(item, "sqref")
        _mark_rules(item, cutter, areas)
        slots.append(while_any(areas, cutter.element_pieces(item)))
    opening, closing = cutter.tags(element)
    return (container(opening, slots, closing),)


def cut_extensions(element: Element, cutter: Cutter) -> Pieces:
    """The sheet's `extLst`. Raises Refused for slicers, timelines and what is not known."""
    slots = []
    for extension in children(element, "ext"):
        slots.append(_extension(extension, cutter))
    opening, closing = cutter.tags(element)
    return (container(opening, slots, closing),)


def _extension(extension: Element, cutter: Cutter) -> Slot:
    inner: list[Slot] = []
    for holder in [e for e in extension if isinstance(e.tag, str)]:
        if local(holder) not in _KNOWN_EXTENSIONS:
            raise Refused("unsupported-part", f"<{local(holder)}> cannot be cloned")
        holder.attrib.pop("count", "")
        sparklines = local(holder) == "sparklineGroups"
        cut = _sparkline_group if sparklines else _extended_rule
        items = [cut(item, cutter) for item in holder if isinstance(item.tag, str)]
        opening, closing = cutter.tags(holder)
        inner.append(container(opening, items, closing))
    opening, closing = cutter.tags(extension)
    return container(opening, inner, closing)


def _extended_rule(element: Element, cutter: Cutter) -> Slot:
    """An x14 rule or validation: its areas stand in an `xm:sqref` element."""
    holder = next(children(element, "sqref"), None)
    areas = parse_areas(holder.text or "") if holder is not None else []
    if holder is not None:
        holder.text = cutter.mark(areas_slot(areas))
    elif element.get("sqref"):
        areas = cutter.mark_areas(element, "sqref")
    _mark_rules(element, cutter, areas)
    return while_any(areas, cutter.element_pieces(element))


def _mark_rules(element: Element, cutter: Cutter, areas: list[Area]) -> None:
    for item in element.iter():
        if not isinstance(item.tag, str):
            continue
        if local(item) in _FORMULAS and item.text:
            cutter.mark_formula(item, areas)
        if local(item) == "cfvo" and item.get("val") and not _is_number(item.get("val") or ""):
            item.set("val", cutter.mark(cutter.formula(item.get("val") or "", areas=areas)))
        if item.get("dxfId"):
            cutter.mark_difference(item)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _sparkline_group(group: Element, cutter: Cutter) -> Slot:
    for formula in children(group, "f"):
        cutter.mark_formula(formula)
    slots: list[Slot] = []
    for holder in children(group, "sparklines"):
        slots = [_sparkline(item, cutter) for item in children(holder, "sparkline")]
        opening, closing = cutter.tags(holder)
        cutter.mark_element(holder, container(opening, slots, closing))
    pieces = cutter.element_pieces(group)

    def write(layout: Layout) -> bytes:
        return fill_plain(pieces, layout) if any(slot(layout) for slot in slots) else b""

    return write


def _sparkline(element: Element, cutter: Cutter) -> Slot:
    """One sparkline; in a table's pattern row it is repeated for every row of the table."""
    texts = {local(e): e for e in element if isinstance(e.tag, str)}
    area = Area.parse(texts["sqref"].text or "A1")
    formula = None
    if "f" in texts:
        formula = cutter.parsed(texts["f"].text or "").loosened(area.top)
    for name, item in texts.items():
        item.text = f"slot-{name}"
    xml = b"".join(p for p in cutter.element_pieces(element) if isinstance(p, bytes)).decode()

    def write(layout: Layout) -> bytes:
        written = []
        for row, anchor in _places(area, layout.rows):
            text = ""
            if formula:
                text = escape(formula.render(layout.rows, anchor=anchor, home=area.top))
            one = xml.replace(">slot-f<", f">{text}<")
            written.append(one.replace(">slot-sqref<", f">{cell_name(row, area.left)}<"))
        return "".join(written).encode()

    return write


def _places(area: Area, rows: RowMap) -> list[tuple[int, Anchor | None]]:
    block = rows.block_at(area.top, area.left, area.right)
    if block is None:
        return [] if rows.is_dropped(area.top) else [(rows.row(area.top), None)]
    if area.top != block.first:
        return []
    first, last = rows.body(block)
    return [(row, Anchor(area.top, row, block)) for row in range(first, last + 1)]
