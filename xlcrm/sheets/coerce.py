"""What a cell means: text as people type it, turned into the type its column declares.

One named conversion per type. A conversion returns the value, None for an empty cell, or a Fault
that says why the text means nothing; it never guesses and never raises.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Literal

from xlcrm.sheets.column import Choice, Field

FaultKind = Literal["wrong-type", "not-in-list"]

EMPTY = frozenset({"", "-", "—", "/", "n/a", "none", "无"})
"""Texts that stand for an empty cell in a number or date column."""

YES = frozenset({"是", "有", "y", "yes", "true", "1", "✓", "√", "✔", "对", "on"})
NO = frozenset({"否", "无", "n", "no", "false", "0", "×", "✗", "✘", "x", "错", "off"})

SCALES = {"亿": 1e8, "百万": 1e6, "m": 1e6, "万": 1e4, "w": 1e4, "千": 1e3, "k": 1e3, "": 1.0}
NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(亿|百万|万|千|[mwk])?(元)?(%)?")
NOISE = re.compile(r"[\s,_'¥￥$€£]|(?:rmb|cny)(?=$|[\s)])|^(?:rmb|cny)")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
DAY_ONE_1900 = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Serial numbers taken for dates (1954 to 2119); outside, a bare number is no date."""


@dataclass(frozen=True)
class Fault:
    """A cell whose content means nothing in its column."""

    row: int
    field: str
    value: object
    kind: FaultKind


@dataclass(frozen=True)
class _Unreadable:
    kind: FaultKind


WRONG = _Unreadable("wrong-type")
UNLISTED = _Unreadable("not-in-list")


def fold(text: str) -> str:
    """Text for comparison: half-width, lower case, without surrounding space.

    >>> fold("　Ａ１２ ")
    'a12'
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


def coerce(
    values: Sequence[object], rows: Sequence[int], field: Field, *, scale: float = 1.0
) -> tuple[list[Any], list[Fault]]:
    """The column's values as its type, None where empty or faulty, and the faults.

    `rows` are the Excel row numbers of `values`; `scale` is what one unit of the header is worth
    (10,000 under 万元), applied to bare numbers and not to texts that name their own unit.
    """
    convert = _conversion(field, scale)
    result = [convert(value) for value in values]
    faults = [
        Fault(row, field.name, value, meant.kind)
        for row, value, meant in zip(rows, values, result, strict=True)
        if isinstance(meant, _Unreadable)
    ]
    if faults:
        result = [None if isinstance(meant, _Unreadable) else meant for meant in result]
    return result, faults


def _conversion(field: Field, scale: float) -> Callable[[object], Any]:
    if field.choices:
        return partial(to_choice, spellings=spellings_of(field.choices))
    if field.type is float or field.type is int:
        return partial(to_number, scale=scale, whole=field.type is int)
    return {str: to_text, bool: to_flag, date: to_date}[field.type]


def to_text(value: object) -> str | None:
    """Text without surrounding space; a whole number loses its decimal point.

    >>> to_text(13800138000.0), to_text("  张三 "), to_text("")
    ('13800138000', '张三', None)
    """
    if isinstance(value, str):
        return value.strip() or None
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def to_number(
    value: object, *, scale: float = 1.0, whole: bool = False
) -> float | _Unreadable | None:
    """A number: 120万, ¥1,200.00, (1,200) and 12.5% are understood.

    >>> to_number("120万"), to_number(" ¥1,200.00"), to_number("(1,200)"), to_number("１２％")
    (1200000.0, 1200.0, -1200.0, 0.12)
    >>> to_number(120, scale=10_000)
    1200000.0
    """
    if isinstance(value, (bool, date, timedelta)):
        return WRONG
    if isinstance(value, (int, float)):
        return _finite(value, scale=scale, whole=whole)
    if not isinstance(value, str):
        return None if value is None else WRONG
    text = fold(value)
    return None if text in EMPTY else _number(text, scale=scale, whole=whole)


def _number(text: str, *, scale: float, whole: bool) -> float | _Unreadable:
    text = NOISE.sub("", text.replace("−", "-"))
    negative = text.startswith("(") and text.endswith(")")
    found = NUMBER.fullmatch(text[1:-1] if negative else text)
    if not found or (negative and found.group(1)[0] in "+-"):
        return WRONG
    digits, unit, yuan, percent = found.groups()
    own = SCALES[unit or ""] * (0.01 if percent else 1.0)
    number = _finite(float(digits), scale=own if unit or yuan or percent else scale, whole=whole)
    return -number if negative and isinstance(number, float) else number


def _finite(value: float, *, scale: float, whole: bool) -> float | _Unreadable:
    """The value in base units; WRONG beyond what a cell can show, or a fraction where whole."""
    try:
        number = float(value) * scale
    except OverflowError:  # a whole number of more than 308 digits
        return WRONG
    return number if math.isfinite(number) and (number.is_integer() or not whole) else WRONG


def to_date(value: object) -> date | _Unreadable | None:
    """A date: 2026-3-5, 2026/03/05, 2026.3.5, 2026年3月5日, 20260305, a month, or a serial.

    >>> to_date("2026年3月5日"), to_date("20260305"), to_date("2026-11")
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), datetime.date(2026, 11, 1))
    >>> to_date(46086.0)
    datetime.date(2026, 3, 5)
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _date_of_number(value)
    if not isinstance(value, str):
        return None if value is None else WRONG
    text = fold(value)
    return None if text in EMPTY else _date_of_text(text)


def _date_of_text(text: str) -> date | _Unreadable:
    found = DATE.match(text)
    if not found:
        return _date_of_number(int(text)) if text.isdecimal() and len(text) <= 8 else WRONG
    rest = text[found.end() :].strip()
    return WRONG if rest and not re.match(r"t?\d{1,2}:", rest) else _calendar(*found.groups())


def _date_of_number(number: float) -> date | _Unreadable:
    if not 0 < number < 100_000_000:  # also what is no number, such as NaN
        return WRONG
    if int(number) in SERIALS:
        return DAY_ONE_1900 + timedelta(days=int(number))
    digits = str(int(number)) if int(number) == number else ""
    return _calendar(digits[:4], digits[4:6], digits[6:]) if len(digits) == 8 else WRONG


def _calendar(year: str, month: str, day: str | None) -> date | _Unreadable:
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return WRONG


def to_flag(value: object) -> bool | _Unreadable | None:
    """Yes or no, in both languages and as ticks.

    >>> to_flag("√"), to_flag("否"), to_flag(1.0), to_flag("")
    (True, False, True, None)
    """
    if isinstance(value, bool):
        return value
    text = fold(to_text(value) or "")
    if not text:
        return None
    return True if text in YES else False if text in NO else WRONG


def to_choice(value: object, *, spellings: dict[str, Choice]) -> Choice | _Unreadable | None:
    """The entry of a closed list, by its text in either language, symbol or older spelling."""
    text = to_text(value)
    return None if text is None else spellings.get(fold(text), UNLISTED)


@cache
def spellings_of(choices: type[Choice]) -> dict[str, Choice]:
    """Every accepted text of a closed list, folded, with the entry it means."""
    return {fold(text): entry for text, entry in choices.spellings()}
