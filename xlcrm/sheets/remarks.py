"""What is to be said of cells that were understood: what was silently put right.

Also the state of a cell that its value alone does not tell: an error, a formula that was never
calculated, a formula whose text may be empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from xlcrm.sheets.column import Choice, Field
from xlcrm.sheets.currency_names import currency_in
from xlcrm.sheets.phone import EXTENSION, phones_in
from xlcrm.sheets.text import fold, tidy

RepairKind = Literal[
    "full-width",
    "stray-space",
    "text-number",
    "unit",
    "percent",
    "text-date",
    "serial-date",
    "number-phone",
    "two-phones",
    "extension",
]
"""full-width: digits and letters; unit: 120万 or 1.2亿; serial-date: 46086; number-phone: a
telephone number stored as a number."""

FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％．，－＋]")
UNIT = re.compile("[万亿千wkm]", re.IGNORECASE)


@dataclass(frozen=True)
class Repair:
    """A cell that was understood although it was not typed as its column wants it."""

    row: int
    field: str
    value: object
    became: object
    """What the cell should hold instead: amounts in the header's unit, choices as their text."""
    kind: RepairKind
    formula: bool = False
    """A formula stands in the cell: to write the value would lose it."""

    @property
    def currency(self) -> str | None:
        """The code of the currency whose sign stands by an amount: USD in $5,000."""
        amount = isinstance(self.value, str) and isinstance(self.became, float)
        return currency_in(fold(str(self.value)))[0] if amount else None


@dataclass(frozen=True)
class CellState:
    """What a cell's value does not tell."""

    kind: Literal["error-value", "never-calculated", "formula-text", "formula"]
    """formula-text: a formula that yields text, perhaps an empty one; formula: any other."""
    text: str = ""
    """As the cell shows itself, such as #N/A."""


States = Mapping[tuple[int, int], CellState]
"""Excel row and column number (1 for A) to the state of the cell, where there is one to tell."""


def repair_of(field: Field, row: int, value: object, meant: Any, *, scale: float) -> Repair | None:
    """How a cell was put right; None when it stood as it should."""
    kind = _kind(field, value, meant)
    if kind is None or meant is None:
        return None
    became = meant
    if isinstance(meant, Choice | bool | tuple):
        became = tidy(str(value))
    elif isinstance(meant, float):
        became = meant / scale
    return Repair(row, field.name, value, became, kind)


def _kind(field: Field, value: object, meant: Any) -> RepairKind | None:
    if isinstance(value, str):
        if isinstance(meant, float):
            return _kind_of_number(value)
        return "text-date" if isinstance(meant, date) else _kind_of_text(field, value, meant)
    if isinstance(meant, date) and not isinstance(value, date):
        return "serial-date" if isinstance(value, float | int) and value < 1e7 else "text-date"
    stored = field.column.form == "phone" and isinstance(value, int | float)
    return "number-phone" if stored else None


def _kind_of_number(text: str) -> RepairKind:
    if "%" in text or "％" in text:
        return "percent"
    if UNIT.search(text):
        return "unit"
    return "full-width" if FULL_WIDTH.search(text) else "text-number"


def _kind_of_text(field: Field, text: str, meant: Any) -> RepairKind | None:
    if field.column.form == "phone" and meant != tidy(text):
        if len(phones_in(text)) > 1:
            return "two-phones"
        return "extension" if EXTENSION.search(str(meant)) else "number-phone"
    if tidy(text) == text:
        return None
    return "full-width" if FULL_WIDTH.search(text) else "stray-space"
