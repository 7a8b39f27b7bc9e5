"""VIP判断标准 · VIP threshold.

Question: does this customer spend enough to be a VIP, and on what most of all?

Formula: monthly spend = as typed, else the orders of the last `window_months` ÷ months. VIP from
the threshold on (inclusive) or above it. Composition = each product's part of those orders; the
dominant category is the largest part, equal parts by name, or as typed where there are no orders.

Units: base currency units a month; the dominant part from 0 to 1, shown as a percentage.

Source: domain inventory `vip-threshold`: China Mobile's "suppose above 1,000 a month", then what
the bill is made of, then a service to match. 以上 includes the threshold, which is the default. The
window and the services are ours.

Not for: project business, where a month without an order says nothing.

Example: 1,280 a month, 820 of it roaming: VIP, 64.1 % roaming.

>>> orders = pd.DataFrame(
...     {
...         "account_id": "A", "product": ["漫游", "上网", "市话"], "amount": [820.0, 150.0, 310.0],
...         "ordered": pd.to_datetime(["2026-05-10"] * 3), "status": None,
...     }
... )
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([None], dtype=float), pd.Series([None]), orders=orders,
...     as_of=date(2026, 5, 31), params=Params(window_months=1),
... )
>>> scored["vip"].tolist(), scored["dominant"].tolist(), scored["part"].round(3).tolist()
(['是'], ['漫游'], [0.641])
"""

from datetime import date
from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.rfm import NOT_PLACED
from xlcrm.methods.wording import (
    NO,
    YES,
    amount_words,
    missing_words,
    percent_words,
    sentences,
    text_column,
)


class Params(MethodParams):
    """The threshold, and how spend is counted."""

    threshold: float = Field(
        default=1_000.0, gt=0, description="Monthly spend of a VIP, base units (the example's)"
    )
    inclusive: bool = Field(
        default=True, description="true: a spend of exactly the threshold is VIP; false: it is not"
    )
    window_months: int = Field(
        default=12, ge=1, le=60, description="Ours: months of orders averaged where none is typed"
    )
    services: str = Field(
        default="漫游=机场贵宾厅与绿色通道",
        description="Ours: service for a dominant category, as category=service, ; between",
    )

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        if any(pair.strip() and "=" not in pair for pair in self.services.split(";")):
            raise ValueError("services must be written category=service; category=service")
        return self

    def service(self, category: str) -> str:
        """The service of a category; "" where there is none."""
        pairs = [pair.partition("=") for pair in self.services.split(";")]
        return {key.strip(): value.strip() for key, _, value in pairs}.get(category, "")


DEFAULTS = Params()

LABEL = Label(
    name="vip_threshold",
    ids=("vip-threshold",),
    zh="VIP判断标准",
    en="VIP threshold",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="spend", zh="月均消费额", en="Average monthly spend", kind="money",
               written=False),
        Result(name="vip", zh="VIP客户", en="VIP", written=False),
        Result(name="dominant", zh="主导消费类别", en="Dominant category", written=False),
        Result(name="part", zh="主导类别占比", en="Dominant part", kind="percent", written=False),
        Result(name="service", zh="建议服务", en="Suggested service", written=False),
        Result(name="reason", zh="VIP说明", en="VIP reason", written=False),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    monthly_spend: pd.Series,
    main_spend: pd.Series,
    *,
    orders: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """VIP flag of each customer, what it spends on, and the service that suits."""
    spent = _spent(orders, pd.Timestamp(as_of), params)
    average = account_id.map(spent.groupby("account_id")["amount"].sum() / params.window_months)
    largest = _dominant(spent)
    result = pd.DataFrame({"spend": monthly_spend.astype(float)})
    result["spend"] = result["spend"].fillna(average.astype(float))
    reached = result["spend"].ge(params.threshold)
    reached &= params.inclusive | result["spend"].ne(params.threshold)
    vip = text_column([NO[language]] * len(reached), reached.index).mask(reached, YES[language])
    result["vip"] = vip.where(result["spend"].notna())
    product = account_id.map(largest["product"]).astype("str")
    result["dominant"] = product.fillna(main_spend.astype("str"))
    result["part"] = account_id.map(largest["part"]).astype(float)
    service = result["dominant"].map(params.service, na_action="ignore").astype("str")
    result["service"] = service.where(reached & service.ne(""))
    missing = missing_words(
        "accounts", result[["spend"]].set_axis(["monthly_spend"], axis=1), language
    )
    result["reason"] = _reason(result, params, language).mask(result["spend"].isna(), missing)
    return result


def _spent(orders: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.DataFrame:
    """Orders placed in the window, by account and product."""
    rows = orders.reindex(columns=["account_id", "product", "amount", "ordered", "status"])
    ordered = pd.to_datetime(rows["ordered"])
    since = as_of - pd.DateOffset(months=params.window_months)
    placed = ordered.gt(since) & ordered.le(as_of) & ~rows["status"].isin(NOT_PLACED)
    rows = rows[placed & rows["account_id"].notna()].astype({"amount": float})
    sums = rows.groupby(["account_id", "product"], dropna=False)["amount"].sum()
    return sums.reset_index()


def _dominant(spent: pd.DataFrame) -> pd.DataFrame:
    """The product with the largest part, by account id."""
    total = spent.groupby("account_id")["amount"].transform("sum")
    named = spent.assign(part=spent["amount"] / total.where(total > 0)).dropna(subset=["product"])
    ranked = named.sort_values(["account_id", "part", "product"], ascending=[True, False, True])
    return ranked.drop_duplicates("account_id").set_index("account_id")[["product", "part"]]


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text("月消费{spend}{sign}{least}：{vip}", "{spend} a month {sign} {least}: {vip}")
    titles = {
        YES[language]: Text("VIP客户", "VIP")[language],
        NO[language]: Text("非VIP", "no VIP")[language],
    }
    signs = (
        (Text("≥", "≥"), Text("＜", "<")) if params.inclusive else (Text(">", ">"), Text("≤", "≤"))
    )
    facts = pd.DataFrame(
        {
            "spend": result["spend"].map(lambda one: amount_words(one, language)),
            "sign": result["vip"]
            .eq(YES[language])
            .map({True: signs[0][language], False: signs[1][language]}),
            "least": amount_words(params.threshold, language),
            "vip": result["vip"].map(titles),
        },
        index=result.index,
    )
    mostly = Text("；主要为", "; mostly ")[language] + result["dominant"]
    part = (" " + result["part"].map(percent_words).astype("str")).where(result["part"].notna(), "")
    service = (Text("，建议", ", suggest ")[language] + result["service"]).fillna("")
    return sentences(words[language], facts) + (mostly + part + service).fillna("")
