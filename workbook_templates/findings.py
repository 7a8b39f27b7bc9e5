"""The findings sheet: verdict and counts, findings by rule, then every finding with a link."""

from pathlib import Path
from typing import Any

from workbook_templates.look import Draft, print_setup
from workbook_templates.page import Body, Page, Slot, Tile, token
from xlcrm.language import Language, Text
from xlcrm.rules.finding import Severity

TITLE = Text("校验结果", "Findings")

SUMMARY = (
    Slot(Text("级别", "Severity"), "findings_summary.severity"),
    Slot(Text("规则代码", "Code"), "findings_summary.code"),
    Slot(Text("处数", "Count"), "findings_summary.count", "count"),
    Slot(Text("规则说明", "Rule"), "findings_summary.message"),
)
FINDINGS = (
    Slot(Text("级别", "Severity"), "findings.severity"),
    Slot(Text("工作表", "Sheet"), "findings.sheet"),
    Slot(Text("单元格", "Cell"), "findings.cell", role="link"),
    Slot(Text("问题", "What is wrong"), "findings.message"),
    Slot(Text("列", "Column"), "findings.header"),
    Slot(Text("行", "Row about"), "findings.row_key"),
    Slot(Text("现有内容", "Value"), "findings.value"),
    Slot(Text("怎样改", "What to do"), "findings.hint"),
)
TILES = (
    Tile(Text("✖ 错误", "✖ Errors"), "findings.errors", "count", 0, 0),
    Tile(Text("▲ 警告", "▲ Warnings"), "findings.warnings", "count", 1, 1),
    Tile(Text("● 提示", "● Infos"), "findings.infos", "count", 2, 2),
)
MARKS: dict[Severity, dict[str, Any]] = {
    Severity.ERROR: {"font_color": "#9C1C1C", "bg_color": "#FBE3E1"},
    Severity.WARNING: {"font_color": "#7A4B00", "bg_color": "#FDF0D5"},
    Severity.INFO: {"font_color": "#1F4E79", "bg_color": "#E4EDF6"},
}


def build(path: Path, language: Language) -> None:
    """Writes the findings template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, (12, 21, 10, 50, 19, 24, 20, 42))
    _head(page)
    page.skip()
    page.section(Text("按规则汇总", "By rule"))
    mark_severity(page, page.table("findings_summary", SUMMARY, height=20))
    page.skip(14)
    page.section(Text("逐条明细（点单元格地址跳转）", "Every finding (click the cell address)"))
    mark_severity(page, page.table("findings", FINDINGS, autofilter=True, height=30))
    print_setup(page.sheet, language, landscape=True, heading=range(2))
    draft.workbook.close()


def _head(page: Page) -> None:
    style = page.draft.style
    page.head(TITLE)
    page.tiles(TILES)
    page.row -= 2
    page.put(3, page.text(Text("结论", "Verdict")), style("tile_label", indent=1), last=7)
    page.row += 1
    verdict = style("tile", indent=1, font_size=13, text_wrap=True)
    page.put(3, token("findings.verdict"), verdict, last=7)
    page.row += 1


def mark_severity(page: Page, body: Body) -> None:
    """A tint by severity, behind the symbol and the word that say it."""
    column = body.columns["severity"]
    place = (body.first_row, column, body.last_row, column)
    for severity, look in MARKS.items():
        rule = {
            "type": "text",
            "criteria": "containing",
            "value": severity.text(page.draft.language),
            "format": page.draft.workbook.add_format(look),
        }
        page.sheet.conditional_format(*place, rule)
