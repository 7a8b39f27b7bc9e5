"""Four weeks of telephone days: calls planned, made and what came of them."""

from datetime import date, timedelta
from random import Random

from samples.names import OWNERS
from samples.record import Record
from xlcrm.language import Text

FIRST_DAY, WEEKS = date(2026, 11, 2), 4
TARGET = 30
"""Calls a day beside the visits."""


def call_log(rng: Random) -> list[Record]:
    """One row per salesperson and working day, by day."""
    weeks = [FIRST_DAY + timedelta(weeks=week) for week in range(WEEKS)]
    days = [monday + timedelta(days=day) for monday in weeks for day in range(5)]
    zeal = {owner: rng.uniform(0.75, 1.08) for owner in OWNERS}
    return [_day(rng, day, owner, zeal[owner]) for day in days for owner in OWNERS]


def _day(rng: Random, day: date, owner: Text, zeal: float) -> Record:
    calls = round(TARGET * zeal * rng.uniform(0.8, 1.15))
    connected = round(calls * rng.uniform(0.28, 0.5))
    interested = round(connected * rng.uniform(0.05, 0.35))
    return {
        "owner": owner,
        "day": day,
        "target": TARGET,
        "prepared": TARGET if rng.random() < 0.85 else TARGET - rng.randint(4, 12),
        "calls": calls,
        "golden_calls": round(calls * rng.uniform(0.5, 0.85)) if rng.random() < 0.9 else None,
        "connected": connected,
        "interested": interested,
        "deals": 1 if interested and rng.random() < 0.12 else 0,
    }
