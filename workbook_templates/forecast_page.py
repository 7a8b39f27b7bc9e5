"""The forecast: by period and owner against target, by certainty, and week by week.

There are two sheets of it: the weeks and their chart stand on the second one only, which is used
as soon as the workbook holds snapshots of earlier weeks.
"""

from workbook_templates.charts import Series, Spot, add_series, axis, bars, chart, gridlines, place
from workbook_templates.look import ACCENT, INK, QUIET, SECOND, THIRD, Draft, Kind, print_setup
from workbook_templates.page import ROOM_PIXELS, Page, Slot, Tile
from xlcrm.language import Text

FORECAST = Text("预测", "Forecast")
WITH_WEEKS = Text("预测 周进展", "Forecast weekly")

WON = Text("已赢单", "Won")
SMALL = Text("漏斗外", "Small orders")
COMMIT = Text("承诺", "Commit")
BEST = Text("争取", "Best case")
PIPELINE = Text("储备", "Pipeline")
OUTLOOK = Text("预计完成", "Outlook")
QUOTA = Text("任务额", "Target")
FORWARD = Text("销售预计", "Forecast")
SALES = Text("累计销售额", "Sales to date")

WIDTHS = (15, 14, 13, 13, 13, 13, 13, 13, 13, 11, 11)
PERIOD_ROWS, OWNER_ROWS, WEEK_ROWS = 14, 12, 12
PALE = "#D6E2EE"
CERTAINTY = (Series(WON, "won", ACCENT), Series(SMALL, "small_orders", THIRD),
             Series(COMMIT, "commit", "#5B88B5"),
             Series(BEST, "best_case", "#A9C3DC"), Series(PIPELINE, "pipeline", PALE))  # fmt: skip


def build(draft: Draft, *, weeks: bool) -> None:
    """Adds a forecast sheet to a dashboard draft, with the block of weeks or the words for it."""
    page = Page.begin(draft, WITH_WEEKS if weeks else FORECAST, WIDTHS)
    _head(page)
    page.sentence("forecast.note", height=32)
    page.sentence("forecast.currencies", height=32)
    page.skip()
    top = page.room(PERIOD_ROWS + OWNER_ROWS + (WEEK_ROWS if weeks else 0))
    suffix = "_weekly" if weeks else ""
    periods = _periods(page, f"forecast_periods{suffix}")
    owners = _owners(page, f"forecast_owners{suffix}")
    _grid(page, f"forecast_grid{suffix}")
    page.skip(14)
    page.section(Text("每周进展", "Week by week"))
    if weeks:
        _week_chart(page, top + PERIOD_ROWS + OWNER_ROWS, _weeks(page))
    else:
        page.sentence("forecast.weeks", height=32)
    _period_chart(page, top, periods)
    _owner_chart(page, top + PERIOD_ROWS, owners)
    print_setup(page.sheet, draft.language, landscape=False, heading=range(2))


def _head(page: Page) -> None:
    money = page.draft.money
    page.head(Text("销售预测", "Sales forecast"))
    page.tiles(
        [
            Tile(money(OUTLOOK), "forecast.outlook", "money", 0, 1),
            Tile(money(WON), "forecast.won", "money", 2, 3),
            Tile(money(QUOTA), "forecast.quota", "money", 4, 5),
            Tile(Text("预计达成率", "Expected of target"), "forecast.attainment", "percent", 6, 7),
            Tile(Text("签约日已过的商机", "Past close date"), "forecast.overdue_deals",
                 "count", 8, 10),
        ]
    )  # fmt: skip


def _measures(page: Page, table: str) -> list[Slot]:
    money = page.draft.money
    sums: tuple[tuple[Text, str], ...] = (
        (QUOTA, "quota"), (WON, "won"), (SMALL, "small_orders"), (COMMIT, "commit"),
        (BEST, "best_case"), (PIPELINE, "pipeline"), (Text("加权金额", "Weighted"), "weighted"),
        (OUTLOOK, "outlook"),
    )  # fmt: skip
    slots = [Slot(money(label), f"{table}.{name}", "money") for label, name in sums]
    shares = ((Text("达成率", "Of target"), "attainment"), (Text("覆盖率", "Coverage"), "coverage"))
    return slots + [Slot(label, f"{table}.{name}", "percent") for label, name in shares]


def _periods(page: Page, table: str) -> str:
    page.section(Text("按期间", "By period"))
    first = Slot(Text("期间", "Period"), f"{table}.period", "month")
    page.table(table, [first, *_measures(page, table)])
    page.skip(14)
    return table


def _owners(page: Page, table: str) -> str:
    page.section(Text("按负责人", "By owner"))
    page.table(table, [Slot(Text("负责人", "Owner"), f"{table}.owner"), *_measures(page, table)])
    page.skip(14)
    return table


def _grid(page: Page, table: str) -> None:
    page.section(Text("按期间与负责人", "By period and owner"))
    names = [
        Slot(Text("期间", "Period"), f"{table}.period", "month"),
        Slot(Text("负责人", "Owner"), f"{table}.owner"),
    ]
    measures = _measures(page, table)
    page.table(table, [*names, *measures[:9]])


