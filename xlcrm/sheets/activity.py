"""活动 · Activities: every contact with a customer, planned or done.

Source: domain inventory, area 5 (`activity-types`, `activity-5w`, `activity-objective-rule`,
`commitment-per-visit`, `activity-purposes`, `listening-summary`).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class ActivityKind(Choice):
    """In what form we meet."""

    VISIT = "销售拜访", "Sales visit", "拜访", "Visit"
    SEMINAR = "技术研讨", "Technical seminar", "研讨"
    EXCHANGE = "项目交流", "Project exchange", "交流"
    DEMO = "方案演示", "Solution demo", "演示", "Demo"
    EXECUTIVE = "高层拜访", "Executive visit", "高访"
    INSPECTION = "项目考察", "Site inspection", "考察"
    NEGOTIATION = "条款谈判", "Terms negotiation", "谈判"
    CALL = "电话", "Call", "电话沟通", "Phone call"
    OTHER = "其他", "Other", "其他活动", "其它"


class ActivityPurpose(Choice):
    """What a contact is to bring about."""

    RAPPORT = "建立关系", "Build rapport", "融洽关系"
    KNOWLEDGE = "挖掘信息", "Gather knowledge", "信息挖掘"
    ADVANTAGE = "加强优势", "Strengthen our edge", "竞争优势"
    PROGRESS = "推动项目", "Move the project", "推动"


class ActivityStatus(Choice):
    """Whether it has taken place."""

    PLANNED = "计划", "Planned", "待执行"
    DONE = "完成", "Done", "已完成"
    CANCELLED = "取消", "Cancelled", "已取消"


class RelationSign(Choice):
    """What a person did that shows how far the relation has come (`relationship-stage-4`)."""

    OUTSIDE = "业余活动", "Outside business", "私人活动"
    MATERIAL = "提供资料", "Gave material", "内部资料"
    INTRODUCTION = "引荐安排", "Arranged a meeting", "引荐", "安排会面"
    ADVOCACY = "公开支持", "Open support", "公开支持我方"


class Activity(Row):
    """One contact with a customer."""

    SHEET: ClassVar = SheetLabel(
        id="activities",
        zh="活动",
        en="Activities",
        also=(
            "活动日志",
            "客户活动",
            "拜访记录",
            "活动记录",
            "跟进记录",
            "Activity",
            "Activity log",
            "Visits",
        ),
        key=("activity_id",),
    )

    activity_id: Annotated[
        str, Column("活动编号", "Activity ID", ("活动ID", "记录编号", "Activity No"))
    ]
    """Short code that never changes."""
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
    """WHO: whom it is for."""
    day: Annotated[
        date | None, Column("活动日期", "Activity date", ("日期", "拜访日期", "Date"))
    ] = None
    """WHEN: the day of it."""
    place: Annotated[str | None, Column("地点", "Place", ("活动地点", "Where"))] = None
    """WHERE."""
    kind: Annotated[
        ActivityKind | None, Column("活动类型", "Activity type", ("类型", "形式", "Type"))
    ] = None
    """WHAT: in what form."""
    purpose: Annotated[
        tuple[ActivityPurpose, ...] | None, Column("活动作用", "Purpose", ("作用",))
    ] = None
    """What it is to bring about; a visit may serve several ends."""
    objective: Annotated[
        str | None,
        Column("活动目的", "Objective", ("期望客户行动", "目的", "Expected customer action")),
    ] = None
    """WHY: what the customer will do when it ends."""
    result: Annotated[str | None, Column("实际结果", "Result", ("结果", "活动结果", "Outcome"))] = (
        None
    )
    """What the customer did."""
    objective_met: Annotated[bool | None, Column("目的达成", "Objective met", ("是否达成",))] = None
    """Whether that was what we came for."""
    customer_commitment: Annotated[str | None, Column("客户承诺", "Customer commitment")] = None
    """What the customer promised."""
    customer_commitment_due: Annotated[
        date | None, Column("客户承诺期限", "Customer commitment due", ("客户承诺日期",))
    ] = None
    """By when."""
    customer_commitment_kept: Annotated[
        bool | None, Column("客户承诺兑现", "Customer commitment kept")
    ] = None
    """Whether it was kept."""
    our_commitment: Annotated[str | None, Column("我方承诺", "Our commitment")] = None
    """What we promised."""
    our_commitment_due: Annotated[
        date | None, Column("我方承诺期限", "Our commitment due", ("我方承诺日期",))
    ] = None
    """By when."""
    our_commitment_kept: Annotated[bool | None, Column("我方承诺兑现", "Our commitment kept")] = (
        None
    )
    """Whether we kept it."""
    summary: Annotated[
        str | None, Column("客户确认的总结", "Agreed summary", ("总结", "Summary"))
    ] = None
    """What both sides agreed was said."""
    summary_confirmed: Annotated[bool | None, Column("总结已确认", "Summary confirmed")] = None
    """Whether the customer confirmed it."""
    relation_sign: Annotated[RelationSign | None, Column("关系信号", "Sign of relation")] = None
    """What the person did beyond duty; what is private about it belongs on the private sheet."""
    owner: Annotated[str | None, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))] = (
        None
    )
    """Who of us goes."""
    status: Annotated[
        ActivityStatus | None, Column("活动状态", "Activity status", ("状态", "Status"))
    ] = None
    """Planned, done or cancelled; blank counts as done."""
    hours: Annotated[float | None, Field(ge=0), Column("工时", "Hours", ("用时", "耗时"))] = None
    """Working hours it took."""
    expense: Annotated[
        float | None, Field(ge=0), Column("活动费用", "Expense", ("费用", "Cost"), unit="money")
    ] = None
    """What it cost."""
    gift_value: Annotated[
        float | None, Field(ge=0), Column("礼品金额", "Gift value", ("礼品价值",), unit="money")
    ] = None
    """What was given at it, at its price."""
    gift_approver: Annotated[str | None, Column("礼品审批人", "Gift approver", ("礼品批准人",))] = (
        None
    )
    """Who of us approved the gift beforehand."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
