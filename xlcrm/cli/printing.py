"""What the commands print, in the reader's language."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text as Styled

from xlcrm.api import export_findings
from xlcrm.batch import Done
from xlcrm.book import Written
from xlcrm.book.errors import system_error
from xlcrm.book.placing import write_whole
from xlcrm.cli.progress import out
from xlcrm.language import Language, Text
from xlcrm.planning.check import Fault
from xlcrm.report.finding_text import as_json, line
from xlcrm.report.findings_page import Checked, findings_page
from xlcrm.report.findings_tab import SYMBOLS, severity_text, verdict
from xlcrm.report.github import annotation
from xlcrm.rules import Finding, Severity
from xlcrm.work import Outcome

OF_EACH = 5
"""Findings of one rule printed per workbook (ours)."""
DETAILED = 5
"""So many workbooks get their findings and sheets printed; of more, each gets a line (ours)."""
SHOWN = 15
"""Findings printed per workbook; the findings sheet lists them all (ours)."""
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_report(
    outcomes: Sequence[Outcome], form: str, *, output: Path | None, as_of: date | None
) -> None:
    """The findings as json, github, html or xlsx; html and xlsx go to a file.

    Raises BookError where the file cannot be written.
    """
    if form == "json":
        print_findings_json(outcomes)
    elif form == "github":
        _print_annotations(outcomes)
    elif outcomes:
        path = output or Path(f"xlcrm-findings.{form}")
        if form == "xlsx":
            export_findings(outcomes, path, as_of=as_of)
        else:
            _write_page(outcomes, path, as_of or date.today())
        words = Text(f"校验结果已写入 {path}", f"Findings written to {path}")
        out.print(words[outcomes[0].language])


def _print_annotations(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        for finding in outcome.findings:
            print(annotation(finding, outcome.language, path=outcome.path))


def _write_page(outcomes: Sequence[Outcome], path: Path, as_of: date) -> None:
    checked = [
        Checked(path=each.path, findings=each.findings, completeness=each.completeness)
        for each in outcomes
    ]
    page = findings_page(checked, as_of=as_of, language=outcomes[0].language)
    try:
        write_whole(path, page.encode())
    except OSError as error:
        raise system_error(error, path) from error


def print_checked(done: Done, of: int, *, spoken: Language) -> None:
    """The verdict on one of `of` workbooks, and its first findings where there are few."""
    outcome = done.outcome
    if not outcome:
        _print_unchanged(done, spoken)
        return
    language = outcome.language
    _heading(outcome, verdict(outcome.findings))
    if of > DETAILED:
        return
    if outcome.fixes:
        count = len(outcome.fixes)
        words = Text(
            f"  已改正 {count} 处,清单见校验结果表",
            f"  {count} cells corrected, listed on the findings sheet",
        )
        out.print(words[language])
    _print_first(outcome)
    _print_saved(outcome)


def print_findings_json(outcomes: Sequence[Outcome]) -> None:
    """All findings of all workbooks as one JSON list."""
    found = [
        as_json(finding, outcome.language, path=outcome.path)
        for outcome in outcomes
        for finding in outcome.findings
    ]
    print(json.dumps(found, ensure_ascii=False, indent=2))


def print_written(done: Done, of: int, *, spoken: Language) -> None:
    """What was written into one of `of` workbooks, a line for each sheet where there are few."""
    outcome = done.outcome
    if not outcome:
        _print_unchanged(done, spoken)
        return
    _heading(outcome, Text("已完成", "Done"))
    if of <= DETAILED:
        for text in _written_lines(outcome.written, outcome.language):
            out.print(f"  {text}")
    for remark in outcome.remarks:
        out.print(Styled("  ▲ ", style="yellow") + Styled(remark[outcome.language]))
    if of <= DETAILED:
        _print_saved(outcome)


def print_summary(done: Sequence[Done], spoken: Language) -> None:
    """How many workbooks were done, left alone, could not be done; how many findings in all."""
    parts = [
        (sum(bool(one.outcome) for one in done), Text("已完成", "done")),
        (sum(one.unchanged is not None for one in done), Text("未变动", "unchanged")),
        (sum(bool(one.error) for one in done), Text("未能处理", "could not be done")),
        (sum(one.untouched for one in done), Text("未开始", "not begun")),
    ]
    told = [f"{count} {words[spoken]}" for count, words in parts if count]
    found = sum((one.counts for one in done), Counter[Severity]())
    told += [f"{severity_text(s, spoken)} {found[s]}" for s in sorted(found, reverse=True)]
    title = Text(f"共 {len(done)} 个工作簿", f"{len(done)} workbooks")[spoken]
    out.print(Styled(f"{title}: ", style="bold") + Styled(", ".join(told)))


def _print_unchanged(done: Done, spoken: Language) -> None:
    counts = ", ".join(
        f"{severity_text(s, spoken)} {done.counts[s]}" for s in sorted(done.counts, reverse=True)
    )
    words = Text("上次之后没有变动", "Unchanged since last time")[spoken]
    told = f"  {words}" + (f" ({counts})" if counts else "")
    out.print(Styled(str(done.path), style="bold") + Styled(told))


def print_demo(outcomes: Sequence[Outcome], language: Language) -> None:
    """What the demo found and wrote, and which file to open."""
    checked, scored, planned = outcomes
    counts = Counter(finding.severity for finding in checked.findings)
    found = ", ".join(
        f"{severity_text(s, language)} {counts[s]}" for s in sorted(counts, reverse=True)
    )
    out.print(Text(f"[bold]校验[/]  {found}", f"[bold]Validated[/]  {found}")[language])
    _print_first(checked)
    out.print(Text("[bold]评分[/]", "[bold]Scored[/]")[language])
    for text in _written_lines(scored.written, language):
        out.print(f"  {text}")
    out.print(Text("[bold]计划[/]", "[bold]Planned[/]")[language])
    for written in planned.written:
        out.print(f"  {written.sheet}")
    path = planned.path
    out.print(
        Text(
            f"\n请用 Excel、WPS 或 LibreOffice 打开:[bold]{path}[/]\n撤销上一步:xlcrm undo {path}",
            f"\nOpen in Excel, WPS or LibreOffice: [bold]{path}[/]\nStep back: xlcrm undo {path}",
        )[language]
    )


def print_new(path: Path, language: Language, *, dry_run: bool) -> None:
    """Where the starter workbook is and what comes next."""
    if dry_run:
        out.print(Text(f"将新建 {path}", f"Would make {path}")[language])
        return
    out.print(
        Text(
            f"已新建 {path}\n填写后运行:xlcrm validate {path}",
            f"Made {path}\nFill it in, then run: xlcrm validate {path}",
        )[language]
    )


def print_undone(done: Done, _of: int, *, spoken: Language) -> None:
    """What the workbook was put back to."""
    for written in done.outcome.written if done.outcome else ():
        words = Text(
            f"{done.path}:已恢复到写入之前 ({written.what})",
            f"{done.path}: put back as before ({written.what})",
        )
        out.print(words[spoken])


def print_faults(path: Path, faults: Sequence[Fault], language: Language) -> None:
    """What is wrong with a template, or that it is ready."""
    if not faults:
        out.print(Text(f"{path}:可以使用", f"{path}: ready to use")[language])
    for fault in faults:
        place = f"{path} {fault.cell}".strip()
        out.print(Styled("✖ ", style="red") + Styled(f"{place}: {fault.words[language]}"))


def print_methods(rows: Sequence[dict[str, Any]], language: Language) -> None:
    """The methods as a table."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for title in (
        Text("方法", "Method"),
        Text("名称", "Name"),
        Text("条目", "Ids"),
        Text("表", "Sheet"),
    ):
        table.add_column(title[language])
    for row in rows:
        table.add_row(row["name"], row[language], ", ".join(row["ids"]), row["sheet"])
    out.print(table)


