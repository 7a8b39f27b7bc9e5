"""谈判 · Negotiations: what we bring to the table, one row per item of a deal.

A row is one of the five key factors or one term. Numbers of a term are in its own unit (price,
days of payment). Source: domain inventory, area 6 (`nego-5-factors`, `nego-chips-4`, `nego-batna`).
"""

from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class NegotiationPart(Choice):
    """Which of the five factors a row belongs to, or a term."""

    INTEREST = "利益共同点", "Common interest", "共同利益"
    CHIP = "筹码", "Chip"
    ROUTE = "策略路线", "Strategy line", "策略"
    FALLBACK = "替代方案", "Substitute plan", "替代性解决方案"
    INTENSITY = "需求强度", "Need intensity", "改变相互需求强度"
    TERM = "条款", "Term", "谈判条款"


class ChipKind(Choice):
    """What kind of chip it is."""

    FIXED = "固定型", "Fixed", "固定型筹码"
    INDUCEMENT = "利诱型", "Inducement", "利诱型筹码"
    PRESSURE = "威逼型", "Pressure", "威逼型筹码"
    CREATED = "创造型", "Created", "创造型筹码"


class NegotiationStatus(Choice):
    """How far the preparation has come."""

    DRAFT = "准备中", "Draft", "草稿"
    READY = "可谈判", "Ready", "已就绪"
    AGREED = "已达成", "Agreed", "达成"
    FAILED = "未达成", "Not agreed", "破裂"


class NegotiationItem(Row):
    """One item of a negotiation."""

    SHEET: ClassVar = SheetLabel(
        id="negotiations",
        zh="谈判",
        en="Negotiations",
        also=("谈判计划", "谈判准备", "Negotiation", "Negotiation plan"),
        key=("opportunity_id", "item"),
    )

    opportunity_id: Annotated[
        str,
        Column(
            "商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID"), link="opportunities"
        ),
    ]
    """Deal that it belongs to."""
    item: Annotated[str, Column("谈判事项", "Negotiation item", ("事项", "条款名称", "Item"))]
    """The item in a few words."""
    part: Annotated[NegotiationPart | None, Column("谈判要素", "Part", ("要素",))] = None
    """Which of the five factors, or a term."""
    content: Annotated[str | None, Column("具体内容", "Content", ("内容",))] = None
    """What exactly we say or offer."""
    chip: Annotated[ChipKind | None, Column("筹码类型", "Chip type")] = None
    """Of a chip: fixed, inducement, pressure or created; a record, no advice."""
    our_cost: Annotated[
        float | None, Field(ge=0), Column("我方代价", "Our cost", ("我方成本",), unit="money")
    ] = None
    """What giving it costs us."""
    their_value: Annotated[
        float | None, Field(ge=0), Column("对方价值", "Their value", ("对客户价值",), unit="money")
    ] = None
    """What it is worth to them."""
    timing: Annotated[str | None, Column("使用时机", "When to play", ("时机",))] = None
    """When it is brought up."""
    in_return: Annotated[str | None, Column("交换条件", "In return", ("换取",))] = None
    """What we ask for it."""
    opening: Annotated[float | None, Column("开价", "Opening", ("开局值",))] = None
    """Where we begin."""
    target: Annotated[float | None, Column("目标值", "Target", ("目标",))] = None
    """Where we want to arrive."""
    floor: Annotated[float | None, Column("底线", "Floor", ("底线值", "Limit"))] = None
    """Where we stop."""
    their_limit: Annotated[
        float | None, Column("对方底线", "Their limit", ("对方底线估计", "对方上限"))
    ] = None
    """Where we believe that they stop."""
    less_is_better: Annotated[bool | None, Column("越低越好", "Less is better")] = None
    """Yes where a lower number is better for us, as with days of payment."""
    fallback: Annotated[str | None, Column("备选办法", "Fallback", ("替代办法",))] = None
    """What eases a deadlock on it."""
    status: Annotated[
        NegotiationStatus | None, Column("谈判状态", "Negotiation status", ("状态", "Status"))
    ] = None
    """How far it has come."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
