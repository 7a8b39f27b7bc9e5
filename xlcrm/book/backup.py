"""Backups: the original of every write, kept beside the workbook, and undo.

A backup's name holds when it was made and a fingerprint of the workbook that replaced it, so undo
can tell our last write from something a person has changed since.
"""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from xlcrm.book.errors import BookError, system_error, told
from xlcrm.book.in_use import refuse_if_open, refuse_if_read_only
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


def keep_original(path: Path) -> Path:
    """Copy the workbook aside before it is replaced; named for good by `settle`."""
    folder = own_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = folder / f"{stamp}{path.suffix}.part"
    try:
        shutil.copy2(path, aside)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def settle(aside: Path, path: Path) -> Path:
    """Name the copy for the workbook now in its place, and drop the oldest beyond ten."""
    stamp = aside.name.removesuffix(f"{path.suffix}.part")
    kept = aside.with_name(f"{stamp}-{fingerprint(path)}{path.suffix}")
    aside.replace(kept)
    for old in backups(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return kept


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
        temporary = path.with_name(f".~{path.name}.part")
        aside = keep_original(path) if before is not None else None
        try:
            shutil.copyfile(made, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        if aside:
            settle(aside, path)
    return True


def undo(path: Path, *, force: bool = False, dry_run: bool = False) -> Path:
    """Put the newest backup back in the workbook's place; returns the backup that was used.

    Raises BookError "nothing-to-undo", or "edited-since" when somebody changed the workbook after
    our last write; with `force` it is replaced all the same, and kept as a backup itself.
    """
    if not path.exists():
        raise system_error(FileNotFoundError(), path)
    found = backups(path)
    if not found:
        message = Text("没有可恢复的备份", "there is no backup to go back to")
        raise BookError("nothing-to-undo", message, path=path)
    newest = found[0]
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
    if dry_run:
        return newest
    try:
        _restore(newest, path.resolve(), keep=not ours)
    except OSError as error:
        raise system_error(error, path) from error
    return newest


def _restore(backup: Path, path: Path, *, keep: bool) -> None:
    aside = keep_original(path) if keep else None
    temporary = path.with_name(f".~xlcrm-{fingerprint(backup)}.undo")
    try:
        shutil.copy2(backup, temporary)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    backup.unlink()
    if aside:
        settle(aside, path)
