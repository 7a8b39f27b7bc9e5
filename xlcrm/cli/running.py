"""A verb on every workbook meant; exit codes."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from xlcrm.cli.options import FailOn, LanguageChoice

if TYPE_CHECKING:
    from xlcrm.batch import Done
    from xlcrm.book import BookError
    from xlcrm.language import Language
    from xlcrm.work import Options, Outcome

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""


def spoken_in(lang: LanguageChoice | None) -> "Language":
    """The language of messages that belong to no workbook: --lang, else the terminal's."""
    if lang is not None:
        return lang.value
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


def options_of(lang: LanguageChoice | None, as_of: datetime | None, **more: Any) -> "Options":
    """What the verbs are told, from the command line's words."""
    from xlcrm.work import Options

    return Options(
        language=lang.value if lang else None, as_of=as_of.date() if as_of else None, **more
    )


def each_workbook(
    paths: list[Path],
    verb: "Callable[[Path, Options], Outcome]",
    options: "Options",
    *,
    spoken: "Language",
    silent: bool = False,
) -> "list[Done]":
    """The verb on every workbook under a progress bar; reasons of failure go to stderr."""
    from xlcrm.batch import each, workbooks
    from xlcrm.cli.progress import print_error, progress_bar

    with progress_bar(spoken, silent=silent) as progress:
        told = replace(options, progress=progress)
        done = list(each(workbooks(paths), lambda path: verb(path, told)))
    for one in done:
        if one.error:
            print_error(one.error, spoken)
    return done


def leave(done: "list[Done]", fail_on: FailOn = FailOn.WARNING) -> None:
    """Exit: 2 where a workbook could not be done, 1 for findings of this severity, else 0."""
    from xlcrm.rules import Severity

    if any(one.error for one in done):
        raise typer.Exit(COULD_NOT_RUN)
    limit = Severity[fail_on.name]
    found = any(
        finding.severity >= limit for one in done if one.outcome for finding in one.outcome.findings
    )
    raise typer.Exit(FINDINGS if found else CLEAN)


def fail(error: "BookError", spoken: "Language") -> NoReturn:
    """Say why nothing could be done, and exit with 2."""
    from xlcrm.cli.progress import print_error

    print_error(error, spoken)
    raise typer.Exit(COULD_NOT_RUN)
