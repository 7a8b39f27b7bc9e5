"""Files put in their place whole or not at all, whatever happens meanwhile."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_BESIDE = ".~xlcrm-{}.part"
_DAY = 86_400


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` once it is flushed to the disk.

    If anything fails, `path` stays as it was and nothing is left beside it. Raises OSError.
    """
    beside = path.with_name(_BESIDE.format(f"{os.getpid()}-{threading.get_ident()}"))
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def copy_whole(source: Path, path: Path) -> None:
    """A copy of the content of `source` at `path`."""
    with source.open("rb") as content, whole(path) as file:
        shutil.copyfileobj(content, file)


def write_whole(path: Path, content: bytes) -> None:
    """A file holding this content."""
    with whole(path) as file:
        file.write(content)


def sweep(folder: Path) -> None:
    """Remove what a program killed while writing has left in a folder, a day ago or longer."""
    for left in folder.glob(_BESIDE.format("*")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY:
                left.unlink()
