"""What people put around their rows: banner, sums, headings, colours, comments, sparklines."""

from datetime import datetime
from typing import Any, cast

from samples.company import COMPANY, SLOGAN
from samples.layout import (
    ACCOUNTS,
    ACTIVITIES,
    ASSESSMENTS,
    LEDGER,
    OPPORTUNITIES,
    ORDERS,
    SURVEYS,
    TARGETS,
)
from samples.look import ACCENT, GREY, TINT, WARNING
from samples.record import AS_OF, Record
from samples.sheet import FORMULAS, TABLE, Sheet, formula_of
from samples.wording import NO
from xlcrm.language import Text
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.contact import Support
from xlcrm.sheets.opportunity import GATES, OpportunityStatus
from xlcrm.sheets.order import OrderStatus

TITLES = {
    "accounts": Text("销售部内部使用，每月底更新", "Sales only, updated at the end of each month"),
    "contacts": Text("只记业务信息", "Business matters only"),
    "opportunities": Text(
        "周一例会前更新；四层条件达到才填“是”",
        "Update before the Monday meeting; Yes only when the condition is met",
    ),
    "assessments": Text("+  对我方有利", "+  good for us"),
    "ledger": Text(
        "财务每月5日提供，金额含税", "From finance by the 5th of each month, tax included"
    ),
    "orders": Text(
        "近24个月，商务部录入；未收 = 订单金额 - 已付金额",
        "Last 24 months, kept by order desk; unpaid = order amount - paid",
    ),
    "activities": Text(
        "近半年；目的写活动结束时客户要做什么", "Half a year; write what the customer will do"
    ),
    "surveys": Text("2026年秋季，1到10分", "Autumn 2026, from 1 to 10"),
    "decision_factors": Text(
        "只记客户说过的；1 最重要", "Only what the customer has said; 1 is the most important"
    ),
    "contact_private": Text(
        "仅负责人可看，注明来源，征得同意", "For the owner only, with source and consent"
    ),
    "call_log": Text(
        "每天下班前填，前一天备好号码", "Filled every evening; numbers are prepared the day before"
    ),
    "negotiations": Text("价格和付款的对方底线是估计", "Where the customer stops is our belief"),
    "switching": Text(
        "2026年秋季；成本1低5高，不知道就留空", "Autumn 2026; costs 1 low to 5 high, blank: unknown"
    ),
    "care": Text("2026年计划，先审批再执行", "Plan of 2026: approved, then carried out"),
    "complaints": Text(
        "客服登记，结案须客户确认", "Kept by service; the customer confirms closing"
    ),
    "targets": Text("本季度和下季度，按人按月", "This quarter and the next, by person and month"),
}
LEGEND = (Text("-  对我方不利", "-  bad for us"), Text("?  还不清楚", "?  not known yet"))
BLOCKS = (
    Text("是否立项", "Is there an opportunity?"),
    Text("是否我的商机", "Can we compete?"),
    Text("是否能赢", "Can we win?"),
    Text("是否值得赢", "Is it worth winning?"),
)
SECTIONS = (
    ("payment_terms", 4, Text("信用", "Credit")),
    ("first_order", 6, Text("关系", "Relation")),
    ("willingness", 7, Text("评分", "Marks")),
    ("relation_level", 3, Text("分级", "Segment")),
)
"""Headings over the columns of the accounts: first column, how many, text."""
CUSTOMERS, TOTAL = Text("客户数", "Accounts"), Text("合计", "Total")
AS_OF_LABEL, OPEN_TOTAL = Text("截止日期", "As of"), Text("在谈合计", "Open deals")
COLLEAGUE = Text("财务 沈洁", "Shen Jie, Finance")
SALES_COMMENT = Text(
    "年底返利还没有扣,12月10日前给准数。", "Year-end rebate not deducted yet, final by 10 December."
)
DEAL_COMMENT = Text("价格审批已提交，等总部回复。", "Price approval sent, waiting for head office.")


def write_banner(sheet: Sheet) -> None:
    """A merged band with company and slogan, and a line that says what the sheet is for."""
    last = len(sheet.plan.columns) - 1
    text = f"{COMPANY[sheet.language]}  |  {sheet.plan.title(sheet.language)}"
    text += f"  |  {SLOGAN[sheet.language]}  |  {AS_OF:%Y-%m}"
    sheet.worksheet.merge_range(0, 0, 0, last, text, sheet.look["banner"])
    sheet.worksheet.set_row(0, 34)
    title = TITLES[sheet.plan.model.SHEET.id][sheet.language]
    sheet.worksheet.write_string(1, 0, title, sheet.look["title"])
    sheet.worksheet.set_row(1, 20)


