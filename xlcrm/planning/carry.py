"""What people left on a tab, found again before the tab is made anew.

Where a value belongs is told, in this order, by the name of its cell; by its table's row and
column header; by its place, if the template's layout is still the one the tab was made from.
What has no place any more becomes a stray note with its old label and cell. Nothing typed is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from xlcrm.book.standing import StandingTab, StandingTable
from xlcrm.book.template import Kept, Place, TableSlots, Template
from xlcrm.ooxml.a1 import cell_name

UNPLACED = "unplaced"
"""Name of the table that shows stray notes."""

LAYOUT = "layout"
"""Entry of a tab's record: the layout of the template it was made from."""

NUMBERED = re.compile(r"_\d+$")
"""What a stamped table's name has more than its template's."""


@dataclass(frozen=True)
class Stray:
    """Something typed that has no place in the new tab."""

    label: str
    cell: str
    text: object


@dataclass(frozen=True, kw_only=True)
class TypedRow:
    """One row of a table as it stands: every value by header, and what people put on its cells."""

    key: str
    values: Mapping[str, object]
    cells: Mapping[str, str]
    """Header to the cell's address."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """Header to note and colour."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """All that people left on one tab."""

    cells: Mapping[Place, object] = field(default_factory=dict)
    """Values of single inputs, by the template's coordinates."""
    rows: Mapping[str, Sequence[TypedRow]] = field(default_factory=dict)
    """Rows of every table, from top to bottom."""
    kept: Mapping[Place, Kept] = field(default_factory=dict)
    """Notes and colours of single cells, by the template's coordinates."""
    strays: tuple[Stray, ...] = ()


def typed_in(tab: StandingTab, template: Template) -> Typed:
    """What people left on a tab made from `template`, or from an earlier version of it."""
    found = _Left(tab, template)
    rows = {name: found.rows(*pair) for name, pair in found.tables.items()}
    cells = found.inputs()
    return Typed(
        cells=cells,
        rows={name: each for name, each in rows.items() if name != UNPLACED},
        kept=found.kept_single(),
        strays=(*_earlier(rows.get(UNPLACED, ())), *found.strays()),
    )


