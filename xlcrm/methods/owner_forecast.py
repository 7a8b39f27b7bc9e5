"""任务达成预测 · Forecast against target.

Question: who will reach the target, with how much certainty, and is there enough in the funnel?

Formula: for each owner and period (month or quarter of our financial year),

    outlook    = won + small orders outside the funnel + weighted amount of the open deals
    attainment = outlook ÷ quota
    coverage   = amount of the open deals ÷ quota still open (quota − won − small orders)

Open deals fall into commit (probability from `commit_from`), best case (from `best_case_from`) and
pipeline (the rest), by amount. A deal belongs to the period of its close date and to its owner.
Overdue deals (open, close date before `as_of`) belong to no period: they stand in the owner's first
row, and so do open deals that lack a date, an amount or a probability, as a count.

Units: amounts in base currency units, ratios shown as percentages. One row per period and owner
that has a quota or a deal, beginning with the period of `as_of`.

Source: domain inventory `sales-forecast`, `out-of-funnel` and `ka-forecast-cadence`; categories and
their limits are ours.

Not for: a promise to the outside: commit means probable, not signed.

Example: a quota of 500 (万); 200 won, open 100 at 80 % and 300 at 30 %: outlook 200 + 80 + 90 =
370, attainment 74 %, coverage 400 ÷ 300 = 133 %.

>>> targets = pd.DataFrame(
...     {"owner": ["W"], "month": pd.to_datetime(["2026-05-01"]), "quota": [5e6],
...      "out_of_funnel": [None]}
... )
>>> deals = pd.DataFrame({"amount": [2e6, 1e6, 3e6]})
>>> weights = pd.DataFrame({"probability_used": [None, 0.8, 0.3], "weighted": [None, 8e5, 9e5]})
>>> rows = compute(
...     pd.Series(["W"] * 3), deals["amount"], pd.Series([OpportunityStatus.WON, None, None]),
...     pd.Series(pd.to_datetime(["2026-05-04", "2026-05-29", "2026-05-29"])),
...     weighted_amount=weights, targets=targets, as_of=date(2026, 5, 20), params=Params(periods=1),
... )
>>> rows[["won", "commit", "best_case", "pipeline", "outlook"]].iloc[0].tolist()
[2000000.0, 1000000.0, 0.0, 3000000.0, 3700000.0]
>>> rows[["attainment", "coverage"]].round(2).iloc[0].tolist()
[0.74, 1.33]
"""

from datetime import date
from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.quarters import frequency
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import SEMICOLON, amount_words, percent_words, text_column
from xlcrm.sheets.opportunity import OpportunityStatus

NOBODY = Text("未填负责人", "No owner")
KEY = ["period", "owner"]


class Params(MethodParams):
    """Periods and limits of the categories."""

    period: Literal["month", "quarter"] = Field(default="month", description="One row per …")
    periods: int = Field(default=6, ge=1, le=36, description="Ours: periods, the present one first")
    fiscal_year_start: int = Field(
        default=1, ge=1, le=12, description="Ours: month in which our financial year begins"
    )
    commit_from: float = Field(
        default=0.75, ge=0, le=1, description="Ours: probability from which a deal is commit"
    )
    best_case_from: float = Field(
        default=0.5, ge=0, le=1, description="Ours: probability from which it is best case"
    )

    @model_validator(mode="after")
    def _best_case_below_commit(self) -> Self:
        if self.best_case_from > self.commit_from:
            raise ValueError("best_case_from must not exceed commit_from")
        return self


DEFAULTS = Params()

SUMS = ("won", "commit", "best_case", "pipeline", "weighted", "open", "overdue", "incomplete")

LABEL = Label(
    name="owner_forecast",
    ids=("sales-forecast", "out-of-funnel", "ka-forecast-cadence"),
    zh="任务达成预测",
    en="Forecast against target",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="period", zh="期间", en="Period", kind="date"),
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="quota", zh="任务额", en="Quota", kind="money"),
        Result(name="won", zh="赢单金额", en="Won amount", kind="money"),
        Result(name="small_orders", zh="漏斗外销售额", en="Small orders", kind="money"),
        Result(name="commit", zh="承诺", en="Commit", kind="money"),
        Result(name="best_case", zh="争取", en="Best case", kind="money"),
        Result(name="pipeline", zh="储备", en="Pipeline", kind="money"),
        Result(name="weighted", zh="加权金额", en="Weighted amount", kind="money"),
        Result(name="outlook", zh="预计完成", en="Outlook", kind="money"),
        Result(name="attainment", zh="预计达成率", en="Attainment", kind="percent"),
        Result(name="coverage", zh="漏斗覆盖率", en="Coverage", kind="percent"),
        Result(name="overdue", zh="逾期金额", en="Overdue amount", kind="money"),
        Result(name="incomplete", zh="缺资料商机数", en="Incomplete deals", kind="number"),
        Result(name="reason", zh="达成说明", en="Attainment reason"),
    ),
)


