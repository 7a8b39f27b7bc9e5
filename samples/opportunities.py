"""The invented deals of six quarters: open, won, lost and on hold, with their funnel conditions."""

from datetime import date, timedelta
from random import Random
from typing import cast

from samples.accounts import industry_of
from samples.record import AS_OF, Record, picked, workday
from xlcrm.language import Text
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.opportunity import (
    GATES,
    FunnelLevel,
    OpportunityStatus,
    ProcurementStage,
    SellingStep,
)

FIRST_DAY = date(2025, 7, 1)
COUNTS = {
    OpportunityStatus.OPEN: 96,
    OpportunityStatus.WON: 72,
    OpportunityStatus.LOST: 52,
    OpportunityStatus.ON_HOLD: 20,
}
LEVELS = tuple(FunnelLevel)
PRODUCTS = (
    (Text("在线检测系统", "inline inspection"), 300_000, 2_600_000),
    (Text("视觉传感器", "vision sensors"), 60_000, 450_000),
    (Text("称重控制系统", "weighing control"), 120_000, 900_000),
    (Text("数据采集平台", "data acquisition"), 200_000, 1_500_000),
    (Text("伺服驱动", "servo drives"), 80_000, 600_000),
    (Text("年度维保", "service contract"), 40_000, 300_000),
)
_RIVALS = (
    Text("启衡科技", "Qiheng Tech"),
    Text("诺崚自动化", "Noling Automation"),
    Text("Varnbeck", "Varnbeck"),
    Text("思岱仪器", "Sidai Instruments"),
)
_LOST_REASONS = (
    Text("价格高出对手一成以上", "Price more than ten per cent above the rival"),
    Text("客户预算取消", "Customer's budget was cancelled"),
    Text("介入太晚，规格已定", "Came in too late, the specification was fixed"),
    Text("交期不满足", "Delivery date not met"),
    Text("决策层倾向对手", "Decision makers preferred the rival"),
)
_NEXT_STEPS = {
    FunnelLevel.POTENTIAL: (
        Text("客户安排现场调研", "Customer arranges a site survey"),
        Text("客户确认需求清单", "Customer confirms the list of needs"),
    ),
    FunnelLevel.CONFIRMED: (
        Text("客户提供样品做测试", "Customer sends samples for a test"),
        Text("客户介绍技术负责人", "Customer introduces the technical lead"),
    ),
    FunnelLevel.OURS: (
        Text("客户组织方案评审", "Customer holds the proposal review"),
        Text("客户参观样板工厂", "Customer visits the reference plant"),
    ),
    FunnelLevel.WINNING: (
        Text("总经理面谈商务条款", "General manager discusses the terms"),
        Text("客户走合同审批", "Customer runs the contract approval"),
    ),
}
_PROBABILITY = dict(zip(LEVELS, (0.1, 0.25, 0.5, 0.75), strict=True))
_DAYS_TO_CLOSE = dict(zip(LEVELS, ((70, 215), (45, 170), (20, 110), (8, 60)), strict=True))


def opportunities(rng: Random, accounts: list[Record]) -> list[Record]:
    """The deals, oldest first; the amount is in yuan."""
    rows = [
        _deal(rng, _customer(rng, accounts, status), status)
        for status, count in COUNTS.items()
        for _ in range(count)
    ]
    rows.sort(key=lambda row: cast(date, row["created"]))
    _tell_phases_apart(rows)
    return [{"opportunity_id": f"OP-{n:03d}", **row} for n, row in enumerate(rows, start=1)]


def _customer(rng: Random, accounts: list[Record], status: OpportunityStatus) -> Record:
    fitting = [AccountStatus.ACTIVE]
    if status is not OpportunityStatus.WON:
        fitting.append(AccountStatus.PROSPECT)
    pool = [account for account in accounts if account["status"] in fitting]
    return rng.choices(pool, [(cast(float, row["size"]) + 200_000) ** 0.5 for row in pool])[0]


