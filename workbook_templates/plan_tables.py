"""The repeating tables of an account plan and its chart of sales and receivables."""

from dataclasses import replace

from workbook_templates.charts import Series, Spot, add_series, axis, chart, gridlines, place
from workbook_templates.look import ACCENT, SECOND
from workbook_templates.page import Page, Slot, field_slot
from workbook_templates.plan_page import table, titled
from xlcrm.language import Text

INTENT = (Text("推进", "Pursue"), Text("观察", "Watch"), Text("不做", "Leave"))
"""What we mean to do about a product a customer does not buy."""


def opportunity_slots() -> list[Slot]:
    """Open deals: rival, what the gates say, what is unknown, and this month's action."""
    return [
        titled("opportunities.opportunity_id", "商机编号", "ID"),
        titled("opportunities.name", "商机名称", "Opportunity"),
        Slot(Text("核定层级", "Level met"), "project_funnel.level_name"),
        titled("opportunities.competitor", "竞争对手", "Rival"),
        titled("opportunities.amount", "金额", "Amount"),
        Slot(Text("加权金额", "Weighted"), "weighted_amount.weighted", "money"),
        titled("opportunities.close_date", "预计签约", "Close date"),
        Slot(Text("缺少条件", "Missing gates"), "project_funnel.missing", role="small"),
        Slot(Text("未知问题", "Unknown questions"), "opportunity_assessment.unknown", role="small"),
        Slot(Text("评估净分", "Net score"), "opportunity_assessment.score", "percent"),
        Slot(Text("覆盖率", "Covered"), "opportunity_assessment.coverage", "percent"),
        Slot(Text("本月行动", "Action this month")),
    ]


def contact_slots() -> list[Slot]:
    """The people of the account and the next step with each."""
    return [
        titled("contacts.contact_id", "联系人编号", "ID"),
        titled("contacts.name", "姓名", "Name"),
        field_slot("contacts.role"),
        field_slot("contacts.attitude"),
        field_slot("contacts.support"),
        titled("contacts.relationship", "关系阶段", "Relation"),
        field_slot("contacts.last_contact"),
        field_slot("contacts.department"),
        field_slot("contacts.title"),
        field_slot("contacts.level"),
        titled("contacts.reports_to", "汇报给", "Reports to"),
        Slot(Text("下一步", "Next step")),
    ]


def white_space_slots() -> list[Slot]:
    """Products bought, in talks and not bought, and what we mean to do."""
    return [
        Slot(Text("产品", "Product"), "white_space.product"),
        Slot(Text("购买情况", "State"), "white_space.state"),
        Slot(Text("近一年", "In a year"), "white_space.bought", "money"),
        Slot(Text("同行客户", "Other buyers"), "white_space.buyers", "count"),
        Slot(Text("最近订单", "Last order"), "white_space.last", "date"),
        Slot(Text("本季打算", "Intent"), choices=INTENT),
        Slot(Text("负责人", "Owner")),
        Slot(Text("下一步", "Next step")),
    ]


def need_slots() -> list[Slot]:
    """What the customer needs, how ripe, in whose words, and our answer."""
    return [
        titled("needs.need", "需求", "Need"),
        titled("needs.level", "需求阶梯", "Ripeness"),
        titled("needs.weight", "核心/卫星", "Core"),
        titled("needs.depth", "深度", "Depth"),
        titled("needs.status", "状态", "Status"),
        titled("needs.raised", "提出日期", "Raised"),
        titled("needs.in_their_words", "客户原话", "Their words"),
        titled("needs.answer", "满足方案", "Our answer"),
    ]


def care_slots() -> list[Slot]:
    """Acts of care with their approval, and what to mind."""
    return [
        titled("care.action", "关怀内容", "Care"),
        titled("care.kind", "类型", "Kind"),
        titled("care.form", "形式", "Form"),
        titled("care.approval", "审批", "Approval"),
        titled("care.planned", "计划日期", "Planned"),
        titled("care.done", "执行日期", "Done"),
        titled("care.feedback", "客户反馈", "Feedback"),
        Slot(Text("注意事项", "Mind")),
    ]


def records(page: Page) -> None:
    """Deals, people, products, needs and care."""
    page.section(Text("进行中的商机（金额单位：万元）", "Open opportunities"))
    table(page, "opportunities", opportunity_slots(), height=40)
    page.skip()
    page.section(Text("决策地图：关键联系人", "Decision map: people"))
    table(page, "contacts", contact_slots())
    page.skip()
    page.section(Text("产品空白（金额单位：万元）", "White space"))
    table(page, "white_space", white_space_slots(), first=1, height=20)
    page.skip()
    page.section(Text("需求", "Needs"))
    table(page, "needs", need_slots(), first=1, height=40)
    page.skip()
    page.section(Text("关怀日历", "Care calendar"))
    table(page, "care", care_slots(), first=1)
    page.skip()


def _monthly(name: str) -> Slot:
    slot = field_slot(f"ledger.{name}")
    header = Text(slot.header.zh.removesuffix("(万元)"), slot.header.en)
    return replace(slot, header=header, kind="month" if name == "month" else slot.kind)


def ledger(page: Page, spot: Spot) -> None:
    """Twelve months of trade; monthly sales as columns and receivables as a line at `spot`."""
    page.section(Text("近 12 个月销售与应收（万元）", "Sales and receivables, last 12 months"))
    slots = [_monthly(name) for name in ("month", "sales", "receipts", "balance")]
    page.table("ledger", slots, height=15)
    title = page.draft.money(Text("近 12 个月销售与应收", "Sales and receivables, last 12 months"))
    made, line = chart(page, "column", title), chart(page, "line", title)
    body = page.bodies["ledger"]
    sales, balance = Text("销售额", "Sales"), Text("应收余额", "Receivable")
    add_series(page, made, body, "month", [Series(sales, "sales", SECOND)], gap=60)
    points = {"type": "circle", "size": 5, "fill": {"color": ACCENT}, "border": {"color": ACCENT}}
    stroke = {"border": None, "line": {"color": ACCENT, "width": 2.25}, "marker": points}
    add_series(page, line, body, "month", [Series(balance, "balance")], **stroke)
    made.combine(line)
    made.set_x_axis(axis(page, "month", text_axis=True, label_position="low"))
    made.set_y_axis(axis(page, "money", major_gridlines=gridlines()))
    place(page, made, spot, title)
