"""投诉 · Complaints: from the first word to the customer's confirmation.

Source: domain inventory, `complaint-process` and `service-cause-codes`.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class ComplaintCause(Choice):
    """What went wrong."""

    QUALITY = "产品质量", "Product quality", "质量"
    DELIVERY = "交付延迟", "Late delivery", "交期", "延迟"
    PRICE = "价格账单", "Price or bill", "价格", "账单"
    PROCEDURE = "手续繁琐", "Slow procedure", "流程慢"
    ATTITUDE = "服务态度", "Service attitude", "态度"
    ATTENTION = "服务不周", "Lack of attention", "不周到"
    DISTURBANCE = "外部干扰", "Disturbance", "干扰"
    OTHER = "其他", "Other", "其它"


class ComplaintSeverity(Choice):
    """How grave it is."""

    LOW = "一般", "Minor", "轻微", "低"
    MEDIUM = "较重", "Serious", "中"
    HIGH = "严重", "Critical", "高", "重大"


class Complaint(Row):
    """One complaint."""

    SHEET: ClassVar = SheetLabel(
        id="complaints",
        zh="投诉",
        en="Complaints",
        also=("客户投诉", "投诉记录", "投诉处理", "Complaint"),
        key=("complaint_id",),
    )

    complaint_id: Annotated[
        str, Column("投诉编号", "Complaint ID", ("投诉单号", "投诉ID", "Complaint No"))
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
    received: Annotated[
        date, Column("投诉日期", "Received on", ("受理日期", "接收日期", "Received"))
    ]
    """When we heard of it."""
    contact_id: Annotated[
        str | None, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ] = None
    """Person who complained."""
    cause: Annotated[ComplaintCause | None, Column("投诉原因", "Cause", ("原因", "原因代码"))] = (
        None
    )
    """What went wrong."""
    severity: Annotated[
        ComplaintSeverity | None, Column("严重程度", "Severity", ("严重性", "级别"))
    ] = None
    """How grave it is."""
    description: Annotated[str | None, Column("投诉内容", "Description", ("问题描述", "内容"))] = (
        None
    )
    """In the customer's words."""
    recurrent: Annotated[bool | None, Column("重复发生", "Recurrent", ("是否重复", "经常性"))] = (
        None
    )
    """Whether it happened before."""
    owner: Annotated[str | None, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))] = (
        None
    )
    """Who sees to it."""
    first_response: Annotated[
        date | None, Column("首次响应日期", "First response", ("响应日期", "首次回复"))
    ] = None
    """When we first answered."""
    response_hours: Annotated[
        float | None, Field(ge=0), Column("响应小时", "Response hours", ("响应时长",))
    ] = None
    """Hours from the complaint to the first answer."""
    explanation: Annotated[str | None, Column("原因说明", "Explanation", ("解释",))] = None
    """The cause as we explained it."""
    solution: Annotated[str | None, Column("解决方案", "Solution", ("处理结果", "处理方案"))] = None
    """What was done."""
    closed: Annotated[date | None, Column("结案日期", "Closed on", ("关闭日期", "解决日期"))] = None
    """When the customer agreed that it was done."""
    satisfied: Annotated[bool | None, Column("客户满意", "Customer satisfied", ("是否满意",))] = (
        None
    )
    """Whether the customer confirmed it."""
    rewarded: Annotated[bool | None, Column("有奖投诉", "Rewarded", ("已奖励",))] = None
    """Whether the complaint was rewarded."""
    cost: Annotated[
        float | None, Field(ge=0), Column("处理成本", "Cost", ("费用", "赔付金额"), unit="money")
    ] = None
    """What it cost us."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
