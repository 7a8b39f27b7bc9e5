"""The opportunity plan: what is known of one deal, what is not, and how it will be closed."""

from pathlib import Path

from workbook_templates.page import Page, Slot, token
from workbook_templates.plan_page import (
    TYPE_HERE,
    Ask,
    Fact,
    actions,
    answer,
    banner,
    begin,
    boxes,
    end,
    facts,
    reasons,
    table,
    tiles,
    titled,
)
from xlcrm.language import Language, Text
from xlcrm.sheets import fields_of, sheet_model

TITLE = Text("商机计划", "Opportunity plan")
WIDTHS = {"zh": (12, 24, 15, 10, 12, 26, 12, 26), "en": (12, 26, 15, 11, 13, 26, 12, 26)}
LAST = 7
SPANS = ((0, 0), (1, 1), (2, 3), (4, 4), (5, 5), (6, LAST))
HALVES = ((0, 3), (4, LAST))
LEVELS = ((0, 1), (2, 4), (5, 5), (6, LAST))

FACTS = (
    Fact(Text("商机编号", "ID"), "opportunity.opportunity_id"),
    Fact(Text("客户", "Customer"), "account.name"),
    Fact(Text("负责人", "Owner"), "opportunity.owner"),
    Fact(Text("产品", "Product"), "opportunity.product"),
    Fact(Text("采购阶段", "Procurement stage"), "opportunity.procurement_stage"),
    Fact(Text("最强对手", "Strongest rival"), "competitive_position.rival"),
    Fact(Text("状态", "Status"), "opportunity.status"),
    Fact(Text("销售步骤", "Selling step"), "opportunity.selling_step"),
    Fact(Text("填报层级", "Level typed"), "opportunity.stage"),
    Fact(Text("核定层级", "Level met"), "project_funnel.level_name"),
    Fact(Text("下一步", "Next step"), "opportunity.next_step"),
    Fact(Text("下一步日期", "Next step on"), "opportunity.next_step_date", "date"),
)
REASONS = (
    Fact(Text("漏斗层级", "Funnel level"), "project_funnel.reason"),
    Fact(Text("立项结论", "Go or no-go"), "opportunity_assessment.reason"),
    Fact(Text("竞争态势", "Against rivals"), "competitive_position.reason"),
    Fact(Text("决策覆盖", "Decision makers"), "decision_coverage.reason"),
    Fact(Text("停滞迹象", "Signs of stalling"), "stalled_deals.reason"),
)
BACKGROUND = ("environment", "core_business", "finances", "application", "description",
              "decision_path", "goal", "payback", "risk", "cost_of_waiting", "emphasis",
              "compelling_event")  # fmt: skip
SPIN = (Text("背景问题", "Situation"), Text("难点问题", "Problem"),
        Text("暗示问题", "Implication"), Text("需求效益问题", "Need-payoff"))  # fmt: skip


