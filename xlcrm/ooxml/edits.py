"""What to write into one sheet: single cells anywhere, or whole columns of values.

Both forms answer the same questions to the patcher, row by row in ascending order.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.cells import Value


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell's new value. `style` None keeps the cell's own format."""

    column: int
    value: Value
    style: int | None = None
    over_formula: bool = False


class Edits(Protocol):
    """The edits of one pass over a sheet."""

    def area(self) -> Area:
        """The smallest rectangle around all edits."""

    def rows(self) -> Sequence[int]:
        """The rows with edits, ascending."""

    def row(self, row: int) -> Sequence[CellEdit]:
        """A row's edits, by ascending column."""

    def span(self, row: int) -> tuple[int, int]:
        """The leftmost and the rightmost edited column of a row."""

    def touches(self, area: Area) -> tuple[int, int] | None:
        """The first edited cell inside `area` other than its top-left one."""


class CellEdits:
    """Single cells, by row and column."""

    def __init__(self) -> None:
        self._cells: dict[int, dict[int, CellEdit]] = {}
        self._rows: list[int] = []

    def put(self, row: int, edit: CellEdit) -> None:
        """Add or change a cell's edit; a style given earlier stays unless given anew."""
        cells = self._cells.setdefault(row, {})
        old = cells.get(edit.column)
        if old and edit.style is None:
            edit = CellEdit(edit.column, edit.value, old.style, edit.over_formula)
        if old and old.over_formula:
            edit = CellEdit(edit.column, edit.value, edit.style, over_formula=True)
        cells[edit.column] = edit

    def update(self, other: "CellEdits") -> None:
        """Take over another's edits, which win."""
        for row, cells in other._cells.items():
            for edit in cells.values():
                self.put(row, edit)

    def area(self) -> Area:
        """The smallest rectangle around all edits."""
        columns = [column for cells in self._cells.values() for column in cells]
        rows = self.rows()
        return Area(rows[0], min(columns), rows[-1], max(columns))

    def rows(self) -> Sequence[int]:
        """The rows with edits, ascending."""
        if len(self._rows) != len(self._cells):
            self._rows = sorted(self._cells)
        return self._rows

    def row(self, row: int) -> Sequence[CellEdit]:
        """A row's edits, by ascending column."""
        return sorted(self._cells[row].values(), key=lambda edit: edit.column)

    def span(self, row: int) -> tuple[int, int]:
        """The leftmost and the rightmost edited column of a row."""
        return min(self._cells[row]), max(self._cells[row])

    def touches(self, area: Area) -> tuple[int, int] | None:
        """The first edited cell inside `area` other than its top-left one."""
        rows = self.rows()
        for row in rows[bisect_left(rows, area.top) :]:
            if row > area.bottom:
                break
            for column in self._cells[row]:
                inside = area.left <= column <= area.right
                if inside and (row, column) != (area.top, area.left):
                    return row, column
        return None


class ColumnEdits:
    """Columns of equal length, from `first_row` down."""

    def __init__(
        self,
        first_row: int,
        columns: Mapping[int, Sequence[Value]],
        styles: Mapping[int, int] | None = None,
    ) -> None:
        self.first_row = first_row
        self.columns = dict(sorted(columns.items()))
        self.styles = styles or {}
        self.length = len(next(iter(self.columns.values())))
        self._span = min(self.columns), max(self.columns)

    def area(self) -> Area:
        """The smallest rectangle around all edits."""
        last_row = self.first_row + self.length - 1
        return Area(self.first_row, min(self.columns), last_row, max(self.columns))

    def rows(self) -> range:
        """The rows with edits, ascending."""
        return range(self.first_row, self.first_row + self.length)

    def row(self, row: int) -> Sequence[CellEdit]:
        """A row's edits, by ascending column."""
        at = row - self.first_row
        return [
            CellEdit(column, values[at], self.styles.get(column))
            for column, values in self.columns.items()
        ]

    def span(self, row: int) -> tuple[int, int]:
        """The leftmost and the rightmost edited column, the same in every row."""
        return self._span

    def touches(self, area: Area) -> tuple[int, int] | None:
        """The first edited cell inside `area` other than its top-left one."""
        mine = self.area()
        for column in self.columns:
            if not area.left <= column <= area.right:
                continue
            first, last = max(area.top, mine.top), min(area.bottom, mine.bottom)
            if (first, column) == (area.top, area.left):
                first += 1
            if first <= last:
                return first, column
        return None
