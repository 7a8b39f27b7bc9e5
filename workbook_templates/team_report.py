"""The report over many workbooks: by file, owner and rule, then every finding."""

from pathlib import Path

from workbook_templates.findings import mark_severity
from workbook_templates.look import Draft, print_setup
from workbook_templates.page import Page, Slot, Tile, token
from xlcrm.language import Language, Text

TITLE = Text("汇总报告", "Team report")
TILES = (
    Tile(Text("工作簿", "Workbooks"), "team.files", "count", 0, 0),
    Tile(Text("✖ 错误", "✖ Errors"), "team.errors", "count", 1, 1),
    Tile(Text("▲ 警告", "▲ Warnings"), "team.warnings", "count", 2, 2),
    Tile(Text("● 提示", "● Infos"), "team.infos", "count", 3, 3),
)
COUNTS = (("errors", "✖ 错误", "✖ Errors"), ("warnings", "▲ 警告", "▲ Warnings"),
          ("infos", "● 提示", "● Infos"))  # fmt: skip


def _counted(table: str) -> tuple[Slot, ...]:
    return tuple(Slot(Text(zh, en), f"{table}.{name}", "count") for name, zh, en in COUNTS)


FILES = (
    Slot(Text("工作簿", "Workbook"), "team_files.file", role="link"),
    *_counted("team_files"),
    Slot(Text("变化", "Change"), "team_files.change"),
    Slot(Text("说明", "Remark"), "team_files.remark"),
)
OWNERS = (
    Slot(Text("负责人", "Owner"), "team_owners.owner"),
    *_counted("team_owners"),
    Slot(Text("客户", "Accounts"), "team_owners.accounts", "count"),
    Slot(Text("进行中商机", "Open deals"), "team_owners.deals", "count"),
    Slot(Text("金额(万元)", "Amount"), "team_owners.amount", "money"),
    Slot(Text("加权金额(万元)", "Weighted"), "team_owners.weighted", "money"),
    Slot(Text("任务额(万元)", "Target"), "team_owners.quota", "money"),
    Slot(Text("预计(万元)", "Outlook"), "team_owners.outlook", "money"),
)
RULES = (
    Slot(Text("规则说明", "Rule"), "team_rules.message"),
    Slot(Text("级别", "Severity"), "team_rules.severity"),
    Slot(Text("条数", "Count"), "team_rules.count", "count"),
    Slot(Text("变化", "Change"), "team_rules.change"),
    Slot(Text("规则代码", "Code"), "team_rules.code"),
)
FINDINGS = (
    Slot(Text("工作簿", "Workbook"), "team_findings.file"),
    Slot(Text("级别", "Severity"), "team_findings.severity"),
    Slot(Text("工作表", "Sheet"), "team_findings.sheet"),
    Slot(Text("单元格", "Cell"), "team_findings.cell", role="link"),
    Slot(Text("负责人", "Owner"), "team_findings.owner"),
    Slot(Text("问题", "What is wrong"), "team_findings.message"),
    Slot(Text("列", "Column"), "team_findings.header"),
    Slot(Text("行", "Row about"), "team_findings.row_key"),
    Slot(Text("现有内容", "Value"), "team_findings.value"),
    Slot(Text("怎样改", "What to do"), "team_findings.hint"),
)


def build(path: Path, language: Language) -> None:
    """Writes the report template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, (38, 14, 14, 14, 20, 44, 20, 20, 20, 42))
    page.head(TITLE)
    page.tiles(TILES)
    page.skip()
    page.put(0, token("team.verdict"), draft.style("fact", indent=1), last=page.width - 1)
    page.row += 1
    page.skip()
    for title, name, slots in (
        (Text("按工作簿（问题多的在前）", "By workbook, worst first"), "team_files", FILES),
        (Text("按负责人", "By owner"), "team_owners", OWNERS),
        (Text("按规则", "By rule"), "team_rules", RULES),
        (Text("逐条明细", "Every finding"), "team_findings", FINDINGS),
    ):
        page.section(title)
        last = name == "team_findings"
        body = page.table(name, slots, height=30 if last else 20, autofilter=last)
        if "severity" in body.columns:
            mark_severity(page, body)
        page.skip(14)
    print_setup(page.sheet, language, landscape=True, heading=range(2))
    draft.workbook.close()
