"""The visit plan: what the customer shall do afterwards, what we bring, what came of it."""

from pathlib import Path

from workbook_templates.page import Slot, token
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
    titled,
    words_of,
)
from xlcrm.language import Language, Text
from xlcrm.sheets.activity import ActivityKind, ActivityPurpose

TITLE = Text("拜访计划", "Visit plan")
WIDTHS = {"zh": (17, 26, 13, 13, 13, 26, 14, 22), "en": (18, 27, 14, 14, 14, 26, 15, 22)}
LAST = 7
SPANS = ((0, 0), (1, 1), (2, 3), (4, 5), (6, 6), (LAST, LAST))
HALVES = ((0, 3), (4, LAST))
THIRDS = ((0, 1), (2, 5), (6, LAST))
WHOLE = ((0, LAST),)

FACTS = (
    Fact(Text("客户编号", "Account ID"), "account.account_id"),
    Fact(Text("负责人", "Owner"), "account.owner"),
    Fact(Text("行业", "Industry"), "account.industry"),
    Fact(Text("地址", "Address"), "account.address"),
    Fact(Text("价值等级", "Value grade"), "account_value.grade"),
    Fact(Text("攻守姿态", "Stance"), "attack_defence.stance"),
)
REASONS = (
    Fact(Text("接触节奏", "Pace of contact"), "visit_cadence.reason"),
    Fact(Text("攻守判断", "Stance"), "attack_defence.reason"),
    Fact(Text("回款判断", "Payments"), "dso_countback.reason"),
)
FIVE_W = (
    Ask(Text("WHO 针对谁", "WHO: whom we meet"), "input_who"),
    Ask(Text("WHAT 什么形式", "WHAT: in what form"), "input_what", "text", words_of(ActivityKind)),
    Ask(Text("WHERE 在哪里", "WHERE"), "input_where"),
    Ask(Text("WHEN 什么时候", "WHEN"), "input_when", "date"),
)
FIVE_W_SPANS = ((0, 1), (2, 4), (5, 6), (LAST, LAST))
WHY = (
    Ask(Text("WHY 目的：结束时客户会做什么（谁、做什么、何时前）",
             "WHY: what the customer will do afterwards (who, what, by when)"), "input_objective"),
    Ask(Text("作用", "What it is to bring about"), "input_purpose", "text",
        words_of(ActivityPurpose)),
)  # fmt: skip
WHY_SPANS = ((0, 5), (6, LAST))
QUESTIONS = (
    Ask(Text("客户为什么要花时间见我？", "Why should the customer see me?"), "input_why_me"),
    Ask(Text("我能给他什么有价值的东西？", "What do I offer of value to them?"), "input_offer"),
    Ask(Text("与他见过的别人比，我有什么不同？（至少比一家）",
             "What is special beside others they met? (name one at least)"), "input_special"),
)  # fmt: skip
KIT = (
    ("cards", "名片 ★", "Cards ★"),
    ("notebook", "笔记本 ★", "Notebook ★"),
    ("addresses", "通讯录 ★", "Address book ★"),
    ("technical", "产品技术资料 ★", "Technical data ★"),
    ("prices", "报价单 ★", "Price list ★"),
    ("catalogue", "产品型录", "Catalogue"),
    ("press", "相关新闻影本", "Press copies"),
    ("agreement", "协议", "Agreement"),
    ("paper", "白纸", "Blank paper"),
    ("pens", "笔记用品", "Writing tools"),
    ("gift", "小礼品（不超限额）", "Small gift (within limit)"),
)
PROMISES = (
    Ask(Text("客户的承诺", "What the customer promised"), "input_their_promise"),
    Ask(Text("期限", "By"), "input_their_promise_due", "date"),
    Ask(Text("我方的承诺", "What we promised"), "input_our_promise"),
    Ask(Text("期限", "By"), "input_our_promise_due", "date"),
)
PROMISE_SPANS = ((0, 2), (3, 3), (4, 6), (LAST, LAST))
CAUSES = (Text("准备不足", "Not prepared"), Text("需求没有问清", "Needs not probed"),
          Text("报价时机不对", "Price at the wrong time"), Text("其他", "Other"),
          Text("达到目的", "Objective reached"))  # fmt: skip
