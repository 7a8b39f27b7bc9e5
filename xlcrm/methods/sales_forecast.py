"""销售预计 · Sales forecast.

Question: what will the funnel bring in the coming months, and what is left out of that number?

Formula: forecast of a month = sum of the weighted amounts of its open deals + expected sales of
small orders outside the funnel (`out_of_funnel`). A deal belongs to the month of its close date.
Won deals leave the forecast and enter `won`, so won + forecast is the outlook of a month. Nothing
is moved silently: small and incomplete deals are counted in their month; overdue ones (open, close
date before `as_of`), undated ones and those later than the last month are counted in the first
row. A small order typed as won is in `won`, so leave it out of `out_of_funnel`.

Units: amounts in base currency units, probabilities from 0 to 1; one row per month, beginning
with the month of `as_of`; counts are numbers of deals.

Source: domain inventory `sales-forecast` and `out-of-funnel`. The source names forecast and
small-order boundary without formula or numbers: probabilities, boundary and expectation are ours.

Not for: a funnel of a few large deals, or a quota promise before the probabilities have been
compared with your own closed deals.

Example: deals of 200, 150, 80 and 60 (万) on the four levels weigh 142.5; with 12 of small orders
the month is expected to bring 154.5.

>>> from xlcrm.sheets.opportunity import FunnelLevel
>>> deals = pd.DataFrame({"amount": [2e6, 1.5e6, 0.8e6, 0.6e6], "stage": list(FunnelLevel)})
>>> blank = pd.Series([None] * 4)
>>> close_date = pd.Series(pd.to_datetime(["2026-04-30"] * 4))
>>> months = compute(
...     *(deals["amount"], deals["stage"], blank, blank, close_date),
...     as_of=date(2026, 4, 1),
...     params=Params(months=1, out_of_funnel=120_000),
... )
>>> months[["deals", "weighted", "forecast"]].to_dict("records")
[{'deals': 4, 'weighted': 1425000.0, 'forecast': 1545000.0}]
"""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods import weighted_amount
from xlcrm.methods.label import Label, Result
from xlcrm.methods.wording import SEMICOLON, amount_words, text_column
from xlcrm.sheets.opportunity import OpportunityStatus


class Params(weighted_amount.Params):
    """Probabilities and small-order amount of the weighted amount, and the horizon; all ours."""

    months: int = Field(
        default=6,
        ge=1,
        le=36,
        description="Ours: how many months to forecast, the one of `as_of` included",
    )
    out_of_funnel: float = Field(
        default=0.0,
        ge=0,
        description="Ours: expected sales of small orders outside the funnel in one month",
    )


DEFAULTS = Params()

LABEL = Label(
    name="sales_forecast",
    ids=("sales-forecast", "out-of-funnel"),
    zh="销售预计",
    en="Sales forecast",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="month", zh="月份", en="Month", kind="date"),
        Result(name="deals", zh="商机数", en="Deals", kind="number"),
        Result(name="amount", zh="商机金额", en="Deal amount", kind="money"),
        Result(name="weighted", zh="加权金额", en="Weighted amount", kind="money"),
        Result(name="won", zh="赢单金额", en="Won amount", kind="money"),
        Result(name="forecast", zh="销售预计", en="Sales forecast", kind="money"),
        Result(name="small", zh="小单数", en="Small deals", kind="number"),
        Result(name="incomplete", zh="缺资料商机数", en="Incomplete deals", kind="number"),
        Result(name="overdue", zh="逾期商机数", en="Overdue deals", kind="number"),
        Result(name="overdue_amount", zh="逾期金额", en="Overdue amount", kind="money"),
        Result(name="undated", zh="无日期商机数", en="Undated deals", kind="number"),
        Result(name="later", zh="更晚商机数", en="Later deals", kind="number"),
        Result(name="reason", zh="预计说明", en="Forecast reason"),
    ),
)


