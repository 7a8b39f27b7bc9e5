"""Contracts, plans and development steps of the customers."""

from datetime import date, timedelta
from random import Random

from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus, DevelopmentStage

_STEPS = dict(zip(list(DevelopmentStage)[1:6], (5.0, 4.0, 3.0, 2.0, 1.0), strict=True))
"""Screening to negotiation, for those who have not signed yet."""
_DEVELOPED_SINCE = 2021
"""Older customers were won before the steps were kept."""
_SERVICES = (
    Text("每季度一次产线巡检", "A line check every quarter"),
    Text("操作工免费培训", "Free training of operators"),
    Text("备件寄存在客户仓库", "Spare parts kept at the customer's"),
)
_POLICIES = (
    Text("年度返利2%", "Yearly rebate of 2%"),
    Text("旧设备折价换新", "Old devices taken in part payment"),
)


def with_agreements(rng: Random, accounts: list[Record]) -> list[Record]:
    """The customers with contract, plan and step; many large ones have all, small ones gaps."""
    return [row | _agreement(rng, row) for row in accounts]


def _agreement(rng: Random, account: Record) -> Record:
    if account["status"] is AccountStatus.PROSPECT:
        return {"development_stage": picked(rng, _STEPS)}
    if account["status"] is not AccountStatus.ACTIVE:
        return {}
    key = account.get("care_tier") is not None
    contract: Record = {}
    if rng.random() < (0.75 if key else 0.3):
        ends = date(2026, 9, 30) + timedelta(days=rng.randint(0, 480))
        number = f"HT{rng.randint(2023, 2026)}-{rng.randint(1, 180):03d}"
        contract = {"contract_number": number, "contract_until": workday(ends)}
        first = account.get("first_order")
        if isinstance(first, date) and first.year >= _DEVELOPED_SINCE:
            contract["development_stage"] = DevelopmentStage.CONTRACT
    if key and rng.random() < 0.6:
        gone_through = workday(AS_OF - timedelta(days=rng.randint(3, 160)))
        contract |= {
            "plan_date": gone_through,
            "value_added_services": rng.choice(_SERVICES),
            "preferential_policies": rng.choice(_POLICIES) if rng.random() < 0.4 else None,
        }
    return contract
