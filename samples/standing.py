"""How the customers stand with us beside money: what their file, surveys and grades follow from."""

from random import Random
from typing import NamedTuple, cast

from samples.record import Record


class Standing(NamedTuple):
    """One customer as its salesperson sees it."""

    loyalty: float
    """1 to 5."""
    satisfaction: float
    """1 to 10, before the noise of single answers."""
    tolerant: bool = False
    gives_advice: bool = False
    brings_customers: bool = False
    potential: float | None = None
    """Yuan a year as visited and counted; None where the first estimate still holds."""


LARGEST = (
    Standing(3.0, 6.9, gives_advice=True),
    Standing(4.0, 8.2, gives_advice=True, brings_customers=True),
    Standing(4.5, 8.9, tolerant=True, gives_advice=True),
    Standing(4.5, 8.0, tolerant=True, brings_customers=True),
    Standing(4.5, 8.9, True, True, True, potential=6_400_000),
    Standing(4.0, 8.1, gives_advice=True, brings_customers=True),
    Standing(4.5, 8.6, True, True, True),
    Standing(5.0, 9.2, True, True, True, potential=5_000_000),
    Standing(4.5, 9.1, True, True, True, potential=5_000_000),
    Standing(3.5, 6.6, gives_advice=True),
    Standing(5.0, 9.6, True, True, True, potential=5_000_000),
    Standing(5.0, 9.6, True, True, True, potential=5_000_000),
    Standing(4.5, 8.2, True, True, potential=2_600_000),
    Standing(2.0, 6.1),
    Standing(4.5, 8.4, True, True, True),
    Standing(3.0, 6.8),
    Standing(5.0, 8.8, True, True, potential=3_800_000),
    Standing(4.5, 8.1, True, brings_customers=True, potential=3_200_000),
    Standing(4.5, 8.6, True, True),
    Standing(4.0, 8.0, True, True, potential=3_400_000),
    Standing(2.5, 6.0),
    Standing(4.5, 8.7, True, True, True, potential=4_200_000),
)
"""The largest customers, largest first: they are known well, and the late payers among them are
not the friendliest. Below them the file is the less certain the smaller the customer is."""


def standings(rng: Random, accounts: list[Record]) -> dict[str, Standing]:
    """Account id → how every customer that buys stands with us."""
    buying = [account for account in accounts if account["sales"]]
    ranked = sorted(buying, key=lambda account: -cast(float, account["sales"]))
    drawn = [_drawn(rng) for _ in ranked]
    return {
        cast(str, account["account_id"]): LARGEST[rank] if rank < len(LARGEST) else drawn[rank]
        for rank, account in enumerate(ranked)
    }


def _drawn(rng: Random) -> Standing:
    warmth = rng.betavariate(2.2, 2.0)
    return Standing(
        loyalty=round(2 * (1.3 + 3.4 * warmth)) / 2,
        satisfaction=4.8 + 4.4 * warmth,
        tolerant=rng.random() < 0.8 * warmth,
        gives_advice=rng.random() < 0.7 * warmth,
        brings_customers=rng.random() < 0.5 * warmth,
    )
