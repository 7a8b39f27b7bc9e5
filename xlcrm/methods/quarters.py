"""Quarters of a financial year that may begin in any month."""

import pandas as pd

from xlcrm.language import Language

ENDS = ("DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV")
"""Last month of the year that begins in January, February, …"""


def frequency(first_month: int) -> str:
    """The pandas name of quarters in a year beginning in this month (1-12).

    >>> frequency(1), frequency(4)
    ('Q-DEC', 'Q-MAR')
    """
    return f"Q-{ENDS[first_month - 1]}"


def quarter_of(day: pd.Timestamp, *, first_month: int) -> pd.Period:
    """The quarter a day falls into.

    >>> quarter_of(pd.Timestamp("2026-01-31"), first_month=2).start_time.date().isoformat()
    '2025-11-01'
    """
    return pd.Period(day, freq=frequency(first_month))


def quarters_of(days: pd.Series, *, first_month: int) -> pd.Series:
    """The quarter of each day, missing where the day is."""
    return pd.to_datetime(days).dt.to_period(frequency(first_month))


def quarter_words(quarter: pd.Period, language: Language) -> str:
    """A quarter by its months, whatever month the year begins in.

    >>> july = pd.Period("2026-07-01", freq="Q-DEC")
    >>> quarter_words(july, "zh"), quarter_words(july, "en")
    ('2026年7–9月', '2026-07 to 2026-09')
    """
    first, last = quarter.start_time, quarter.end_time
    if language == "en":
        return f"{first:%Y-%m} to {last:%Y-%m}"
    until = f"{last.month}" if first.year == last.year else f"{last.year}年{last.month}"
    dash = "–" if first.year == last.year else "月–"
    return f"{first.year}年{first.month}{dash}{until}月"
