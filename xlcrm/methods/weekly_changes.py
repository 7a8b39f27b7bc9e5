"""本周变化 · Changes since last week.

Question: what has changed in the funnel since the last recorded week?

Formula: the deals as they stand are compared with the last snapshot of an earlier week: new deals,
deals won, lost, shelved or gone from the list, level up or down, amount, close date. Change in
weighted amount = weighted now − weighted then; a closed deal weighs nothing now.

Units: amounts in base currency units, days. One row per deal that changed.

Source: domain inventory `sales-progress`, whose numerator these changes add up to.

Not for: the history of one deal; read its rows on the snapshot sheet.

Example: a deal of 1 million at 25 % moved up a level (50 %) and from 30 June to 31 July.

>>> snapshots = pd.DataFrame(
...     {
...         "week": pd.to_datetime(["2026-05-11"]), "taken": pd.NaT, "opportunity_id": "P",
...         "owner": "W", "stage": [FunnelLevel.CONFIRMED], "amount": [1e6],
...         "probability": [0.25], "close_date": pd.to_datetime(["2026-06-30"]),
...     }
... )
>>> weights = pd.DataFrame({"probability_used": [0.5]})
>>> rows = compute(
...     pd.Series(["P"]), pd.Series(["W"]), pd.Series([FunnelLevel.OURS]), pd.Series([None]),
...     pd.Series([1e6]), pd.Series(pd.to_datetime(["2026-07-31"])),
...     snapshots=snapshots, weighted_amount=weights, as_of=date(2026, 5, 20),
... )
>>> rows[["change", "weighted_change", "days_moved"]].to_dict("records")
[{'change': '升层、改期', 'weighted_change': 250000.0, 'days_moved': 31.0}]
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import past, this_week
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    LISTING,
    SEMICOLON,
    amount_words,
    days_words,
    text_column,
)
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

CHANGES = {
    "new": Text("新增", "new"),
    "won": Text("赢单", "won"),
    "lost": Text("丢单", "lost"),
    "held": Text("搁置", "on hold"),
    "gone": Text("从表中消失", "gone from the list"),
    "up": Text("升层", "level up"),
    "down": Text("降层", "level down"),
    "amount": Text("改金额", "amount changed"),
    "date": Text("改期", "date moved"),
}
CLOSED = {
    OpportunityStatus.WON: "won",
    OpportunityStatus.LOST: "lost",
    OpportunityStatus.ON_HOLD: "held",
}
NUMBERS = {level: float(number) for number, level in enumerate(FunnelLevel, 1)}
FACTS = ["owner", "stage", "amount", "probability", "close_date"]


Told = Callable[[pd.DataFrame], list[str]]
"""Says something of each row."""


class Params(MethodParams):
    """Nothing to choose: every change is listed."""


DEFAULTS = Params()

LABEL = Label(
    name="weekly_changes",
    ids=("sales-progress",),
    zh="本周变化",
    en="Changes since last week",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="opportunity_id", zh="商机编号", en="Opportunity ID"),
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="change", zh="变化", en="Change"),
        Result(name="amount_change", zh="金额变化", en="Amount change", kind="money"),
        Result(name="weighted_change", zh="加权变化", en="Weighted change", kind="money"),
        Result(name="days_moved", zh="签约日期移动", en="Days moved", kind="days"),
        Result(name="reason", zh="变化说明", en="Change reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    opportunity_id: pd.Series,
    owner: pd.Series,
    stage: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    close_date: pd.Series,
    *,
    snapshots: pd.DataFrame,
    weighted_amount: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """List the deals that changed; none before a first snapshot of an earlier week."""
    deals = pd.DataFrame(
        {
            "opportunity_id": opportunity_id,
            "owner": owner,
            "stage": stage,
            "status": status,
            "amount": amount.astype(float),
            "close_date": pd.to_datetime(close_date),
        }
    )
    history = past(snapshots, as_of=as_of)
    last = history[history["week"] == history["week"].max()]
    now = this_week(deals, weighted_amount["probability_used"].reindex(deals.index), as_of=as_of)
    both = _side_by_side(now.iloc[0:0] if last.empty else now, last)
    closed = deals.drop_duplicates("opportunity_id").set_index("opportunity_id")["status"]
    flags = _flags(both, both.index.to_series().map(closed))
    both, flags = both[flags.any(axis=1)], flags[flags.any(axis=1)]
    result = _measured(both, flags, language)
    result["reason"] = _reason(both, flags, result, last["week"].max(), language)
    return result[[column.name for column in LABEL.results]]


def _side_by_side(now: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Facts of each deal then and now (`…_now`), by deal; `in_then` and `in_now` say where."""
    sides = [
        frame.set_index("opportunity_id")[FACTS].assign(
            level=frame.set_index("opportunity_id")["stage"].map(NUMBERS).astype(float),
            here=True,
        )
        for frame in (last, now)
    ]
    both = sides[0].join(sides[1].add_suffix("_now"), how="outer")
    return both.assign(here=both["here"].eq(True), here_now=both["here_now"].eq(True))


