"""ABC级客户关怀 · ABC care tiers.

Question: what care is each tier entitled to this year, what would it cost, and what is planned?

Formula: A customers get one trip a year, B customers a gift on each of `holidays` holidays,
ordinary ones `cards` greeting cards. Entitled cost = customers × times a year × unit price.
planned = rows of that kind in this calendar year's care plan that were not rejected; covered =
customers of the tier with all their times planned; plan_cost = the cost of all their care.

Units: prices and costs in base currency units; numbers of customers and of rows.

Source: domain inventory `abc-care-tier`: a trip each year for A, holiday gifts for B, greeting
cards for ordinary customers. Prices, the number of holidays and of cards are ours.

Not for: deciding who may be given anything: gifts and trips have a compliance limit, see the rules
of the care sheet.

Example: 5 A × 6,000 + 20 B × 3 × 200 + 100 ordinary × 1 × 5 = 42,500.

>>> tiers = [CareTier.A] * 5 + [CareTier.B] * 20 + [CareTier.ORDINARY] * 100
>>> scored = compute(
...     pd.Series(range(125)).astype(str), pd.Series(tiers), pd.Series([None] * 125),
...     care=pd.DataFrame(columns=["account_id"]), as_of=date(2026, 11, 30),
... )
>>> scored["cost"].tolist(), float(scored["cost"].sum())
([30000.0, 12000.0, 500.0], 42500.0)
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, text_column
from xlcrm.sheets.account import AccountStatus, CareTier
from xlcrm.sheets.care import CareApproval, CareKind

KINDS = {
    CareTier.A: CareKind.TRIP,
    CareTier.B: CareKind.GIFT,
    CareTier.ORDINARY: CareKind.CARD,
}
ENTITLED = {
    CareTier.A: Text("每年{}次旅游", "{} trip a year"),
    CareTier.B: Text("节日礼品，每年{}次", "a gift on {} holidays a year"),
    CareTier.ORDINARY: Text("贺卡，每年{}张", "{} greeting card a year"),
}
GONE = (AccountStatus.LOST, AccountStatus.CLOSED)


class Params(MethodParams):
    """How often, and at what price."""

    trips: int = Field(default=1, ge=1, le=12, description="Trips an A customer gets in a year")
    holidays: int = Field(
        default=3, ge=1, le=12, description="Ours: holidays in a year on which B gets a gift"
    )
    cards: int = Field(default=1, ge=1, le=12, description="Ours: cards a year")
    price_trip: float = Field(default=6_000.0, ge=0, description="Ours: price of a trip")
    price_gift: float = Field(default=200.0, ge=0, description="Ours: price of a gift")
    price_card: float = Field(default=5.0, ge=0, description="Ours: price of a card")


DEFAULTS = Params()

LABEL = Label(
    name="care_tiers",
    ids=("abc-care-tier",),
    zh="ABC级客户关怀",
    en="ABC care tiers",
    sheet="accounts",
    shape="table",
    results=(
        Result(name="tier", zh="关怀级别", en="Tier of care"),
        Result(name="accounts", zh="客户数", en="Accounts", kind="number"),
        Result(name="entitlement", zh="应有关怀", en="Entitled to"),
        Result(name="times", zh="每年次数", en="Times in a year", kind="number"),
        Result(name="cost", zh="应有费用", en="Entitled cost", kind="money"),
        Result(name="planned", zh="本年已计划", en="Planned this year", kind="number"),
        Result(name="covered", zh="计划齐全客户数", en="Accounts covered", kind="number"),
        Result(name="plan_cost", zh="计划费用", en="Planned cost", kind="money"),
        Result(name="reason", zh="关怀等级说明", en="Care tier reason"),
    ),
)


def compute(
    account_id: pd.Series,
    care_tier: pd.Series,
    status: pd.Series,
    *,
    care: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """One row per tier, over the customers that are not lost or closed."""
    live = pd.DataFrame({"id": account_id, "tier": care_tier})[~status.isin(GONE)]
    live = live[live["id"].notna()]
    plan = care.reindex(columns=["account_id", "planned", "kind", "approval", "cost"])
    this_year = pd.to_datetime(plan["planned"]).dt.year.eq(as_of.year)
    plan = plan[this_year & ~plan["approval"].isin([CareApproval.REJECTED])]
    due = {
        CareTier.A: (params.trips, params.price_trip),
        CareTier.B: (params.holidays, params.price_gift),
        CareTier.ORDINARY: (params.cards, params.price_card),
    }
    rows = [
        _tier_row(tier, live["id"][live["tier"].isin([tier])], plan, due[tier], language)
        for tier in CareTier
    ]
    result = pd.DataFrame(rows, columns=[one.name for one in LABEL.results])
    untiered = int(live["tier"].isna().sum())
    if untiered:
        lacking = Text("；另有{}家缺少关怀等级", "; {} more accounts missing a tier")[language]
        result["reason"] += lacking.format(untiered)
    for one in LABEL.results:
        if one.kind == "text":
            result[one.name] = text_column(result[one.name].tolist(), result.index)
    return result


def _tier_row(
    tier: CareTier, ids: pd.Series, plan: pd.DataFrame, due: tuple[int, float], language: Language
) -> tuple[object, ...]:
    """The figures of one tier, in the order of the results."""
    times, price = due
    own = plan[plan["account_id"].isin(ids)]
    of_kind = own[own["kind"].isin([KINDS[tier]])]
    covered = int(of_kind.groupby("account_id").size().ge(times).sum())
    cost = len(ids) * times * price
    entitlement = ENTITLED[tier][language].format(times)
    words = Text(
        "{}家 × {}次 × {} = {}；本年计划{}次，{}家齐全",
        "{} accounts × {} × {} = {}; {} planned this year, {} accounts covered",
    )[language]
    unit, total = amount_words(price, language), amount_words(cost, language)
    reason = words.format(len(ids), times, unit, total, len(of_kind), covered)
    spent = float(own["cost"].astype(float).sum())
    return (
        *(tier.text(language), float(len(ids)), entitlement, float(times), cost),
        *(float(len(of_kind)), float(covered), spent, reason),
    )