def key_text(value: object) -> str:
    """A row's key as text: 7.0 and "7" are one key, and so are a day and its midnight.

    >>> key_text(7.0), key_text("A001"), key_text(None), key_text(datetime(2026, 12, 1))
    ('7', 'A001', '', '2026-12-01')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value).strip()


def _earlier(rows: Sequence[TypedRow]) -> Iterator[Stray]:
    """Notes already unplaced last time."""
    for row in rows:
        label, cell, text, *_ = (*row.values.values(), "", "", "")
        if text != "":
            yield Stray(str(label), str(cell), text)


class _Left:
    def __init__(self, tab: StandingTab, template: Template) -> None:
        self.tab = tab
        self.template = template
        self.unmoved = tab.record.get(LAYOUT) == template.layout
        self.tables = dict(_paired(tab, template))
        self.places = self._places()
        self.covered = set(self.places.values())

    def _places(self) -> dict[Place, Place]:
        """Template place to where it stands in the tab: by name, else by an unmoved layout."""
        cells = self.template.cut.cells if self.unmoved else {}
        places = {place: (self._row_now(place[0]), place[1]) for place in cells}
        for place, name in self.template.inputs.items():
            if name in self.tab.names:
                places[place] = self.tab.names[name]
        return places

    def _row_now(self, row: int) -> int:
        """Where a template row stands in the tab, after the tables above it have grown."""
        above = [
            (slots.first_row + slots.rows - 1, area.last_row)
            for slots, area in self.tables.values()
            if slots.first_row + slots.rows - 1 < row
        ]
        before, now = max(above, default=(0, 0))
        return row + now - before

    def inputs(self) -> dict[Place, object]:
        """Typed values of single inputs."""
        found = {
            place: self.at(*self.places[place])
            for place in self.template.inputs
            if place in self.places and self.places[place] in self.tab.open_cells
        }
        return {place: value for place, value in found.items() if value != ""}

    def kept_single(self) -> dict[Place, Kept]:
        """Notes and colours of cells outside the tables."""
        kept = {place: self._kept(now) for place, now in self.places.items()}
        return {place: each for place, each in kept.items() if each}

    def rows(self, slots: TableSlots, area: StandingTable) -> list[TypedRow]:
        """Rows of one table; those that only people fill go on below it while they touch it."""
        columns = {header: area.first_column + at for at, header in enumerate(area.headers)}
        rows = []
        for row in self._body(slots, area):
            self.covered |= {(row, column) for column in columns.values()}
            kept = {header: self._kept((row, column)) for header, column in columns.items()}
            rows.append(
                TypedRow(
                    key=key_text(self.at(row, columns.get(slots.slots[0].header, 0))),
                    values={header: self.at(row, column) for header, column in columns.items()},
                    cells={header: cell_name(row, column) for header, column in columns.items()},
                    kept={header: each for header, each in kept.items() if each},
                )
            )
        return rows

    def _body(self, slots: TableSlots, area: StandingTable) -> Iterator[int]:
        self.covered |= {
            (area.first_row - 1, area.first_column + at) for at in range(len(area.headers))
        }
        yield from range(area.first_row, area.last_row + 1)
        row = area.last_row + 1
        while slots.typed and self._is_continued(row, area):
            yield row
            row += 1

    def _is_continued(self, row: int, area: StandingTable) -> bool:
        places = {(row, area.first_column + at) for at in range(len(area.headers))}
        return not places & self.covered and any(self.at(*place) != "" for place in places)

    def strays(self) -> Iterator[Stray]:
        """What stands where the new tab has nothing; run after `rows` and `inputs`."""
        for row, values in enumerate(self.tab.grid, start=1):
            for column, value in enumerate(values, start=1):
                place = (row, column)
                if value in ("", None) or place in self.covered:
                    continue
                if self.unmoved or place in self.tab.open_cells:
                    yield Stray(self._label(place), cell_name(*place), value)
        for place in sorted(self.tab.notes.keys() - self.covered):
            yield Stray(self._label(place), cell_name(*place), self.tab.notes[place])

    def _label(self, place: Place) -> str:
        """The nearest text to the left of a cell, else above it."""
        row, column = place
        left = [(row, each) for each in range(column - 1, 0, -1)]
        above = [(each, column) for each in range(row - 1, 0, -1)]
        texts = (self.at(*near) for near in (*left, *above) if near not in self.tab.open_cells)
        return next((text for text in texts if isinstance(text, str) and text), "")

    def _kept(self, place: Place) -> Kept | None:
        note, format = self.tab.notes.get(place), self.tab.formats.get(place)
        return None if note is None and format is None else Kept(note=note, format=format)

    def at(self, row: int, column: int) -> object:
        """The value of a cell, "" outside the grid."""
        if not 0 < row <= len(self.tab.grid) or not 0 < column <= len(self.tab.grid[row - 1]):
            return ""
        return self.tab.grid[row - 1][column - 1]


def _paired(
    tab: StandingTab, template: Template
) -> Iterator[tuple[str, tuple[TableSlots, StandingTable]]]:
    """Template tables with the standing table of their name, else of the same headers."""
    left = list(tab.tables)
    for name, slots in template.tables.items():
        headers = tuple(slot.header for slot in slots.slots)
        same = [t for t in left if t.headers == headers and _stem(t) == name.casefold()]
        near = [t for t in left if t.headers == headers or _stem(t) == name.casefold()]
        for table in (same or near)[:1]:
            left.remove(table)
            yield name, (slots, table)


def _stem(table: StandingTable) -> str:
    return NUMBERED.sub("", table.name).casefold()