def compute(
    owner: pd.Series,
    amount: pd.Series,
    status: pd.Series,
    close_date: pd.Series,
    *,
    weighted_amount: pd.DataFrame,
    targets: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Forecast by period and owner; targets have owner, month, quota and out_of_funnel."""
    freq = frequency(params.fiscal_year_start) if params.period == "quarter" else "M"
    horizon = pd.period_range(pd.Timestamp(as_of), periods=params.periods, freq=freq)
    deals = _deals(owner, amount, status, close_date, weighted_amount)
    sums = _sums(deals, horizon, pd.Timestamp(as_of).normalize(), params)
    goals = pd.DataFrame(
        {
            "owner": targets["owner"],
            "period": pd.to_datetime(targets["month"]).dt.to_period(freq),
            "quota": targets["quota"].astype(float),
            "small_orders": targets["out_of_funnel"].astype(float),
        }
    )
    goals = goals[goals["period"].isin(horizon)].fillna({"owner": ""})
    wanted = goals.groupby(KEY)[["quota", "small_orders"]].sum(min_count=1)
    result = sums.join(wanted, how="outer").reset_index()
    result[list(SUMS)] = result[list(SUMS)].fillna(0.0).astype(float)
    result = _measured(result)
    result["reason"] = _reason(result, language)
    result["period"] = pd.PeriodIndex(result["period"], freq=freq).to_timestamp()
    nobody = result["owner"].where(result["owner"] != "", NOBODY[language])
    result["owner"] = nobody.astype("str")
    return result[[column.name for column in LABEL.results]]


def _deals(
    owner: pd.Series,
    amount: pd.Series,
    status: pd.Series,
    close_date: pd.Series,
    weights: pd.DataFrame,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "owner": owner.fillna(""),
            "amount": amount.astype(float),
            "live": is_open(status),
            "won": status.isin([OpportunityStatus.WON]),
            "close_date": pd.to_datetime(close_date),
            "chance": weights["probability_used"].reindex(owner.index).astype(float),
            "weighted": weights["weighted"].reindex(owner.index).astype(float),
        }
    )


def _sums(
    deals: pd.DataFrame, horizon: pd.PeriodIndex, today: pd.Timestamp, params: Params
) -> pd.DataFrame:
    """Sums by period and owner within the horizon."""
    late = deals["live"] & (deals["close_date"] < today)
    poor = deals["live"] & ~late & (deals["weighted"].isna() | deals["close_date"].isna())
    counted = deals["live"] & ~late & ~poor
    commit, likely = (deals["chance"] >= cut for cut in (params.commit_from, params.best_case_from))
    amounts = {
        "won": deals["won"],
        "commit": counted & commit,
        "best_case": counted & likely & ~commit,
        "pipeline": counted & ~likely,
        "open": counted,
        "overdue": late,
    }
    parts = pd.DataFrame({name: deals["amount"].where(rows) for name, rows in amounts.items()})
    parts["weighted"] = deals["weighted"].where(counted)
    parts["incomplete"] = poor.astype(float)
    period = deals["close_date"].dt.to_period(horizon.freq)
    parts["period"] = period.mask(late | poor, horizon[0])
    parts["owner"] = deals["owner"]
    here = parts["period"].isin(horizon) & (deals["won"] | deals["live"])
    return parts[here].groupby(KEY)[list(SUMS)].sum()


def _measured(result: pd.DataFrame) -> pd.DataFrame:
    small = result["small_orders"].astype(float).fillna(0.0)
    quota = result["quota"].astype(float)
    outlook = result["won"] + small + result["weighted"]
    gap = quota - result["won"] - small
    return result.assign(
        quota=quota,
        small_orders=small,
        outlook=outlook,
        attainment=outlook / quota.where(quota > 0),
        coverage=result["open"] / gap.where(gap > 0),
    )


def _reason(result: pd.DataFrame, language: Language) -> pd.Series:
    made = Text(
        "赢单{won} + 漏斗外{small} + 加权{weighted} = {outlook}",
        "won {won} + small orders {small} + weighted {weighted} = {outlook}",
    )[language]
    goal = Text("任务{quota}，预计达成{share}", "quota {quota}, {share} expected")[language]
    no_goal = Text("缺少任务额", "missing quota")[language]
    cover = Text("漏斗覆盖余额{coverage}", "funnel covers {coverage} of the rest")[language]
    done = Text("已完成任务", "quota reached")[language]
    overdue = Text("逾期{amount}未计入", "{amount} overdue, not counted")[language]
    poor = Text(
        "{count}个缺金额、层级或日期，或属小单，未计入",
        "{count} small or without amount, level or date, not counted",
    )[language]
    reasons = []
    for row in result.to_dict("records"):
        money = {name: amount_words(row[name], language) for name in ("won", "weighted", "outlook")}
        small = amount_words(row["small_orders"], language)
        parts = [made.format(small=small, **money)]
        if row["quota"] > 0:
            share = percent_words(row["attainment"])
            parts.append(goal.format(quota=amount_words(row["quota"], language), share=share))
            covered = not pd.isna(row["coverage"])
            parts.append(cover.format(coverage=percent_words(row["coverage"])) if covered else done)
        else:
            parts.append(no_goal)
        if row["overdue"]:
            parts.append(overdue.format(amount=amount_words(row["overdue"], language)))
        if row["incomplete"]:
            parts.append(poor.format(count=f"{row['incomplete']:.0f}"))
        reasons.append(SEMICOLON[language].join(parts))
    return text_column(reasons, result.index)
