"""The dashboards: funnel, forecast and customer value, each with figures, charts, then tables.

Charts stand above the tables, so that tables may grow without moving or stretching them.
"""

from pathlib import Path

from workbook_templates import value_page
from workbook_templates.charts import Series, Spot, add_series, axis, bars, chart, gridlines, place
from workbook_templates.look import ACCENT, SECOND, THIRD, Draft, print_setup
from workbook_templates.page import ROOM_PIXELS, Page, Slot, Tile
from xlcrm.language import Language, Text

FUNNEL = Text("漏斗", "Funnel")
FORECAST = Text("预测", "Forecast")
DEALS = Text("商机数", "Deals")
AMOUNT = Text("金额", "Amount")
WEIGHTED = Text("加权金额", "Weighted")
WON = Text("已赢单", "Won")
FORECAST_LINE = Text("预测销售", "Forecast")

CHART_ROWS = 16
CHART_HEIGHT = CHART_ROWS * ROOM_PIXELS - 12


def build(path: Path, language: Language) -> None:
    """Writes the dashboard template: three sheets."""
    draft = Draft.begin(path, language, Text("仪表板", "Dashboard"))
    _funnel(draft)
    _forecast(draft)
    value_page.build(draft)
    draft.workbook.close()


def _funnel(draft: Draft) -> None:
    money = draft.money
    page = Page.begin(draft, FUNNEL, (28, 24, 24, 24, 24))
    page.head(Text("销售漏斗", "Sales funnel"))
    page.tiles(
        [
            Tile(Text("进行中商机", "Open deals"), "funnel.deals", "count", 0, 0),
            Tile(money(AMOUNT), "funnel.amount", "money", 1, 1),
            Tile(money(WEIGHTED), "funnel.weighted", "money", 2, 2),
            Tile(Text("层级偏高的商机", "Level overstated"), "funnel.overstated", "count", 3, 3),
            Tile(Text("签约日已过的商机", "Past close date"), "funnel.overdue", "count", 4, 4),
        ]
    )
    page.skip()
    top = page.room(CHART_ROWS)
    page.section(Text("按漏斗层级", "By funnel level"))
    overstated = Slot(Text("层级偏高", "Overstated"), "funnel_levels.overstated", "count")
    levels = _group_slots(draft, "funnel_levels.level", LEVEL_HEADER)
    page.table("funnel_levels", [*levels, overstated])
    page.skip(14)
    page.section(Text("按负责人", "By owner"))
    page.table("funnel_owners", _group_slots(draft, "funnel_owners.owner", OWNER_HEADER))
    _funnel_charts(page, top)
    print_setup(page.sheet, draft.language, landscape=False, heading=range(2))


LEVEL_HEADER = Text("漏斗层级", "Funnel level")
OWNER_HEADER = Text("负责人", "Owner")
LEVELS_ALT = Text("漏斗：各层金额与加权金额", "Funnel: amount and weighted amount by level")
OWNERS_ALT = Text("各负责人的金额与加权金额", "Amount and weighted amount by owner")


def _group_slots(draft: Draft, path: str, header: Text) -> list[Slot]:
    table = path.partition(".")[0]
    return [
        Slot(header, path),
        Slot(DEALS, f"{table}.deals", "count"),
        Slot(draft.money(AMOUNT), f"{table}.amount", "money"),
        Slot(draft.money(WEIGHTED), f"{table}.weighted", "money"),
    ]


def _funnel_charts(page: Page, row: int) -> None:
    """Bars side by side; with the levels in order they narrow downwards like a funnel."""
    half = page.pixels() // 2 - 5
    series = [Series(AMOUNT, "amount"), Series(WEIGHTED, "weighted", SECOND)]
    charts = (
        ("funnel_levels", "level", LEVELS_ALT, 0),
        ("funnel_owners", "owner", OWNERS_ALT, half + 10),
    )
    for table, names, title, right in charts:
        made = bars(page, page.bodies[table], names, series, title=title)
        place(page, made, Spot(row, half, CHART_HEIGHT, right=right), title)


def _forecast(draft: Draft) -> None:
    money = draft.money
    page = Page.begin(draft, FORECAST, (24, 20, 20, 20, 20, 20))
    page.head(Text("销售预测", "Sales forecast"))
    page.tiles(
        [
            Tile(money(Text("预测合计", "Forecast total")), "forecast.total", "money", 0, 0),
            Tile(money(WON), "forecast.won", "money", 1, 1),
            Tile(Text("预测月数", "Months ahead"), "forecast.horizon", "count", 2, 3),
            Tile(Text("签约日已过的商机", "Past close date"), "forecast.overdue_deals",
                 "count", 4, 4),
            Tile(money(Text("其金额", "Their amount")), "forecast.overdue_amount", "money", 5, 5),
        ]
    )  # fmt: skip
    page.skip()
    top = page.room(CHART_ROWS)
    page.section(Text("按预计签约月份", "By expected month"))
    page.table(
        "forecast_months",
        [
            Slot(Text("月份", "Month"), "forecast_months.month", "month"),
            Slot(DEALS, "forecast_months.deals", "count"),
            Slot(money(AMOUNT), "forecast_months.amount", "money"),
            Slot(money(WEIGHTED), "forecast_months.weighted", "money"),
            Slot(money(WON), "forecast_months.won", "money"),
            Slot(money(FORECAST_LINE), "forecast_months.forecast", "money"),
        ],
    )
    _months(page, top)
    print_setup(page.sheet, draft.language, landscape=False, heading=range(2))


def _months(page: Page, row: int) -> None:
    title = Text("按月：未结金额、已赢单与预测", "By month: open amount, won and forecast")
    made, line = chart(page, "column", page.draft.money(title)), chart(page, "line", title)
    body = page.bodies["forecast_months"]
    columns = [Series(AMOUNT, "amount", SECOND), Series(WON, "won", THIRD)]
    add_series(page, made, body, "month", columns, gap=60, overlap=0)
    points = {"type": "circle", "size": 6, "fill": {"color": ACCENT}}
    stroke = {"border": None, "line": {"color": ACCENT, "width": 2.25}, "marker": points}
    add_series(page, line, body, "month", [Series(FORECAST_LINE, "forecast")], **stroke)
    made.combine(line)
    made.set_x_axis(axis(page, "month", text_axis=True, label_position="low"))
    made.set_y_axis(axis(page, "money", major_gridlines=gridlines(), min=0))
    place(page, made, Spot(row, page.pixels(), CHART_HEIGHT), title)
