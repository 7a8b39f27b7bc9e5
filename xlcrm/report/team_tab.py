"""The report over many workbooks as a workbook."""

from pathlib import Path, PurePath
from urllib.parse import quote

from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import Language
from xlcrm.report.finding_text import sheet_place, value_text
from xlcrm.report.findings_tab import severity_text
from xlcrm.report.team_report import WORST_FIRST, Counts, FileReport, TeamReport
from xlcrm.report.team_sections import FAILED, NOBODY, file_change, signed, team_verdict
from xlcrm.rules import Finding
from xlcrm.shipped import template_path

FIGURES = ("accounts", "deals", "amount", "weighted", "quota", "outlook")


def team_tab(report: TeamReport) -> Tab:
    """The report as one sheet."""
    language = report.language
    template = Template(template_path("team_report", language))
    return Tab(
        template=template,
        name=template.sheet,
        identity="team report",
        values={
            "report.workbook": "",
            "report.as_of": report.as_of,
            "team.files": len(report.files),
            **_counts("team", report.counts, report),
            "team.verdict": team_verdict(report)[language],
        },
        tables={
            "team_files": [_file(report, each) for each in report.files],
            "team_owners": _owners(report),
            "team_rules": _rules(report),
            "team_findings": [
                _finding(each.path, report.name(each.path), finding, language)
                for each, finding in report.findings
            ],
        },
    )


def _counts(table: str, counts: Counts, report: TeamReport) -> dict[str, object]:
    """Findings by severity; blank where nobody looked for any."""
    return {
        f"{table}.{s.name.lower()}s": counts.get(s, 0) if report.checked else None
        for s in WORST_FIRST
    }


def _file(report: TeamReport, each: FileReport) -> Record:
    name, language = report.name(each.path), report.language
    reason = f"{FAILED[language]}: {each.failed[language]}" if each.failed else ""
    return {
        "team_files.file": Linked(name, _address(each.path)),
        **_counts("team_files", each.counts, report),
        "team_files.change": file_change(report, each),
        "team_files.remark": reason,
    }


def _owners(report: TeamReport) -> list[Record]:
    found: list[Record] = []
    for owner, counts, figures in report.owners:
        known = {f"team_owners.{name}": getattr(figures, name, None) for name in FIGURES}
        name = owner or NOBODY[report.language]
        found.append({"team_owners.owner": name, **_counts("team_owners", counts, report), **known})
    return found


def _rules(report: TeamReport) -> list[Record]:
    before = report.previous.rules if report.previous else None
    return [
        {
            "team_rules.message": message[report.language],
            "team_rules.severity": severity_text(severity, report.language),
            "team_rules.count": count,
            "team_rules.change": "" if before is None else signed(count - before.get(code, 0)),
            "team_rules.code": code,
        }
        for severity, code, message, count in report.rules
    ]


def _address(path: PurePath) -> str:
    """Where a workbook lies, as a link."""
    return path.absolute().as_uri() if isinstance(path, Path) else str(path)


def _finding(path: PurePath, file: str, finding: Finding, language: Language) -> Record:
    target = f"{_address(path)}#{quote(sheet_place(finding))}"
    return {
        "team_findings.file": file,
        "team_findings.severity": severity_text(finding.severity, language),
        "team_findings.sheet": finding.sheet,
        "team_findings.cell": Linked(finding.cell, target) if finding.cell else None,
        "team_findings.owner": finding.owner,
        "team_findings.message": finding.message[language],
        "team_findings.header": finding.header,
        "team_findings.row_key": finding.row_key,
        "team_findings.value": value_text(finding.value, language),
        "team_findings.hint": finding.hint[language],
    }
