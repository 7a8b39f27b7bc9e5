"""漏斗平衡 · Funnel balance.

Question: does every level of the funnel hold enough deals for the target, and which level should
we work on?

Formula: required on level 4 = deals to win ÷ conversion of level 4, on a lower level = required on
the next ÷ its own conversion, each rounded up; balance = open deals on the level − required. A
level that falls short is filled from the one below: work level k − 1, its best deals first.

Deals to win are a parameter, or the quarter's quota still open ÷ the mean amount of won deals. A
typed least number of the targets sheet goes before the computed one. A conversion is a parameter,
or that of the method stage_conversion where it rests on `minimum_cases` decided deals; without one
nothing is required or advised from that level down.

Units: numbers of deals, conversions from 0 to 1. One row per level.

Source: domain inventory `funnel-balance`; the number of cases is ours.

Not for: a funnel of a handful of large deals, where each one has a plan of its own.

Example: 6 deals to win at 40 % from level 4 need 15 there, at 25 % from level 3 another 60; with 70
and 9 in stock, level 3 has 10 to spare, level 4 lacks 6: work level 3.

>>> stock = [FunnelLevel.OURS] * 70 + [FunnelLevel.WINNING] * 9
>>> blank = pd.Series([None] * 79)
>>> levels = compute(
...     pd.Series([f"P{n}" for n in range(79)]), pd.Series(stock), blank, blank.astype(float),
...     pd.to_datetime(blank), stage_conversion=pd.DataFrame(),
...     opportunity_score=pd.DataFrame({"score": blank.astype(float)}),
...     targets=pd.DataFrame(columns=["month", "quota", *LEAST.values()]),
...     as_of=date(2026, 5, 20),
...     params=Params(deals_to_win=6, rate_winning=0.4, rate_ours=0.25, listed=0),
... )
>>> levels[["required", "balance"]].iloc[2:].to_numpy().tolist()
[[60.0, 10.0], [15.0, -6.0]]
>>> levels["advice"].iloc[3]
'推进我的项目的商机，补足项目胜算6个'
"""

from datetime import date
from math import ceil

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.quarters import quarter_of, quarters_of
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import LISTING, percent_words, text_column
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

LEVELS = tuple(FunnelLevel)
LEAST = {
    FunnelLevel.POTENTIAL: "least_potential",
    FunnelLevel.CONFIRMED: "least_confirmed",
    FunnelLevel.OURS: "least_ours",
    FunnelLevel.WINNING: "least_winning",
}
"""Each level's column of the targets sheet."""


class Params(MethodParams):
    """Deals to win, conversions that go before the measured ones, and what advice rests on."""

    deals_to_win: int = Field(
        default=0, ge=0, description="Ours: deals to win; 0 takes the quarter's open quota"
    )
    rate_potential: float | None = Field(
        default=None, gt=0, le=1, description="Ours: conversion of level 1; blank: as measured"
    )
    rate_confirmed: float | None = Field(
        default=None, gt=0, le=1, description="Ours: conversion of level 2; blank: as measured"
    )
    rate_ours: float | None = Field(
        default=None, gt=0, le=1, description="Ours: conversion of level 3; blank: as measured"
    )
    rate_winning: float | None = Field(
        default=None, gt=0, le=1, description="Ours: conversion of level 4; blank: as measured"
    )
    minimum_cases: int = Field(
        default=10, ge=1, description="Ours: decided deals a measured conversion must rest on"
    )
    listed: int = Field(default=3, ge=0, le=20, description="Ours: deals named in the advice")
    fiscal_year_start: int = Field(
        default=1, ge=1, le=12, description="Ours: month in which our financial year begins"
    )


DEFAULTS = Params()

LABEL = Label(
    name="funnel_balance",
    ids=("funnel-balance",),
    zh="漏斗平衡",
    en="Funnel balance",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="level", zh="层级", en="Level"),
        Result(name="deals", zh="现有商机数", en="Deals", kind="number"),
        Result(name="amount", zh="现有金额", en="Amount", kind="money"),
        Result(name="rate", zh="采用转化率", en="Conversion used", kind="percent"),
        Result(name="required", zh="需要商机数", en="Required", kind="number"),
        Result(name="balance", zh="余缺", en="Balance", kind="number"),
        Result(name="advice", zh="建议", en="Advice"),
        Result(name="reason", zh="余缺说明", en="Balance reason"),
    ),
)


