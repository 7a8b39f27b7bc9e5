"""What the larger deals are decided by, and what is privately known of those who decide."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple, cast

from samples.record import Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.contact import BuyingRole
from xlcrm.sheets.contact_private import PersonalConcern
from xlcrm.sheets.decision_factor import FactorAuthor, FactorClass
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

DEALS, PEOPLE = 12, 24
_LATE = (FunnelLevel.OURS, FunnelLevel.WINNING)


class Factor(NamedTuple):
    """Something a purchase is decided by, who usually judges it and how."""

    name: Text
    kind: FactorClass
    judge: BuyingRole
    method: Text


_POINTS = Text("评分表", "Score sheet")
_TALK = Text("面谈", "Talk")
_FACTORS = (
    Factor(Text("检测精度", "Accuracy"), FactorClass.TECHNICAL, BuyingRole.EVALUATOR,
           Text("样品对比测试", "Comparison test")),
    Factor(Text("价格", "Price"), FactorClass.TECHNICAL, BuyingRole.DECIDER,
           Text("三家比价", "Three offers")),
    Factor(Text("交期", "Delivery time"), FactorClass.TECHNICAL, BuyingRole.DECIDER, _POINTS),
    Factor(Text("培训计划", "Training"), FactorClass.TECHNICAL, BuyingRole.USER, _POINTS),
    Factor(Text("项目成功对升迁的影响", "What success does for a career"), FactorClass.PERSONAL,
           BuyingRole.APPROVER, _TALK),
    Factor(Text("同行案例", "Reference sites"), FactorClass.OTHER, BuyingRole.EVALUATOR,
           Text("现场参观", "Visit")),
)  # fmt: skip
_WANTS = (
    Text("今年停机时间减半", "Halve this year's downtime"),
    Text("两年内收回投资", "Payback within two years"),
    Text("一套系统管三条线", "One system for three lines"),
)
_LIKES = (Text("羽毛球", "Badminton"), Text("钓鱼", "Fishing"), Text("摄影", "Photography"))
_TOLD = Text("本人提到", "Told us")
_ANSWER = Text("方案里单列一章", "A chapter of its own in the proposal")


def decision_factors(rng: Random, deals: list[Record], people: list[Record]) -> list[Record]:
    """Four or five factors of each of the largest deals that are far along."""
    late = [
        deal
        for deal in deals
        if deal["status"] is OpportunityStatus.OPEN and deal["stage"] in _LATE
    ]
    late.sort(key=lambda deal: -cast(float, deal["amount"]))
    rows: list[Record] = []
    for deal in late[:DEALS]:
        chosen = rng.sample(_FACTORS[:4], 3) + [_FACTORS[4]] * (rng.random() < 0.8)
        chosen += [_FACTORS[5]] * (rng.random() < 0.5)
        for priority, factor in enumerate(chosen, start=1):
            rows.append(_factor(rng, deal, people, factor, priority))
    return rows


def _factor(
    rng: Random, deal: Record, people: list[Record], factor: Factor, priority: int
) -> Record:
    judges = [
        one["contact_id"]
        for one in people
        if one["account_id"] == deal["account_id"] and one["role"] is factor.judge
    ]
    close = cast(date, deal["close_date"])
    known = rng.random() < 0.9
    return {
        "opportunity_id": deal["opportunity_id"],
        "factor": factor.name,
        "factor_class": factor.kind,
        "priority": priority,
        "contact_id": judges[0] if judges else None,
        "decided_on": workday(close - timedelta(days=rng.randint(5, 40))),
        "method": factor.method,
        "author": picked(rng, {FactorAuthor.CUSTOMER: 6, FactorAuthor.US: 2, None: 2}),
        "strength": rng.randint(2, 5) if known else None,
        "rival_strength": rng.randint(2, 4) if known else None,
        "rival": deal["competitor"],
    }


def private_notes(rng: Random, people: list[Record]) -> list[Record]:
    """Notes on some of those who approve or decide, each with its source and consent."""
    key = [one for one in people if one["role"] in (BuyingRole.APPROVER, BuyingRole.DECIDER)]
    chosen = sorted(rng.sample(key, PEOPLE), key=lambda one: str(one["contact_id"]))
    return [_note(rng, one) for one in chosen]


def _note(rng: Random, person: Record) -> Record:
    tested, judged = rng.random() < 0.7, rng.random() < 0.6
    wants = rng.choice(_WANTS) if rng.random() < 0.8 else None
    shares = [0.2 + 0.05 * rng.randint(0, 3) for _ in range(3)] if judged else []
    mixed = [*shares, 1 - sum(shares)] if judged else [None] * 4
    rng.shuffle(mixed)
    return {
        "contact_id": person["contact_id"],
        "name": person["name"],
        "birthday": date(rng.randint(1966, 1990), rng.randint(1, 12), rng.randint(1, 28)),
        "hobbies": rng.choice(_LIKES) if rng.random() < 0.5 else None,
        "personal_concern": rng.choice(list(PersonalConcern)) if rng.random() < 0.7 else None,
        "business_concern": wants,
        "our_response": _ANSWER if wants and rng.random() < 0.5 else None,
        **{name: rng.randint(1, 11) if tested else None
           for name in ("hawk", "donkey", "sheep", "fox")},
        **{name: round(share, 2) if share is not None else None
           for name, share in zip(("lively", "powerful", "peaceful", "analytical"), mixed,
                                  strict=True)},
        "source": _TOLD,
        "consent": rng.random() < 0.8,
    }  # fmt: skip
