"""Every dirt at once, in a workbook of each language: exactly what stands here, by hand."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from xlcrm import Options, validate

DAY = datetime(2026, 11, 1)
NEXT_YEAR = datetime(2027, 3, 31)

ZH = {
    "客户档案": [
        ["2026 年客户总表"],
        [
            "客户编号*",
            "客户名称\n（必填）",
            "年采购潜力 Purchase potential 万元",
            "状态",
            "统一社会信用代码",
            "电话\nPhone",
            "财年起始月",
            "备注",
            "物流要救",
        ],
        ["示例", "某某公司", 100, "合作中", None, None, 1, None, None],
        [
            "A001",
            "华东电气（北京）有限公司",
            120,
            "合作中",
            "91110000600037341L",
            "010-62551234",
            1,
            "老客户",
            None,
        ],
        [
            "Ａ００２",
            "远帆机电 ",
            "120万",
            "合作",
            "91110000600037342L",
            "打前台",
            13,
            "'重点",
            None,
        ],
        [
            "A003",
            "华东电气北京公司",
            "百万左右",
            None,
            None,
            "1.38E+10",
            4,
            None,
            None,
        ],
        [None] * 9,
        ["A001", None, -5, "潜在", "911100006000373", None, 7, "=重点客户", None],
        ["合计", None, 235, None, None, None, None, None, None],
    ],
    "商机": [
        [
            "商机编号",
            "客户编号",
            "商机名称/Opportunity name",
            "金额万元",
            "漏斗层级",
            "状态",
            "赢率",
            "创建日期",
            "预计签约日期",
            "丢单原因",
            "采购阶段",
            "销售步骤",
        ],
        [
            "P1",
            "A001",
            "检测线",
            20,
            "潜在商机",
            "进行中",
            0.6,
            DAY,
            NEXT_YEAR,
            None,
            "比较",
            "呈现价值",
        ],
        [
            "P2",
            "A009",
            "称重台",
            "二十万左右",
            "落实项目",
            "进行中",
            1.2,
            "03/05/2026",
            NEXT_YEAR,
            None,
            None,
            None,
        ],
        [
            "P3",
            "A001",
            "分选机",
            "¥1,200.00",
            "落实项目",
            "进行中",
            None,
            "2026年3月5日",
            None,
            None,
            None,
            None,
        ],
        ["P4", "A001", "传感器", None, None, "赢单", None, None, DAY, None, None, None],
        ["P5", "A001", "改造", 20, None, "丢单", 0.3, None, None, None, None, None],
        [
            "P6",
            "A001",
            "大修",
            20,
            None,
            "进行中",
            1,
            None,
            datetime(2026, 11, 29),
            None,
            "比较",
            "建立关系",
        ],
        ["P7", "A001", "备件", "#N/A", None, "进行中", None, "三月初", NEXT_YEAR, None, None, None],
    ],
    "联系人": [
        ["联系人编号", "客户编号", "姓名", "采购角色", "创新态度", "手机", "邮箱"],
        ["C1", "A001", "杨楠", "×", "※", 13800138000, "yang@haichuan.com"],
        ["C2", "A003", "周伟", "老板", "=", "13800138000/13900139000", "zhou@haichuan"],
    ],
    "交易与应收": [
        ["客户编号", "月份", "销售额(元)"],
        ["A001", datetime(2026, 1, 31), 100],
        ["A001", datetime(2026, 3, 31), 100],
    ],
}
ZH_FOUND = """
    客户档案!I2 header-near-miss
    客户档案!A3 row-skipped
    客户档案!A5 repaired
    客户档案!B5 repaired
    客户档案!C5 repaired
    客户档案!D5 not-in-list
    客户档案!E5 credit-code-invalid
    客户档案!F5 phone-invalid
    客户档案!G5 out-of-range
    客户档案!H5 stray-apostrophe
    客户档案!B6 account-likely-twice
    客户档案!C6 wrong-type
    客户档案!F6 digits-lost
    客户档案!A7 row-skipped
    客户档案!A8 duplicate-id
    客户档案!B8 required-missing
    客户档案!C8 out-of-range
    客户档案!E8 credit-code-unchecked
    客户档案!H8 formula-as-text
    客户档案!A9 row-skipped
    商机!B3 broken-link
    商机!D3 wrong-type
    商机!G3 out-of-range
    商机!G3 probability-contradicts-status
    商机!H3 ambiguous-date
    商机!D4 repaired
    商机!H4 repaired
    商机!I4 stage-field-missing
    商机!D5 won-incomplete
    商机!G6 probability-contradicts-status
    商机!J6 lost-without-reason
    商机!G7 probability-contradicts-status
    商机!I7 open-past-close
    商机!L7 selling-step-behind
    商机!D8 error-value
    商机!H8 wrong-type
    联系人!D2 symbol-trap
    联系人!F2 repaired
    联系人!D3 not-in-list
    联系人!F3 repaired
    联系人!G3 email-invalid
    交易与应收!B3 months-missing
"""

EN = {
    "Accounts": [
        ["Account ID", "Account name", "Status", "Phone", "City", "City"],
        ["A001", "Northwind Pumps Co., Ltd.", "Active", "010-62551234 ext. 801", "Qingdao", None],
        ["A002", "NORTHWIND PUMPS LIMITED", "Actve", "+1 650-253-0000", None, None],
        ["A003", "Southwind Valves Inc.", "合作中", None, None, None],
    ],
    "Opportunities": [
        ["Opportunity ID", "Account ID", "Opportunity name 商机名称", "Amount k",
         "Created / 创建日期", "Close dat", "Probability %", "Customer trust"],
        ["P1", "A001", "Checkweigher", "(1,200)", "20260305", None, 60, "√"],
        ["P2", "A002", "Sorting line", 35, 46086, None, "12.5%", "perhaps"],
        ["Total", None, None, 35, None, None, None, None],
    ],
}  # fmt: skip
EN_FOUND = """
    Accounts!F1 header-repeated
    Accounts!B3 account-likely-twice
    Accounts!C3 not-in-list
    Opportunities!F1 header-near-miss
    Opportunities!D2 out-of-range
    Opportunities!D2 repaired
    Opportunities!E2 repaired
    Opportunities!E3 repaired
    Opportunities!G3 repaired
    Opportunities!H3 wrong-type
    Opportunities!A4 row-skipped
"""


@pytest.mark.parametrize(
    ("pages", "expected", "language"),
    [(ZH, ZH_FOUND, "zh"), (EN, EN_FOUND, "en")],
    ids=["zh", "en"],
)
def test_every_dirt_is_found_and_nothing_else(pages, expected, language, tmp_path) -> None:
    path = save(pages, tmp_path / "torture.xlsx")

    outcome = validate(path, Options(as_of=date(2026, 11, 30), dry_run=True))

    found = sorted(f"{f.sheet}!{f.cell} {f.code}" for f in outcome.findings)
    assert found == sorted(line.strip() for line in expected.strip().splitlines())
    assert outcome.language == language


def save(pages: dict[str, list[list[object]]], path: Path) -> Path:
    """The pages as a workbook; text that looks like a formula stays text."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in pages.items():
        sheet = workbook.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(at, column, value)
                if isinstance(value, str):
                    cell.data_type = "e" if value.startswith("#") else "s"
    workbook.save(path)
    return path
