"""What each salesperson is to sell, month by month, this quarter and the next."""

from collections import defaultdict
from datetime import date
from random import Random
from typing import cast

from samples.names import OWNERS
from samples.record import AS_OF, Record
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.order import OrderStatus

MONTHS = tuple(date(2026 + month // 12, month % 12 + 1, 1) for month in range(9, 15))
"""October 2026 to March 2027."""
_PLACED = (OrderStatus.ORDERED, OrderStatus.PRODUCTION, OrderStatus.DELIVERED, OrderStatus.CLOSED)

Sums = dict[tuple[object, date], float]
"""Owner and month → yuan."""


def targets(rng: Random, orders: list[Record], deals: list[Record]) -> list[Record]:
    """One row per owner and month; the months gone by tell what was sold."""
    small = _by_month([row for row in orders if _outside_the_funnel(row)], "ordered")
    won = _by_month([row for row in deals if row["status"] is OpportunityStatus.WON], "close_date")
    return [row for owner in OWNERS for row in _of_owner(rng, owner, small, won)]


def _outside_the_funnel(order: Record) -> bool:
    return order["status"] in _PLACED and order["opportunity_id"] is None


def _by_month(rows: list[Record], day: str) -> Sums:
    sums: Sums = defaultdict(float)
    for row in rows:
        sums[row["owner"], cast(date, row[day]).replace(day=1)] += cast(float, row["amount"])
    return sums


def _of_owner(rng: Random, owner: object, small: Sums, won: Sums) -> list[Record]:
    """The quota is what a usual month of the last year brought, and a tenth more."""
    past = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(9, 21)]
    usual = sum(small[owner, month] + won[owner, month] for month in past) / len(past)
    aim = usual * rng.uniform(1.0, 1.15)
    weights = {10: 0.95, 11: 1.0, 12: 1.2, 1: 0.9, 2: 0.75, 3: 1.15}
    rows: list[Record] = []
    for month in MONTHS:
        quota = round(aim * weights[month.month], -4)
        past_month = month <= AS_OF
        sold = small[owner, month] + won[owner, month]
        rows.append(
            {
                "owner": cast(str, owner),
                "month": month,
                "quota": quota,
                "forecast": round(quota * rng.uniform(0.82, 1.08), -4),
                "achieved": sold if past_month else None,
                "out_of_funnel": small[owner, month] if past_month else None,
            }
        )
    return rows
