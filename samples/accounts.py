"""The invented customers: a dozen large ones, many small ones, some prospects, a few gone."""

from datetime import timedelta
from random import Random
from typing import cast

from samples.names import BRANDS, CITIES, INDUSTRIES, City, Industry
from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus

ACTIVE, PROSPECTS, LOST, CLOSED = 45, 9, 3, 2

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PLANS = (
    Text("两年内新增一条产线", "Adds one production line within two years"),
    Text("三年内上市，先做数字化工厂", "Wants to go public in three years, digital plant first"),
    Text("出口占比提高到四成", "Raise exports to forty per cent"),
    Text("老线改造，减少人工检验", "Rebuild old lines, fewer manual checks"),
    Text("向上游材料延伸", "Move upstream into materials"),
)
_NOTES = (
    Text("折扣底线已报总部，勿外传", "Lowest discount agreed with head office, keep inside"),
    Text("采购换人，重新拜访", "New buyer, visit again"),
    Text("年底前想压货款，提前对账", "May delay payment at year end, reconcile early"),
    Text("与财务关系好", "Good standing with their finance team"),
)


def accounts(rng: Random) -> list[Record]:
    """The customers without their sales, which come from the ledger; `size` is yuan a year."""
    kinds = (
        [AccountStatus.ACTIVE] * ACTIVE
        + [AccountStatus.PROSPECT] * PROSPECTS
        + [AccountStatus.LOST] * LOST
        + [AccountStatus.CLOSED] * CLOSED
    )
    sizes = [*_sizes(rng), *[0.0] * (PROSPECTS + LOST + CLOSED)]
    order = list(zip(kinds, sizes, strict=True))
    rng.shuffle(order)
    cities = list(CITIES) * (len(order) // len(CITIES) + 1)
    rng.shuffle(cities)
    return [
        _account(rng, number, *pair, city)
        for number, (pair, city) in enumerate(zip(order, cities, strict=False), start=1)
    ]


def _sizes(rng: Random) -> list[float]:
    """Yuan a year: the largest dozen makes four fifths."""
    return [
        57_000_000 / (rank + 1.5) ** 1.55 * rng.uniform(0.9, 1.1) for rank in range(1, ACTIVE + 1)
    ]


def _account(rng: Random, number: int, status: AccountStatus, size: float, city: City) -> Record:
    industry, brand = rng.choice(INDUSTRIES), BRANDS[number - 1]
    line = rng.choice(industry.lines)
    return {
        "account_id": f"AC-{number:03d}",
        "name": Text(
            f"{city.name.zh}{brand.zh}{line.zh}有限公司",
            f"{brand.en} {line.en} ({city.name.en}) Co., Ltd.",
        ),
        "industry": industry.name,
        "city": city.name,
        "owner": city.owner,
        "status": status,
        "is_new": status is AccountStatus.PROSPECT,
        "payment_terms": picked(rng, {30: 3, 45: 3, 60: 4, 90: 2}),
        "credit_code": credit_code(f"91{city.division}", f"XX{rng.randrange(10**6):06d}"),
        "phone": f"{city.dialling}-{rng.randrange(55500000, 55600000)}",
        "development_plan": rng.choice(_PLANS) if rng.random() < 0.6 else None,
        "reviewed": workday(AS_OF - timedelta(days=int(400 * rng.random() ** 2))),
        "note": rng.choice(_NOTES) if rng.random() < 0.3 else None,
        "internal_code": f"{city.name.en[:2].upper()}-{number:02d}",
        "size": size,
        "brand": brand,
    }


def with_sales(rng: Random, account: Record, sales: int | None) -> Record:
    """The customer with last year's sales in yuan and the figures that follow from them."""
    if not sales:
        return account | {
            "potential": _potential(rng, account),
            "sales": None if account["is_new"] else 0,
            "gross_profit": None,
            "credit_limit": None,
        }
    terms = cast(int, account["payment_terms"])
    share = picked(rng, {rng.uniform(0.18, 0.5): 5, rng.uniform(0.5, 0.93): 4, 1.08: 0.6})
    margin = rng.uniform(0.16, 0.41) if rng.random() > 0.05 else -0.03
    return account | {
        "potential": round(sales / share, -4),
        "sales": sales,
        "gross_profit": round(sales * margin, -2),
        "credit_limit": max(50_000.0, round(sales * terms / 365 * 1.4, -4)),
    }


def _potential(rng: Random, account: Record) -> float | None:
    if account["status"] is AccountStatus.PROSPECT and rng.random() < 0.85:
        return round(rng.uniform(400_000, 7_000_000), -4)
    return None


def industry_of(account: Record) -> Industry:
    """The line of business of a customer."""
    return next(industry for industry in INDUSTRIES if industry.name == account["industry"])


def city_of(account: Record) -> City:
    """The seat of a customer."""
    return next(city for city in CITIES if city.name == account["city"])


def credit_code(region: str, organisation: str) -> str:
    """A unified social credit code with true check digits.

    The organisation part begins with XX, a series outside those in common use (digits, MA…), so
    that the code points at nobody.
    """
    values = [int(letter, 36) for letter in organisation]
    check = -sum(map(int.__mul__, values, _ORGANISATION_WEIGHTS)) % 11
    body = region + organisation + "0123456789X"[check]
    total = sum(
        _ALPHABET.index(letter) * weight for letter, weight in zip(body, _WEIGHTS, strict=True)
    )
    return body + _ALPHABET[-total % 31]
