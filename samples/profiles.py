"""What is known of a customer beside its sales: grades, relation, credit and how it buys."""

from datetime import date, timedelta
from random import Random
from typing import cast

from samples.accounts import city_of
from samples.orders import Books
from samples.record import AS_OF, Record, picked, workday
from samples.standing import Standing
from xlcrm.language import Text
from xlcrm.sheets.account import (
    AccountStatus,
    AccountType,
    CareTier,
    CreditGrade,
    Orientation,
    Ownership,
    OwnerType,
    RelationLevel,
)

REGIONS = {
    "42": Text("华中", "Central"),
    "44": Text("华南", "South"),
    "51": Text("西南", "Southwest"),
}
"""Of the first two digits of the division code; the others are EAST."""
EAST = Text("华东", "East")
_ROADS = (
    Text("启明路", "Qiming Road"),
    Text("创业大道", "Chuangye Avenue"),
    Text("金桥路", "Jinqiao Road"),
    Text("科技二路", "Keji 2nd Road"),
)
_DELIVERY = (
    Text("周一至周五8点到16点收货", "Goods received Monday to Friday, 8 to 16"),
    Text("木箱包装，防潮", "Wooden crates, kept dry"),
    Text("到货前一天电话预约", "Call the day before"),
    Text("夜间不能卸货", "No unloading at night"),
)
_TAGS = (
    Text("扩产", "expanding"),
    Text("价格敏感", "price-sensitive"),
    Text("重视服务", "service-minded"),
    Text("有海外工厂", "plants abroad"),
    Text("集团采购", "group purchasing"),
)
_SEGMENTED = date(2026, 7, 10)
"""The day of the yearly round of segmentation."""


def with_profile(
    rng: Random, account: Record, standings: dict[str, Standing], books: Books
) -> Record:
    """The customer with all the fields a salesperson would know; small ones have gaps."""
    account_id = cast(str, account["account_id"])
    profile = account | _company(rng, account) | _segmented(rng, account)
    if account["status"] is AccountStatus.PROSPECT:
        return profile | _prospect(rng, account)
    if account_id not in standings:
        return profile | {"first_order": _day(rng, 2015, 2021), "last_year_sales": 0.0}
    rank = list(standings).index(account_id)
    known = profile | _buyer(rng, account, rank, standings[account_id])
    known["last_year_sales"] = sum(cast(int, row["sales"]) for row in books[account_id][:12])
    known |= _credit(rng, cast(int, account["payment_terms"]), books[account_id])
    return _with_gaps(rng, known, rank) | _graded(rng, account, standings[account_id], rank)


def _day(rng: Random, first: int, last: int) -> date:
    return workday(date(rng.randint(first, last), rng.randint(1, 12), rng.randint(3, 28)))


def _company(rng: Random, account: Record) -> Record:
    """Where it is, whom it belongs to, and who of us looks after it since when."""
    city, road = city_of(account), rng.choice(_ROADS)
    number = rng.randint(8, 680)
    address = Text(f"{city.name.zh}市{road.zh}{number}号", f"{number} {road.en}, {city.name.en}")
    whose: dict[Ownership, float] = {Ownership.PRIVATE: 66, Ownership.FOREIGN: 18}
    return {
        "region": REGIONS.get(city.division[:2], EAST),
        "address": address if rng.random() < 0.85 else None,
        "account_type": picked(rng, {AccountType.END_USER: 92, AccountType.DEALER: 8}),
        "ownership": picked(rng, whose | {Ownership.STATE: 16}),
        "owner_since": _day(rng, 2019, 2025),
        "delivery": rng.choice(_DELIVERY) if rng.random() < 0.5 else None,
        "fiscal_year_start": picked(rng, {1: 8, 4: 1, None: 4}),
        "tags": rng.choice(_TAGS) if rng.random() < 0.6 else None,
    }


def _segmented(rng: Random, account: Record) -> Record:
    """Most were put into a segment in July or after their file was changed; some never."""
    reviewed = cast(date, account["reviewed"])
    after = min(AS_OF, workday(reviewed + timedelta(days=rng.randint(3, 12))))
    return {"segmented": picked(rng, {max(after, reviewed): 6, _SEGMENTED: 3, None: 1})}


def _prospect(rng: Random, account: Record) -> Record:
    potential = cast(float | None, account["potential"])
    share = rng.uniform(0.1, 0.25)
    return {
        "owner_type": OwnerType.HUNTER,
        "sales_target": max(50_000.0, round(potential * share, -4)) if potential else None,
        "willingness": round(rng.uniform(1.8, 4.6), 1) if rng.random() < 0.8 else None,
        "quality": round(rng.uniform(2.2, 4.6), 1) if rng.random() < 0.7 else None,
        "relation_level": picked(rng, {RelationLevel.BRAND: 3, RelationLevel.DISTANT: 4}),
    }


