"""周漏斗快照 · Funnel snapshots: one row per open deal and week, appended by the program.

The history of the funnel, kept in the workbook itself: progress, conversion, pushed dates and
"what changed since last week" are computed from it. Source: domain inventory, area 3
(`sales-progress`, `funnel-balance`) and appendix D.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Column, Row, SheetLabel
from xlcrm.sheets.opportunity import FunnelLevel, ProcurementStage


class Snapshot(Row):
    """One open deal as it stood in one week."""

    SHEET: ClassVar = SheetLabel(
        id="snapshots",
        zh="周漏斗快照",
        en="Funnel snapshots",
        also=("漏斗快照", "周快照", "Snapshots", "Weekly snapshots", "Pipeline history"),
        key=("week", "opportunity_id"),
        ours=True,
    )

    week: Annotated[date, Column("周", "Week", ("周起始日", "Week of"))]
    """Monday of the week."""
    taken: Annotated[date | None, Column("快照日期", "Taken on", ("记录日期", "Snapshot date"))] = (
        None
    )
    """Day the week was last recorded."""
    # no link: history outlives the deals that people later delete from their list
    opportunity_id: Annotated[
        str, Column("商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID"))
    ]
    """Deal that was open."""
    owner: Annotated[str | None, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))] = (
        None
    )
    """Salesperson who answered for it."""
    stage: Annotated[
        FunnelLevel | None, Column("漏斗层级", "Funnel level", ("层级", "商机阶段", "Stage"))
    ] = None
    """Level typed that week."""
    amount: Annotated[
        float | None, Column("当周金额", "Amount that week", ("金额", "Amount"), unit="money")
    ] = None
    """Expected order value that week."""
    probability: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("采用赢率", "Probability used", ("赢率", "Probability"), unit="percent"),
    ] = None
    """Probability the deal was weighted with; blank when it was not forecast."""
    close_date: Annotated[
        date | None, Column("预计签约日期", "Close date", ("签约日期", "Expected close"))
    ] = None
    """Signature expected that week."""
    procurement_stage: Annotated[
        ProcurementStage | None, Column("采购阶段", "Procurement stage", ("客户采购阶段",))
    ] = None
    """Where the customer's purchase stood."""
    procurement_entered: Annotated[
        date | None, Column("采购阶段进入日期", "Procurement stage entered")
    ] = None
    """Since when."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Staff's own words; recording the week again keeps them."""
