"""信用等级评估 · Credit grade.

Question: how far is this customer to be trusted with credit, and how much of its limit is left?

Formula: a scorecard from 0 to 100 of three parts,

    days beyond terms   100 at none, 0 from `late_days` on (from the DSO countback)
    overdue             overdue ÷ balance of the latest ledger month: 100 at none, 0 from
                        `overdue_share` on; a balance of nothing is 100
    relation            years since the first order: 0 at none, 100 from `long_years` on

Grade A, B or C from its cut on, D below. Exposure = latest balance + what is unpaid of the orders
placed and not delivered; headroom = credit limit − exposure. A negative headroom, or grade D,
means no further credit. Grades carry terms in days and a limit in months of average sales.

Units: money in base currency units, days, years; the score is in points of 100.

Source: domain inventory `credit-grade`: the grade is the basis for treating customers differently;
it names no grades, criteria, limits or terms, so the weights and cuts are ours.

Not for: replacing a credit report: the customer's own finances are not in the score.

Example: limit 8 million, receivable 6 million, open orders 1.5 million: headroom 0.5 million.

>>> ledger = pd.DataFrame(
...     {"account_id": ["A"], "month": pd.to_datetime(["2026-05-01"]), "balance": 6e6,
...      "overdue": 0.0}
... )
>>> orders = pd.DataFrame(
...     {"account_id": ["A"], "amount": 1.5e6, "paid": 0.0, "delivered": pd.NaT,
...      "ordered": pd.to_datetime(["2026-05-20"]), "status": None}
... )
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([8e6]), pd.Series([12e6]),
...     pd.Series(pd.to_datetime(["2020-01-01"])),
...     dso_countback=pd.DataFrame({"beyond_terms": [0.0]}), ledger=ledger, orders=orders,
...     as_of=date(2026, 5, 31),
... )
>>> scored[["grade", "exposure", "headroom"]].to_numpy().tolist()
[['A', 7500000.0, 500000.0]]
"""

from datetime import date
from typing import Self

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.scorecard import Part, grade_of, ramp, scorecard
from xlcrm.methods.wording import (
    NO,
    SEMICOLON,
    YES,
    amount_words,
    days_words,
    percent_words,
    sentences,
    text_column,
)
from xlcrm.sheets.order import OrderStatus

GRADES = ("A", "B", "C", "D")
OPEN = (OrderStatus.ORDERED, OrderStatus.PRODUCTION)
DAYS_IN_YEAR = 365.25


