"""The call sheet: whom to call on the next working day, why, with which question; the result."""

from pathlib import Path

from workbook_templates.page import Slot
from workbook_templates.plan_page import Ask, banner, begin, boxes, end, table
from xlcrm.language import Language, Text

TITLE = Text("电话日计划", "Call sheet")
TEAM = Text("电话日计划", "Calls of the day")
WIDTHS = {"zh": (11, 22, 9, 9, 15, 11, 24, 26, 17, 17, 13, 18),
          "en": (11, 24, 14, 10, 16, 12, 26, 28, 18, 18, 14, 18)}  # fmt: skip
LAST = 11
HALVES = ((0, 5), (6, LAST))
RESULTS = (Text("有意向", "Interested"), Text("约定拜访", "Visit agreed"),
           Text("再联系", "Call again"), Text("没有接通", "Not reached"),
           Text("暂无需求", "No need now"), Text("谢绝来电", "Do not call"),
           Text("成交", "Deal"))  # fmt: skip


def build(path: Path, language: Language) -> None:
    """Writes the call-sheet template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, Text("黄金时间 9:00–11:30、14:00–17:30", "Golden hours 9:00–11:30, 14:00–17:30"),
           page.text(TEAM), (5, 9))  # fmt: skip
    boxes(page, (
        Ask(Text("今天的目标（电话后客户会做什么）", "Goal (what customers do after the call)"),
            "input_goal"),
        Ask(Text("常见异议与回答", "Objections to expect, and our answers"), "input_objections"),
    ), HALVES, height=36)  # fmt: skip
    page.skip()
    page.section(Text("电话清单（到期在前；黄色处填写）", "Calls, due first (type into yellow)"))
    table(page, "call_list", [
        Slot(Text("客户编号", "Account ID"), "call_list.account_id"),
        Slot(Text("客户", "Customer"), "call_list.account"),
        Slot(Text("负责人", "Owner"), "call_list.owner"),
        Slot(Text("联系人", "Contact"), "call_list.contact"),
        Slot(Text("电话", "Phone"), "call_list.phone"),
        Slot(Text("商机", "Deal"), "call_list.opportunity_id"),
        Slot(Text("为什么打", "Purpose"), "call_list.why"),
        Slot(Text("要问的问题", "Question"), "call_list.question"),
        Slot(Text("这通的目标", "Goal"), kind="note"),
        Slot(Text("预计异议", "Expected objection"), kind="note"),
        Slot(Text("结果", "Result"), choices=RESULTS),
        Slot(Text("下次做什么", "Next"), kind="note"),
    ], height=30)  # fmt: skip
    end(page, {"subject": "team", "tab_name": TITLE[language]}, landscape=True)
