"""The worksheet functions: their names, arguments and help, made from the methods' labels.

A function is called CRM_ and the method's name in capitals; a label may give a second, short one.
A method of few columns takes one range per column; a method of many takes one range with its
header row, in which the columns are found by their headers. Other sheets that a method reads are
ranges with headers too.
"""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.methods.label import Method
from xlcrm.sheets import SHEETS, Field, fields_of, sheet_model

PREFIX = "CRM_"
MOST_RANGES = 7
"""Columns that a method takes as one range each; beyond, it takes a table (ours)."""
HELP_LENGTH = 255
"""Characters of help that Excel keeps."""

Kind = Literal["column", "table", "date", "text"]
"""table: a range with its header row."""


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument, named like the field or sheet it stands for."""

    name: str
    kind: Kind
    help: Text
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One worksheet function."""

    name: str
    method: Method
    help: Text
    arguments: tuple[Argument, ...]


def signatures() -> tuple[Signature, ...]:
    """Every worksheet function, by name."""
    found = [
        Signature(name=name, method=method, help=_help(method), arguments=tuple(_arguments(method)))
        for method in METHODS
        if method.LABEL.worksheet_function
        for name in _names(method)
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def _names(method: Method) -> list[str]:
    short = method.LABEL.short
    return [PREFIX + method.LABEL.name.upper()] + ([PREFIX + short] if short else [])


def _arguments(method: Method) -> Iterator[Argument]:
    """The method's own arguments, then those that every function has."""
    parameters = inspect.signature(method.compute).parameters
    label = method.LABEL
    fields = {field.name: field for field in fields_of(sheet_model(label.sheet))}
    columns = [fields[name] for name in parameters if name in fields]
    if len(columns) > MOST_RANGES:
        yield _table(label.sheet)
    else:
        yield from (
            Argument(name=field.name, kind="column", help=_field_help(field)) for field in columns
        )
    yield from (_table(model.SHEET.id) for model in SHEETS if model.SHEET.id in parameters)
    if "as_of" in parameters:
        yield AS_OF
    results = Text(*(_listed([r.header(lang) for r in label.results]) for lang in ("zh", "en")))
    yield Argument(
        name="show",
        kind="text",
        optional=True,
        help=_cut(
            Text(
                f"要显示的结果,逗号分隔,省略则全部:{results.zh}",
                f"Results to show, with commas between; all when left out: {results.en}",
            )
        ),
    )
    yield SETTINGS


def _table(sheet_id: str) -> Argument:
    label = sheet_model(sheet_id).SHEET
    words = Text(
        f"“{label.zh}”的区域,包含表头行;列按表头识别",
        f"A range of {label.en} with its header row; columns are found by their headers",
    )
    return Argument(name=sheet_id, kind="table", help=words)


AS_OF = Argument(
    name="as_of",
    kind="date",
    optional=True,
    help=Text("按哪一天判断,省略则为今天", "The day to judge by; today when left out"),
)
SETTINGS = Argument(
    name="settings",
    kind="text",
    optional=True,
    help=Text(
        "方法参数,分号分隔,如 window_months=12",
        "Parameters of the method, with semicolons between, such as window_months=12",
    ),
)

UNITS = {
    "money": Text("金额(元)", "an amount in base currency units"),
    "percent": Text("百分比", "a percentage"),
    "days": Text("天数", "days"),
}


def _field_help(field: Field) -> Text:
    """What a column holds: header, meaning, unit, and the entries of its list."""
    unit = UNITS.get(field.column.unit, Text("", ""))
    choices = field.choices
    entries = Text(*(_listed([e.text(lang) for e in choices or ()]) for lang in ("zh", "en")))
    zh = [field.column.zh, unit.zh, entries.zh]
    en = [field.column.en, unit.en, field.description.rstrip("."), entries.en]
    return _cut(Text(":".join(filter(None, zh)), ": ".join(filter(None, en))))


def _help(method: Method) -> Text:
    """The method's name and what comes back."""
    label = method.LABEL
    zh, en = (_listed([r.header(language) for r in label.results]) for language in ("zh", "en"))
    return _cut(Text(f"{label.zh}:返回 {zh}", f"{label.en}: returns {en}"))


def _listed(words: list[str]) -> str:
    return ", ".join(words)


def _cut(words: Text) -> Text:
    """Both languages within what Excel keeps."""
    zh, en = (text if len(text) <= HELP_LENGTH else text[: HELP_LENGTH - 1] + "…" for text in words)
    return Text(zh, en)
