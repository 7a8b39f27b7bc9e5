"""The verbs on workbooks people own."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from xlcrm.cli.options import (
    DryRun,
    FailOn,
    IncludePrivate,
    Lang,
    Many,
    Paths,
    Reported,
    ReportFormat,
    Resume,
    Told,
    spread,
)
from xlcrm.cli.running import each_workbook, fail, leave, options_of, spoken_in

if TYPE_CHECKING:
    from xlcrm.batch.job import Verb
    from xlcrm.language import Language
    from xlcrm.work import Options


@spread
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
    include_private: IncludePrivate = False,
    resume: Resume = False,
    reported: Reported,
    told: Told,
    many: Many,
) -> None:
    """Check every cell; findings on a sheet of their own and as removable marks."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_checked, print_report
    from xlcrm.cli.reporting import gathered

    options = options_of(told, private=include_private)
    verb = api.clear if clear else partial(api.validate, fix=fix)
    spoken = spoken_in(told.lang)
    show = partial(print_checked, spoken=spoken) if form is ReportFormat.TEXT else None
    try:
        with gathered(reported, options, spoken=spoken, show=show) as (noting, note):
            done = each_workbook(
                paths, verb, options, many, spoken=spoken, show=noting, resume=resume
            )
            note(done)
        if form is not ReportFormat.TEXT:
            outcomes = [one.outcome for one in done if one.outcome]
            print_report(outcomes, form.value, output=output, as_of=options.as_of)
    except BookError as error:
        fail(error, spoken)
    leave(done, fail_on)


@spread
def score(
    paths: Paths,
    *,
    resume: Resume = False,
    reported: Reported,
    told: Told,
    many: Many,
) -> None:
    """Compute funnel and value; results beside your data, and the dashboards."""
    from xlcrm import api

    options = options_of(told)
    spoken = spoken_in(told.lang)
    _write(paths, api.score, options, many, resume=resume, spoken=spoken, reported=reported)


@spread
def snapshot(
    paths: Paths,
    *,
    resume: Resume = False,
    told: Told,
    many: Many,
) -> None:
    """Record this week's funnel inside the workbook; once a week makes its history."""
    from xlcrm import api

    options = options_of(told)
    _write(paths, api.snapshot, options, many, resume=resume, spoken=spoken_in(told.lang))


@spread
def plan(
    paths: Paths,
    *,
    accounts: Annotated[str, typer.Option(help="Account ids, with commas between.")] = "",
    grade: Annotated[str, typer.Option(help="Grades, with commas between.")] = "A",
    top: Annotated[
        int | None, typer.Option(min=1, help="So many of the largest accounts, whatever grade.")
    ] = None,
    template: Annotated[str, typer.Option(help="Planning template.")] = "account_plan",
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="Month of the plan; default: this.")
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder that keeps the tabs of earlier months."),
    ] = None,
    include_private: IncludePrivate = False,
    resume: Resume = False,
    told: Told,
    many: Many,
) -> None:
    """One planning tab per key account; what people typed is kept."""
    from xlcrm import api

    verb = partial(
        api.plan,
        accounts=_words(accounts),
        grades=_words(grade),
        top=top,
        template=template,
        month=month.date() if month else None,
        archive=archive,
    )
    options = options_of(told, private=include_private)
    _write(paths, verb, options, many, resume=resume, spoken=spoken_in(told.lang))


@spread
def undo(
    paths: Paths,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Even when somebody changed the file since.")
    ] = False,
    lang: Lang = None,
    dry_run: DryRun = False,
    many: Many,
) -> None:
    """Put the workbook back as it was before our last write."""
    from xlcrm.batch.undo import undone
    from xlcrm.cli.printing import print_undone

    spoken = spoken_in(lang)
    options = options_of(Told(lang=lang, dry_run=dry_run))
    show = partial(print_undone, spoken=spoken)
    verb = partial(undone, force=force)
    leave(each_workbook(paths, verb, options, many, spoken=spoken, show=show))


def _write(
    paths: list[str],
    verb: "Verb",
    options: "Options",
    many: Many,
    *,
    resume: bool,
    spoken: "Language",
    reported: Reported | None = None,
) -> NoReturn:
    """Run a verb that writes, say what was written, and leave."""
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_written
    from xlcrm.cli.reporting import gathered

    show = partial(print_written, spoken=spoken)
    try:
        asked = reported or Reported()
        gathering = gathered(asked, options, spoken=spoken, show=show, checked=False)
        with gathering as (noting, note):
            done = each_workbook(
                paths, verb, options, many, spoken=spoken, show=noting, resume=resume
            )
            note(done)
    except BookError as error:
        fail(error, spoken)
    leave(done)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
