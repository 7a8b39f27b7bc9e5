"""Half a year of visits and calls; most aim at what the customer will do, a few do not."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple, cast

from samples.objectives import OBJECTIVES, OURS, Objective
from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.activity import ActivityKind, ActivityPurpose, ActivityStatus

COUNT, PLANNED = 250, 16
FIRST_DAY = date(2026, 6, 1)
_CANCELLED, _OUR_ACTIONS, _GAPS = 6, 9, ("contact_id", "place", "objective") * 3
"""Numbers of activities that were called off, aim at our own action, or leave a W open."""


class Form(NamedTuple):
    """How a kind of contact usually goes."""

    odds: float
    place: Text
    hours: tuple[float, ...]
    expense: tuple[int, int]


_SITE = Text("客户现场", "At the customer's")
_PHONE = Text("电话", "By phone")
_MEETING = Text("客户会议室", "Customer's meeting room")
_SHOWROOM = Text("公司展厅", "Our showroom")
_TRAINING = Text("客户培训室", "Customer's training room")
_HEAD_OFFICE = Text("客户总部", "Customer's head office")
_PLANT = Text("样板工厂", "Reference plant")
_PURCHASING = Text("客户采购部", "Customer's purchasing")
_FORMS = {
    ActivityKind.VISIT: Form(30, _SITE, (2, 3, 4), (60, 420)),
    ActivityKind.CALL: Form(26, _PHONE, (0.3, 0.5, 1), (0, 0)),
    ActivityKind.EXCHANGE: Form(14, _MEETING, (3, 4), (80, 600)),
    ActivityKind.DEMO: Form(10, _SHOWROOM, (3, 4, 6), (200, 1500)),
    ActivityKind.SEMINAR: Form(6, _TRAINING, (4, 6), (300, 2200)),
    ActivityKind.EXECUTIVE: Form(6, _HEAD_OFFICE, (2, 3), (200, 1800)),
    ActivityKind.INSPECTION: Form(4, _PLANT, (6, 8), (800, 4200)),
    ActivityKind.NEGOTIATION: Form(6, _PURCHASING, (2, 3), (50, 300)),
}
_PURPOSES = dict(zip(ActivityPurpose, (4.0, 5.0, 4.0, 7.0), strict=True))
_PROMISES = (
    Text("下周内部开会定下来", "To be settled at a meeting next week"),
    Text("把图纸发过来", "Sends the drawings"),
    Text("约总经理见面", "Arranges to meet the general manager"),
    Text("提供现有设备清单", "Lists the present equipment"),
)


def activities(
    rng: Random, accounts: list[Record], people: list[Record], deals: list[Record]
) -> list[Record]:
    """Contacts with customers, oldest first; the last ones are only planned."""
    live = (AccountStatus.ACTIVE, AccountStatus.PROSPECT)
    visited = [account for account in accounts if account["status"] in live]
    weights = [(cast(float, row["size"]) + 150_000) ** 0.5 for row in visited]
    days = sorted(_days(rng))
    chosen = rng.choices(visited, weights, k=COUNT)
    rows = [
        _activity(rng, day, account, people, deals)
        for day, account in zip(days, chosen, strict=True)
    ]
    _spoil(rng, rows[: COUNT - PLANNED])
    return [{"activity_id": f"AV-{n:03d}", **row} for n, row in enumerate(rows, start=1)]


def _days(rng: Random) -> list[date]:
    """Monday 1 June to 28 November, and the weeks after the as-of date; a Friday for weekends."""
    past = [FIRST_DAY + timedelta(days=rng.randint(0, 180)) for _ in range(COUNT - PLANNED)]
    ahead = [AS_OF + timedelta(days=rng.randint(1, 25)) for _ in range(PLANNED)]
    return [workday(day) for day in past + ahead]


def _activity(
    rng: Random, day: date, account: Record, people: list[Record], deals: list[Record]
) -> Record:
    known = [one for one in people if one["account_id"] == account["account_id"]]
    person, deal = rng.choice(known), _deal(rng, day, account, deals)
    kind = picked(rng, {kind: form.odds for kind, form in _FORMS.items()})
    form, purpose = _FORMS[kind], picked(rng, _PURPOSES)
    aim = rng.choice(OBJECTIVES[purpose])
    name, due = cast(Text, person["name"]), workday(day + timedelta(days=rng.randint(4, 18)))
    row: Record = {
        "account_id": account["account_id"],
        "opportunity_id": deal["opportunity_id"] if deal else None,
        "contact_id": person["contact_id"],
        "day": day,
        "place": form.place,
        "kind": kind,
        "purpose": purpose,
        "objective": aim.for_whom(name, due),
        "owner": account["owner"],
        "status": ActivityStatus.PLANNED if day > AS_OF else ActivityStatus.DONE,
    }
    return row | (_outcome(rng, day, aim, form) if day <= AS_OF else {})


def _deal(rng: Random, day: date, account: Record, deals: list[Record]) -> Record | None:
    """A deal of the customer that was being worked on that day, two times in three."""
    working = [
        deal
        for deal in deals
        if deal["account_id"] == account["account_id"]
        and cast(date, deal["created"]) <= day <= cast(date, deal["close_date"])
    ]
    return rng.choice(working) if working and rng.random() < 0.68 else None


def _outcome(rng: Random, day: date, aim: Objective, form: Form) -> Record:
    met = picked(rng, {True: 62, False: 30, None: 8})
    outcome: Record = {
        "result": None if met is None else aim.reached if met else aim.missed,
        "objective_met": met,
        "hours": rng.choice(form.hours),
        "expense": round(rng.randint(*form.expense), -1),
    }
    if met is not None and rng.random() < 0.45:
        due = workday(day + timedelta(days=rng.randint(5, 28)))
        kept = rng.random() < 0.75 if due < AS_OF else None
        outcome |= {"customer_commitment": rng.choice(_PROMISES), "customer_commitment_due": due,
                    "customer_commitment_kept": kept}  # fmt: skip
    return outcome


def _spoil(rng: Random, rows: list[Record]) -> None:
    """A few as people write them in a hurry, and those that were called off."""
    spoilt = iter(rng.sample(rows, _CANCELLED + _OUR_ACTIONS + len(_GAPS)))
    for _ in range(_CANCELLED):
        row = next(spoilt)
        emptied = ("result", "objective_met", "hours", "expense", "customer_commitment",
                   "customer_commitment_due", "customer_commitment_kept")  # fmt: skip
        row.update(dict.fromkeys(emptied) | {"status": ActivityStatus.CANCELLED})
    for _ in range(_OUR_ACTIONS):
        next(spoilt)["objective"] = rng.choice(OURS)
    for name in _GAPS:
        next(spoilt)[name] = None
