"""One cell by itself: is it there, is it of its type, within its limits, on its list?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import annotated_types
import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Rule, Sheets
from xlcrm.sheets.coerce import FaultKind
from xlcrm.sheets.column import Field, fields_of
from xlcrm.sheets.frame import SheetFrame

TYPE_NAMES = {
    str: Text("文字", "text"),
    float: Text("数字", "a number"),
    int: Text("整数", "a whole number"),
    bool: Text("是/否", "yes or no"),
    date: Text("日期,例如 2026-03-05", "a date, such as 2026-03-05"),
}
LIMITS = {
    annotated_types.Gt: ("gt", Text("大于", "more than")),
    annotated_types.Ge: ("ge", Text("不小于", "at least")),
    annotated_types.Lt: ("lt", Text("小于", "less than")),
    annotated_types.Le: ("le", Text("不大于", "at most")),
}


def column_missing(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A required column is not on the sheet at all."""
    for sheet in sheets.values():
        for field in sheet.missing:
            column = field.column
            yield Mark(
                sheet=sheet.id,
                value=column.zh if sheet.language == "zh" else column.en,
                expected=Text(column.zh, column.en),
                hint=Text(f"请增加列“{column.zh}”", f"Add a column headed “{column.en}”"),
            )


def required_missing(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A required cell is empty."""
    for sheet, field in _columns(sheets):
        if field.required:
            blank = sheet.frame.index[sheet.frame[field.name].isna()]
            faulty = {fault.row for fault in sheet.faults if fault.field == field.name}
            for row in blank.difference(list(faulty)):
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=field.name,
                    hint=Text(f"请填写{field.column.zh}", f"Fill in {field.column.en}"),
                )


def wrong_type(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A cell's content cannot be read as its column's type."""
    for sheet, field, row, value in _faults(sheets, "wrong-type"):
        expected = TYPE_NAMES[field.type]
        yield Mark(
            sheet=sheet.id,
            row=row,
            field=field.name,
            value=value,
            expected=expected,
            hint=Text(f"请改为{expected.zh}", f"Enter {expected.en}"),
        )


def not_in_list(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A cell's text is not on its column's list."""
    for sheet, field, row, value in _faults(sheets, "not-in-list"):
        choices = list(field.choices or ())
        expected = Text(
            " / ".join(entry.zh for entry in choices), " / ".join(entry.en for entry in choices)
        )
        yield Mark(
            sheet=sheet.id,
            row=row,
            field=field.name,
            value=value,
            expected=expected,
            hint=Text(f"请从列表中选择:{expected.zh}", f"Choose one of: {expected.en}"),
        )


def out_of_range(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A number lies outside its column's limits."""
    for sheet, field in _columns(sheets):
        for limit in field.limits:
            name, words = LIMITS[type(limit)]
            bound = getattr(limit, name)
            values = sheet.frame[field.name]
            expected = Text(f"{words.zh} {bound:g}", f"{words.en} {bound:g}")
            for row, value in values[_beyond(values, name, bound)].items():
                yield Mark(
                    sheet=sheet.id,
                    row=int(str(row)),
                    field=field.name,
                    value=value / sheet.scale_of(field),
                    expected=expected,
                    hint=Text(
                        f"{field.column.zh}应{expected.zh}",
                        f"{field.column.en} must be {expected.en}",
                    ),
                )


def _beyond(values: "pd.Series[Any]", name: str, bound: float) -> "pd.Series[bool]":
    held: pd.Series[bool] = getattr(values, name)(bound)
    return ~held & values.notna()


def _columns(sheets: Sheets) -> Iterator[tuple[SheetFrame, Field]]:
    """Every column that the workbook really has."""
    for sheet in sheets.values():
        for field in fields_of(sheet.model):
            if field.name in sheet.columns:
                yield sheet, field


def _faults(sheets: Sheets, kind: FaultKind) -> Iterator[tuple[SheetFrame, Field, int, object]]:
    for sheet in sheets.values():
        fields = {field.name: field for field in fields_of(sheet.model)}
        for fault in sheet.faults:
            if fault.kind == kind:
                yield sheet, fields[fault.field], fault.row, fault.value


CELL_RULES = (
    Rule(
        code="column-missing",
        severity=Severity.ERROR,
        message=Text("缺少必填列", "A required column is missing"),
        check=column_missing,
    ),
    Rule(
        code="required-missing",
        severity=Severity.ERROR,
        message=Text("必填项为空", "A required cell is empty"),
        check=required_missing,
    ),
    Rule(
        code="wrong-type",
        severity=Severity.ERROR,
        message=Text("内容类型不对", "The content is of the wrong type"),
        check=wrong_type,
    ),
    Rule(
        code="not-in-list",
        severity=Severity.ERROR,
        message=Text("不在可选范围内", "Not on the list"),
        check=not_in_list,
    ),
    Rule(
        code="out-of-range",
        severity=Severity.ERROR,
        message=Text("超出允许范围", "Outside the allowed range"),
        check=out_of_range,
    ),
)
