"""What was expected of a month before it began, and what it brought."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import forecast_vs_actual

SNAPSHOTS = """
    week        taken       opportunity_id  amount  probability  close_date
    2026-03-30  2026-04-01  P1              100     0.5          2026-04-20
    2026-04-20  2026-04-22  P1              200     0.5          2026-05-20
    2026-04-20  2026-04-22  P2              40      0.5          2026-05-31
    2026-04-20  2026-04-22  P3              900     0.5          2026-06-01
    2026-04-20  2026-04-22  P4              900     .            2026-05-10
    2026-04-27  2026-05-01  P1              900     0.5          2026-05-20
"""


def months(deals: str, snapshots: str = SNAPSHOTS, *, as_of: date, **options: object):
    frame = page("opportunities", deals)
    return forecast_vs_actual.compute(
        frame["amount"],
        frame["status"],
        frame["close_date"],
        snapshots=page("snapshots", snapshots),
        as_of=as_of,
        **options,
    )


WON = """
    opportunity_id  amount  status  close_date
    P1              102     WON     2026-05-18
    P2              50      LOST    2026-05-31
    P9              30      WON     2026-06-02
"""


def test_the_worked_example_misses_its_forecast_by_fifteen_per_cent() -> None:
    rows = months(WON, as_of=date(2026, 6, 10)).set_index("month")
    may = rows.loc["2026-05-01"]

    # the snapshot of 22 April: 200 × 50 % + 40 × 50 % = 120; that of 1 May is no longer before
    assert may["taken"] == pd.Timestamp("2026-04-22")
    assert (may["forecast"], may["actual"]) == (120.0, 102.0)
    assert may["error"] == pytest.approx(-0.15)
    assert may["reason"] == "2026-04-22的快照预估120，实绩102；误差−15%"


def test_a_month_without_an_earlier_snapshot_takes_its_first_one_and_says_so() -> None:
    deals = WON + "    P8              25      WON     2026-04-03\n"
    snapshots = SNAPSHOTS.replace("2026-04-01", "2026-04-05")
    april = months(deals, snapshots, as_of=date(2026, 6, 10)).iloc[0]

    # 25 had been won by then, 100 × 50 % was still open
    assert (april["forecast"], april["actual"]) == (75.0, 25.0)
    assert april["reason"].endswith("；误差−66.7%；当月才有快照")


def test_the_present_month_is_shown_as_not_over() -> None:
    june = months(WON, as_of=date(2026, 6, 10), language="en").iloc[-1]

    assert june["taken"] == pd.Timestamp("2026-05-01")
    assert pd.isna(june["error"])
    assert june["reason"] == (
        "snapshot of 2026-05-01: forecast 0, actual 30; nothing was forecast: no error; "
        "the month is not over"
    )


def test_without_snapshots_there_is_nothing_to_compare() -> None:
    assert months(WON, "", as_of=date(2026, 6, 10)).empty


def test_the_present_week_is_no_forecast_of_the_past() -> None:
    assert months(WON, as_of=date(2026, 4, 1)).empty
