"""Defined names of an open workbook, in the words of the file layer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xlcrm.book.live_host import hide
from xlcrm.ooxml import DefinedName

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


def define(owner: "xlwings.Book | xlwings.Sheet", names: Iterable[tuple[str, str]]) -> None:
    """Give a workbook or a sheet hidden names: (name, what it refers to without "=")."""
    for name, refers_to in names:
        hide(owner.names.add(name, f"={refers_to}"))
