"""Drawings, charts and notes: anchored to cells, reading cells, so they follow the rows."""

import re
from functools import partial
from itertools import islice

from xlcrm.ooxml.a1 import parse_cell
from xlcrm.ooxml.clone.chart_caches import refill
from xlcrm.ooxml.clone.pieces import Cutter, Layout, Pieces, Slot, elements, remove
from xlcrm.ooxml.clone.sheet_xml import cell_slot
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, child, children, local

_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache", "dlblRangeCache"})
_SHAPE = re.compile(r"<v:shape\s.*?</v:shape>", re.S)
_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_NOTE_ROW = re.compile(r"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_NOTE_COLUMN = re.compile(r"<x:Column>\s*(\d+)\s*</x:Column>")
_OBJECT = re.compile(r'ObjectType\s*=\s*["\'](\w+)')


def cut_drawing(root: Element, cutter: Cutter, part: str) -> Pieces:
    """Cut a drawing at its anchors and at texts linked to cells. Sizes in rows stay.

    Raises Refused for shapes that run a macro.
    """
    for anchor in elements(root):
        corners = [corner for name in ("from", "to") for corner in children(anchor, name)]
        rows = [row for corner in corners for row in children(corner, "row")]
        first = int(rows[0].text or 0) if rows else 0
        for row in rows:
            row.text = cutter.mark(partial(_anchor_row, first, int(row.text or 0) - first))
    for element in root.iter("{*}*"):
        if element.get("macro"):
            raise Refused("unsupported-part", "shapes with macros cannot be cloned", part=part)
        if element.get("textlink"):
            link = cutter.formula(element.get("textlink") or "", spread=False)
            element.set("textlink", link)
    return cutter.cut(root)


def _anchor_row(first: int, more: int, layout: Layout) -> str:
    """Row of an anchor, from 0: where the drawing's first row went, `more` rows below it."""
    return str(layout.rows.row(first + 1) - 1 + more)


def cut_chart(root: Element, cutter: Cutter, part: str) -> Pieces:
    """Cut a chart at its references and at the values stored behind them.

    Raises Refused for pivot charts and foreign data.
    """
    for name in ("pivotSource", "externalData"):
        if child(root, name) is not None:
            raise Refused("unsupported-part", f"charts with <{name}> cannot be cloned", part=part)
    for element in list(root.iter("{*}*")):
        if local(element) in _CACHES:
            remove(element)
        elif local(element) in ("f", "sqref"):
            holder, outer = islice(element.iterancestors(), 2)
            spread = local(outer) != "tx"
            if local(holder) in ("numRef", "strRef"):
                refill(holder, cutter, spread=spread)
            element.text = cutter.formula(element.text or "", spread=spread)
    return cutter.cut(root)


def cut_notes(root: Element, cutter: Cutter, _: str) -> Pieces:
    """Cut a comments part at its cells; notes on dropped sample rows are left out."""
    cutter.colours(root)
    for holder in children(root, "commentList"):
        for note in list(children(holder, "comment")):
            row, column = parse_cell(note.get("ref") or "A1")
            note.set("ref", cutter.mark(cell_slot(row, column)))
            cutter.group(note, lambda rows, row=row, column=column: rows.has(row, column))  # type: ignore[misc]
    return cutter.cut(root)


def cut_vml(content: bytes, *, part: str) -> Pieces:
    """Cut the shapes of notes. Raises Refused for form controls."""
    text = content.decode("utf-8-sig")
    pieces: list[str | Slot] = []
    done = 0
    for shape in _SHAPE.finditer(text):
        kind = _OBJECT.search(shape[0])
        if kind and kind[1] not in ("Note", "Pict"):
            raise Refused("unsupported-part", f"{kind[1]} controls cannot be cloned", part=part)
        pieces.append(text[done : shape.start()])
        pieces.append(_note_shape(shape[0]) if kind and kind[1] == "Note" else shape[0])
        done = shape.end()
    return [*pieces, text[done:]]


def _note_shape(shape: str) -> Slot:
    row, column = _NOTE_ROW.search(shape), _NOTE_COLUMN.search(shape)
    at = int(row[2]) + 1 if row else 1
    place = at, int(column[1]) + 1 if column else 1

    def slot(layout: Layout) -> str:
        """The note's shape at its new row; nothing where its row is gone."""
        if not layout.rows.has(*place):
            return ""
        new = layout.rows.row(at)
        moved = _NOTE_ROW.sub(rf"\g<1>{new - 1}\g<3>", shape)
        return _ANCHOR.sub(partial(_moved_anchor, new - at), moved)

    return slot


def _moved_anchor(rows: int, match: re.Match[str]) -> str:
    numbers = [int(number) for number in match[2].split(",")]
    if len(numbers) == 8:
        for at in (2, 6):
            numbers[at] = max(0, numbers[at] + rows)
    return match[1] + ", ".join(map(str, numbers)) + match[3]
