"""The verbs on workbooks people own."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from xlcrm.cli.options import (
    AsOf,
    DryRun,
    FailOn,
    IncludePrivate,
    Lang,
    Paths,
    ReportFormat,
    Settings,
)
from xlcrm.cli.running import (
    CLEAN,
    COULD_NOT_RUN,
    each_workbook,
    fail,
    leave,
    options_of,
    spoken_in,
)


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
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Check every cell; findings on a sheet of their own and as removable marks."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_report

    options = options_of(
        lang, as_of, dry_run=dry_run, settings=settings or (), private=include_private
    )
    verb = api.clear if clear else partial(api.validate, fix=fix)
    done = each_workbook(
        paths, verb, options, spoken=spoken_in(lang), silent=form is not ReportFormat.TEXT
    )
    outcomes = [one.outcome for one in done if one.outcome]
    try:
        print_report(outcomes, form.value, output=output, as_of=options.as_of)
    except BookError as error:
        fail(error, spoken_in(lang))
    leave(done, fail_on)


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
    from xlcrm.cli.printing import print_written

    options = options_of(lang, as_of, dry_run=dry_run, settings=settings or ())
    done = each_workbook(paths, api.score, options, spoken=spoken_in(lang))
    print_written([one.outcome for one in done if one.outcome])
    leave(done)


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
    from xlcrm.cli.printing import print_written

    options = options_of(lang, as_of, dry_run=dry_run, settings=settings or ())
    done = each_workbook(paths, api.snapshot, options, spoken=spoken_in(lang))
    print_written([one.outcome for one in done if one.outcome])
    leave(done)


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
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """One planning tab per key account; what people typed is kept."""
    from xlcrm import api
    from xlcrm.cli.printing import print_written

    verb = partial(
        api.plan,
        accounts=_words(accounts),
        grades=_words(grade),
        top=top,
        template=template,
        month=month.date() if month else None,
        archive=archive,
    )
    options = options_of(
        lang, as_of, dry_run=dry_run, settings=settings or (), private=include_private
    )
    done = each_workbook(paths, verb, options, spoken=spoken_in(lang))
    print_written([one.outcome for one in done if one.outcome])
    leave(done)


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
    from xlcrm.cli.printing import print_undone
    from xlcrm.cli.progress import print_error

    failed = False
    for path in paths:
        try:
            print_undone(path, api.undo(path, force=force, dry_run=dry_run), spoken_in(lang))
        except BookError as error:
            print_error(error, spoken_in(lang))
            failed = True
    raise typer.Exit(COULD_NOT_RUN if failed else CLEAN)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
