"""Every rule over every sheet: marks become findings with the address people know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from xlcrm.language import Text
from xlcrm.rules.finding import Finding, Mark, Severity
from xlcrm.rules.rule import Case, Rule, Sheets
from xlcrm.rules.settings import DEFAULT_SETTINGS, RuleSettings
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.near import NearSheet

RULE_FAILED = Text("规则未能运行", "A rule could not run")


def findings_of(
    sheets: Sheets,
    rules: Iterable[Rule],
    *,
    workbook: str,
    as_of: date,
    cell_name: Callable[[int, int], str],
    settings: RuleSettings = DEFAULT_SETTINGS,
    near: tuple[NearSheet, ...] = (),
    unread: tuple[str, ...] | None = None,
) -> list[Finding]:
    """All findings, worst first; `near` are sheets that are a slip away from being recognised.

    `unread` are the names of the workbook's other sheets; where it is given, `sheets` are all that
    were recognised, and one that every workbook needs may be missing.

    `cell_name` turns (row, column) into an A1 address. A rule that crashes becomes one finding
    that names it, and the others go on; a rule whose severity is set to off does not run.
    """
    case = Case(sheets, as_of, settings, near, unread)
    found: list[Finding] = []
    for rule in _in_force(rules, settings):
        try:
            marks = list(rule.check(case))
            found += [
                _finding(mark, rule, sheets, workbook, cell_name)
                if mark.sheet in sheets or mark.row
                else _of_workbook(mark, rule, workbook)
                for mark in marks
            ]
        except Exception as error:  # one bad rule must not hide the others' findings
            found.append(_rule_failed(rule, workbook, error))
    return sorted(found, key=Finding.order)


def _in_force(rules: Iterable[Rule], settings: RuleSettings) -> Iterator[Rule]:
    """The rules that run, each with the severity that staff gave it."""
    for rule in rules:
        chosen = settings.severity.get(rule.code)
        if chosen is None:
            yield rule
        elif chosen != "off":
            yield replace(rule, severity=Severity[chosen.upper()])


def _finding(
    mark: Mark, rule: Rule, sheets: Sheets, workbook: str, cell_name: Callable[[int, int], str]
) -> Finding:
    sheet = sheets[mark.sheet]
    header = sheet.headers.get(mark.field or "")
    column = mark.column or sheet.columns.get(mark.field or "", 1)
    cell = cell_name(mark.row, column) if mark.row else ""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        workbook=workbook,
        sheet=sheet.name,
        cell=cell,
        row_key=sheet.row_key(mark.row) if mark.row and mark.row in sheet.frame.index else "",
        header=" ".join(header.text.split()) if header else "",
        value=mark.value,
        message=rule.message,
        expected=mark.expected,
        hint=mark.hint,
        owner=_said(sheet, mark.row, "owner"),
        account=_said(sheet, mark.row, "account_id"),
    )


def _of_workbook(mark: Mark, rule: Rule, workbook: str) -> Finding:
    """A finding about a sheet that was not read: the mark names it as the workbook does."""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        workbook=workbook,
        sheet=mark.sheet,
        cell="",
        row_key="",
        header="",
        value=mark.value,
        message=rule.message,
        expected=mark.expected,
        hint=mark.hint,
    )


def _said(sheet: SheetFrame, row: int | None, name: str) -> str:
    """The row's text in a field, "" without row, field or text."""
    if row is None or name not in sheet.columns or row not in sheet.frame.index:
        return ""
    value = sheet.frame.at[row, name]
    return value if isinstance(value, str) else ""


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
