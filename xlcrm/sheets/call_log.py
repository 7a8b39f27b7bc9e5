"""电话量 · Call log: calls per salesperson and day.

Source: domain inventory, `call-plan-200` and `phone-performance-3`.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Column, Row, SheetLabel


class CallDay(Row):
    """One salesperson's day on the telephone."""

    SHEET: ClassVar = SheetLabel(
        id="call_log",
        zh="电话量",
        en="Call log",
        also=("电话记录", "电话量统计", "电话量计划", "Calls", "Call tally"),
        key=("owner", "day"),
    )

    owner: Annotated[str, Column("负责人", "Owner", ("销售", "电话销售", "Sales rep"))]
    """Salesperson."""
    day: Annotated[date, Column("日期", "Date", ("通话日期", "Day"))]
    """Day of the calls."""
    target: Annotated[
        int | None,
        Field(ge=0, le=10000),
        Column("目标电话量", "Call target", ("计划电话量", "目标")),
    ] = None
    """Calls planned for the day."""
    prepared: Annotated[
        int | None, Field(ge=0, le=10000), Column("已备号码数", "Numbers prepared", ("准备号码",))
    ] = None
    """Numbers prepared the day before."""
    calls: Annotated[
        int,
        Field(ge=0, le=10000),
        Column("拨打电话量", "Calls made", ("电话量", "拨打数", "Calls")),
    ]
    """Calls made."""
    golden_calls: Annotated[
        int | None,
        Field(ge=0, le=10000),
        Column("黄金时间电话量", "Golden-hour calls", ("黄金时段电话",)),
    ] = None
    """Of these, between 9:00 and 11:30 or 14:00 and 17:30."""
    connected: Annotated[
        int | None, Field(ge=0, le=10000), Column("接通数", "Connected", ("接通",))
    ] = None
    """Calls that reached somebody."""
    interested: Annotated[
        int | None, Field(ge=0, le=10000), Column("意向数", "Interested", ("意向客户数", "命中数"))
    ] = None
    """Calls that found a need."""
    deals: Annotated[
        int | None, Field(ge=0, le=10000), Column("成交数", "Deals closed", ("成交",))
    ] = None
    """Deals that came of them."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
