"""Many rows of one sheet: nothing that must be unique stands twice."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Rule, Sheets
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame


def duplicate_id(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """The key of a row stands on an earlier row already."""
    for sheet in sheets.values():
        first: dict[tuple[object, ...], int] = {}
        for row, key in _keys(sheet):
            earlier = first.setdefault(key, row)
            if earlier == row:
                continue
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=sheet.model.SHEET.key[0],
                value=key[0],
                expected=Text("唯一", "unique"),
                hint=Text(
                    f"与第 {earlier} 行重复,请合并或改号",
                    f"Same as row {earlier}: merge the rows or give one a new id",
                ),
            )


def _keys(sheet: SheetFrame) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Row and key of every row that has its whole key; a date in a key stands for its month."""
    fields = {field.name: field for field in fields_of(sheet.model)}
    names = sheet.model.SHEET.key
    needed = [name for name in names if fields[name].required]
    if any(name not in sheet.columns for name in needed):
        return
    keys = sheet.frame.dropna(subset=needed)
    columns = [
        keys[name].dt.strftime("%Y-%m") if fields[name].type is date else keys[name]
        for name in names
    ]
    for row, *key in zip(keys.index, *columns, strict=True):
        yield row, tuple(None if pd.isna(part) else part for part in key)


SHEET_RULES = (
    Rule(
        code="duplicate-id",
        severity=Severity.ERROR,
        message=Text("编号重复", "The id stands twice"),
        check=duplicate_id,
    ),
)
