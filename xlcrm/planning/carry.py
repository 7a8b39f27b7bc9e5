"""What people typed into a tab, found again before the tab is made anew.

Single input cells are found by the template's coordinates, shifted by how far the tables above
them have grown; typed columns of a table by the row's key and the column's header; rows of a table
that only people fill are theirs as they stand. What has no place any more becomes a stray note
with its old label and cell. Nothing typed is ever lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlcrm.book.book import StandingTable
from xlcrm.book.template import Place, TableSlots, Template
from xlcrm.ooxml.a1 import cell_name
from xlcrm.sheets.frame import Grid

UNPLACED = "unplaced"
"""Name of the table that shows stray notes."""


@dataclass(frozen=True)
class Stray:
    """Something typed that has no place in the new tab."""

    label: str
    cell: str
    text: object


@dataclass(frozen=True, kw_only=True)
class Typed:
    """All that people typed into one tab."""

    cells: Mapping[Place, object] = field(default_factory=dict)
    """By the template's coordinates."""
    columns: Mapping[str, Mapping[str, Mapping[str, object]]] = field(default_factory=dict)
    """Table to row key to header to value, for typed columns of generated tables."""
    rows: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    """Rows of the tables that only people fill."""
    strays: tuple[Stray, ...] = ()


def typed_in(grid: Grid, standing: Sequence[StandingTable], template: Template) -> Typed:
    """What people typed into a tab made from `template`."""
    found = _Tab(grid, template, _paired(standing, template))
    cells, covered = found.single_cells()
    columns: dict[str, dict[str, dict[str, object]]] = {}
    rows: dict[str, list[dict[str, object]]] = {}
    strays: list[Stray] = []
    for name, (slots, area) in found.tables.items():
        covered |= found.area(area)
        if name == UNPLACED:
            strays += found.earlier_strays(slots, area)
        elif slots.typed:
            rows[name] = found.typed_rows(slots, area)
        else:
            columns[name] = found.typed_columns(slots, area)
    strays += found.outside(covered)
    return Typed(cells=cells, columns=columns, rows=rows, strays=tuple(strays))


def _paired(
    standing: Sequence[StandingTable], template: Template
) -> dict[str, tuple[TableSlots, StandingTable]]:
    """Template tables with the standing table that has the same headers."""
    by_headers = {table.headers: table for table in standing}
    pairs = {}
    for name, slots in template.tables.items():
        area = by_headers.get(tuple(slot.header for slot in slots.slots))
        if area:
            pairs[name] = (slots, area)
    return pairs


class _Tab:
    def __init__(
        self,
        grid: Grid,
        template: Template,
        tables: dict[str, tuple[TableSlots, StandingTable]],
    ) -> None:
        self.grid = grid
        self.template = template
        self.tables = tables

    def single_cells(self) -> tuple[dict[Place, object], set[Place]]:
        """Typed values by template place, and every place the template's cells now stand at."""
        typed: dict[Place, object] = {}
        covered: set[Place] = set()
        for place in self.template.cut.cells:
            now = (self.row_now(place[0]), place[1])
            covered.add(now)
            value = self.at(*now)
            if place in self.template.inputs and value != "":
                typed[place] = value
        return typed, covered

    def row_now(self, row: int) -> int:
        """Where a template row stands in the tab, after the tables above it have grown."""
        above = [
            (slots.first_row + slots.rows - 1, area.last_row)
            for slots, area in self.tables.values()
            if slots.first_row + slots.rows - 1 < row
        ]
        before, now = max(above, default=(0, 0))
        return row + now - before

    def typed_rows(self, slots: TableSlots, area: StandingTable) -> list[dict[str, object]]:
        """Rows of a table that only people fill; blank ones left out."""
        rows = [self._record(slots, area, row) for row in _rows(area)]
        return [row for row in rows if any(value != "" for value in row.values())]

    def typed_columns(self, slots: TableSlots, area: StandingTable) -> dict[str, dict[str, object]]:
        """Typed values of a generated table by the key in its first column."""
        typed_headers = [slot.header for slot in slots.slots if slot.typed]
        found: dict[str, dict[str, object]] = {}
        for row in _rows(area):
            record = self._record(slots, area, row)
            values = {name: record[name] for name in typed_headers if record[name] != ""}
            if values:
                found[str(self.at(row, area.first_column))] = values
        return found

    def earlier_strays(self, slots: TableSlots, area: StandingTable) -> list[Stray]:
        """Notes already unplaced last time."""
        rows = [list(self._record(slots, area, row).values()) for row in _rows(area)]
        return [Stray(str(row[0]), str(row[1]), row[2]) for row in rows if row[2] != ""]

    def outside(self, covered: set[Place]) -> list[Stray]:
        """What stands where the template has nothing."""
        return [
            Stray("", cell_name(row, column), value)
            for row, values in enumerate(self.grid, start=1)
            for column, value in enumerate(values, start=1)
            if value not in ("", None) and (row, column) not in covered
        ]

    def area(self, table: StandingTable) -> set[Place]:
        """Every cell of a standing table, header included."""
        columns = range(table.first_column, table.first_column + len(table.headers))
        return {
            (row, column)
            for row in range(table.first_row - 1, table.last_row + 1)
            for column in columns
        }

    def at(self, row: int, column: int) -> object:
        """The value of a cell, "" outside the grid."""
        if row > len(self.grid) or column > len(self.grid[row - 1]):
            return ""
        return self.grid[row - 1][column - 1]

    def _record(self, slots: TableSlots, area: StandingTable, row: int) -> dict[str, object]:
        return {
            slot.header: self.at(row, area.first_column + offset)
            for offset, slot in enumerate(slots.slots)
        }


def _rows(area: StandingTable) -> range:
    return range(area.first_row, area.last_row + 1)
