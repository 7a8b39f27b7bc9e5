"""Tabs on their way into an open workbook, and out of it: as files, which the program copies.

The file layer fills a template the same way for both doors: tables grow, charts follow, notes and
colours are put back. For an open workbook it does so in a file of its own; the program opens that
and copies the finished sheets over, with everything on them. A tab of which we must know every
format, lock and note goes the other way first.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from xlcrm.book.file import HOLDER, FileBook
from xlcrm.book.live_cells import two_dimensional
from xlcrm.book.live_names import OURS, define
from xlcrm.book.standing import StandingTab
from xlcrm.book.template import Tab
from xlcrm.ooxml.a1 import cell_name
from xlcrm.shipped import template_path

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A finished tab and where it goes."""

    staged: str
    """The sheet's name in the file it was made in."""
    name: str
    names: Sequence[tuple[str, str]]
    """Hidden names of the tab's own: what it is, what we wrote down about it."""
    replaces: bool = False
    before: str = ""
    """The sheet it stands before; "" for after all others."""
    hidden: bool = False


class TabStage:
    """The file in which tabs for an open workbook are made; it goes when the stage goes."""

    def __init__(self) -> None:
        folder = Path(mkdtemp(prefix="xlcrm-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        self._path = folder / "tabs.xlsx"
        self._file: FileBook | None = None

    def take_out(self, book: "xlwings.Book", sheets: Sequence[str]) -> None:
        """Begin with copies of some sheets, as they stand in the program now."""
        copies_of(book, sheets, self._path)
        self._file = FileBook(self._path)

    def standing(self, sheet: str) -> StandingTab:
        """A tab that was taken out."""
        return self._opened().standing(sheet)

    def rename(self, sheet: str, name: str) -> None:
        """Follow a renaming in the open workbook, if the sheet was taken out."""
        if sheet in self._opened().sheet_names():
            self._opened().rename(sheet, name)

    def put(self, tab: Tab) -> str:
        """Make a tab; the name of its sheet in the file."""
        return self._opened().put_tab(replace(tab, before="", first=False, hidden=False)).sheet

    def bring_in(self, book: "xlwings.Book", placements: Sequence[Placement]) -> None:
        """Let the program copy the finished tabs into the workbook."""
        self._opened().save()
        with _closed_again(book.app.books.open(str(self._path))) as source:
            for each in placements:
                _bring_in(book, source.sheets[each.staged], each)

    def _opened(self) -> FileBook:
        if self._file is None:
            copyfile(template_path("snapshot", "en"), self._path)
            self._file = FileBook(self._path)
            self._file.rename(self._file.sheet_names()[0], HOLDER)
        return self._file


def copies_of(book: "xlwings.Book", sheets: Sequence[str], path: Path) -> None:
    """A new workbook at `path` holding the program's copies of some sheets."""
    with _closed_again(book.app.books.add()) as made:
        for spare in list(made.sheets)[1:]:
            spare.delete()
        made.sheets[0].name = HOLDER
        for sheet in sheets:
            book.sheets[sheet].copy(after=made.sheets[-1])
        made.sheets[HOLDER].delete()
        made.save(str(path))


@contextmanager
def _closed_again(book: "xlwings.Book") -> Iterator["xlwings.Book"]:
    try:
        yield book
    finally:
        book.close()


def _bring_in(book: "xlwings.Book", sheet: "xlwings.Sheet", each: Placement) -> None:
    if each.replaces or each.before:
        made = sheet.copy(before=book.sheets[each.name if each.replaces else each.before])
    else:
        made = sheet.copy(after=book.sheets[-1])
    if each.replaces:
        book.sheets[each.name].delete()
    made.name = each.name
    if each.hidden:
        made.visible = False
    for name in [name for name in made.names if name.name.rpartition("!")[2].startswith(OURS)]:
        name.delete()
    define(made, each.names)


@contextmanager
def references_kept(book: "xlwings.Book", tabs: Collection[str]) -> Iterator[None]:
    """People's formulas and names that speak of some tabs, written anew afterwards.

    A sheet that is replaced takes what refers to it along; its successor has the same name.
    """
    if not tabs:
        yield
        return
    quoted = (re.escape(tab.replace("'", "''")) for tab in tabs)
    mention = re.compile(rf"(?<!\w)(?:{'|'.join(quoted)})'?!")
    sheets = [sheet for sheet in book.sheets if sheet.name not in tabs]
    formulas = [found for sheet in sheets for found in _mentions(sheet, mention)]
    names = [
        (name.name, refers_to)
        for name in book.names
        if mention.search(refers_to := name.refers_to or "")
        and not mention.match(name.name.lstrip("'"))
    ]
    yield
    for sheet, cell, formula in formulas:
        book.sheets[sheet].range(cell).formula = formula
    for known, place in names:
        book.names[known].refers_to = place


def _mentions(sheet: "xlwings.Sheet", mention: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Sheet, cell and formula wherever a formula of one cell speaks of these tabs."""
    used = sheet.used_range
    for row, texts in enumerate(two_dimensional(used.formula, used.shape), start=used.row):
        for column, text in enumerate(texts, start=used.column):
            if isinstance(text, str) and text.startswith("=") and mention.search(text):
                cell = sheet.range((row, column))
                if not cell.has_array:
                    yield sheet.name, cell_name(row, column), str(cell.formula)