def compute(
    opportunity_id: pd.Series,
    stage: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    close_date: pd.Series,
    *,
    stage_conversion: pd.DataFrame,
    opportunity_score: pd.DataFrame,
    targets: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Compare stock and need of the four levels; the first two frames are methods' results."""
    deals = pd.DataFrame(
        {
            "id": opportunity_id,
            "stage": stage.where(is_open(status), None),
            "amount": amount.astype(float),
            "won": status.isin([OpportunityStatus.WON]),
            "close_date": pd.to_datetime(close_date),
            "score": opportunity_score["score"].reindex(stage.index).astype(float),
        }
    )
    to_win = params.deals_to_win or _from_quota(deals, targets, as_of, params)
    result = _stock(deals, language)
    result["rate"] = _rates(stage_conversion, params)
    result["required"] = _required(result["rate"], _least(targets, as_of), to_win)
    result["balance"] = result["deals"] - result["required"]
    result["advice"] = text_column(_advice(result, deals, params, language), result.index)
    result["reason"] = _reason(result, to_win, params, language)
    return result[[column.name for column in LABEL.results]]


def _stock(deals: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Open deals of each level and their amount."""
    number = deals["stage"].map({level: at for at, level in enumerate(LEVELS)})
    stock, money = number.value_counts(), deals["amount"].groupby(number).sum()
    return pd.DataFrame(
        {
            "level": text_column([level.text(language) for level in LEVELS], pd.RangeIndex(4)),
            "deals": [int(stock.get(at, 0)) for at in range(len(LEVELS))],
            "amount": [float(money.get(at, 0.0)) for at in range(len(LEVELS))],
        }
    )


def _from_quota(
    deals: pd.DataFrame, targets: pd.DataFrame, as_of: date, params: Params
) -> float | None:
    """Deals that the quarter's quota still asks for; None without quota or won amounts."""
    start = params.fiscal_year_start
    quarter = quarter_of(pd.Timestamp(as_of), first_month=start)
    due = quarters_of(targets["month"], first_month=start) == quarter
    quota = targets.loc[due, "quota"].astype(float).sum(min_count=1)
    won = deals[deals["won"] & deals["amount"].gt(0)]
    mean = won["amount"].mean()
    if pd.isna(quota) or pd.isna(mean):
        return None
    booked = won.loc[quarters_of(won["close_date"], first_month=start) == quarter, "amount"].sum()
    return max(ceil(round((quota - booked) / mean, 9)), 0)


def _rates(conversion: pd.DataFrame, params: Params) -> list[float]:
    """Conversion of each level: as set, else as measured on enough cases, else missing."""
    given = (params.rate_potential, params.rate_confirmed, params.rate_ours, params.rate_winning)
    if conversion.empty:
        return [float("nan") if rate is None else rate for rate in given]
    cases = conversion["passed"].to_numpy() + conversion["lost"].to_numpy()
    measured = conversion["rate"].where(cases >= params.minimum_cases).astype(float)
    return [own if rate is None else rate for rate, own in zip(given, measured, strict=True)]


def _least(targets: pd.DataFrame, as_of: date) -> list[float]:
    """Least numbers typed for the month of `as_of`, everybody's added up; missing where none."""
    now = pd.to_datetime(targets["month"]).dt.to_period("M") == pd.Period(as_of, freq="M")
    sums = targets.loc[now, list(LEAST.values())].astype(float).sum(min_count=1)
    return [float(sums[LEAST[level]]) for level in LEVELS]


def _required(rates: pd.Series, least: list[float], to_win: float | None) -> pd.Series:
    """From the last level to the first, each from the one after it."""
    needed = float("nan") if to_win is None else float(to_win)
    required: list[float] = []
    for rate, typed in zip(reversed(rates.tolist()), reversed(least), strict=True):
        behind = needed / rate if rate else float("nan")
        needed = behind if pd.isna(typed) else typed
        needed = needed if pd.isna(needed) else float(ceil(round(needed, 9)))
        required.insert(0, needed)
    return pd.Series(required, index=rates.index, dtype=float)


def _advice(
    result: pd.DataFrame, deals: pd.DataFrame, params: Params, language: Language
) -> list[str | None]:
    fill = Text(
        "推进{below}的商机，补足{level}{count}个",
        "work the deals on {below}: {level} lacks {count}",
    )[language]
    add = Text("补充新商机，{level}还缺{count}个", "find new deals: {level} lacks {count}")[
        language
    ]
    first = Text("，先看", ", first ")[language]
    ranked = deals.sort_values(["score", "amount"], ascending=False, kind="stable")
    advice: list[str | None] = []
    for number, (level, balance) in enumerate(zip(result["level"], result["balance"], strict=True)):
        if not balance < 0:
            advice.append(None)
            continue
        below = result["level"].iloc[number - 1]
        words = (fill if number else add).format(below=below, level=level, count=f"{-balance:.0f}")
        best = ranked.loc[ranked["stage"].isin(LEVELS[number - 1 : number]), "id"].dropna()
        named = LISTING[language].join(best.head(params.listed).astype(str))
        advice.append(words + (first + named if named else ""))
    return advice


def _reason(
    result: pd.DataFrame, to_win: float | None, params: Params, language: Language
) -> pd.Series:
    counted = Text(
        "需要{required}个，现有{deals}个：{verdict}", "{required} needed, {deals} there: {verdict}"
    )[language]
    spare = Text("多{count}个", "{count} to spare")[language]
    short = Text("缺{count}个", "{count} short")[language]
    rate = Text("，转化率{rate}", ", conversion {rate}")[language]
    no_goal = Text(
        "缺少要赢的商机数：没有本季任务或赢单金额",
        "missing deals to win: no quota for the quarter or no won amount",
    )[language]
    no_rate = Text(
        f"缺少可靠的转化率：本层或更高层已见分晓的商机不足{params.minimum_cases}个",
        f"missing a conversion: fewer than {params.minimum_cases} decided deals here or above",
    )[language]
    reasons = []
    for row in result.to_dict("records"):
        if pd.isna(row["balance"]):
            reasons.append(no_goal if to_win is None else no_rate)
            continue
        verdict = (spare if row["balance"] >= 0 else short).format(
            count=f"{abs(row['balance']):.0f}"
        )
        words = counted.format(
            required=f"{row['required']:.0f}", deals=row["deals"], verdict=verdict
        )
        known = not pd.isna(row["rate"])
        reasons.append(words + (rate.format(rate=percent_words(row["rate"])) if known else ""))
    return text_column(reasons, result.index)
