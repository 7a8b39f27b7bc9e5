"""One run at a time writes a workbook; whoever comes second is told so."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from xlcrm.book.backup import own_folder
from xlcrm.book.errors import BookError, system_error
from xlcrm.language import Text

LOCK = "lock"
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
"""What shares say that know no locks."""
TRIES = 5
"""Attempts at making the folder, while another run may be tidying it away (ours)."""


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold a workbook against other runs, on this machine and others, while the block runs.

    The same thread may hold it several times over. What a killed run held is free at once. On a
    share that knows no locks nothing is held: the comparison just before a file is replaced, made
    everywhere, keeps one run from undoing another there.

    Raises BookError "busy" while another run holds it, "no-such-file", "read-only" where no lock
    can be laid.
    """
    if not path.exists():
        raise system_error(FileNotFoundError(), path)
    folder = own_folder(path)
    lock = FileLock(folder / LOCK, is_singleton=True)
    nested = lock.is_locked
    try:
        _take(lock, folder)
    except Timeout as error:
        message = Text(
            "另一个 xlcrm 正在处理这个文件;请等它结束后再试(--wait 可自动等待)",
            "another run of xlcrm has the workbook in hand; try again when it is done "
            "(--wait does so by itself)",
        )
        raise BookError("busy", message, path=path) from error
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise system_error(error, path) from error
    try:
        yield
    finally:
        _let_go(lock, folder, last=not nested)


def _take(lock: FileLock, folder: Path) -> None:
    for _ in range(TRIES - 1):
        with suppress(FileNotFoundError):
            folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=False)
            return
    folder.mkdir(parents=True, exist_ok=True)
    lock.acquire(blocking=False)


def _let_go(lock: FileLock, folder: Path, *, last: bool) -> None:
    """Release; the last to do so leaves no empty file or folder behind."""
    file = Path(lock.lock_file)
    if last and lock.is_locked and os.name != "nt":
        # while held: whoever waits for this very file then starts over
        file.unlink(missing_ok=True)
    lock.release()
    if last:
        with suppress(OSError):  # somebody else is at it, or backups are kept there
            if os.name == "nt":
                file.unlink(missing_ok=True)
            folder.rmdir()
            folder.parent.rmdir()
