"""The parts below a template sheet, read once: drawings, charts, images, tables, notes.

A kind of part that is not listed here is refused: cloning must not drop anything silently.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from xlcrm.ooxml.clone.drawings import cut_chart, cut_drawing, cut_notes, cut_vml
from xlcrm.ooxml.clone.pieces import Cutter, Pieces, parsed
from xlcrm.ooxml.clone.tables import TemplateTable, cut_table, read_table
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.relationships import Relationship

# For each kind of part, the kinds of parts it may lead to.
_BELOW: dict[str, frozenset[str]] = {
    "worksheet": frozenset(
        {"drawing", "vmlDrawing", "comments", "table", "printerSettings", "image", "hyperlink"}
    ),
    "drawing": frozenset({"chart", "image", "hyperlink"}),
    "chart": frozenset(
        {"chartStyle", "chartColorStyle", "themeOverride", "chartUserShapes", "image"}
    ),
    "vmlDrawing": frozenset({"image"}),
    "chartUserShapes": frozenset({"image"}),
}
_CUTTERS: dict[str, Callable[[Element, Cutter, str], Pieces]] = {
    "drawing": cut_drawing,
    "chart": cut_chart,
    "comments": cut_notes,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: it leads to a part (by its number), or to an address."""

    id: str
    type: str
    target: int | str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One part of the template, cut at what differs from tab to tab, or its bytes as they are.

    `pattern` is its name with the number left out.
    """

    kind: str
    pattern: str
    content_type: str
    content: Pieces | bytes
    links: tuple[Link, ...]
    table: TemplateTable | None = None


class PartReader:
    """Reads the parts below one template sheet, each once."""

    def __init__(self, package: Package, cutter: Cutter) -> None:
        self._package = package
        self._cutter = cutter
        self._numbers: dict[str, int] = {}
        self.parts: list[SourcePart] = []

    def read_below(self, part: str, kind: str) -> tuple[Link, ...]:
        """The relationships of a part, all parts they lead to read."""
        links = []
        for item in self._package.relationships(part).items.values():
            if item.kind not in _BELOW.get(kind, frozenset()):
                raise Refused("unsupported-part", f"a {item.kind} cannot be cloned", part=part)
            inside = not item.external and not item.target.startswith("#")
            target = self._read(item) if inside else item.target
            links.append(Link(item.id, item.type, target, item.external))
        return tuple(links)

    def _read(self, item: Relationship) -> int:
        part = self._package.spelling(item.target)
        if part not in self._numbers:
            below = self.read_below(part, item.kind)
            content, table = self._cut(item.kind, part, self._package.read(part))
            type_ = self._package.content_type(part)
            self._numbers[part] = len(self.parts)
            self.parts.append(SourcePart(item.kind, _pattern(part), type_, content, below, table))
        return self._numbers[part]

    def _cut(
        self, kind: str, part: str, content: bytes
    ) -> tuple[Pieces | bytes, TemplateTable | None]:
        if kind == "vmlDrawing":
            return cut_vml(content, part=part), None
        if kind in _CUTTERS:
            return _CUTTERS[kind](parsed(content, part), self._cutter, part), None
        if kind != "table":
            return content, None
        root = parsed(content, part)
        table = read_table(root, part=part)
        return cut_table(root, self._cutter, table), table


def _pattern(part: str) -> str:
    folder, _, base = part.rpartition("/")
    stem, _, ending = base.rpartition(".")
    return f"{folder}/{re.sub('[0-9]+$', '', stem)}{{}}.{ending}"
