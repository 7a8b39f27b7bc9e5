"""A small CRM workbook for tests that open it many times: three customers, eight deals."""

from datetime import date
from pathlib import Path

import openpyxl

SHEETS = {
    "客户档案": [
        ["客户编号", "客户名称", "负责人", "年采购潜力(万元)", "年销售额(万元)", "账期"],
        ["A001", "华东精工", "王芳", 500, 300, 60],
        ["A002", "江南电子", "李强", 500, 50, 30],
        ["A003", "北方储能", "王芳", 40, 5, 30],
    ],
    "商机": [
        [
            "商机编号",
            "客户编号",
            "商机名称",
            "负责人",
            "金额(万元)",
            "漏斗层级",
            "状态",
            "预计签约日期",
        ],
        *(
            [
                f"P{n:02}",
                "A001",
                f"产线改造{n}期",
                "王芳",
                10 * n,
                "落实项目",
                "进行中",
                date(2027, n, 15),
            ]
            for n in range(1, 7)
        ),
        ["P07", "A002", "检测线", "李强", 30, "我的项目", "进行中", date(2027, 1, 20)],
        ["P08", "A003", "备件", "王芳", 5, "潜在商机", "进行中", date(2027, 2, 20)],
    ],
    "联系人": [
        ["联系人编号", "客户编号", "姓名", "采购角色"],
        ["C1", "A001", "陈总", "※"],
        ["C2", "A001", "林工", "="],
    ],
    "交易与应收": [
        ["客户编号", "月份", "销售额", "应收余额"],
        *(["A001", date(2026, month, 1), 250_000, 400_000] for month in range(1, 12)),
    ],
}


def write_small_crm(path: Path) -> Path:
    """Write the workbook to `path`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in SHEETS.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path
