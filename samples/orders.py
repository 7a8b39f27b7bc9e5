"""The orders behind the ledger: each covers one to four months of what was invoiced."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import cast

from samples.opportunities import PRODUCTS
from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.order import OrderStatus

SPARES = Text("备件耗材", "Spare parts")
_METHODS = (
    Text("电汇", "Bank transfer"),
    Text("银行承兑汇票", "Bank acceptance bill"),
    Text("三成预付，余款验收后付", "30% down, rest after acceptance"),
)
_LARGE, _MIDDLE = 4_000_000, 1_000_000
"""Yuan a year: from there a customer orders every month, or every month or two."""
_OPEN_ORDERS, _QUOTES, _CANCELLED = 26, 8, 5

Books = dict[str, list[Record]]
"""Account id → its ledger, oldest month first."""


def orders(rng: Random, accounts: list[Record], books: Books, deals: list[Record]) -> list[Record]:
    """The orders of every active customer, oldest first; amounts in yuan."""
    rows: list[Record] = []
    active = [account for account in accounts if account["account_id"] in books]
    for account in active:
        book = books[cast(str, account["account_id"])]
        delivered = list(_delivered(rng, account, book))
        _settle(delivered, cast(float, book[-1]["balance"]))
        rows += delivered
    _tie_to_deals(rows, deals)
    rows += _under_way(rng, active)
    rows.sort(key=lambda row: cast(date, row["ordered"] or row["quoted"]))
    return [{"order_id": f"SO-{n:04d}", **row} for n, row in enumerate(rows, start=1)]


def _delivered(rng: Random, account: Record, book: list[Record]) -> Iterator[Record]:
    size, start = cast(float, account["size"]), 0
    while start < len(book):
        months = 1 if size > _LARGE else rng.choice((1, 2) if size > _MIDDLE else (2, 3, 4))
        covered = book[start : start + months]
        start += months
        invoiced = sum(cast(float, row["sales"]) for row in covered)
        if not invoiced:
            continue
        last = max(cast(date, row["month"]) for row in covered if row["sales"])
        yield _order(rng, account, round(invoiced * rng.uniform(0.985, 1.015), -2), last)


def _order(rng: Random, account: Record, amount: float, month: date) -> Record:
    delivered = workday(month + timedelta(days=rng.randint(4, 27)))
    ordered = workday(month - timedelta(days=rng.randint(2, 24)))
    late = picked(rng, {rng.randint(-9, 0): 7, rng.randint(1, 12): 2})
    terms = timedelta(days=cast(int, account["payment_terms"]))
    return _asked(rng, account, amount) | {
        "quoted": workday(ordered - timedelta(days=rng.randint(3, 30))),
        "ordered": ordered,
        "promised": max(ordered, workday(delivered - timedelta(days=late))),
        "delivered": delivered,
        "payment_due": delivered + terms,
        "status": OrderStatus.CLOSED,
    }


def _asked(rng: Random, account: Record, amount: float) -> Record:
    """What an order says before any date of it is known."""
    return {
        "account_id": account["account_id"],
        "opportunity_id": None,
        "product": _product(rng, amount),
        "amount": amount,
        "discount": picked(rng, {0.0: 5, 0.03: 4, 0.05: 5, 0.08: 3, 0.12: 2, 0.18: 1}),
        "payment_method": rng.choice(_METHODS[: 3 if amount > 200_000 else 2]),
        "paid": 0.0,
        "owner": account["owner"],
    }


def _product(rng: Random, amount: float) -> Text:
    fitting = [name for name, low, high in PRODUCTS if 0.4 * low <= amount <= 1.3 * high]
    name = rng.choice([*fitting, SPARES] if amount < 150_000 else fitting or [PRODUCTS[0][0]])
    return name if name is SPARES else Text(name.zh, name.en.capitalize())


def _settle(rows: list[Record], owed: float) -> None:
    """Receipts pay the oldest orders first, so the newest are what is owed."""
    for row in reversed(rows):
        amount = cast(float, row["amount"])
        unpaid = min(amount, max(0.0, owed))
        owed -= unpaid
        row["paid"] = amount - unpaid
        if unpaid:
            row["status"] = OrderStatus.DELIVERED


def _tie_to_deals(rows: list[Record], deals: list[Record]) -> None:
    """A won deal is called off by the first order of fitting size that follows it."""
    for deal in deals:
        if deal["status"] is not OpportunityStatus.WON:
            continue
        close, worth = cast(date, deal["close_date"]), cast(float, deal["amount"])
        for row in rows:
            after = (cast(date, row["ordered"]) - close).days
            fits = 0.25 * worth <= cast(float, row["amount"]) <= 1.1 * worth
            free = row["account_id"] == deal["account_id"] and row["opportunity_id"] is None
            if free and fits and 0 <= after <= 75:
                row["opportunity_id"] = deal["opportunity_id"]
                row["product"] = deal["product"]
                row["quoted"] = min(cast(date, row["quoted"]), close)
                break


def _under_way(rng: Random, accounts: list[Record]) -> Iterator[Record]:
    """What is ordered and not delivered, only quoted, or was called off."""
    weights = [cast(float, account["size"]) ** 0.5 for account in accounts]
    kinds = [OrderStatus.ORDERED, OrderStatus.PRODUCTION] * (_OPEN_ORDERS // 2)
    kinds += [OrderStatus.QUOTED] * _QUOTES + [OrderStatus.CANCELLED] * _CANCELLED
    for status in kinds:
        account = rng.choices(accounts, weights)[0]
        amount = round(cast(float, account["size"]) / 12 * rng.uniform(0.5, 1.4), -2)
        days = rng.randint(60, 400) if status is OrderStatus.CANCELLED else rng.randint(1, 24)
        day = workday(AS_OF - timedelta(days=days))
        placed = status is not OrderStatus.QUOTED
        yield _asked(rng, account, amount) | {
            "quoted": workday(day - timedelta(days=rng.randint(3, 25))) if placed else day,
            "ordered": day if placed else None,
            "promised": workday(day + timedelta(days=rng.randint(28, 75))) if placed else None,
            "status": status,
        }
