"""Workbooks checked whenever somebody saves them: what changed is noticed, our own writes are not.

A spreadsheet program saves by several steps, so a workbook is checked once it has been left alone
for a moment. Network drives often tell nothing; they are looked at every few seconds instead.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcrm.batch.find import is_meant
from xlcrm.book import BookError
from xlcrm.book.backup import FOLDER, fingerprint
from xlcrm.book.errors import system_error
from xlcrm.language import Text

if TYPE_CHECKING:
    from threading import Event

MOUNTS = Path("/proc/mounts")
NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse.sshfs", "afpfs", "davfs"})
"""File systems that do not tell of changes made elsewhere."""


class Seen:
    """The contents that were looked at already, ours among them."""

    def __init__(self) -> None:
        self._marks: dict[Path, str] = {}

    def is_new(self, path: Path) -> bool:
        """Whether a workbook holds something not yet looked at; False when it is gone."""
        try:
            return self._marks.get(path) != fingerprint(path)
        except OSError:  # being replaced, or gone
            return False

    def note(self, path: Path) -> None:
        """Take the content as looked at: we have just written it."""
        try:
            self._marks[path] = fingerprint(path)
        except OSError:
            self._marks.pop(path, None)


def is_watched(path: Path, folder: Path) -> bool:
    """Whether a changed file is a workbook of people's: no marker, backup or temporary file."""
    try:
        inside = path.relative_to(folder).parts
    except ValueError:
        return False
    return is_meant(path) and FOLDER not in inside and not any(p.startswith(".") for p in inside)


def saved_workbooks(
    folder: Path, *, pause_seconds: float, poll: bool, stop: "Event", seen: Seen
) -> Iterator[Path]:
    """Every workbook under a folder as it is saved, until `stop` is set; each content once.

    Raises BookError "no-such-file", "needs-watchfiles".
    """
    if not folder.is_dir():
        raise system_error(FileNotFoundError(), folder)
    watch = _watch(folder)
    pause = int(pause_seconds * 1000)
    for changes in watch(
        folder,
        watch_filter=lambda _change, path: is_watched(Path(path), folder),
        debounce=max(1600, 2 * pause),
        step=max(50, pause),
        stop_event=stop,
        force_polling=poll or None,
        poll_delay_ms=2000 if poll else 300,
        raise_interrupt=False,
        recursive=True,
    ):
        for path in sorted({Path(path) for _, path in changes}):
            if seen.is_new(path):
                yield path


def _watch(folder: Path) -> "Callable[..., Iterator[set[tuple[Any, str]]]]":
    try:
        from watchfiles import watch
    except ImportError as error:
        message = Text(
            "监视文件夹需要 watchfiles;请运行 pip install xlcrm[watch]",
            "watching needs watchfiles: pip install xlcrm[watch]",
        )
        raise BookError("needs-watchfiles", message, path=folder) from error
    return watch


def on_network(folder: Path, mounts: str | None = None) -> bool:
    r"""Whether a folder lies on a network drive that does not tell of changes.

    `mounts` as in /proc/mounts; None: this machine's. UNC paths of Windows are network paths.

    >>> mounts = "/dev/sda / ext4 rw 0 0\n//office/share /mnt/share cifs rw 0 0"
    >>> on_network(Path("/mnt/share/sales"), mounts), on_network(Path("/home/wang"), mounts)
    (True, False)
    """
    real = folder.resolve()
    if str(real).startswith("\\\\"):
        return True
    if mounts is None:
        mounts = MOUNTS.read_text(encoding="utf-8") if MOUNTS.exists() else ""
    places = [line.split()[1:3] for line in mounts.splitlines() if len(line.split()) > 2]
    above = [(place, kind) for place, kind in places if real.is_relative_to(place)]
    return max(above, key=lambda each: len(each[0]), default=("", ""))[1] in NETWORK