def build(path: Path, language: Language) -> None:
    """Writes the opportunity-plan template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("opportunity.name"), (4, 6))
    facts(page, FACTS, SPANS)
    page.skip()
    tiles(page, _figures(page), SPANS)
    page.skip()
    reasons(page, REASONS, last=0, height=30)
    page.skip()
    goal = Text("赢单策略", "How we win")
    page.section(Text(goal.zh + TYPE_HERE.zh, goal.en + TYPE_HERE.en))
    boxes(page, (
        Ask(Text("我们凭什么赢", "Why we win"), "input_strategy"),
        Ask(Text("最大的风险", "Greatest risk"), "input_risk"),
    ), HALVES)  # fmt: skip
    page.skip()
    _background(page)
    _questions(page)
    _gates(page)
    _typed_tables(page)
    _records(page)
    end(page, {"subject": "opportunity", "tab_name": "{{opportunity.opportunity_id}} "
               "{{opportunity.name}}"})  # fmt: skip


def _figures(page: Page) -> list[Fact]:
    money = page.draft.money
    return [
        Fact(money(Text("金额", "Amount")), "opportunity.amount", "money"),
        Fact(money(Text("加权金额", "Weighted")), "weighted_amount.weighted", "money"),
        Fact(Text("采用赢率", "Probability"), "weighted_amount.probability_used", "percent"),
        Fact(Text("评估净分", "Net score"), "opportunity_assessment.score", "percent"),
        Fact(Text("回答覆盖率", "Answers covered"), "opportunity_assessment.coverage", "percent"),
        Fact(Text("预计签约", "Close date"), "opportunity.close_date", "date"),
    ]


def _background(page: Page) -> None:
    page.section(Text("客户与商机背景", "Background"))
    named = {field.name: field.column for field in fields_of(sheet_model("opportunities"))}
    reasons(page, [
        Fact(Text(named[name].zh, named[name].en), f"opportunity.{name}") for name in BACKGROUND
    ], last=1, height=20)  # fmt: skip
    page.skip()


def _questions(page: Page) -> None:
    """Twenty questions: answer, evidence, and what to find out next."""
    page.section(Text("商机评估二十问（+ 有利，− 不利，? 未知）",
                      "Twenty questions (+ for us, − against us, ? unknown)"))  # fmt: skip
    blocks = (Text("净分：是否立项", "Net: is it real"),
              Text("净分：是否我的商机", "Net: is it ours"),
              Text("净分：是否能赢", "Net: can we win"),
              Text("净分：是否值得赢", "Net: is it worth it"))  # fmt: skip
    facts(page, [
        Fact(label, f"opportunity_assessment.block{number}", "percent")
        for number, label in enumerate(blocks, start=1)
    ], LEVELS)  # fmt: skip
    style = page.draft.style
    heads = (Text("问题", "Question"), Text("回答", "Answer"), Text("依据", "Evidence"),
             Text("下一步弄清什么", "What to find out"))  # fmt: skip
    spans = ((0, 2), (3, 3), (4, 5), (6, LAST))
    page.sheet.set_row(page.row, 22)
    for head, (first, last) in zip(heads, spans, strict=True):
        page.put(first, page.text(head), style("header"), last=last)
    page.row += 1
    asked = [f for f in fields_of(sheet_model("assessments")) if f.name.startswith("q")]
    for field in asked:
        page.sheet.set_row(page.row, 20)
        evidence = field.name.replace("q", "assessments.evidence")
        page.put(0, field.column.header(page.draft.language), style("body"), last=2)
        page.put(3, token(f"assessments.{field.name}"), style("body", align="center"))
        page.put(4, token(evidence), style("body", "note"), last=5)
        answer(page, Ask(heads[3], f"input_{field.name}"), 6, LAST)
        page.row += 1
    page.skip()


def _gates(page: Page) -> None:
    """The fourteen conditions under the level they belong to."""
    page.section(Text("漏斗各层条件", "Conditions of the funnel levels"))
    gates = [f for f in fields_of(sheet_model("opportunities")) if f.name.startswith("gate_")]
    levels = (Text("潜在商机", "Potential"), Text("落实项目", "Confirmed"),
              Text("我的项目", "Ours"), Text("项目胜算", "Winning"))  # fmt: skip
    counts = (2, 4, 4, 4)
    start = 0
    for level, count in zip(levels, counts, strict=True):
        entries = [
            Fact(Text(f"{level.zh}·{g.column.zh}", f"{level.en}: {g.column.en}"),
                 f"opportunity.{g.name}")
            for g in gates[start : start + count]
        ]  # fmt: skip
        facts(page, entries, LEVELS, height=16)
        start += count
    page.skip()


def _typed_tables(page: Page) -> None:
    page.section(Text("SPIN 提问", "SPIN questions"))
    table(page, "spin", [
        Slot(Text("类型", "Kind"), choices=SPIN),
        Slot(Text("问题", "Question"), kind="note"),
        Slot(Text("问谁", "To whom")),
        Slot(Text("日期", "On"), kind="date"),
        Slot(Text("负责人", "Owner")),
        Slot(Text("客户的回答", "Their answer"), kind="note"),
    ], blanks=4, height=24)  # fmt: skip
    page.skip()
    page.section(Text("FFAB 展开", "FFAB: from feature to benefit"))
    table(page, "ffab", [
        Slot(Text("产品", "Product")),
        Slot(Text("特点", "Feature"), kind="note"),
        Slot(Text("功能", "Function"), kind="note"),
        Slot(Text("对应需求", "Need met"), kind="note"),
        Slot(Text("对谁", "For whom")),
        Slot(Text("优点", "Advantage"), kind="note"),
        Slot(Text("依据", "Evidence")),
        Slot(Text("带来的利益", "Benefit"), kind="note"),
    ], blanks=3)  # fmt: skip
    page.skip()
    page.section(Text("签约计划", "Close plan"))
    actions(page, height=24)
    page.skip()


def _records(page: Page) -> None:
    page.section(Text("决策因素与对手", "Decision factors against rivals"))
    table(page, "decision_factors", [
        titled("decision_factors.factor", "因素", "Factor"),
        titled("decision_factors.strategy", "影响策略", "Strategy"),
        titled("decision_factors.factor_class", "类别", "Class"),
        titled("decision_factors.strength", "我方强度", "Ours", kind="count"),
        titled("decision_factors.rival_strength", "对手强度", "Rival's", kind="count"),
        titled("decision_factors.rival", "最强对手", "Strongest rival"),
        titled("decision_factors.priority", "优先级", "Priority", kind="count"),
        Slot(Text("下一步", "Next step")),
    ])  # fmt: skip
    page.skip()
    page.section(Text("决策人", "People who decide"))
    table(page, "contacts", [
        titled("contacts.contact_id", "编号", "ID"),
        titled("contacts.name", "姓名", "Name"),
        titled("contacts.role", "采购角色", "Role"),
        titled("contacts.support", "支持度", "Support"),
        titled("contacts.relationship", "关系阶段", "Relation"),
        titled("contacts.title", "职务", "Job title"),
        titled("contacts.last_contact", "最近联系", "Last contact"),
        Slot(Text("下一步", "Next step")),
    ])  # fmt: skip
    page.skip()
    page.section(Text("这笔商机的需求", "Needs in this deal"))
    table(page, "needs", [
        titled("needs.raised", "提出日期", "Raised"),
        titled("needs.need", "需求", "Need"),
        titled("needs.level", "需求阶梯", "Ripeness"),
        titled("needs.weight", "核心/卫星", "Core"),
        titled("needs.status", "状态", "Status"),
        titled("needs.in_their_words", "客户原话", "Their words"),
        titled("needs.depth", "深度", "Depth"),
        titled("needs.answer", "满足方案", "Our answer"),
    ])  # fmt: skip
