"""交易与应收 · Ledger: one row per customer and month with sales, receipts and receivables.

Source: domain inventory, area 9 (`dso-countback`).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Column, Row, SheetLabel


class LedgerMonth(Row):
    """One customer's month."""

    SHEET: ClassVar = SheetLabel(
        id="ledger",
        zh="交易与应收",
        en="Ledger",
        also=("应收", "应收账款", "交易记录", "销售与回款", "Receivables", "Sales ledger"),
        key=("account_id", "month"),
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
    month: Annotated[date, Column("月份", "Month", ("期间", "年月", "Period"))]
    """Any day of the month the row stands for."""
    sales: Annotated[
        float | None, Column("销售额", "Sales", ("本月销售", "开票金额", "Invoiced"), unit="money")
    ] = None
    """Invoiced in the month, returns deducted."""
    receipts: Annotated[
        float | None,
        Field(ge=0),
        Column("回款", "Receipts", ("回款额", "收款", "Collected"), unit="money"),
    ] = None
    """Collected in the month."""
    balance: Annotated[
        float | None,
        Column("应收余额", "Receivable", ("期末应收", "余额", "Balance"), unit="money"),
    ] = None
    """Still owed at the end of the month; negative when the customer has paid ahead."""
    overdue: Annotated[
        float | None, Field(ge=0), Column("逾期金额", "Overdue", ("逾期", "逾期应收"), unit="money")
    ] = None
    """Part of the receivable that is past its terms."""
    currency: Annotated[str | None, Column("币种", "Currency", ("货币", "币别"))] = None
    """Currency of the row's amounts; blank: the workbook's base currency."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
