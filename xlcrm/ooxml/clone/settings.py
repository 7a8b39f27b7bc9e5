"""Everything of a template sheet but its cells: what stands before and after the rows.

Each element is cut once so that its areas, formulas, colours and format numbers follow the tab.
An element this module does not know is refused, never dropped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from xlcrm.ooxml.a1 import Area, cell_name, parse_cell
from xlcrm.ooxml.clone.rules import conditional_formatting, cut_extensions, validations
from xlcrm.ooxml.clone.slots import (
    Cutter,
    Pieces,
    Slot,
    ValueSlot,
    container,
    while_any,
)
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, children, local
from xlcrm.ooxml.relationships import TRANSITIONAL

# Characters that XML cannot hold, replaced in the finished sheet.
SELECTED_MARK = b"\x03"
DIMENSION_MARK = b"\x04"

_VIEW = re.compile(rb"(<(?:\w+:)?sheetView) ")
_BEFORE = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols")
_AFTER = (
    "sheetProtection", "protectedRanges", "autoFilter", "sortState", "mergeCells", "phoneticPr",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "tableParts", "extLst",
)  # fmt: skip
_AFTER_LINKS = _AFTER[_AFTER.index("printOptions") :]
# Recalculated, or about the person who looked at the sheet last.
_NOT_NEEDED = ("sheetCalcPr", "sheetData", "dimension", "hyperlinks")


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """A template sheet's XML around its rows; `links` are its hyperlinks, written per tab."""

    before: Pieces
    after: Pieces
    links: tuple["SourceLink", ...]


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A hyperlink of the template: its area, and its other attributes as XML."""

    area: Area
    attributes: Pieces


def read_frame(root: Element, cutter: Cutter, *, sheet: str, links: ValueSlot) -> SheetFrame:
    """Cut the sheet around its rows. `links` writes the hyperlinks of a tab.

    Raises Refused "unsupported-part" for what cannot be cloned.
    """
    source_links = tuple(
        _source_link(element, cutter)
        for holder in children(root, "hyperlinks")
        for element in children(holder, "hyperlink")
    )
    cutter.mark_colours(root)
    before: list[bytes | Slot | ValueSlot] = [_root_tag(root), DIMENSION_MARK]
    after: list[bytes | Slot | ValueSlot] = []
    linked = False
    for element in root:
        if not isinstance(element.tag, str) or local(element) in _NOT_NEEDED:
            continue
        name = local(element)
        if name not in _BEFORE + _AFTER:
            raise Refused("unsupported-part", f"<{name}> cannot be cloned", sheet=sheet)
        if name in _AFTER_LINKS and not linked:
            after.append(links)
            linked = True
        pieces = _HANDLERS.get(name, _as_is)(element, cutter)
        if name == "sheetPr":
            before[1:1] = pieces
        else:
            (before if name in _BEFORE else after).extend(pieces)
    if not linked:
        after.append(links)
    after.append(b"</worksheet>")
    return SheetFrame(tuple(before), tuple(after), source_links)


def _root_tag(root: Element) -> bytes:
    declared = "".join(
        f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'
        for prefix, uri in root.nsmap.items()
    )
    if "r" not in root.nsmap:
        declared += f' xmlns:r="{TRANSITIONAL.rstrip("/")}"'
    if None not in root.nsmap:
        declared += f' xmlns="{etree.QName(root).namespace}"'
    ignorable = next((v for k, v in root.attrib.items() if str(k).endswith("}Ignorable")), "")
    if ignorable:
        prefix = next(p for p, uri in root.nsmap.items() if uri and "markup-compat" in uri)
        declared += f' {prefix}:Ignorable="{ignorable!s}"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<worksheet{declared}>".encode()


def _as_is(element: Element, cutter: Cutter) -> Pieces:
    return cutter.element_pieces(element)


def _sheet_properties(element: Element, cutter: Cutter) -> Pieces:
    # The code name ties a sheet to its VBA module: a second sheet must not claim it.
    element.attrib.pop("codeName", "")
    return cutter.element_pieces(element)


def _views(element: Element, cutter: Cutter) -> Pieces:
    views = list(children(element, "sheetView"))
    for extra in views[1:]:
        element.remove(extra)
    for view in views[:1]:
        view.attrib.pop("tabSelected", "")
        view.set("workbookViewId", "0")
        _mark_views(view, cutter)
    text = cutter.element_pieces(element)
    first = text[0] if isinstance(text[0], bytes) else b""
    cut = _VIEW.sub(rb"\1" + SELECTED_MARK + b" ", first, count=1)
    return (cut, *text[1:])


def _mark_views(view: Element, cutter: Cutter) -> None:
    for element in view.iter():
        for name in ("topLeftCell", "activeCell", "sqref"):
            value = element.get(name) or ""
            if re.fullmatch("[A-Z]+[0-9]+", value):
                element.set(name, cutter.mark(_cell_slot(value)))
            elif value:
                cutter.mark_areas(element, name)
        if local(element) == "pane" and element.get("state", "").startswith("frozen"):
            rows = int(float(element.get("ySplit") or 0))
            if rows:
                element.set("ySplit", cutter.mark(_above_slot(rows)))


def _cell_slot(name: str) -> Slot:
    row, column = parse_cell(name)
    return lambda layout: cell_name(layout.rows.row(row), column).encode()


def _above_slot(rows: int) -> Slot:
    """The number of rows above the template's row `rows + 1`."""
    return lambda layout: str(layout.rows.row(rows + 1) - 1).encode()


