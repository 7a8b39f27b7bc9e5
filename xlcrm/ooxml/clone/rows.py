"""Where the rows of a template go when its tables grow or shrink.

Only the first body row of a table is a pattern; its further body rows are samples. A sample row
disappears when nothing else stands in it. Rows are inserted below a table's last body row until
the table's values fit, so whatever stands below moves down together. Tables side by side share
the rows: the taller one decides.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlcrm.ooxml.a1 import MAX_ROW, Area
from xlcrm.ooxml.errors import Refused


@dataclass(frozen=True, slots=True)
class Block:
    """A table's place in the template: header (or first) row `top`, body `first` to `last`."""

    name: str
    top: int
    first: int
    last: int
    left: int
    right: int
    has_totals: bool = False

    def body_meets(self, left: int, right: int) -> bool:
        """Whether the table has a column between `left` and `right`."""
        return self.left <= right and left <= self.right

    @property
    def bottom(self) -> int:
        """The last row, totals included."""
        return self.last + self.has_totals


@dataclass(frozen=True, slots=True)
class OutputRow:
    """One row of the stamped tab: its template row (None when inserted) and its table rows.

    `table_rows` holds (block, number of the body row, counted from 0).
    """

    row: int
    template_row: int | None
    table_rows: tuple[tuple[Block, int], ...]


def sample_rows(blocks: Sequence[Block], content: Collection[tuple[int, int]]) -> frozenset[int]:
    """The sample rows in which nothing but samples stands.

    `content` holds the (row, column) of every cell that shows something, `blocks` all tables.
    """
    samples = {row for block in blocks for row in range(block.first + 1, block.last + 1)}
    for block in blocks:
        samples -= {*range(block.top, block.first + 1), *range(block.last + 1, block.bottom + 1)}
    for row, column in content:
        if row in samples and not any(
            b.first <= row <= b.last and b.left <= column <= b.right for b in blocks
        ):
            samples.discard(row)
    return frozenset(samples)


class RowMap:
    """The rows of one stamped tab, for given numbers of table rows.

    >>> table = Block("Deals", top=5, first=6, last=8, left=1, right=4)
    >>> rows = RowMap([table], dropped={7, 8}, counts={"Deals": 5})
    >>> rows.row(5), rows.row(9), rows.body(table)
    (5, 11, (6, 10))
    >>> str(rows.area(Area.parse("B6:B8")))
    'B6:B10'
    """

    def __init__(
        self, blocks: Sequence[Block], *, dropped: Collection[int], counts: Mapping[str, int]
    ) -> None:
        self.blocks = tuple(blocks)
        self._dropped = sorted(dropped)
        self._inserted: list[tuple[int, int]] = []
        self._index()
        bodies: dict[str, tuple[int, int]] = {}
        for block in sorted(blocks, key=lambda b: (b.last, b.first)):
            wanted = max(1, counts.get(block.name, 1))
            room = self._before(block.last + 1) - self.row(block.first) + 1
            if wanted > room:
                self._insert(block.last, wanted - room)
        for block in blocks:
            first = self.row(block.first)
            last = first + max(1, counts.get(block.name, 1)) - 1
            if block.has_totals:
                last = self.row(block.last + 1) - 1
            bodies[block.name] = (first, last)
        self._bodies = bodies
        if any(last > MAX_ROW for _, last in bodies.values()):
            raise Refused("too-many-rows", f"a sheet has at most {MAX_ROW} rows")

    def _insert(self, below: int, count: int) -> None:
        rows = dict(self._inserted)
        rows[below] = rows.get(below, 0) + count
        self._inserted = sorted(rows.items())
        self._index()

    def _index(self) -> None:
        self._starts = [below for below, _ in self._inserted]
        self._growth = [0, *accumulate(count for _, count in self._inserted)]
        self._cache: dict[int, int] = {}

    def _before(self, row: int) -> int:
        """Output rows above template row `row`, which itself may have been dropped."""
        grown = self._growth[bisect_left(self._starts, row)]
        return row - 1 - bisect_left(self._dropped, row) + grown

    def row(self, row: int) -> int:
        """The output row of a template row; of a dropped sample, the row above that stayed."""
        found = self._cache.get(row)
        if found is None:
            kept = row
            while self.is_dropped(kept):
                kept -= 1
            found = self._cache[row] = min(self._before(kept) + 1, MAX_ROW)
        return found

    def is_dropped(self, row: int) -> bool:
        """Whether the template row has no place in the tab."""
        at = bisect_left(self._dropped, row)
        return at < len(self._dropped) and self._dropped[at] == row

    def body(self, block: Block) -> tuple[int, int]:
        """First and last output row of a table's body."""
        return self._bodies[block.name]

    def block_at(self, row: int, left: int, right: int) -> Block | None:
        """The table with `row` in its body and all columns from `left` to `right`."""
        for block in self.blocks:
            if block.first <= row <= block.last and block.left <= left and right <= block.right:
                return block
        return None

    def span(self, top: int, bottom: int, left: int, right: int) -> tuple[int, int]:
        """Output rows of a range: inside a table's body it becomes the whole new body."""
        within = self.block_at(top, left, right)
        if within and bottom <= within.last:
            return self._bodies[within.name]
        first, last = self.row(top), self.row(bottom)
        for block in self.blocks:
            if block.first <= bottom <= block.last and block.body_meets(left, right):
                last = max(last, self._bodies[block.name][1])
        return first, last

    def cell_row(self, row: int, column: int) -> int | None:
        """The output row of one cell; None when it stood in a sample row."""
        block = self.block_at(row, column, column)
        if self.is_dropped(row) or (block and row != block.first):
            return None
        return self.row(row)

    def area(self, area: Area) -> Area | None:
        """The output area of a template area; None when all its rows were dropped samples."""
        if self._vanishes(area):
            return None
        top, bottom = self.span(area.top, area.bottom, area.left, area.right)
        return Area(top, area.left, bottom, area.right)

    def _vanishes(self, area: Area) -> bool:
        if area.bottom - area.top > len(self._dropped):
            return False
        if not all(self.is_dropped(row) for row in range(area.top, area.bottom + 1)):
            return False
        return not any(
            b.first <= area.bottom and area.top <= b.last and b.body_meets(area.left, area.right)
            for b in self.blocks
        )

    def output_rows(self, template_rows: Collection[int]) -> list[OutputRow]:
        """Every row of the tab in order: the given template rows and all table rows."""
        origin: dict[int, int] = {
            self.row(row): row for row in template_rows if not self.is_dropped(row)
        }
        tables: dict[int, list[tuple[Block, int]]] = {}
        for block in self.blocks:
            first, last = self._bodies[block.name]
            for row in range(first, last + 1):
                tables.setdefault(row, []).append((block, row - first))
        return [
            OutputRow(row, origin.get(row), tuple(tables.get(row, ())))
            for row in sorted({*origin, *tables})
        ]
