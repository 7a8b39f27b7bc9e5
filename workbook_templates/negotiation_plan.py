"""The negotiation plan: five factors, chips and what they are given for, substitutes, questions."""

from pathlib import Path

from workbook_templates.page import Page, Slot, token
from workbook_templates.plan_page import (
    TYPE_HERE,
    Ask,
    Fact,
    actions,
    banner,
    begin,
    boxes,
    checklist,
    end,
    facts,
    reasons,
    table,
    tiles,
    titled,
)
from xlcrm.language import Language, Text

TITLE = Text("谈判计划", "Negotiation plan")
WIDTHS = {"zh": (16, 26, 14, 13, 13, 13, 26, 14), "en": (16, 26, 14, 13, 13, 13, 26, 15)}
LAST = 7
SPANS = ((0, 0), (1, 1), (2, 3), (4, 5), (6, 6), (LAST, LAST))
HALVES = ((0, 3), (4, LAST))
THIRDS = ((0, 1), (2, 5), (6, LAST))

FACTS = (
    Fact(Text("商机编号", "ID"), "opportunity.opportunity_id"),
    Fact(Text("客户", "Customer"), "account.name"),
    Fact(Text("负责人", "Owner"), "opportunity.owner"),
    Fact(Text("核定层级", "Level met"), "project_funnel.level_name"),
    Fact(Text("谈判开始", "Negotiation from"), "opportunity.negotiation_start", "date"),
    Fact(Text("预计签约", "Close date"), "opportunity.close_date", "date"),
)
REASONS = (
    Fact(Text("准备情况", "Readiness"), "negotiation_readiness.reason"),
    Fact(Text("竞争态势", "Against rivals"), "competitive_position.reason"),
    Fact(Text("决策覆盖", "Decision makers"), "decision_coverage.reason"),
)
FACTORS = (
    Ask(Text("利益共同点：双方都要什么", "Common interest: what both sides want"),
        "input_interest"),
    Ask(Text("策略路线：分几步，每步的目标", "Strategy line: stages and their goals"),
        "input_route"),
    Ask(Text("替代方案：僵局时怎么办", "Substitute plan: what if we are deadlocked"),
        "input_fallback"),
    Ask(Text("需求强度：对方缺什么、我们能补什么（只写事实）",
             "Need intensity: what they lack and we supply (facts only)"), "input_intensity"),
)  # fmt: skip
PRESSURE = (
    Ask(Text("情景性压力：来源与影响", "Pressure of the situation: source, effect"),
        "input_pressure_situation"),
    Ask(Text("应对", "Our answer"), "input_answer_situation"),
    Ask(Text("预期性压力：来源与影响", "Pressure of what may come: source, effect"),
        "input_pressure_expected"),
    Ask(Text("应对（如延长时间）", "Our answer (such as taking more time)"),
        "input_answer_expected"),
)  # fmt: skip
READY = (
    ("market", "市场信息", "Market information"),
    ("product", "产品知识", "Product knowledge"),
    ("dress", "仪表", "Appearance"),
    ("mind", "心态", "Frame of mind"),
    ("route", "路线与时间", "Route and time"),
    ("value", "共同价值点", "Common value"),
    ("need", "需求强度", "Need intensity"),
    ("substitute", "替代方案", "Substitute plan"),
    ("chips", "谈判筹码", "Chips"),
)
YES_NO = (Text("是", "Yes"), Text("否", "No"))
MODES = (Text("开放式", "Open"), Text("选择式", "Choice"), Text("封闭式", "Closed"))


