"""The bulk form of writing columns: a block of rows that look alike is done in a few passes.

Most sheets of any size are regular: consecutive rows, equal row tags, and the columns to write
either right of everything else or, when they are written again, the last ones of every row. What
holds for every row is then checked and written for a whole block at C speed. Any block that is not
regular is left to the row-by-row patcher, with the same result.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, repeat

from xlcrm.ooxml.a1 import column_name, column_number
from xlcrm.ooxml.sheet_stream import Tags

_LETTERS = re.compile(rb'\s*r="([A-Z]+)')
_DIGITS = re.compile(rb"\d+")

NewCells = Callable[[range, Mapping[int, int]], list[bytes]]
Widen = Callable[[bytes], bytes]


class RegularRows:
    """Writes columns at the end of rows.

    `styled`: columns that get a format anyway; `defaults`: columns whose new cells get one.
    """

    def __init__(
        self, tags: Tags, columns: Sequence[int], *, styled: set[int], defaults: set[int]
    ) -> None:
        self._tags = tags
        self._columns = columns
        self._styled = styled
        self._may_be_there = styled.issuperset(defaults.intersection(columns))
        self._start_is_left: dict[bytes, bool] = {}
        letters = [column_name(column).encode() for column in columns]
        self._first_cell = tags.cell_start + b' r="' + letters[0]
        self._own_cells = re.compile(b"".join(_optional_cell(tags, name) for name in letters))

    def write(
        self, block: bytes, rows: range, new_cells: NewCells, widen: Widen
    ) -> tuple[bytes, int] | None:
        """The block with its new cells, and how many rows that were; None if it is not regular.

        `rows`: the rows to write, of which the block must hold the first ones, no others.
        `new_cells` renders rows, given the formats to keep; `widen` corrects a tag's `spans`.
        """
        parts = block.split(self._tags.row_end)
        rest = parts.pop()
        rows = rows[: len(parts)]
        if rest or not parts or len(rows) < len(parts):
            return None
        shared = self._shared_tag(parts[0], rows[0])
        if shared is None:
            return None
        pattern = self._tags.row_start + b' r="%d"' + shared + b">"
        row_tags = [pattern % row for row in rows]
        if not all(map(bytes.startswith, parts, row_tags)):
            return None
        stripped = self._without_own_cells(parts) if self._first_cell in block else (parts, {})
        if stripped is None or not self._all_left(stripped[0]):
            return None
        parts, styles = stripped
        wider = self._tags.row_start + b' r="%d"' + widen(shared) + b">"
        if wider != pattern:
            triples = zip(rows, row_tags, parts, strict=True)
            parts = [wider % row + part[len(tag) :] for row, tag, part in triples]
        cells = new_cells(rows, styles)
        pieces = zip(parts, cells, repeat(self._tags.row_end), strict=False)
        return b"".join(chain.from_iterable(pieces)), len(rows)

    def _shared_tag(self, part: bytes, row: int) -> bytes | None:
        """What the first row's tag holds besides its number, if nothing in it is special."""
        opening, number = self._tags.row.match(part), b' r="%d"' % row
        if opening is None or opening[2] or not opening[1].startswith(number):
            return None
        shared = opening[1][len(number) :]
        special = b"customFormat" in shared or b" r=" in shared or b"%" in shared
        return None if special else shared

    def _without_own_cells(self, parts: list[bytes]) -> tuple[list[bytes], dict[int, int]] | None:
        """The rows without the columns' old cells, and the formats those had; None if mixed."""
        starts = [part.find(self._first_cell) for part in parts]
        if min(starts) < 0 or not self._may_be_there:
            return None
        matches = list(map(self._own_cells.fullmatch, parts, starts))
        if None in matches:
            return None
        styles: dict[int, int] = {}
        kinds = {match.groups() for match in matches if match}
        for column, found in zip(self._columns, zip(*kinds, strict=True), strict=True):
            if column in self._styled or not set(found) - {b"", None}:
                continue
            if len(set(found)) > 1:
                return None
            digits = _DIGITS.search(found[0])
            styles[column] = int(digits[0]) if digits else 0
        return [part[:start] for part, start in zip(parts, starts, strict=True)], styles

    def _all_left(self, parts: list[bytes]) -> bool:
        """Whether every row ends with a cell that lies left of the columns."""
        start, end = self._tags.cell_start, self._tags.cell_end
        if not all(part.endswith((end, b"/>")) for part in parts):
            return False
        # a cell's start up to its first digits: few different ones in a whole sheet
        known, length = self._start_is_left, len(start) + 8
        starts = {part[(at := part.rfind(start)) : at + length] for part in parts}
        for text in starts - known.keys():
            letters = _LETTERS.match(text, len(start))
            left = letters is not None and column_number(letters[1].decode()) < self._columns[0]
            known[text] = left and text.startswith(start)
        return all(known[text] for text in starts)


def _optional_cell(tags: Tags, letters: bytes) -> bytes:
    """A pattern for one plain cell or none; its group is the format, None if there is no cell."""
    p = tags.prefix.encode()
    value = rb"<%bv>[^<]*</%bv>" % (p, p)
    text = rb'<%bis><%bt(?: xml:space="preserve")?>[^<]*</%bt></%bis>' % (p, p, p, p)
    inner = rb"(?:/>|>(?:%b|%b)</%bc>)" % (value, text, p)
    return rb'(?:<%bc r="%b[0-9]+"((?: s="[0-9]+")?)(?: t="[a-zA-Z]+")?%b)?' % (p, letters, inner)