def write_figures(sheet: Sheet) -> None:
    """The sums that staff keep above their list."""
    if sheet.plan is ACCOUNTS:
        _figure(
            sheet, "industry", CUSTOMERS, f"COUNTA({_span(sheet, 'account_id')})", len(sheet.rows)
        )
        _figure(
            sheet, "potential", TOTAL, f"SUM({_span(sheet, 'potential')})", _sum(sheet, "potential")
        )
        _figure(sheet, "sales", None, f"SUM({_span(sheet, 'sales')})", _sum(sheet, "sales"))
    if sheet.plan is TARGETS:
        for column in ("quota", "achieved"):
            label = TOTAL if column == "quota" else None
            total = f"SUM({_span(sheet, column)})"
            _figure(sheet, column, label, total, _sum(sheet, column))
    if sheet.plan is OPPORTUNITIES:
        status = OpportunityStatus.OPEN.text(sheet.language)
        criteria = f'SUMIFS({_span(sheet, "amount")},{_span(sheet, "status")},"{status}")'
        _figure(sheet, "amount", OPEN_TOTAL, criteria, _sum(sheet, "amount", open_only=True))
        as_of = datetime(AS_OF.year, AS_OF.month, AS_OF.day)
        sheet.worksheet.write_string(2, 2, AS_OF_LABEL[sheet.language], sheet.look["label"])
        sheet.worksheet.write_datetime(2, 3, as_of, sheet.look["figure_date"])


def _figure(sheet: Sheet, column: str, label: Text | None, formula: str, value: float) -> None:
    index = sheet.plan.columns.index(column)
    if label:
        sheet.worksheet.write_string(2, index - 1, label[sheet.language], sheet.look["label"])
    sheet.worksheet.write_formula(2, index, f"={formula}", sheet.look["figure"], value)


def _span(sheet: Sheet, column: str) -> str:
    return sheet.plan.span(column, len(sheet.rows))


def _sum(sheet: Sheet, column: str, *, open_only: bool = False) -> float:
    """Total in the header's unit; what is not a number is passed over, as Excel does."""
    amounts = [
        row.get(column)
        for row in sheet.rows
        if not open_only or row["status"] is OpportunityStatus.OPEN
    ]
    numbers = (amount for amount in amounts if isinstance(amount, int | float))
    return sum(numbers) / sheet.plan.money[sheet.language].yuan


def write_groups(sheet: Sheet) -> None:
    """Merged headings over the funnel conditions and over the four blocks of questions."""
    if sheet.plan is OPPORTUNITIES:
        for level, gates in GATES.items():
            _group(sheet, gates[0], len(gates), level.text(sheet.language))
    if sheet.plan is ACCOUNTS:
        for first, count, heading in SECTIONS:
            _group(sheet, first, count, heading[sheet.language])
    if sheet.plan is ASSESSMENTS:
        for row, text in enumerate(LEGEND, start=2):
            sheet.worksheet.write_string(row, 0, text[sheet.language], sheet.look["title"])
        for block, heading in enumerate(BLOCKS):
            _group(sheet, f"q{5 * block + 1:02d}", 5, heading[sheet.language])


def _group(sheet: Sheet, first: str, count: int, heading: str) -> None:
    row, left = sheet.plan.header_row - 2, sheet.plan.columns.index(first)
    sheet.worksheet.merge_range(row, left, row, left + count - 1, heading, sheet.look["group"])
    sheet.worksheet.set_row(row, 22)


def add_colours(sheet: Sheet) -> None:
    """Data bars and coloured words; colour never says what the text does not."""
    language = sheet.language
    if sheet.plan is ACCOUNTS:
        _bars(sheet, "sales")
    if sheet.plan is LEDGER:
        _bars(sheet, "balance")
    if sheet.plan is OPPORTUNITIES:
        _colour(sheet, "status", OpportunityStatus.WON.text(language), ACCENT)
        _colour(sheet, "status", OpportunityStatus.LOST.text(language), GREY)
        _closing_soon(sheet)
    if sheet.plan.model.SHEET.id == "contacts":
        _colour(sheet, "support", Support.SUPPORTS.text(language), ACCENT)
        _colour(sheet, "support", Support.OPPOSES.text(language), WARNING)
    if sheet.plan is ORDERS:
        _bars(sheet, "unpaid")
        _colour(sheet, "status", OrderStatus.CANCELLED.text(language), GREY)
    if sheet.plan is ACTIVITIES:
        _colour(sheet, "status", ActivityStatus.PLANNED.text(language), ACCENT)
        _colour(sheet, "objective_met", NO[language], WARNING)
    if sheet.plan is SURVEYS:
        _bars(sheet, "experience")
        _colour(sheet, "satisfied", NO[language], WARNING)
    if sheet.plan is ASSESSMENTS:
        for question in (f"q{number:02d}" for number in range(1, 21)):
            _colour(sheet, question, "-", WARNING)
            _colour(sheet, question, "?", GREY)


