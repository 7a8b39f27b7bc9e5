"""The team's month: results, funnel, resources, promises and coaching of the team on one tab."""

from pathlib import Path

from workbook_templates.page import Page, Slot
from workbook_templates.plan_page import (
    TYPE_HERE,
    Ask,
    actions,
    banner,
    begin,
    boxes,
    end,
    table,
)
from xlcrm.language import Language, Text

TITLE = Text("团队月报", "Team month")
WIDTHS = {"zh": (13, 20, 12, 12, 12, 12, 12, 12, 12, 40),
          "en": (13, 22, 13, 13, 13, 13, 13, 13, 13, 40)}  # fmt: skip
LAST = 9
HALVES = ((0, 5), (6, LAST))
NOTES = (
    Ask(Text("本月完成了什么", "What the month brought"), "input_summary"),
    Ask(Text("问题与原因", "Problems and their causes"), "input_problems"),
    Ask(Text("下月重点", "Next month's focus"), "input_focus"),
    Ask(Text("需要的支持", "Support needed"), "input_support"),
)


def build(path: Path, language: Language) -> None:
    """Writes the manager's-month template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, Text("金额单位：万元", "All sales people"), page.text(TITLE), (5, 7))
    page.skip()
    page.section(Text("本月小结" + TYPE_HERE.zh, "The month in short" + TYPE_HERE.en))
    boxes(page, NOTES, HALVES, height=44)
    page.skip()
    page.section(Text("辅导记录", "Coaching"))
    table(page, "coaching", [
        Slot(Text("日期", "Date"), kind="date"),
        Slot(Text("谁", "Who")),
        Slot(Text("做得好", "Strength"), kind="note"),
        Slot(Text("要提高", "To improve"), kind="note"),
        Slot(Text("约定", "Agreed"), kind="note"),
        Slot(Text("复查日期", "Check on"), kind="date"),
    ], blanks=4, height=28)  # fmt: skip
    page.skip()
    page.section(Text("团队行动", "Team actions"))
    actions(page, blanks=4, height=24)
    page.skip()
    _results(page)
    _work(page)
    end(page, {"subject": "team", "tab_name": TITLE[language]}, landscape=True)


def _results(page: Page) -> None:
    page.section(Text("任务与预测", "Quotas and forecast"))
    table(page, "owner_forecast", [
        Slot(Text("期间", "Period"), "owner_forecast.period", "month"),
        Slot(Text("负责人", "Owner"), "owner_forecast.owner"),
        Slot(Text("任务额", "Quota"), "owner_forecast.quota", "money"),
        Slot(Text("赢单", "Won"), "owner_forecast.won", "money"),
        Slot(Text("漏斗外", "Outside funnel"), "owner_forecast.small_orders", "money"),
        Slot(Text("加权", "Weighted"), "owner_forecast.weighted", "money"),
        Slot(Text("预计完成", "Outlook"), "owner_forecast.outlook", "money"),
        Slot(Text("达成率", "Attainment"), "owner_forecast.attainment", "percent"),
        Slot(Text("逾期金额", "Overdue"), "owner_forecast.overdue", "money"),
    ], height=16)  # fmt: skip
    page.skip()
    page.section(Text("漏斗余缺", "Funnel balance"))
    table(page, "funnel_balance", [
        Slot(Text("层级", "Level"), "funnel_balance.level"),
        Slot(Text("建议", "Advice"), "funnel_balance.advice", role="small"),
        Slot(Text("现有个数", "Deals"), "funnel_balance.deals", "count"),
        Slot(Text("现有金额", "Amount"), "funnel_balance.amount", "money"),
        Slot(Text("转化率", "Conversion"), "funnel_balance.rate", "percent"),
        Slot(Text("需要个数", "Required"), "funnel_balance.required", "count"),
        Slot(Text("余缺", "Balance"), "funnel_balance.balance", "count"),
    ], height=46)  # fmt: skip
    page.skip()
    page.section(Text("本周变化", "Changes of the week"))
    table(page, "weekly_changes", [
        Slot(Text("商机", "Deal"), "weekly_changes.opportunity_id"),
        Slot(Text("变化", "Change"), "weekly_changes.change"),
        Slot(Text("负责人", "Owner"), "weekly_changes.owner"),
        Slot(Text("金额变化", "Amount"), "weekly_changes.amount_change", "money"),
        Slot(Text("加权变化", "Weighted"), "weekly_changes.weighted_change", "money"),
    ], height=20)  # fmt: skip
    page.skip()


def _work(page: Page) -> None:
    page.section(Text("拜访成效", "Results of visits"))
    table(page, "visit_results", [
        Slot(Text("负责人", "Owner"), "visit_results.owner"),
        Slot(Text("说明", "Reason"), "visit_results.reason", role="small"),
        Slot(Text("计划", "Planned"), "visit_results.planned", "count"),
        Slot(Text("完成", "Done"), "visit_results.done", "count"),
        Slot(Text("5W 齐备", "Five Ws"), "visit_results.prepared", "percent"),
        Slot(Text("目的达成", "Reached"), "visit_results.hit_rate", "percent"),
        Slot(Text("带回承诺", "Committed"), "visit_results.committed", "percent"),
        Slot(Text("客户兑现", "They kept"), "visit_results.kept", "percent"),
        Slot(Text("我方逾期", "Ours overdue"), "visit_results.broken", "count"),
        Slot(Text("主管批注", "Manager's note"), kind="note"),
    ], height=46)  # fmt: skip
    page.skip()
    page.section(Text("资源分配十份", "Ten units of resources"))
    table(page, "resource_allocation", [
        Slot(Text("资源", "Resource"), "resource_allocation.resource"),
        Slot(Text("姿态", "Stance"), "resource_allocation.stance"),
        Slot(Text("计划份数", "Planned"), "resource_allocation.planned", "days"),
        Slot(Text("实际份数", "Actual"), "resource_allocation.actual", "days"),
        Slot(Text("相差", "Difference"), "resource_allocation.difference", "days"),
    ], height=16)  # fmt: skip
    page.skip()
    page.section(Text("未兑现的承诺", "Commitments still open"))
    table(page, "open_commitments", [
        Slot(Text("期限", "Due"), "open_commitments.due", "date"),
        Slot(Text("承诺内容", "What"), "open_commitments.what"),
        Slot(Text("负责人", "Owner"), "open_commitments.who"),
        Slot(Text("承诺方", "Side"), "open_commitments.side"),
        Slot(Text("联系人", "Contact"), "open_commitments.contact"),
        Slot(Text("逾期天数", "Days late"), "open_commitments.days_late", "count"),
    ], height=28)  # fmt: skip
    page.skip()
    page.section(Text("投诉原因", "Causes of complaints"))
    table(page, "complaint_causes", [
        Slot(Text("原因", "Cause"), "complaint_causes.cause"),
        Slot(Text("优先治理", "Treat first"), "complaint_causes.first"),
        Slot(Text("投诉数", "Count"), "complaint_causes.count", "count"),
        Slot(Text("占比", "Share"), "complaint_causes.share", "percent"),
        Slot(Text("结案天数", "Days to close"), "complaint_causes.closing", "days"),
    ], height=20)  # fmt: skip
