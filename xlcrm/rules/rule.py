"""What a rule is: a stable code, a severity, one sentence in both languages, a pure function."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.settings import DEFAULT_SETTINGS, RuleSettings
from xlcrm.sheets.coerce import Fault
from xlcrm.sheets.column import Field, fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.near import NearSheet
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.text import distinct

Sheets = Mapping[str, SheetFrame]
"""Sheet id to the sheet as read; a workbook has only some of them."""


@dataclass(frozen=True)
class Written:
    """All texts of a column at once, for a quick first look."""

    longest: int
    lines: str
    """Each text after a line break."""

    @classmethod
    def of(cls, column: "pd.Series[str]") -> "Written":
        """What stands in the filled cells, each content once where contents repeat."""
        texts = [text for text in distinct(column.tolist()) if text.__class__ is str]
        return cls(max(map(len, texts), default=0), "\n".join(["", *texts]))


@dataclass(frozen=True)
class Case:
    """What a rule judges: all sheets, the day to judge by, and what staff have settled."""

    sheets: Sheets
    as_of: date
    settings: RuleSettings = DEFAULT_SETTINGS
    near: tuple[NearSheet, ...] = ()
    """Sheets nobody recognised, though their names nearly are known ones."""
    unread: tuple[str, ...] | None = None
    """Names of the workbook's other sheets; None where nobody says that these are all."""

    def sheet(self, sheet_id: str, *needed: str) -> SheetFrame | None:
        """The sheet, if the workbook has it with a column for every field that is needed."""
        found = self.sheets.get(sheet_id)
        return found if found and all(name in found.columns for name in needed) else None

    def columns(self) -> Iterator[tuple[SheetFrame, Field]]:
        """Every column that the workbook really has, once."""
        for sheet in self.sheets.values():
            echoes = sheet.echoes
            for field in fields_of(sheet.model):
                if field.name in sheet.columns and field.name not in echoes:
                    yield sheet, field

    def texts(self, *names: str) -> Iterator[tuple[SheetFrame, Field, "pd.Series[str]"]]:
        """The filled cells of every text column, or of those so named."""
        for sheet, field in self.columns():
            if field.type is str and (not names or field.name in names):
                yield sheet, field, sheet.frame[field.name].dropna()

    @cached_property
    def open_deals(self) -> "pd.Series[bool]":
        """Where a deal is still open; no status counts as open. KeyError without the sheet."""
        status = self.sheets["opportunities"].frame["status"]
        return (status == OpportunityStatus.OPEN) | status.isna()

    @cached_property
    def written(self) -> "list[tuple[SheetFrame, Field, Written]]":
        """What stands in every text column, read once for all rules."""
        return [
            (sheet, field, Written.of(sheet.frame[field.name]))
            for sheet, field in self.columns()
            if field.type is str
        ]

    def faults(self, *kinds: str) -> Iterator[tuple[SheetFrame, Field, Fault]]:
        """The cells that mean nothing in their column, for these reasons."""
        for sheet in self.sheets.values():
            fields = {field.name: field for field in fields_of(sheet.model)}
            for fault in sheet.faults:
                if fault.kind in kinds:
                    yield sheet, fields[fault.field], fault


def unreadable(sheet: SheetFrame) -> set[tuple[int, str]]:
    """Row and field of the cells already objected to: they hold something, if nothing useful."""
    return {(fault.row, fault.field) for fault in sheet.faults}


def rows_where(mask: "pd.Series[bool]") -> list[int]:
    """Excel row numbers where the mask holds."""
    return [int(row) for row in mask.index[mask.to_numpy(dtype=bool)]]


def said(sheet: SheetFrame, row: int, name: str) -> str:
    """What a filled cell says, as text."""
    return str(sheet.frame.at[row, name])


Check = Callable[[Case], Iterator[Mark]]
"""A case in, objections out."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the book."""

    code: str
    """Kebab-case; never changes once released."""
    severity: Severity
    message: Text
    check: Check
    ids: tuple[str, ...] = ()
    """Ids in the domain inventory of what the rule keeps watch over."""
