"""Jobs handed to a crew; what became of each comes back as it is done."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import AbstractContextManager

from xlcrm.batch.address import Place
from xlcrm.batch.crew import Crew, Hired
from xlcrm.batch.job import Done, Job, work_on
from xlcrm.batch.mistake import told_of
from xlcrm.book import BookError
from xlcrm.language import Text

LATER = frozenset({"open-elsewhere", "busy", "changed-on-disk"})
"""Refusals that pass by themselves."""
LOOK_AGAIN_SECONDS = 2.0
"""Between two tries of a workbook that is open (ours)."""
TICK_SECONDS = 0.2
"""How soon a wish to stop is noticed (ours)."""


def never() -> bool:
    """Nobody wishes to stop."""
    return False


def each(
    jobs: Iterable[Job],
    crew: Crew,
    *,
    wait_seconds: float = 0.0,
    stopping: Callable[[], bool] = never,
) -> Iterator[Done]:
    """What became of each workbook, as they are done, in any order.

    One that is open elsewhere is tried again until `wait_seconds` have passed. A worker that dies
    takes nothing along: what it had in hand is done again by a single one, and reported should
    that die too. When `stopping` says so nothing more is begun, and what was not begun does not
    come back. Raises BookError where no crew can be had.
    """
    queue = _Queue(jobs, wait_seconds)
    suspects: deque[Job] = deque()
    while (suspects or queue) and not stopping():
        if suspects:
            job = suspects.popleft()
            lost = yield from _shift(crew.hire_one(), _Queue([job], wait_seconds), stopping)
            if not stopping():
                yield from (Done(one.path, error=_died(one.path)) for one in lost)
        else:
            suspects.extend((yield from _shift(crew.hire(), queue, stopping)))


def in_order(done: Iterable[Done], places: Sequence[Place]) -> Iterator[Done]:
    """What became of each, in the order of `places`, as soon as all before it are there."""
    early: dict[Place, Done] = {}
    wanted = deque(places)
    for one in done:
        early[one.path] = one
        while wanted and wanted[0] in early:
            yield early.pop(wanted.popleft())
    yield from (early[place] for place in wanted if place in early)


class _Queue:
    """Jobs to begin, and jobs to try again later."""

    def __init__(self, jobs: Iterable[Job], wait_seconds: float) -> None:
        self._jobs = deque(jobs)
        self._later: deque[tuple[float, Job]] = deque()
        self._until: dict[Place, float] = {}
        self._wait_seconds = wait_seconds

    def __bool__(self) -> bool:
        return bool(self._jobs or self._later)

    def next(self) -> Job | None:
        """The job to begin now."""
        if self._jobs:
            return self._jobs.popleft()
        if self._later and self._later[0][0] <= time.monotonic():
            return self._later.popleft()[1]
        return None

    def later(self, job: Job, error: BaseException | None) -> bool:
        """Whether the job is put off, because what stood in its way may pass in time."""
        if not isinstance(error, BookError) or error.code not in LATER:
            return False
        now = time.monotonic()
        if now >= self._until.setdefault(job.path, now + self._wait_seconds):
            return False
        again = min(now + LOOK_AGAIN_SECONDS, self._until[job.path])
        self._later.append((again, job))
        return True


def _shift(
    hiring: AbstractContextManager[Hired], queue: _Queue, stopping: Callable[[], bool]
) -> Generator[Done, None, list[Job]]:
    """Work until the queue is empty, or a worker has died: returns what it had in hand.

    Nothing is begun after a death, and what others have in hand is seen through.
    """
    running: dict[Future[Done], Job] = {}
    lost: list[Job] = []
    with hiring as hired:
        while running or (queue and not stopping()):
            if not lost and not stopping():
                lost += _begin(hired, queue, running)
            if not running and not lost:
                time.sleep(TICK_SECONDS)
            finished = wait(running, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED).done
            if stopping() and hired.recalls:
                finished |= {future for future in running if future.cancel()}
            for future in finished:
                job = running.pop(future)
                error = _error(future)
                if isinstance(error, (*hired.lost, CancelledError)):
                    lost.append(job)
                elif error is None:
                    yield future.result()
                elif not queue.later(job, error):
                    yield Done(job.path, error=told_of(error, job.path))
            if lost and not running:
                break
    return lost


def _begin(hired: Hired, queue: _Queue, running: dict[Future[Done], Job]) -> list[Job]:
    """Hand out jobs while there are hands; returns the one a dying crew did not take."""
    while len(running) < hired.hands + hired.ahead and (job := queue.next()):
        try:
            running[hired.executor.submit(work_on, job)] = job
        except BrokenExecutor:
            return [job]
    return []


def _error(future: Future[Done]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _died(place: Place) -> BookError:
    message = Text(
        "处理这个文件时工作进程意外中止(多半是内存不足),单独再试也是如此;文件保持原样",
        "the process working on it died (out of memory, most likely), twice; the file is unchanged",
    )
    return BookError("worker-died", message, path=place)
