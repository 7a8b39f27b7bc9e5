"""Check every cell, show what was found, take it out again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

from xlcrm.book import Book, Written, report_book
from xlcrm.language import Text
from xlcrm.ooxml.a1 import cell_name
from xlcrm.report.completeness import accounts_completeness, sheets_completeness
from xlcrm.report.findings_tab import findings_tab
from xlcrm.report.fixes import fixes_of, without_fixes
from xlcrm.report.veil import veiled_fixes
from xlcrm.rules import Finding
from xlcrm.work import DEFAULTS, Options, Outcome, Work

MARKED = 20_000
"""Findings shown as marks in their cells (ours)."""


def validate(where: Path | Book, options: Options = DEFAULTS, *, fix: bool = False) -> Outcome:
    """Check every cell; show the findings on their own sheet and as removable marks.

    `fix` also writes the corrections that leave no doubt, and lists them; `undo` takes them back.
    """
    work = Work(where, options)
    fixes = fixes_of(work.sheets, cell_name=cell_name, base=work.base_currency) if fix else []
    written = [
        work.book.fix(sheet, {each.cell: each.after for each in cells})
        for sheet, cells in groupby(fixes, key=lambda each: each.sheet)
    ]
    if fix:
        work.sheets = dict(without_fixes(work.sheets, base=work.base_currency))
    fixes = veiled_fixes(fixes, work.veiled)
    findings = work.findings()
    work.say(Text("写入校验结果", "Writing the findings"), 2, 3)
    completeness = sheets_completeness(work.sheets)
    tab = findings_tab(
        findings,
        workbook=work.path.name,
        as_of=work.as_of,
        language=work.language,
        completeness=completeness,
        accounts=accounts_completeness(work.sheets),
        fixes=fixes,
        unread=work.unread(),
    )
    written.append(work.book.put_tab(tab))
    work.book.mark(_marked(findings))
    outcome = work.finish(written, findings=findings)
    return replace(outcome, fixes=fixes, completeness=completeness)


def export_findings(outcomes: Sequence[Outcome], path: Path, *, as_of: date | None = None) -> Path:
    """The findings of several workbooks as a workbook of their own, a tab for each.

    Raises BookError where it cannot be written, ValueError without outcomes.
    """
    tabs = []
    for number, outcome in enumerate(outcomes, start=1):
        tab = findings_tab(
            outcome.findings,
            workbook=outcome.path.name,
            as_of=as_of or date.today(),
            language=outcome.language,
            completeness=outcome.completeness,
            fixes=outcome.fixes,
            linked=False,
        )
        tabs.append(replace(tab, name=outcome.path.stem, identity=f"report {number}", first=False))
    report_book(tabs, path)
    return path


def clear(where: Path | Book, options: Options = DEFAULTS) -> Outcome:
    """Take the findings sheet and every mark out again, without a trace."""
    work = Work(where, options)
    found = [sheet for sheet, what in work.book.owned_sheets().items() if what == "findings"]
    work.book.mark({})
    for sheet in found:
        work.book.drop_tab(sheet)
    return work.finish([Written(sheet=sheet, cells="", what=sheet) for sheet in found])


def _marked(findings: Sequence[Finding]) -> dict[str, dict[str, list[str]]]:
    """Sheet to severity to cells; a cell with several findings shows the worst.

    Beyond MARKED findings the sheet is in no state to be read cell by cell; the worst are marked.
    """
    marked: dict[str, dict[str, list[str]]] = {}
    seen: set[tuple[str, str]] = set()
    for finding in findings[:MARKED]:
        if finding.cell and (finding.sheet, finding.cell) not in seen:
            seen.add((finding.sheet, finding.cell))
            by_severity = marked.setdefault(finding.sheet, {})
            by_severity.setdefault(finding.severity.name.lower(), []).append(finding.cell)
    return marked