def _period_chart(page: Page, row: int, table: str) -> None:
    title = Text("按期间：已赢单与未结商机的把握程度，对照任务",
                 "By period: won and open deals by certainty, against target")  # fmt: skip
    made = chart(page, "column", page.draft.money(title), stacked=True)
    line, body = chart(page, "line", title), page.bodies[table]
    add_series(page, made, body, "period", CERTAINTY, gap=60, overlap=100)
    for series, dash in ((Series(OUTLOOK, "outlook", INK), "solid"),
                         (Series(QUOTA, "quota", QUIET), "dash")):  # fmt: skip
        mark = {"type": "circle", "size": 6, "fill": {"color": series.color},
                "border": {"color": series.color}}  # fmt: skip
        stroke = {"color": series.color, "width": 2, "dash_type": dash}
        add_series(page, line, body, "period", [series], border=None, line=stroke, marker=mark)
    made.combine(line)
    made.set_x_axis(axis(page, "month", text_axis=True, label_position="low"))
    made.set_y_axis(axis(page, "money", major_gridlines=gridlines(), min=0))
    size = (page.pixels(), PERIOD_ROWS * ROOM_PIXELS - 12)
    place(page, made, Spot(row, *size), title)


def _owner_chart(page: Page, row: int, table: str) -> None:
    title = Text("按负责人：已赢单与未结商机的把握程度",
                 "By owner: won and open deals by certainty")  # fmt: skip
    made = bars(page, page.bodies[table], "owner", CERTAINTY, title=title, stacked=True, left=0.13)
    size = (page.pixels(), OWNER_ROWS * ROOM_PIXELS - 12)
    place(page, made, Spot(row, *size), title)


def _weeks(page: Page) -> str:
    money = page.draft.money
    columns: tuple[tuple[Text, str, Kind], ...] = (
        (Text("周", "Week"), "week", "date"),
        (money(QUOTA), "quota", "money"),
        (money(SALES), "sales", "money"),
        (money(FORWARD), "forecast", "money"),
        (Text("销售进展", "Progress"), "progress", "percent"),
        (Text("本季累计", "To date"), "to_date", "percent"),
        (Text("所需周进展", "Pace needed"), "pace", "percent"),
    )
    page.table("forecast_weeks", [Slot(h, f"forecast_weeks.{n}", k) for h, n, k in columns])
    page.skip(14)
    page.section(Text("自上次快照以来的变化", "Changes since the last snapshot"))
    changes: tuple[tuple[Text, str, Kind], ...] = (
        (Text("商机编号", "Deal"), "opportunity_id", "text"),
        (Text("负责人", "Owner"), "owner", "text"),
        (money(Text("金额变化", "Amount")), "amount_change", "money"),
        (money(Text("加权变化", "Weighted")), "weighted_change", "money"),
    )
    slots = [Slot(h, f"forecast_changes.{n}", k) for h, n, k in changes]
    words = Slot(Text("变化", "Change"), "forecast_changes.reason", role="overflow")
    page.table("forecast_changes", [*slots, words])
    page.skip(14)
    _actuals(page)
    return "forecast_weeks"


def _actuals(page: Page) -> None:
    """What was expected of each month, and what it brought."""
    money = page.draft.money
    page.section(Text("预估与实绩", "Forecast against actual"))
    columns: tuple[tuple[Text, str, Kind], ...] = (
        (Text("月份", "Month"), "month", "month"),
        (Text("采用快照", "Snapshot"), "taken", "date"),
        (money(Text("销售预估", "Forecast")), "forecast", "money"),
        (money(Text("销售实绩", "Actual")), "actual", "money"),
        (Text("误差", "Error"), "error", "percent"),
    )
    slots = [Slot(h, f"forecast_actuals.{n}", k) for h, n, k in columns]
    words = Slot(Text("说明", "Reason"), "forecast_actuals.reason", role="overflow")
    page.table("forecast_actuals", [*slots, words])


def _week_chart(page: Page, row: int, table: str) -> None:
    title = Text("每周：本季累计销售与预计，对照季度任务",
                 "By week: sales to date and forecast, against the quarter's target")  # fmt: skip
    made = chart(page, "column", page.draft.money(title), stacked=True)
    line, body = chart(page, "line", title), page.bodies[table]
    parts = (Series(SALES, "sales", ACCENT), Series(FORWARD, "forecast", SECOND))
    add_series(page, made, body, "week", parts, gap=60, overlap=100)
    stroke = {"color": THIRD, "width": 2, "dash_type": "dash"}
    add_series(page, line, body, "week", [Series(QUOTA, "quota", THIRD)], border=None, line=stroke)
    made.combine(line)
    made.set_x_axis(axis(page, "date", text_axis=True, label_position="low"))
    made.set_y_axis(axis(page, "money", major_gridlines=gridlines(), min=0))
    size = (page.pixels(), WEEK_ROWS * ROOM_PIXELS - 12)
    place(page, made, Spot(row, *size), title)
