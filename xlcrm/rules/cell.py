"""One cell by itself: is it there, is it of its type, within its limits, on its list?"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import annotated_types
import pandas as pd
from rapidfuzz import process

from xlcrm.language import LANGUAGES, Language, Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.coerce import fold, parts_of, spellings_of
from xlcrm.sheets.column import Choice, Field
from xlcrm.sheets.contact import Attitude, BuyingRole
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.text import tidy

TYPE_NAMES = {
    str: Text("文字", "text"),
    float: Text("数字", "a number"),
    int: Text("整数", "a whole number"),
    bool: Text("是/否", "yes or no"),
    date: Text("日期,例如 2026-03-05", "a date, such as 2026-03-05"),
}
SISTERS: dict[type[Choice], type[Choice]] = {BuyingRole: Attitude, Attitude: BuyingRole}
"""Columns that share code symbols with different meanings (`dm-role-codes`)."""
LOOKALIKES = {"*": "※", "✕": "×", "✗": "×"}
"""Signs people type for a code symbol that no normalisation maps."""
NEAR = 70
"""Likeness in percent from which an entry is proposed (ours)."""
OFTEN = 5
"""Cells with the same unknown text from which it looks like people's own word (ours)."""
LONGEST_ENTRY = 60
"""Characters of a cell compared with a list's entries (ours)."""
LIMITS = {
    annotated_types.Gt: ("gt", Text("大于", "more than")),
    annotated_types.Ge: ("ge", Text("不小于", "at least")),
    annotated_types.Lt: ("lt", Text("小于", "less than")),
    annotated_types.Le: ("le", Text("不大于", "at most")),
}


def column_missing(case: Case) -> Iterator[Mark]:
    """A required column is not on the sheet at all."""
    for sheet in case.sheets.values():
        for field in sheet.missing:
            column = field.column
            yield Mark(
                sheet=sheet.id,
                value=column.zh if sheet.language == "zh" else column.en,
                expected=Text(column.zh, column.en),
                hint=Text(
                    f"请增加列“{column.zh}”,或在 xlcrm.toml 的 [headers.{sheet.id}] "
                    "里写明哪一列就是它",
                    f"Add a column headed “{column.en}”, or say under [headers.{sheet.id}] in "
                    "xlcrm.toml which one it is",
                ),
            )


def required_missing(case: Case) -> Iterator[Mark]:
    """A required cell is empty."""
    for sheet, field in case.columns():
        if field.required:
            faulty = {row for row, name in unreadable(sheet) if name == field.name}
            for row in rows_where(sheet.frame[field.name].isna()):
                if row not in faulty:
                    yield Mark(
                        sheet=sheet.id,
                        row=row,
                        field=field.name,
                        hint=Text(f"请填写{field.column.zh}", f"Fill in {field.column.en}"),
                    )


def wrong_type(case: Case) -> Iterator[Mark]:
    """A cell's content cannot be read as its column's type."""
    for sheet, field, fault in case.faults("wrong-type"):
        expected = TYPE_NAMES[field.type]
        yield Mark(
            sheet=sheet.id,
            row=fault.row,
            field=field.name,
            value=fault.value,
            expected=expected,
            hint=Text(f"请改为{expected.zh}", f"Enter {expected.en}"),
        )


def not_in_list(case: Case) -> Iterator[Mark]:
    """A cell's text is not on its column's list."""
    times = Counter((s.id, f.name, str(fault.value)) for s, f, fault in case.faults("not-in-list"))
    for sheet, field, fault in case.faults("not-in-list"):
        choices = field.choices
        if choices is None or is_accepted(case, sheet, field, fault.value):
            continue
        if meant_elsewhere(field, fault.value) or _several(field, fault.value):
            continue
        expected = _entries(choices)
        unknown = _unknown(field, fault.value)
        hint = _choose(choices, unknown, expected)
        if times[sheet.id, field.name, str(fault.value)] >= OFTEN:
            place = f"[choices.{sheet.id}.{field.name}]"
            hint = Text(
                f"{hint.zh};多处都这样写时,可在 xlcrm.toml 的 {place} 里写明它的含义",
                f"{hint.en}; where it stands in many cells, say under {place} in xlcrm.toml what "
                "it means",
            )
        yield Mark(
            sheet=sheet.id,
            row=fault.row,
            field=field.name,
            value=fault.value,
            expected=expected,
            hint=hint,
        )


