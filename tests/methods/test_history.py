"""Weeks recorded one after another, twice, and read back."""

from datetime import date

import pandas as pd

from tests.methods.funnel_frames import page
from xlcrm.methods.history import COLUMNS, past, until_now, week_of, with_week

WEDNESDAY = date(2026, 5, 20)
EMPTY = page("snapshots", "")


def deals(table: str) -> pd.DataFrame:
    return page("opportunities", table)


def recorded(table: str, as_of: date = WEDNESDAY, before: pd.DataFrame = EMPTY) -> pd.DataFrame:
    frame = deals(table)
    chances = pd.Series(0.5, index=frame.index)
    return with_week(before, frame, chances, as_of=as_of)


FIRST = """
    opportunity_id  status  stage      amount  owner  close_date
    P1              .       CONFIRMED  1000    Wang   2026-06-30
    P2              OPEN    OURS       500     Li     2026-07-31
    P3              WON     WINNING    900     Li     2026-05-12
    P4              LOST    OURS       900     Li     2026-05-12
    .               OPEN    OURS       900     Li     2026-05-12
"""


def test_a_week_holds_one_row_per_open_deal_with_an_id() -> None:
    rows = recorded(FIRST)

    assert list(rows.columns) == list(COLUMNS)
    assert rows["opportunity_id"].tolist() == ["P1", "P2"]
    assert rows["week"].dt.strftime("%Y-%m-%d").tolist() == ["2026-05-18"] * 2
    assert rows["taken"].dt.strftime("%Y-%m-%d").tolist() == ["2026-05-20"] * 2
    assert rows["amount"].tolist() == [1000.0, 500.0]
    assert rows["probability"].tolist() == [0.5, 0.5]
    assert rows["owner"].tolist() == ["Wang", "Li"]


def test_recording_a_week_twice_gives_the_same_rows_as_recording_it_once() -> None:
    once = recorded(FIRST)
    twice = recorded(FIRST, before=once)

    pd.testing.assert_frame_equal(twice, once)


def test_recording_later_in_the_week_replaces_the_rows_of_that_week_alone() -> None:
    last_week = recorded(FIRST, as_of=date(2026, 5, 13))
    wednesday = recorded(FIRST, before=last_week)
    sunday = recorded(FIRST.replace("1000", "1200"), as_of=date(2026, 5, 24), before=wednesday)

    assert sunday["week"].dt.day.tolist() == [11, 11, 18, 18]
    assert sunday["taken"].dt.day.tolist() == [13, 13, 24, 24]
    assert sunday["amount"].tolist() == [1000.0, 500.0, 1200.0, 500.0]


def test_a_deal_closed_during_the_week_leaves_its_rows() -> None:
    rows = recorded(FIRST, before=recorded(FIRST.replace("LOST", "OPEN")))

    assert rows["opportunity_id"].tolist() == ["P1", "P2"]


def test_an_empty_funnel_leaves_the_other_weeks_as_they_are() -> None:
    before = recorded(FIRST, as_of=date(2026, 5, 13))

    rows = recorded("opportunity_id status\nP1 WON", before=before)

    assert rows["week"].dt.day.tolist() == [11, 11]


def test_a_deal_typed_twice_is_recorded_once() -> None:
    assert len(recorded("opportunity_id status\nP1 .\nP1 .")) == 1


def test_sunday_belongs_to_the_week_of_the_monday_before_it() -> None:
    assert week_of(date(2026, 5, 24)) == pd.Timestamp("2026-05-18")
    assert week_of(date(2026, 5, 25)) == pd.Timestamp("2026-05-25")


def test_the_past_ends_before_the_week_of_the_day_and_keeps_each_deal_once_a_week() -> None:
    snapshots = page(
        "snapshots",
        """
        week        taken       opportunity_id  amount
        2026-05-25  .           P1              5
        2026-05-18  .           P1              4
        2026-05-13  2026-05-13  P1              3
        2026-05-11  2026-05-12  P1              2
        2026-05-04  .           P1              1
        .           .           P1              9
        2026-05-04  .           .               9
        """,
    )

    rows = past(snapshots, as_of=WEDNESDAY)

    assert rows["amount"].tolist() == [1.0, 3.0]
    assert rows["taken"].dt.day.tolist() == [4, 13]


def test_the_past_and_today_together_show_the_deals_as_they_stand() -> None:
    before = recorded(FIRST, as_of=date(2026, 5, 13))
    now = deals("opportunity_id status amount\nP1 . 700")

    rows = until_now(before, now, pd.Series(0.5, index=now.index), as_of=WEDNESDAY)

    assert rows["amount"].tolist() == [1000.0, 500.0, 700.0]
