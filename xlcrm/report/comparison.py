"""Two workbooks compared cell by cell: rows by their key, sheets nobody knows by position."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xlcrm.language import Text
from xlcrm.sheets.grid import Grid

Kind = Literal["changed", "added", "removed", "sheet-added", "sheet-removed"]

KINDS: dict[Kind, Text] = {
    "changed": Text("改动", "Changed"),
    "added": Text("新增行", "Row added"),
    "removed": Text("删除行", "Row removed"),
    "sheet-added": Text("新增工作表", "Sheet added"),
    "sheet-removed": Text("删除工作表", "Sheet removed"),
}
SIGNS: dict[Kind, str] = {
    "changed": "~",
    "added": "+",
    "removed": "−",
    "sheet-added": "+",
    "sheet-removed": "−",
}
"""Shown before the word, so that colour is never the only signal."""

CellName = Callable[[int, int], str]
RowKey = tuple[str, int]
"""What a row is known by, and which of several of that key it is."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between a workbook and a later one."""

    kind: Kind
    sheet: str
    """Name in the later workbook; in the earlier one for what was removed."""
    key: str = ""
    """What the row is about."""
    header: str = ""
    cell: str = ""
    """A1 address in the later workbook, of a row's first cell; "" where it has none."""
    was_cell: str = ""
    """The same in the earlier workbook."""
    before: object = None
    after: object = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet as it is compared."""

    name: str
    grid: Grid
    rows: Mapping[RowKey, int]
    """Rows by what they are known by."""
    columns: Mapping[str, int]
    """What a column is known by, such as its header, to its number."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The same to the header people see, where it differs."""
    meaning: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    """Row and column to what a cell means whatever its unit or language, where that is known."""

    def value(self, row: int, column: str) -> object:
        """What a cell holds; None where it is empty."""
        number = self.columns.get(column, 0)
        cells = self.grid[row - 1] if 0 < row <= len(self.grid) else ()
        value = cells[number - 1] if 0 < number <= len(cells) else None
        return None if value == "" else value

    def meant(self, row: int, column: str) -> object:
        """What a cell means."""
        return self.meaning.get(row, {}).get(column, self.value(row, column))


def by_position(name: str, grid: Grid) -> Page:
    """A sheet nobody knows: every row and column is known by its number."""
    width = max(map(len, grid), default=0)
    return Page(
        name=name,
        grid=grid,
        rows={("", row): row for row in range(1, len(grid) + 1)},
        columns={str(column): column for column in range(1, width + 1)},
        headers={str(column): "" for column in range(1, width + 1)},
    )


def sheet_changes(
    old: Page, new: Page, *, cell_name: CellName, same: Callable[[object, object], bool]
) -> list[Change]:
    """What differs, in the order of the later sheet, what was removed at the end."""
    columns = list(dict.fromkeys([*new.columns, *old.columns]))
    found: list[Change] = []
    for key, row in new.rows.items():
        was = old.rows.get(key)
        if was is None:
            found += _whole_row("added", new, key, row, cell_name)
            continue
        found += [
            _cell_change(old, new, (was, row), (key, column), cell_name)
            for column in columns
            if not same(old.meant(was, column), new.meant(row, column))
        ]
    for key, row in old.rows.items():
        if key not in new.rows:
            found += _whole_row("removed", old, key, row, cell_name)
    return found


def _whole_row(
    kind: Literal["added", "removed"], page: Page, key: RowKey, row: int, cell_name: CellName
) -> Sequence[Change]:
    """A row that only one of the two has; nothing where it is empty."""
    values = [page.value(row, column) for column in page.columns]
    filled = [value for value in values if value is not None]
    if not filled:
        return ()
    cell = cell_name(row, min(page.columns.values()))
    if kind == "added":
        return (Change(kind=kind, sheet=page.name, key=key[0], cell=cell, after=tuple(filled)),)
    return (Change(kind=kind, sheet=page.name, key=key[0], was_cell=cell, before=tuple(filled)),)


def _cell_change(
    old: Page, new: Page, rows: tuple[int, int], place: tuple[RowKey, str], cell_name: CellName
) -> Change:
    (was, row), (key, column) = rows, place
    headers = {**old.headers, **new.headers}
    return Change(
        kind="changed",
        sheet=new.name,
        key=key[0],
        header=headers.get(column, column),
        cell=cell_name(row, new.columns[column]) if column in new.columns else "",
        was_cell=cell_name(was, old.columns[column]) if column in old.columns else "",
        before=old.value(was, column),
        after=new.value(row, column),
    )