class Params(MethodParams):
    """Weights, cut-offs, and what a grade means for limit and terms."""

    weight_late: float = Field(default=40, ge=0, description="Ours: weight of days beyond terms")
    weight_overdue: float = Field(default=40, ge=0, description="Ours: weight of overdue money")
    weight_relation: float = Field(default=20, ge=0, description="Ours: weight of the relation")
    late_days: float = Field(default=90, gt=0, description="Ours: days beyond terms worth nothing")
    overdue_share: float = Field(
        default=0.5, gt=0, le=1, description="Ours: overdue part of the balance worth nothing"
    )
    long_years: float = Field(default=5, gt=0, description="Ours: years that count in full")
    cut_a: float = Field(default=80, ge=0, le=100, description="Ours: score from which A is given")
    cut_b: float = Field(default=60, ge=0, le=100, description="Ours: score from which B is given")
    cut_c: float = Field(default=40, ge=0, le=100, description="Ours: score from which C is given")
    minimum: float = Field(
        default=0.6, gt=0, le=1, description="Ours: known part of the weights a score needs"
    )
    terms_a: int = Field(default=60, ge=0, description="Ours: payment terms of grade A, days")
    terms_b: int = Field(default=30, ge=0, description="Ours: payment terms of grade B, days")
    terms_c: int = Field(default=15, ge=0, description="Ours: payment terms of grade C, days")
    months_a: float = Field(default=2, ge=0, description="Ours: limit of A, months of sales")
    months_b: float = Field(default=1, ge=0, description="Ours: limit of B, months of sales")
    months_c: float = Field(default=0.5, ge=0, description="Ours: limit of C, months of sales")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.cut_a > self.cut_b > self.cut_c:
            raise ValueError("cut_a must exceed cut_b, and cut_b must exceed cut_c")
        if self.weight_late + self.weight_overdue + self.weight_relation <= 0:
            raise ValueError("the weights must add up to more than 0")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="credit_grade",
    ids=("credit-grade",),
    zh="信用等级评估",
    en="Credit grade",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="score", zh="信用评分", en="Credit score", kind="number", written=False),
        Result(name="grade", zh="建议信用等级", en="Suggested credit grade"),
        Result(name="exposure", zh="信用敞口", en="Credit exposure", kind="money", written=False),
        Result(
            name="headroom", zh="剩余信用额度", en="Credit headroom", kind="money", written=False
        ),
        Result(name="hold", zh="暂停赊销", en="Credit hold", written=False),
        Result(name="terms", zh="建议账期", en="Suggested terms", kind="days", written=False),
        Result(name="limit", zh="建议额度", en="Suggested limit", kind="money", written=False),
        Result(name="reason", zh="信用说明", en="Credit reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    credit_limit: pd.Series,
    sales: pd.Series,
    first_order: pd.Series,
    *,
    dso_countback: pd.DataFrame,
    ledger: pd.DataFrame,
    orders: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Grade, exposure and headroom of each customer."""
    today = pd.Timestamp(as_of)
    late = dso_countback["beyond_terms"].reindex(account_id.index).astype(float)
    latest = _latest(ledger, today).reindex(account_id.to_numpy()).set_axis(account_id.index)
    years = (today - pd.to_datetime(first_order)).dt.days / DAYS_IN_YEAR
    overdue = _overdue(latest)
    parts = _parts(late, overdue, years.where(years >= 0), params, language)
    card = scorecard(parts, minimum=params.minimum, language=language)
    result = card[["score"]].copy()
    result["grade"] = grade_of(card["score"], [params.cut_a, params.cut_b, params.cut_c], GRADES)
    placed = account_id.map(_open_orders(orders, today)).astype(float)
    # without a ledger row the receivable is unknown, and so is the exposure
    result["exposure"] = latest["balance"] + placed.fillna(0.0)
    result["headroom"] = credit_limit.astype(float) - result["exposure"]
    stop = result["headroom"].lt(0) | result["grade"].eq("D").to_numpy(dtype=bool, na_value=False)
    known = result["headroom"].notna() | result["grade"].notna()
    hold = text_column([NO[language]] * len(stop), stop.index)
    result["hold"] = hold.mask(stop, YES[language]).where(known)
    terms = {"A": params.terms_a, "B": params.terms_b, "C": params.terms_c, "D": 0}
    months = {"A": params.months_a, "B": params.months_b, "C": params.months_c, "D": 0.0}
    result["terms"] = result["grade"].map(terms).astype(float)
    result["limit"] = sales.astype(float) / 12 * result["grade"].map(months).astype(float)
    result["reason"] = card["reason"] + _headroom_words(result, credit_limit, language)
    return result


def _latest(ledger: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Balance and overdue of the latest ledger month not after `as_of`'s, by account id."""
    rows = ledger.reindex(columns=["account_id", "month", "balance", "overdue"])
    rows["month"] = pd.to_datetime(rows["month"])
    rows = rows.dropna(subset=["account_id"]).astype({"balance": float, "overdue": float})
    rows = rows[rows["month"] <= as_of + pd.offsets.MonthEnd(0)]
    rows = rows.sort_values("month", kind="stable").drop_duplicates("account_id", keep="last")
    return rows.set_index("account_id")[["balance", "overdue"]]


def _overdue(latest: pd.DataFrame) -> pd.Series:
    """Overdue part of the balance; nothing owed is nothing overdue."""
    share = (latest["overdue"] / latest["balance"].where(latest["balance"] > 0)).astype(float)
    return share.mask(latest["balance"].le(0), 0.0)


def _open_orders(orders: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """What is unpaid of orders placed and not delivered, by account id."""
    rows = orders.reindex(
        columns=["account_id", "amount", "paid", "ordered", "delivered", "status"]
    )
    placed = pd.to_datetime(rows["ordered"]).le(as_of)
    waiting = rows["delivered"].isna() & (rows["status"].isna() | rows["status"].isin(OPEN))
    unpaid = rows["amount"].astype(float) - rows["paid"].astype(float).fillna(0.0)
    return unpaid.clip(lower=0.0)[placed & waiting].groupby(rows["account_id"]).sum()


def _parts(
    late: pd.Series, overdue: pd.Series, years: pd.Series, params: Params, language: Language
) -> list[Part]:
    beyond = Text("超账期{}", "{} beyond terms")[language]
    within = text_column([Text("未超账期", "within terms")[language]] * len(late), late.index)
    past = Text("逾期占{}", "{} overdue")[language]
    since = Text("合作{}年", "{} years together")[language]
    return [
        Part(
            title=Text("超账期天数", "days beyond terms"),
            weight=params.weight_late,
            score=ramp(late, nothing=params.late_days, full=0.0),
            words=within.mask(late > 0, late.map(lambda d: beyond.format(days_words(d, language)))),
        ),
        Part(
            title=Text("逾期金额", "overdue money"),
            weight=params.weight_overdue,
            score=ramp(overdue, nothing=params.overdue_share, full=0.0),
            words=overdue.map(lambda share: past.format(percent_words(share))),
        ),
        Part(
            title=Text("首单日期", "first order"),
            weight=params.weight_relation,
            score=ramp(years, nothing=0.0, full=params.long_years),
            words=years.map(lambda one: since.format(f"{np.round(one, 1):g}")),
        ),
    ]


def _headroom_words(result: pd.DataFrame, credit_limit: pd.Series, language: Language) -> pd.Series:
    words = Text(
        "额度{limit}，敞口{exposure}，剩余{headroom}",
        "limit {limit}, exposure {exposure}, headroom {headroom}",
    )[language]
    money = pd.DataFrame(
        {
            "limit": credit_limit.astype(float),
            "exposure": result["exposure"],
            "headroom": result["headroom"],
        }
    )
    facts = money.map(lambda amount: amount_words(amount, language))
    hold = Text("，暂停赊销", ", hold further credit")[language]
    said = SEMICOLON[language] + sentences(words, facts)
    said = said.where(result["headroom"].notna(), "")
    return said.mask(result["hold"].eq(YES[language]).fillna(False), said + hold)
