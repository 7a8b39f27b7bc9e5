"""Quarters of financial years beginning in any month, against the calendar."""

from itertools import pairwise

import pandas as pd
import pytest

from xlcrm.methods.quarters import quarter_of, quarter_words, quarters_of


@pytest.mark.parametrize(
    ("first_month", "day", "begins"),
    [
        (1, "2026-03-31", "2026-01-01"),
        (1, "2026-04-01", "2026-04-01"),
        (4, "2026-03-31", "2026-01-01"),
        (2, "2026-01-31", "2025-11-01"),
        (2, "2026-02-01", "2026-02-01"),
        (12, "2026-12-01", "2026-12-01"),
        (12, "2026-11-30", "2026-09-01"),
        (12, "2027-02-28", "2026-12-01"),
        (7, "2026-06-30", "2026-04-01"),
    ],
)
def test_a_day_falls_into_the_quarter_of_the_financial_year(
    first_month: int, day: str, begins: str
) -> None:
    quarter = quarter_of(pd.Timestamp(day), first_month=first_month)

    assert quarter.start_time == pd.Timestamp(begins)


@pytest.mark.parametrize("first_month", range(1, 13))
def test_every_quarter_has_three_months_and_one_begins_the_year(first_month: int) -> None:
    days = pd.Series(pd.date_range("2026-01-01", "2027-12-31"))

    begins = quarters_of(days, first_month=first_month).dt.start_time
    months = sorted(set(begins.dt.month))

    assert first_month in months
    assert len(months) == 4
    assert {later - sooner for sooner, later in pairwise(months)} == {3}


def test_a_missing_day_has_no_quarter() -> None:
    days = pd.Series(pd.to_datetime([None, "2026-05-20"]))

    assert quarters_of(days, first_month=1).isna().tolist() == [True, False]


def test_a_quarter_across_the_new_year_names_both_years() -> None:
    quarter = quarter_of(pd.Timestamp("2026-12-24"), first_month=11)

    assert quarter_words(quarter, "zh") == "2026年11月–2027年1月"
    assert quarter_words(quarter, "en") == "2026-11 to 2027-01"