def _flags(both: pd.DataFrame, status: pd.Series) -> pd.DataFrame:
    """Which changes each deal has had."""
    kept, left = both["here"] & both["here_now"], both["here"] & ~both["here_now"]
    flags = pd.DataFrame({"new": ~both["here"]})
    for entry, name in CLOSED.items():
        flags[name] = left & status.isin([entry])
    flags["gone"] = left & ~flags[list(CLOSED.values())].any(axis=1)
    flags["up"] = kept & (both["level_now"] > both["level"])
    flags["down"] = kept & (both["level_now"] < both["level"])
    for name, fact in (("amount", "amount"), ("date", "close_date")):
        then, now = both[fact], both[f"{fact}_now"]
        flags[name] = kept & then.ne(now) & (then.notna() | now.notna())
    return flags


def _measured(both: pd.DataFrame, flags: pd.DataFrame, language: Language) -> pd.DataFrame:
    kept = both["here"] & both["here_now"]
    words = [text[language] for text in CHANGES.values()]
    changes = [
        LISTING[language].join(w for w, flag in zip(words, row, strict=True) if flag)
        for row in flags[list(CHANGES)].to_numpy()
    ]
    weighted, weighted_now = (
        both[f"amount{side}"].astype(float).mul(both[f"probability{side}"].astype(float))
        for side in ("", "_now")
    )
    moved = pd.to_datetime(both["close_date_now"]) - pd.to_datetime(both["close_date"])
    owner = both["owner_now"].where(both["owner_now"].notna(), both["owner"])
    amount, amount_now = (both[name].astype(float).fillna(0.0) for name in ("amount", "amount_now"))
    result = pd.DataFrame(
        {
            "opportunity_id": pd.Series(both.index, index=both.index, dtype="str"),
            "owner": owner.where(owner.notna(), None).astype("str"),
            "change": text_column(changes, both.index),
            "amount_change": amount_now - amount,
            "weighted_change": weighted_now.fillna(0.0) - weighted.fillna(0.0),
            "days_moved": moved.dt.days.astype(float).where(kept),
        }
    )
    return result.reset_index(drop=True)


def _reason(
    both: pd.DataFrame,
    flags: pd.DataFrame,
    result: pd.DataFrame,
    week: pd.Timestamp,
    language: Language,
) -> pd.Series:
    """What each deal was and has become."""
    head = Text("自{week}那周：", "since the week of {week}: ")[language]
    reason = head.format(week="" if pd.isna(week) else f"{week:%Y-%m-%d}") + result["change"]
    levels = Text("层级{}→{}", "level {} → {}")[language]
    money = Text("金额{}→{}", "amount {} → {}")[language]
    names = {level: level.text(language) for level in FunnelLevel}
    moved = result["days_moved"].set_axis(both.index)
    details: tuple[tuple[pd.Series, Told], ...] = (
        (flags["up"] | flags["down"], lambda rows: _pairs(levels, rows, "stage", names.get)),
        (
            flags["amount"],
            lambda rows: _pairs(money, rows, "amount", lambda v: _money(v, language)),
        ),
        (flags["date"] & moved.notna(), lambda rows: _days(moved[rows.index], language)),
    )
    for applies, told in details:
        words = text_column([""] * len(both), both.index)
        words[applies] = [SEMICOLON[language] + each for each in told(both[applies])]
        reason = reason + words.set_axis(reason.index)
    return reason


def _pairs(
    words: str, rows: pd.DataFrame, name: str, said: Callable[[Any], str | None]
) -> list[str]:
    """A fact then and now."""
    both = zip(rows[name], rows[f"{name}_now"], strict=True)
    return [words.format(said(before), said(after)) for before, after in both]


def _money(amount: float, language: Language) -> str:
    return "?" if pd.isna(amount) else amount_words(amount, language)


def _days(moved: pd.Series, language: Language) -> list[str]:
    later = Text("签约推迟{}", "close date {} later")[language]
    sooner = Text("签约提前{}", "close date {} earlier")[language]
    return [
        (later if days > 0 else sooner).format(days_words(abs(days), language)) for days in moved
    ]
