"""Our columns in an open workbook: found by the hidden names that files have, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from xlcrm.book.book import OwnedColumn, Written
from xlcrm.book.live_cells import LiveCells, is_formula, write_block
from xlcrm.book.live_names import column_owners, define
from xlcrm.book.owned_columns import (
    COLUMN_NAME,
    HEADER_COLOR,
    HEADER_FILL,
    VALUE_COLOR,
    free_header,
    place_of,
)
from xlcrm.ooxml import DefinedName, Refused
from xlcrm.ooxml.a1 import MAX_COLUMN, column_name
from xlcrm.sheets.frame import Grid

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True)
class Placed:
    """A column and where it goes; `header` is given for new ones."""

    column: OwnedColumn
    number: int
    header: str | None


class LiveColumns:
    """The owned columns of one sheet: places are found at once, `apply` writes."""

    def __init__(
        self,
        sheet: "xlwings.Sheet",
        cells: LiveCells,
        names: Sequence[DefinedName],
        *,
        header_row: int,
        last_row: int,
    ) -> None:
        self._sheet = sheet
        self._cells = cells
        self._grid: Grid = cells.grid()
        self._header_row = header_row
        self._last_row = last_row
        self._known = {
            owner: column
            for owner, (row, column) in column_owners(names, sheet.name).items()
            if row == header_row and not self._is_taken(column)
        }

    def _is_taken(self, column: int) -> bool:
        """Somebody's formula stands there: the column is theirs from then on."""
        rows = self._cells.formulas[self._header_row - 1 : self._last_row]
        grid = self._grid
        return any(
            is_formula(row[column - 1], _at(grid, number, column))
            for number, row in enumerate(rows, self._header_row)
            if column <= len(row)
        )

    def place(self, columns: Sequence[OwnedColumn]) -> list[Placed]:
        """Where each column goes: where it stands already, else right of everything.

        Raises Refused where no column is free.
        """
        taken = {str(v).strip().casefold() for v in _row(self._grid, self._header_row)}
        following = self._next_column()
        placed = []
        for column in columns:
            if column.owner in self._known:
                placed.append(Placed(column, self._known[column.owner], None))
            elif not column.needed:
                continue
            elif following > MAX_COLUMN:
                raise Refused("no-free-column", "no column is free", sheet=self._sheet.name)
            else:
                placed.append(Placed(column, following, free_header(column.header, taken)))
                following += 1
        return placed

    def written(self, placed: Sequence[Placed]) -> list[Written]:
        """What will have been written."""
        first = self._header_row + 1
        return [
            Written(
                sheet=self._sheet.name,
                cells=f"{letter}{first}:{letter}{self._last_row}",
                what=each.column.header,
            )
            for each in placed
            for letter in [column_name(each.number)]
        ]

    def _next_column(self) -> int:
        """The first column right of every value, formula, table, merged area and own column."""
        widths = (_width(row) for row in (*self._grid, *self._cells.formulas))
        tables = (t.range.column + t.range.shape[1] - 1 for t in self._sheet.tables)
        used = max((*widths, *tables, *self._known.values()), default=0)
        edge = self._cells.area.shape[1]
        while edge > used and not self._is_merged(edge):
            edge -= 1
        return max(used, edge) + 1

    def _is_merged(self, column: int) -> bool:
        """Whether merged cells lie in a column, from the header downwards."""
        last = (self._cells.area.shape[0], column)
        if last[0] < self._header_row:
            return False
        area = self._sheet.range((self._header_row, column), last)
        return area.merge_cells is not False

    def apply(self, placed: Sequence[Placed]) -> None:
        """Write headers and values; rows without a value are cleared; neighbours in one call."""
        self._head([each for each in placed if each.header])
        ordered = sorted(placed, key=lambda each: each.number)
        for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1].number - pair[0]):
            self._write([each for _, each in run])

    def _write(self, run: Sequence[Placed]) -> None:
        first, column = self._header_row + 1, run[0].number
        if self._last_row < first:
            return
        rows = [
            [each.column.values.get(row) for each in run]
            for row in range(first, self._last_row + 1)
        ]
        if rows != self._standing(run):
            write_block(self._sheet, first, column, rows)

    def _standing(self, run: Sequence[Placed]) -> list[list[object]]:
        """What stands there now, None for empty cells."""
        return [
            [v if (v := _at(self._grid, row, each.number)) != "" else None for each in run]
            for row in range(self._header_row + 1, self._last_row + 1)
        ]

    def _head(self, new: Sequence[Placed]) -> None:
        """Head new columns, dress them like their neighbours, remember them as ours."""
        if not new:
            return
        first, last = new[0].number, new[-1].number
        self._extend_table(first, last)
        write_block(self._sheet, self._header_row, first, [[each.header for each in new]])
        self._dress(first, last)
        for each in new:
            self._dress_values(each)
            letter = column_name(each.number)
            place = place_of(self._sheet.name, f"${letter}${self._header_row}")
            define(self._sheet.book, [(COLUMN_NAME + each.column.owner, place)])

    def _extend_table(self, first: int, last: int) -> None:
        """Let a table that ends one column before, headed in our row, take in the new ones."""
        for table in self._sheet.tables:
            area = table.range
            if area.row == self._header_row and area.column + area.shape[1] == first:
                bottom = area.row + area.shape[0] - 1
                table.resize(self._sheet.range((area.row, area.column), (bottom, last)))

    def _dress(self, first: int, last: int) -> None:
        row = self._header_row
        head = self._sheet.range((row, first), (row, last))
        if first > 1:
            _dress_alike(head, self._sheet.range((row, first - 1)))
        head.color = f"#{HEADER_FILL}"
        head.font.color = f"#{HEADER_COLOR}"
        head.wrap_text = True

    def _dress_values(self, each: Placed) -> None:
        first = self._header_row + 1
        cells = self._sheet.range((first, each.number), (max(first, self._last_row), each.number))
        if each.number > 1:
            _dress_alike(cells, self._sheet.range((first, each.number - 1)))
        cells.font.color = f"#{VALUE_COLOR}"
        cells.number_format = each.column.number_format or "General"
        cells.horizontal_alignment = "right" if each.column.number_format else "left"
        cells.column_width = each.column.width


def _dress_alike(cells: "xlwings.Range", like: "xlwings.Range") -> None:
    """The neighbour's font, as far as it has one."""
    for name in ("name", "size", "bold"):
        value = getattr(like.font, name)
        if value is not None:
            setattr(cells.font, name, value)


def _row(grid: Grid, row: int) -> Sequence[object]:
    return grid[row - 1] if 0 < row <= len(grid) else ()


def _at(grid: Grid, row: int, column: int) -> object:
    values = _row(grid, row)
    return values[column - 1] if column <= len(values) else ""


def _width(row: Sequence[object]) -> int:
    return max(
        (number for number, value in enumerate(row, start=1) if value not in ("", None)), default=0
    )
