"""How customers are kept: assessments of the tie, the year's care, and what they complained of."""

from datetime import date, timedelta
from random import Random
from typing import cast

from samples.record import AS_OF, Record, picked, workday
from samples.standing import Standing
from xlcrm.language import Text
from xlcrm.sheets import fields_of
from xlcrm.sheets.account import CareTier
from xlcrm.sheets.care import CareApproval, CareKind
from xlcrm.sheets.complaint import ComplaintCause, ComplaintSeverity
from xlcrm.sheets.switching import SwitchingAssessment

ASSESSED = 20
"""Number of the largest customers whose tie to us was assessed in the autumn."""
COMPLAINTS = 14
APPROVER = Text("高敏", "Gao Min")
_SHOWN = Text("拜访记录与合同", "visit reports and contract")
_NAMES = [field.name for field in fields_of(SwitchingAssessment)]
_REVERSED = ("loyal_price_sensitive", "loyal_likes_rivals", "loyal_selection_time")
_CAUSES = {
    ComplaintCause.DELIVERY: 6,
    ComplaintCause.QUALITY: 4,
    ComplaintCause.PRICE: 2,
    ComplaintCause.ATTENTION: 1,
}
_WORDS = {
    ComplaintCause.DELIVERY: Text("备件晚到一周", "Spare parts a week late"),
    ComplaintCause.QUALITY: Text("传感器读数漂移", "Sensor readings drift"),
    ComplaintCause.PRICE: Text("账单与报价不符", "Bill and quotation differ"),
    ComplaintCause.ATTENTION: Text("来电无人跟进", "A call was not followed up"),
}
_SOLVED = Text("已换件并致歉", "Parts replaced, apology made")
_EXPLAINED = Text("物流与检验环节疏漏", "Slip in logistics and inspection")


def switching(rng: Random, standings: dict[str, Standing]) -> list[Record]:
    """One assessment of each of the largest customers."""
    return [_assessed(rng, account, standings[account]) for account in list(standings)[:ASSESSED]]


def _assessed(rng: Random, account_id: str, standing: Standing) -> Record:
    warmth = (standing.loyalty - 1) / 4
    day = workday(date(2026, 9, 1) + timedelta(days=rng.randint(0, 75)))
    row: Record = {"account_id": account_id, "assessed": day, "evidence": _SHOWN}
    for name in _NAMES:
        if name.startswith("cost_"):
            row[name] = min(5, max(1, round(1.4 + 2.8 * warmth + rng.uniform(-1.2, 1.2))))
        elif name.startswith("loyal_"):
            felt = min(5, max(1, round(standing.loyalty + rng.uniform(-1.2, 0.8))))
            row[name] = 6 - felt if name in _REVERSED else felt
        elif name.startswith("method_"):
            row[name] = rng.random() < 0.15 + 0.6 * warmth
        elif name.startswith("sign_"):
            seen = rng.random() < 0.15 + 0.8 * warmth
            row[name] = None if rng.random() < 0.12 else seen
    if row["method_agreement"] or row["method_prepayment"]:
        row["document"] = f"HT-2026-{rng.randint(11, 99)}"
    return row


def care(rng: Random, accounts: list[Record]) -> list[Record]:
    """The care of 2026: a trip for A, holiday gifts for B, a card for ordinary customers."""
    rows: list[Record] = []
    for account in accounts:
        tier = account.get("care_tier")
        if tier is CareTier.A:
            month = rng.choice((4, 6, 10, 12))
            trip = Text("样板工厂参观两日", "Two days at a reference plant")
            rows.append(_act(rng, account, date(2026, month, 10), (CareKind.TRIP, trip, 4_800)))
        elif tier is CareTier.B:
            gift = Text("中秋礼品", "Mid-autumn gift")
            rows.append(_act(rng, account, date(2026, 9, 21), (CareKind.GIFT, gift, 180)))
        if tier is not None:
            card = Text("新年贺卡", "New Year card")
            rows.append(_act(rng, account, date(2026, 12, 24), (CareKind.CARD, card, 5)))
    return sorted(rows, key=lambda row: (cast(date, row["planned"]), str(row["account_id"])))


def _act(rng: Random, account: Record, day: date, what: tuple[CareKind, Text, float]) -> Record:
    kind, action, cost = what
    planned = workday(day)
    past = planned <= AS_OF
    done = past and rng.random() < 0.85
    return {
        "account_id": account["account_id"],
        "planned": planned,
        "action": action,
        "kind": kind,
        "cost": cost,
        "approval": CareApproval.DONE if done else CareApproval.APPROVED,
        "approver": APPROVER,
        "approved": workday(planned - timedelta(days=30)),
        "done": workday(min(AS_OF, planned + timedelta(days=rng.randint(0, 4)))) if done else None,
        "owner": account["owner"],
    }


def complaints(rng: Random, accounts: list[Record]) -> list[Record]:
    """What was complained of since the spring, oldest first; the last ones are still open."""
    buying = [account for account in accounts if account["sales"]]
    days = sorted(workday(date(2026, 4, 1) + timedelta(days=rng.randint(0, 238)))
                  for _ in range(COMPLAINTS))  # fmt: skip
    return [
        {"complaint_id": f"CP-{number:03d}"} | _complaint(rng, day, rng.choice(buying))
        for number, day in enumerate(days, 1)
    ]


def _complaint(rng: Random, day: date, account: Record) -> Record:
    cause = picked(rng, {one: float(weight) for one, weight in _CAUSES.items()})
    answered = min(AS_OF, day + timedelta(days=picked(rng, {0: 6, 1: 3, 3: 1})))
    closed = answered + timedelta(days=rng.randint(1, 14))
    row: Record = {
        "account_id": account["account_id"],
        "received": day,
        "cause": cause,
        "severity": picked(rng, dict(zip(ComplaintSeverity, (5.0, 3.0, 1.0), strict=True))),
        "description": _WORDS[cause],
        "recurrent": rng.random() < 0.3,
        "owner": account["owner"],
        "first_response": answered,
        "response_hours": round(rng.uniform(0.5, 9), 1) if answered == day else None,
    }
    if closed > AS_OF:
        return row
    satisfied = rng.random() < 0.8
    return row | {
        "explanation": _EXPLAINED,
        "solution": _SOLVED,
        "closed": closed,
        "satisfied": satisfied,
    }
