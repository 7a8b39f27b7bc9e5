"""Everything of a template sheet but its cells: what stands before and after the rows.

Each element is marked so that its areas, formulas, colours and format numbers follow the tab. An
element this module does not know is refused, never dropped.
"""

import re
from collections.abc import Callable

from lxml import etree

from xlcrm.ooxml.a1 import Area, cell_name, parse_cell
from xlcrm.ooxml.clone.formulas import Anchor
from xlcrm.ooxml.clone.pieces import (
    Cutter,
    Layout,
    Pieces,
    Slot,
    Stays,
    areas_slot,
    as_attribute,
    elements,
)
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, child, children, local

_AS_THEY_ARE = frozenset({
    "sheetFormatPr", "sheetProtection", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "colBreaks", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tableParts",
})  # fmt: skip
# Calculated anew, or about the person who looked at the sheet last.
_NOT_NEEDED = frozenset({"dimension", "sheetCalcPr"})
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})


def cut_sheet(root: Element, cutter: Cutter, *, sheet: str, rows: Slot) -> Pieces:
    """Cut a worksheet. `rows` writes what stands in `sheetData`.

    Raises Refused "unsupported-part" for what cannot be cloned.
    """
    cutter.colours(root)
    for element in elements(root):
        name = local(element)
        if name in _NOT_NEEDED:
            root.remove(element)
        elif name == "sheetData":
            cutter.instead(element, rows)
        elif name in _HANDLERS:
            _HANDLERS[name](element, cutter)
        elif name not in _AS_THEY_ARE:
            raise Refused("unsupported-part", f"<{name}> cannot be cloned", sheet=sheet)
    return _declared(cutter.cut(root), root)


def _cut_properties(element: Element, _: Cutter) -> None:
    # The code name ties a sheet to its VBA module: a second sheet must not claim it.
    element.attrib.pop("codeName", "")


def _cut_views(element: Element, cutter: Cutter) -> None:
    view, *extra = children(element, "sheetView")
    for other in extra:
        element.remove(other)
    view.attrib.pop("tabSelected", "")
    view.set("workbookViewId", "0")
    cutter.attributes(view, lambda _: lambda tab: ' tabSelected="1"' * tab.is_selected)
    for item in view.iter("{*}*"):
        for name in ("topLeftCell", "activeCell", "sqref"):
            value = item.get(name) or ""
            if re.fullmatch("[A-Z]+[0-9]+", value):
                item.set(name, cutter.mark(cell_slot(*parse_cell(value))))
            elif value:
                cutter.areas(item, name)
        if local(item) == "pane" and (item.get("state") or "").startswith("frozen"):
            rows = int(float(item.get("ySplit") or 0))
            if rows:
                item.set("ySplit", cutter.mark(_above_slot(rows)))


def cell_slot(row: int, column: int) -> Slot:
    """A slot writing a cell's address."""
    return lambda layout: cell_name(layout.rows.row(row), column)


def _above_slot(rows: int) -> Slot:
    """The number of rows above the template's row `rows + 1`."""
    return lambda layout: str(layout.rows.row(rows + 1) - 1)


def _cut_columns(element: Element, cutter: Cutter) -> None:
    for column in children(element, "col"):
        cutter.style(column, "style", "cell")


def _cut_filter(element: Element, cutter: Cutter) -> None:
    for item in element.iter("{*}*"):
        if item.get("ref"):
            cutter.areas(item, "ref")
        cutter.style(item, "dxfId", "difference")


def _cut_phonetic(element: Element, cutter: Cutter) -> None:
    cutter.style(element, "fontId", "font")


def _cut_row_breaks(element: Element, cutter: Cutter) -> None:
    for item in children(element, "brk"):
        item.set("id", cutter.mark(_above_slot(int(item.get("id") or 0))))


def _cut_list(element: Element, cutter: Cutter) -> Stays:
    """Items that each apply to areas: without rows they go, and their list with the last."""
    element.attrib.pop("count", "")
    return cutter.group(element, *(_cut_rule(item, cutter) for item in elements(element)))


def _cut_rule(element: Element, cutter: Cutter) -> Stays:
    """A merged cell, a validation, a conditional format, a link: areas, formulas and formats."""
    holder = child(element, "sqref")
    if holder is None:
        areas = cutter.areas(element, "ref" if element.get("ref") else "sqref")
    else:
        areas = [Area.parse(part) for part in (holder.text or "").split()]
        holder.text = cutter.mark(areas_slot(areas))
    for item in element.iter("{*}*"):
        if local(item) in _FORMULAS and item.text:
            item.text = cutter.formula(item.text, areas)
        if local(item) == "cfvo" and item.get("val"):
            item.set("val", cutter.formula(item.get("val") or "", areas))
        if item.get("location"):
            item.set("location", cutter.formula(item.get("location") or "", spread=False))
        cutter.style(item, "dxfId", "difference")
    return cutter.group(element, lambda rows: any(map(rows.area, areas)))


