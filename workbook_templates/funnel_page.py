"""The funnel: what stands on each level, what the target asks for there, and who works on it."""

from workbook_templates.charts import Series, Spot, bars, place
from workbook_templates.look import SECOND, Draft, print_setup
from workbook_templates.page import ROOM_PIXELS, Page, Slot, Tile
from xlcrm.language import Text

FUNNEL = Text("漏斗", "Funnel")
DEALS = Text("商机数", "Deals")
AMOUNT = Text("金额", "Amount")
WEIGHTED = Text("加权金额", "Weighted")
REQUIRED = Text("需要", "Required")
ON_HAND = Text("现有", "On hand")

WIDTHS = (24, 12, 18, 18, 13, 13, 13, 13)
LEVEL_ROWS, OWNER_ROWS = 14, 12
LEVELS = range(1, 5)

LEVELS_ALT = Text("漏斗：各层金额与加权金额", "Funnel: amount and weighted amount by level")
BALANCE_ALT = Text("各层商机数：现有与需要", "Deals by level: on hand and required")
OWNERS_ALT = Text("各负责人的金额与加权金额", "Amount and weighted amount by owner")


def build(draft: Draft) -> None:
    """Adds the funnel sheet to a dashboard draft."""
    page = Page.begin(draft, FUNNEL, WIDTHS)
    _head(page)
    page.skip()
    top = page.room(LEVEL_ROWS + OWNER_ROWS)
    page.section(Text("按漏斗层级", "By funnel level"))
    page.table("funnel_levels", _level_slots(draft))
    page.skip(14)
    page.section(Text("各层余缺与建议", "Shortfall and advice by level"))
    for number in LEVELS:
        page.sentence(f"funnel.advice_{number}", label=f"funnel.level_{number}", height=30)
    page.skip(14)
    page.section(Text("按负责人", "By owner"))
    page.table("funnel_owners", _owner_slots(draft))
    _charts(page, top)
    print_setup(page.sheet, draft.language, landscape=False, heading=range(2))


def _head(page: Page) -> None:
    money = page.draft.money
    page.head(Text("销售漏斗", "Sales funnel"))
    page.tiles(
        [
            Tile(Text("进行中商机", "Open deals"), "funnel.deals", "count", 0, 0),
            Tile(money(AMOUNT), "funnel.amount", "money", 1, 2),
            Tile(money(WEIGHTED), "funnel.weighted", "money", 3, 3),
            Tile(Text("层级偏高的商机", "Level overstated"), "funnel.overstated", "count", 4, 5),
            Tile(Text("签约日已过的商机", "Past close date"), "funnel.overdue", "count", 6, 7),
        ]
    )


def _level_slots(draft: Draft) -> list[Slot]:
    return [
        Slot(Text("漏斗层级", "Funnel level"), "funnel_levels.level"),
        Slot(DEALS, "funnel_levels.deals", "count"),
        Slot(draft.money(AMOUNT), "funnel_levels.amount", "money"),
        Slot(draft.money(WEIGHTED), "funnel_levels.weighted", "money"),
        Slot(Text("层级偏高", "Overstated"), "funnel_levels.overstated", "count"),
        Slot(Text("转化率", "Conversion"), "funnel_levels.rate", "percent"),
        Slot(Text("需要商机数", "Deals required"), "funnel_levels.required", "count"),
        Slot(Text("余缺", "Balance"), "funnel_levels.balance", "count"),
    ]


def _owner_slots(draft: Draft) -> list[Slot]:
    return [
        Slot(Text("负责人", "Owner"), "funnel_owners.owner"),
        Slot(DEALS, "funnel_owners.deals", "count"),
        Slot(draft.money(AMOUNT), "funnel_owners.amount", "money"),
        Slot(draft.money(WEIGHTED), "funnel_owners.weighted", "money"),
        Slot(Text("停滞", "Stalled"), "funnel_owners.stalled", "count"),
        Slot(Text("赢单率", "Win rate"), "funnel_owners.win_rate", "percent"),
        Slot(Text("平均周期（天）", "Mean cycle (days)"), "funnel_owners.cycle", "count"),
        Slot(draft.money(Text("日均速度", "Velocity a day")), "funnel_owners.velocity", "money"),
    ]


def _charts(page: Page, row: int) -> None:
    """Bars side by side; with the levels in order they narrow downwards like a funnel."""
    half = page.pixels() // 2 - 5
    tall = LEVEL_ROWS * ROOM_PIXELS - 12
    levels, owners = page.bodies["funnel_levels"], page.bodies["funnel_owners"]
    series = [Series(AMOUNT, "amount"), Series(WEIGHTED, "weighted", SECOND)]
    made = bars(page, levels, "level", series, title=LEVELS_ALT)
    place(page, made, Spot(row, half, tall), LEVELS_ALT)
    stock = [Series(ON_HAND, "deals"), Series(REQUIRED, "required", SECOND)]
    made = bars(page, levels, "level", stock, title=BALANCE_ALT, kind="count")
    place(page, made, Spot(row, half, tall, right=half + 10), BALANCE_ALT)
    made = bars(page, owners, "owner", series, title=OWNERS_ALT, left=0.13)
    size = (page.pixels(), OWNER_ROWS * ROOM_PIXELS - 12)
    place(page, made, Spot(row + LEVEL_ROWS, *size), OWNERS_ALT)
