"""Findings as one web page: no network, filters by severity, sheet and owner, fit for printing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path, PurePath
from string import Template
from urllib.parse import quote

from xlcrm.language import Language, Text
from xlcrm.report.completeness import SheetCompleteness
from xlcrm.report.finding_text import place, sheet_place, value_text
from xlcrm.report.findings_tab import severity_text, verdict
from xlcrm.rules import Finding, Severity

SKELETON = Path(__file__).with_suffix(".html")

TITLE = Text("校验结果", "Findings")
WORDS = {
    "findings_title": Text("逐条明细", "Every finding"),
    "filter_title": Text("筛选", "Filter"),
    "sheet_title": Text("工作表", "Sheet"),
    "owner_title": Text("负责人", "Owner"),
    "file_title": Text("工作簿", "Workbook"),
    "code_title": Text("规则", "Rule"),
    "all": Text("全部", "All"),
    "none": Text("没有符合条件的条目", "Nothing fits the filter"),
}
HEADS = (
    Text("级别", "Severity"),
    Text("位置", "Place"),
    Text("列", "Column"),
    Text("行", "Row about"),
    Text("负责人", "Owner"),
    Text("现有内容", "Value"),
    Text("问题", "What is wrong"),
    Text("怎样改", "What to do"),
)
COMPLETENESS = Text("完整度(已填单元格的比例)", "Completeness (share of cells filled)")
COMPLETENESS_HEADS = (
    Text("工作簿", "Workbook"),
    Text("工作表", "Sheet"),
    Text("行数", "Rows"),
    Text("已填", "Filled"),
)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One workbook that was checked: where it is, what was found, how complete its sheets are."""

    path: PurePath
    findings: Sequence[Finding]
    completeness: Sequence[SheetCompleteness] = ()
    link: str = ""
    """Where it lies as seen from the page; "" for beside it."""


@dataclass(frozen=True, kw_only=True)
class Top:
    """What stands above the findings of a page."""

    title: Text
    subtitle: Text
    verdict: Text
    sections: str = ""
    """Tables in HTML."""
    listing: bool = True
    """Whether findings were looked for, so that their list is shown."""


def findings_page(
    checked: Sequence[Checked], *, as_of: date, language: Language, top: Top | None = None
) -> str:
    """The whole page; every text from a workbook is escaped."""
    found = [(each, finding) for each in checked for finding in each.findings]
    several = len(checked) > 1
    head = top or _top(checked, as_of)
    pieces = {
        "lang": "zh-CN" if language == "zh" else "en",
        "title": escape(head.title[language]),
        "subtitle": escape(head.subtitle[language]),
        "verdict": escape(head.verdict[language]),
        "sections": head.sections,
        "listing": "" if head.listing else "hidden",
        "completeness": _completeness(checked, language),
        "several": "" if several else "hidden",
        "file_options": _options(_shown_name(each) for each, _ in found),
        "code_options": _options(finding.code for _, finding in found),
        "severity_boxes": _boxes([finding for _, finding in found], language),
        "sheet_options": _options(finding.sheet for _, finding in found),
        "owner_options": _options(finding.owner for _, finding in found),
        "heads": _heads(HEADS, language),
        "rows": "\n".join(
            _row(each, finding, language, several=several) for each, finding in found
        ),
    }
    words = {name: escape(text[language]) for name, text in WORDS.items()}
    skeleton = Template(SKELETON.read_text(encoding="utf-8"))
    return skeleton.substitute(words, **pieces)


def _top(checked: Sequence[Checked], as_of: date) -> Top:
    """The head of a page about a few workbooks."""
    names = ", ".join(each.path.name for each in checked)
    said = f"{names} · {as_of.isoformat()}"
    findings = [finding for each in checked for finding in each.findings]
    return Top(title=TITLE, subtitle=Text(said, said), verdict=verdict(findings, shown=None))


def _shown_name(each: Checked) -> str:
    return each.link or each.path.name


def _row(each: Checked, finding: Finding, language: Language, *, several: bool) -> str:
    severity = finding.severity.name.lower()
    mark = f'<span class="mark">{escape(severity_text(finding.severity, language))}</span>'
    cells = [
        mark,
        (f"<small>{escape(_shown_name(each))}</small><br>" if several else "")
        + _link(each, finding),
        escape(finding.header),
        escape(finding.row_key),
        escape(finding.owner),
        escape(value_text(finding.value, language)),
        f"{escape(finding.message[language])}<br><code>{escape(finding.code)}</code>",
        escape(finding.hint[language]),
    ]
    data = f'data-severity="{severity}" data-sheet="{escape(finding.sheet)}"'
    owner = f'data-owner="{escape(finding.owner)}" data-code="{escape(finding.code)}"'
    file = f'data-file="{escape(_shown_name(each))}"'
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{severity}" {data} {owner} {file}>{body}</tr>'


def _link(each: Checked, finding: Finding) -> str:
    """A link that reads sheet!cell and leads into the workbook beside the page."""
    if not finding.cell:
        return escape(place(finding))
    target = f"{quote(_shown_name(each), safe='/:')}#{quote(sheet_place(finding))}"
    return f'<a href="{escape(target)}">{escape(place(finding))}</a>'


def _boxes(findings: Sequence[Finding], language: Language) -> str:
    counts = {s: sum(finding.severity is s for finding in findings) for s in Severity}
    return "\n".join(
        f'<label><input type="checkbox" name="severity" value="{severity.name.lower()}" checked> '
        f"{escape(severity_text(severity, language))} ({counts[severity]})</label>"
        for severity in sorted(Severity, reverse=True)
    )


def _options(texts: Iterable[str]) -> str:
    known = sorted({text for text in texts if text})
    return "".join(f'<option value="{escape(text)}">{escape(text)}</option>' for text in known)


def _heads(heads: Sequence[Text], language: Language) -> str:
    return "".join(f"<th>{escape(head[language])}</th>" for head in heads)


def _completeness(checked: Sequence[Checked], language: Language) -> str:
    """The table of how full each sheet is; nothing where nobody looked."""
    rows = [
        f"<tr><td>{escape(each.path.name)}</td><td>{escape(sheet.sheet)}</td>"
        f'<td class="number">{sheet.rows}</td>'
        f'<td class="number">{sheet.share:.0%}</td></tr>'
        for each in checked
        for sheet in each.completeness
    ]
    if not rows:
        return ""
    body = "\n".join(rows)
    return (
        f'<h2>{escape(COMPLETENESS[language])}</h2>\n<div class="table"><table><thead><tr>'
        f"{_heads(COMPLETENESS_HEADS, language)}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )
