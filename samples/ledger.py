"""Twenty-four months of sales and receipts per active customer; balances that add up."""

from collections import Counter
from datetime import date
from random import Random
from typing import cast

from samples.record import AS_OF, Record

MONTHS = 24
_WARM_UP = 6
"""Months lived before the ledger opens, so that it opens with a believable balance."""
_SEASON = (0.85, 0.55, 1.05, 1.0, 1.0, 1.15, 0.95, 0.95, 1.1, 0.95, 1.05, 1.3)
"""Weight of January to December: quiet around Spring Festival, busy at year end."""


def ledger(rng: Random, account: Record) -> list[Record]:
    """The months of one customer, oldest first, in yuan rounded to hundreds."""
    invoiced = _invoiced(rng, cast(float, account["size"]))
    paid = _paid(rng, invoiced, days=_days_to_pay(rng, cast(int, account["payment_terms"])))
    balance = 0
    rows: list[Record] = []
    for index, sales in enumerate(invoiced):
        balance += sales - paid[index]
        rows.append(
            {
                "account_id": account["account_id"],
                "month": _month(index - _WARM_UP),
                "sales": sales,
                "receipts": paid[index],
                "balance": balance,
                "overdue": max(0, balance - _not_due(account, invoiced[: index + 1])),
            }
        )
    return rows[_WARM_UP:]


def _not_due(account: Record, invoiced: list[int]) -> int:
    """Sales still within their terms, of months of thirty days; the oldest may count in part."""
    months, days = divmod(cast(int, account["payment_terms"]), 30)
    whole = sum(invoiced[-months:]) if months else 0
    part = invoiced[-months - 1] * days // 3000 * 100 if days and len(invoiced) > months else 0
    return whole + part


def last_year(rows: list[Record]) -> int:
    """Sales of the last twelve months, in yuan."""
    return sum(cast(int, row["sales"]) for row in rows[-12:])


def _month(index: int) -> date:
    first = AS_OF.year * 12 + AS_OF.month - MONTHS
    year, month = divmod(first + index, 12)
    return date(year, month + 1, 1)


def _invoiced(rng: Random, size: float) -> list[int]:
    growth = rng.choice((-0.25, -0.1, 0.0, 0.05, 0.12, 0.2, 0.35))
    buying_months = 1.0 if size > 600_000 else 0.75
    amounts = []
    for index in range(_WARM_UP + MONTHS):
        trend = (1 + growth) ** ((index - _WARM_UP - MONTHS + 6) / 12)
        season = _SEASON[_month(index - _WARM_UP).month - 1]
        buys = rng.random() < buying_months
        expected = size / 12 * trend * season / buying_months
        amounts.append(int(expected * rng.uniform(0.75, 1.25) / 100) * 100 if buys else 0)
    return amounts


def _days_to_pay(rng: Random, terms: int) -> int:
    return min(105, max(32, terms + rng.choice((-4, 0, 3, 8, 15, 25, 45))))


def _paid(rng: Random, invoiced: list[int], *, days: int) -> Counter[int]:
    """Receipts per month index; an invoice is split over the two months around its due day."""
    paid: Counter[int] = Counter()
    for index, sales in enumerate(invoiced):
        months = max(1.0, (days + rng.uniform(-5, 5)) / 30)
        late = int(sales * (months % 1) / 100) * 100
        paid[index + int(months)] += sales - late
        paid[index + int(months) + 1] += late
    return paid
