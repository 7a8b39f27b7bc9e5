"""The whole invented company, from one seed."""

from datetime import date
from random import Random
from typing import cast

from samples.accounts import accounts, with_sales
from samples.activities import activities
from samples.agreements import with_agreements
from samples.assessments import assessments
from samples.calls import call_log
from samples.contacts import contacts
from samples.decisions import decision_factors, private_notes
from samples.ledger import last_year, ledger
from samples.negotiations import budgets, negotiations
from samples.opportunities import opportunities
from samples.orders import Books, orders
from samples.planted import MISLAID_CONTACT
from samples.profiles import with_profile, with_ties
from samples.record import Record, Rows
from samples.relations import related
from samples.standing import standings
from samples.surveys import surveys
from samples.targets import targets
from samples.upkeep import care, complaints, switching
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.activity import ActivityStatus

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
    people = contacts(rng, customers)
    rows = {
        "accounts": customers,
        "contacts": people,
        "opportunities": deals,
        "assessments": assessments(rng, deals),
        "ledger": [row for book in books.values() for row in book],
    }
    return rows | _kept_lately(rows, books)


def _kept_lately(rows: Rows, books: Books) -> Rows:
    """The sheets and account fields that came later; each has a chance of its own, so that
    adding one leaves the others as they were."""
    customers, people, deals = rows["accounts"], rows["contacts"], rows["opportunities"]
    standing = standings(_chance("standings"), customers)
    met = [one for number, one in enumerate(people) if number != MISLAID_CONTACT]
    bought = orders(_chance("orders"), customers, books, deals)
    done = activities(_chance("activities"), customers, met, deals)
    chance = _chance("profiles")
    profiles = [with_profile(chance, customer, standing, books) for customer in customers]
    people, done = related(_chance("relations"), people, done)
    customers = with_agreements(_chance("agreements"), with_ties(chance, profiles, bought))
    return {
        "accounts": customers,
        "opportunities": budgets(deals),
        "negotiations": negotiations(_chance("negotiations"), deals),
        "call_log": call_log(_chance("calls")),
        "contacts": _met_since(people, done),
        "contact_private": private_notes(_chance("private"), met),
        "decision_factors": decision_factors(_chance("factors"), deals, met),
        "orders": bought,
        "activities": done,
        "surveys": surveys(_chance("surveys"), met, standing),
        "switching": switching(_chance("switching"), standing),
        "care": care(_chance("care"), customers),
        "complaints": complaints(_chance("complaints"), customers),
        "targets": targets(_chance("targets"), bought, deals),
    }


def _chance(subject: str) -> Random:
    return Random(f"{SEED} {subject}")


def _met_since(people: list[Record], done: list[Record]) -> list[Record]:
    """The people, whose last contact is no earlier than the last activity with them."""
    latest = {
        row["contact_id"]: cast(date, row["day"])
        for row in done
        if row["status"] is ActivityStatus.DONE
    }
    return [
        one | {"last_contact": max(day, latest.get(one["contact_id"], day))}
        for one in people
        for day in [cast(date, one["last_contact"])]
    ]
