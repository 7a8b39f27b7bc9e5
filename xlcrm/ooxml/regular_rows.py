"""The bulk form of writing columns: a block of rows that look alike is done in a few passes.

Most sheets of any size are regular: consecutive rows, plain row tags, and the columns to write
either right of everything else or, when they are written again, the last ones of every row. What
holds for every row is then checked and written for a whole block at C speed. Any block that is not
regular is left to the row-by-row patcher, with the same result.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat

from xlcrm.ooxml.a1 import column_name, column_number
from xlcrm.ooxml.sheet_stream import Tags

_LETTERS = re.compile(rb'\s*r="([A-Z]+)')
_SPECIAL_MARKS = re.compile(rb"^<|/$|\br=|customFormat")

NewCells = Callable[[range, Mapping[int, int]], list[Iterable[bytes]]]
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
        self._wider: dict[bytes, bytes | None] = {}
        letters = [column_name(column).encode() for column in columns]
        self._own_starts = [tags.cell_start + b' r="' + name for name in letters]
        self._own_shape = re.compile(b"".join(_optional_cell(tags, name) for name in letters))

    def write(
        self, block: bytes, rows: range, new_cells: NewCells, widen: Widen
    ) -> tuple[bytes, int] | None:
        """The block with its new cells, and how many rows that were; None if it is not regular.

        `rows`: the rows to write, of which the block must hold the first ones, no others.
        `new_cells` renders rows in pieces, given the formats to keep; `widen` corrects what a row
        tag says of its `spans`.
        """
        parts = block.split(self._tags.row_end)
        rest = parts.pop()
        rows = rows[: len(parts)]
        if rest or not parts or len(rows) < len(parts):
            return None
        start = self._tags.row_start + b' r="'
        numbers = [b"%d" % row for row in rows]
        tags, _, insides = zip(*map(bytes.partition, parts, repeat(b">")), strict=True)
        marks = self._wider_marks(
            map(bytes.removeprefix, tags, [start + number + b'"' for number in numbers]), widen
        )
        if marks is None:
            return None
        stripped = (insides, {}) if self._all_left(insides) else self._without_own_cells(insides)
        if stripped is None:
            return None
        kept, styles = stripped
        cells = new_cells(rows, styles)
        pieces = zip(repeat(start), numbers, marks, kept, *cells, repeat(self._tags.row_end))
        return b"".join(chain.from_iterable(pieces)), len(rows)

    def _wider_marks(self, marks: Iterable[bytes], widen: Widen) -> list[bytes] | None:
        """What stands behind the rows' numbers, with `spans` corrected; None if one is special."""
        marks, known = list(marks), self._wider
        for mark in set(marks) - known.keys():
            known[mark] = None if _SPECIAL_MARKS.search(mark) else b'"' + widen(mark) + b">"
        wider = list(map(known.__getitem__, marks))
        return None if None in wider else [mark for mark in wider if mark]

    def _without_own_cells(
        self, insides: Sequence[bytes]
    ) -> tuple[Sequence[bytes], dict[int, int]] | None:
        """The rows without the columns' old cells, and the formats those had; None if mixed, or
        if other cells stand among or behind them."""
        if not self._may_be_there:
            return None
        cuts = [self._first_own_cell(inside) for inside in insides]
        olds = [inside[cut:] for inside, cut in zip(insides, cuts, strict=True)]
        # without digits few different ones are left, where the cells are numbers
        shapes = {old.translate(None, b"0123456789.-") for old in olds}
        matches = list(map(self._own_shape.fullmatch, shapes))
        if None in matches:
            return None
        has_format = zip(*(match.groups() for match in matches if match), strict=True)
        styles: dict[int, int] = {}
        for column, start, found in zip(self._columns, self._own_starts, has_format, strict=True):
            if column not in self._styled and any(found):
                formats = set(re.findall(start + rb'\d+"(?: s="(\d+)")?', b"".join(olds)))
                if len(formats) > 1 or None in found:
                    return None
                styles[column] = int(formats.pop())
        kept = [inside[:cut] for inside, cut in zip(insides, cuts, strict=True)]
        return (kept, styles) if self._all_left(kept) else None

    def _first_own_cell(self, inside: bytes) -> int:
        """Where the columns' old cells start in a row, or the row's end."""
        for start in self._own_starts:
            if (at := inside.rfind(start)) >= 0:
                return at
        return len(inside)

    def _all_left(self, insides: Sequence[bytes]) -> bool:
        """Whether every row ends with a cell that lies left of the columns."""
        start, end = self._tags.cell_start, self._tags.cell_end
        if not all(map(bytes.endswith, insides, repeat((end, b"/>")))):
            return False
        # a cell's start up to its first digits: few different ones in a whole sheet
        known, length = self._start_is_left, len(start) + 8
        places = map(bytes.rfind, insides, repeat(start))
        starts = {inside[at : at + length] for inside, at in zip(insides, places, strict=True)}
        for text in starts - known.keys():
            letters = _LETTERS.match(text, len(start))
            left = letters is not None and column_number(letters[1].decode()) < self._columns[0]
            known[text] = left and text.startswith(start)
        return all(known[text] for text in starts)


def _optional_cell(tags: Tags, letters: bytes) -> bytes:
    """A pattern for one plain cell or none, digits left out; its group is there for a cell, and
    not empty for one with a format."""
    p = tags.prefix.encode()
    value = rb"<%bv>[^<]*</%bv>" % (p, p)
    text = rb'<%bis><%bt(?: xml:space="preserve")?>[^<]*</%bt></%bis>' % (p, p, p, p)
    inner = rb"(?:/>|>(?:%b|%b)</%bc>)" % (value, text, p)
    return rb'(?:<%bc r="%b"((?: s="")?)(?: t="[a-zA-Z]+")?%b)?' % (p, letters, inner)
