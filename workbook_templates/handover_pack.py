"""The handover pack: all that a successor needs on one tab, kept for the company."""

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

TITLE = Text("交接包", "Handover pack")
WIDTHS = {"zh": (13, 26, 13, 13, 13, 26, 17, 24), "en": (13, 27, 15, 14, 14, 27, 18, 24)}
LAST = 7
SPANS = ((0, 0), (1, 1), (2, 3), (4, 5), (6, 6), (LAST, LAST))
HALVES = ((0, 3), (4, LAST))
THIRDS = ((0, 1), (2, 5), (6, LAST))

FACTS = (
    Fact(Text("客户编号", "Account ID"), "account.account_id"),
    Fact(Text("地址", "Address"), "account.address"),
    Fact(Text("行业", "Industry"), "account.industry"),
    Fact(Text("统一社会信用代码", "Credit code"), "account.credit_code"),
    Fact(Text("电话", "Phone"), "account.phone"),
    Fact(Text("档案更新", "File reviewed"), "account.reviewed", "date"),
    Fact(Text("账期（天）", "Terms (days)"), "account.payment_terms", "count"),
    Fact(Text("物流要求", "Delivery"), "account.delivery"),
    Fact(Text("合同编号", "Contract"), "account.contract_number"),
    Fact(Text("合同到期", "Contract until"), "account.contract_until", "date"),
    Fact(Text("信用等级", "Credit grade"), "account.credit_grade"),
    Fact(Text("关怀等级", "Care tier"), "account.care_tier"),
    Fact(Text("现负责人", "Owner"), "account.owner"),
    Fact(Text("原负责人", "Previous owner"), "account.previous_owner"),
    Fact(Text("接手日期", "Owner since"), "account.owner_since", "date"),
    Fact(Text("换人原因", "Reason for change"), "account.change_reason"),
    Fact(Text("批准人", "Approved by"), "account.change_approver"),
    Fact(Text("交接日期", "Handover on"), "account.handover", "date"),
)
REASONS = (
    Fact(Text("交接准备", "Readiness"), "handover_readiness.reason"),
    Fact(Text("客户价值", "Value"), "account_value.reason"),
    Fact(Text("回款", "Payments"), "dso_countback.reason"),
    Fact(Text("发展计划", "Development"), "account.development_plan"),
    Fact(Text("增值服务", "Services given"), "account.value_added_services"),
    Fact(Text("优惠政策", "Policies given"), "account.preferential_policies"),
)
NOTES = (
    Ask(Text("口头约定（系统里没有的）", "What was agreed by word of mouth"), "input_agreed"),
    Ask(Text("接手后第一个月要做的", "What the first month needs"), "input_first_month"),
    Ask(Text("风险与未了的事", "Risks and unfinished matters"), "input_risks"),
    Ask(Text("合作方式：怎样对这家客户最有效", "How to work with this customer"),
        "input_ways"),
)  # fmt: skip
STEPS = (
    ("file", "档案已核对", "File checked"),
    ("introduced", "已当面引荐", "Introduced in person"),
    ("contracts", "合同与报价已移交", "Contracts and quotes passed on"),
    ("receivable", "应收已核对", "Receivables checked"),
    ("promises", "未兑现承诺已确认", "Open promises confirmed"),
    ("informed", "客户已书面通知", "Customer told in writing"),
)
SIGNED = (
    Ask(Text("交出人", "Handed over by"), "input_from", "text"),
    Ask(Text("接手人", "Taken over by"), "input_to", "text"),
    Ask(Text("见证人", "Witness"), "input_witness", "text"),
    Ask(Text("日期", "Date"), "input_signed", "date"),
)
SIGNED_SPANS = ((0, 1), (2, 4), (5, 6), (LAST, LAST))


def build(path: Path, language: Language) -> None:
    """Writes the handover-pack template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("account.name"), (4, 6))
    facts(page, FACTS, SPANS)
    page.skip()
    tiles(page, _figures(page), SPANS)
    page.skip()
    reasons(page, REASONS, last=0, height=26)
    page.skip()
    heading = Text("交接人要说的", "What the predecessor says")
    page.section(Text(heading.zh + TYPE_HERE.zh, heading.en + TYPE_HERE.en))
    boxes(page, NOTES, HALVES, height=44)
    page.skip()
    page.section(Text("交接清单", "Checklist"))
    checklist(page, [Ask(Text(zh, en), f"input_step_{name}") for name, zh, en in STEPS], THIRDS)
    boxes(page, SIGNED, SIGNED_SPANS, height=24)
    page.skip()
    page.section(Text("交接行动", "Actions"))
    actions(page, blanks=4, height=24)
    page.skip()
    _records(page)
    end(page, {"subject": "account", "tab_name": TITLE[language] + " {{account.name}}",
               "opportunities": "open", "activities": "last 5"})  # fmt: skip


def _figures(page: Page) -> list[Fact]:
    money = page.draft.money
    return [
        Fact(Text("交接完整率", "Ready"), "handover_readiness.share", "percent"),
        Fact(Text("可以交接", "May be handed over"), "handover_readiness.ready"),
        Fact(Text("最近下一步", "Next step"), "handover_readiness.next_step", "date"),
        Fact(money(Text("年销售额", "Annual sales")), "account.sales", "money"),
        Fact(Text("价值等级", "Value grade"), "account_value.grade"),
        Fact(Text("攻守姿态", "Stance"), "attack_defence.stance"),
    ]


def _records(page: Page) -> None:
    page.section(Text("联系人", "People"))
    table(page, "contacts", [
        titled("contacts.contact_id", "编号", "ID"),
        titled("contacts.name", "姓名", "Name"),
        titled("contacts.role", "采购角色", "Role"),
        titled("contacts.relationship", "关系阶段", "Relation"),
        titled("contacts.support", "支持度", "Support"),
        titled("contacts.title", "职务", "Job title"),
        titled("contacts.phone", "手机", "Mobile"),
        Slot(Text("交接说明", "Handover note")),
    ], height=24)  # fmt: skip
    page.skip()
    page.section(Text("进行中的商机（金额单位：万元）", "Open opportunities"))
    table(page, "opportunities", [
        titled("opportunities.opportunity_id", "编号", "ID"),
        titled("opportunities.name", "商机名称", "Opportunity"),
        Slot(Text("核定层级", "Level met"), "project_funnel.level_name"),
        titled("opportunities.amount", "金额", "Amount"),
        titled("opportunities.close_date", "预计签约", "Close date"),
        titled("opportunities.next_step", "下一步", "Next step"),
        titled("opportunities.next_step_date", "下一步日期", "Next step on"),
        Slot(Text("交接说明", "Handover note")),
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
        titled("activities.status", "状态", "Status"),
        titled("activities.owner", "负责人", "Owner"),
        titled("activities.result", "实际结果", "Result"),
    ])  # fmt: skip
    page.skip()
    page.section(Text("投诉", "Complaints"))
    table(page, "complaints", [
        titled("complaints.complaint_id", "编号", "ID"),
        titled("complaints.description", "投诉内容", "What was said"),
        titled("complaints.cause", "原因", "Cause"),
        titled("complaints.received", "投诉日期", "Received"),
        titled("complaints.closed", "结案日期", "Closed"),
        titled("complaints.solution", "解决方案", "Solution"),
    ])  # fmt: skip
