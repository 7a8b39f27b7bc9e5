"""XML cut once at the places that differ from tab to tab, joined again for every tab.

While a part is read, a mark takes the place of an attribute, a text or a whole element; then its
XML is cut at the marks. A slot stands at each cut. It is asked once per layout and answers with
its text, or with a function of the tab where the tab's own values decide.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.cells import Value
from xlcrm.ooxml.clone.formulas import Anchor, CutFormula, Template, parse_formula
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.clone.styles import MergedStyles
from xlcrm.ooxml.markup import Element, refuse_entities

if TYPE_CHECKING:
    from xlcrm.ooxml.clone.tab_rows import RowValue, TabRows

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Two code points that are no characters: they pass through XML but occur in no text.
_OPEN, _CLOSE = "\U0010fff0", "\U0010fff1"
_ATTRIBUTES = "slot-here"
_MARK = re.compile(
    f'<!--{_OPEN}([-+]?\\d+){_CLOSE}-->| {_ATTRIBUTES}="{_OPEN}(\\d+){_CLOSE}"'
    f"|{_OPEN}(\\d+){_CLOSE}"
)
_NAME_MARK = re.compile("(\x01|\x02[^\x02]*\x02|\x03[^\x03]*\x03)")
_STYLES: dict[str, Callable[[MergedStyles, int], int]] = {
    "cell": MergedStyles.cell,
    "difference": MergedStyles.difference,
    "font": MergedStyles.font,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """What all tabs of one shape share: where rows go, styles, and which cells get values.

    `cells` writes the rows themselves.
    """

    rows: RowMap
    styles: MergedStyles
    given: frozenset[tuple[int, int]]
    cells: "TabRows"


@dataclass(slots=True)
class Tab:
    """One tab: `cells` by template place, `tables` row by row.

    `new_names` says what stands, in XML, for the marks of the sheet's and the tables' names.
    """

    name: str
    cells: Mapping[tuple[int, int], Value]
    tables: "Mapping[str, Sequence[Sequence[RowValue]]]"
    is_selected: bool = False
    new_names: dict[str, str] = field(default_factory=dict)

    def named(self, xml: str) -> str:
        """XML with the marks replaced."""
        return _NAME_MARK.sub(lambda match: self.new_names[match[0]], xml)


TabSlot = Callable[[Tab], str]
Slot = Callable[[Layout], str | TabSlot]
Stays = Callable[[RowMap], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that are there only as long as something they apply to is."""

    stays: Stays
    inner: "Pieces"


Pieces = Sequence["str | Slot | Group"]
Settled = Sequence[str | TabSlot]


def settle(pieces: Pieces, layout: Layout) -> list[str | TabSlot]:
    """Fill everything but the values of a tab."""
    return merged(_settled(pieces, layout))


def _settled(pieces: Pieces, layout: Layout) -> list[str | TabSlot]:
    settled: list[str | TabSlot] = []
    for piece in pieces:
        if not isinstance(piece, Group):
            settled.append(piece if isinstance(piece, str) else piece(layout))
        elif piece.stays(layout.rows):
            settled += _settled(piece.inner, layout)
    return settled


def merged(pieces: Iterable[str | TabSlot]) -> list[str | TabSlot]:
    """The pieces with neighbouring texts made one, cut where a tab's own names belong."""
    result: list[str | TabSlot] = []
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_text:
            cut = _NAME_MARK.split("".join(group))  # type: ignore[arg-type]
            result += [partial(_name, text) if at % 2 else text for at, text in enumerate(cut)]
        else:
            result.extend(group)
    return result


def _name(mark: str, tab: Tab) -> str:
    return tab.new_names[mark]


def fill(settled: Settled, tab: Tab) -> str:
    """The finished XML of one tab."""
    return "".join([piece if isinstance(piece, str) else piece(tab) for piece in settled])


