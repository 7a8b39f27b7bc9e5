"""A workbook on disk, edited in its package: only what we write differs, byte for byte.

Everything is changed in memory; `save` writes once. What is ours is remembered in the workbook by
hidden defined names, which follow their cells when people insert columns or rename sheets:

    _xlcrm.pareto.grade    the header cell of a column we own (whole workbook)
    _xlcrm.tab             what a sheet of ours is (local to the sheet)
    _xlcrm.record          what we wrote down about it (local to the sheet)
    _xlcrm.formats         the workbook's cell formats before the sheet came (local to the sheet)
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import cast

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum

from xlcrm.book.backup import backups, drop_oldest, keep_original
from xlcrm.book.book import OwnedColumn, Written
from xlcrm.book.errors import told
from xlcrm.book.file_tabs import put_back, read_record, record_text, standing_tab
from xlcrm.book.in_use import refuse_if_open, refuse_if_read_only
from xlcrm.book.lock import only_writer
from xlcrm.book.owned_columns import COLUMN_NAME, OwnedColumns
from xlcrm.book.standing import StandingTab
from xlcrm.book.tab_names import free_name
from xlcrm.book.template import Kept, Linked, Place, Tab, TableSpot
from xlcrm.ooxml import Refused, Style, Workbook
from xlcrm.ooxml.a1 import Area, cell_name, parse_cell
from xlcrm.ooxml.cells import Value
from xlcrm.ooxml.clone import RowValue, SheetTemplate, Stamp
from xlcrm.ooxml.odd_cells import OddCell
from xlcrm.sheets.coerce import DAY_ONE_1900, DAY_ONE_1904
from xlcrm.sheets.grid import ColumnGrid, Grid
from xlcrm.sheets.remarks import CellState, States
from xlcrm.shipped import template_path

TAB_NAME = "_xlcrm.tab"
TAB_RECORD = "_xlcrm.record"
TAB_FORMATS = "_xlcrm.formats"

HOLDER = "_"
"""A new workbook's first sheet until it has others."""

MARKS = {
    "error": Style(fill="FFC7CE", font_color="9C0006"),
    "warning": Style(fill="FFEB9C", font_color="7F6000"),
    "info": Style(fill="DDEBF7", font_color="1F4E79"),
}
"""How a marked cell looks, by severity."""


