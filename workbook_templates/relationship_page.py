"""The decision maps: for each key account a grid levels × roles, then what its deals need.

Colours repeat what the symbols say: ▲ supports, ● neutral, ▼ opposes, ○ unknown, ✕ nobody.
"""

from typing import Any

from workbook_templates.look import ACCENT, QUIET, Draft, print_setup
from workbook_templates.page import Body, Page, Slot, Tile
from xlcrm.language import Text
from xlcrm.methods.dm_card import AMBER, GREEN, RED
from xlcrm.sheets.contact import Attitude, BuyingRole, OrganisationLevel

TITLE = Text("关系", "Relationship")
HEADING = Text("决策地图", "Decision maps")
ACCOUNT = Text("客户", "Customer")
AMOUNT = Text("金额", "Amount")

WIDTHS = (22, 13, 27, 27, 27, 27, 44)
HEIGHTS = {"zh": 54, "en": 66}
"""Points for two people in a cell."""

SECOND_TINT = "#D6E2EE"
GOOD = {"bg_color": "#E1F0E3", "font_color": "#1E5B2A"}
BAD = {"bg_color": "#FBE3E1", "font_color": "#9C1C1C"}
CARE = {"bg_color": "#FDF0D5", "font_color": "#7A4B00"}
PLAIN = {"bg_color": "#F1F3F5", "font_color": "#262626"}
SIGNS: tuple[tuple[str, dict[str, str], Text], ...] = (
    ("▼", BAD, Text("▼ 反对", "▼ Opposes")),
    ("▲", GOOD, Text("▲ 支持", "▲ Supports")),
    ("●", PLAIN, Text("● 中立", "● Neutral")),
    ("○", PLAIN, Text("○ 未知", "○ Unknown")),
    ("✕", CARE, Text("✕ 空缺", "✕ Nobody")),
)
"""Symbols by which a cell is tinted, those that matter most first, and how the legend says them."""
LEGEND = (1, 0, 2, 3, 4)
"""Order of the legend."""
MAPS = ((GREEN, GOOD), (AMBER, CARE), (RED, BAD))


def build(draft: Draft) -> None:
    """Adds the relationship sheet to a dashboard draft."""
    page = Page.begin(draft, TITLE, WIDTHS)
    _head(page)
    page.skip()
    _legend(page)
    page.skip()
    page.section(Text("大客户决策地图：层级 × 采购角色", "Decision maps: level × buying role"))
    body = page.table("relationship_map", _map_slots(), height=HEIGHTS[draft.language])
    _tint_people(page, body)
    _tint_maps(page, body, "account")
    _part_accounts(page, body)
    page.skip(14)
    page.section(Text("这些客户的进行中商机", "Their open deals"))
    deals = page.table("relationship_deals", _deal_slots(draft), height=32)
    _tint_maps(page, deals, "map")
    print_setup(page.sheet, draft.language, landscape=True, heading=range(2))


def _head(page: Page) -> None:
    money = page.draft.money
    page.head(HEADING)
    page.tiles(
        [
            Tile(Text("大客户", "Key accounts"), "relationship.accounts", "count", 0, 1),
            Tile(Text("地图：绿", "Map green"), "relationship.green", "count", 2, 2),
            Tile(Text("地图：黄", "Map amber"), "relationship.amber", "count", 3, 3),
            Tile(Text("地图：红", "Map red"), "relationship.red", "count", 4, 4),
            Tile(Text("进行中商机", "Open deals"), "relationship.deals", "count", 5, 5),
            Tile(money(Text("商机金额", "Deal amount")), "relationship.amount", "money", 6, 6),
        ]
    )
    page.sentence("relationship.note", height=26)


