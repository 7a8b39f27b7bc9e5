"""Corrections that leave no doubt: what `validate --fix` writes, and how it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from xlcrm.language import Text
from xlcrm.rules import Sheets
from xlcrm.rules.reading import REPAIRS
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.remarks import Repair


@dataclass(frozen=True, kw_only=True)
class Fix:
    """One cell put right."""

    sheet: str
    """Name of the sheet in the workbook."""
    cell: str
    """A1 address."""
    header: str
    before: object
    after: object
    what: Text


def fixes_of(sheets: Sheets, *, cell_name: Callable[[int, int], str]) -> list[Fix]:
    """Every repair that can be written; a formula is never written over.

    `cell_name` turns (row, column) into an A1 address.
    """
    return [
        _fix(sheet, repair, cell_name)
        for sheet in sheets.values()
        for repair in sheet.repairs
        if not repair.formula
    ]


def without_fixes(sheets: Sheets) -> Mapping[str, SheetFrame]:
    """The sheets as they read once the fixes are written: the same values, fewer repairs."""
    return {
        name: replace(sheet, repairs=tuple(r for r in sheet.repairs if r.formula))
        for name, sheet in sheets.items()
    }


def _fix(sheet: SheetFrame, repair: Repair, cell_name: Callable[[int, int], str]) -> Fix:
    return Fix(
        sheet=sheet.name,
        cell=cell_name(repair.row, sheet.columns[repair.field]),
        header=" ".join(sheet.headers[repair.field].text.split()),
        before=repair.value,
        after=repair.became,
        what=REPAIRS[repair.kind],
    )
