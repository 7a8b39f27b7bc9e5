"""What we bring to the table for the deals closest to signature."""

from random import Random
from typing import NamedTuple, cast

from samples.record import Record
from xlcrm.language import Text
from xlcrm.sheets.negotiation import ChipKind, NegotiationPart, NegotiationStatus
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

PREPARED = 4
"""Deals that are negotiated; the last of them is only half prepared."""


class Chip(NamedTuple):
    """Something we may give, its share of the order value, and what we ask for it."""

    kind: ChipKind
    item: Text
    share: float
    in_return: Text


_INTEREST = (Text("共同利益", "What we share"), Text("减少停线，双方都省返工",
    "Fewer line stops save both sides rework"))  # fmt: skip
_ROUTE = (
    Text("谈判路线", "Our line"),
    Text("先谈技术范围，再谈交期，最后谈价格", "Scope first, then delivery, price last"),
)
_INTENSITY = (
    Text("需求强度", "Need intensity"),
    Text("用停机记录说明每月损失", "Show the loss of each month from the downtime records"),
)
_CHIPS = (
    Chip(ChipKind.FIXED, Text("免费安装", "Free installation"), 0.01,
         Text("12月签约", "Signature in December")),
    Chip(ChipKind.INDUCEMENT, Text("延保一年", "One more year of warranty"), 0.02,
         Text("预付三成", "30% in advance")),
    Chip(ChipKind.CREATED, Text("联合发布样板产线", "Joint reference line"), 0.005,
         Text("允许参观", "Visits allowed")),
)  # fmt: skip


def budgets(deals: list[Record]) -> list[Record]:
    """The deals, those that are negotiated with what may be conceded: 4 % of their value."""
    chosen = {row["opportunity_id"] for row in _negotiated(deals)}
    return [
        row | {"concession_budget": round(cast(float, row["amount"]) * 0.04, -2)}
        if row["opportunity_id"] in chosen
        else row
        for row in deals
    ]


def negotiations(rng: Random, deals: list[Record]) -> list[Record]:
    """Factors, chips and terms, deal by deal."""
    rows: list[Record] = []
    for number, deal in enumerate(_negotiated(deals), start=1):
        half = number == PREPARED
        status = NegotiationStatus.DRAFT if half else NegotiationStatus.READY
        plain = {NegotiationPart.INTEREST: _INTEREST, NegotiationPart.ROUTE: _ROUTE}
        if not half:
            plain[NegotiationPart.INTENSITY] = _INTENSITY
        items: list[Record] = [
            {"item": item, "part": part, "content": content}
            for part, (item, content) in plain.items()
        ]
        amount = cast(float, deal["amount"])
        items += [_chip(chip, amount) for chip in (_CHIPS[:1] if half else _CHIPS)]
        items += _terms(rng, amount)
        head: Record = {"opportunity_id": deal["opportunity_id"]}
        rows += [head | item | {"status": status} for item in items]
    return rows


def _negotiated(deals: list[Record]) -> list[Record]:
    """The largest open deals on the last level that have an amount."""
    near = [
        row
        for row in deals
        if row["status"] is OpportunityStatus.OPEN
        and row["stage"] is FunnelLevel.WINNING
        and isinstance(row["amount"], int | float)
    ]
    return sorted(near, key=lambda row: -cast(float, row["amount"]))[:PREPARED]


def _chip(chip: Chip, amount: float) -> Record:
    return {
        "item": chip.item,
        "part": NegotiationPart.CHIP,
        "content": chip.item,
        "chip": chip.kind,
        "our_cost": round(amount * chip.share, -2),
        "in_return": chip.in_return,
    }


def _terms(rng: Random, amount: float) -> list[Record]:
    """Price in ten thousands and days of payment, with where the customer seems to stop."""
    price = amount / 10_000
    return [
        {
            "item": Text("价格（万元）", "Price (10,000 CNY)"),
            "part": NegotiationPart.TERM,
            "opening": round(price * 1.08, 1),
            "target": round(price, 1),
            "floor": round(price * 0.93, 1),
            "their_limit": round(price * rng.uniform(0.91, 1.03), 1),
            "fallback": Text("分两期供货", "Deliver in two lots"),
        },
        {
            "item": Text("付款天数", "Days of payment"),
            "part": NegotiationPart.TERM,
            "opening": 30,
            "target": 45,
            "floor": 60,
            "their_limit": rng.choice((45, 60, 75)),
            "less_is_better": True,
            "fallback": Text("银行承兑汇票", "Bank acceptance bill"),
        },
    ]
