"""The funnel's history: a week's open deals appended to the snapshots, and read back.

`with_week` makes the rows of the snapshot sheet; recording a week again replaces its rows, so
that the last state of a week stands. The methods read the past through `past`, which knows
nothing of weeks after the day they judge by.
"""

from datetime import date

import pandas as pd

from xlcrm.methods.weighted_amount import is_open
from xlcrm.sheets import fields_of, sheet_model

COLUMNS = tuple(field.name for field in fields_of(sheet_model("snapshots")))
KEY = ["week", "opportunity_id"]


def week_of(as_of: date) -> pd.Timestamp:
    """Monday of the week of a day.

    >>> week_of(date(2026, 5, 24)).date().isoformat()
    '2026-05-18'
    """
    day = pd.Timestamp(as_of).normalize()
    return day - pd.Timedelta(days=day.weekday())


def this_week(
    opportunities: pd.DataFrame, probability_used: pd.Series, *, as_of: date
) -> pd.DataFrame:
    """One row per open deal that has an id, with the columns of the snapshot sheet.

    `opportunities` holds columns of the opportunity sheet (missing ones stay blank) and
    `probability_used` is that of the method weighted_amount, on the same index.
    """
    deals = opportunities.assign(probability=probability_used)
    known = deals["opportunity_id"].notna() & is_open(deals["status"])
    rows = deals[known].drop_duplicates("opportunity_id").reindex(columns=list(COLUMNS))
    rows["week"] = week_of(as_of)
    rows["taken"] = pd.Timestamp(as_of).normalize()
    rows["note"] = None  # the deal's own note is no note on the week
    return rows.reset_index(drop=True)


def past(snapshots: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """The recorded weeks before that of `as_of`, in order, each deal once a week."""
    known = snapshots[snapshots["week"].notna() & snapshots["opportunity_id"].notna()]
    monday = known["week"].dt.to_period("W-SUN").dt.start_time
    rows = known.assign(week=monday, taken=known["taken"].fillna(known["week"]))
    rows = rows[rows["week"] < week_of(as_of)]
    return rows.sort_values([*KEY, "taken"], ignore_index=True).drop_duplicates(KEY, keep="last")


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value of each key, on the keys' index; missing where there is none.

    >>> looked_up(pd.Series(["A", None, "B"]), pd.Series([1.5], index=["A"])).tolist()
    [1.5, nan, nan]
    """
    return values.reindex(keys).set_axis(keys.index)


def with_week(
    snapshots: pd.DataFrame,
    opportunities: pd.DataFrame,
    probability_used: pd.Series,
    *,
    as_of: date,
) -> pd.DataFrame:
    """The snapshot sheet with the week of `as_of` recorded; rows numbered from 0, oldest first.

    Every other week is kept as it stands. Doing it twice gives the same rows as doing it once.
    """
    week = this_week(opportunities, probability_used, as_of=as_of)
    others = snapshots[snapshots["week"] != week_of(as_of)].reindex(columns=list(COLUMNS))
    parts = [part for part in (others, week) if not part.empty]
    joined = pd.concat(parts, ignore_index=True) if parts else week
    return joined.sort_values(KEY, ignore_index=True)


def until_now(
    snapshots: pd.DataFrame,
    opportunities: pd.DataFrame,
    probability_used: pd.Series,
    *,
    as_of: date,
) -> pd.DataFrame:
    """The recorded past followed by the deals as they stand on `as_of`."""
    return with_week(past(snapshots, as_of=as_of), opportunities, probability_used, as_of=as_of)
