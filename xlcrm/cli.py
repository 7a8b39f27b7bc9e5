"""The command line: arguments in, calls of `xlcrm.api`, exit codes out. `console` prints.

Heavy libraries load when a verb runs, so that --help answers at once.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from xlcrm.batch import Done
    from xlcrm.book import BookError
    from xlcrm.language import Language
    from xlcrm.work import Options, Outcome

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""

app = typer.Typer(
    name="xlcrm",
    help="Make CRM workbooks trustworthy in place: validate, score, plan. "
    "让 Excel/WPS 客户工作簿可信:校验、评分、计划。",
    epilog="Start with: xlcrm demo   ·   先试试:xlcrm demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


class LanguageChoice(StrEnum):
    """--lang."""

    ZH = "zh"
    EN = "en"


class OutputFormat(StrEnum):
    """--format of what is listed."""

    TEXT = "text"
    JSON = "json"


class ReportFormat(StrEnum):
    """--format of findings."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"
    GITHUB = "github"


class FailOn(StrEnum):
    """--fail-on."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Paths = Annotated[
    list[Path], typer.Argument(help="Workbooks, or folders of workbooks.", metavar="PATH…")
]
Lang = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of messages and tabs; default: the workbook's own."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, write nothing.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Judge by this day; default: today."),
]
Form = Annotated[OutputFormat, typer.Option("--format", help="text for people, json for programs.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="method.parameter=value, such as dso_countback.days_in_month=30."),
]


@app.command(epilog="Example: xlcrm demo my-folder --lang en")
def demo(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folder to put it in; default: xlcrm-demo.", metavar="[DIR]…"),
    ] = None,
    *,
    lang: Annotated[
        LanguageChoice, typer.Option("--lang", help="Language of the sample.")
    ] = LanguageChoice.ZH,
    dry_run: DryRun = False,
) -> None:
    """Copy the sample workbook, validate, score and plan it, and say what to open."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.console import print_demo, progress_bar

    for folder in folders or [Path("xlcrm-demo")]:
        try:
            with progress_bar(lang.value) as progress:
                outcomes = api.demo(folder, language=lang.value, dry_run=dry_run, progress=progress)
        except BookError as error:
            _fail(error, lang.value)
        print_demo(outcomes, lang.value)


@app.command(epilog="Example: xlcrm validate 客户.xlsx --fix --format html")
def validate(
    paths: Paths,
    *,
    form: Annotated[
        ReportFormat,
        typer.Option("--format", help="text; json or github for programs; html or xlsx: a file."),
    ] = ReportFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option(help="File for html or xlsx; default: xlcrm-findings.html/.xlsx.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 for findings of this severity or worse.")
    ] = FailOn.WARNING,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the corrections that leave no doubt.")
    ] = False,
    clear: Annotated[
        bool, typer.Option("--clear", help="Take marks and findings sheet out again.")
    ] = False,
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Check every cell; findings on a sheet of their own and as removable marks."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.console import print_report

    options = _options(lang, as_of, dry_run=dry_run, settings=settings or ())
    verb = api.clear if clear else partial(api.validate, fix=fix)
    done = _each(paths, verb, options, spoken=_spoken(lang), silent=form is not ReportFormat.TEXT)
    outcomes = [one.outcome for one in done if one.outcome]
    try:
        print_report(outcomes, form.value, output=output, as_of=options.as_of)
    except BookError as error:
        _fail(error, _spoken(lang))
    _leave(done, fail_on)


@app.command(epilog="Example: xlcrm score 客户.xlsx --set attack_defence.reading=prose")
def score(
    paths: Paths,
    *,
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Compute funnel and value; results beside your data, and the dashboards."""
    from xlcrm import api
    from xlcrm.console import print_written

    options = _options(lang, as_of, dry_run=dry_run, settings=settings or ())
    done = _each(paths, api.score, options, spoken=_spoken(lang))
    print_written([one.outcome for one in done if one.outcome])
    _leave(done)


@app.command(epilog="Example: xlcrm snapshot 客户.xlsx --as-of 2026-05-22")
def snapshot(
    paths: Paths,
    *,
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Record this week's funnel inside the workbook; once a week makes its history."""
    from xlcrm import api
    from xlcrm.console import print_written

    options = _options(lang, as_of, dry_run=dry_run, settings=settings or ())
    done = _each(paths, api.snapshot, options, spoken=_spoken(lang))
    print_written([one.outcome for one in done if one.outcome])
    _leave(done)


@app.command(epilog="Example: xlcrm plan 客户.xlsx --accounts A001,A002 --month 2026-12")
def plan(
    paths: Paths,
    *,
    accounts: Annotated[str, typer.Option(help="Account ids, with commas between.")] = "",
    grade: Annotated[str, typer.Option(help="Grades, with commas between.")] = "A",
    template: Annotated[str, typer.Option(help="Planning template.")] = "account_plan",
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="Month of the plan; default: this.")
    ] = None,
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """One planning tab per key account; what people typed is kept."""
    from xlcrm import api
    from xlcrm.console import print_written

    verb = partial(
        api.plan,
        accounts=_words(accounts),
        grades=_words(grade),
        template=template,
        month=month.date() if month else None,
    )
    options = _options(lang, as_of, dry_run=dry_run, settings=settings or ())
    done = _each(paths, verb, options, spoken=_spoken(lang))
    print_written([one.outcome for one in done if one.outcome])
    _leave(done)


