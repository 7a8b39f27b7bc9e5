"""The verbs, as functions that return objects: what the doors call and what scripts import.

Each verb reads everything, computes everything, then writes once; with `dry_run` it writes
nothing. All raise BookError, in the user's words, and leave the file as it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from shutil import copyfile

import pandas as pd

from xlcrm.book import BookError, Written, report_book
from xlcrm.book.backup import undo as restore
from xlcrm.book.errors import system_error
from xlcrm.book.template import Template
from xlcrm.language import Language, Text
from xlcrm.ooxml.a1 import cell_name
from xlcrm.planning.carry import Typed, typed_in
from xlcrm.planning.plan import account_tab, identity
from xlcrm.planning.tokens import Facts
from xlcrm.report.completeness import accounts_completeness, sheets_completeness
from xlcrm.report.dashboard import dashboard_tabs
from xlcrm.report.findings_tab import findings_tab
from xlcrm.report.fixes import fixes_of, without_fixes
from xlcrm.report.score_columns import owned_columns, written_methods
from xlcrm.report.snapshot_tab import snapshot_rows, snapshot_tab
from xlcrm.rules import Finding
from xlcrm.shipped import sample_path, template_path
from xlcrm.work import DEFAULTS, Options, Outcome, Progress, Work, quiet

MARKED = 20_000
"""Findings shown as marks in their cells (ours)."""

SAMPLE_DATE = date(2026, 11, 30)
"""The day the sample company's workbook was last filled in."""


