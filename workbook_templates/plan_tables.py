"""The repeating tables of an account plan, its ledger chart, protection and notes sheet."""

from dataclasses import replace

from workbook_templates.charts import Series, Spot, add_series, axis, chart, gridlines, place
from workbook_templates.look import ACCENT, SECOND, Draft, print_setup
from workbook_templates.page import Page, Slot, field_slot
from xlcrm.language import Text

VERSION = "1"
NOTES = "_template"
UNPLACED = Text("未归位（以前填写、现在没有位置）", "Unplaced (typed earlier, no place now)")


def opportunity_slots() -> list[Slot]:
    """Open deals: what was typed, what the gates say, what is unknown, and this month's action."""
    return [
        _titled("opportunities.opportunity_id", "商机编号", "ID"),
        _titled("opportunities.name", "商机名称", "Opportunity"),
        _titled("opportunities.stage", "漏斗层级", "Level typed"),
        Slot(Text("核定层级", "Level met"), "project_funnel.level_name"),
        _titled("opportunities.amount", "金额", "Amount"),
        Slot(Text("加权金额", "Weighted"), "weighted_amount.weighted", "money"),
        _titled("opportunities.close_date", "预计签约", "Close date"),
        Slot(Text("缺少条件", "Missing gates"), "project_funnel.missing", role="small"),
        Slot(Text("未知问题", "Unknown questions"), "opportunity_assessment.unknown", role="small"),
        Slot(Text("评估净分", "Net score"), "opportunity_assessment.score", "percent"),
        Slot(Text("回答覆盖率", "Answers covered"), "opportunity_assessment.coverage", "percent"),
        Slot(Text("本月行动", "Action this month")),
    ]


def contact_slots() -> list[Slot]:
    """The people of the account and the next step with each."""
    return [
        _titled("contacts.contact_id", "联系人编号", "ID"),
        _titled("contacts.name", "姓名", "Name"),
        field_slot("contacts.role"),
        field_slot("contacts.attitude"),
        field_slot("contacts.support"),
        _titled("contacts.relationship", "关系阶段", "Relation"),
        field_slot("contacts.last_contact"),
        field_slot("contacts.department"),
        field_slot("contacts.title"),
        field_slot("contacts.level"),
        _titled("contacts.buying_centre", "采购中心", "Buying centre"),
        Slot(Text("下一步", "Next step")),
    ]


def _titled(path: str, zh: str, en: str) -> Slot:
    """A sheet's column under a shorter heading, because columns are narrow here."""
    return replace(field_slot(path), header=Text(zh, en))


def records(page: Page) -> None:
    """Deals, people, twelve months of trade, and what people typed that lost its place."""
    page.section(Text("进行中的商机（金额单位：万元）", "Open opportunities"))
    page.table("opportunities", opportunity_slots(), height=58)
    page.skip(10)
    page.section(Text("关键联系人", "People"))
    page.table("contacts", contact_slots(), height=28)
    page.skip(10)
    page.section(Text("近 12 个月销售与应收（万元）", "Sales and receivables, last 12 months"))
    page.table("ledger", [_monthly("month"), *map(_monthly, ("sales", "receipts", "balance"))])
    page.skip(10)
    page.section(UNPLACED)
    page.table("unplaced", unplaced_slots(), first=1)


def unplaced_slots() -> list[Slot]:
    """Where a note stood and what it said; the text runs on to the right, over empty cells."""
    return [
        Slot(Text("原栏目", "Old label"), "unplaced.label"),
        Slot(Text("原位置", "Old cell"), "unplaced.cell"),
        Slot(Text("原内容", "What was typed"), "unplaced.text", role="overflow"),
    ]


def _monthly(name: str) -> Slot:
    slot = field_slot(f"ledger.{name}")
    header = Text(slot.header.zh.removesuffix("(万元)"), slot.header.en)
    return replace(slot, header=header, kind="month" if name == "month" else slot.kind)


def ledger_chart(page: Page, spot: Spot) -> None:
    """Monthly sales as columns, receivables as a line, fed by the ledger table."""
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


def finish(page: Page) -> None:
    """Protection without a password, the heading frozen and repeated, A4 portrait."""
    page.sheet.protect("", {"format_columns": True, "format_rows": True})
    page.sheet.freeze_panes(1, 0)
    print_setup(page.sheet, page.draft.language, landscape=False, heading=range(1))


def notes(draft: Draft) -> None:
    """The hidden sheet that tells the program how tabs of this template are made."""
    sheet = draft.workbook.add_worksheet(NOTES)
    rows = (
        ("version", VERSION, Text("模板版本", "Version of this template")),
        ("tab_name", "{{account.name}}", Text("标签页名称", "Name of each tab")),
        ("language", draft.language, Text("语言", "Language")),
        ("subject", "account", Text("每个客户一页", "One tab per account")),
        ("opportunities", "open", Text("商机表只列进行中的商机", "Only open deals are listed")),
        ("ledger", "last 12", Text("交易表的月数", "Months shown in the ledger table")),
    )
    for row, (key, value, note) in enumerate(rows):
        sheet.write_string(row, 0, key, draft.style("plain"))
        sheet.write_string(row, 1, value, draft.style("plain"))
        sheet.write_string(row, 2, note[draft.language], draft.style("plain"))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 40)
    sheet.hide()
