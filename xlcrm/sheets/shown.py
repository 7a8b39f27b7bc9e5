"""A value as a cell shows it: choices and flags in words, dates as dates, nothing as None."""

from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.sheets.column import Choice

LISTING = Text("、", ", ")
"""Between several entries of one cell."""

YES_NO = {True: Text("是", "Yes"), False: Text("否", "No")}


def shown(value: Any, language: Language) -> object:
    """What to write into a cell for a value of a frame.

    >>> shown(True, "zh"), shown(float("nan"), "zh"), shown(pd.Timestamp(2026, 3, 5), "en")
    ('是', None, datetime.date(2026, 3, 5))
    """
    if isinstance(value, Choice):
        return value.text(language)
    if isinstance(value, tuple):
        return LISTING[language].join(str(shown(each, language)) for each in value)
    if isinstance(value, bool):
        return YES_NO[value][language]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value
