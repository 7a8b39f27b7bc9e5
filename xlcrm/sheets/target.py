"""销售任务 · Targets: what each salesperson is to sell, month by month.

Source: domain inventory, `sales-progress`, `out-of-funnel`, `funnel-balance` and
`resource-allocation-10`: time, people and money are planned in ten units each.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Column, Row, SheetLabel


class Target(Row):
    """One salesperson's month."""

    SHEET: ClassVar = SheetLabel(
        id="targets",
        zh="销售任务",
        en="Targets",
        also=("任务", "销售指标", "销售目标", "业绩目标", "Target", "Quota", "Quotas"),
        key=("owner", "month"),
    )

    owner: Annotated[str, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))]
    """Salesperson."""
    month: Annotated[date, Column("月份", "Month", ("期间", "年月", "Period"))]
    """Any day of the month."""
    quota: Annotated[
        float | None,
        Field(ge=0),
        Column("任务额", "Quota", ("销售任务", "目标额", "任务金额", "Target"), unit="money"),
    ] = None
    """What is to be sold in the month."""
    forecast: Annotated[
        float | None,
        Field(ge=0),
        Column("预计额", "Forecast", ("销售预计", "预测额"), unit="money"),
    ] = None
    """What the salesperson expects to sell."""
    achieved: Annotated[
        float | None,
        Field(ge=0),
        Column("完成额", "Achieved", ("实际完成", "实绩", "Actual"), unit="money"),
    ] = None
    """What was sold."""
    out_of_funnel: Annotated[
        float | None,
        Field(ge=0),
        Column("漏斗外销售额", "Out-of-funnel sales", ("小单销售额",), unit="money"),
    ] = None
    """Small orders that never stood in the funnel."""
    least_potential: Annotated[
        int | None, Field(ge=0, le=10000), Column("潜在商机下限", "Least potential deals")
    ] = None
    """Deals wanted on the first level, at least."""
    least_confirmed: Annotated[
        int | None, Field(ge=0, le=10000), Column("落实项目下限", "Least confirmed deals")
    ] = None
    """Deals wanted on the second level."""
    least_ours: Annotated[
        int | None, Field(ge=0, le=10000), Column("我的项目下限", "Least deals that are ours")
    ] = None
    """Deals wanted on the third level."""
    least_winning: Annotated[
        int | None, Field(ge=0, le=10000), Column("项目胜算下限", "Least winning deals")
    ] = None
    """Deals wanted on the fourth level."""
    time_attack: Annotated[
        int | None, Field(ge=0, le=10), Column("时间进攻份数", "Time to attack", ("时间进攻",))
    ] = None
    """Units of ten of the month's time planned for customers to attack."""
    time_defend: Annotated[
        int | None, Field(ge=0, le=10), Column("时间防御份数", "Time to defend", ("时间防御",))
    ] = None
    """Units of ten of the month's time planned for customers to defend."""
    time_maintain: Annotated[
        int | None, Field(ge=0, le=10), Column("时间维持份数", "Time to maintain", ("时间维持",))
    ] = None
    """Units of ten of the month's time planned for customers to maintain."""
    manpower_attack: Annotated[
        int | None, Field(ge=0, le=10), Column("人力进攻份数", "Manpower to attack", ("人力进攻",))
    ] = None
    """Units of ten of the month's manpower planned for customers to attack."""
    manpower_defend: Annotated[
        int | None, Field(ge=0, le=10), Column("人力防御份数", "Manpower to defend", ("人力防御",))
    ] = None
    """Units of ten of the month's manpower planned for customers to defend."""
    manpower_maintain: Annotated[
        int | None,
        Field(ge=0, le=10),
        Column("人力维持份数", "Manpower to maintain", ("人力维持",)),
    ] = None
    """Units of ten of the month's manpower planned for customers to maintain."""
    money_attack: Annotated[
        int | None, Field(ge=0, le=10), Column("财力进攻份数", "Money to attack", ("财力进攻",))
    ] = None
    """Units of ten of the month's money planned for customers to attack."""
    money_defend: Annotated[
        int | None, Field(ge=0, le=10), Column("财力防御份数", "Money to defend", ("财力防御",))
    ] = None
    """Units of ten of the month's money planned for customers to defend."""
    money_maintain: Annotated[
        int | None, Field(ge=0, le=10), Column("财力维持份数", "Money to maintain", ("财力维持",))
    ] = None
    """Units of ten of the month's money planned for customers to maintain."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""


ALLOCATED = {
    resource: tuple(f"{resource}_{stance}" for stance in ("attack", "defend", "maintain"))
    for resource in ("time", "manpower", "money")
}
"""Resource to the fields of its plan, whose units add up to UNITS in every row."""
UNITS = 10