DEBRIEF = (
    Ask(Text("实际结果", "What happened"), "input_result"),
    Ask(Text("客户确认过的总结", "Summary the customer agreed to"), "input_summary"),
    Ask(Text("得到的经验教训", "What we learned"), "input_lesson"),
    Ask(Text("下次怎么做", "What we shall do differently"), "input_next_time"),
)


def build(path: Path, language: Language) -> None:
    """Writes the visit-plan template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("account.name"), (4, 6))
    facts(page, FACTS, SPANS)
    page.skip()
    reasons(page, REASONS, last=0, height=26)
    page.skip()
    heading = Text("五个 W", "Five Ws")
    page.section(Text(heading.zh + TYPE_HERE.zh, heading.en + TYPE_HERE.en))
    boxes(page, FIVE_W, FIVE_W_SPANS, height=24)
    boxes(page, WHY, WHY_SPANS, height=34)
    page.skip()
    page.section(Text("站在客户立场的三个问题", "Three questions from the customer's side"))
    boxes(page, QUESTIONS, WHOLE, height=28)
    page.skip()
    page.section(Text("道具清单（★ 首次拜访必带）", "Kit (★ needed on a first visit)"))
    checklist(page, [Ask(Text(zh, en), f"input_kit_{name}") for name, zh, en in KIT], THIRDS)
    page.skip()
    page.section(Text("带回的承诺", "Commitments brought back"))
    boxes(page, PROMISES, PROMISE_SPANS, height=28)
    page.skip()
    page.section(Text("复盘", "Debrief"))
    cause = Ask(Text("结论", "Verdict"), "input_cause", "text", CAUSES)
    boxes(page, [cause], ((0, 1),), height=22)
    boxes(page, DEBRIEF, HALVES, height=36)
    page.skip()
    page.section(Text("后续行动", "Actions that follow"))
    actions(page, blanks=3, height=24)
    page.skip()
    page.section(Text("联系人", "People"))
    table(page, "contacts", [
        titled("contacts.contact_id", "编号", "ID"),
        titled("contacts.name", "姓名", "Name"),
        titled("contacts.role", "采购角色", "Role"),
        titled("contacts.attitude", "创新态度", "Attitude"),
        titled("contacts.support", "支持度", "Support"),
        titled("contacts.title", "职务", "Job title"),
        titled("contacts.last_contact", "最近联系", "Last contact"),
        Slot(Text("这次谈什么", "What to talk about")),
    ], height=24)  # fmt: skip
    page.skip()
    page.section(Text("进行中的商机（金额单位：万元）", "Open opportunities"))
    table(page, "opportunities", [
        titled("opportunities.opportunity_id", "编号", "ID"),
        titled("opportunities.name", "商机名称", "Opportunity"),
        Slot(Text("核定层级", "Level met"), "project_funnel.level_name"),
        titled("opportunities.amount", "金额", "Amount"),
        titled("opportunities.close_date", "预计签约", "Close date"),
        Slot(Text("缺少条件", "Missing gates"), "project_funnel.missing", role="small"),
        titled("opportunities.next_step_date", "下一步日期", "Next step on"),
        titled("opportunities.next_step", "下一步", "Next step"),
    ])  # fmt: skip
    page.skip()
    page.section(Text("尚未兑现的承诺", "Commitments still open"))
    table(page, "open_commitments", [
        Slot(Text("承诺方", "Side"), "open_commitments.side"),
        Slot(Text("承诺内容", "What"), "open_commitments.what"),
        Slot(Text("期限", "Due"), "open_commitments.due", "date"),
        Slot(Text("逾期天数", "Days late"), "open_commitments.days_late", "count"),
        Slot(Text("负责人", "Owner"), "open_commitments.who"),
        Slot(Text("联系人", "Contact"), "open_commitments.contact"),
    ], height=20)  # fmt: skip
    page.skip()
    page.section(Text("最近五次活动", "The last five activities"))
    table(page, "activities", [
        titled("activities.day", "日期", "Day"),
        titled("activities.objective", "目的", "Objective"),
        titled("activities.kind", "类型", "Kind"),
        titled("activities.objective_met", "目的达成", "Reached"),
        titled("activities.owner", "负责人", "Owner"),
        titled("activities.result", "实际结果", "Result"),
        titled("activities.status", "状态", "Status"),
        titled("activities.customer_commitment", "客户承诺", "They promised"),
    ])  # fmt: skip
    end(page, {"subject": "account", "tab_name": TITLE[language] + " {{account.name}}",
               "opportunities": "open", "activities": "last 5"})  # fmt: skip
