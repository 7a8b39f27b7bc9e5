"""Saving: beside the file, checked, then put in its place in one step.

The temporary file lies in the same folder, is flushed to the disk and opened again: what was not
to change must be there with the same checksums, and the cells written must hold their values.
Whatever fails, the file in place stays as it was and the temporary file is removed.
"""

import filecmp
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from xlcrm.ooxml.archive import Archive
from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.package import Package

_PREFIX = ".~xlsx-"
_DAY = 86_400


def save_atomically(
    package: Package,
    path: Path,
    *,
    check: Callable[[Path], None],
    before: Callable[[Path], None],
    twins: Iterable[Path] = (),
) -> bool:
    """Write the package to `path` (a link's target is written, not the link).

    `check` gets the temporary file and raises if its content is wrong; `before` gets it last, just
    before it replaces the file. When one of `twins` holds the very same parts in the same order,
    its bytes are taken: two programs may pack one content differently. A file that already holds
    just these bytes is left alone, and False returned. The replaced file's permissions are kept.
    Raises OSError.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=".tmp", dir=target.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            _write(package, file)
        check_untouched(package, written)
        check(written)
        _take_twin(twins, written)
        if target.exists() and filecmp.cmp(written, target, shallow=False):
            written.unlink()
            return False
        written.chmod(_mode(target))
        before(written)
        written.replace(target)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise
    _flush_folder(target.parent)
    _sweep(target.parent)
    return True


def check_untouched(package: Package, written: Path) -> None:
    """Compare the copied entries of a written file with the original's table of contents."""
    found = {entry.name: (entry.crc, entry.size) for entry in _archive(written).entries}
    for name, expected in package.untouched_entries().items():
        if found.get(name) != expected:
            raise OoxmlError("self-check", "the written file is not as intended", part=name)


def _take_twin(twins: Iterable[Path], written: Path) -> None:
    """Give the written file the bytes of the first sound file with the very same parts."""
    contents = _contents(written)
    for twin in twins:
        if _contents(twin) == contents and _is_sound(twin):
            shutil.copyfile(twin, written)
            with written.open("r+b") as file:
                os.fsync(file.fileno())
            return


def _is_sound(path: Path) -> bool:
    """Whether every entry unpacks to what the table of contents says."""
    archive = _archive(path)
    try:
        return all(all(archive.blocks(entry)) for entry in archive.entries)
    except (OSError, OoxmlError):
        return False


def _contents(path: Path) -> list[tuple[str, int, int]]:
    """Name, checksum and size of every entry of a zip; nothing for what is none."""
    try:
        return [(entry.name, entry.crc, entry.size) for entry in _archive(path).entries]
    except (OSError, OoxmlError):
        return []


def _archive(path: Path) -> Archive:
    return Archive(lambda: path.open("rb"))


def _write(package: Package, file: BinaryIO) -> None:
    package.write(file)
    file.flush()
    os.fsync(file.fileno())


def _sweep(folder: Path) -> None:
    """Remove what a program killed while writing has left here, a day ago or longer."""
    for left in folder.glob(f"{_PREFIX}*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY:
                left.unlink()


def _mode(target: Path) -> int:
    """The permissions of the file replaced, or those a new file gets here."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """Make the replacement itself durable, where the system lets folders be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
