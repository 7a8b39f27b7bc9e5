"""The Book protocol: a workbook wherever it lives, on disk or open in a spreadsheet program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from xlcrm.book.standing import StandingTab
from xlcrm.book.template import Tab
from xlcrm.sheets.frame import Grid
from xlcrm.sheets.remarks import States


@dataclass(frozen=True, kw_only=True)
class OwnedColumn:
    """A column that a method computes and we own, to be written beside people's data."""

    owner: str
    """Method and result, such as pareto.grade; marks the column as ours for ever."""
    header: str
    values: Mapping[int, object]
    """Excel row number to value; rows left out are cleared."""
    number_format: str | None = None
    width: float = 12
    """Column width in characters, set when the column is new."""
    needed: bool = True
    """Whether a new column is made of it; else it is only written where it stands already."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """One place that was written."""

    sheet: str
    cells: str
    """A1 range, or "" for a whole sheet."""
    what: str
    """Header of the column, or the name of the tab."""


class Book(Protocol):
    """What the verbs need of a workbook. Everything is changed in memory until `save`."""

    name: str
    path: Path

    def sheet_names(self) -> list[str]:
        """All sheets, in tab order."""

    def cell_sheets(self) -> list[str]:
        """The sheets that hold cells (no chart sheets), in tab order."""

    def owned_sheets(self) -> dict[str, str]:
        """Sheets we made: sheet name to identity, such as "plan account_plan A001"."""

    def read(self, sheet: str) -> Grid:
        """A sheet's values, row 1 first, "" for an empty cell."""

    def states(self, sheet: str) -> States:
        """What a sheet's values do not tell: errors, formulas, formulas never calculated."""

    def day_one(self) -> date:
        """The day that dates are counted from, as the workbook is set."""

    def standing(self, sheet: str) -> StandingTab:
        """A tab of ours as people left it."""

    def write_columns(
        self, sheet: str, *, header_row: int, last_row: int, columns: Sequence[OwnedColumn]
    ) -> list[Written]:
        """Write owned columns: where they stand already, else to the right of everything."""

    def fix(self, sheet: str, cells: Mapping[str, object]) -> Written:
        """Write into people's own cells, A1 address to value: only ever corrections they ask for.

        A cell keeps its format; a formula is never written over.
        """

    def our_columns(self, sheet: str) -> dict[str, int]:
        """Owner, such as pareto.grade, to column number, for our columns on people's sheet."""

    def put_tab(self, tab: Tab) -> Written:
        """Add a tab from a template, or replace the one with the same identity in its place."""

    def record(self, sheet: str) -> Mapping[str, str]:
        """What we wrote down about a sheet of ours when we made it."""

    def sheet_of(self, identity: str) -> str | None:
        """The sheet of ours with this identity; of several, the one nobody copied."""

    def rename(self, sheet: str, name: str) -> str:
        """Give a sheet of ours another name, or the nearest free one; returns what it is called.

        It keeps its name where formulas of other sheets refer to it.
        """

    def copy_out(self, sheets: Sequence[str], path: Path) -> None:
        """A new workbook at `path` holding copies of these tabs of ours, as they stood."""

    def drop_tab(self, sheet: str) -> None:
        """Take out a tab that we own."""

    def mark(self, cells: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Show findings in place: sheet to severity ("error", "warning", "info") to cells.

        Replaces all earlier marks; an empty mapping removes every trace of them.
        """

    def save(self) -> bool:
        """Write everything once. False when nothing differs and nothing was written."""
