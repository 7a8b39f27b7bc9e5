"""RFM分析 · RFM analysis.

Question: who ordered lately, often and much, and who is slipping away?

Formula: recency = days since the last order; frequency = orders, monetary = their sum, both in the
last `window_months`. Each customer who ever ordered gets 1 to 5 on each by rank among all of them:
5 × the share of customers that are not better, rounded up, so equal values score alike. Segments by
recency (R) and frequency (F), the first that fits:

    R ≥ 4, F ≥ 4   核心 Champion       R ≥ 4          新近 Recent
    R = 3, F ≥ 3   忠诚 Loyal          R ≤ 2, F ≥ 3   预警 At risk
    R = 3          一般 Ordinary       R ≤ 2          沉睡 Dormant

Units: order amounts in base currency units; recency in days; scores from 1 to 5.

Only orders placed count, on their order date, up to `as_of`: talks, quotations and cancelled orders
do not.

Source: domain inventory `loyalty-definition-3` asks for repeat orders; the scores are the usual RFM
by ranks, and the segments are ours.

Not for: fewer than about ten customers, or project business with one order in years.

Example: A ordered on 30 June and twice before, B in May, C in January (a third each):

>>> orders = pd.DataFrame(
...     {
...         "account_id": ["A", "A", "A", "B", "C"],
...         "amount": [10.0, 20.0, 30.0, 50.0, 5.0],
...         "ordered": pd.to_datetime(
...             ["2026-04-01", "2026-05-01", "2026-06-30", "2026-05-31", "2026-01-31"]
...         ),
...         "status": None,
...     }
... )
>>> scored = compute(pd.Series(["A", "B", "C"]), orders=orders, as_of=date(2026, 6, 30))
>>> scored[["recency", "frequency", "monetary"]].to_numpy().tolist()
[[0.0, 3.0, 60.0], [30.0, 1.0, 50.0], [150.0, 1.0, 5.0]]
>>> scored[["rfm", "segment"]].to_numpy().tolist()
[['555', '核心'], ['444', '核心'], ['242', '预警']]
"""

from datetime import date

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, days_words, missing_words, sentences, text_column
from xlcrm.sheets.order import OrderStatus

CHAMPION = Text("核心", "Champion")
LOYAL = Text("忠诚", "Loyal")
RECENT = Text("新近", "Recent")
AT_RISK = Text("预警", "At risk")
ORDINARY = Text("一般", "Ordinary")
DORMANT = Text("沉睡", "Dormant")

NOT_PLACED = (OrderStatus.TALKS, OrderStatus.QUOTED, OrderStatus.CANCELLED)


class Params(MethodParams):
    """How far back orders count."""

    window_months: int = Field(
        default=12, ge=1, le=120, description="Ours: months whose orders are counted and added up"
    )


DEFAULTS = Params()

LABEL = Label(
    name="rfm",
    ids=("loyalty-definition-3",),
    zh="RFM分析",
    en="RFM analysis",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="recency", zh="距上次订单天数", en="Days since order", kind="days",
               written=False),
        Result(name="frequency", zh="订单数", en="Orders placed", kind="number", written=False),
        Result(name="monetary", zh="期间订单额", en="Ordered in window", kind="money",
               written=False),
        Result(name="rfm", zh="RFM得分", en="RFM scores", written=False),
        Result(name="segment", zh="RFM分群", en="RFM segment"),
        Result(name="reason", zh="RFM说明", en="RFM reason", written=False),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    *,
    orders: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Recency, frequency, monetary value and segment of each customer."""
    by_account = _by_account(orders, pd.Timestamp(as_of), params)
    result = pd.DataFrame(
        {name: account_id.map(by_account[name]).astype(float) for name in by_account}
    )
    marks = pd.DataFrame(
        {
            "r": _mark(-result["recency"]),
            "f": _mark(result["frequency"]),
            "m": _mark(result["monetary"]),
        }
    )
    ordered = result["recency"].notna()
    digits = marks.fillna(0).astype(int).astype("str")
    result["rfm"] = (digits["r"] + digits["f"] + digits["m"]).where(ordered)
    result["segment"] = _segment(marks, language).where(ordered)
    absent = Text("缺少订单记录", "missing orders")[language]
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    reason = _reason(result, params, language).where(ordered, absent)
    result["reason"] = reason.mask(account_id.isna(), nameless)
    return result[[one.name for one in LABEL.results]]


def _by_account(orders: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.DataFrame:
    """Recency, frequency and monetary value by account id."""
    rows = orders.reindex(columns=["account_id", "amount", "ordered", "status"])
    rows["ordered"] = pd.to_datetime(rows["ordered"])
    placed = rows["ordered"].le(as_of) & ~rows["status"].isin(NOT_PLACED)
    rows = rows[placed & rows["account_id"].notna()]
    rows = rows.assign(
        inside=(rows["ordered"] > as_of - pd.DateOffset(months=params.window_months)).astype(float)
    )
    rows["worth"] = rows["amount"].astype(float).fillna(0.0) * rows["inside"]
    grouped = rows.groupby("account_id")
    recency = (as_of - grouped["ordered"].max()).dt.days
    return pd.DataFrame(
        {
            "recency": recency,
            "frequency": grouped["inside"].sum(),
            "monetary": grouped["worth"].sum(),
        }
    )


def _mark(values: pd.Series) -> pd.Series:
    """1 to 5 by the share of customers that are not better."""
    share = values.rank(method="max", pct=True)
    # a share such as 3/5 may stand a hair above itself in binary, and must not round up for it
    return pd.Series(np.ceil((share * 5).round(9)), index=values.index)


def _segment(marks: pd.DataFrame, language: Language) -> pd.Series:
    recent, often = marks["r"], marks["f"]
    cases = [
        (recent.ge(4) & often.ge(4), CHAMPION),
        (recent.ge(4), RECENT),
        (recent.ge(3) & often.ge(3), LOYAL),
        (recent.ge(3), ORDINARY),
        (often.ge(3), AT_RISK),
    ]
    chosen = np.select(
        [case.to_numpy() for case, _ in cases],
        [text[language] for _, text in cases],
        default=DORMANT[language],
    )
    return text_column([str(one) for one in chosen], marks.index)


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text(
        "上次订单距今{days}，{window}个月内{count}单共{amount}，RFM {rfm}：{segment}",
        "last order {days} ago, {count} orders worth {amount} in {window} months, RFM {rfm}: "
        "{segment}",
    )[language]
    facts = pd.DataFrame(
        {
            "days": result["recency"].map(lambda one: days_words(one, language)),
            "window": str(params.window_months),
            "count": result["frequency"].fillna(0).astype(int).astype(str),
            "amount": result["monetary"].map(lambda one: amount_words(one, language)),
            "rfm": result["rfm"],
            "segment": result["segment"],
        },
        index=result.index,
    )
    return sentences(words, facts)
