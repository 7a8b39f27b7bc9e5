"""电话量完成 · Call results.

Question: how many calls did each salesperson make in a week, against the plan, and what came of
them?

Formula: attainment = calls ÷ target; golden share = calls in the golden hours ÷ calls of the days
that say so; connection = connected ÷ calls; need = interested ÷ connected; close = deals ÷
interested; minutes per call = 360 golden minutes ÷ calls planned a day.

Units: calls, shares from 0 to 1, minutes. One row per week and salesperson, the latest week first;
a week is that of its Monday.

Source: domain inventory `call-plan-200` (the tally from Monday to Friday and its total) and
`phone-performance-3` (deals = calls × hit rate × close rate). Days at the weekend count in the
total alone. How many weeks are shown is ours.

Not for: judging what was said.

Example: 180, 205, 190, 210 and 175 calls of 200 planned a day are 960 of 1,000 in the
week, 96 %, at 1.8 minutes each.

>>> days = pd.Series(pd.date_range("2026-05-11", periods=5))
>>> full = lambda value: pd.Series([value] * 5, dtype=float)
>>> week = compute(
...     pd.Series(["Wu"] * 5), days, full(200), pd.Series([180.0, 205, 190, 210, 175]),
...     full(None), full(None), full(None), full(None), as_of=date(2026, 5, 20),
... )
>>> week[["calls", "target", "attainment", "minutes"]].values.tolist()
[[960.0, 1000.0, 0.96, 1.8]]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import week_of
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import COMMA, LISTING, MISSING, header_words, percent_words, text_column

GOLDEN_MINUTES = 360
"""9:00-11:30 and 14:00-17:30."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
RATES = {
    "attainment": ("calls", "target"),
    "golden": ("golden_calls", "golden_of"),
    "connection": ("connected", "connected_of"),
    "need": ("interested", "interested_of"),
    "close": ("deals", "deals_of"),
}
"""Rate to what is divided by what."""
BASES = {"golden_calls": "calls", "connected": "calls", "interested": "connected",
         "deals": "interested"}  # fmt: skip
"""Count to the count it is a part of; the part and its base are summed over the same days."""


class Params(MethodParams):
    """How many weeks are shown."""

    weeks: int = Field(default=4, ge=1, le=520, description="Ours: weeks up to that of as_of")


DEFAULTS = Params()

LABEL = Label(
    name="call_results",
    ids=("call-plan-200", "phone-performance-3"),
    zh="电话量完成",
    en="Call results",
    sheet="call_log",
    shape="table",
    results=(
        Result(name="week", zh="周", en="Week", kind="date"),
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="monday", zh="星期一", en="Monday", kind="number"),
        Result(name="tuesday", zh="星期二", en="Tuesday", kind="number"),
        Result(name="wednesday", zh="星期三", en="Wednesday", kind="number"),
        Result(name="thursday", zh="星期四", en="Thursday", kind="number"),
        Result(name="friday", zh="星期五", en="Friday", kind="number"),
        Result(name="calls", zh="总计", en="Total", kind="number"),
        Result(name="target", zh="计划", en="Planned", kind="number"),
        Result(name="attainment", zh="完成率", en="Attainment", kind="percent"),
        Result(name="golden", zh="黄金时间占比", en="In golden hours", kind="percent"),
        Result(name="connection", zh="接通率", en="Connected", kind="percent"),
        Result(name="need", zh="意向率", en="Interested", kind="percent"),
        Result(name="close", zh="成交率", en="Closed", kind="percent"),
        Result(name="deals", zh="成交数", en="Deals", kind="number"),
        Result(name="minutes", zh="每通分钟", en="Minutes per call", kind="number"),
        Result(name="reason", zh="电话量说明", en="Call results reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    owner: pd.Series,
    day: pd.Series,
    target: pd.Series,
    calls: pd.Series,
    golden_calls: pd.Series,
    connected: pd.Series,
    interested: pd.Series,
    deals: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Add up the days of each salesperson's week; days without a count of calls are left out."""
    when = pd.to_datetime(day)
    rows = pd.DataFrame(
        {
            "target": target,
            "calls": calls,
            "golden_calls": golden_calls,
            "connected": connected,
            "interested": interested,
            "deals": deals,
        }
    ).astype(float)
    for part, whole in BASES.items():
        rows[f"{part.removesuffix('_calls')}_of"] = rows[whole].where(rows[part].notna())
    weekday = when.dt.day_of_week
    for number, name in enumerate(WEEKDAYS):
        rows[name] = rows["calls"].where(weekday.eq(number))
    rows["planned_days"] = rows["target"].notna().astype(float)
    rows["called"] = rows["calls"].where(rows["target"].notna())
    rows = rows.assign(owner=owner, week=when - pd.to_timedelta(weekday, unit="D"))
    first = week_of(as_of) - pd.Timedelta(weeks=params.weeks - 1)
    kept = when.le(pd.Timestamp(as_of)) & rows["week"].ge(first) & rows["calls"].notna()
    grouped = rows[kept & owner.notna()].groupby(["week", "owner"])
    sums = grouped.sum(min_count=1).reset_index()
    sums = sums.sort_values(["week", "owner"], ascending=[False, True], kind="stable")
    return _rated(sums.reset_index(drop=True), language)


def _rated(sums: pd.DataFrame, language: Language) -> pd.DataFrame:
    for rate, (part, whole) in RATES.items():
        top = sums["called"] if rate == "attainment" else sums[part]
        sums[rate] = top / sums[whole].where(sums[whole] > 0)
    planned = sums["target"] / sums["planned_days"]
    sums["minutes"] = GOLDEN_MINUTES / planned.where(planned > 0)
    sums["owner"] = text_column([str(one) for one in sums["owner"]], sums.index)
    sums["reason"] = _reason(sums, language)
    return sums[[one.name for one in LABEL.results]]


def _reason(sums: pd.DataFrame, language: Language) -> pd.Series:
    made = Text("拨打{:.0f}个", "{:.0f} calls made")[language]
    planned = Text("，计划{:.0f}个，完成{}", ", {:.0f} planned, {} attained")[language]
    titles = {result.name: result.header(language) for result in LABEL.results}
    shown = ("golden", "connection", "need", "close")
    headers = header_words("call_log", language)
    absent = {"target": "target", "golden": "golden_calls", "connection": "connected"}
    reasons = []
    for row in sums.to_dict("records"):
        said = made.format(row["calls"])
        if pd.notna(row["attainment"]):
            said += planned.format(row["target"], percent_words(row["attainment"]))
        for name in shown:
            if pd.notna(row[name]):
                said += COMMA[language] + f"{titles[name]} {percent_words(row[name])}"
        lacking = [headers[field] for name, field in absent.items() if pd.isna(row[name])]
        tail = MISSING[language] + LISTING[language].join(lacking) if lacking else ""
        reasons.append(said + (Text("；", "; ")[language] + tail if tail else ""))
    return text_column(reasons, sums.index)
