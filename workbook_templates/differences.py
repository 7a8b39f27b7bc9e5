"""The sheet of differences between two workbooks: counts, then every one with a link."""

from pathlib import Path

from workbook_templates.look import Draft, print_setup
from workbook_templates.page import Page, Slot, Tile, token
from xlcrm.language import Language, Text

TITLE = Text("差异清单", "Differences")
TILES = (
    Tile(Text("~ 改动", "~ Changed"), "differences.changed", "count", 0, 0),
    Tile(Text("+ 新增", "+ Added"), "differences.added", "count", 1, 1),
    Tile(Text("− 删除", "− Removed"), "differences.removed", "count", 2, 2),
)
LISTED = (
    Slot(Text("变动", "Change"), "differences_list.kind"),
    Slot(Text("工作表", "Sheet"), "differences_list.sheet"),
    Slot(Text("行", "Row about"), "differences_list.key"),
    Slot(Text("列", "Column"), "differences_list.header"),
    Slot(Text("单元格", "Cell"), "differences_list.cell", role="link"),
    Slot(Text("原来", "Before"), "differences_list.before"),
    Slot(Text("现在", "Now"), "differences_list.after"),
)


def build(path: Path, language: Language) -> None:
    """Writes the sheet of differences."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, (18, 20, 22, 22, 10, 44, 44))
    page.sheet.set_row(page.row, 32)
    page.put(0, page.text(TITLE), draft.style("title", text_wrap=False))
    page.row += 1
    between = f"{token('differences.old')} → {token('differences.new')}"
    page.put(0, between, draft.style("subtitle", text_wrap=False), last=page.width - 1)
    page.row += 1
    page.skip()
    page.tiles(TILES)
    page.skip()
    body = page.table("differences_list", LISTED, autofilter=True, height=20)
    page.sheet.freeze_panes(body.first_row, 0)
    print_setup(page.sheet, language, landscape=True, heading=range(body.first_row))
    draft.workbook.close()