class FileBook:
    """A workbook file. Raises BookError, in the user's words; never leaves a half-written file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        with told(path):
            self._workbook = Workbook.open(path)
        self._values: CalamineWorkbook | None = None
        self._odd: dict[str, Future[dict[tuple[int, int], OddCell]]] = {}
        self._formulas: dict[str, dict[int, array[int]]] = {}

    def sheet_names(self) -> list[str]:
        """All sheets, in tab order."""
        return self._workbook.sheet_names

    def cell_sheets(self) -> list[str]:
        """The sheets that hold cells, in tab order."""
        with told(self.path):
            return [meta.name for meta in self._calamine().sheets_metadata if _holds_cells(meta)]

    def owned_sheets(self) -> dict[str, str]:
        """Sheets we made, with what they are."""
        return {
            name.sheet: name.refers_to.strip('"').replace('""', '"')
            for name in self._workbook.defined_names
            if name.name == TAB_NAME and name.sheet
        }

    def read(self, sheet: str) -> Grid:
        """A sheet's values as they were when the file was opened."""
        with ThreadPoolExecutor(max_workers=1) as aside:  # calamine lets others work meanwhile
            self._odd[sheet] = aside.submit(self._odd_cells, sheet)
            return self._grid(sheet)

    def states(self, sheet: str) -> States:
        """What a sheet's values do not tell: errors, formulas, formulas never calculated."""
        with told(self.path):
            odd = self._odd.pop(sheet).result() if sheet in self._odd else self._odd_cells(sheet)
            return {place: CellState(cell.kind, cell.text) for place, cell in odd.items()}

    def day_one(self) -> date:
        """The day that dates are counted from."""
        return DAY_ONE_1904 if self._workbook.date_system == 1904 else DAY_ONE_1900

    def standing(self, sheet: str) -> StandingTab:
        """A tab of ours as people left it."""
        with told(self.path):
            grid = [*self._grid(sheet)]
            return standing_tab(self._workbook, sheet, grid, self.record(sheet))

    def write_columns(
        self, sheet: str, *, header_row: int, last_row: int, columns: Sequence[OwnedColumn]
    ) -> list[Written]:
        """Write owned columns where they stand already, else to the right of everything."""
        with told(self.path):
            if sheet not in self._formulas:
                self._odd_cells(sheet)
            place = OwnedColumns(
                self._workbook,
                sheet,
                self._grid(sheet),
                header_row=header_row,
                last_row=last_row,
                formulas=self._formulas[sheet],
            )
            return place.write(columns)

    def fix(self, sheet: str, cells: Mapping[str, object]) -> Written:
        """Write corrections into people's own cells, A1 address to value."""
        with told(self.path):
            self._workbook[sheet].write(cast("Mapping[str, Value]", cells))
        return Written(sheet=sheet, cells=", ".join(cells), what="")

    def fill(self, sheet: str, *, header_row: int, cells: Mapping[Place, object]) -> Written:
        """Write cells below a header row, (row, column) to value; its table grows to hold them."""
        with told(self.path):
            found = self._workbook[sheet]
            found.write({cell_name(*place): cast("Value", v) for place, v in cells.items()})
            last = max((row for row, _ in cells), default=0)
            for table in found.tables:
                area = Area.parse(table.ref)
                if area.top == header_row and area.bottom < last:
                    grown = Area(area.top, area.left, last, area.right)
                    found.resize_table(table.name, str(grown))
        return Written(sheet=sheet, cells="", what=sheet)

    def our_columns(self, sheet: str) -> dict[str, int]:
        """Owner, such as pareto.grade, to column number, for our columns on people's sheet."""
        found = {}
        for name in self._workbook.defined_names:
            place, _, cell = name.refers_to.rpartition("!")
            ours = name.name.startswith(COLUMN_NAME) and name.sheet is None
            if ours and place.strip("'").replace("''", "'") == sheet:
                found[name.name.removeprefix(COLUMN_NAME)] = parse_cell(cell)[1]
        return found

    def put_tab(self, tab: Tab) -> Written:
        """Add a tab from its template, or replace the one with the same identity in its place."""
        with told(self.path):
            old = self.sheet_of(tab.identity)
            name = old or free_name(tab.name, set(self.sheet_names()))
            formats = self._constant(old, TAB_FORMATS) if old else self._workbook.formats_extent
            tables = {key: tab.rows(slots) for key, slots in tab.template.tables.items()}
            stamp = tab.template.cut.stamp(
                self._workbook,
                name,
                cells=cast("dict[Place, Value]", tab.cells()),
                tables={key: _texts(rows) for key, rows in tables.items()},
                at=self._position(tab) if not old else None,
                replace=old,
                visibility="hidden" if tab.hidden else "visible",
                names=_names(tab, formats),
            )
            links = _links(tab, tables, stamp.table_rows)
            if links:
                self._workbook[name].set_links(links)
            put_back(self._workbook, name, _kept(tab, stamp))
        return Written(sheet=name, cells="", what=tab.name)

    def record(self, sheet: str) -> dict[str, str]:
        """What we wrote down about a sheet of ours when we made it."""
        return read_record(self._constant(sheet, TAB_RECORD))

    def _constant(self, sheet: str, name: str) -> str:
        """The text that a hidden name of a sheet holds, as it stands; "" without."""
        names = self._workbook.defined_names
        return next((n.refers_to for n in names if n.sheet == sheet and n.name == name), "")

    def sheet_of(self, identity: str) -> str | None:
        """The sheet of ours with this identity; of several, the one nobody copied."""
        found = [sheet for sheet, what in self.owned_sheets().items() if what == identity]
        named = [s for s in found[1:] if self.record(s).get("name") == s]
        return next(iter([*named, *found]), None)

    def rename(self, sheet: str, name: str) -> str:
        """Give a sheet of ours another name, or the nearest free one; returns what it is called.

        It keeps its name where formulas of other sheets refer to it.
        """
        free = free_name(name, set(self.sheet_names()) - {sheet})
        with told(self.path):
            try:
                self._workbook.rename_sheet(sheet, free)
            except Refused:
                return sheet
        return free

    def copy_out(self, sheets: Sequence[str], path: Path) -> None:
        """A new workbook at `path` holding copies of these tabs of ours, as they stood."""
        with told(self.path):
            before = Workbook.open(self.path)
            copy = Workbook.open(template_path("snapshot", "en"))
            for sheet in copy.sheet_names:
                copy.rename_sheet(sheet, HOLDER)
            for sheet in sheets:
                SheetTemplate(before, sheet).stamp(copy, sheet)
            copy.delete_sheet(HOLDER)
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            copy.save(path)

    def _position(self, tab: Tab) -> int | None:
        if tab.first:
            return 0
        names = self.sheet_names()
        return names.index(tab.before) if tab.before in names else None

    def drop_tab(self, sheet: str) -> None:
        """Take out a tab of ours, and the cell formats that came with it."""
        with told(self.path):
            formats = self._constant(sheet, TAB_FORMATS)
            self._workbook.delete_sheet(sheet)
            self._workbook.take_back_formats(formats.strip('"'))

    def mark(self, cells: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Show findings in place by an overlay; replaces all earlier marks."""
        with told(self.path):
            for name in self._workbook.sheet_names:
                if name in cells:
                    self._workbook[name].mark(cells[name], formats=MARKS)
                else:
                    self._clear_marks(name)

    def save(self) -> bool:
        """Write back once: backup, temporary file, self-check, atomic replacement."""
        with told(self.path), only_writer(self.path):
            kept: list[Path] = []

            def before(written: Path) -> None:
                """The last look, and the backup."""
                refuse_if_read_only(self.path)
                refuse_if_open(self.path)
                kept.append(keep_original(self.path, written))

            try:
                replaced = self._workbook.save(before=before, twins=backups(self.path))
            except BaseException:
                for copy in kept:
                    copy.unlink(missing_ok=True)
                raise
            drop_oldest(self.path)
        return replaced

    def _grid(self, sheet: str) -> ColumnGrid:
        with told(self.path):
            self._workbook[sheet].refuse_sprawl()
            cells = self._calamine().get_sheet_by_name(sheet)
            left = [""] * (cells.start[1] if cells.start else 0)
            return ColumnGrid(map(left.__add__, cells.iter_rows()) if left else cells.iter_rows())

    def _odd_cells(self, sheet: str) -> dict[tuple[int, int], OddCell]:
        """The odd cells of a sheet; what is remembered are their rows, by column."""
        odd = self._workbook[sheet].odd_cells()
        columns = self._formulas[sheet] = {}
        for row, column in odd:
            columns.setdefault(column, array("L")).append(row)
        return odd

    def _calamine(self) -> CalamineWorkbook:
        if self._values is None:
            self._workbook.read_through()
            self._values = CalamineWorkbook.from_path(str(self.path))
        return self._values

    def _clear_marks(self, sheet: str) -> None:
        if sheet in self.cell_sheets():
            self._workbook[sheet].clear_marks()


def open_book(path: Path) -> FileBook:
    """The workbook at `path`; raises BookError where there is none we can read."""
    return FileBook(path)


def report_book(tabs: Sequence[Tab], path: Path) -> None:
    """A new workbook at `path` holding nothing but these tabs; raises BookError."""
    if not tabs:
        raise ValueError("a workbook needs a sheet")
    source = tabs[0].template
    with told(path):
        book = FileBook(source.path)
        for tab in tabs:
            book.put_tab(tab)
        book.drop_tab(source.sheet)
        book._workbook.save(path)


def _names(tab: Tab, formats: str) -> dict[str, str]:
    """The hidden names of a tab of ours."""
    names = {TAB_NAME: '"' + tab.identity.replace('"', '""') + '"'}
    if formats:
        names[TAB_FORMATS] = '"' + formats.strip('"') + '"'
    return names | ({TAB_RECORD: record_text(tab.record)} if tab.record else {})


def _kept(tab: Tab, stamp: Stamp) -> dict[str, Kept]:
    """What people put on cells, by where these stand now."""
    kept = {}
    for spot, each in tab.kept.items():
        if isinstance(spot, TableSpot):
            first = stamp.table_rows(spot.table)[0]
            left = tab.template.tables[spot.table].first_column
            kept[cell_name(first + spot.row, left + spot.column)] = each
        else:
            kept[cell_name(stamp.row_of(spot[0]), spot[1])] = each
    return kept


def _holds_cells(meta: SheetMetadata) -> bool:
    return bool(meta.typ == SheetTypeEnum.WorkSheet)


def _texts(rows: Sequence[Sequence[object]]) -> list[list[RowValue]]:
    """Rows with linked values as their texts."""
    return [[cast(RowValue, v.text if isinstance(v, Linked) else v) for v in row] for row in rows]


def _links(
    tab: Tab,
    tables: Mapping[str, Sequence[Sequence[object]]],
    table_rows: Callable[[str], tuple[int, int]],
) -> dict[str, str]:
    """Cell to target for every linked value in the tab's tables."""
    links = {}
    for name, rows in tables.items():
        slots = tab.template.tables[name]
        for row, values in enumerate(rows, start=table_rows(name)[0] if rows else 1):
            for column, value in enumerate(values, start=slots.first_column):
                if isinstance(value, Linked):
                    links[cell_name(row, column)] = value.target
    return links
