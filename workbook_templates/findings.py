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
SHEETS = (
    Slot(Text("已填", "Filled"), "findings_sheets.share", "percent"),
    Slot(Text("工作表", "Sheet"), "findings_sheets.sheet"),
    Slot(Text("行数", "Rows"), "findings_sheets.rows", "count"),
    Slot(Text("未识别的列", "Columns not read"), "findings_sheets.unread"),
    Slot(Text("已识别的列数", "Known columns"), "findings_sheets.columns", "count"),
)
ACCOUNTS = (
    Slot(Text("按字段", "By field"), "findings_accounts.by_field", "percent"),
    Slot(Text("客户名称", "Account name"), "findings_accounts.name"),
    Slot(Text("五类均值", "Class mean"), "findings_accounts.by_class", "percent"),
    Slot(Text("全空的类别", "Classes with nothing"), "findings_accounts.empty"),
    Slot(Text("客户编号", "Account ID"), "findings_accounts.account_id"),
)
FIXES = (
    Slot(Text("列", "Column"), "findings_fixes.header"),
    Slot(Text("工作表", "Sheet"), "findings_fixes.sheet"),
    Slot(Text("单元格", "Cell"), "findings_fixes.cell", role="link"),
    Slot(Text("原来的内容", "Before"), "findings_fixes.before"),
    Slot(Text("改为", "After"), "findings_fixes.after"),
    Slot(Text("改了什么", "What was done"), "findings_fixes.what"),
)
TILES = (
    Tile(Text("✖ 错误", "✖ Errors"), "findings.errors", "count", 0, 0),
    Tile(Text("▲ 警告", "▲ Warnings"), "findings.warnings", "count", 1, 1),
    Tile(Text("● 提示", "● Infos"), "findings.infos", "count", 2, 2),
)
SHARES = (
    Tile(Text("按字段", "By field"), "findings.by_field", "percent", 0, 0),
    Tile(Text("五类均值", "Class mean"), "findings.by_class", "percent", 1, 1),
    Tile(Text("已改正", "Corrected"), "findings.fixed", "count", 2, 2),
)
MARKS: dict[Severity, dict[str, Any]] = {
    Severity.ERROR: {"font_color": "#9C1C1C", "bg_color": "#FBE3E1"},
    Severity.WARNING: {"font_color": "#7A4B00", "bg_color": "#FDF0D5"},
    Severity.INFO: {"font_color": "#1F4E79", "bg_color": "#E4EDF6"},
}


def build(path: Path, language: Language) -> None:
    """Writes the findings template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, (12, 27, 10, 50, 19, 24, 20, 42))
    _head(page)
    page.skip()
    page.section(Text("按规则汇总", "By rule"))
    mark_severity(page, page.table("findings_summary", SUMMARY, height=20))
    page.skip(14)
    page.section(Text("逐条明细（点单元格地址跳转）", "Every finding (click the cell address)"))
    mark_severity(page, page.table("findings", FINDINGS, autofilter=True, height=30))
    page.skip(14)
    _completeness(page)
    page.section(Text("已自动改正（可用 xlcrm undo 撤销）", "Corrected (xlcrm undo takes it back)"))
    page.table("findings_fixes", FIXES, height=30)
    print_setup(page.sheet, language, landscape=True, heading=range(2))
    draft.workbook.close()


def _completeness(page: Page) -> None:
    page.section(
        Text("完整度：客户档案五类信息", "Completeness: the five classes of the customer file")
    )
    page.tiles(SHARES)
    page.skip(14)
    page.section(Text("各工作表的完整度", "Completeness by sheet"))
    page.table("findings_sheets", SHEETS, height=30)
    page.skip(14)
    page.section(Text("最不完整的客户", "The least complete accounts"))
    page.table("findings_accounts", ACCOUNTS, height=20)
    page.skip(14)


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
