"""Method results as owned columns: header, unit and number format as the sheet beside them."""

from dataclasses import replace
from typing import Any

import pandas as pd

from xlcrm.book.book import OwnedColumn
from xlcrm.language import Language
from xlcrm.methods import METHODS
from xlcrm.methods.label import Kind, Label, Result
from xlcrm.sheets.currencies import USUAL
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.header_text import Header, read_header
from xlcrm.sheets.shown import shown

FORMATS: dict[Kind, str | None] = {
    "text": None,
    "number": "0",
    "rating": "0.0",
    "money": "#,##0",
    "percent": "0%",
    "days": "0.0",
    "date": "yyyy-mm-dd",
}
SCALED_MONEY = "#,##0.0"
"""Money under a header in 万元 or thousands shows one decimal (ours)."""
WIDTHS: dict[Kind, float] = {
    "text": 14,
    "number": 9,
    "rating": 9,
    "money": 13,
    "percent": 10,
    "days": 10,
    "date": 12,
}
REASON_WIDTH = 46


FIRST = ("account_value", "opportunity_score")
"""Methods whose columns stand before all others: the verdict, then what it rests on."""


def written_methods(sheet: str) -> list[Label]:
    """The methods that are written beside a sheet's data, in the order of their columns."""
    labels = [
        method.LABEL
        for method in METHODS
        if method.LABEL.shape == "column" and method.LABEL.sheet == sheet
    ]
    return sorted(labels, key=lambda label: label.name not in FIRST)


def owned_columns(
    label: Label,
    results: pd.DataFrame,
    sheet: SheetFrame,
    language: Language,
    *,
    base: str = USUAL,
) -> list[OwnedColumn]:
    """The written results of one method, ready for the sheet they belong to; money in `base`.

    A method that knows nothing of any row, because a sheet it reads is missing, makes no columns.
    """
    needed = label.name in FIRST or _says_something(label, results)
    money = sheet.money
    if money.currency not in (None, base):
        money = read_header(f"({base})")
    return [
        replace(_column(label, result, results[result.name], money, language), needed=needed)
        for result in label.results
        if result.written
    ]


def _says_something(label: Label, results: pd.DataFrame) -> bool:
    """Whether any row has a value; a reason alone, or an empty text, is none."""
    said = [each.name for each in label.results if each.written and each.name != "reason"]
    values = results[said or ["reason"]]
    return bool((values.notna() & (values != "")).any(axis=None))


def _column(
    label: Label, result: Result, values: "pd.Series[Any]", money: Header, language: Language
) -> OwnedColumn:
    scale, unit = 1.0, ""
    if result.kind == "money":
        scale = money.scale
        unit = f" ({money.unit_as_typed})" if money.unit else ""
    return OwnedColumn(
        owner=f"{label.name}.{result.name}",
        header=result.header(language) + unit,
        values={int(str(row)): _cell(value, scale, language) for row, value in values.items()},
        number_format=SCALED_MONEY if scale != 1.0 else FORMATS[result.kind],
        width=REASON_WIDTH if result.name == "reason" else WIDTHS[result.kind],
    )


def _cell(value: Any, scale: float, language: Language) -> object:
    cell = shown(value, language)
    return cell / scale if scale != 1.0 and isinstance(cell, (int, float)) else cell