@app.command(epilog="Example: xlcrm new 客户.xlsx")
def new(
    paths: Annotated[list[Path], typer.Argument(help="The workbooks to make.", metavar="FILE…")],
    *,
    lang: Annotated[
        LanguageChoice, typer.Option("--lang", help="Language of the headers.")
    ] = LanguageChoice.ZH,
    dry_run: DryRun = False,
) -> None:
    """Make an empty starter workbook with headers and drop-downs."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.console import print_new

    for path in paths:
        try:
            made = api.new(path, language=lang.value, dry_run=dry_run)
        except BookError as error:
            _fail(error, lang.value)
        print_new(made, lang.value, dry_run=dry_run)


@app.command(epilog="Example: xlcrm undo 客户.xlsx")
def undo(
    paths: Paths,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Even when somebody changed the file since.")
    ] = False,
    lang: Lang = None,
    dry_run: DryRun = False,
) -> None:
    """Put the workbook back as it was before our last write."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.console import print_error, print_undone

    failed = False
    for path in paths:
        try:
            print_undone(path, api.undo(path, force=force, dry_run=dry_run), _spoken(lang))
        except BookError as error:
            print_error(error, _spoken(lang))
            failed = True
    raise typer.Exit(COULD_NOT_RUN if failed else CLEAN)


@app.command(epilog="Example: xlcrm methods dso_countback")
def methods(
    name: Annotated[str | None, typer.Argument(help="One method's page.")] = None,
    *,
    form: Form = OutputFormat.TEXT,
    lang: Lang = None,
) -> None:
    """The methods: what each computes, with its ids in the domain inventory."""
    from xlcrm.book import BookError
    from xlcrm.console import print_methods
    from xlcrm.report.method_pages import method_rows, page

    try:
        if name and form is OutputFormat.TEXT:
            typer.echo(page(name))
        elif form is OutputFormat.JSON:
            typer.echo(json.dumps(method_rows(name), ensure_ascii=False, indent=2))
        else:
            print_methods(method_rows(name), _spoken(lang))
    except BookError as error:
        _fail(error, _spoken(lang))


def main() -> None:
    """Entry point of the xlcrm command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


def _spoken(lang: LanguageChoice | None) -> "Language":
    """The language of messages that belong to no workbook: --lang, else the terminal's."""
    if lang is not None:
        return lang.value
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


def _options(lang: LanguageChoice | None, as_of: datetime | None, **more: Any) -> "Options":
    from xlcrm.work import Options

    return Options(
        language=lang.value if lang else None, as_of=as_of.date() if as_of else None, **more
    )


def _each(
    paths: list[Path],
    verb: "Callable[[Path, Options], Outcome]",
    options: "Options",
    *,
    spoken: "Language",
    silent: bool = False,
) -> "list[Done]":
    """The verb on every workbook under a progress bar; reasons of failure go to stderr."""
    from xlcrm.batch import each, workbooks
    from xlcrm.console import print_error, progress_bar

    with progress_bar(spoken, silent=silent) as progress:
        told = replace(options, progress=progress)
        done = list(each(workbooks(paths), lambda path: verb(path, told)))
    for one in done:
        if one.error:
            print_error(one.error, spoken)
    return done


def _leave(done: "list[Done]", fail_on: FailOn = FailOn.WARNING) -> None:
    from xlcrm.rules import Severity

    if any(one.error for one in done):
        raise typer.Exit(COULD_NOT_RUN)
    limit = Severity[fail_on.name]
    found = any(
        finding.severity >= limit for one in done if one.outcome for finding in one.outcome.findings
    )
    raise typer.Exit(FINDINGS if found else CLEAN)


def _fail(error: "BookError", spoken: "Language") -> NoReturn:
    from xlcrm.console import print_error

    print_error(error, spoken)
    raise typer.Exit(COULD_NOT_RUN)
