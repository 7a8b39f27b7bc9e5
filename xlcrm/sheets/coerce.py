"""What a cell means: text as people type it, turned into the type its column declares.

One named conversion per type. A conversion returns the value, None for an empty cell, or an
Unreadable that says why the text means nothing; it never guesses and never raises.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Literal

from xlcrm.sheets.column import Choice, Field
from xlcrm.sheets.phone import has_lost_digits, tidy_phone
from xlcrm.sheets.text import fold, is_error, tidy

__all__ = ["Fault", "FaultKind", "Unreadable", "conversion", "fold", "parts_of", "spellings_of"]

FaultKind = Literal[
    "wrong-type",
    "not-in-list",
    "ambiguous-date",
    "error-value",
    "never-calculated",
    "digits-lost",
]
"""ambiguous-date: 03/05/2026; error-value: #N/A; never-calculated: a formula without a result;
digits-lost: a telephone number cut to 1.38E+10."""

Spellings = Mapping[str, Choice | None]
"""Folded text to the entry it means; None for a text that means no entry."""

EMPTY = frozenset({"", "-", "—", "/", "n/a", "none", "无"})
"""Texts that stand for an empty cell in a number or date column."""

YES = frozenset({"是", "有", "y", "yes", "true", "1", "✓", "√", "✔", "对", "on"})
NO = frozenset({"否", "无", "n", "no", "false", "0", "×", "✗", "✘", "x", "错", "off"})

SCALES = {"亿": 1e8, "百万": 1e6, "m": 1e6, "万": 1e4, "w": 1e4, "千": 1e3, "k": 1e3, "": 1.0}
NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(亿|百万|万|千|[mwk])?(元)?(%)?")
NOISE = re.compile(r"[\s,_'¥￥$€£]|(?:rmb|cny)(?=$|[\s)])|^(?:rmb|cny)")
DAY_FIRST_OR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
AROUND_PARTS = re.compile(r"\s*([年月])\s*|\s+(?=日)")
"""Space that people leave around 年, 月 and 日."""
DAY_ONE_1900 = date(1899, 12, 30)
DAY_ONE_1904 = date(1904, 1, 1)
"""Day 0 of serial numbers, in either date system."""
SEPARATORS = ("、", "；", ";", "，", ",", "|", "\n", "/", "+", "&")
"""What people put between two entries of a list in one cell, in the order it is looked for."""
SERIALS = range(20_000, 80_000)
"""Serial numbers taken for dates (1954 to 2119); outside, a bare number is no date."""
TIME = re.compile(r"t?\d{1,2}:")


@dataclass(frozen=True)
class Fault:
    """A cell whose content means nothing in its column."""

    row: int
    field: str
    value: object
    kind: FaultKind


@dataclass(frozen=True)
class Unreadable:
    """A content that means nothing in its column."""

    kind: FaultKind


WRONG = Unreadable("wrong-type")
UNLISTED = Unreadable("not-in-list")
AMBIGUOUS = Unreadable("ambiguous-date")
ERROR_VALUE = Unreadable("error-value")
DIGITS_LOST = Unreadable("digits-lost")


def conversion(
    field: Field,
    *,
    scale: float = 1.0,
    day_one: date = DAY_ONE_1900,
    entries: Mapping[str, Choice | None] | None = None,
) -> Callable[[object], Any]:
    """What turns one cell of a column into its value, None or an Unreadable.

    `scale` is what one unit of the header is worth (10,000 under 万元), applied to bare numbers
    and not to texts that name their own unit; `day_one` is day 0 of serial dates; `entries` are
    people's own texts with the entry of the list that each means, None for no entry.
    """
    if field.choices:
        own = {fold(text): entry for text, entry in (entries or {}).items()}
        to_entry = to_choices if field.several else to_choice
        return partial(to_entry, spellings={**spellings_of(field.choices), **own})
    if field.type is float or field.type is int:
        return partial(to_number, scale=scale, whole=field.type is int)
    if field.type is date:
        return partial(to_date, day_one=day_one)
    if field.column.form == "phone":
        return to_phone
    return to_flag if field.type is bool else to_text


def to_text(value: object) -> str | Unreadable | None:
    """Tidy text; a whole number loses its decimal point.

    >>> to_text(1001.0), to_text("  张三 "), to_text(""), to_text("Ａ００１")
    ('1001', '张三', None, 'A001')
    """
    if isinstance(value, str):
        return ERROR_VALUE if is_error(value) else tidy(value) or None
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def to_phone(value: object) -> str | Unreadable | None:
    """Telephone numbers in one form, "; " between two.

    >>> to_phone(13800138000.0), to_phone("13800138000/13900139000"), to_phone("1.38E+10").kind
    ('13800138000', '13800138000; 13900139000', 'digits-lost')
    """
    text = to_text(value)
    if not isinstance(text, str):
        return text
    return DIGITS_LOST if has_lost_digits(text) else tidy_phone(text) or None


def to_number(
    value: object, *, scale: float = 1.0, whole: bool = False
) -> float | Unreadable | None:
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
    if is_error(value):
        return ERROR_VALUE
    text = fold(tidy(value))
    return None if text in EMPTY else _number(text, scale=scale, whole=whole)


def _number(text: str, *, scale: float, whole: bool) -> float | Unreadable:
    text = NOISE.sub("", text.replace("−", "-"))
    negative = text.startswith("(") and text.endswith(")")
    found = NUMBER.fullmatch(text[1:-1] if negative else text)
    if not found or (negative and found.group(1)[0] in "+-"):
        return WRONG
    digits, unit, yuan, percent = found.groups()
    own = SCALES[unit or ""] * (0.01 if percent else 1.0)
    number = _finite(float(digits), scale=own if unit or yuan or percent else scale, whole=whole)
    return -number if negative and isinstance(number, float) else number


def _finite(value: float, *, scale: float, whole: bool) -> float | Unreadable:
    """The value in base units; WRONG beyond what a cell can show, or a fraction where whole."""
    try:
        number = float(value) * scale
    except OverflowError:  # a whole number of more than 308 digits
        return WRONG
    return number if math.isfinite(number) and (number.is_integer() or not whole) else WRONG


def to_date(value: object, *, day_one: date = DAY_ONE_1900) -> date | Unreadable | None:
    """A date: 2026-3-5, 2026/03/05, 2026.3.5, 2026年3月5日, 20260305, a month, or a serial.

    >>> to_date("2026年3月5日"), to_date("20260305"), to_date("2026-11")
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), datetime.date(2026, 11, 1))
    >>> to_date(46086.0), to_date("25/03/2026"), to_date("03/05/2026").kind
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 25), 'ambiguous-date')
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _date_of_number(value, day_one)
    if not isinstance(value, str):
        return None if value is None else WRONG
    if is_error(value):
        return ERROR_VALUE
    text = AROUND_PARTS.sub(r"\1", fold(tidy(value)))
    return None if text in EMPTY else _date_of_text(text, day_one)