def _legend(page: Page) -> None:
    """The symbols in their colours, then in words what stands where."""
    style = page.draft.style
    page.sheet.set_row(page.row, 20)
    page.put(0, page.text(Text("图例", "Legend")), style("label", font_color=ACCENT, bold=True))
    for column, place in enumerate(LEGEND, start=1):
        _sign, look, words = SIGNS[place]
        page.put(column, page.text(words), style("small", align="center", font_size=9, **look))
    page.put(6, page.text(Text("★ 已标为关键人物", "★ marked as a key player")), style("label"))
    page.row += 1
    language = page.draft.language
    attitudes = Text("、", ", ")[language].join(
        f"{entry.also[0]} {entry.text(language)}" for entry in Attitude
    )
    lines = (
        Text(
            f"“态度”后的符号是创新态度：{attitudes}；与列头的角色符号不同义。",
            f"The symbol after “attitude” is readiness for new things: {attitudes}. "
            "The same symbols mean roles in the headings.",
        ),
        Text(
            "地图：绿 = 有批准或决策的关键人物支持我方；黄 = 支持我方的关键人物不批准也不决策；"
            "红 = 没有已知支持我方的关键人物。百分比为决策覆盖率。",
            "Map: green = somebody key who approves or decides supports us; amber = somebody key "
            "supports us who does neither; red = nobody key is known to. Percent: coverage.",
        ),
    )
    for line in lines:
        page.sheet.set_row(page.row, 18)
        page.put(0, page.text(line), style("label", "note"), last=page.width - 1)
        page.row += 1


def _map_slots() -> list[Slot]:
    roles = [
        Slot(
            Text(f"{role.also[0]} {role.zh}", f"{role.also[0]} {role.en}"),
            f"relationship_map.{role.name.lower()}",
            "note",
            "grid",
        )
        for role in BuyingRole
    ]
    return [
        Slot(ACCOUNT, "relationship_map.account", role="grid"),
        Slot(Text("层级", "Level"), "relationship_map.level", role="grid"),
        *roles,
        Slot(
            Text("状态、缺口、下一步", "Status, gaps, next"),
            "relationship_map.words",
            "note",
            "grid",
        ),
    ]


def _deal_slots(draft: Draft) -> list[Slot]:
    return [
        Slot(ACCOUNT, "relationship_deals.account"),
        Slot(Text("地图 · 覆盖", "Map · coverage"), "relationship_deals.map"),
        Slot(Text("商机名称", "Deal"), "relationship_deals.name", "note"),
        Slot(Text("漏斗层级", "Funnel level"), "relationship_deals.stage"),
        Slot(draft.money(AMOUNT), "relationship_deals.amount", "money"),
        Slot(Text("预计签约日期", "Close date"), "relationship_deals.close_date", "date"),
        Slot(Text("决策因素：与最强对手相比", "Decision factors against the best rival"),
             "relationship_deals.factors", "note"),
    ]  # fmt: skip


def _tint_people(page: Page, body: Body) -> None:
    """A cell takes the colour of the weightiest symbol in it."""
    columns = [body.columns[role.name.lower()] for role in BuyingRole]
    for sign, look, _words in SIGNS:
        rule = {
            "type": "text",
            "criteria": "containing",
            "value": sign,
            "format": page.draft.workbook.add_format(look),
            "stop_if_true": True,
        }
        _apply(page, body, (columns[0], columns[-1]), rule)


def _tint_maps(page: Page, body: Body, column: str) -> None:
    """The status of a map in its colour, behind the word that says it."""
    marks = Text("地图：{}", "Map: {}") if column == "account" else Text("{} · ", "{} · ")
    language = page.draft.language
    for status, look in MAPS:
        rule = {
            "type": "text",
            "criteria": "begins with",
            "value": marks[language].format(status[language]),
            "format": page.draft.workbook.add_format({**look, "bold": True}),
        }
        _apply(page, body, (body.columns[column],) * 2, rule)


def _part_accounts(page: Page, body: Body) -> None:
    """Each account's first row begins with its name on a tint, the rows below it are quieter."""
    top = OrganisationLevel.DECISION.text(page.draft.language)
    first = f"$B{body.first_row + 1}"
    rules: tuple[tuple[str, dict[str, Any]], ...] = (
        (f'={first}="{top}"', {"bold": True, "font_color": ACCENT, "bg_color": SECOND_TINT}),
        (f'={first}<>"{top}"', {"font_color": QUIET}),
    )
    for criteria, look in rules:
        rule = {
            "type": "formula",
            "criteria": criteria,
            "format": page.draft.workbook.add_format(look),
        }
        _apply(page, body, (0, 0), rule)


def _apply(page: Page, body: Body, columns: tuple[int, int], rule: dict[str, Any]) -> None:
    first, last = columns
    page.sheet.conditional_format(body.first_row, first, body.last_row, last, rule)
