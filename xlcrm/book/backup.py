"""Backups: the original of every write, kept beside the workbook, and undo.

A backup's name holds when it was made and a fingerprint of the workbook that replaced it, so undo
can tell our last write from something a person has changed since.
"""

import hashlib
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from xlcrm.book.errors import BookError, system_error, told
from xlcrm.book.in_use import refuse_if_open, refuse_if_read_only
from xlcrm.book.placing import copy_whole, sweep
from xlcrm.language import Text
from xlcrm.ooxml import OoxmlError

FOLDER = ".xlcrm"
KEPT = 10
"""Backups kept per workbook; older ones are removed (ours)."""


def own_folder(path: Path) -> Path:
    """Where what we keep about a workbook lies; a link shares its target's."""
    target = path.resolve()
    return target.parent / FOLDER / target.name


def fingerprint(path: Path) -> str:
    """Sixteen hexadecimal digits that tell one content from another."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def backups(path: Path) -> list[Path]:
    """The workbook's backups, newest first."""
    folder = own_folder(path)
    return sorted(folder.glob(f"*{path.suffix}"), reverse=True) if folder.is_dir() else []


def keep_original(path: Path, successor: Path) -> Path:
    """Copy the workbook aside before `successor` replaces it.

    The copy is there under its name before the workbook is replaced, so that whatever happens
    then, undo finds it. Raises OSError.
    """
    folder = own_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = folder / f"{stamp}-{fingerprint(successor)}{path.suffix}"
    copy_whole(path, kept)
    shutil.copystat(path, kept)
    return kept


def drop_oldest(path: Path) -> None:
    """Remove the workbook's backups beyond the ten newest, and what killed programs left there."""
    sweep(own_folder(path))
    for old in backups(path)[KEPT:]:
        with suppress(OSError):
            old.unlink()


def put_in_place(made: Path, path: Path, *, before: bytes | None) -> bool:
    """Put a finished workbook at `path` in one step, the one that was there kept as a backup.

    `before` is what was there when the work began, None for nothing. False where nothing differs.
    Raises BookError "open-elsewhere", or "changed-on-disk" when somebody changed it meanwhile.
    """
    with told(path):
        if (path.read_bytes() if path.exists() else None) != before:
            raise OoxmlError("changed-on-disk", "the file changed while it was worked on")
        if made.read_bytes() == before:
            return False
        refuse_if_open(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, made, keep=before is not None)
        drop_oldest(path)
    return True


def undo(path: Path, *, force: bool = False, dry_run: bool = False) -> Path:
    """Put the newest backup back in the workbook's place; returns the backup that was used.

    Raises BookError "nothing-to-undo", or "edited-since" when somebody changed the workbook after
    our last write; with `force` it is replaced all the same, and kept as a backup itself.
    """
    if not path.exists():
        raise system_error(FileNotFoundError(), path)
    with told(path):
        newest, idle = _newest(path)
        ours = newest.stem.rpartition("-")[2] == fingerprint(path)
        if not ours and not force:
            message = Text(
                "上次写入之后有人改过这个文件;若仍要恢复,请加 --force(当前文件会另存为备份)",
                "somebody changed this file after our last write; to go back all the same, add "
                "--force (the present file is kept as a backup)",
            )
            raise BookError("edited-since", message, path=path)
        refuse_if_read_only(path)
        refuse_if_open(path)
        if not dry_run:
            _restore(newest, path.resolve(), keep=not ours)
            for each in idle:
                each.unlink(missing_ok=True)
    return newest


def _newest(path: Path) -> tuple[Path, list[Path]]:
    """The backup to go back to, and newer ones of a write that never happened.

    These hold what the workbook holds: they were kept just before a program was killed.
    """
    present = fingerprint(path)
    idle: list[Path] = []
    for each in backups(path):
        if fingerprint(each) != present:
            return each, idle
        idle.append(each)
    message = Text("没有可恢复的备份", "there is no backup to go back to")
    raise BookError("nothing-to-undo", message, path=path)


def _restore(backup: Path, path: Path, *, keep: bool) -> None:
    _replace(path, backup, keep=keep)
    shutil.copystat(backup, path)
    backup.unlink()


def _replace(path: Path, successor: Path, *, keep: bool) -> None:
    """Put a copy of `successor` at `path`; with `keep`, what was there becomes a backup."""
    kept = keep_original(path, successor) if keep else None
    try:
        copy_whole(successor, path)
    except BaseException:
        if kept:
            kept.unlink(missing_ok=True)
        raise