def _date_of_text(text: str, day_one: date) -> date | Unreadable:
    if text.isdecimal():
        return _date_of_number(int(text), day_one) if len(text) <= 8 else WRONG
    found = DATE.match(text) or DAY_FIRST_OR_LAST.match(text)
    if not found:
        return WRONG
    rest = text[found.end() :].strip()
    if rest and not TIME.match(rest):
        return WRONG
    return _calendar(*found.groups()) if found.re is DATE else _day_and_month(*found.groups())


def _day_and_month(first: str, second: str, year: str) -> date | Unreadable:
    """A date whose year stands last; only a number above 12 tells the day from the month."""
    low, high = sorted((int(first), int(second)))
    if 0 < low < high <= 12:
        return AMBIGUOUS
    return _calendar(year, str(low), str(high))


def _date_of_number(number: float, day_one: date) -> date | Unreadable:
    if not 0 < number < 100_000_000:  # also what is no number, such as NaN
        return WRONG
    if int(number) in SERIALS:
        return day_one + timedelta(days=int(number))
    digits = str(int(number)) if int(number) == number else ""
    return _calendar(digits[:4], digits[4:6], digits[6:]) if len(digits) == 8 else WRONG


def _calendar(year: str, month: str, day: str | None) -> date | Unreadable:
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return WRONG


def to_flag(value: object) -> bool | Unreadable | None:
    """Yes or no, in both languages and as ticks.

    >>> to_flag("√"), to_flag("否"), to_flag(1.0), to_flag("")
    (True, False, True, None)
    """
    if isinstance(value, bool):
        return value
    text = to_text(value)
    if not isinstance(text, str):
        return text
    word = fold(text)
    return True if word in YES else False if word in NO else WRONG


def to_choice(value: object, *, spellings: Spellings) -> Choice | Unreadable | None:
    """The entry of a closed list, by its text in either language, symbol or older spelling."""
    text = to_text(value)
    return spellings.get(fold(text), UNLISTED) if isinstance(text, str) else text


def to_choices(value: object, *, spellings: Spellings) -> tuple[Choice, ...] | Unreadable | None:
    """The entries of a closed list that stand in one cell: 采购人员、使用者."""
    text = to_text(value)
    if not isinstance(text, str):
        return text
    _, parts = parts_of(text, spellings)
    found = [spellings.get(fold(part), UNLISTED) for part in parts]
    if any(isinstance(each, Unreadable) for each in found):
        return UNLISTED
    return tuple(each for each in found if isinstance(each, Choice)) or None


def parts_of(text: str, spellings: Spellings) -> tuple[str, list[str]]:
    """What separates the entries in one cell, "" where it holds but one, and the entries.

    A sign that belongs to an entry, as in 技术/财务把关者, separates nothing.

    >>> parts_of("采购人员、使用者", {})
    ('、', ['采购人员', '使用者'])
    """
    if fold(text) in spellings:
        return "", [text]
    for sign in SEPARATORS:
        parts = [part.strip() for part in text.split(sign) if part.strip()]
        if len(parts) > 1:
            return sign, parts
    return "", [text]


@cache
def spellings_of(choices: type[Choice]) -> dict[str, Choice]:
    """Every accepted text of a closed list, folded, with the entry it means."""
    return {fold(text): entry for text, entry in choices.spellings()}
