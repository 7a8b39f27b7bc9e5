"""Defined names of a workbook or of one sheet."""

from typing import TYPE_CHECKING, Any, Optional

from tests.live.libreoffice.office import load_uno
from tests.live.libreoffice.plain_errors import plain_errors

if TYPE_CHECKING:
    from tests.live.libreoffice.engine import Book
    from tests.live.libreoffice.sheets import Sheet

ASKED_FIRST = "a_name_without_dots"
"""A new name may hold no dot; a name already there may be given one."""


@plain_errors
class Names:
    """The names of a sheet, or without one all names of the workbook."""

    def __init__(self, book: "Book", sheet: Optional["Sheet"] = None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return (self.sheet.table if self.sheet else self.book.document).NamedRanges

    def _all(self) -> list["Name"]:
        found = [Name(self.book, self.sheet, key) for key in self.api.ElementNames]
        if not self.sheet:
            for sheet in self.book.sheets:
                found += Names(self.book, sheet)._all()
        return found

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> "Name":
        if isinstance(key, int):
            return self._all()[key - 1]
        for name in self._all():
            if key.casefold() in (name.name.casefold(), name.key.casefold()):
                return name
        raise KeyError(key)

    def snapshot(self) -> list[tuple[str, "Name"]]:
        return [(name.name, name) for name in self._all()]

    def contains(self, key: int | str) -> bool:
        return any(key in (name.name, name.key) for name in self._all())

    def add(self, name: str, refers_to: str) -> "Name":
        if self.api.hasByName(name):
            self.api.removeByName(name)
        place = load_uno().createUnoStruct("com.sun.star.table.CellAddress")
        place.Sheet = self.sheet.index - 1 if self.sheet else 0
        self.api.addNewByName(ASKED_FIRST, "0", place, 0)
        self.api.getByName(ASKED_FIRST).Name = name
        made = Name(self.book, self.sheet, name)
        made.refers_to = refers_to
        return made


@plain_errors
class Name:
    def __init__(self, book: "Book", sheet: Optional["Sheet"], key: str) -> None:
        self.book = book
        self.sheet = sheet
        self.key = key

    @property
    def api(self) -> Any:
        return Names(self.book, self.sheet).api.getByName(self.key)

    @property
    def name(self) -> str:
        if not self.sheet:
            return self.key
        quoted = self.sheet.name.replace("'", "''")
        return f"'{quoted}'!{self.key}"

    @property
    def refers_to(self) -> str:
        name = self.api
        return "=" + str(self.book.parser.printFormula(name.getTokens(), name.ReferencePosition))

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        name = self.api
        tokens = self.book.parser.parseFormula(value.removeprefix("="), name.ReferencePosition)
        name.setTokens(tokens)

    def delete(self) -> None:
        Names(self.book, self.sheet).api.removeByName(self.key)
