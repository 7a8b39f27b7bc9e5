"""The two streams people read, progress bars and errors."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.text import Text as Styled

from xlcrm.batch import Done
from xlcrm.book import BookError
from xlcrm.language import Language, Text
from xlcrm.work import Progress, quiet

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

SECONDS_BETWEEN_LINES = 10.0
"""How often progress is told where no bar can be drawn (ours)."""


@contextmanager
def progress_bar(language: Language, *, silent: bool = False) -> Iterator[Progress]:
    """A progress callback that draws a bar on a terminal and says nothing when piped."""
    if silent or not err.is_terminal:
        yield quiet
        return
    columns = (TextColumn("{task.description:<16}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=err, transient=True) as bars:
        task = bars.add_task("", total=1)

        def show(what: Text, done: int, of: int) -> None:
            """Move the bar."""
            bars.update(task, description=what[language], completed=done, total=of)

        yield show


@dataclass
class Pace:
    """How many of so many are done, how fast, and how long the rest will take."""

    total: int
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    start: float = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.clock()

    def text(self, language: Language) -> str:
        """As in `120/500  2.4/s  0:02:38 left`."""
        rate = self.done / max(self.clock() - self.start, 0.001)
        left = timedelta(seconds=round((self.total - self.done) / rate)) if rate else "?"
        told = Text(f"每秒 {rate:.1f} 个  约剩 {left}", f"{rate:.1f}/s  {left} left")
        return f"{self.done}/{self.total}  {told[language]}"


@contextmanager
def files_bar(
    total: int,
    language: Language,
    *,
    silent: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[Done], Done]]:
    """A callback for each workbook done: moves a bar, or says how far it is now and then."""
    pace = Pace(total, clock)
    if silent or not err.is_terminal:
        with _told_by_lines(pace, language) as step:
            yield step
        return
    # one console for bar and lines where both are on the terminal, so that neither tears the other
    both = out.is_terminal
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Bars(
        *columns,
        console=out if both else err,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=both,
    ) as bars:
        task = bars.add_task("", total=total, pace="")

        def step_bar(done: Done) -> Done:
            """Move the bar."""
            pace.done += 1
            bars.update(task, completed=pace.done, pace=pace.text(language).split("  ", 1)[1])
            return done

        yield step_bar


@contextmanager
def _told_by_lines(pace: Pace, language: Language) -> Iterator[Callable[[Done], Done]]:
    last = pace.start

    def step(done: Done) -> Done:
        """Say how far it is, unless that was said just now."""
        nonlocal last
        pace.done += 1
        if pace.clock() - last >= SECONDS_BETWEEN_LINES and pace.done < pace.total:
            last = pace.clock()
            err.print(pace.text(language))
        return done

    yield step


def print_stopping(language: Language) -> None:
    """What the first Ctrl-C does, and what a second would."""
    words = Text(
        "正在停止:先做完手头的文件;再按一次 Ctrl-C 立即停止",
        "Stopping when the files in hand are done; press Ctrl-C again to stop at once",
    )
    err.print(words[language])


def print_error(error: BookError, language: Language) -> None:
    """One line on stderr."""
    err.print(Styled("✖ ", style="red") + Styled(error.text(language)))
