"""销售速度 · Sales velocity.

Question: how much does the funnel bring per day, and which of its four levers is weak?

Formula: velocity = open deals × win rate × mean won amount ÷ mean days from creation to close of
the won deals. Win rate = won ÷ (won + lost). Deals closed in the last `window_months` count.

Units: amounts in base currency units; cycle in days; velocity in currency units per day. The first
row is the whole team, then one row per owner.

Source: the usual measure of pipeline reviews, beside the domain inventory's `sales-progress`, which
looks at one week; no source gives a window: it is ours.

Not for: a team in its first months: with few closed deals each one swings the number.

Example: 20 open deals, 3 of 4 decided won, 100,000 each in 50 days: 20 × 75 % × 100,000 ÷ 50 =
30,000 a day.

>>> won, lost = OpportunityStatus.WON, OpportunityStatus.LOST
>>> status = pd.Series([None] * 20 + [won] * 3 + [lost])
>>> day = lambda text: pd.Series(pd.to_datetime([text] * 24))
>>> rows = compute(
...     pd.Series(["W"] * 24), status, pd.Series([1e5] * 24), day("2026-03-01"), day("2026-04-20"),
...     as_of=date(2026, 5, 20), params=Params(minimum_cases=4),
... )
>>> rows["velocity"].tolist()
[30000.0, 30000.0]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import amount_words, days_words, percent_words, text_column
from xlcrm.sheets.opportunity import OpportunityStatus

TEAM = Text("全部", "All")
NOBODY = Text("未填负责人", "No owner")


class Params(MethodParams):
    """Which closed deals count, and how many are needed; all ours."""

    window_months: int = Field(default=12, ge=1, le=60, description="Ours: months to look back")
    minimum_cases: int = Field(
        default=5, ge=1, description="Ours: decided deals needed before a velocity is given"
    )


DEFAULTS = Params()

LABEL = Label(
    name="sales_velocity",
    ids=("sales-progress",),
    zh="销售速度",
    en="Sales velocity",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="deals", zh="进行中商机数", en="Open deals", kind="number"),
        Result(name="win_rate", zh="赢单率", en="Win rate", kind="percent"),
        Result(name="mean_amount", zh="平均赢单金额", en="Mean won amount", kind="money"),
        Result(name="cycle", zh="平均周期", en="Mean cycle", kind="days"),
        Result(name="velocity", zh="每日销售速度", en="Velocity per day", kind="money"),
        Result(name="reason", zh="速度说明", en="Velocity reason"),
    ),
)


def compute(
    owner: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    created: pd.Series,
    close_date: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Velocity of the team and of each owner."""
    today = pd.Timestamp(as_of).normalize()
    closed = pd.to_datetime(close_date)
    recent = (closed <= today) & (closed > today - pd.DateOffset(months=params.window_months))
    won = status.isin([OpportunityStatus.WON]) & recent
    days = (closed - pd.to_datetime(created)).dt.days.astype(float)
    parts = pd.DataFrame(
        {
            "deals": is_open(status).astype(int),
            "won": won.astype(int),
            "lost": (status.isin([OpportunityStatus.LOST]) & recent).astype(int),
            "amount": amount.astype(float).where(won),
            "days": days.where(won & days.ge(0)),
        }
    )
    how = {"deals": "sum", "won": "sum", "lost": "sum", "amount": "mean", "days": "mean"}
    owners = parts.groupby(owner.fillna(NOBODY[language]).astype("str")).agg(how)
    team = parts.agg(how).to_frame(TEAM[language]).T
    result = pd.concat([team, owners]).rename_axis("owner").reset_index()
    result = _velocity(result, params)
    result["reason"] = _reason(result, params, language)
    result["owner"] = result["owner"].astype("str")
    return result[[column.name for column in LABEL.results]]


def _velocity(sums: pd.DataFrame, params: Params) -> pd.DataFrame:
    decided = (sums["won"] + sums["lost"]).astype(float)
    result = sums.assign(
        deals=sums["deals"].astype(int),
        decided=decided,
        win_rate=(sums["won"] / decided.where(decided > 0)).astype(float),
        mean_amount=sums["amount"].astype(float),
        cycle=sums["days"].astype(float),
    )
    perday = result["deals"] * result["win_rate"] * result["mean_amount"]
    perday /= result["cycle"].where(result["cycle"] > 0)
    return result.assign(velocity=perday.where(decided >= params.minimum_cases))


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text(
        "{deals}个 × 赢单率{rate} × {amount} ÷ {cycle} = 每天{velocity}",
        "{deals} deals × win rate {rate} × {amount} ÷ {cycle} = {velocity} a day",
    )[language]
    scarce = Text(
        "缺少已见分晓的商机：{window}个月内只有{decided}个，至少要{least}个",
        "missing decided deals: {decided} in {window} months, at least {least} needed",
    )[language]
    no_won = Text(
        "缺少赢单的金额、创建或签约日期", "missing amount, creation or close of won deals"
    )
    reasons = []
    for row in result.to_dict("records"):
        if not pd.isna(row["velocity"]):
            reason = words.format(
                deals=row["deals"],
                rate=percent_words(row["win_rate"]),
                amount=amount_words(row["mean_amount"], language),
                cycle=days_words(row["cycle"], language),
                velocity=amount_words(row["velocity"], language),
            )
        elif row["decided"] < params.minimum_cases:
            reason = scarce.format(
                window=params.window_months,
                decided=f"{row['decided']:.0f}",
                least=params.minimum_cases,
            )
        else:
            reason = no_won[language]
        reasons.append(reason)
    return text_column(reasons, result.index)
