"""Where the rows of a template go when its tables grow or shrink.

Only the first body row of a table is a pattern; its further body rows are samples. A sample row
disappears when nothing else stands in it. Rows are inserted below a table's last body row until
the table's values fit, so whatever stands below moves down together. Tables side by side share
the rows: the taller one decides.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

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

    @property
    def bottom(self) -> int:
        """The last row, totals included."""
        return self.last + self.has_totals

    def meets(self, area: Area) -> bool:
        """Whether the area has a cell in the table's body."""
        return area.overlaps(Area(self.first, self.left, self.last, self.right))


@dataclass(frozen=True, slots=True)
class OutputRow:
    """One row of the stamped tab: its template row (None when inserted) and its table rows.

    `table_rows` holds (block, number of the body row, counted from 0).
    """

    row: int
    template_row: int | None
    table_rows: tuple[tuple[Block, int], ...]


def sample_rows(blocks: Sequence[Block], content: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The sample rows in which nothing but samples stands.

    `content` holds the (row, column) of every cell that shows something, `blocks` all tables.
    """
    samples = {row for block in blocks for row in range(block.first + 1, block.last + 1)}
    for block in blocks:
        samples -= {*range(block.top, block.first + 1), *range(block.last + 1, block.bottom + 1)}
    outside = {
        row
        for row, column in content
        if row in samples
        and not any(b.first <= row <= b.last and b.left <= column <= b.right for b in blocks)
    }
    return frozenset(samples - outside)


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
        self.dropped = frozenset(dropped)
        height = {block.name: max(1, counts.get(block.name, 1)) for block in blocks}
        self._places = [0]
        place = 0
        for row in range(1, max((block.last for block in blocks), default=0) + 1):
            place += row not in self.dropped
            self._places.append(place)
            for block in blocks:
                if block.last == row:
                    place = max(place, self._places[block.first] + height[block.name] - 1)
        self._more = place - len(self._places) + 1
        self._bodies: dict[str, tuple[int, int]] = {}
        for block in blocks:
            first = self.row(block.first)
            last = self.row(block.last + 1) - 1 if block.has_totals else first - 1
            self._bodies[block.name] = first, max(last, first + height[block.name] - 1)
        if any(last > MAX_ROW for _, last in self._bodies.values()):
            raise Refused("too-many-rows", f"a sheet has at most {MAX_ROW} rows")

    def row(self, row: int) -> int:
        """The output row of a template row; of a dropped sample, the row above that stayed."""
        if row < len(self._places):
            return self._places[row]
        return min(row + self._more, MAX_ROW)

    def template_row(self, row: int) -> int:
        """The template row that went to an output row; 0 for one that was inserted.

        >>> table = Block("Deals", top=5, first=6, last=8, left=1, right=4)
        >>> rows = RowMap([table], dropped={7, 8}, counts={"Deals": 5})
        >>> [rows.template_row(row) for row in (5, 6, 7, 10, 11)]
        [5, 6, 0, 0, 9]
        """
        found = bisect_left(self._places, row)
        if found < len(self._places):
            return found if self._places[found] == row else 0
        return row - self._more if row - self._more >= len(self._places) else 0

    def body(self, block: Block) -> tuple[int, int]:
        """First and last output row of a table's body."""
        return self._bodies[block.name]

    def block_at(self, row: int, left: int, right: int) -> Block | None:
        """The table with `row` in its body and all columns from `left` to `right`."""
        for block in self.blocks:
            if block.first <= row <= block.last and block.left <= left and right <= block.right:
                return block
        return None

    def span(self, area: Area) -> tuple[int, int]:
        """Output rows of a range: inside a table's body it becomes the whole new body."""
        within = self.block_at(area.top, area.left, area.right)
        if within and area.bottom <= within.last:
            return self._bodies[within.name]
        first, last = self.row(area.top), self.row(area.bottom)
        end = Area(area.bottom, area.left, area.bottom, area.right)
        ends = [self.body(block)[1] for block in self.blocks if block.meets(end)]
        return first, max([last, *ends])

    def has(self, row: int, column: int) -> bool:
        """Whether one cell has a place of its own: it stands in no sample row."""
        block = self.block_at(row, column, column)
        return row not in self.dropped and (block is None or row == block.first)

    def area(self, area: Area) -> Area | None:
        """The output area of a template area; None when all its rows were dropped samples."""
        if area.bottom - area.top < len(self.dropped):
            gone = self.dropped.issuperset(range(area.top, area.bottom + 1))
            if gone and not any(block.meets(area) for block in self.blocks):
                return None
        top, bottom = self.span(area)
        return Area(top, area.left, bottom, area.right)

    def areas(self, areas: Iterable[Area]) -> list[Area]:
        """Output areas without repetition; empty when all rows were dropped."""
        moved = map(self.area, areas)
        return list(dict.fromkeys(area for area in moved if area))

    def output_rows(self, template_rows: Iterable[int]) -> list[OutputRow]:
        """Every row of the tab in order: the given template rows and all table rows."""
        origin: dict[int, int] = {
            self.row(row): row for row in template_rows if row not in self.dropped
        }
        tables: dict[int, list[tuple[Block, int]]] = {}
        for block in self.blocks:
            first, last = self.body(block)
            for row in range(first, last + 1):
                tables.setdefault(row, []).append((block, row - first))
        return [
            OutputRow(row, origin.get(row), tuple(tables.get(row, ())))
            for row in sorted(origin.keys() | tables.keys())
        ]
