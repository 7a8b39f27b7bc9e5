"""A workbook open in a spreadsheet program, through xlwings: the Book protocol for the desk.

Everything is collected; `save` hands it to the program in one go and leaves it to the user whether
the workbook goes to disk. What is ours is remembered by the same hidden names as in files, so a
workbook may go from one door to the other. xlwings itself is imported by whoever opens the book.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xlcrm.book.book import OwnedColumn, Written
from xlcrm.book.errors import told
from xlcrm.book.file import MARKS, TAB_NAME, TAB_RECORD
from xlcrm.book.file_tabs import read_record, record_text
from xlcrm.book.live_cells import LiveCells, written
from xlcrm.book.live_columns import LiveColumns
from xlcrm.book.live_host import day_one_of, path_of, told_by_host, undisturbed
from xlcrm.book.live_marks import clear_marks, mark_sheet
from xlcrm.book.live_names import column_owners, our_names
from xlcrm.book.live_tabs import Placement, TabStage, copies_of, references_kept
from xlcrm.book.standing import StandingTab
from xlcrm.book.tab_names import free_name
from xlcrm.book.template import Tab
from xlcrm.sheets.frame import Grid
from xlcrm.sheets.remarks import States

if TYPE_CHECKING:
    import xlwings


class LiveBook:
    """An open workbook. Raises BookError, in the user's words; `save` puts nothing on disk."""

    def __init__(self, book: "xlwings.Book") -> None:
        self.host = book
        self.name = book.name
        self.path: Path = path_of(book)
        self._cells: dict[str, LiveCells] = {}
        self._stage: TabStage | None = None
        self._placements: dict[str, Placement] = {}
        self._steps: list[Callable[[], None]] = []
        with told_by_host(self.path):
            self._sheets = [sheet.name for sheet in book.sheets]
            self._names = our_names(book)
        self._owned = self._constants(TAB_NAME)
        self._records = {s: read_record(text) for s, text in self._constants(TAB_RECORD).items()}

    def _constants(self, name: str) -> dict[str, str]:
        """Sheet to the text that its hidden name holds."""
        return {
            each.sheet: each.refers_to.strip('"').replace('""', '"')
            for each in self._names
            if each.name == name and each.sheet
        }

    def sheet_names(self) -> list[str]:
        """All sheets, in tab order, as they will be."""
        return list(self._sheets)

    def cell_sheets(self) -> list[str]:
        """The sheets that hold cells: programs keep chart sheets apart."""
        return list(self._sheets)

    def owned_sheets(self) -> dict[str, str]:
        """Sheets we made, with what they are."""
        return {sheet: what for sheet, what in self._owned.items() if sheet in self._sheets}

    def read(self, sheet: str) -> Grid:
        """A sheet's values, as the program shows them now."""
        return self._read(sheet).grid()

    def states(self, sheet: str) -> States:
        """What a sheet's values do not tell: errors, and where formulas stand."""
        return self._read(sheet).states()

    def _read(self, sheet: str) -> LiveCells:
        if sheet not in self._cells:
            with told_by_host(self.path):
                self._cells[sheet] = LiveCells(self.host.sheets[sheet])
        return self._cells[sheet]

    def day_one(self) -> date:
        """The day that dates are counted from."""
        with told_by_host(self.path):
            return day_one_of(self.host)

    def standing(self, sheet: str) -> StandingTab:
        """A tab of ours as people left it; the first one asked for fetches all with records."""
        if self._stage is None:
            self._stage = TabStage()
            with told_by_host(self.path), undisturbed(self.host):
                self._stage.take_out(self.host, [s for s in self._sheets if s in self._records])
        return self._stage.standing(sheet)

    def write_columns(
        self, sheet: str, *, header_row: int, last_row: int, columns: Sequence[OwnedColumn]
    ) -> list[Written]:
        """Write owned columns where they stand already, else to the right of everything."""
        with told_by_host(self.path), told(self.path):
            place = LiveColumns(
                self.host.sheets[sheet],
                self._read(sheet),
                self._names,
                header_row=header_row,
                last_row=last_row,
            )
            placed = place.place(columns)
        self._steps.append(lambda: place.apply(placed))
        return place.written(placed)

    def fix(self, sheet: str, cells: Mapping[str, object]) -> Written:
        """Write corrections into people's own cells, A1 address to value."""
        self._steps.append(lambda: self._fix(sheet, cells))
        return Written(sheet=sheet, cells=", ".join(cells), what="")

    def _fix(self, sheet: str, cells: Mapping[str, object]) -> None:
        for cell, value in cells.items():
            target = self.host.sheets[sheet].range(cell)
            look = target.number_format
            if look == "@" and not isinstance(value, str):
                target.number_format = "General"  # else the program would keep a text
            target.value = written(value)

    def put_tab(self, tab: Tab) -> Written:
        """Add a tab from its template, or replace the one with the same identity in its place."""
        old = self.sheet_of(tab.identity)
        name = old or free_name(tab.name, set(self._sheets))
        self._stage = self._stage or TabStage()
        before = self._before(tab) if not old else ""
        earlier = self._placements.pop(name, None)
        self._placements[name] = Placement(
            staged=self._stage.put(replace(tab, name=name)),
            name=name,
            names=_names(tab),
            replaces=earlier.replaces if earlier else old is not None,
            before=earlier.before if earlier else before,
            hidden=tab.hidden,
        )
        if not old:
            at = self._sheets.index(before) if before else len(self._sheets)
            self._sheets.insert(at, name)
        self._owned[name], self._records[name] = tab.identity, dict(tab.record)
        return Written(sheet=name, cells="", what=tab.name)

    def _before(self, tab: Tab) -> str:
        if tab.first:
            return self._sheets[0]
        return tab.before if tab.before in self._sheets else ""

    def record(self, sheet: str) -> Mapping[str, str]:
        """What we wrote down about a sheet of ours when we made it."""
        return self._records.get(sheet, {})

    def sheet_of(self, identity: str) -> str | None:
        """The sheet of ours with this identity; of several, the one nobody copied."""
        found = [sheet for sheet, what in self.owned_sheets().items() if what == identity]
        named = [sheet for sheet in found[1:] if self.record(sheet).get("name") == sheet]
        return next(iter([*named, *found]), None)

    def our_columns(self, sheet: str) -> dict[str, int]:
        """Owner, such as pareto.grade, to column number, for our columns on people's sheet."""
        owners = column_owners(self._names, sheet)
        return {owner: column for owner, (_, column) in owners.items()}

    def rename(self, sheet: str, name: str) -> str:
        """Give a sheet of ours another name, or the nearest free one; formulas follow it."""
        free = free_name(name, set(self._sheets) - {sheet})
        self._sheets[self._sheets.index(sheet)] = free
        self._owned[free], self._records[free] = self._owned.pop(sheet), self._records.pop(sheet)
        if self._stage:
            self._stage.rename(sheet, free)
        self._steps.append(lambda: setattr(self.host.sheets[sheet], "name", free))
        return free

    def copy_out(self, sheets: Sequence[str], path: Path) -> None:
        """A new workbook at `path` holding copies of these tabs of ours, as they stood."""
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with told_by_host(path), undisturbed(self.host):
            copies_of(self.host, sheets, path)

    def drop_tab(self, sheet: str) -> None:
        """Take out a tab of ours."""
        self._sheets.remove(sheet)
        self._steps.append(lambda: self._drop(sheet))

    def _drop(self, sheet: str) -> None:
        self.host.sheets[sheet].delete()

    def mark(self, cells: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Show findings in place by an overlay; replaces all earlier marks."""
        self._steps.append(lambda: self._mark(cells))

    def _mark(self, cells: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        for sheet in self.host.sheets:
            if sheet.name in self._owned:
                continue
            clear_marks(sheet)
            if sheet.name in cells:
                mark_sheet(sheet, cells[sheet.name], MARKS)

    def save(self) -> bool:
        """Hand everything to the program in one go; False when there was nothing to hand over."""
        if not self._steps and not self._placements:
            return False
        with told_by_host(self.path), undisturbed(self.host):
            for step in self._steps:
                step()
            if self._stage and self._placements:
                placements = list(self._placements.values())
                with references_kept(self.host, {p.name for p in placements if p.replaces}):
                    self._stage.bring_in(self.host, placements)
        self._steps, self._placements, self._stage = [], {}, None
        self._cells.clear()
        return True


def _names(tab: Tab) -> list[tuple[str, str]]:
    """The hidden names of a tab of ours."""
    names = [(TAB_NAME, '"' + tab.identity.replace('"', '""') + '"')]
    return [*names, (TAB_RECORD, record_text(tab.record))] if tab.record else names
