"""One row of the invented company: field name → value, before it is worded in a language."""

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from xlcrm.language import Text
from xlcrm.sheets import Choice

Value = Text | str | float | int | bool | date | Choice | None
"""Money in yuan, ratios 0-1. A Text is written in the workbook's language."""
Record = dict[str, Value]

Rows = dict[str, list[Record]]
"""Sheet id → its rows, in the order of the sheet."""

AS_OF = date(2026, 11, 30)
"""The last day the invented company has lived through."""

T = TypeVar("T")


def picked(rng: Random, pool: dict[T, float]) -> T:
    """One key of `pool`, its value being its weight."""
    return rng.choices(list(pool), weights=list(pool.values()))[0]


def workday(day: date) -> date:
    """The Friday before, for a day at the weekend; the order of two days never turns round."""
    return day - timedelta(days=max(0, day.weekday() - 4))
