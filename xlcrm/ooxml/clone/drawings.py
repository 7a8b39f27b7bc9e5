"""Drawings, notes and their shapes: anchored to cells, so they move with the rows."""

import re
from functools import partial

from lxml import etree

from xlcrm.ooxml.a1 import cell_name, parse_cell
from xlcrm.ooxml.clone.slots import Cutter, Layout, Pieces, Slot, ValueSlot, fill_plain
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, child, children

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHAPE = re.compile(r"<v:shape\s.*?</v:shape>", re.S)
_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_NOTE_ROW = re.compile(r"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_NOTE_COLUMN = re.compile(r"<x:Column>\s*(\d+)\s*</x:Column>")
_OBJECT = re.compile(r'ObjectType\s*=\s*["\'](\w+)')


def cut_drawing(root: Element, cutter: Cutter, *, part: str) -> Pieces:
    """Cut a drawing at its anchors and at texts linked to cells. Sizes in rows stay.

    Raises Refused for shapes that run a macro.
    """
    for anchor in root:
        start = child(anchor, "from") if isinstance(anchor.tag, str) else None
        first = _row_of(start)
        for end in (start, child(anchor, "to") if start is not None else None):
            row = child(end, "row") if end is not None else None
            if row is not None:
                row.text = cutter.mark(partial(_anchor_row, first, int(row.text or 0) - first))
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("macro"):
            raise Refused("unsupported-part", "shapes with macros cannot be cloned", part=part)
        if isinstance(element.tag, str) and element.get("textlink"):
            slot = cutter.formula(element.get("textlink") or "", spread=False)
            element.set("textlink", cutter.mark(slot))
    return cutter.cut(_DECLARATION + etree.tostring(root, encoding="unicode"))


def _row_of(corner: Element | None) -> int:
    row = child(corner, "row") if corner is not None else None
    return int(row.text or 0) if row is not None else 0


def _anchor_row(first: int, more: int, layout: Layout) -> bytes:
    """Row of an anchor, from 0: where the drawing's first row went, `more` rows below it."""
    return b"%d" % (layout.rows.row(first + 1) - 1 + more)


def cut_notes(root: Element, cutter: Cutter) -> Pieces:
    """Cut a comments part at its cells; notes on dropped sample rows are left out."""
    cutter.mark_colours(root)
    for holder in children(root, "commentList"):
        for note in list(children(holder, "comment")):
            place = parse_cell(note.get("ref") or "A1")
            note.set("ref", cutter.mark(partial(_note_cell, place)))
            pieces = cutter.element_pieces(note)
            cutter.mark_element(note, partial(_note, place, pieces))
    return cutter.cut(_DECLARATION + etree.tostring(root, encoding="unicode"))


def _note_cell(place: tuple[int, int], layout: Layout) -> bytes:
    return cell_name(layout.rows.row(place[0]), place[1]).encode()


def _note(place: tuple[int, int], pieces: Pieces, layout: Layout) -> bytes:
    return b"" if layout.rows.cell_row(*place) is None else fill_plain(pieces, layout)


def cut_vml(content: bytes, *, part: str) -> Pieces:
    """Cut the shapes of notes. Raises Refused for form controls."""
    text = content.decode("utf-8-sig")
    pieces: list[bytes | Slot | ValueSlot] = []
    done = 0
    for shape in _SHAPE.finditer(text):
        kind = _OBJECT.search(shape[0])
        if kind and kind[1] not in ("Note", "Pict"):
            raise Refused("unsupported-part", f"{kind[1]} controls cannot be cloned", part=part)
        pieces.append(text[done : shape.start()].encode())
        pieces.append(_note_shape(shape[0]) if kind and kind[1] == "Note" else shape[0].encode())
        done = shape.end()
    pieces.append(text[done:].encode())
    return tuple(pieces)


def _note_shape(shape: str) -> Slot:
    row, column = _NOTE_ROW.search(shape), _NOTE_COLUMN.search(shape)
    at = int(row[2]) + 1 if row else 1
    place = at, int(column[1]) + 1 if column else 1

    def write(layout: Layout) -> bytes:
        new = layout.rows.cell_row(*place)
        if new is None:
            return b""
        moved = _NOTE_ROW.sub(rf"\g<1>{new - 1}\g<3>", shape)
        return _ANCHOR.sub(partial(_moved_anchor, new - at), moved).encode()

    return write


def _moved_anchor(rows: int, match: re.Match[str]) -> str:
    numbers = [int(number) for number in match[2].split(",")]
    if len(numbers) == 8:
        for at in (2, 6):
            numbers[at] = max(0, numbers[at] + rows)
    return match[1] + ", ".join(map(str, numbers)) + match[3]
