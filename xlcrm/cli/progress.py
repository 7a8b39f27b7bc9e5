"""The two streams people read, progress bars and errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.text import Text as Styled

from xlcrm.book import BookError
from xlcrm.language import Language, Text
from xlcrm.work import Progress, quiet

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


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


def print_error(error: BookError, language: Language) -> None:
    """One line on stderr."""
    err.print(Styled("✖ ", style="red") + Styled(error.text(language)))
