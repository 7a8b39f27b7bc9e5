"""需求 · Needs: what customers need, one row per need, never overwritten.

Source: domain inventory, `needs-register`, `needs-implicit-explicit`, `core-satellite-needs`,
`need-levels-4` and `needs-iceberg`.
"""

from datetime import date
from typing import Annotated, ClassVar

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class NeedLevel(Choice):
    """How far a need has ripened: the first three are implicit, the last two explicit."""

    PROBLEM = "问题点", "Problem point", "1"
    INCONVENIENCE = "不便", "Inconvenience", "2", "有些不便"
    DISSATISFACTION = "不满/抱怨", "Dissatisfaction", "3", "不满", "抱怨"
    STRONG = "明显强烈需求", "Clear strong need", "4", "明显需求"
    SOLUTION = "关注方案", "Interest in solutions", "5", "关注解决方案"


class NeedWeight(Choice):
    """Whether a need must be met."""

    CORE = "核心", "Core", "核心需求"
    SATELLITE = "卫星", "Satellite", "卫星需求"


class NeedDepth(Choice):
    """How deep under the surface a need lies."""

    VISIBLE = "明显的利益", "Visible", "明显"
    HIDDEN = "隐藏的利益", "Hidden", "隐藏"
    DEEP = "深藏的利益", "Deep", "深藏"


class NeedKind(Choice):
    """What kind of need it is."""

    BASIC = "基本需要", "Basic need", "需要"
    WANT = "想要", "Want"
    DESIRE = "渴望", "Desire"
    UNEXPECTED = "意外惊喜", "Unexpected", "惊喜"


class NeedStatus(Choice):
    """What has become of a need."""

    OPEN = "待满足", "Open", "未满足"
    ANSWERED = "已满足", "Answered", "已解决"
    DROPPED = "已放弃", "Dropped", "放弃"


class Need(Row):
    """One need of one customer."""

    SHEET: ClassVar = SheetLabel(
        id="needs",
        zh="需求",
        en="Needs",
        also=("客户需求", "需求登记", "需求清单", "Need", "Needs register"),
        key=("account_id", "need"),
    )

    account_id: Annotated[
        str,
        Column(
            "客户编号",
            "Account ID",
            ("客户代码", "客户ID", "Customer ID"),
            link="accounts",
            instead=ACCOUNT_NAMES,
        ),
    ]
    """Customer."""
    need: Annotated[str, Column("需求", "Need", ("需求内容", "需求描述", "Requirement"))]
    """The need in a few words."""
    opportunity_id: Annotated[
        str | None,
        Column(
            "商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID"), link="opportunities"
        ),
    ] = None
    """Deal that it belongs to."""
    contact_id: Annotated[
        str | None, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ] = None
    """Person who stated it."""
    raised: Annotated[date | None, Column("提出日期", "Raised on", ("登记日期", "Date raised"))] = (
        None
    )
    """When the customer spoke of it."""
    level: Annotated[
        NeedLevel | None, Column("需求阶梯", "Need level", ("需求程度", "显隐程度"))
    ] = None
    """From a problem point to interest in solutions."""
    weight: Annotated[
        NeedWeight | None, Column("核心/卫星", "Core or satellite", ("需求主次",))
    ] = None
    """Core needs must be met, satellite needs may wait."""
    depth: Annotated[NeedDepth | None, Column("需求深度", "Need depth", ("冰山层次",))] = None
    """Visible, hidden or deep."""
    kind: Annotated[NeedKind | None, Column("需求类别", "Need kind", ("需求层级",))] = None
    """Need, want, desire or the unexpected."""
    in_their_words: Annotated[
        str | None, Column("客户原话", "In the customer's words", ("原话", "Quote"))
    ] = None
    """What was really said; explicit needs rest on it."""
    answer: Annotated[str | None, Column("满足方案", "Our answer", ("对应方案", "解决方案"))] = None
    """What we offer for it."""
    status: Annotated[NeedStatus | None, Column("需求状态", "Need status", ("状态", "Status"))] = (
        None
    )
    """Open, answered or dropped."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
