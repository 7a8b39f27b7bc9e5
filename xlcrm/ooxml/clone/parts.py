"""The parts below a template sheet, read once: drawings, charts, images, tables, notes.

A kind of part that is not listed here is refused: cloning must not drop anything silently.
"""

import re
from dataclasses import dataclass

from lxml import etree

from xlcrm.ooxml.clone.charts import cut_chart
from xlcrm.ooxml.clone.drawings import cut_drawing, cut_notes, cut_vml
from xlcrm.ooxml.clone.slots import Cutter, Pieces
from xlcrm.ooxml.clone.tables import TemplateTable, cut_table, read_table
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import refuse_entities
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
_THEMED = frozenset({"drawing", "chart", "chartUserShapes"})


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One part of the template, cut at what differs from tab to tab.

    `links`: (relationship id, type, number of the part it leads to or the address outside).
    `pattern` is its name with the number left out.
    """

    kind: str
    pattern: str
    content_type: str
    pieces: Pieces
    links: tuple[tuple[str, str, int | str, bool], ...]
    table: TemplateTable | None = None

    @property
    def is_binary(self) -> bool:
        """Whether it is no XML, so that nothing in it may be replaced."""
        return self.kind in ("image", "printerSettings")

    @property
    def is_themed(self) -> bool:
        """Whether it names colours of the theme in the way of drawings."""
        return self.kind in _THEMED


class PartReader:
    """Reads the parts below one template sheet, each once."""

    def __init__(self, package: Package, cutter: Cutter) -> None:
        self._package = package
        self._cutter = cutter
        self._numbers: dict[str, int] = {}
        self.parts: list[SourcePart] = []

    def read_below(self, part: str, kind: str) -> tuple[tuple[str, str, int | str, bool], ...]:
        """The relationships of a part, all parts they lead to read."""
        links = []
        for item in self._package.relationships(part).items.values():
            if item.kind not in _BELOW.get(kind, frozenset()):
                raise Refused("unsupported-part", f"a {item.kind} cannot be cloned", part=part)
            inside = not item.external and not item.target.startswith("#")
            target = self._read(item) if inside else item.target
            links.append((item.id, item.type, target, item.external))
        return tuple(links)

    def _read(self, item: Relationship) -> int:
        part = self._package.spelling(item.target)
        if part not in self._numbers:
            below = self.read_below(part, item.kind)
            pieces, table = self._cut(item.kind, part, self._package.read(part))
            type_ = self._package.content_type(part)
            pattern = _pattern(part)
            self._numbers[part] = len(self.parts)
            self.parts.append(SourcePart(item.kind, pattern, type_, pieces, below, table))
        return self._numbers[part]

    def _cut(self, kind: str, part: str, content: bytes) -> tuple[Pieces, TemplateTable | None]:
        if kind == "vmlDrawing":
            return cut_vml(content, part=part), None
        if kind not in ("drawing", "chart", "comments", "table"):
            return (content,), None
        refuse_entities(content, part)
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        if kind == "drawing":
            return cut_drawing(root, self._cutter, part=part), None
        if kind == "chart":
            return cut_chart(root, self._cutter, part=part), None
        if kind == "comments":
            return cut_notes(root, self._cutter), None
        table = read_table(root, part=part)
        return cut_table(root, self._cutter, table), table


def _pattern(part: str) -> str:
    folder, _, base = part.rpartition("/")
    stem, _, ending = base.rpartition(".")
    return f"{folder}/{re.sub('[0-9]+$', '', stem)}{{}}.{ending}"
