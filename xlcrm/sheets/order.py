"""订单 · Orders: what was sold, one row per order.

Source: domain inventory, `order-process-6`, `collection-step` and `file-5-classes`, class 5.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class OrderStatus(Choice):
    """How far an order has come."""

    TALKS = "洽谈", "Talks", "销售洽谈"
    QUOTED = "已报价", "Quoted", "报价"
    ORDERED = "已下单", "Ordered", "下单", "签订"
    PRODUCTION = "生产中", "In production", "执行中"
    DELIVERED = "已交付", "Delivered", "已交货", "已发货"
    CLOSED = "已完成", "Closed", "完成"
    CANCELLED = "已取消", "Cancelled", "取消"


class Order(Row):
    """One order."""

    SHEET: ClassVar = SheetLabel(
        id="orders",
        zh="订单",
        en="Orders",
        also=("订单记录", "订单清单", "销售订单", "合同", "Order", "Sales orders"),
        key=("order_id",),
    )

    order_id: Annotated[str, Column("订单编号", "Order ID", ("订单号", "合同编号", "Order No"))]
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
    product: Annotated[str | None, Column("产品", "Product", ("产品名称", "产品线"))] = None
    """What was ordered."""
    amount: Annotated[
        float | None,
        Field(gt=0),
        Column("订单金额", "Order amount", ("金额", "合同金额", "Amount"), unit="money"),
    ] = None
    """Value of the order after discount."""
    currency: Annotated[str | None, Column("币种", "Currency", ("货币", "币别"))] = None
    """Currency of the row's amounts; blank: the workbook's base currency."""
    discount: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("折扣率", "Discount", ("折扣", "让利"), unit="percent"),
    ] = None
    """Share of the list price that was given away."""
    quote_version: Annotated[
        str | None, Column("报价版本", "Quote version", ("报价单号", "Quote no"))
    ] = None
    """Version of the quotation it follows."""
    quoted: Annotated[date | None, Column("报价日期", "Quoted on")] = None
    """When we quoted."""
    ordered: Annotated[
        date | None, Column("订单日期", "Ordered on", ("下单日期", "签订日期", "Order date"))
    ] = None
    """When the customer ordered."""
    promised: Annotated[
        date | None, Column("承诺交期", "Promised delivery", ("交期", "约定交期", "Due delivery"))
    ] = None
    """Day of delivery we promised."""
    delivered: Annotated[
        date | None, Column("实际交期", "Delivered on", ("交付日期", "发货日期", "Delivery date"))
    ] = None
    """Day it was delivered."""
    payment_method: Annotated[
        str | None, Column("付款方式", "Payment method", ("付款条件", "Payment mode"))
    ] = None
    """How it is paid."""
    payment_due: Annotated[
        date | None, Column("付款到期日", "Payment due", ("到期日", "应付日期"))
    ] = None
    """By when it is to be paid."""
    paid: Annotated[
        float | None, Field(ge=0), Column("已付金额", "Paid", ("已回款", "已收款"), unit="money")
    ] = None
    """Paid so far."""
    status: Annotated[
        OrderStatus | None, Column("订单状态", "Order status", ("状态", "Status"))
    ] = None
    """How far it has come."""
    owner: Annotated[str | None, Column("负责人", "Owner", ("销售", "销售负责人", "Sales rep"))] = (
        None
    )
    """Salesperson who answers for it."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
