"""XML cut once at the places that differ from tab to tab, joined again for every tab.

While a part is compiled, a slot takes the place of an attribute value, a text or a whole element.
Slots that only depend on the rows and the target's styles are filled once per layout; those that
depend on the tab's values are filled for every tab.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.formulas import Anchor, CutFormula, Template, parse_formula
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.markup import Element

# Two code points that are no characters: they pass through XML but occur in no text.
_OPEN, _CLOSE = "\U0010fff0", "\U0010fff1"
_WHOLE = "slot-here"
_MARK = re.compile(
    f'<!--{_OPEN}(\\d+){_CLOSE}-->| {_WHOLE}="{_OPEN}(\\d+){_CLOSE}"|{_OPEN}(\\d+){_CLOSE}'
)


class StyleNumbers(Protocol):
    """How the numbers of the template's styles read in the target."""

    def cell(self, style: int) -> int:
        """Index of a cell style."""

    def difference(self, dxf: int) -> int:
        """Index of a differential format."""

    def font(self, font: int) -> int:
        """Index of a font."""

    def table_style(self, name: str) -> str:
        """Name of a table style."""

    def colour(self, theme: int, tint: float) -> str:
        """A theme colour's attributes, leading blank included."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What slots are filled from: the rows of the tab and the styles of the target."""

    rows: RowMap
    styles: StyleNumbers


Slot = Callable[[Layout], bytes]


class TabValues(Protocol):
    """What a tab holds, as far as it is known without calculating."""

    def known(self, row: int, column: int) -> object:
        """The constant in an output cell; raises LookupError when a formula decides it."""

    def differs(self, top: int, bottom: int, left: int, right: int) -> bool:
        """Whether some cell of this output area holds a value given for this tab."""

    def known_area(self, top: int, bottom: int, left: int, right: int) -> list[object]:
        """The constants in output cells, row by row; raises LookupError like `known`."""

    @property
    def links(self) -> Mapping[tuple[int, int], str]:
        """Links given for the tab, by the template's row and column."""

    def link_id(self, address: str) -> str:
        """The relationship id for an address outside the workbook."""


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """A place filled from the values of one tab; `prepare` runs once per layout."""

    prepare: Callable[[Layout], Callable[[TabValues], bytes]]


Pieces = tuple[bytes | Slot | ValueSlot, ...]
Frozen = tuple[bytes | Callable[[TabValues], bytes], ...]


def freeze(pieces: Pieces, layout: Layout) -> Frozen:
    """Fill everything but the values of a tab."""
    done: list[bytes | Callable[[TabValues], bytes]] = []
    pending: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, ValueSlot):
            done += [b"".join(pending), piece.prepare(layout)]
            pending = []
        else:
            pending.append(piece if isinstance(piece, bytes) else piece(layout))
    return (*done, b"".join(pending))


def fill(frozen: Frozen, values: TabValues) -> bytes:
    """The finished XML of one tab."""
    return b"".join([piece if isinstance(piece, bytes) else piece(values) for piece in frozen])


def fill_plain(pieces: Pieces, layout: Layout) -> bytes:
    """The XML of pieces that hold no values of a tab."""
    written = []
    for piece in pieces:
        if not isinstance(piece, ValueSlot):
            written.append(piece if isinstance(piece, bytes) else piece(layout))
    return b"".join(written)


