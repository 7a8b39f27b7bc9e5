"""One cell's markup: what stands between `<c r="C7" s="3"` and `</c>` for each kind of value.

Text is written inside the cell (`inlineStr`), always as text, so nothing a person typed can become
a formula and no other part of the file changes.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeGuard, cast
from xml.sax.saxutils import escape

from pydantic_core import to_json

from xlcrm.ooxml.errors import Refused

LONGEST_TEXT = 32_767
_LARGEST_INT = 2**53
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_KEEPS_SPACE = re.compile(r"^\s|\s$|\s\s|\n")
_SPECIAL = re.compile("[\x00-\x20<>&_\ud800-\udfff\ufffe\uffff]")
_DAY_ZERO = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}
_LEAP_BUG_ENDS = datetime(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula for a cell of ours, without "="; `result` is shown until recalculated."""

    text: str
    result: int | float | str | bool | None = None


Value = int | float | str | bool | date | datetime | time | timedelta | Formula | None
Moment = date | time | timedelta


def serial(moment: Moment, date_system: int = 1900) -> float | int:
    """A date or time as Excel counts it: days since the date system's start.

    >>> serial(date(2026, 11, 30)), serial(datetime(1900, 2, 28, 12)), serial(time(6))
    (46356, 59.5, 0.25)
    """
    if isinstance(moment, timedelta):
        days: float = moment / timedelta(days=1)
    elif isinstance(moment, time):
        days = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second,
                         microseconds=moment.microsecond) / timedelta(days=1)  # fmt: skip
    else:
        full = moment if isinstance(moment, datetime) else datetime(*moment.timetuple()[:3])
        days = (full.replace(tzinfo=None) - _DAY_ZERO[date_system]) / timedelta(days=1)
        if date_system == 1900 and full.replace(tzinfo=None) < _LEAP_BUG_ENDS:
            days -= 1
        if days < 0:
            raise Refused("date-too-early", f"{moment} is before Excel's first day")
    return int(days) if days == int(days) else days


def escaped_text(text: str) -> str:
    """Text as XML content; what XML cannot hold is written the way Excel does (`_x000D_`).

    >>> escaped_text("a<b"), escaped_text("cr\\r"), escaped_text("_x0041_")
    ('a&lt;b', 'cr_x000D_', '_x005F_x0041_')
    """
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return escape(_NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


def plain_text(text: str) -> str:
    """The reverse of Excel's `_xHHHH_` escapes.

    >>> plain_text("cr_x000D_"), plain_text("_x005F_x0041_")
    ('cr\\r', '_x0041_')
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number_texts(values: Sequence[Value]) -> list[bytes]:
    """Numbers in digits, as they read back exactly; nothing if a value is no plain finite number.

    >>> number_texts([4.5, 1e300]), number_texts([7]), number_texts([1.5, "x"])
    ([b'4.5', b'1e+300'], [b'7'], [])
    """
    types = set(map(type, values))
    numbers = cast(Sequence[float], values)
    finite = types == {float} and all(map(math.isfinite, numbers))
    if finite or (types == {int} and max(map(abs, numbers)) <= _LARGEST_INT):
        return to_json(numbers)[1:-1].split(b",")
    return []


class CellMarkup:
    """Renders values for one sheet: its namespace prefix and its date system."""

    def __init__(self, prefix: str, date_system: int) -> None:
        self._v = f"<{prefix}v>", f"</{prefix}v>"
        self._f = f"<{prefix}f>", f"</{prefix}f>"
        self._is = f"<{prefix}is><{prefix}t", f"</{prefix}t></{prefix}is></{prefix}c>"
        self.end = f"</{prefix}c>"
        self._number = f"><{prefix}v>", f"</{prefix}v></{prefix}c>"
        self.around_numbers = self._number[0].encode(), self._number[1].encode()
        self._date_system = date_system
        self._by_type: dict[type, Callable[..., str]] = {
            float: self._float,
            int: self._int,
            str: self._text,
            bool: self._bool,
            type(None): self._nothing,
        }

    def body(self, value: Value) -> str:
        """Everything after the cell's address and style. Raises Refused for what no cell holds.

        >>> CellMarkup("", 1900).body(4.5), CellMarkup("x:", 1900).body("a&b")
        ('><v>4.5</v></c>', ' t="inlineStr"><x:is><x:t>a&amp;b</x:t></x:is></x:c>')
        """
        render = self._by_type.get(type(value))
        return render(value) if render else self._unusual(value)

    def _float(self, value: float) -> str:
        if not math.isfinite(value):
            raise Refused("not-a-number", f"{value} cannot be written into a cell")
        return f"{self._number[0]}{to_json(value).decode()}{self._number[1]}"

    def _int(self, value: int) -> str:
        if not -_LARGEST_INT <= value <= _LARGEST_INT:
            raise Refused("number-too-long", "a cell would lose digits of this number; use text")
        return f"{self._number[0]}{value}{self._number[1]}"

    def _text(self, value: str) -> str:
        start, end = self._is
        if len(value) > LONGEST_TEXT:
            raise Refused("text-too-long", f"a cell holds at most {LONGEST_TEXT} characters")
        if not _SPECIAL.search(value):
            return f' t="inlineStr">{start}>{value}{end}'
        space = ' xml:space="preserve"' if _KEEPS_SPACE.search(value) else ""
        return f' t="inlineStr">{start}{space}>{escaped_text(value)}{end}'

    def _bool(self, value: bool) -> str:
        return f' t="b"{self._number[0]}{int(value)}{self._number[1]}'

    def _nothing(self, value: None) -> str:
        return "/>"

    def _formula(self, value: Formula) -> str:
        kind, result = "", value.result
        if isinstance(result, str):
            kind, shown = ' t="str"', escaped_text(result)
        elif isinstance(result, bool):
            kind, shown = ' t="b"', str(int(result))
        else:
            shown = "" if result is None else repr(result)
        shown = f"{self._v[0]}{shown}{self._v[1]}" if result is not None else ""
        text = escape(value.text.removeprefix("="))
        return f"{kind}>{self._f[0]}{text}{self._f[1]}{shown}{self.end}"

    def _unusual(self, value: object) -> str:
        """Subclasses and numbers of other libraries."""
        if isinstance(value, Formula):
            return self._formula(value)
        if is_moment(value):
            return self.body(serial(value, self._date_system))
        if isinstance(value, str):
            return self._text(str(value))
        item = getattr(value, "item", None)
        plain: Any = item() if callable(item) else value
        if type(plain) in self._by_type:
            return self.body(plain)
        if isinstance(plain, float):
            return self._float(float(plain))
        if isinstance(plain, int):
            return self._int(int(plain))
        raise Refused("unknown-value", f"a {type(value).__name__} cannot be written into a cell")


def is_moment(value: object) -> TypeGuard[Moment]:
    """Whether the value is a date or time (and not a missing one, which differs from itself)."""
    return isinstance(value, date | time | timedelta) and value == value  # noqa: PLR0124
