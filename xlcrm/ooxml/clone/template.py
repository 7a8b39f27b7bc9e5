"""One template sheet and the tabs stamped from it."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from xlcrm.ooxml.a1 import Area, cell_name
from xlcrm.ooxml.cells import Value
from xlcrm.ooxml.clone.binding import Binding
from xlcrm.ooxml.clone.pieces import Tab
from xlcrm.ooxml.clone.placing import Place
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.clone.source import Source
from xlcrm.ooxml.clone.tab_rows import RowValue
from xlcrm.ooxml.clone.tables import TemplateTable
from xlcrm.ooxml.errors import OoxmlError, Refused

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_VISIBILITIES = ("visible", "hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of the template: a constant or a formula (as written, without "="), its style."""

    value: str | float | bool | None
    formula: str | None
    style: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A tab that was stamped. `table_names`: the template's table names to those in the target."""

    name: str
    table_names: Mapping[str, str]
    rows: RowMap
    _blocks: Mapping[str, TemplateTable]

    def row_of(self, template_row: int) -> int:
        """The row in the tab of a row of the template."""
        return self.rows.row(template_row)

    def table_rows(self, table: str) -> tuple[int, int]:
        """First and last body row of a table in the tab, by its name in the template."""
        found = self._blocks[table]
        if any(block.name == table for block in self.rows.blocks):
            return self.rows.body(found.block)
        return self.rows.row(found.first_row), self.rows.row(found.last_row)


class SheetTemplate:
    """One sheet of a template workbook, ready to be stamped.

    Raises Refused for what cannot be cloned: pivot tables, form controls, foreign links.
    """

    def __init__(self, source: "Workbook", sheet: str) -> None:
        self._source = Source(source, sheet)
        self.names: Mapping[str, str] = self._source.names
        self.tables: Mapping[str, TemplateTable] = self._source.tables
        self.merged: Sequence[Area] = self._source.merged
        self.cells: Mapping[tuple[int, int], TemplateCell] = {
            place: TemplateCell(
                cell.value, cell.formula_text, cell.style, source.styles.locked(cell.style)
            )
            for place, cell in self._source.cells.items()
        }
        self._bindings: WeakKeyDictionary[Workbook, Binding] = WeakKeyDictionary()

    def stamp(
        self,
        target: "Workbook",
        name: str,
        *,
        cells: Mapping[tuple[int, int], Value] | None = None,
        tables: Mapping[str, Sequence[Sequence[RowValue]]] | None = None,
        at: int | None = None,
        replace: str | None = None,
        visibility: str = "visible",
        names: Mapping[str, str] | None = None,
    ) -> Stamp:
        """Add a tab `name` to the target, or let it take the place of the tab `replace`.

        `cells` go by the template's rows and columns (from 1). `tables` holds, for each table
        that grows, its rows, each as wide as the table; KEEP leaves the template's own cell, so
        that its formula is copied down. A table not named keeps its sample rows.
        A formula given as a value is written as it is, in the tab's own rows. `names` are hidden
        names of the tab's own, beside those of its template.

        Raises OoxmlError ("no-such-table", "bad-table-row", "cell-in-table", "bad-sheet-name",
        "duplicate-name", "bad-visibility") and Refused ("merged-cell", "missing-sheet",
        "unsupported-part").
        """
        if visibility not in _VISIBILITIES:
            raise OoxmlError(
                "bad-visibility", f"{visibility!r} is none of {', '.join(_VISIBILITIES)}"
            )
        tab = Tab(name, cells or {}, tables or {})
        self._check(tab)
        binding = self._bindings.get(target)
        if binding is None or binding.package is not target.package:
            binding = self._bindings[target] = Binding(self._source, target)
        place = Place(at=at, replace=replace, visibility=visibility, names=names or {})
        rows, table_names = binding.stamp(target, tab, place)
        return Stamp(name, table_names, rows, self.tables)

    def _check(self, tab: Tab) -> None:
        for name, rows in tab.tables.items():
            self._check_rows(name, rows)
        blocks = [self.tables[name].block for name in tab.tables]
        for row, column in tab.cells if blocks else ():
            if any(b.first <= row <= b.last and b.left <= column <= b.right for b in blocks):
                place = cell_name(row, column)
                raise OoxmlError("cell-in-table", f"{place} lies in a table that is given rows")
        for area in self._source.merged:
            for cell in tab.cells.keys() & set(area.cells()) - {(area.top, area.left)}:
                raise Refused(
                    "merged-cell",
                    f"this cell is part of the merged cell {area}",
                    cell=cell_name(*cell),
                )

    def _check_rows(self, name: str, rows: Sequence[Sequence[RowValue]]) -> None:
        if name not in self.tables:
            near = difflib.get_close_matches(name, self.tables, n=3, cutoff=0.5)
            known = ", ".join(near or self.tables)
            raise OoxmlError("no-such-table", f"the template has no table {name!r}", detail=known)
        width = len(self.tables[name].columns)
        for number, row in enumerate(rows):
            if len(row) != width:
                raise OoxmlError(
                    "bad-table-row",
                    f"row {number + 1} for the table {name} has {len(row)} values, not {width}",
                )