def several_entries(case: Case) -> Iterator[Mark]:
    """Several entries of a list stand in one cell of a column that takes one."""
    for sheet, field, fault in case.faults("not-in-list"):
        sign, parts = _several(field, fault.value) or ("", [])
        if not parts or field.choices is None or is_accepted(case, sheet, field, fault.value):
            continue
        shown = {"\n": Text("换行", "a line break")}.get(sign, Text(f"“{sign}”", f"“{sign}”"))
        yield Mark(
            sheet=sheet.id,
            row=fault.row,
            field=field.name,
            value=fault.value,
            expected=_entries(field.choices),
            hint=Text(
                f"一格写了 {len(parts)} 项(以{shown.zh}分隔),本列只能填一项:请留一项,或分成几行",
                f"{len(parts)} entries stand here (with {shown.en} between), the column takes one: "
                "keep one, or give each a row",
            ),
        )


def symbol_trap(case: Case) -> Iterator[Mark]:
    """A code symbol of the role column stands in the attitude column, or the other way round."""
    for sheet, field, fault in case.faults("not-in-list"):
        meant = meant_elsewhere(field, fault.value)
        if meant and field.choices and not is_accepted(case, sheet, field, fault.value):
            symbols = Text(*(_symbols(field.choices, language) for language in LANGUAGES))
            yield Mark(
                sheet=sheet.id,
                row=fault.row,
                field=field.name,
                value=fault.value,
                expected=symbols,
                hint=Text(
                    f"这是另一列的代码({meant.zh});本列的代码:{symbols.zh}",
                    f"That code belongs to another column ({meant.en}); here: {symbols.en}",
                ),
            )


def out_of_range(case: Case) -> Iterator[Mark]:
    """A number lies outside its column's limits."""
    for sheet, field in case.columns():
        for limit in field.limits:
            if type(limit) not in LIMITS:
                continue
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


def is_accepted(case: Case, sheet: SheetFrame, field: Field, value: object) -> bool:
    """Whether staff have added the text to the column's list."""
    names = {fold(text) for text in (field.name, field.column.zh, field.column.en)}
    label = sheet.model.SHEET
    titles = {fold(text) for text in (label.id, label.zh, label.en)}
    for place, words in case.settings.accepted.items():
        title, _, name = fold(place).rpartition(".")
        if name in names and title in titles and fold(str(value)) in map(fold, words):
            return True
    return False


def meant_elsewhere(field: Field, value: object) -> Choice | None:
    """The entry that a code means in the sister column, such as × in the role column."""
    sister = SISTERS.get(field.choices) if field.choices else None
    if sister is None:
        return None
    text = fold(str(value))
    return spellings_of(sister).get(LOOKALIKES.get(text, text))


def _several(field: Field, value: object) -> tuple[str, list[str]] | None:
    """Separator and entries of a cell that holds more than one entry of the column's list."""
    if field.choices is None or field.several or not isinstance(value, str):
        return None
    known = spellings_of(field.choices)
    sign, parts = parts_of(tidy(value), known)
    return (sign, parts) if sign and all(fold(part) in known for part in parts) else None


def _unknown(field: Field, value: object) -> object:
    """What is not on the list: of several entries in one cell, the first that is not."""
    if field.choices is None or not field.several or not isinstance(value, str):
        return value
    known = spellings_of(field.choices)
    _, parts = parts_of(tidy(value), known)
    return next((part for part in parts if fold(part) not in known), value)


def _entries(choices: type[Choice]) -> Text:
    """The list, for reading."""
    return Text(
        " / ".join(entry.zh for entry in choices), " / ".join(entry.en for entry in choices)
    )


def _choose(choices: type[Choice], value: object, expected: Text) -> Text:
    """What to do about a text that is not on the list: the nearest entry first."""
    known = spellings_of(choices)
    near = process.extractOne(fold(str(value))[:LONGEST_ENTRY], list(known), score_cutoff=NEAR)
    if near is None:
        return Text(f"请从列表中选择:{expected.zh}", f"Choose one of: {expected.en}")
    meant = known[near[0]]
    return Text(
        f"是否想写“{meant.zh}”?可选:{expected.zh}",
        f"Did you mean “{meant.en}”? Choose one of: {expected.en}",
    )


def _symbols(choices: type[Choice], language: Language) -> str:
    return " ".join(f"{entry.also[0]} {entry.text(language)}" for entry in choices if entry.also)


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
        code="several-entries",
        severity=Severity.ERROR,
        message=Text("一格写了几项", "Several entries in one cell"),
        check=several_entries,
    ),
    Rule(
        code="symbol-trap",
        severity=Severity.ERROR,
        message=Text("用了另一列的代码", "A code of another column"),
        check=symbol_trap,
        ids=("dm-role-codes", "dm-attitude-codes"),
    ),
    Rule(
        code="out-of-range",
        severity=Severity.ERROR,
        message=Text("超出允许范围", "Outside the allowed range"),
        check=out_of_range,
    ),
)