def _cut_extensions(element: Element, cutter: Cutter) -> None:
    """The sheet's `extLst`. Raises Refused for slicers, timelines and what is not known."""
    for extension in elements(element):
        for holder in elements(extension):
            if local(holder) not in _EXTENSIONS:
                raise Refused("unsupported-part", f"<{local(holder)}> cannot be cloned")
    cutter.group(
        element,
        *(
            cutter.group(
                extension,
                *(_EXTENSIONS[local(holder)](holder, cutter) for holder in elements(extension)),
            )
            for extension in elements(element)
        ),
    )


def _cut_sparklines(holder: Element, cutter: Cutter) -> Stays:
    return cutter.group(holder, *(_cut_sparkline_group(e, cutter) for e in elements(holder)))


def _cut_sparkline_group(group: Element, cutter: Cutter) -> Stays:
    for formula in children(group, "f"):
        formula.text = cutter.formula(formula.text or "")
    places: list[tuple[int, int]] = []
    for sparkline in list(group.iter("{*}sparkline")):
        sqref = child(sparkline, "sqref")
        where = parse_cell(((sqref.text if sqref is not None else None) or "A1").split(":")[0])
        cutter.instead(sparkline, _sparkline_slot(sparkline, where, cutter))
        places.append(where)
    return cutter.group(group, lambda rows: any(rows.has(*where) for where in places))


def _sparkline_slot(element: Element, where: tuple[int, int], cutter: Cutter) -> Slot:
    """One sparkline; in a table's pattern row it is repeated for every row of the table."""
    source = child(element, "f")
    formula = None if source is None else cutter.parsed(source.text or "")
    outer, inner = (f"{e.prefix}:" if e.prefix else "" for e in (element, element[-1]))

    def slot(layout: Layout) -> str:
        """The sparkline at each of its new places."""
        written = []
        for row, anchor in _places(*where, layout.rows):
            shown = ""
            if formula:
                text = formula.render(layout.rows, anchor=anchor, home=where[0])
                shown = f"<{inner}f>{as_attribute(text)}</{inner}f>"
            cell = f"<{inner}sqref>{cell_name(row, where[1])}</{inner}sqref>"
            written.append(f"<{outer}sparkline>{shown}{cell}</{outer}sparkline>")
        return "".join(written)

    return slot


def _places(row: int, column: int, rows: RowMap) -> list[tuple[int, Anchor | None]]:
    """The rows where a sparkline is to stand."""
    block = rows.block_at(row, column, column)
    if not rows.has(row, column):
        return []
    if block is None:
        return [(rows.row(row), None)]
    first, last = rows.body(block)
    return [(output, Anchor(row, output, block)) for output in range(first, last + 1)]


def _declared(pieces: Pieces, root: Element) -> Pieces:
    """The worksheet with the namespace that our own rows are written in."""
    more = "" if None in root.nsmap else f' xmlns="{etree.QName(root).namespace}"'
    first = re.sub("(<(?:\\w+:)?worksheet)\\b", rf"\1{more}", str(pieces[0]), count=1)
    return [first, *pieces[1:]]


_HANDLERS: dict[str, Callable[[Element, Cutter], object]] = {
    "sheetPr": _cut_properties,
    "sheetViews": _cut_views,
    "cols": _cut_columns,
    "protectedRanges": _cut_list,
    "autoFilter": _cut_filter,
    "sortState": _cut_filter,
    "mergeCells": _cut_list,
    "phoneticPr": _cut_phonetic,
    "conditionalFormatting": _cut_rule,
    "dataValidations": _cut_list,
    "hyperlinks": _cut_list,
    "ignoredErrors": _cut_list,
    "rowBreaks": _cut_row_breaks,
    "extLst": _cut_extensions,
}
_EXTENSIONS: dict[str, Callable[[Element, Cutter], Stays]] = {
    "conditionalFormattings": _cut_list,
    "dataValidations": _cut_list,
    "ignoredErrors": _cut_list,
    "sparklineGroups": _cut_sparklines,
    "PLV": lambda *_: lambda _: True,  # how Excel on a Mac lays out pages
}
