"""Customer value: who makes the sales (Pareto), where to attack and defend, and every account.

There are three sheets of it: with all charts, without the matrix (nobody's potential and share are
known), and without any (nobody has sales); words stand where a chart would be empty.
"""

from typing import Any, Literal

from workbook_templates.charts import Series, Spot, add_series, axis, bars, chart, gridlines, place
from workbook_templates.look import ACCENT, SECOND, Draft, print_setup
from workbook_templates.page import ROOM_PIXELS, Page, Slot, Tile, field_slot
from xlcrm.language import Text

TITLE = Text("客户价值", "Value")
NO_MATRIX = Text("客户价值 无矩阵", "Value without matrix")
NO_CHARTS = Text("客户价值 无图", "Value without charts")
Charts = Literal["all", "pareto", "none"]
SHEETS: dict[Charts, Text] = {"all": TITLE, "pareto": NO_MATRIX, "none": NO_CHARTS}
SUFFIXES: dict[Charts, str] = {"all": "", "pareto": "_pareto", "none": "_plain"}
"""What the names of the tables end in: a workbook has each table name once."""
WORDS: dict[Charts, Text] = {
    "pareto": Text(
        "还没有客户同时有采购潜力和我方份额，画不出攻守矩阵。填写“年采购潜力”后再次评分即可显示。",
        "No account has both a purchase potential and our share of it, so there is no attack and "
        "defend matrix yet. Enter the purchase potential and score again.",
    ),
    "none": Text(
        "还没有客户填写年销售额，画不出销售集中度和攻守矩阵。填写“年销售额”后再次评分即可显示。",
        "No account has annual sales, so there is no Pareto curve and no matrix yet. Enter the "
        "annual sales and score again.",
    ),
}
HEADING = Text("客户价值", "Customer value")
ACCOUNTS = Text("客户数", "Accounts")
SALES = Text("年销售额", "Annual sales")
CUMULATIVE = Text("累计占比", "Cumulative share")
GRADE = Text("价值等级", "Grade")
STANCE = Text("攻守姿态", "Stance")
POTENTIAL = Text("年采购潜力", "Purchase potential")
WALLET = Text("我方份额", "Our share")

WIDTHS = (7, 42, 12, 15, 16, 10, 11, 9, 9, 9, 13, 10, 14)
ROWS = 12
HEIGHT = ROWS * ROOM_PIXELS - 12


def build(draft: Draft, *, charts: Charts = "all") -> None:
    """Adds a value sheet to a dashboard draft, with the charts there is something to show in."""
    page = Page.begin(draft, SHEETS[charts], WIDTHS)
    suffix = SUFFIXES[charts]
    _head(page)
    page.skip()
    if charts != "all":
        page.say(WORDS[charts])
    top = page.room({"all": 2 * ROWS, "pareto": ROWS, "none": 0}[charts])
    _tables(page, suffix)
    if charts != "none":
        _pareto(page, top, suffix)
    if charts == "all":
        _matrix(page, top + ROWS)
        _stances(page, top + ROWS)
    print_setup(page.sheet, draft.language, landscape=False, heading=range(2))


def _head(page: Page) -> None:
    money = page.draft.money
    page.head(HEADING)
    page.tiles(
        [
            Tile(Text("客户总数", "Accounts"), "value.accounts", "count", 0, 1),
            Tile(money(Text("年销售额合计", "Annual sales")), "value.sales", "money", 2, 5),
            Tile(Text("A 级客户数", "Grade A accounts"), "value.grade_a", "count", 6, 8),
            Tile(Text("A 级销售占比", "Grade A share of sales"), "value.grade_a_share",
                 "percent", 9, 12),
        ]
    )  # fmt: skip
    page.sentence("value.note", height=32)


def _tables(page: Page, suffix: str) -> None:
    money = page.draft.money
    page.section(Text("按价值等级", "By grade"))
    page.table(f"value_grades{suffix}", [
        Slot(GRADE, f"value_grades{suffix}.grade"),
        Slot(ACCOUNTS, f"value_grades{suffix}.accounts", "count"),
        Slot(money(SALES), f"value_grades{suffix}.sales", "money"),
        Slot(Text("占比", "Share"), f"value_grades{suffix}.share", "percent"),
    ], first=1)  # fmt: skip
    page.skip(14)
    page.section(Text("按攻守姿态", "By stance"))
    page.table(f"value_stances{suffix}", [
        Slot(STANCE, f"value_stances{suffix}.stance"),
        Slot(ACCOUNTS, f"value_stances{suffix}.accounts", "count"),
        Slot(money(SALES), f"value_stances{suffix}.sales", "money"),
        Slot(money(POTENTIAL), f"value_stances{suffix}.potential", "money"),
    ], first=1)  # fmt: skip
    page.skip(14)
    page.section(Text("客户价值排名", "Accounts by value"))
    page.table(f"value_accounts{suffix}", _account_slots(page, f"value_accounts{suffix}"))


