"""关怀 · Care: what we do for customers beyond selling, planned, approved and done.

Source: domain inventory, `abc-care-tier` and `care-plan-dimensions`.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class CareKind(Choice):
    """What is done."""

    TRIP = "旅游", "Trip", "旅行"
    GIFT = "礼品", "Gift", "节日礼品"
    CARD = "贺卡", "Greeting card", "贺卡问候"
    BIRTHDAY = "生日祝福", "Birthday wishes", "生日"
    VISIT = "回访", "Courtesy visit", "拜访"
    CLUB = "俱乐部活动", "Club event", "俱乐部"
    TRAINING = "培训", "Training"
    OTHER = "其他", "Other", "其它"


class CareApproval(Choice):
    """How far it has come."""

    DRAFT = "草稿", "Draft", "待审批"
    APPROVED = "已审批", "Approved", "已批准"
    DONE = "已执行", "Done", "已完成"
    REJECTED = "未通过", "Rejected", "已驳回"


class CareAction(Row):
    """One act of care."""

    SHEET: ClassVar = SheetLabel(
        id="care",
        zh="关怀",
        en="Care",
        also=("客户关怀", "关怀计划", "客户关怀计划", "Customer care", "Care plan"),
        key=("account_id", "planned", "action"),
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
    planned: Annotated[date, Column("计划日期", "Planned on", ("计划时间", "Planned date"))]
    """Day it is planned for."""
    action: Annotated[str, Column("关怀内容", "Care action", ("内容", "关怀事项"))]
    """What is done, in a few words."""
    contact_id: Annotated[
        str | None, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ] = None
    """Person it is for."""
    kind: Annotated[CareKind | None, Column("关怀类型", "Care type")] = None
    """What kind of care."""
    form: Annotated[str | None, Column("关怀形式", "Care form", ("形式",))] = None
    """In what form: in person, by post, by telephone."""
    means: Annotated[str | None, Column("关怀手段", "Care means", ("手段",))] = None
    """With what means."""
    frequency: Annotated[
        int | None, Field(ge=1, le=366), Column("年度频次", "Times a year", ("频度", "频次"))
    ] = None
    """How often in a year."""
    cost: Annotated[
        float | None, Field(ge=0), Column("关怀费用", "Care cost", ("费用", "预算"), unit="money")
    ] = None
    """What it costs."""
    limit: Annotated[
        float | None,
        Field(ge=0),
        Column("合规限额", "Compliance limit", ("费用上限", "限额"), unit="money"),
    ] = None
    """What may be spent without approval; blank: the limit of the rules."""
    approval: Annotated[CareApproval | None, Column("审批状态", "Approval", ("审批", "状态"))] = (
        None
    )
    """Draft, approved, done or rejected."""
    approver: Annotated[str | None, Column("审批人", "Approver")] = None
    """Who approved it."""
    approved: Annotated[date | None, Column("审批日期", "Approved on")] = None
    """When."""
    done: Annotated[date | None, Column("执行日期", "Done on", ("执行时间",))] = None
    """When it was done."""
    feedback: Annotated[str | None, Column("客户反馈", "Feedback", ("反馈",))] = None
    """What the customer said."""
    owner: Annotated[str | None, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))] = (
        None
    )
    """Who sees to it."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