def compute(
    amount: pd.Series,
    stage: pd.Series,
    status: pd.Series,
    probability: pd.Series,
    close_date: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Forecast by month; the frame has a row number of its own, not that of the deals."""
    weights = weighted_amount.compute(amount, stage, status, probability, params=params)
    deals = pd.DataFrame(
        {
            "amount": amount.astype(float),
            "weighted": weights["weighted"],
            "close_date": pd.to_datetime(close_date),
            "open": weighted_amount.is_open(status),
            "won": status.isin([OpportunityStatus.WON]),
            "small": weighted_amount.is_small(amount.astype(float), status, params),
        }
    )
    result = _forecast(deals, pd.Timestamp(as_of).normalize(), params)
    result["reason"] = _reason(result, params, language)
    return result[[column.name for column in LABEL.results]]


def _forecast(deals: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.DataFrame:
    """Numbers by month, and in the first row what no month of the horizon holds."""
    horizon = pd.period_range(as_of, periods=params.months, freq="M")
    month = deals["close_date"].dt.to_period("M")
    overdue = deals["open"] & (deals["close_date"] < as_of)
    expected = (deals["open"] | deals["won"]) & ~overdue
    result = _by_month(deals[expected], month[expected]).reindex(horizon, fill_value=0)
    result = result.rename_axis("month").reset_index()
    result["month"] = result["month"].dt.to_timestamp()
    result["forecast"] = result["weighted"] + params.out_of_funnel
    outside = {
        "overdue": overdue.sum(),
        "overdue_amount": deals["amount"].where(overdue, 0.0).sum(),
        "undated": (expected & month.isna()).sum(),
        "later": (expected & (month > horizon[-1])).sum(),
    }
    for name, value in outside.items():
        result[name] = [value, *[0] * (len(result) - 1)]
    return result


def _by_month(deals: pd.DataFrame, month: pd.Series) -> pd.DataFrame:
    counted = deals["weighted"].notna()
    known = deals["amount"].notna()
    parts = pd.DataFrame(
        {
            "deals": counted.astype(int),
            "amount": deals["amount"].where(counted, 0.0),
            "weighted": deals["weighted"].fillna(0.0),
            "won": deals["amount"].where(deals["won"] & known, 0.0),
            "small": deals["small"].astype(int),
            "incomplete": (
                (deals["open"] & ~counted & ~deals["small"]) | (deals["won"] & ~known)
            ).astype(int),
        }
    )
    return parts.groupby(month).sum()


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    funnel = Text("{}个商机{}，加权{}", "deals: {} of {}, weighted {}")[language]
    orders = Text(" + 漏斗外{} = {}", " + outside the funnel {} = {}")[language]
    nothing = Text("没有计入的商机", "no deals counted")[language]
    expected = amount_words(params.out_of_funnel, language)
    reasons = []
    for row in result.to_dict("records"):
        amount, weighted, forecast = (
            amount_words(row[name], language) for name in ("amount", "weighted", "forecast")
        )
        words = funnel.format(row["deals"], amount, weighted) if row["deals"] else nothing
        words += orders.format(expected, forecast) if params.out_of_funnel else ""
        reasons.append(SEMICOLON[language].join([words, *_left_out(row, language)]))
    return text_column(reasons, result.index)


def _left_out(row: dict[Hashable, Any], language: Language) -> list[str]:
    """What the forecast of a month does not hold, each part only where there is some."""
    overdue = amount_words(row["overdue_amount"], language)
    parts = {
        "small": Text("小单{}个不入漏斗", "{} small outside the funnel"),
        "incomplete": Text("{}个缺金额或层级，未计入", "{} without amount or level, not counted"),
        "overdue": Text(
            f"逾期{{}}个共{overdue}，未计入", f"{{}} overdue of {overdue}, not counted"
        ),
        "undated": Text("{}个缺签约日期，未计入", "{} without close date, not counted"),
        "later": Text("{}个晚于本表", "{} later than this table"),
    }
    return [words[language].format(row[name]) for name, words in parts.items() if row[name]]
