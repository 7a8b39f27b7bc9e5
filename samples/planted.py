"""The dozen errors planted in the invented company, each in a row of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from samples.record import Record, Rows, Value
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.opportunity import OpportunityStatus

ENTERED_TWICE = Text("同一客户又登记了一次", "The same customer was entered a second time")
NO_NAME = Text("没有填客户名称", "No account name")
NEGATIVE_POTENTIAL = Text("年采购潜力是负数", "Purchase potential is negative")
ODD_STATUS = Text("状态不在列表里", "The status is not on the list")
NOBODY = Text("客户档案里没有这个客户编号", "No account has this id")
ODD_ROLE = Text("采购角色不在列表里", "The buying role is not on the list")
WORDS = Text("金额写成了文字", "The amount is typed in words")
OVERDUE = Text("还在进行中，预计签约日期已过", "Still open after its close date")
TURNED = Text("进入本层早于创建日期", "Level entered before the deal was created")
UNDATED = Text("赢单没有签约日期", "A won deal without its close date")
ODD_ANSWER = Text("答案只能是 + - ?", "The answer is none of + - ?")
RETURNED = Text("退票记成了负回款", "A returned transfer is booked as a negative receipt")

MISLAID_CONTACT = 57
"""Position of the contact whose customer is not on the list; nothing else may point at it."""

Finder = Callable[[Record], bool]


@dataclass(frozen=True)
class Planted:
    """One error put there on purpose."""

    sheet: str
    row: int
    """Position among the rows of the sheet, from 0."""
    field: str
    code: str
    what: Text


def plant(rows: Rows) -> tuple[Rows, list[Planted]]:
    """The company with its dozen errors, and where they are; `rows` itself is not changed."""
    spoilt = {sheet: [dict(row) for row in records] for sheet, records in rows.items()}
    planted = [
        *_in_accounts(spoilt),
        *_in_contacts(spoilt),
        *_in_opportunities(spoilt),
        _in_assessments(spoilt),
        _in_ledger(spoilt),
    ]
    return spoilt, planted


def _spoil(rows: Rows, planted: Planted, value: Value) -> Planted:
    rows[planted.sheet][planted.row][planted.field] = value
    return planted


def _nth(records: list[Record], number: int, fits: Finder) -> int:
    """Position of the `number`-th record that fits."""
    return [index for index, record in enumerate(records) if fits(record)][number - 1]


def _in_accounts(rows: Rows) -> list[Planted]:
    accounts = rows["accounts"]
    small = _nth(accounts, 9, lambda row: 0 < cast(float, row["sales"] or 0) < 400_000)
    nameless = _nth(accounts, 3, lambda row: row["status"] is AccountStatus.PROSPECT)
    paused = _nth(accounts, 4, lambda row: 0 < cast(float, row["sales"] or 0) < 600_000)
    accounts.append(_typed_again(accounts[_nth(accounts, 5, lambda row: bool(row["is_new"]))]))
    again = len(accounts) - 1
    name, potential, status = (
        Planted("accounts", nameless, "name", "required-missing", NO_NAME),
        Planted("accounts", small, "potential", "out-of-range", NEGATIVE_POTENTIAL),
        Planted("accounts", paused, "status", "not-in-list", ODD_STATUS),
    )
    return [
        Planted("accounts", again, "account_id", "duplicate-id", ENTERED_TWICE),
        _spoil(rows, name, None),
        _spoil(rows, potential, -600_000.0),
        _spoil(rows, status, Text("合作暂缓", "Paused")),
    ]


def _typed_again(account: Record) -> Record:
    """A colleague's second entry of the same customer, with the everyday name."""
    kept = ("account_id", "industry", "city", "owner", "status", "is_new", "payment_terms")
    brand, city = cast(Text, account["brand"]), cast(Text, account["city"])
    return {field: account[field] for field in kept} | {
        "name": Text(f"{brand.zh}（{city.zh}）", f"{brand.en} {city.en}"),
        "reviewed": date(2026, 11, 18),
    }


def _in_contacts(rows: Rows) -> list[Planted]:
    link = Planted("contacts", MISLAID_CONTACT, "account_id", "broken-link", NOBODY)
    role = Planted("contacts", 121, "role", "not-in-list", ODD_ROLE)
    return [
        _spoil(rows, link, "AC-087"),
        _spoil(rows, role, Text("拍板人", "The boss")),
    ]


def _in_opportunities(rows: Rows) -> list[Planted]:
    deals = rows["opportunities"]
    assessed = {row["opportunity_id"] for row in rows["assessments"]}

    def small(row: Record) -> bool:
        return row["status"] is OpportunityStatus.OPEN and row["opportunity_id"] not in assessed

    def large_since_october(row: Record) -> bool:
        entered = cast(date, row["stage_entered"])
        return row["opportunity_id"] in assessed and entered < date(2026, 11, 1)

    worded = _nth(deals, 20, small)
    turned = _nth(deals, 11, large_since_october)
    overdue = _nth(deals, 22, large_since_october)
    undated = _nth(deals, 40, lambda row: row["status"] is OpportunityStatus.WON)
    sheet, before = "opportunities", cast(date, deals[turned]["created"]) - timedelta(days=21)
    amount, close, entered, won = (
        Planted(sheet, worded, "amount", "wrong-type", WORDS),
        Planted(sheet, overdue, "close_date", "open-past-close", OVERDUE),
        Planted(sheet, turned, "stage_entered", "dates-out-of-order", TURNED),
        Planted(sheet, undated, "close_date", "won-incomplete", UNDATED),
    )
    return [
        _spoil(rows, amount, Text("二十万左右", "two hundred k")),
        _spoil(rows, close, date(2026, 11, 13)),
        _spoil(rows, entered, before),
        _spoil(rows, won, None),
    ]


def _in_assessments(rows: Rows) -> Planted:
    answer = Planted("assessments", 33, "q12", "not-in-list", ODD_ANSWER)
    return _spoil(rows, answer, Text("看情况", "depends"))


def _in_ledger(rows: Rows) -> Planted:
    """A returned transfer booked as a negative receipt; the balances still add up."""
    ledger = rows["ledger"]
    row = next(index for index, month in enumerate(ledger) if index > 500 and _ordinary(month))
    returned = cast(int, ledger[row]["receipts"])
    paid_again = cast(int, ledger[row + 1]["receipts"]) + 2 * returned
    ledger[row + 1]["receipts"] = paid_again
    ledger[row]["balance"] = cast(int, ledger[row]["balance"]) + 2 * returned
    return _spoil(rows, Planted("ledger", row, "receipts", "out-of-range", RETURNED), -returned)


def _ordinary(month: Record) -> bool:
    receipts = cast(int, month["receipts"])
    return 20_000 < receipts < 60_000 and month["month"] == date(2026, 3, 1)
