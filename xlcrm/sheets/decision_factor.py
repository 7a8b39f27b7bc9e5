"""决策因素 · Decision factors: what the customer decides by, one row per factor of a deal.

Source: domain inventory, `decision-factor-matrix` and `decision-criteria-influence`.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class FactorClass(Choice):
    """What kind of factor it is."""

    TECHNICAL = "技术/业务", "Technical or business", "技术", "业务", "技术因素", "业务因素"
    PERSONAL = "个人", "Personal", "个人因素", "客户因素"
    OTHER = "其它", "Other", "其他", "其他因素", "客户遗漏因素"


class FactorAuthor(Choice):
    """Who wrote the criterion."""

    CUSTOMER = "客户内部小组", "Customer's team", "客户内部"
    CONSULTANT = "外部咨询小组", "Outside consultants", "外部顾问"
    COMPETITOR = "竞争对手", "Competitor", "对手"
    US = "我方", "Us", "我们"


class InfluenceStrategy(Choice):
    """How we mean to influence a criterion."""

    FIRST = "争做第一", "Be first", "制定"
    REPLACE = "替换 A→B", "A to B", "A→B", "A->B", "替换"
    EXTEND = "扩展 A→A+1", "A to A+1", "A→A+1", "A->A+1", "扩展"
    REPRIORITISE = "重设优先级", "Reset priorities", "调整优先级"


class DecisionFactor(Row):
    """One factor in one decision."""

    SHEET: ClassVar = SheetLabel(
        id="decision_factors",
        zh="决策因素",
        en="Decision factors",
        also=("决策因素矩阵", "决策标准", "Decision criteria", "Criteria"),
        key=("opportunity_id", "factor"),
    )

    opportunity_id: Annotated[
        str,
        Column(
            "商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID"), link="opportunities"
        ),
    ]
    """Deal that it belongs to."""
    factor: Annotated[str, Column("因素", "Factor", ("决策因素", "标准", "Criterion"))]
    """What is judged, such as price or training."""
    factor_class: Annotated[
        FactorClass | None, Column("因素类别", "Factor class", ("类别", "Class"))
    ] = None
    """Technical or business, personal, other."""
    priority: Annotated[
        int | None, Field(ge=1, le=100), Column("优先级", "Priority", ("优先级别", "顺序", "Rank"))
    ] = None
    """1 for the most important; every number once."""
    contact_id: Annotated[
        str | None, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ] = None
    """Person who decides on it."""
    department: Annotated[str | None, Column("决策部门", "Department", ("部门",))] = None
    """Department that decides on it."""
    decided_on: Annotated[
        date | None, Column("决策日期", "Decided on", ("时间", "决策时间", "Date"))
    ] = None
    """When it is or was decided."""
    method: Annotated[str | None, Column("决策方式", "Method", ("方式",))] = None
    """How it is judged: test, points, visit."""
    author: Annotated[FactorAuthor | None, Column("制定者", "Author", ("制定人", "Set by"))] = None
    """Who wrote the criterion."""
    strategy: Annotated[
        InfluenceStrategy | None, Column("影响策略", "Influence strategy", ("策略",))
    ] = None
    """How we mean to influence it."""
    strength: Annotated[
        int | None, Field(ge=1, le=5), Column("我方强度", "Our strength", ("我方得分", "Our score"))
    ] = None
    """1 weak to 5 strong."""
    rival_strength: Annotated[
        int | None,
        Field(ge=1, le=5),
        Column("对手强度", "Rival strength", ("对手得分", "Rival score")),
    ] = None
    """The best rival, 1 to 5."""
    rival: Annotated[str | None, Column("最强对手", "Best rival", ("对手", "Rival"))] = None
    """Who that is."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
