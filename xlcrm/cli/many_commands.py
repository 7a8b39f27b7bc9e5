"""The verbs on many workbooks at once: merged, compared, watched."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING, Annotated

import typer

from xlcrm.cli.options import Form, IncludePrivate, Lang, OutputFormat, Paths, Told, spread
from xlcrm.cli.running import CLEAN, COULD_NOT_RUN, FINDINGS, fail, options_of, spoken_in

if TYPE_CHECKING:
    from xlcrm.language import Language


@spread
def rollup(
    paths: Paths,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The master: made, or brought up to date.")
    ],
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Folders in folders too.")
    ] = False,
    score: Annotated[
        bool, typer.Option(help="Bring scores and dashboards of the master up to date.")
    ] = True,
    parquet: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write the sheets as Parquet files.")
    ] = None,
    include_private: IncludePrivate = False,
    told: Told,
) -> None:
    """Merge the team's workbooks into one master; conflicts are listed, nothing is overwritten."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.many_printing import print_rolled_up
    from xlcrm.cli.progress import progress_bar

    spoken = spoken_in(told.lang)
    found, failed = local_workbooks(paths, recursive=recursive, spoken=spoken)
    options = options_of(told, private=include_private)
    try:
        with progress_bar(spoken) as progress:
            options = replace(options, progress=progress)
            done = api.rollup(found, output, options, scored=score, parquet=parquet)
    except BookError as error:
        fail(error, spoken)
    print_rolled_up(done)
    failed = failed or any(source.state == "failed" for source in done.sources)
    raise typer.Exit(COULD_NOT_RUN if failed else CLEAN)


@spread
def diff(
    old: Annotated[Path, typer.Argument(metavar="A", help="The earlier workbook.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="The later workbook.")],
    *,
    form: Form = OutputFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A copy of B with marks and a list of changes."),
    ] = None,
    include_private: IncludePrivate = False,
    lang: Lang = None,
) -> None:
    """What differs between two workbooks, cell by cell: rows are matched by key, not by place."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.many_printing import print_difference, print_difference_json

    try:
        options = options_of(Told(lang=lang), private=include_private)
        done = api.diff(old, new, options, output=output)
    except BookError as error:
        fail(error, spoken_in(lang))
    (print_difference_json if form is OutputFormat.JSON else print_difference)(done)
    raise typer.Exit(FINDINGS if done.changes else CLEAN)


@spread
def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder, with those in it.")],
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the corrections that leave no doubt.")
    ] = False,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look every 2 seconds; on network drives by itself.")
    ] = False,
    pause: Annotated[
        float, typer.Option(min=0.05, metavar="SECONDS", help="Left alone for so long: saved.")
    ] = 1.0,
    told: Told,
) -> None:
    """Check every workbook of a folder whenever it is saved; Ctrl-C ends it.

    One that is still open is checked without writing into it.
    """
    from xlcrm import api
    from xlcrm.batch import Job, each, here
    from xlcrm.book import BookError
    from xlcrm.cli.many_printing import print_watching
    from xlcrm.cli.printing import print_checked
    from xlcrm.cli.progress import print_error
    from xlcrm.cli.watching import Seen, on_network, saved_workbooks

    spoken, options = spoken_in(told.lang), options_of(told)
    seen, stop = Seen(), Event()
    verb = partial(api.validate, fix=fix)
    poll = poll or on_network(folder)
    try:
        with ending(stop):
            print_watching(folder, spoken, poll=poll)
            saved = saved_workbooks(folder, pause_seconds=pause, poll=poll, stop=stop, seen=seen)
            for path in saved:
                job = Job(path=path, verb=verb, options=options)
                (done,) = each([job], here())
                if done.error and done.error.code == "open-elsewhere":
                    unwritten = replace(job, options=replace(options, dry_run=True))
                    (done,) = each([unwritten], here())
                seen.note(path)
                if done.error:
                    print_error(done.error, spoken)
                else:
                    print_checked(done, 1, spoken=spoken)
    except BookError as error:
        fail(error, spoken)
    raise typer.Exit(CLEAN)


@contextmanager
def ending(stop: Event) -> Iterator[None]:
    """Ctrl-C sets `stop` instead of raising: what is in hand is finished."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, lambda _signal, _frame: stop.set())
    try:
        yield
    finally:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, before)


def local_workbooks(
    words: Sequence[str], *, recursive: bool, spoken: "Language"
) -> tuple[list[Path], bool]:
    """The workbooks meant, on this machine, and whether some could not be found."""
    from xlcrm.batch import find
    from xlcrm.book import BookError
    from xlcrm.cli.progress import print_error
    from xlcrm.language import Text

    found: list[Path] = []
    failed = False
    for each in find(words, recursive=recursive):
        if isinstance(each, Path):
            found.append(each)
            continue
        message = Text("请先复制到本机或共享文件夹", "copy it to this machine or a share first")
        error = each if isinstance(each, BookError) else BookError("remote", message, path=each)
        print_error(error, spoken)
        failed = True
    return found, failed
