"""The pages of a master workbook: conflicts to decide, where rows came from, and the record."""

from pathlib import Path

from workbook_templates.look import Draft, print_setup
from workbook_templates.page import Page, Slot, Tile
from xlcrm.language import Language, Text
from xlcrm.master.pages import CONFLICTS, DECISION, NOTE, RECORD, SOURCES

WORDS = Text(
    "黄色两列由您填写，再次汇总后保留。内容不一致：填工作簿名或要采用的内容；是否同一：填是或否。",
    "Fill the yellow columns; they are kept on every run. Values: name the workbook or type the "
    "value to use. One or two: type yes or no.",
)
TILES = (
    Tile(Text("▲ 待决定", "▲ To decide"), "rollup.open", "count", 0, 0),
    Tile(Text("已决定", "Decided"), "rollup.decided", "count", 1, 1),
    Tile(Text("工作簿", "Workbooks"), "rollup.workbooks", "count", 2, 2),
    Tile(Text("客户", "Accounts"), "rollup.accounts", "count", 3, 3),
    Tile(Text("商机", "Deals"), "rollup.deals", "count", 4, 4),
)
LISTED = (
    Slot(Text("状态", "State"), "rollup_conflicts.state"),
    Slot(Text("冲突", "Conflict"), "rollup_conflicts.kind"),
    Slot(Text("工作表", "Sheet"), "rollup_conflicts.sheet"),
    Slot(Text("编号", "ID"), "rollup_conflicts.key", role="link"),
    Slot(Text("名称", "About"), "rollup_conflicts.about"),
    Slot(Text("列", "Column"), "rollup_conflicts.header"),
    Slot(Text("总表现用", "In the master"), "rollup_conflicts.used"),
    Slot(Text("各工作簿所写（文件 行：内容）", "What each says (file row: value)"),
         "rollup_conflicts.offers"),
    Slot(Text("怎样决定", "How to decide"), "rollup_conflicts.hint"),
    Slot(DECISION),
    Slot(NOTE),
)  # fmt: skip
FILES = (
    Slot(Text("工作簿", "Workbook"), "rollup_sources.file"),
    Slot(Text("本次", "This time"), "rollup_sources.state"),
    Slot(Text("客户", "Accounts"), "rollup_sources.accounts", "count"),
    Slot(Text("商机", "Deals"), "rollup_sources.deals", "count"),
    Slot(Text("其他行", "Other rows"), "rollup_sources.others", "count"),
    Slot(Text("冲突", "Conflicts"), "rollup_sources.conflicts", "count"),
    Slot(Text("说明", "Remark"), "rollup_sources.remark"),
)
LINES = (
    Slot(Text("记录", "Record"), "rollup_record.line"),
    Slot(Text("续", "Goes on"), "rollup_record.more"),
)


def build(path: Path, language: Language) -> None:
    """Writes the pages of a master."""
    draft = Draft.begin(path, language, Text("汇总", "Roll-up"))
    _conflicts(draft)
    _sources(draft)
    hidden = Page.begin(draft, RECORD, (100, 8))
    hidden.table("rollup_record", LINES)
    hidden.sheet.hide()
    draft.workbook.close()


def _conflicts(draft: Draft) -> None:
    page = Page.begin(draft, CONFLICTS, (12, 18, 13, 22, 26, 16, 18, 44, 34, 20, 24))
    page.head(CONFLICTS)
    page.tiles(TILES)
    page.skip()
    page.sentence("rollup.verdict", height=22)
    quiet = draft.style("subtitle", "note", indent=1)
    page.sheet.set_row(page.row, 20)
    page.put(0, page.text(WORDS), quiet, last=page.width - 1)
    page.row += 1
    page.skip()
    body = page.table("rollup_conflicts", LISTED, autofilter=True, height=32)
    place = (body.first_row, 0, body.last_row, 0)
    open_look = draft.workbook.add_format({"font_color": "#7A4B00", "bg_color": "#FDF0D5"})
    rule = {"type": "text", "criteria": "begins with", "value": "▲", "format": open_look}
    page.sheet.conditional_format(*place, rule)
    page.sheet.freeze_panes(body.first_row, 0)
    print_setup(page.sheet, draft.language, landscape=True, heading=range(body.first_row))


def _sources(draft: Draft) -> None:
    page = Page.begin(draft, SOURCES, (44, 18, 12, 12, 12, 12, 60))
    page.head(SOURCES)
    body = page.table("rollup_sources", FILES, height=20)
    page.sheet.freeze_panes(body.first_row, 0)
    print_setup(page.sheet, draft.language, landscape=True, heading=range(body.first_row))
