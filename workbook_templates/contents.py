"""The list of planning tabs: where each is, whose it is, how fresh, what is still open."""

from pathlib import Path

from workbook_templates.look import SECOND, Draft, print_setup
from workbook_templates.page import Page, Slot
from xlcrm.language import Language, Text

TITLE = Text("计划目录", "Plan contents")
WIDTHS = (34, 16, 14, 11, 17, 13, 11, 26)


def build(path: Path, language: Language) -> None:
    """Writes the contents template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, WIDTHS)
    page.head(TITLE)
    body = page.table("contents", _slots(), autofilter=True)
    bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": SECOND,
           "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}  # fmt: skip
    at = body.columns["filled"]
    page.sheet.conditional_format(body.first_row, at, body.last_row, at, bar)
    page.sheet.freeze_panes(body.first_row, 1)
    print_setup(page.sheet, language, landscape=True, heading=range(body.first_row))
    draft.workbook.close()


def _slots() -> list[Slot]:
    return [
        Slot(Text("计划页", "Planning tab"), "contents.tab", role="link"),
        Slot(Text("编号", "ID"), "contents.subject"),
        Slot(Text("负责人", "Owner"), "contents.owner"),
        Slot(Text("计划月份", "Plan month"), "contents.month", "month"),
        Slot(Text("新鲜度", "Freshness"), "contents.freshness"),
        Slot(Text("填写完整度", "Filled in"), "contents.filled", "percent"),
        Slot(Text("未完行动", "Open actions"), "contents.actions", "count"),
        Slot(Text("备注", "Remark"), "contents.remark"),
    ]
