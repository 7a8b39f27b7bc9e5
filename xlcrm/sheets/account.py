"""客户档案 · Accounts: one row per customer.

Classes 1, 2 and 4 of the five-class file (`file-5-classes`) and the inputs of segmentation.
Source: domain inventory, areas 1 and 2.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class AccountStatus(Choice):
    """Where the relation with a customer stands."""

    ACTIVE = "合作中", "Active", "现有", "正常"
    PROSPECT = "潜在", "Prospect", "意向"
    LOST = "流失", "Lost", "已流失"
    CLOSED = "停用", "Closed", "注销"


class Account(Row):
    """One customer."""

    SHEET: ClassVar = SheetLabel(
        id="accounts",
        zh="客户档案",
        en="Accounts",
        also=("客户", "客户清单", "客户资料", "客户信息", "Customers", "Account", "Customer list"),
        key=("account_id",),
        required=True,
    )

    account_id: Annotated[
        str, Column("客户编号", "Account ID", ("客户代码", "客户ID", "Customer ID", "Account No"))
    ]
    """Short code that never changes; every other sheet points at it."""
    name: Annotated[
        str,
        Column("客户名称", "Account name", ("客户", "公司名称", "客户全称", "Customer", "Account")),
    ]
    """Registered company name."""
    industry: Annotated[str | None, Column("行业", "Industry", ("所属行业", "Sector"))] = None
    """Line of business."""
    city: Annotated[str | None, Column("城市", "City", ("所在城市", "所在地"))] = None
    """Seat of the customer."""
    owner: Annotated[
        str | None,
        Column("负责人", "Owner", ("客户经理", "销售负责人", "Sales rep", "Account owner")),
    ] = None
    """Salesperson who answers for the customer."""
    status: Annotated[AccountStatus | None, Column("状态", "Status", ("客户状态",))] = None
    """Where the relation stands."""
    is_new: Annotated[bool | None, Column("新客户", "New customer", ("是否新客户", "Is new"))] = (
        None
    )
    """Yes while the first order is still to come, or the market is new to us."""
    potential: Annotated[
        float | None,
        Field(gt=0),
        Column("年采购潜力", "Purchase potential", ("采购潜力", "Annual potential"), unit="money"),
    ] = None
    """What the customer can buy in a year of what we sell, from everybody."""
    sales: Annotated[
        float | None,
        Field(ge=0),
        Column("年销售额", "Annual sales", ("我方销售额", "销售额", "Sales"), unit="money"),
    ] = None
    """What the customer bought from us in the last twelve months."""
    gross_profit: Annotated[
        float | None, Column("年毛利", "Gross profit", ("毛利", "毛利额", "Profit"), unit="money")
    ] = None
    """Gross profit on those sales; may be negative."""
    payment_terms: Annotated[
        int | None,
        Field(ge=0, le=365),
        Column("账期", "Payment terms", ("付款账期", "信用期", "Terms"), unit="days"),
    ] = None
    """Agreed days from invoice to payment."""
    credit_limit: Annotated[
        float | None,
        Field(ge=0),
        Column("信用额度", "Credit limit", ("授信额度",), unit="money"),
    ] = None
    """Highest receivable agreed."""
    credit_code: Annotated[
        str | None,
        Column("统一社会信用代码", "Registration number", ("信用代码", "税号", "Tax number")),
    ] = None
    """Unified social credit code, or the registration number abroad."""
    address: Annotated[str | None, Column("地址", "Address", ("公司地址", "详细地址"))] = None
    """Postal address."""
    phone: Annotated[str | None, Column("电话", "Phone", ("公司电话", "联系电话", "Telephone"))] = (
        None
    )
    """Switchboard."""
    fax: Annotated[str | None, Column("传真", "Fax", ("传真号",))] = None
    """Fax number."""
    bank_account: Annotated[
        str | None, Column("银行账号", "Bank account", ("银行帐号", "账号", "IBAN"))
    ] = None
    """Account the customer pays from."""
    development_plan: Annotated[
        str | None, Column("发展计划", "Development plan", ("发展规划",))
    ] = None
    """What the customer wants to become, in its own words."""
    fiscal_year_start: Annotated[
        int | None, Field(ge=1, le=12), Column("财年起始月", "Fiscal year start", ("财年开始",))
    ] = None
    """Month in which the customer's financial year begins."""
    delivery: Annotated[
        str | None, Column("物流要求", "Delivery needs", ("物流", "配送要求", "Logistics"))
    ] = None
    """Logistics: priority delivery, packing, receiving hours."""
    reviewed: Annotated[
        date | None, Column("更新日期", "Last reviewed", ("最近更新", "更新时间", "Last updated"))
    ] = None
    """When somebody last checked this row."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark", "Remarks"))] = None
    """Anything else."""
