"""Corrections that leave no doubt: what `validate --fix` writes, and how it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from xlcrm.language import Text
from xlcrm.rules import Sheets
from xlcrm.rules.reading import REPAIRS
from xlcrm.sheets.currencies import USUAL
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


def fixes_of(
    sheets: Sheets, *, cell_name: Callable[[int, int], str], base: str = USUAL
) -> list[Fix]:
    """Every repair that can be written; a formula is never written over, and the sign of a
    currency other than `base` is never taken from its amount.

    `cell_name` turns (row, column) into an A1 address.
    """
    return [
        _fix(sheet, repair, cell_name)
        for sheet in sheets.values()
        for repair in sheet.repairs
        if _writable(repair, base)
    ]


def without_fixes(sheets: Sheets, *, base: str = USUAL) -> Mapping[str, SheetFrame]:
    """The sheets as they read once the fixes are written: the same values, fewer repairs."""
    return {
        name: replace(sheet, repairs=tuple(r for r in sheet.repairs if not _writable(r, base)))
        for name, sheet in sheets.items()
    }


def _writable(repair: Repair, base: str) -> bool:
    return not repair.formula and repair.currency in (None, base)


def _fix(sheet: SheetFrame, repair: Repair, cell_name: Callable[[int, int], str]) -> Fix:
    return Fix(
        sheet=sheet.name,
        cell=cell_name(repair.row, sheet.columns[repair.field]),
        header=" ".join(sheet.headers[repair.field].text.split()),
        before=repair.value,
        after=repair.became,
        what=REPAIRS[repair.kind],
    )
