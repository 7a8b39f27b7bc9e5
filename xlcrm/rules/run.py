"""Every rule over every sheet: marks become findings with the address people know."""

from collections.abc import Callable, Iterable
from datetime import date

from xlcrm.language import Text
from xlcrm.rules.finding import Finding, Mark, Severity
from xlcrm.rules.rule import Rule, Sheets

RULE_FAILED = Text("规则未能运行", "A rule could not run")


def findings_of(
    sheets: Sheets,
    rules: Iterable[Rule],
    *,
    workbook: str,
    as_of: date,
    cell_name: Callable[[int, int], str],
) -> list[Finding]:
    """All findings, worst first.

    `cell_name` turns (row, column) into an A1 address. A rule that crashes becomes one finding
    that names it, and the others go on.
    """
    found: list[Finding] = []
    for rule in rules:
        try:
            marks = list(rule.check(sheets, as_of))
            found += [_finding(mark, rule, sheets, workbook, cell_name) for mark in marks]
        except Exception as error:  # one bad rule must not hide the others' findings
            found.append(_rule_failed(rule, workbook, error))
    return sorted(found, key=Finding.order)


def _finding(
    mark: Mark, rule: Rule, sheets: Sheets, workbook: str, cell_name: Callable[[int, int], str]
) -> Finding:
    sheet = sheets[mark.sheet]
    header = sheet.headers.get(mark.field or "")
    cell = cell_name(mark.row, sheet.columns.get(mark.field or "", 1)) if mark.row else ""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        workbook=workbook,
        sheet=sheet.name,
        cell=cell,
        row_key=sheet.row_key(mark.row) if mark.row else "",
        header=" ".join(header.text.split()) if header else "",
        value=mark.value,
        message=rule.message,
        expected=mark.expected,
        hint=mark.hint,
    )


def _rule_failed(rule: Rule, workbook: str, error: Exception) -> Finding:
    return Finding(
        code="rule-failed",
        severity=Severity.WARNING,
        workbook=workbook,
        sheet="",
        cell="",
        row_key="",
        header="",
        value=rule.code,
        message=RULE_FAILED,
        hint=Text(
            f"规则 {rule.code} 出错:{error},其余规则已照常检查",
            f"Rule {rule.code} failed ({error}); the other rules ran",
        ),
    )
