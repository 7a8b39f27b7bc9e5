"""A verb on every workbook meant; exit codes."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import typer

from xlcrm.cli.options import FailOn, LanguageChoice, Many, Told

if TYPE_CHECKING:
    from xlcrm.batch import Crew, Done, Job
    from xlcrm.batch.job import Verb
    from xlcrm.book import BookError
    from xlcrm.language import Language
    from xlcrm.work import Options

CLEAN, FINDINGS, COULD_NOT_RUN, STOPPED = 0, 1, 2, 130
"""Exit codes."""


def spoken_in(lang: LanguageChoice | None) -> "Language":
    """The language of messages that belong to no workbook: --lang, else the terminal's."""
    if lang is not None:
        return lang.value
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


def options_of(told: Told, *, private: bool = False) -> "Options":
    """What the verbs are told, from the command line's words."""
    from xlcrm.work import Options

    return Options(
        language=told.lang.value if told.lang else None,
        as_of=told.as_of.date() if told.as_of else None,
        settings=told.settings or (),
        dry_run=told.dry_run,
        private=private,
    )


def each_workbook(
    words: Sequence[str | Path],
    verb: "Verb",
    options: "Options",
    many: Many,
    *,
    spoken: "Language",
    show: "Callable[[Done, int], None] | None" = None,
    resume: bool = False,
) -> "list[Done]":
    """The verb on every workbook under a progress bar; reasons of failure go to stderr.

    `show` prints what became of each, in their order and as soon as may be; it gets how many
    there are too. What it was shown comes back without its findings, so that memory stays small
    however many there are; without `show` all comes back, and nothing but failures is printed.
    """
    from xlcrm.batch import Done, Job, find
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_summary
    from xlcrm.cli.progress import print_error

    found = find(words, recursive=many.recursive)
    places = [each for each in found if not isinstance(each, BookError)]
    done = []
    for error in found:
        if isinstance(error, BookError):
            print_error(error, spoken)
            done.append(Done(Path(str(error.path)), error=error))
    noted = resume or len(places) > 1
    jobs = [Job(path=p, verb=verb, options=options, noted=noted, resume=resume) for p in places]
    try:
        for one in _went_through(jobs, many, spoken=spoken, silent=show is None):
            if one.error:
                print_error(one.error, spoken)
            elif show:
                show(one, len(places))
            done.append(one.brief() if show else one)
    except BookError as error:
        fail(error, spoken)
    begun = {one.path for one in done}
    done += [Done(place) for place in places if place not in begun]
    if show and len(done) > 1:
        print_summary(done, spoken)
    return done


def _went_through(
    jobs: "list[Job]", many: Many, *, spoken: "Language", silent: bool
) -> "Iterator[Done]":
    """What became of each workbook, in order, under a bar for the one or for the many."""
    from xlcrm.batch import each, in_order
    from xlcrm.cli.progress import files_bar, progress_bar

    crew = _crew(many, len(jobs))
    if len(jobs) == 1 and not many.scheduler:
        with progress_bar(spoken, silent=silent) as progress:
            told = replace(jobs[0].options, progress=progress)
            ended = list(each([replace(jobs[0], options=told)], crew, wait_seconds=many.wait))
        yield from ended
        return
    places = [job.path for job in jobs]
    with files_bar(len(jobs), spoken, silent=silent) as step, stop_on_ctrl_c(spoken) as stopping:
        running = each(jobs, crew, wait_seconds=many.wait, stopping=stopping)
        yield from in_order(map(step, running), places)


def _crew(many: Many, count: int) -> "Crew":
    """Who does the work: what one process does as quickly needs no others."""
    from xlcrm.batch import cluster, here, processes

    if many.scheduler:
        return cluster(many.scheduler)
    hands = min(many.jobs, count)
    return processes(hands) if hands > 1 else here()


@contextmanager
def stop_on_ctrl_c(spoken: "Language") -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed; once lets what is in hand end, twice stops at once."""
    from xlcrm.cli.progress import print_stopping

    pressed = threading.Event()

    def press(_signal: int, _frame: FrameType | None) -> None:
        """Remember the first press and say so, stop at the second."""
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()
        print_stopping(spoken)

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def leave(done: "list[Done]", fail_on: FailOn = FailOn.WARNING) -> NoReturn:
    """Exit: 130 when stopped, 2 where a workbook could not be done, 1 for findings, else 0."""
    from xlcrm.rules import Severity

    if any(one.untouched for one in done):
        raise typer.Exit(STOPPED)
    if any(one.error for one in done):
        raise typer.Exit(COULD_NOT_RUN)
    limit = Severity[fail_on.name]
    found = any(severity >= limit for one in done for severity in one.counts)
    raise typer.Exit(FINDINGS if found else CLEAN)


def fail(error: "BookError", spoken: "Language") -> NoReturn:
    """Say why nothing could be done, and exit with 2."""
    from xlcrm.cli.progress import print_error

    print_error(error, spoken)
    raise typer.Exit(COULD_NOT_RUN)