class Cutter:
    """Puts slots into one part's tree, then cuts its XML there."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.sheets: set[str] = set()
        self.words: set[str] = set()
        self._slots: list[Slot | ValueSlot] = []

    def mark(self, slot: Slot | ValueSlot) -> str:
        """A mark to be set as an attribute's value or an element's text."""
        self._slots.append(slot)
        return f"{_OPEN}{len(self._slots) - 1}{_CLOSE}"

    def mark_attributes(self, element: Element, slot: Slot, *names: str) -> None:
        """Let the slot write the attributes `names`, each with a leading blank."""
        for name in names:
            element.attrib.pop(name, "")
        element.set(_WHOLE, self.mark(slot))

    def mark_element(self, element: Element, slot: Slot | ValueSlot) -> None:
        """Let the slot write the whole element."""
        comment = etree.Comment(self.mark(slot))
        comment.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, comment)

    def mark_areas(self, element: Element, name: str) -> list[Area]:
        """Put a slot at an attribute holding areas, and say which."""
        areas = parse_areas(element.get(name) or "")
        element.set(name, self.mark(areas_slot(areas)))
        return areas

    def mark_difference(self, element: Element, name: str = "dxfId") -> None:
        """Put a slot at a differential format's number."""
        number = int(element.get(name) or 0)
        element.set(name, self.mark(lambda layout: b"%d" % layout.styles.difference(number)))

    def mark_colours(self, root: Element) -> None:
        """Put slots at all colours that name a colour of the theme."""
        for element in root.iter():
            theme = element.get("theme") if isinstance(element.tag, str) else None
            if theme is not None and theme.isdigit():
                slot = _colour_slot(int(theme), float(element.get("tint") or 0))
                self.mark_attributes(element, slot, "theme", "tint")

    def mark_formula(self, element: Element, areas: list[Area] | None = None) -> None:
        """Put a slot at an element's text, a formula for `areas`."""
        element.text = self.mark(self.formula(element.text or "", areas=areas))

    def tags(self, element: Element) -> tuple[bytes, bytes]:
        """Opening and closing tag of an element, which loses its children."""
        for item in list(element):
            element.remove(item)
        element.text = None
        opening = b"".join(p for p in self.element_pieces(element) if isinstance(p, bytes))
        name = opening[1:].partition(b" ")[0].rstrip(b"/>")
        return opening.removesuffix(b"/>") + b">", b"</" + name + b">"

    def element_pieces(self, element: Element) -> Pieces:
        """A child element cut at its slots, without declarations its parent already makes."""
        parent = element.getparent()
        declared = parent.nsmap if parent is not None else {}
        copy_tail, element.tail = element.tail, None
        text = etree.tostring(element, encoding="unicode")
        element.tail = copy_tail
        head, closing, rest = text.partition(">")
        for prefix, uri in declared.items():
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            head = head.replace(f' {name}="{escape(uri)}"', "", 1)
        return self.cut(head + closing + rest)

    def cut(self, text: str) -> Pieces:
        """XML text cut at its marks."""
        pieces: list[bytes | Slot | ValueSlot] = []
        done = 0
        for match in _MARK.finditer(text):
            pieces.append(text[done : match.start()].encode())
            pieces.append(self._slots[int(match[match.lastindex or 0])])
            done = match.end()
        pieces.append(text[done:].encode())
        return tuple(piece for piece in pieces if piece != b"")

    def formula(self, text: str, *, areas: list[Area] | None = None, spread: bool = True) -> Slot:
        """A slot for a formula that applies to `areas` (relative to their top left cell)."""
        formula = self.parsed(text)
        home = min(area.top for area in areas) if areas else 0

        def write(layout: Layout) -> bytes:
            anchor = area_anchor(areas, layout.rows) if areas else None
            rows = layout.rows
            return escape(formula.render(rows, anchor=anchor, home=home, spread=spread)).encode()

        return write

    def parsed(self, text: str) -> CutFormula:
        """A formula cut at its references; what else it names is remembered."""
        formula = parse_formula(text.removeprefix("="), self.template)
        self.sheets |= formula.sheets
        self.words |= formula.words
        return formula


def _colour_slot(theme: int, tint: float) -> Slot:
    return lambda layout: layout.styles.colour(theme, tint).encode()


def area_anchor(areas: list[Area], rows: RowMap) -> Anchor | None:
    """The table row that formulas applying to `areas` are written for, if it is one."""
    top = min(areas, key=lambda area: (area.top, area.left))
    for block in rows.blocks:
        if block.first <= top.top <= block.last and block.body_meets(top.left, top.right):
            return Anchor(top.top, rows.body(block)[0], block)
    return None


def parse_areas(text: str) -> list[Area]:
    """The areas of an `sqref`."""
    return [Area.parse(part) for part in text.split()]


def moved_areas(areas: list[Area], rows: RowMap) -> list[Area]:
    """Where areas come to lie, without repetition; empty when all rows were dropped."""
    moved = [rows.area(area) for area in areas]
    return list(dict.fromkeys(area for area in moved if area))


def areas_slot(areas: list[Area]) -> Slot:
    """A slot writing an `sqref`."""
    return lambda layout: " ".join(map(str, moved_areas(areas, layout.rows))).encode()


def while_any(areas: list[Area], pieces: Pieces) -> Slot:
    """A slot writing an element as long as one of its areas is still there."""
    return lambda layout: fill_plain(pieces, layout) if moved_areas(areas, layout.rows) else b""


def container(before: bytes, slots: list[Slot], after: bytes) -> Slot:
    """A slot writing an element around others, and nothing when they wrote nothing."""

    def write(layout: Layout) -> bytes:
        inner = b"".join(slot(layout) for slot in slots)
        return before + inner + after if inner else b""

    return write