def _deal(rng: Random, account: Record, status: OpportunityStatus) -> Record:
    product, low, high = rng.choice(PRODUCTS)
    site = rng.choice(industry_of(account).sites)
    brand = cast(Text, account["brand"])
    level = _level(rng, status)
    step = LEVELS.index(level) + rng.randrange(2)
    won = status is OpportunityStatus.WON
    return {
        "account_id": account["account_id"],
        "name": Text(f"{brand.zh}{site.zh}{product.zh}", f"{brand.en} {site.en}, {product.en}"),
        "owner": account["owner"],
        "product": Text(product.zh, product.en.capitalize()),
        "amount": round(low * (high / low) ** rng.random(), -3),
        "stage": level,
        "status": status,
        "probability": _own_probability(rng, level, status),
        **_dates(rng, level, status),
        "procurement_stage": tuple(ProcurementStage)[5 if won else step],
        "selling_step": tuple(SellingStep)[5 if won else step],
        "competitor": rng.choice(_RIVALS) if rng.random() < 0.65 else None,
        "lost_reason": rng.choice(_LOST_REASONS) if status is OpportunityStatus.LOST else None,
        **_gates(rng, level, status),
        "quote_no": f"Q{rng.randrange(1000, 9999)}" if LEVELS.index(level) >= 2 else None,
    }


def _level(rng: Random, status: OpportunityStatus) -> FunnelLevel:
    weights = {
        OpportunityStatus.OPEN: (26, 28, 26, 20),
        OpportunityStatus.WON: (0, 0, 0, 1),
        OpportunityStatus.LOST: (2, 4, 5, 3),
        OpportunityStatus.ON_HOLD: (5, 4, 2, 0),
    }
    return picked(rng, dict(zip(LEVELS, weights[status], strict=True)))


def _own_probability(rng: Random, level: FunnelLevel, status: OpportunityStatus) -> float | None:
    if status is not OpportunityStatus.OPEN or rng.random() < 0.55:
        return None
    return round(_PROBABILITY[level] + rng.choice((-0.05, 0.0, 0.05, 0.1)), 2)


def _dates(rng: Random, level: FunnelLevel, status: OpportunityStatus) -> Record:
    if status in (OpportunityStatus.WON, OpportunityStatus.LOST):
        close = workday(AS_OF - timedelta(days=rng.randint(3, 460)))
        room = (close - FIRST_DAY).days
        created = workday(close - timedelta(days=min(rng.randint(35, 190), rng.randint(20, room))))
        return _in_order(rng, created, close, latest=close)
    old = status is OpportunityStatus.ON_HOLD or rng.random() < 0.12
    age = rng.randint(150, 500) if old else int(200 * rng.random() ** 1.4) + 10
    created = workday(AS_OF - timedelta(days=age))
    close = workday(AS_OF + timedelta(days=rng.randint(*_DAYS_TO_CLOSE[level])))
    days = _in_order(rng, created, close, latest=AS_OF)
    return days | (_next_step(rng, level, close) if status is OpportunityStatus.OPEN else {})


def _in_order(rng: Random, created: date, close: date, *, latest: date) -> Record:
    share = rng.uniform(0.2, 0.95)
    entered = workday(created + timedelta(days=int((latest - created).days * share)))
    return {"created": created, "stage_entered": entered, "close_date": close}


def _next_step(rng: Random, level: FunnelLevel, close: date) -> Record:
    if rng.random() < 0.2:
        return {}
    due = min(close, workday(AS_OF + timedelta(days=rng.randint(3, 40))))
    return {"next_step": rng.choice(_NEXT_STEPS[level]), "next_step_date": due}


def _gates(rng: Random, level: FunnelLevel, status: OpportunityStatus) -> Record:
    """The fourteen ticks: level met = level typed, except for one open deal in six."""
    reached = LEVELS.index(level)
    ticks: Record = {}
    for index, gates in enumerate(GATES.values()):
        odds = 1.0 if index <= reached else 0.35
        ticks |= {gate: rng.random() < odds for gate in gates}
    if reached < 3:
        ticks[rng.choice(GATES[LEVELS[reached + 1]])] = False
    if status is not OpportunityStatus.WON and rng.random() < 1 / 6:
        ticks[rng.choice(GATES[level])] = False
    return ticks


def _tell_phases_apart(rows: list[Record]) -> None:
    seen: dict[Text, int] = {}
    for row in rows:
        name = cast(Text, row["name"])
        seen[name] = phase = seen.get(name, 0) + 1
        if phase > 1:
            row["name"] = Text(f"{name.zh}（{phase}期）", f"{name.en} (phase {phase})")
