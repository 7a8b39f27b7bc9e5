"""Who works through the workbooks: this process, a pool of processes, a Dask cluster."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import get_context
from types import FrameType
from typing import ParamSpec, TypeVar

from xlcrm.book import BookError
from xlcrm.language import Text

P = ParamSpec("P")
T = TypeVar("T")

MOST_ON_WINDOWS = 61
"""Processes that Windows can wait for at a time."""
CONNECT_SECONDS = 15
"""How long a scheduler may take to answer (ours)."""


@dataclass(frozen=True)
class Hired:
    """An executor at work."""

    executor: Executor
    hands: int
    """How many workbooks are worked on at a time."""
    ahead: int
    """How many more wait in line, so that no hand is idle."""
    lost: tuple[type[BaseException], ...] = ()
    """What a future holds when its worker died."""
    recalls: bool = True
    """Whether a future that lets itself be cancelled was not begun."""


@dataclass(frozen=True)
class Crew:
    """How to hire an executor: all the hands, or a single one for workbooks that may kill it."""

    hire: Callable[[], AbstractContextManager[Hired]]
    hire_one: Callable[[], AbstractContextManager[Hired]]


def here() -> Crew:
    """This process, one workbook after the other."""
    return Crew(_here, _here)


def processes(hands: int) -> Crew:
    """So many processes on this machine, started afresh on every system alike."""
    return Crew(partial(_pool, hands), partial(_pool, 1))


def cluster(address: str) -> Crew:
    """The workers of a Dask scheduler; they must see the workbooks under the same paths.

    Hiring raises BookError "no-dask" or "no-scheduler".
    """
    return Crew(partial(_cluster, address), partial(_cluster, address, alone=True))


class _Here(Executor):
    """Runs what it is handed at once."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # whatever it is, an executor keeps it for whoever asks
            future.set_exception(error)
        return future


@contextmanager
def _here() -> Iterator[Hired]:
    with _Here() as executor:
        yield Hired(executor, hands=1, ahead=0)


@contextmanager
def _pool(hands: int) -> Iterator[Hired]:
    executor = ProcessPoolExecutor(
        min(hands, MOST_ON_WINDOWS), mp_context=get_context("spawn"), initializer=_end_what_you_do
    )
    try:
        yield Hired(executor, hands, ahead=0 if hands == 1 else hands, lost=(BrokenExecutor,))
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown(cancel_futures=True)


def _end_what_you_do() -> None:
    """A worker ends the workbook in hand when Ctrl-C is pressed, and stops when it is again."""
    presses = count()

    def pressed(_signal: int, _frame: FrameType | None) -> None:
        """Let the first press pass, stop at the second."""
        if next(presses):
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, pressed)


@contextmanager
def _cluster(address: str, *, alone: bool = False) -> Iterator[Hired]:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        message = Text(
            "--scheduler 需要 Dask:pip install 'xlcrm[dask]'",
            "--scheduler needs Dask: pip install 'xlcrm[dask]'",
        )
        raise BookError("no-dask", message) from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = Text(
            f"连不上 Dask 调度器 {address}:{error}",
            f"the Dask scheduler {address} does not answer: {error}",
        )
        raise BookError("no-scheduler", message) from error
    with client:
        hands = 1 if alone else max(1, sum(client.nthreads().values()))
        executor = client.get_executor(pure=False)
        yield Hired(
            executor, hands, ahead=0 if alone else hands, lost=(KilledWorker,), recalls=False
        )