def validate(path: Path, options: Options = DEFAULTS, *, fix: bool = False) -> Outcome:
    """Check every cell; show the findings on their own sheet and as removable marks.

    `fix` also writes the corrections that leave no doubt, and lists them; `undo` takes them back.
    """
    work = Work(path, options)
    fixes = fixes_of(work.sheets, cell_name=cell_name) if fix else []
    written = [
        work.book.fix(sheet, {each.cell: each.after for each in cells})
        for sheet, cells in groupby(fixes, key=lambda each: each.sheet)
    ]
    if fix:
        work.sheets = dict(without_fixes(work.sheets))
    findings = work.findings()
    work.say(Text("写入校验结果", "Writing the findings"), 2, 3)
    completeness = sheets_completeness(work.sheets)
    tab = findings_tab(
        findings,
        workbook=path.name,
        as_of=work.as_of,
        language=work.language,
        completeness=completeness,
        accounts=accounts_completeness(work.sheets),
        fixes=fixes,
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


def clear(path: Path, options: Options = DEFAULTS) -> Outcome:
    """Take the findings sheet and every mark out again, without a trace."""
    work = Work(path, options)
    found = [sheet for sheet, what in work.book.owned_sheets().items() if what == "findings"]
    for sheet in found:
        work.book.drop_tab(sheet)
    work.book.mark({})
    return work.finish([Written(sheet=sheet, cells="", what=sheet) for sheet in found])


def score(path: Path, options: Options = DEFAULTS) -> Outcome:
    """Compute every method; write results beside people's data, and the dashboards."""
    work = Work(path, options)
    results = work.results()
    written: list[Written] = []
    for sheet in work.sheets.values():
        columns = [
            column
            for label in written_methods(sheet.id)
            for column in owned_columns(label, results[label.name], sheet, work.language)
        ]
        written += work.book.write_columns(
            sheet.name, header_row=sheet.header_row, last_row=sheet.last_row, columns=columns
        )
    tabs = dashboard_tabs(
        work.frames, results, workbook=path.name, as_of=work.as_of, language=work.language
    )
    written += [work.book.put_tab(tab) for tab in tabs]
    return work.finish(written, results=results)


def snapshot(path: Path, options: Options = DEFAULTS) -> Outcome:
    """Record this week's open deals on the snapshot sheet; the same week's rows are replaced.

    Raises BookError "no-opportunities" where there are no deals to record.
    """
    work = Work(path, options)
    if "opportunities" not in work.frames:
        message = Text("没有商机表,没有可记录的漏斗", "there is no opportunity sheet to record")
        raise BookError("no-opportunities", message, path=path)
    rows = snapshot_rows(work.frames, work.results(), as_of=work.as_of)
    tab = snapshot_tab(rows, workbook=path.name, as_of=work.as_of, language=work.language)
    return work.finish([work.book.put_tab(tab)])


def plan(
    path: Path,
    options: Options = DEFAULTS,
    *,
    grades: Collection[str] = ("A",),
    accounts: Collection[str] = (),
    template: str = "account_plan",
    month: date | None = None,
) -> Outcome:
    """One planning tab per chosen account, regenerated with everything typed kept.

    `accounts` (ids) goes before `grades` (of account value, of pareto where that gives none);
    `month` (any day of it; None: the month of `as_of`) stands on the tab. Raises BookError
    "unknown-account" or "unknown-template".
    """
    work = Work(path, options)
    results = work.results()
    rows = _chosen(work, results, grades=grades, accounts=accounts)
    source = _planning_template(template, work.language)
    facts = Facts(frames=work.frames, results=results, language=work.language)
    first_of_month = (month or work.as_of).replace(day=1)
    standing = {what: sheet for sheet, what in work.book.owned_sheets().items()}
    written: list[Written] = []
    for done, row in enumerate(rows):
        work.say(Text("生成计划页", "Making planning tabs"), done, len(rows))
        account_id = str(work.frames["accounts"].at[row, "account_id"])
        old = standing.get(identity(source, account_id))
        typed = typed_in(work.book.read(old), work.book.tables(old), source) if old else Typed()
        tab = account_tab(row, source, facts, typed=typed, month=first_of_month)
        written.append(work.book.put_tab(tab))
    return work.finish(written, results=results)


def new(path: Path, *, language: Language = "zh", dry_run: bool = False) -> Path:
    """A starter workbook with every sheet, its headers and drop-downs.

    Raises BookError "exists" rather than overwrite anything.
    """
    if path.exists():
        message = Text("文件已存在,请换个名字", "the file exists already; choose another name")
        raise BookError("exists", message, path=path)
    if dry_run:
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copyfile(template_path("starter", language), path)
    except OSError as error:
        raise system_error(error, path) from error
    return path


def undo(path: Path, *, force: bool = False, dry_run: bool = False) -> Path:
    """Go back to how the workbook was before our last write; returns the backup used."""
    return restore(path, force=force, dry_run=dry_run)


def demo(
    folder: Path,
    *,
    language: Language = "zh",
    dry_run: bool = False,
    progress: Progress = quiet,
) -> list[Outcome]:
    """The sample workbook, copied into `folder` unless it is there, validated, scored, planned.

    A dry run works on the sample where it lies and writes nothing.
    """
    path = folder / f"xlcrm-demo-{language}.xlsx"
    if dry_run and not path.exists():
        path = sample_path(language)
    elif not dry_run:
        _copy_sample(language, path)
    options = Options(language=language, as_of=SAMPLE_DATE, dry_run=dry_run, progress=progress)
    return [verb(path, options) for verb in (validate, score, plan)]


def _copy_sample(language: Language, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            copyfile(sample_path(language), path)
    except OSError as error:
        raise system_error(error, path) from error


def _planning_template(name: str, language: Language) -> Template:
    path = template_path(f"planning/{name}", language)
    if not path.is_file():
        known = ", ".join(sorted({p.stem.rsplit("_", 1)[0] for p in path.parent.glob("*.xlsx")}))
        message = Text(
            f"没有计划模板 {name};可用:{known}", f"no planning template {name}; known: {known}"
        )
        raise BookError("unknown-template", message)
    return Template(path)


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


def _chosen(
    work: Work,
    results: Mapping[str, pd.DataFrame],
    *,
    grades: Collection[str],
    accounts: Collection[str],
) -> list[int]:
    """Rows of the accounts to plan for, largest first."""
    if "accounts" not in work.frames:
        message = Text("没有客户表,无法生成计划", "there is no account sheet to plan from")
        raise BookError("no-accounts", message, path=work.path)
    frame = work.frames["accounts"].join(results["pareto"][["rank", "class"]])
    frame["grade"] = results["account_value"]["grade"].fillna(frame["class"])
    frame = frame[frame["account_id"].notna()].drop_duplicates("account_id")
    for account in accounts:
        if account not in set(frame["account_id"]):
            message = Text(f"没有客户 {account}", f"there is no account {account}")
            raise BookError("unknown-account", message, path=work.path)
    wanted = frame["account_id"].isin(accounts) if accounts else frame["grade"].isin(grades)
    return [int(row) for row in frame[wanted].sort_values("rank", na_position="last").index]
