"""A clean workbook of many opportunities, for the benchmark and the clean-book test."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HEADERS = (
    "商机编号", "客户编号", "商机名称", "负责人", "产品", "金额(万元)", "漏斗层级", "状态", "赢率",
    "创建日期", "进入本层日期", "预计签约日期", "采购阶段", "销售步骤", "竞争对手", "丢单原因",
    "下一步", "下一步日期", "客户压力驱动", "厂家价值体现",
)  # fmt: skip
"""Twenty columns."""
AS_OF = date(2026, 11, 30)
STAGES = ("发现需求", "酝酿", "设计", "比较")
STEPS = ("客户分析", "建立关系", "挖掘需求", "呈现价值")
PRODUCTS = ("检测线", "称重台", "分选机", "传感器")


def write_large_book(path: Path, *, rows: int, accounts: int = 2000) -> Path:
    """`rows` deals of `accounts` customers, with nothing to object to."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    customers = workbook.add_worksheet("客户档案")
    customers.write_row(0, 0, ("客户编号", "客户名称"))
    for number in range(accounts):
        customers.write_row(number + 1, 0, (f"A{number:05}", f"第{number:05}号客户有限公司"))
    deals = workbook.add_worksheet("商机")
    deals.write_row(0, 0, HEADERS)
    for at, values in enumerate(_deals(rows, accounts), start=1):
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                deals.write_datetime(at, column, value, day)
            else:
                deals.write(at, column, value)
    workbook.close()
    return path


def _deals(rows: int, accounts: int) -> Iterator[tuple[object, ...]]:
    start = datetime(2026, 1, 1)
    for number in range(rows):
        lost = number % 5 == 0
        created = start + timedelta(days=number % 200)
        yield (
            f"P{number:07}",
            f"A{number % accounts:05}",
            f"第{number}个商机",
            f"销售{number % 40:02}",
            PRODUCTS[number % 4],
            1 + number % 500,
            "潜在商机",
            "丢单" if lost else "进行中",
            None if lost else 0.1 + number % 8 / 10,
            created,
            created + timedelta(days=number % 30),
            datetime(2026, 12, 1) + timedelta(days=number % 300),
            STAGES[number % 4],
            STEPS[number % 4],
            f"对手{number % 9}",
            "价格" if lost else None,
            f"第{number % 50}次拜访",
            datetime(2026, 12, 1) + timedelta(days=number % 30),
            "是",
            "是",
        )
