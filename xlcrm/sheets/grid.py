"""A sheet's values held column by column: what is read row by row and judged column by column.

Cells of one column that come from many row lists lie far apart in memory, and to walk them costs
more than to look at them. Rows are therefore turned in small batches, while they are at hand, and
a content that repeats is kept once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat, zip_longest
from typing import Any, overload

Grid = Sequence[Sequence[object]]
"""A sheet's values: row 1 first, "" for an empty cell."""

BATCH = 256
"""Rows turned at once: few enough to stay in the processor's cache."""


class ColumnGrid(Sequence[list[Any]]):
    """A grid that is quick by column; all its rows are of one width."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._height = 0
        self._strips: list[_Strip] = []
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            for at, cells in enumerate(zip_longest(*batch, fillvalue="")):
                if at == len(self._strips):
                    self._strips.append(_Strip(self._height))
                self._strips[at].add(cells)
            self._height += len(batch)
            for strip in self._strips:
                strip.fill(self._height)

    @property
    def width(self) -> int:
        """Cells of every row."""
        return len(self._strips)

    def column(self, number: int, *, below: int = 0) -> list[Any]:
        """The cells of a column (1 for A) below an Excel row, from top to bottom."""
        return self._strips[number - 1].cells[below:]

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, at: int) -> list[Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Any]]: ...
    def __getitem__(self, at: int | slice) -> list[Any] | list[list[Any]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._height))]
        if not -self._height <= at < self._height:
            raise IndexError(at)
        return [strip.cells[at] for strip in self._strips]

    def __iter__(self) -> Iterator[list[Any]]:
        rows = zip(*(strip.cells for strip in self._strips), strict=True)
        return map(list, rows if self._strips else repeat((), self._height))


class _Strip:
    """One column, growing from top to bottom."""

    def __init__(self, empty: int) -> None:
        self.cells: list[Any] = [""] * empty
        self._known: dict[Any, Any] | None = {}

    def add(self, cells: Sequence[Any]) -> None:
        """More cells below, each content once as long as contents repeat."""
        self.cells += cells if self._known is None else self._shared(cells, self._known)

    def fill(self, height: int) -> None:
        """Empty cells down to this height."""
        self.cells += [""] * (height - len(self.cells))

    def _shared(self, cells: Sequence[Any], known: dict[Any, Any]) -> Sequence[Any]:
        try:
            shared = list(map(known.setdefault, cells, cells))
        except TypeError:  # something cannot be compared
            self._known = None
            return cells
        if 2 * len(known) > len(self.cells) + len(cells):
            self._known = None
        if 0 in known or 1 in known:  # no and yes equal them, but do not mean the same
            self._known = None
            return cells
        return shared


def by_column(grid: Grid) -> ColumnGrid:
    """The same grid, quick by column."""
    return grid if isinstance(grid, ColumnGrid) else ColumnGrid(grid)
