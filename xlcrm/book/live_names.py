"""Defined names of an open workbook, in the words of the file layer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xlcrm.book.live_host import hide
from xlcrm.book.owned_columns import COLUMN_NAME, row_of
from xlcrm.ooxml import DefinedName
from xlcrm.ooxml.a1 import parse_cell

if TYPE_CHECKING:
    import xlwings

OURS = "_xlcrm."
"""How every name of ours begins."""


def our_names(book: "xlwings.Book") -> list[DefinedName]:
    """The names of ours, of the workbook and of its sheets."""
    return [
        _defined(name.name, name.refers_to or "")
        for name in book.names
        if name.name.rpartition("!")[2].startswith(OURS)
    ]


def _defined(name: str, refers_to: str) -> DefinedName:
    sheet, local, own = name.rpartition("!")
    scope = sheet.removeprefix("'").removesuffix("'").replace("''", "'") if local else None
    return DefinedName(own, refers_to.removeprefix("="), scope, hidden=True)


def column_owners(names: Iterable[DefinedName], sheet: str) -> dict[str, tuple[int, int]]:
    """Owner to header row and column number, for the columns of ours on a sheet."""
    found = {}
    for name in names:
        place, _, cell = name.refers_to.rpartition("!")
        mine = place.removeprefix("'").removesuffix("'").replace("''", "'") == sheet
        if name.sheet is None and mine and row_of(cell):
            found[name.name.removeprefix(COLUMN_NAME)] = parse_cell(cell)
    return found


def define(owner: "xlwings.Book | xlwings.Sheet", names: Iterable[tuple[str, str]]) -> None:
    """Give a workbook or a sheet hidden names: (name, what it refers to without "=")."""
    for name, refers_to in names:
        hide(owner.names.add(name, f"={refers_to}"))
