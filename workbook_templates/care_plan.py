"""The care plan: tier, calendar, gifts within limits, complaints followed up."""

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
    end,
    facts,
    reasons,
    table,
    tiles,
    titled,
    words_of,
)
from xlcrm.language import Language, Text
from xlcrm.sheets.care import CareKind

TITLE = Text("关怀计划", "Care plan")
WIDTHS = {"zh": (20, 22, 13, 12, 13, 13, 22, 24), "en": (20, 22, 14, 13, 14, 14, 23, 24)}
LAST = 7
SPANS = ((0, 0), (1, 1), (2, 3), (4, 5), (6, 6), (LAST, LAST))
HALVES = ((0, 3), (4, LAST))

FACTS = (
    Fact(Text("客户编号", "Account ID"), "account.account_id"),
    Fact(Text("负责人", "Owner"), "account.owner"),
    Fact(Text("客户性质", "Ownership"), "account.ownership"),
    Fact(Text("关系层次（1–4）", "Relation level (1–4)"), "relationship_levels.level", "count"),
    Fact(Text("忠诚级（0–3）", "Loyalty (0–3)"), "loyalty_marks.class", "count"),
    Fact(Text("维系手段", "Ties in use"), "customer_ties.coverage", "percent"),
)
FIGURES = (
    Fact(Text("关怀等级", "Care tier"), "account.care_tier"),
    Fact(Text("下次关怀", "Next care"), "care_calendar.next", "date"),
    Fact(Text("逾期次数", "Overdue"), "care_calendar.overdue", "count"),
    Fact(Text("到期完成率", "Done of those due"), "care_calendar.due_rate", "percent"),
    Fact(Text("满意等级（0–3）", "Satisfaction (0–3)"), "satisfaction_grade.grade", "count"),
    Fact(Text("关系牢固度", "Firmness"), "customer_ties.firmness", "percent"),
)
REASONS = (
    Fact(Text("关怀日历", "Calendar"), "care_calendar.reason"),
    Fact(Text("满意判断", "Satisfaction"), "satisfaction_grade.reason"),
    Fact(Text("忠诚判断", "Loyalty"), "loyalty_marks.reason"),
    Fact(Text("关系层次", "Relation level"), "relationship_levels.reason"),
)
PLANS = (
    Ask(Text("这一年要达到什么", "What this year's care is to achieve"), "input_goal"),
    Ask(Text("手段与形式", "Means and forms"), "input_means"),
    Ask(Text("要避免的事（合规、对方的规定）", "What to avoid (our rules and theirs)"),
        "input_avoid"),
    Ask(Text("客户反馈与调整", "Feedback, and what we change"), "input_feedback"),
)  # fmt: skip


def build(path: Path, language: Language) -> None:
    """Writes the care-plan template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("account.name"), (4, 6))
    facts(page, FACTS, SPANS)
    page.skip()
    tiles(page, FIGURES, SPANS)
    page.skip()
    reasons(page, REASONS, last=0, height=30)
    page.skip()
    heading = Text("关怀思路", "How we care")
    page.section(Text(heading.zh + TYPE_HERE.zh, heading.en + TYPE_HERE.en))
    boxes(page, PLANS, HALVES, height=40)
    page.skip()
    _planned(page)
    page.section(Text("后续行动", "Actions"))
    actions(page, blanks=4, height=24)
    page.skip()
    _records(page)
    end(page, {"subject": "account", "tab_name": TITLE[language] + " {{account.name}}",
               "care__gifts": "with limit"})  # fmt: skip


def _planned(page: Page) -> None:
    page.section(Text("想增加的关怀（超过限额先审批）", "Care to add (over the limit: approval)"))
    table(page, "care_ideas", [
        Slot(Text("计划日期", "Planned"), kind="date"),
        Slot(Text("关怀内容", "Care"), kind="note"),
        Slot(Text("类型", "Kind"), choices=words_of(CareKind)),
        Slot(Text("对谁", "For whom")),
        Slot(Text("费用（元）", "Cost"), kind="money"),
        Slot(Text("限额（元）", "Limit"), kind="money"),
        Slot(Text("审批人", "Approver")),
        Slot(Text("形式与手段", "Form and means"), kind="note"),
    ], blanks=4, height=24)  # fmt: skip
    page.skip()


def _records(page: Page) -> None:
    page.section(Text("关怀日历", "Calendar"))
    table(page, "care", [
        titled("care.action", "关怀内容", "Care"),
        titled("care.planned", "计划日期", "Planned"),
        titled("care.kind", "类型", "Kind"),
        Slot(Text("对谁", "For whom"), "contacts.name"),
        titled("care.approval", "审批", "Approval"),
        titled("care.done", "执行日期", "Done"),
        titled("care.feedback", "客户反馈", "Feedback"),
        Slot(Text("注意事项", "Mind")),
    ])  # fmt: skip
    page.skip()
    page.section(Text("有限额的礼品与活动（元）", "Gifts and events with a limit"))
    table(page, "care__gifts", [
        titled("care.action", "内容", "What"),
        titled("care.planned", "计划日期", "Planned"),
        titled("care.kind", "类型", "Kind"),
        Slot(Text("对谁", "For whom"), "contacts.name"),
        titled("care.cost", "费用", "Cost"),
        titled("care.limit", "限额", "Limit"),
        titled("care.approver", "审批人", "Approver"),
        titled("care.approval", "审批状态", "Approval"),
    ], height=20)  # fmt: skip
    page.skip()
    page.section(Text("投诉跟进", "Complaints followed up"))
    table(page, "complaints", [
        titled("complaints.complaint_id", "编号", "ID"),
        titled("complaints.description", "投诉内容", "What was said"),
        titled("complaints.cause", "原因", "Cause"),
        titled("complaints.severity", "严重程度", "Severity"),
        titled("complaints.received", "投诉日期", "Received"),
        Slot(Text("处理状态", "State"), "complaint_process.state"),
        Slot(Text("处理说明", "How it stands"), "complaint_process.reason", role="small"),
        Slot(Text("下一步", "Next step")),
    ], height=34)  # fmt: skip
    page.skip()
    page.section(Text("各级应有的关怀", "What each tier is due"))
    table(page, "care_tiers", [
        Slot(Text("级别", "Tier"), "care_tiers.tier"),
        Slot(Text("应有关怀", "Entitlement"), "care_tiers.entitlement"),
        Slot(Text("每年次数", "Times a year"), "care_tiers.times", "count"),
    ], height=20)  # fmt: skip