def _columns(element: Element, cutter: Cutter) -> Pieces:
    for column in children(element, "col"):
        style = column.get("style")
        if style:
            number = int(style)
            column.set(
                "style",
                cutter.mark(lambda layout, n=number: b"%d" % layout.styles.cell(n)),  # type: ignore[misc]
            )
    return cutter.element_pieces(element)


def _list_of_areas(name: str) -> Callable[[Element, Cutter], Pieces]:
    """For holders whose children each apply to areas: children without rows are left out."""

    def cut(element: Element, cutter: Cutter) -> Pieces:
        element.attrib.pop("count", "")
        slots = []
        for item in [e for e in element if isinstance(e.tag, str)]:
            areas = cutter.mark_areas(item, name)
            slots.append(while_any(areas, cutter.element_pieces(item)))
        opening, closing = cutter.tags(element)
        return (container(opening, slots, closing),)

    return cut


def _with_references(element: Element, cutter: Cutter) -> Pieces:
    """Filters and sort states: every `ref` inside, and formats to filter by."""
    for item in element.iter():
        if isinstance(item.tag, str) and item.get("ref"):
            cutter.mark_areas(item, "ref")
        if isinstance(item.tag, str) and item.get("dxfId"):
            cutter.mark_difference(item)
    return cutter.element_pieces(element)


def _phonetic(element: Element, cutter: Cutter) -> Pieces:
    number = int(element.get("fontId") or 0)
    element.set("fontId", cutter.mark(lambda layout: b"%d" % layout.styles.font(number)))
    return cutter.element_pieces(element)


def _row_breaks(element: Element, cutter: Cutter) -> Pieces:
    for item in children(element, "brk"):
        item.set("id", cutter.mark(_above_slot(int(item.get("id") or 0))))
    return cutter.element_pieces(element)


def _source_link(element: Element, cutter: Cutter) -> SourceLink:
    area = Area.parse(element.get("ref") or "A1")
    written: list[bytes | Slot | ValueSlot] = []
    for key, value in element.attrib.items():
        name = etree.QName(str(key)).localname
        if name == "ref" or (name == "uid" and "{" in str(key)):
            continue
        if name == "location":
            element.set("location", cutter.mark(_location(str(value), cutter)))
        prefix = "r:" if name == "id" else ""
        text = etree.tostring(etree.Element("a", {"b": element.get(key) or ""}), encoding="unicode")
        written += cutter.cut(f" {prefix}{name}={text[5:-2]}")
    return SourceLink(area, tuple(written))


def _location(text: str, cutter: Cutter) -> Slot:
    return cutter.formula(text, spread=False)


_HANDLERS: dict[str, Callable[[Element, Cutter], Pieces]] = {
    "sheetPr": _sheet_properties,
    "sheetViews": _views,
    "cols": _columns,
    "protectedRanges": _list_of_areas("sqref"),
    "autoFilter": _with_references,
    "sortState": _with_references,
    "mergeCells": _list_of_areas("ref"),
    "phoneticPr": _phonetic,
    "conditionalFormatting": conditional_formatting,
    "dataValidations": validations,
    "ignoredErrors": _list_of_areas("sqref"),
    "rowBreaks": _row_breaks,
    "extLst": cut_extensions,
}
