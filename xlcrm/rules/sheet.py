"""Many rows of one sheet: nothing that must be unique stands twice."""

from collections.abc import Iterator
from datetime import date

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Rule, Sheets


def duplicate_id(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """The key of a row stands on an earlier row already."""
    for sheet in sheets.values():
        names = [name for name in sheet.model.SHEET.key if name in sheet.columns]
        if not names:
            continue
        keys = sheet.frame[names]
        keys = keys[keys[names[0]].notna()]
        first = dict(zip(map(tuple, keys.values[::-1]), keys.index[::-1], strict=True))
        for row in keys.index[keys.duplicated()]:
            earlier = first[tuple(keys.loc[row])]
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=names[0],
                value=keys.at[row, names[0]],
                expected=Text("唯一", "unique"),
                hint=Text(
                    f"与第 {earlier} 行重复,请合并或改号",
                    f"Same as row {earlier}: merge the rows or give one a new id",
                ),
            )


SHEET_RULES = (
    Rule(
        code="duplicate-id",
        severity=Severity.ERROR,
        message=Text("编号重复", "The id stands twice"),
        check=duplicate_id,
    ),
)
