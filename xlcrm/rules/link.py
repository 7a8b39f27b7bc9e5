"""One sheet points at another: what it points at must be there."""

from collections.abc import Iterator
from datetime import date

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Rule, Sheets
from xlcrm.sheets.column import fields_of


def broken_link(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A row belongs to a customer or deal that its sheet does not list."""
    for sheet in sheets.values():
        for field in fields_of(sheet.model):
            target = sheets.get(field.column.link or "")
            if target is None or field.name not in sheet.columns:
                continue
            key = target.model.SHEET.key[0]
            if key not in target.columns:
                continue
            known = set(target.frame[key].dropna())
            values = sheet.frame[field.name].dropna()
            for row, value in values[~values.isin(known)].items():
                yield Mark(
                    sheet=sheet.id,
                    row=int(str(row)),
                    field=field.name,
                    value=value,
                    expected=Text(f"“{target.name}”中的编号", f"an id on “{target.name}”"),
                    hint=Text(
                        f"“{target.name}”没有 {value},请改正或先登记",
                        f"“{target.name}” has no {value}: correct it, or add it there first",
                    ),
                )


LINK_RULES = (
    Rule(
        code="broken-link",
        severity=Severity.ERROR,
        message=Text("引用的编号不存在", "The id pointed at does not exist"),
        check=broken_link,
    ),
)
