"""What differs between two workbooks, cell by cell, by key and not by position."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from xlcrm.book import BookError, FileBook, open_book, read_sheets
from xlcrm.book.backup import put_in_place
from xlcrm.book.errors import told
from xlcrm.language import Language
from xlcrm.master.entry import Entry, Plain, alike, plain_rows
from xlcrm.master.matching import key_of
from xlcrm.ooxml.a1 import cell_name
from xlcrm.report.comparison import Change, Page, RowKey, by_position, sheet_changes
from xlcrm.report.differences_tab import differences_tab
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.work import DEFAULTS, Options

MARKED = 20_000
"""Cells marked in the marked workbook (ours); the list names all."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What differs between two workbooks."""

    old: Path
    new: Path
    language: Language
    changes: Sequence[Change]
    marked: Path | None = None
    """The marked copy of the new one, where one was written."""


def diff(
    old: Path, new: Path, options: Options = DEFAULTS, *, output: Path | None = None
) -> Difference:
    """Compare two workbooks; `output` is a copy of the new one with marks and a list of changes.

    Sheets we know are compared by key, whatever their order, unit or language; other sheets by
    position; tabs that xlcrm made are left out. Values of private sheets are told only where the
    options say so. Raises BookError.
    """
    before, after = Side(old), Side(new)
    language = options.language or after.language
    changes = _changes(before, after)
    if not options.private:
        hidden = before.private | after.private
        changes = [_veiled(each) if each.sheet in hidden else each for each in changes]
    done = Difference(old=old, new=new, language=language, changes=changes)
    if output is None or options.dry_run:
        return done
    _write_marked(done, output)
    return replace(done, marked=output)


class Side:
    """One of the two workbooks, its sheets made comparable. Raises BookError."""

    def __init__(self, path: Path) -> None:
        self.book: FileBook = open_book(path)
        try:
            self.known = {sheet.name: sheet for sheet in read_sheets(self.book).values()}
        except BookError as error:
            if error.code != "nothing-recognised":
                raise
            self.known = {}
        ours = self.book.owned_sheets()
        self.names = [name for name in self.book.cell_sheets() if name not in ours]
        languages = [sheet.language for sheet in self.known.values()]
        self.language: Language = languages[0] if languages else "en"

    @property
    def private(self) -> set[str]:
        """Sheets of personal notes."""
        return {name for name, sheet in self.known.items() if sheet.model.SHEET.private}

    def pages(self) -> dict[str, Page]:
        """What a sheet is known by, its id or its name, to the sheet."""
        return {
            self.known[name].id if name in self.known else f"={name}": self._page(name)
            for name in self.names
        }

    def _page(self, name: str) -> Page:
        grid = self.book.read(name)
        sheet = self.known.get(name)
        return _by_key(sheet, grid) if sheet else by_position(name, grid)


def _by_key(sheet: SheetFrame, grid: Sequence[Sequence[object]]) -> Page:
    meaning = plain_rows(sheet, "zh")
    seen: Counter[str] = Counter()
    rows: dict[RowKey, int] = {}
    for row, values in meaning.items():
        key = _key(sheet, row, values)
        rows[key, seen[key]] = row
        seen[key] += 1
    columns, headers = _columns(sheet, grid)
    filled = {
        row: {name: values.get(name) for name in sheet.columns} for row, values in meaning.items()
    }
    return Page(
        name=sheet.name, grid=grid, rows=rows, columns=columns, headers=headers, meaning=filled
    )


def _key(sheet: SheetFrame, row: int, values: Mapping[str, Plain]) -> str:
    return key_of(Entry(source="", sheet=sheet.id, row=row, values=values), sheet.model)


def _columns(
    sheet: SheetFrame, grid: Sequence[Sequence[object]]
) -> tuple[dict[str, int], dict[str, str]]:
    """Fields by their names, all other columns by their headers."""
    fields = {f.name for f in fields_of(sheet.model)} & set(sheet.columns)
    columns = {name: sheet.columns[name] for name in sheet.columns if name in fields}
    headers = {name: " ".join(sheet.headers[name].text.split()) for name in columns}
    taken = set(columns.values())
    for number, header in enumerate(grid[sheet.header_row - 1], start=1):
        text = " ".join(str(header).split())
        if text and number not in taken:
            columns.setdefault(f"={text}", number)
            headers[f"={text}"] = text
    return columns, headers


def _changes(before: Side, after: Side) -> list[Change]:
    old, new = before.pages(), after.pages()
    found: list[Change] = []
    for sheet, page in new.items():
        if sheet in old:
            found += sheet_changes(old[sheet], page, cell_name=cell_name, same=_same)
        else:
            found.append(Change(kind="sheet-added", sheet=page.name))
    gone = [page for sheet, page in old.items() if sheet not in new]
    return found + [Change(kind="sheet-removed", sheet=page.name) for page in gone]


def _same(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    both = (int, float, bool)
    if isinstance(one, both) and isinstance(other, both):
        return alike(one, other)
    return one == other


def _veiled(change: Change) -> Change:
    """The change without what stands in the cells."""
    hidden = "•••"
    return replace(
        change,
        before=None if change.before is None else hidden,
        after=None if change.after is None else hidden,
    )


def _write_marked(done: Difference, output: Path) -> None:
    """A copy of the new workbook with its changes marked and listed."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / output.name
        with told(output):
            before = output.read_bytes() if output.exists() else None
            copyfile(done.new, copy)
        book = open_book(copy)
        marks: dict[str, dict[str, list[str]]] = {}
        for each in done.changes[:MARKED]:
            if each.cell:
                look = "warning" if each.kind == "changed" else "info"
                marks.setdefault(each.sheet, {}).setdefault(look, []).append(each.cell)
        book.mark(marks)
        book.put_tab(
            differences_tab(
                done.changes, old=done.old.name, new=done.new.name, language=done.language
            )
        )
        book.save()
        put_in_place(copy, output, before=before)
