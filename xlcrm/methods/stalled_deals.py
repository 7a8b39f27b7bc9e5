"""停滞商机 · Stalled deals.

Question: which open deals have stopped moving, and by what do we see it?

Formula: four signs, each counted once: no activity for `silent_days` (without any, since the deal
was created); the next step's date has passed; longer than `dwell_days` beyond the plan of its
level; level, amount and close date unchanged in the snapshots of the last `still_weeks` weeks. A
deal with `signs` of them is stalled.

Units: days and weeks; the result is a number of signs and a yes or no.

Source: domain inventory `funnel-balance` ("keep replenishing") and `stage-dwell-plan`; the signs
and their limits are ours.

Not for: deals on hold, which are meant to rest.

Example: the last visit was 40 days ago and the next step was due yesterday: 2 signs, stalled.

>>> day = lambda text: pd.Series(pd.to_datetime([text]))
>>> activities = pd.DataFrame(
...     {"opportunity_id": ["P"], "day": day("2026-04-10"), "status": [None]}
... )
>>> nothing = pd.DataFrame(
...     columns=["week", "taken", "opportunity_id", "stage", "amount", "close_date"]
... ).astype({"week": "datetime64[ns]", "taken": "datetime64[ns]"})
>>> scored = compute(
...     pd.Series(["P"]), pd.Series([None]), pd.Series([None]), pd.Series([1e6]),
...     day("2026-01-05"), day("2026-08-31"), day("2026-05-19"),
...     activities=activities, snapshots=nothing, stage_dwell=pd.DataFrame({"days_over": [0.0]}),
...     as_of=date(2026, 5, 20),
... )
>>> scored["signs"].tolist(), scored["stalled"].tolist()
([2.0], ['是'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up, past, week_of
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import NO, SEMICOLON, YES, days_words, text_column
from xlcrm.sheets.activity import ActivityStatus


class Params(MethodParams):
    """Limits of the four signs; all ours."""

    silent_days: int = Field(default=30, ge=1, description="Ours: days without an activity")
    dwell_days: int = Field(default=30, ge=0, description="Ours: days beyond the level's plan")
    still_weeks: int = Field(default=4, ge=1, description="Ours: weeks without any change")
    signs: int = Field(default=2, ge=1, le=4, description="Ours: signs that make a deal stalled")

    def limits(self) -> dict[str, int]:
        """The measure from which each sign shows."""
        return {
            "silent": self.silent_days,
            "step": 1,
            "dwell": self.dwell_days + 1,
            "still": self.still_weeks,
        }


DEFAULTS = Params()

LABEL = Label(
    name="stalled_deals",
    ids=("funnel-balance", "stage-dwell-plan"),
    zh="停滞商机",
    en="Stalled deals",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="signs", zh="停滞迹象数", en="Signs of stalling", kind="number", written=False),
        Result(name="stalled", zh="是否停滞", en="Stalled"),
        Result(name="reason", zh="停滞说明", en="Stalling reason", written=False),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    opportunity_id: pd.Series,
    status: pd.Series,
    stage: pd.Series,
    amount: pd.Series,
    created: pd.Series,
    close_date: pd.Series,
    next_step_date: pd.Series,
    *,
    activities: pd.DataFrame,
    snapshots: pd.DataFrame,
    stage_dwell: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Look for the signs on each open deal; `stage_dwell` is the result of that method."""
    deals = pd.DataFrame(
        {
            "opportunity_id": opportunity_id,
            "stage": stage,
            "amount": amount.astype(float),
            "created": pd.to_datetime(created),
            "close_date": pd.to_datetime(close_date),
            "next_step_date": pd.to_datetime(next_step_date),
        }
    )
    measures = _measures(deals, activities, snapshots, as_of)
    measures["dwell"] = stage_dwell["days_over"].reindex(deals.index).astype(float)
    shown = pd.DataFrame({name: measures[name] >= least for name, least in params.limits().items()})
    judged = is_open(status) & measures.notna().any(axis=1)
    result = pd.DataFrame({"signs": shown.sum(axis=1).astype(float).where(judged)})
    stalled = text_column([NO[language]] * len(deals), deals.index)
    stalled = stalled.mask(result["signs"] >= params.signs, YES[language])
    result["stalled"] = stalled.where(judged)
    result["reason"] = _reason(shown, measures, judged, is_open(status), language)
    return result


def _measures(
    deals: pd.DataFrame, activities: pd.DataFrame, snapshots: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Days of silence, days the next step is overdue, weeks without a change."""
    today = pd.Timestamp(as_of).normalize()
    return pd.DataFrame(
        {
            "silent": (today - _last_touch(deals, activities, today)).dt.days,
            "step": (today - deals["next_step_date"]).dt.days,
            "still": _still_weeks(deals, past(snapshots, as_of=as_of), as_of),
        }
    )


def _last_touch(deals: pd.DataFrame, activities: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Day of the last activity that has taken place, else the day the deal was created."""
    idle = [ActivityStatus.PLANNED, ActivityStatus.CANCELLED]
    done = activities[~activities["status"].isin(idle) & (activities["day"] <= today)]
    last = done.groupby("opportunity_id")["day"].max()
    return looked_up(deals["opportunity_id"], last).fillna(deals["created"])


def _still_weeks(deals: pd.DataFrame, history: pd.DataFrame, as_of: date) -> pd.Series:
    """Weeks since level, amount or close date last differed; missing without a snapshot."""
    facts = ["stage", "amount", "close_date"]
    now = deals.drop_duplicates("opportunity_id").set_index("opportunity_id")[facts]
    before = history[["week", "opportunity_id", *facts]]
    then = now.reindex(before["opportunity_id"]).set_axis(before.index)
    same = pd.Series(True, index=before.index)
    for name in facts:
        same &= before[name].eq(then[name]) | (before[name].isna() & then[name].isna())
    groups = before["opportunity_id"]
    changed = before["week"].where(~same).groupby(groups).max()
    kept = before["week"].where(before["week"] > looked_up(groups, changed).fillna(pd.Timestamp(0)))
    since = kept.groupby(groups).min().fillna(week_of(as_of))
    weeks = (week_of(as_of) - pd.to_datetime(since)).dt.days / 7
    return looked_up(deals["opportunity_id"], weeks)


def _reason(
    shown: pd.DataFrame,
    measures: pd.DataFrame,
    judged: pd.Series,
    live: pd.Series,
    language: Language,
) -> pd.Series:
    words = {
        "silent": Text("{}没有活动", "no activity for {}")[language],
        "step": Text("下一步已过期{}", "next step {} overdue")[language],
        "dwell": Text("停留超期{}", "{} over the level's plan")[language],
        "still": Text("{}没有变化", "unchanged for {}")[language],
    }
    parts = {
        name: [
            text.format(days_words(value * (7 if name == "still" else 1), language)) if sign else ""
            for value, sign in zip(measures[name], shown[name], strict=True)
        ]
        for name, text in words.items()
    }
    joined = [
        SEMICOLON[language].join(filter(None, row)) for row in zip(*parts.values(), strict=True)
    ]
    moving = Text("没有停滞迹象", "no sign of stalling")[language]
    reason = text_column([text or moving for text in joined], shown.index)
    closed = Text("已不在进行中，不判断", "no longer open: not judged")[language]
    nothing = Text(
        "缺少活动、下一步日期、进入本层日期和周快照",
        "missing activities, next step date, level entered and snapshots",
    )
    return reason.case_when([(~live, closed), (~judged, nothing[language])])