def build(path: Path, language: Language) -> None:
    """Writes the negotiation-plan template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("opportunity.name"), (4, 6))
    facts(page, FACTS, SPANS)
    page.skip()
    tiles(page, _figures(page), SPANS)
    page.skip()
    reasons(page, REASONS, last=0, height=30)
    page.skip()
    heading = Text("谈判要素", "The key factors")
    page.section(Text(heading.zh + TYPE_HERE.zh, heading.en + TYPE_HERE.en))
    boxes(page, FACTORS, HALVES, height=46)
    page.skip()
    page.section(Text("压力源与应对", "Sources of pressure, and our answers"))
    boxes(page, PRESSURE, HALVES, height=34)
    page.skip()
    page.section(Text("准备清单", "Preparation checklist"))
    checklist(page, [Ask(Text(zh, en), f"input_ready_{name}") for name, zh, en in READY], THIRDS)
    page.skip()
    _typed_tables(page)
    _records(page)
    end(page, {
        "subject": "opportunity",
        "tab_name": TITLE[language] + " {{opportunity.opportunity_id}} {{opportunity.name}}",
        "negotiations__chips": "with chip",
        "negotiations__terms": "with target",
    })  # fmt: skip


def _figures(page: Page) -> list[Fact]:
    money = page.draft.money
    return [
        Fact(money(Text("金额", "Amount")), "opportunity.amount", "money"),
        Fact(Text("准备缺项", "Still missing"), "negotiation_readiness.blocked_by"),
        Fact(Text("准备率", "Readiness"), "negotiation_readiness.readiness", "percent"),
        Fact(money(Text("让步预算", "Concession budget")), "opportunity.concession_budget",
             "money"),
        Fact(money(Text("筹码代价", "Cost of chips")), "negotiation_readiness.chip_cost", "money"),
        Fact(money(Text("超出预算", "Over budget")), "negotiation_readiness.over_budget", "money"),
    ]  # fmt: skip


def _typed_tables(page: Page) -> None:
    page.section(Text("提问设计（开放、选择、封闭各至少一个）",
                      "Questions (at least one open, one choice, one closed)"))  # fmt: skip
    table(page, "questions", [
        Slot(Text("方式", "Mode"), choices=MODES),
        Slot(Text("问题", "Question"), kind="note"),
        Slot(Text("问谁", "To whom")),
        Slot(Text("日期", "On"), kind="date"),
        Slot(Text("提问人", "Asked by")),
        Slot(Text("是否已答", "Answered"), choices=YES_NO),
        Slot(Text("回答", "Answer"), kind="note"),
    ], blanks=5, height=26)  # fmt: skip
    page.skip()
    page.section(Text("让步记录：给出必有交换", "Concessions: nothing given without return"))
    table(page, "concessions", [
        Slot(Text("日期", "Date"), kind="date"),
        Slot(Text("我方给出", "We gave"), kind="note"),
        Slot(Text("代价（元）", "Cost"), kind="money"),
        Slot(Text("批准人", "Approved by")),
        Slot(Text("第几轮", "Round"), kind="count"),
        Slot(Text("对方谁", "Their side")),
        Slot(Text("对方的交换", "In return"), kind="note"),
    ], blanks=4, height=24)  # fmt: skip
    page.skip()
    page.section(Text("行动", "Actions"))
    actions(page, blanks=4, height=24)
    page.skip()


def _records(page: Page) -> None:
    page.section(Text("筹码（金额单位：万元）", "Chips"))
    table(page, "negotiations__chips", [
        titled("negotiations.item", "谈判事项", "Item"),
        titled("negotiations.content", "具体内容", "Content"),
        titled("negotiations.chip", "筹码类型", "Kind of chip"),
        titled("negotiations.our_cost", "我方代价", "Cost to us"),
        titled("negotiations.their_value", "对方价值", "Value to them"),
        titled("negotiations.status", "状态", "Status"),
        titled("negotiations.in_return", "交换条件", "In return"),
        titled("negotiations.timing", "使用时机", "When"),
    ])  # fmt: skip
    page.skip()
    page.section(Text("条款与替代方案", "Terms and substitutes"))
    table(page, "negotiations__terms", [
        titled("negotiations.item", "谈判事项", "Item"),
        titled("negotiations.fallback", "备选办法", "Substitute"),
        titled("negotiations.opening", "开价", "Opening", kind="days"),
        titled("negotiations.target", "目标值", "Target", kind="days"),
        titled("negotiations.floor", "底线", "Floor", kind="days"),
        titled("negotiations.their_limit", "对方底线", "Their limit", kind="days"),
        Slot(Text("谈判空间", "Zone"), "negotiation_zone.reason", role="small"),
        Slot(Text("谈成结果", "Agreed")),
    ], height=34)  # fmt: skip
    page.skip()
    page.section(Text("参加谈判的人", "People at the table"))
    table(page, "contacts", [
        titled("contacts.contact_id", "编号", "ID"),
        titled("contacts.name", "姓名", "Name"),
        titled("contacts.role", "采购角色", "Role"),
        titled("contacts.support", "支持度", "Support"),
        titled("contacts.relationship", "关系阶段", "Relation"),
        titled("contacts.level", "层级", "Level"),
        titled("contacts.title", "职务", "Job title"),
        Slot(Text("是否到场", "Attends"), choices=YES_NO),
    ], height=20)  # fmt: skip
