"""The invented people: two hundred of them, more at the larger customers."""

from datetime import timedelta
from random import Random
from typing import NamedTuple, cast

from samples.accounts import city_of
from samples.names import GIVEN, SURNAMES
from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.contact import (
    Attitude,
    BuyingCentreRole,
    BuyingRole,
    OrganisationLevel,
    RelationshipStage,
    Support,
)

COUNT = 200


class Post(NamedTuple):
    """A job at a customer and the part its holder plays in a purchase."""

    title: Text
    department: Text
    level: OrganisationLevel
    role: BuyingRole
    buying_centre: BuyingCentreRole


_POSTS = (
    Post(
        Text("采购经理", "Purchasing manager"),
        Text("采购部", "Purchasing"),
        OrganisationLevel.MANAGEMENT,
        BuyingRole.DECIDER,
        BuyingCentreRole.BUYER,
    ),
    Post(
        Text("总经理", "General manager"),
        Text("总经办", "Management"),
        OrganisationLevel.DECISION,
        BuyingRole.APPROVER,
        BuyingCentreRole.DECIDER,
    ),
    Post(
        Text("设备主管", "Equipment supervisor"),
        Text("设备部", "Equipment"),
        OrganisationLevel.EXECUTION,
        BuyingRole.EVALUATOR,
        BuyingCentreRole.USER,
    ),
    Post(
        Text("技术总监", "Technical director"),
        Text("技术部", "Engineering"),
        OrganisationLevel.DECISION,
        BuyingRole.DECIDER,
        BuyingCentreRole.TECHNICAL,
    ),
    Post(
        Text("生产经理", "Production manager"),
        Text("生产部", "Production"),
        OrganisationLevel.MANAGEMENT,
        BuyingRole.USER,
        BuyingCentreRole.USER,
    ),
    Post(
        Text("财务经理", "Finance manager"),
        Text("财务部", "Finance"),
        OrganisationLevel.MANAGEMENT,
        BuyingRole.EVALUATOR,
        BuyingCentreRole.FINANCIAL,
    ),
    Post(
        Text("质量工程师", "Quality engineer"),
        Text("质量部", "Quality"),
        OrganisationLevel.EXECUTION,
        BuyingRole.USER,
        BuyingCentreRole.USER,
    ),
    Post(
        Text("采购专员", "Purchasing officer"),
        Text("采购部", "Purchasing"),
        OrganisationLevel.EXECUTION,
        BuyingRole.EVALUATOR,
        BuyingCentreRole.BUYER,
    ),
    Post(
        Text("自动化工程师", "Automation engineer"),
        Text("技术部", "Engineering"),
        OrganisationLevel.EXECUTION,
        BuyingRole.EVALUATOR,
        BuyingCentreRole.TECHNICAL,
    ),
)
_NOTES = (
    Text("周三上午好约", "Easiest to meet on Wednesday mornings"),
    Text("要先看同行案例", "Wants to see a reference site first"),
    Text("微信联系比电话快", "Answers messages faster than calls"),
    Text("年后接任，待拜访", "Takes over after New Year, to be visited"),
)


def contacts(rng: Random, accounts: list[Record]) -> list[Record]:
    """The people of every customer, in the order of the customers."""
    people = [(surname, given) for surname in SURNAMES for given in GIVEN if surname.en != given.en]
    rng.shuffle(people)
    unused = iter(people)
    rows: list[Record] = []
    for account, count in zip(accounts, _head_count(rng, accounts), strict=True):
        for post in sorted(rng.sample(_POSTS, count), key=_POSTS.index):
            surname, given = next(unused)
            rows.append(_contact(rng, account, post, surname, given))
    return [{"contact_id": f"CT-{n:03d}", **row} for n, row in enumerate(rows, start=1)]


def _head_count(rng: Random, accounts: list[Record]) -> list[int]:
    counts = [2] * len(accounts)
    weights = [cast(float, account["size"]) ** 0.35 + 20 for account in accounts]
    while sum(counts) < COUNT:
        index = rng.choices(range(len(accounts)), weights=weights)[0]
        counts[index] = min(len(_POSTS), counts[index] + 1)
    return counts


def _contact(rng: Random, account: Record, post: Post, surname: Text, given: Text) -> Record:
    brand = cast(Text, account["brand"]).en.lower()
    relationship = picked(rng, dict(zip(RelationshipStage, (5, 4, 3, 1), strict=True)))
    return {
        "account_id": account["account_id"],
        "name": Text(surname.zh + given.zh, f"{surname.en} {given.en}"),
        "title": post.title,
        "department": post.department,
        "level": post.level,
        "role": post.role,
        "attitude": picked(rng, dict(zip(Attitude, (1, 3, 6, 4, 1), strict=True))),
        "support": _support(rng, relationship),
        "relationship": relationship,
        "buying_centre": post.buying_centre,
        "phone": _phone(rng, account),
        "email": f"{given.en}.{surname.en}@{brand}.example.com".lower(),
        "last_contact": workday(AS_OF - timedelta(days=int(300 * rng.random() ** 2) + 1)),
        "note": rng.choice(_NOTES) if rng.random() < 0.15 else None,
    }


def _support(rng: Random, relationship: RelationshipStage) -> Support:
    if relationship in (RelationshipStage.TRUST, RelationshipStage.ALLIANCE):
        return Support.SUPPORTS
    return picked(rng, dict(zip(Support, (2, 4, 1, 3), strict=True)))


def _phone(rng: Random, account: Record) -> str:
    if rng.random() < 0.12:
        return f"{city_of(account).dialling}-{rng.randrange(55500000, 55600000)}"
    return f"{rng.choice(('138', '139', '186', '189'))}0000{rng.randrange(10000):04d}"
