"""签约日期推迟 · Close-date pushes.

Question: how often, and how far, has the expected signature of this deal been put off?

Formula: a push is a week whose close date is later than that of the week before it in the
snapshots, the present date included; pushed days = present close date − first one recorded. Dates
moved forward are no pushes but shorten the days.

Units: number of pushes, and days.

Source: domain inventory `sales-progress` (snapshots by week); counting pushes is the usual check of
pipeline reviews.

Not for: deals in their first week: without a snapshot there is nothing to compare.

Example: recorded for 30 June, then 31 July, now 15 August: 2 pushes, 46 days.

>>> snapshots = pd.DataFrame(
...     {
...         "week": pd.to_datetime(["2026-06-01", "2026-06-08"]), "taken": pd.NaT,
...         "opportunity_id": "P", "close_date": pd.to_datetime(["2026-06-30", "2026-07-31"]),
...     }
... )
>>> scored = compute(
...     pd.Series(["P"]), pd.Series(pd.to_datetime(["2026-08-15"])),
...     snapshots=snapshots, as_of=date(2026, 6, 15),
... )
>>> scored["pushes"].tolist(), scored["pushed_days"].tolist()
([2.0], [46.0])
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up, past
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, days_words, missing_words, text_column


class Params(MethodParams):
    """Nothing to choose: every later date is a push."""


DEFAULTS = Params()

LABEL = Label(
    name="close_date_pushes",
    ids=("sales-progress",),
    zh="签约日期推迟",
    en="Close-date pushes",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="pushes", zh="推迟次数", en="Pushes", kind="number"),
        Result(name="pushed_days", zh="推迟天数", en="Days pushed", kind="days", written=False),
        Result(name="first_date", zh="最初签约日期", en="First close date", kind="date",
               written=False),
        Result(name="reason", zh="推迟说明", en="Push reason", written=False),
    ),
)  # fmt: skip


def compute(
    opportunity_id: pd.Series,
    close_date: pd.Series,
    *,
    snapshots: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count the pushes of each deal; snapshots have week, taken, opportunity_id, close_date."""
    now = pd.to_datetime(close_date)
    history = past(snapshots, as_of=as_of)[["opportunity_id", "close_date"]].dropna()
    deals = history.groupby("opportunity_id", sort=False)["close_date"]
    later = (history["close_date"] > deals.shift()).groupby(history["opportunity_id"]).sum()
    first, last = (looked_up(opportunity_id, end) for end in (deals.first(), deals.last()))
    known = first.notna() & now.notna()
    pushes = looked_up(opportunity_id, later).astype(float) + (now > last).astype(float)
    result = pd.DataFrame(
        {
            "pushes": pushes.where(known),
            "pushed_days": (now - first).dt.days.astype(float),
            "first_date": first.astype(now.dtype),
        }
    )
    inputs = pd.DataFrame({"opportunity_id": opportunity_id, "close_date": now})
    reason = missing_words("opportunities", inputs, language)
    alone = MISSING[language] + Text("以往的周快照", "snapshots of earlier weeks")[language]
    reason = reason.mask(reason.eq("") & first.isna(), alone)
    reason[known] = _words(result[known], language)
    result["reason"] = reason
    return result


def _words(result: pd.DataFrame, language: Language) -> pd.Series:
    pushed = Text("推迟{pushes}次，比最初{date}{moved}", "pushed {pushes} times, {moved} {date}")
    kept = Text("没有推迟过，比最初{date}{moved}", "never pushed, {moved} {date}")
    later = Text("晚{days}", "{days} after the first date of")
    earlier = Text("早{days}", "{days} before the first date of")
    reasons = [
        (pushed if pushes else kept)[language].format(
            pushes=f"{pushes:.0f}",
            date=day,
            moved=(later if days >= 0 else earlier)[language].format(
                days=days_words(abs(days), language)
            ),
        )
        for pushes, days, day in zip(
            result["pushes"], result["pushed_days"],
            result["first_date"].dt.strftime("%Y-%m-%d"), strict=True,
        )
    ]  # fmt: skip
    return text_column(reasons, result.index)
