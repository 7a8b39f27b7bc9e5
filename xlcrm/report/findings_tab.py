"""The findings as a sheet: a verdict, a summary by rule, every finding with a link to its cell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import Language, Text
from xlcrm.report.finding_text import sheet_place, value_text
from xlcrm.rules import Finding, Severity
from xlcrm.shipped import template_path

IDENTITY = "findings"
SYMBOLS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
"""Shown before the word, so that colour is never the only signal."""
SHOWN = 2000
"""Findings listed on the sheet; the rest are counted in the verdict (ours)."""


def findings_tab(
    findings: Sequence[Finding], *, workbook: str, as_of: date, language: Language
) -> Tab:
    """The findings sheet, filled."""
    template = Template(template_path("findings", language))
    counts = Counter(finding.severity for finding in findings)
    values: dict[str, object] = {
        "report.workbook": workbook,
        "report.as_of": as_of,
        "findings.errors": counts[Severity.ERROR],
        "findings.warnings": counts[Severity.WARNING],
        "findings.infos": counts[Severity.INFO],
        "findings.verdict": verdict(findings)[language],
    }
    return Tab(
        template=template,
        name=template.sheet,
        identity=IDENTITY,
        values=values,
        tables={
            "findings_summary": _summary(findings, language),
            "findings": [_record(finding, language) for finding in findings[:SHOWN]],
        },
        first=True,
    )


def verdict(findings: Sequence[Finding]) -> Text:
    """What the reader should know first."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not findings:
        return Text("全部通过,没有发现问题", "All clear: nothing to object to")
    more = len(findings) - SHOWN
    zh = f"(仅列出前 {SHOWN} 条,其余 {more} 条改正后再次校验即可看到)" if more > 0 else ""
    en = f" (the first {SHOWN} are listed; {more} more will show next time)" if more > 0 else ""
    if errors:
        return Text(
            f"请先处理 {errors} 条错误,再看其余提醒{zh}",
            f"Put right the {errors} errors first, then look at the rest{en}",
        )
    return Text(
        f"没有错误,有 {len(findings)} 条提醒{zh}", f"No errors, {len(findings)} reminders{en}"
    )


def severity_text(severity: Severity, language: Language) -> str:
    """Symbol and word: ✖ 错误."""
    return f"{SYMBOLS[severity]} {severity.text(language)}"


def _summary(findings: Sequence[Finding], language: Language) -> list[Record]:
    counts = Counter((finding.severity, finding.code, finding.message) for finding in findings)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[0][0], -entry[1], entry[0][1]))
    return [
        {
            "findings_summary.severity": severity_text(severity, language),
            "findings_summary.code": code,
            "findings_summary.message": message[language],
            "findings_summary.count": count,
        }
        for (severity, code, message), count in ranked
    ]


def _record(finding: Finding, language: Language) -> Record:
    return {
        "findings.severity": severity_text(finding.severity, language),
        "findings.sheet": finding.sheet,
        "findings.cell": Linked(finding.cell, sheet_place(finding)) if finding.cell else None,
        "findings.row_key": finding.row_key,
        "findings.header": finding.header,
        "findings.value": value_text(finding.value),
        "findings.message": finding.message[language],
        "findings.hint": finding.hint[language],
    }
