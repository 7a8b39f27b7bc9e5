"""Sheets and their tables."""

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.live.libreoffice.marks import Rules
from tests.live.libreoffice.names import Names
from tests.live.libreoffice.plain_errors import plain_errors
from tests.live.libreoffice.ranges import Range, range_of

if TYPE_CHECKING:
    from tests.live.libreoffice.engine import Book

ROWS = 1048576
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")


@plain_errors
class Sheets:
    def __init__(self, book: "Book") -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.document.Sheets

    @property
    def active(self) -> "Sheet":
        return self(self.book.front[0])

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self.book, self.api.getByIndex(at)) for at in range(len(self)))

    def __call__(self, key: int | str) -> "Sheet":
        if isinstance(key, int):
            return Sheet(self.book, self.api.getByIndex(key - 1))
        for name in self.api.ElementNames:
            if name.casefold() == key.casefold():
                return Sheet(self.book, self.api.getByName(name))
        raise KeyError(key)


@plain_errors
class Areas:
    """Several areas of a sheet, for rules over all of them."""

    def __init__(self, sheet: "Sheet", areas: list[Range]) -> None:
        self.sheet = sheet
        self.areas = areas

    @property
    def conditional_formats(self) -> Rules:
        return Rules(self.sheet, [area.cells.RangeAddress for area in self.areas])


@plain_errors
class Sheet:
    def __init__(self, book: "Book", table: Any) -> None:
        self.book = book
        self.table = table

    @property
    def api(self) -> Any:
        return self.table

    @property
    def name(self) -> str:
        return str(self.table.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.table.Name = value

    @property
    def index(self) -> int:
        return int(self.table.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.table.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.table.IsVisible = value

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def tables(self) -> "Tables":
        return Tables(self)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, ROWS, self.table.Columns.Count)

    @property
    def used_range(self) -> Range:
        cursor = self.table.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return range_of(self, cursor)

    def range(self, first: Any, second: Any = None) -> Any:
        if second is None:
            if isinstance(first, str) and "," in first:
                return Areas(self, [self._one(part) for part in first.split(",")])
            return self._one(first)
        start, end = self._one(first), self._one(second)
        rows = end.row + end.shape[0] - start.row
        return Range(self, start.row, start.column, rows, end.column + end.shape[1] - start.column)

    def _one(self, place: Any) -> Range:
        if isinstance(place, Range):
            return place
        if isinstance(place, tuple):
            return Range(self, *place, *(1, 1)[len(place) - 2 :])
        return range_of(self, self.table.getCellRangeByName(place.replace("$", "")))

    def activate(self) -> None:
        self.book.activate()
        self.book.front = self.name, "A1"

    def delete(self) -> None:
        for table in self.tables:
            table.delete()
        self.book.document.Sheets.removeByName(self.name)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        """Beside a sheet of the same workbook or of another, tables and all."""
        beside = before or after
        assert beside is not None
        at = beside.index - 1 if before else beside.index
        target = beside.book
        taken = set(target.document.Sheets.ElementNames)
        if target.document.RuntimeUID == self.book.document.RuntimeUID:
            numbered = (f"{self.name} ({number})" for number in count(2))
            target.document.Sheets.copyByName(
                self.name, next(n for n in numbered if n not in taken), at
            )
        else:
            target.document.Sheets.importSheet(self.book.document, self.name, at)
        target.sheets(at + 1).activate()
        for table in self.tables:
            target.sheets(at + 1).tables.add_copy(table)


@plain_errors
class Tables:
    """Database ranges: what the tables of a workbook become."""

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Any:
        return self.parent.book.document.DatabaseRanges

    def _all(self) -> list["Table"]:
        found = map(self.api.getByName, self.api.ElementNames)
        mine = self.parent.index - 1
        return [Table(self.parent, each) for each in found if each.DataArea.Sheet == mine]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator["Table"]:
        return iter(self._all())

    def __contains__(self, key: str) -> bool:
        return any(table.name == key for table in self._all())

    def __call__(self, key: int | str) -> "Table":
        tables = self._all()
        if isinstance(key, int):
            return tables[key - 1]
        return next(table for table in tables if table.name == key)

    def add_copy(self, table: "Table") -> None:
        """A table where the other one stands on its sheet, under a name nobody has."""
        area = table.api.DataArea
        area.Sheet = self.parent.index - 1
        names = [table.name, *(f"{table.name}{number}" for number in range(2, 1000))]
        free = next(name for name in names if not self.api.hasByName(name))
        self.api.addNewByName(free, area)


@plain_errors
class Table:
    def __init__(self, sheet: Sheet, api: Any) -> None:
        self.parent = sheet
        self.api = api

    @property
    def name(self) -> str:
        return str(self.api.Name)

    display_name = name

    @property
    def range(self) -> Range:
        area = self.api.DataArea
        rows = area.EndRow - area.StartRow + 1
        columns = area.EndColumn - area.StartColumn + 1
        return Range(self.parent, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    def resize(self, range: Any) -> None:
        self.api.setDataArea(range.impl.cells.RangeAddress)

    def delete(self) -> None:
        Tables(self.parent).api.removeByName(self.name)
