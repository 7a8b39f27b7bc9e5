"""Shared formulas, when the cell that holds their text is overwritten.

Excel stores a filled-down formula once, in its first cell (the master); the others only name its
number. If the master goes, the next of them becomes the master; in a two-dimensional range, each
gets its own text.
"""

import html
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xlcrm.ooxml.a1 import Area, column_number
from xlcrm.ooxml.formulas import shifted
from xlcrm.ooxml.sheet_stream import Tags, attributes

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+""")


@dataclass(frozen=True, slots=True)
class _Master:
    row: int
    column: int
    text: str
    area: Area


class SharedFormulas:
    """The shared formulas of one sheet that have lost their master so far."""

    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self.orphans: dict[str, _Master] = {}

    def forget(self, row: int, column: int, formula: re.Match[bytes]) -> None:
        """A cell's formula is being overwritten; nothing to do unless it is a master."""
        found = attributes(formula[1])
        if found.get("t") == "shared" and "ref" in found and formula[2]:
            text = html.unescape(formula[2].decode(errors="replace"))
            self.orphans[found.get("si", "")] = _Master(row, column, text, Area.parse(found["ref"]))

    def adopt(self, row: int, markup: bytes) -> bytes:
        """A row's cells (or the whole row), with formulas that lost their master mended."""
        if b"shared" not in markup:
            return markup
        pieces: list[bytes] = []
        done = column = 0
        for cell in self._tags.cell.finditer(markup):
            found = _REFERENCE.search(cell[1])
            column = column_number(found[1].decode()) if found else column + 1
            formula = self._tags.formula.search(markup, cell.start(), cell.end())
            if formula and (new := self._mended(row, column, formula)):
                pieces += markup[done : formula.start()], new
                done = formula.end()
        pieces.append(markup[done:])
        return b"".join(pieces)

    def _mended(self, row: int, column: int, formula: re.Match[bytes]) -> bytes | None:
        found = attributes(formula[1])
        number = found.get("si", "")
        master = self.orphans.get(number)
        if master is None or found.get("t") != "shared":
            return None
        if "ref" in found and formula[2]:
            del self.orphans[number]
            return None
        area, p = master.area, self._tags.prefix
        text = escape(shifted(master.text, rows=row - master.row, columns=column - master.column))
        if area.left != area.right and area.top != area.bottom:
            return f"<{p}f>{text}</{p}f>".encode()
        del self.orphans[number]
        rest = Area(max(row, area.top), max(column, area.left), area.bottom, area.right)
        return f'<{p}f t="shared" ref="{rest}" si="{number}">{text}</{p}f>'.encode()