def _heading(outcome: Outcome, words: Text) -> None:
    out.print(Styled(str(outcome.path), style="bold") + Styled(f"  {words[outcome.language]}"))


def _print_first(outcome: Outcome) -> None:
    """The worst findings, and how many more there are."""
    language = outcome.language
    first, rest = _some_of_each(outcome.findings)
    for finding in first:
        mark = Styled(f"  {SYMBOLS[finding.severity]} ", style=COLORS[finding.severity])
        out.print(mark + Styled(line(finding, language)))
    if rest:
        counts = Counter(finding.code for finding in rest).most_common()
        by_rule = ", ".join(f"{code} {count}" for code, count in counts)
        words = Text(
            f"  …另有 {len(rest)} 条,见工作簿中的校验结果表:{by_rule}",
            f"  … {len(rest)} more on the findings sheet: {by_rule}",
        )
        out.print(words[language])


def _some_of_each(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings to print, worst first and a few of each rule, and the others."""
    seen: Counter[str] = Counter()
    first: list[Finding] = []
    rest: list[Finding] = []
    for finding in findings:
        seen[finding.code] += 1
        shown = len(first) < SHOWN and seen[finding.code] <= OF_EACH
        (first if shown else rest).append(finding)
    return first, rest


def _print_saved(outcome: Outcome) -> None:
    if not outcome.saved:
        words = Text("  没有写入任何内容", "  Nothing was written")
        out.print(words[outcome.language])


def _written_lines(written: Sequence[Written], language: Language) -> list[str]:
    """Columns by sheet, then tabs."""
    columns: dict[str, list[str]] = {}
    for place in written:
        if place.cells:
            columns.setdefault(place.sheet, []).append(
                f"{place.what} {place.cells.split(':')[0].rstrip('0123456789')}"
            )
    lines = [f"{sheet}: {', '.join(names)}" for sheet, names in columns.items()]
    tabs = [place.sheet for place in written if not place.cells]
    sheets = Text("工作表", "sheets")[language]
    return lines + ([f"{sheets}: {', '.join(tabs)}"] if tabs else [])
