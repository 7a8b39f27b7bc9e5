"""The whole invented company, from one seed."""

from random import Random
from typing import cast

from samples.accounts import accounts, with_sales
from samples.assessments import assessments
from samples.contacts import contacts
from samples.ledger import last_year, ledger
from samples.opportunities import opportunities
from samples.record import Rows
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus

SEED = 20261130
COMPANY = Text("砺屿测控", "Liyu Controls")
SLOGAN = Text("测得准 · 交得快 · 服务到现场", "Measure right · deliver fast · stay on site")


def company() -> Rows:
    """The faultless rows of every sheet; the same at each call."""
    rng = Random(SEED)
    customers = accounts(rng)
    books = {
        cast(str, customer["account_id"]): ledger(rng, customer)
        for customer in customers
        if customer["status"] is AccountStatus.ACTIVE
    }
    customers = [
        with_sales(rng, customer, last_year(books.get(cast(str, customer["account_id"]), [])))
        for customer in customers
    ]
    deals = opportunities(rng, customers)
    return {
        "accounts": customers,
        "contacts": contacts(rng, customers),
        "opportunities": deals,
        "assessments": assessments(rng, deals),
        "ledger": [row for book in books.values() for row in book],
    }