def _account_slots(page: Page, table: str) -> list[Slot]:
    money = page.draft.money
    name, code, owner = (field_slot(f"accounts.{each}") for each in ("name", "account_id", "owner"))
    return [
        Slot(Text("名次", "Rank"), f"{table}.rank", "count"),
        Slot(name.header, f"{table}.name"),
        Slot(code.header, f"{table}.account_id"),
        Slot(money(SALES), f"{table}.sales", "money"),
        Slot(money(POTENTIAL), f"{table}.potential", "money"),
        Slot(WALLET, f"{table}.wallet_share", "percent"),
        Slot(CUMULATIVE, f"{table}.cumulative", "percent"),
        Slot(Text("贡献等级", "Pareto"), f"{table}.class"),
        Slot(Text("价值分", "Score"), f"{table}.score", "count"),
        Slot(GRADE, f"{table}.grade"),
        Slot(STANCE, f"{table}.stance"),
        Slot(Text("回款天数", "DSO (days)"), f"{table}.dso", "days"),
        Slot(owner.header, f"{table}.owner"),
    ]


def _pareto(page: Page, row: int, suffix: str) -> None:
    title = Text("少数客户带来多数销售：按名次的年销售额与累计占比",
                 "Few accounts bring most sales: by rank, with cumulative share")  # fmt: skip
    body = page.bodies[f"value_accounts{suffix}"]
    made, line = chart(page, "column", title), chart(page, "line", title)
    money = page.draft.money(SALES)
    add_series(page, made, body, "rank", [Series(money, "sales", SECOND)], gap=25)
    stroke = {"border": None, "line": {"color": ACCENT, "width": 2.25}, "y2_axis": True}
    add_series(page, line, body, "rank", [Series(CUMULATIVE, "cumulative")], **stroke)
    made.combine(line)
    made.set_x_axis(axis(page, "count", Text("名次", "Rank"), text_axis=True))
    made.set_y_axis(axis(page, "money", major_gridlines=gridlines(), min=0))
    line.set_y2_axis(axis(page, "percent", min=0, max=1))
    place(page, made, Spot(row, page.pixels(), HEIGHT), title)


def _matrix(page: Page, row: int) -> None:
    """Potential against our share; the lines stand at the default cut-offs, as the title says."""
    title = Text("攻守矩阵（十字线：潜力 100 万元、份额 50%）",
                 "Attack and defend (lines: potential 1,000,000, share 50%)")  # fmt: skip
    made = chart(page, "scatter", title, legend=False)
    marker = {"type": "circle", "size": 7, "fill": {"color": SECOND}, "border": {"color": ACCENT}}
    dots: dict[str, Any] = {"fill": None, "border": None, "line": {"none": True}, "marker": marker}
    body, share = page.bodies["value_accounts"], Series(WALLET, "wallet_share")
    add_series(page, made, body, "potential", [share], **dots)
    potential = page.draft.money(POTENTIAL)
    cross = {"line": {"color": ACCENT, "width": 1}, "label_position": "low"}
    scale = {"log_base": 10, "min": 10_000, "crossing": 1_000_000}
    made.set_x_axis(axis(page, "money", potential, **scale, **cross))
    made.set_y_axis(axis(page, "percent", WALLET, crossing=0.5, min=0, max=1, **cross))
    place(page, made, Spot(row, _split(page), HEIGHT), title)


def _stances(page: Page, row: int) -> None:
    title = Text("各攻守姿态的销售与潜力", "Sales and potential by stance")
    series = [Series(SALES, "sales"), Series(POTENTIAL, "potential", SECOND)]
    made = bars(page, page.bodies["value_stances"], "stance", series, title=title)
    left = _split(page) + 10
    place(page, made, Spot(row, page.pixels() - left, HEIGHT, right=left), title)


def _split(page: Page) -> int:
    """Width of the matrix, which stands left of the stances."""
    return page.pixels() * 3 // 5
