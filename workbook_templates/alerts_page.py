"""Alerts: who has to see to what, by when; first in numbers, then one line each."""

from workbook_templates.charts import Series, Spot, bars, place
from workbook_templates.look import Draft, print_setup
from workbook_templates.page import Page, Slot, Tile
from xlcrm.language import Text

ALERTS = Text("提醒", "Alerts")
COUNT = Text("提醒数", "Alerts")
AMOUNT = Text("涉及金额", "Amount at stake")

WIDTHS = (20, 13, 14, 36, 12, 13, 62)
FIRST_CHART_COLUMN = 3
SECTION_HEIGHT = 36
LEAST_HEIGHT, CHART_HEIGHT = 170, 230
"""Pixels that the short tables take with one row each, and those of the charts beside them."""


def build(draft: Draft) -> None:
    """Adds the alerts sheet to a dashboard draft."""
    page = Page.begin(draft, ALERTS, WIDTHS)
    money = draft.money
    page.head(ALERTS)
    page.tiles(
        [
            Tile(COUNT, "alerts.count", "count", 0, 0),
            Tile(Text("今天到期", "Due today"), "alerts.today", "count", 1, 2),
            Tile(Text("涉及商机", "Deals concerned"), "alerts.deals", "count", 3, 3),
            Tile(money(Text("商机金额", "Deal amount")), "alerts.amount", "money", 4, 6),
        ]
    )
    page.sentence("alerts.note", height=32)
    page.skip()
    beside = page.row
    _counts(page)
    _charts(page, beside)
    page.section(Text("逐条", "One by one"))
    page.table("alerts", _slots(page), autofilter=True, height=32)
    print_setup(page.sheet, draft.language, landscape=True, heading=range(2))


def _counts(page: Page) -> None:
    """By kind and by owner."""
    tables = (
        ("alerts_kinds", "kind", Text("按事项", "By kind"), Text("事项", "Kind")),
        ("alerts_owners", "owner", Text("按负责人", "By owner"), Text("负责人", "Who")),
    )
    for table, name, title, header in tables:
        page.section(title)
        slots = [
            Slot(header, f"{table}.{name}"),
            Slot(COUNT, f"{table}.alerts", "count"),
            Slot(page.draft.money(AMOUNT), f"{table}.amount", "money"),
        ]
        page.table(table, slots)
        page.skip(14)


def _charts(page: Page, row: int) -> None:
    """How many alerts of each kind and for each person, right of the two short tables."""
    page.skip(CHART_HEIGHT - LEAST_HEIGHT)
    width = page.pixels(FIRST_CHART_COLUMN) // 2 - 10
    charts = (
        ("alerts_kinds", "kind", Text("各事项的提醒数", "Alerts by kind")),
        ("alerts_owners", "owner", Text("各负责人的提醒数", "Alerts by owner")),
    )
    for at, (table, name, title) in enumerate(charts):
        series = [Series(COUNT, "alerts")]
        made = bars(page, page.bodies[table], name, series, title=title, kind="count")
        made.set_legend({"none": True})
        layout = {"x": 0.3, "y": 0.16, "width": 0.58, "height": 0.8}
        made.set_plotarea({"layout": layout})
        right = 10 + at * (width + 5)
        spot = Spot(row, width, CHART_HEIGHT, FIRST_CHART_COLUMN, right=right, down=SECTION_HEIGHT)
        place(page, made, spot, title)


def _slots(page: Page) -> list[Slot]:
    return [
        Slot(Text("事项", "Kind"), "alerts.kind"),
        Slot(Text("负责人", "Who"), "alerts.owner"),
        Slot(Text("最晚日期", "By when"), "alerts.due", "date"),
        Slot(Text("客户", "Customer"), "alerts.account"),
        Slot(Text("商机编号", "Deal"), "alerts.opportunity_id"),
        Slot(page.draft.money(Text("金额", "Amount")), "alerts.amount", "money"),
        Slot(Text("要做什么", "What"), "alerts.what", "note"),
    ]
