"""The bulk form of appending: a block of rows that look alike gets its new cells in a few passes.

Most sheets of any size are regular: consecutive rows, equal row tags, last cell left of the new
columns. What holds for every row is then checked and written for a whole block at C speed. Any
block that is not regular is left to the row-by-row patcher, with the same result.
"""

import re
from collections.abc import Callable
from itertools import chain, repeat

from xlcrm.ooxml.a1 import column_number
from xlcrm.ooxml.sheet_stream import Tags

_LETTERS = re.compile(rb'\s*r="([A-Z]+)')


class RegularRows:
    """Appends cells right of everything else. `before`: the first of the new columns."""

    def __init__(self, tags: Tags, *, before: int) -> None:
        self._tags = tags
        self._before = before
        self._start_is_left: dict[bytes, bool] = {}

    def append(
        self,
        block: bytes,
        rows: range,
        new_cells: Callable[[range], list[bytes]],
        widen: Callable[[bytes], bytes],
    ) -> tuple[bytes, int] | None:
        """The block with new cells, and how many rows that were; None if it is not regular.

        `rows`: the rows that get cells, of which the block must hold the first ones, no others.
        `widen` corrects the `spans` of a row tag.
        """
        parts = block.split(self._tags.row_end)
        rest = parts.pop()
        rows = rows[: len(parts)]
        opening = self._tags.row.match(block)
        if rest or opening is None or opening[2] or len(rows) < len(parts):
            return None
        number, shared = b' r="%d"' % rows[0], opening[1][len(b' r="%d"' % rows[0]) :]
        if not opening[1].startswith(number) or b"customFormat" in shared or b" r=" in shared:
            return None
        pattern = self._tags.row_start.replace(b"%", b"%%") + b' r="%d"' + shared + b">"
        row_tags = [pattern % row for row in rows]
        if not all(map(bytes.startswith, parts, row_tags)) or not self._all_left(parts):
            return None
        wider = widen(shared)
        if wider != shared:
            pattern = pattern.replace(shared, wider)
            parts = [pattern % row + part[len(tag) :]
                     for row, tag, part in zip(rows, row_tags, parts, strict=True)]  # fmt: skip
        triples = zip(parts, new_cells(rows), repeat(self._tags.row_end), strict=False)
        return b"".join(chain.from_iterable(triples)), len(rows)

    def _all_left(self, parts: list[bytes]) -> bool:
        """Whether every row ends with a cell that lies left of the new columns."""
        start, end = self._tags.cell_start, self._tags.cell_end
        if not all(part.endswith((end, b"/>")) for part in parts):
            return False
        # a cell's start up to its first digits: few different ones in a whole sheet
        known, length = self._start_is_left, len(start) + 8
        starts = {part[(at := part.rfind(start)) : at + length] for part in parts}
        for text in starts - known.keys():
            letters = _LETTERS.match(text, len(start))
            left = letters is not None and column_number(letters[1].decode()) < self._before
            known[text] = left and text.startswith(start)
        return all(known[text] for text in starts)