def _buyer(rng: Random, account: Record, rank: int, standing: Standing) -> Record:
    """How it buys and what it buys by."""
    sales = cast(float, account["sales"])
    quality = min(5.0, max(1.0, standing.loyalty * 0.6 + 1.4 + rng.uniform(-0.8, 0.5)))
    weight = 2.5 - rank / 18
    relation = tuple(RelationLevel)[2 if standing.loyalty < 4 else 3 if rank < 16 else 2]
    price = rng.random() < 0.55 - (standing.loyalty - 3) * 0.2
    return {
        "owner_type": picked(rng, {OwnerType.FARMER: 3 if rank < 16 else 1, OwnerType.HUNTER: 1}),
        "sales_target": round(sales * rng.uniform(1.04, 1.32), -4),
        "willingness": round(min(5.0, max(1.0, standing.loyalty + rng.uniform(-1.2, 0.7))), 1),
        "quality": round(quality, 1),
        "structure": round(min(5.0, max(1.0, 2.2 + weight / 2 + rng.uniform(-1.1, 1.3))), 1),
        "orientation": Orientation.PRICE if price else Orientation.VALUE,
        "purchase_value": min(10, max(1, round(4.2 + weight + rng.uniform(-3.2, 3.4)))),
        "supply_risk": min(10, max(1, round(4.6 + rng.uniform(-3.4, 4.2)))),
        "relation_level": relation,
    }


def _credit(rng: Random, terms: int, book: list[Record]) -> Record:
    """Finance grades by the days beyond terms, twice a year."""
    quarter = sum(cast(float, row["sales"]) for row in book[-3:])
    days = 91 * cast(float, book[-1]["balance"]) / quarter if quarter else 120.0
    limits = (5, 22, 48)
    grade = tuple(CreditGrade)[sum(days - terms > limit for limit in limits)]
    return {
        "credit_grade": grade,
        "credit_reviewed": workday(date(2026, 6, 26) - timedelta(days=rng.choice((0, 0, 178)))),
    }


_UNCERTAIN = {
    "willingness": 0.16, "quality": 0.16, "structure": 0.22, "orientation": 0.25,
    "purchase_value": 0.3, "sales_target": 0.12, "credit_grade": 0.15, "relation_level": 0.15,
}  # fmt: skip
"""Field → how often it is open with a small customer."""


def _with_gaps(rng: Random, profile: Record, rank: int) -> Record:
    for name, odds in _UNCERTAIN.items():
        if rng.random() < odds and rank >= 8:
            profile[name] = None
    if profile["purchase_value"] is None:
        profile["supply_risk"] = None
    if profile["credit_grade"] is None:
        profile["credit_reviewed"] = None
    return profile


def _graded(rng: Random, account: Record, standing: Standing, rank: int) -> Record:
    """The inputs of the value score; last among small customers somebody has left them open."""
    tier = CareTier.A if rank < 10 else CareTier.B if rank < 24 else CareTier.ORDINARY
    told = rank < 14 or rng.random() < 0.85
    first = _day(rng, 2014, 2023)
    return {
        "potential": standing.potential or account["potential"],
        "first_order": first if told or rng.random() < 0.5 else None,
        "loyalty": standing.loyalty if rank < 14 or rng.random() < 0.86 else None,
        "tolerant": standing.tolerant if told else None,
        "gives_advice": standing.gives_advice if told else None,
        "brings_customers": standing.brings_customers if told else None,
        "reference": standing.brings_customers and standing.satisfaction > 8,
        "care_tier": tier if rank < 24 or rng.random() < 0.7 else None,
    }


def with_ties(rng: Random, profiles: list[Record], orders: list[Record]) -> list[Record]:
    """The customers with what other rows tell of them: lines bought, whom they brought."""
    lines: dict[object, set[object]] = {}
    for order in orders:
        lines.setdefault(order["account_id"], set()).add(order["product"])
    small = [row["account_id"] for row in profiles if row["status"] is AccountStatus.PROSPECT]
    ties: list[Record] = []
    for row in profiles:
        brought = rng.choice(small) if row.get("brings_customers") and rng.random() < 0.7 else None
        bought = len(lines[row["account_id"]]) if row["account_id"] in lines else None
        ties.append(row | {"product_lines": bought, "brought_account": brought})
    return ties
