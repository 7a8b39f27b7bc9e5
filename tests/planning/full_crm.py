"""A workbook with every sheet that planning templates show, small enough to plan many times."""

from datetime import date
from pathlib import Path

import openpyxl

from tests.small_crm import SHEETS as SMALL

MORE = {
    "需求": [
        ["客户编号", "需求", "商机编号", "提出日期", "需求阶梯", "客户原话"],
        ["A001", "少停机", "P01", date(2026, 5, 1), "问题点", "上月停了三次"],
        ["A001", "换型快", "P02", date(2026, 6, 1), "关注方案", "一小时内换完"],
    ],
    "关怀": [
        ["客户编号", "计划日期", "关怀内容", "关怀类型", "合规限额", "审批状态", "联系人编号"],
        ["A001", date(2026, 12, 24), "贺卡", "贺卡", None, "已审批", "C1"],
        ["A001", date(2027, 1, 24), "贺卡", "贺卡", None, "草稿", "C2"],
        ["A001", date(2027, 2, 1), "春节礼品", "礼品", 200, "草稿", "C1"],
    ],
    "投诉": [
        ["投诉编号", "客户编号", "投诉日期", "投诉原因", "投诉内容"],
        ["T1", "A001", date(2026, 11, 3), "交付延迟", "晚到两天"],
        ["T2", "A001", date(2026, 11, 13), "产品质量", "漏油"],
    ],
    "谈判": [
        ["商机编号", "谈判事项", "谈判要素", "具体内容", "筹码类型", "目标值", "底线"],
        ["P01", "培训名额", "筹码", "十人", "固定型", None, None],
        ["P01", "价格", "条款", "含税", None, 108, 100],
        ["P02", "质保", "条款", "月", None, 12, 24],
    ],
    "决策因素": [
        ["商机编号", "因素", "优先级", "我方强度", "对手强度"],
        ["P01", "价格", 2, 3, 4],
        ["P01", "交期", 1, 5, 2],
        ["P02", "服务", 1, 4, 4],
    ],
    "订单": [
        ["订单编号", "客户编号", "产品", "订单金额", "订单日期"],
        ["O1", "A001", "泵", 1000, date(2026, 3, 1)],
        ["O2", "A002", "阀", 2000, date(2026, 4, 1)],
    ],
    "活动": [
        ["活动编号", "客户编号", "活动日期", "活动类型", "活动目的", "客户承诺", "客户承诺期限"],
        ["V1", "A001", date(2026, 11, 5), "销售拜访", "陈总确认名单", "给图纸", date(2026, 11, 9)],
        ["V2", "A001", date(2026, 11, 15), "电话", "定评审日", None, None],
    ],
}


def write_full_crm(path: Path) -> Path:
    """Write the workbook to `path`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in {**SMALL, **MORE}.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path