def parsed(content: bytes, part: str) -> Element:
    """A part of a template as a tree, without comments, entities or network."""
    refuse_entities(content, part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(content, parser)


def elements(parent: Element) -> list[Element]:
    """The child elements, whatever else stands between them."""
    return [element for element in parent if isinstance(element.tag, str)]


class Cutter:
    """Puts marks into the trees of a template's parts, then cuts their XML there.

    `sheets` and `words`: what the formulas met so far name beside cells of the own sheet.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.sheets: set[str] = set()
        self.words: set[str] = set()
        self._slots: list[Slot | Stays] = []

    def mark(self, slot: Slot) -> str:
        """A mark to be set as an attribute's value or an element's text."""
        self._slots.append(slot)
        return f"{_OPEN}{len(self._slots) - 1}{_CLOSE}"

    def attributes(self, element: Element, slot: Slot) -> None:
        """Let the slot write attributes, each with a leading blank."""
        element.set(_ATTRIBUTES, self.mark(slot))

    def instead(self, element: Element, slot: Slot) -> None:
        """Let the slot write the whole element."""
        element.addprevious(etree.Comment(self.mark(slot)))
        remove(element)

    def group(self, element: Element, *stays: Stays) -> Stays:
        """Let the element be there only as long as one of these says so."""
        combined = stays[0] if len(stays) == 1 else lambda rows: any(s(rows) for s in stays)
        self._slots.append(combined)
        number = len(self._slots) - 1
        element.addprevious(etree.Comment(f"{_OPEN}+{number}{_CLOSE}"))
        element.addnext(etree.Comment(f"{_OPEN}-{number}{_CLOSE}"))
        return combined

    def areas(self, element: Element, name: str) -> list[Area]:
        """Mark an attribute holding areas, and say which."""
        areas = [Area.parse(part) for part in (element.get(name) or "").split()]
        element.set(name, self.mark(areas_slot(areas)))
        return areas

    def style(self, element: Element, name: str, kind: str) -> None:
        """Mark the number of a "cell" style, a "difference" or a "font", if there is one."""
        number = element.get(name)
        if number:
            find = _STYLES[kind]
            element.set(name, self.mark(lambda layout: str(find(layout.styles, int(number)))))

    def colours(self, root: Element) -> None:
        """Mark all colours that name a colour of the theme."""
        for element in root.iter("{*}*"):
            if (element.get("theme") or "").isdigit():
                theme, tint = int(element.attrib.pop("theme")), element.attrib.pop("tint", "0")
                self.attributes(element, _colour_slot(theme, float(tint)))

    def formula(self, text: str, areas: Sequence[Area] = (), *, spread: bool = True) -> str:
        """A formula that applies to `areas` (relative to their top left cell), marked."""
        formula = self.parsed(text)
        if formula.pieces == (text,):
            return text
        home = min((area.top for area in areas), default=0)
        first = min(areas, key=lambda area: (area.top, area.left), default=None)

        def slot(layout: Layout) -> str:
            """The formula as the new rows have it."""
            anchor = _anchor(first, layout.rows) if first else None
            written = formula.render(layout.rows, anchor=anchor, home=home, spread=spread)
            return as_attribute(written)

        return self.mark(slot)

    def parsed(self, text: str) -> CutFormula:
        """A formula cut at its references; what else it names is remembered."""
        formula = parse_formula(text.removeprefix("="), self.template)
        self.sheets |= formula.sheets
        self.words |= formula.words
        return formula

    def cut(self, root: Element | str) -> Pieces:
        """A tree or a text cut at its marks."""
        text = root
        if not isinstance(text, str):
            text = DECLARATION + etree.tostring(text, encoding="unicode", with_tail=False)
        stack: list[list[str | Slot | Group]] = [[]]
        done = 0
        for match in _MARK.finditer(text):
            stack[-1].append(text[done : match.start()])
            done = match.end()
            number = match[match.lastindex or 0]
            slot = self._slots[abs(int(number))]
            if number[0] == "+":
                stack.append([])
            elif number[0] == "-":
                inner = stack.pop()
                stack[-1].append(Group(slot, inner))  # type: ignore[arg-type]
            else:
                stack[-1].append(slot)  # type: ignore[arg-type]
        stack[-1].append(text[done:])
        return stack[0]


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def as_attribute(text: str) -> str:
    """Text escaped for an attribute; good for an element's text as well."""
    return escape(text, {'"': "&quot;"})


def areas_slot(areas: Sequence[Area]) -> Slot:
    """A slot writing an `sqref`."""
    return lambda layout: " ".join(map(str, layout.rows.areas(areas)))


def _colour_slot(theme: int, tint: float) -> Slot:
    return lambda layout: layout.styles.colour(theme, tint)


def _anchor(first: Area, rows: RowMap) -> Anchor | None:
    """The table row that formulas of areas starting at `first` are written for, if it is one."""
    corner = Area(first.top, first.left, first.top, first.right)
    block = next((block for block in rows.blocks if block.meets(corner)), None)
    return Anchor(first.top, rows.body(block)[0], block) if block else None