def _bars(sheet: Sheet, column: str) -> None:
    look = {"type": "data_bar", "bar_color": "#A9C7D6", "bar_solid": True, "data_bar_2010": True}
    sheet.worksheet.conditional_format(_span(sheet, column).replace("$", ""), look)


def _colour(sheet: Sheet, column: str, text: str, colour: str) -> None:
    condition: dict[str, Any] = {"type": "cell", "criteria": "==", "value": f'"{text}"'}
    condition["format"] = sheet.look.overlay(font_color=colour, bold=colour != GREY)
    sheet.worksheet.conditional_format(_span(sheet, column).replace("$", ""), condition)


def _closing_soon(sheet: Sheet) -> None:
    """Open deals due within thirty days of the date above the list."""
    status, close = sheet.plan.cell("status", 0), sheet.plan.cell("close_date", 0)
    is_open = f'${status}="{OpportunityStatus.OPEN.text(sheet.language)}"'
    condition = {
        "type": "formula",
        "criteria": f"=AND({is_open},${close}>=$D$3,${close}<=$D$3+30)",
        "format": sheet.look.overlay(bg_color=TINT, bold=True),
    }
    sheet.worksheet.conditional_format(_span(sheet, "close_date").replace("$", ""), condition)


def add_comments(sheet: Sheet) -> None:
    """Two notes of a colleague, on the largest customer and the largest open deal."""
    if sheet.plan not in (ACCOUNTS, OPPORTUNITIES):
        return
    column, text = ("sales", SALES_COMMENT) if sheet.plan is ACCOUNTS else ("amount", DEAL_COMMENT)
    open_rows = [
        row
        for row in sheet.rows
        if sheet.plan is ACCOUNTS or row["status"] is OpportunityStatus.OPEN
    ]
    largest = max(open_rows, key=lambda row: _number(row, column))
    options = {"author": COLLEAGUE[sheet.language], "x_scale": 1.6, "y_scale": 0.7}
    cell = sheet.plan.cell(column, sheet.rows.index(largest))
    note = f"{COLLEAGUE[sheet.language]}:\n{text[sheet.language]}"
    sheet.worksheet.write_comment(cell, note, options)


def _number(row: Record, column: str) -> float:
    value = row.get(column)
    return float(value) if isinstance(value, int | float) else 0.0


def add_sparklines(sheet: Sheet) -> None:
    """Beside each customer, the monthly sales straight from the ledger."""
    if sheet.plan is not ACCOUNTS:
        return
    months: dict[str, list[int]] = {}
    for position, row in enumerate(sheet.company["ledger"]):
        months.setdefault(cast(str, row["account_id"]), []).append(position)
    for row_number, row in enumerate(sheet.rows):
        positions = months.get(cast(str, row["account_id"]))
        if positions:
            place = sheet.plan.cell("trend", row_number)
            source = LEDGER.reference("sales", len(positions), sheet.language, first=positions[0])
            options = {"range": source, "series_color": ACCENT, "weight": 1.25, "last_point": True}
            sheet.worksheet.add_sparkline(place, options)


def add_table(sheet: Sheet) -> None:
    """The ledger as an Excel table; the other lists with plain filters."""
    first, last = sheet.plan.header_row - 1, sheet.plan.header_row + len(sheet.rows) - 1
    right = len(sheet.plan.columns) - 1
    if sheet.plan is not LEDGER:
        sheet.worksheet.autofilter(first, 0, last, right)
        return
    columns = [
        {"header": sheet.plan.header(column, sheet.language), "header_format": sheet.look["header"]}
        | ({"formula": formula_of(sheet, column, 0)} if column in FORMULAS else {})
        for column in sheet.plan.columns
    ]
    look = {"name": TABLE[sheet.language], "style": "Table Style Light 1", "columns": columns}
    sheet.worksheet.add_table(first, 0, last, right, look)
