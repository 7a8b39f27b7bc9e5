"""The satisfaction survey of the autumn: four questions to each of fifteen customers."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from samples.record import Record, picked, workday
from samples.standing import Standing
from xlcrm.language import Text
from xlcrm.sheets.survey import SurveySide

ASKED = 15
AUDITOR = Text("客服 邵琪", "Shao Qi, Service")
_FIRST_DAY = date(2026, 9, 7)


class Item(NamedTuple):
    """One question, its share in the index and how it differs from the whole."""

    item: Text
    side: SurveySide
    weight: float
    tilt: float


_ITEMS = (
    Item(Text("产品质量", "Product quality"), SurveySide.PRODUCT, 0.35, 0.4),
    Item(Text("准时交货", "Delivery on time"), SurveySide.PROCEDURE, 0.25, -0.3),
    Item(Text("服务响应速度", "Speed of service"), SurveySide.PROCEDURE, 0.25, 0.0),
    Item(Text("性价比", "Value for money"), SurveySide.PRICE, 0.15, -0.5),
)
_PRAISE = (
    Text("工程师当天到场，很满意", "The engineer came the same day, very pleased"),
    Text("两年没停过线", "No line stop in two years"),
    Text("资料齐全，验收顺利", "Complete papers, smooth acceptance"),
)
_BLAME = (
    Text("交货晚了一周，没人提前通知", "A week late and nobody told us beforehand"),
    Text("备件报价偏高", "Spare parts are priced too high"),
    Text("电话要打两次才有人接", "It takes two calls to reach somebody"),
)


def surveys(rng: Random, people: list[Record], standings: dict[str, Standing]) -> list[Record]:
    """The answers, customer by customer; `standings` names the largest customers first."""
    largest, smaller = list(standings)[:12], list(standings)[12:]
    asked = sorted([*largest[:3], *largest[4:], *rng.sample(smaller, ASKED - 11)])
    rows: list[Record] = []
    for account_id in asked:
        day = workday(_FIRST_DAY + timedelta(days=rng.randint(0, 80)))
        person = rng.choice([one for one in people if one["account_id"] == account_id])
        rows += [
            _answer(rng, item, standings[account_id])
            | {"account_id": account_id, "contact_id": person["contact_id"], "surveyed": day}
            for item in _ITEMS
        ]
    return rows


def _answer(rng: Random, item: Item, standing: Standing) -> Record:
    felt = min(10, max(1, round(standing.satisfaction + item.tilt + rng.uniform(-0.6, 0.6))))
    return {
        "item": item.item,
        "side": item.side,
        "weight": item.weight,
        "expectation": picked(rng, {7: 2, 8: 5, 9: 3}),
        "experience": felt,
        "satisfied": felt >= 7,
        "will_return": felt >= 6,
        "will_refer": felt >= 9 or (felt == 8 and standing.brings_customers),
        "comment": _comment(rng, felt),
        "auditor": AUDITOR,
    }


def _comment(rng: Random, felt: int) -> Text | None:
    if felt <= 6:
        return rng.choice(_BLAME)
    return rng.choice(_PRAISE) if felt >= 9 and rng.random() < 0.5 else None
