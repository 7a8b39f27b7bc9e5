"""Workbooks on other machines: brought here, worked on, taken back if nobody changed them.

What fsspec knows is known here: smb, s3, abfs, memory and others, each with its own package and
its credentials where that package looks for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from xlcrm.batch.address import RemotePath
from xlcrm.book import BookError
from xlcrm.book.backup import FOLDER, own_folder
from xlcrm.book.errors import system_error
from xlcrm.book.in_use import excel_marker, libreoffice_marker, refuse_if_open
from xlcrm.language import Text
from xlcrm.settings import FILE_NAME

UPLOAD = ".~xlcrm-upload.tmp"


def remote_files(url: str, *, recursive: bool) -> list[str]:
    """URLs of the file, of the files in the folder, or of those that match; sorted.

    Raises BookError "no-fsspec" or "unreachable".
    """
    with _reached(RemotePath(url)):
        system, path = _system(url)
        if system.isdir(path):
            found = system.find(path, maxdepth=None if recursive else 1)
        elif any(letter in path for letter in "*?["):
            found = system.glob(path)
        else:
            return [url]
        return sorted(map(system.unstrip_protocol, found))


@contextmanager
def staged(remote: RemotePath) -> Iterator[Path]:
    """A local copy while the block runs; what the block wrote is then taken back.

    Backups go first, and the workbook only if the remote still is what was fetched: else BookError
    "changed-on-disk" is raised and the remote stays as it is.
    """
    with TemporaryDirectory(prefix="xlcrm-") as folder, _reached(remote):
        system, path = _system(str(remote))
        stage = _Stage(system, path, Path(folder) / remote.name)
        try:
            stage.fetch()
            original = stage.local.read_bytes()
            yield stage.local
            stage.bring_back(original)
        except BookError as error:
            raise BookError(error.code, error.message, path=remote) from error


@dataclass(frozen=True)
class _Stage:
    """A remote workbook and its local copy."""

    system: Any
    """The fsspec file system, which has no types."""
    path: str
    local: Path

    def fetch(self) -> None:
        """Bring the workbook, its settings file, its backups and the markers beside it."""
        if not self.system.exists(self.path):
            raise system_error(FileNotFoundError(), self.local)
        self.system.get_file(self.path, str(self.local))
        self._fetch_beside(FILE_NAME)
        self._fetch_markers()
        kept = f"{FOLDER}/{self.local.name}"
        if self.system.isdir(self._beside(kept)):
            own_folder(self.local).mkdir(parents=True)
            for each in self.system.find(self._beside(kept), maxdepth=1):
                self.system.get_file(each, str(own_folder(self.local) / each.rpartition("/")[2]))

    def bring_back(self, original: bytes) -> None:
        """Take back what differs; raises BookError while it is open there or has changed."""
        if self.local.read_bytes() != original:
            self._fetch_markers()
            refuse_if_open(self.local)
            self._refuse_changed(original)
            self._bring_kept()
            self._put(self.local, self.path)
        else:
            self._bring_kept()

    def _bring_kept(self) -> None:
        """Backups and run log, as they are here."""
        remote = self._beside(f"{FOLDER}/{self.local.name}")
        there = self.system.find(remote, maxdepth=1) if self.system.isdir(remote) else []
        names = {each.rpartition("/")[2]: each for each in there}
        here = own_folder(self.local)
        files = sorted(here.iterdir()) if here.is_dir() else []
        if files:
            self.system.makedirs(remote, exist_ok=True)
        for file in files:
            self._put(file, f"{remote}/{file.name}")
        for name in names.keys() - {file.name for file in files}:
            self.system.rm_file(names[name])

    def _refuse_changed(self, original: bytes) -> None:
        self.system.invalidate_cache()
        if not self.system.exists(self.path) or self.system.cat_file(self.path) != original:
            message = Text(
                "处理期间远端文件被别人改动,未作任何写入;请再运行一次",
                "somebody changed the remote file meanwhile, so nothing was written; run again",
            )
            raise BookError("changed-on-disk", message, path=self.local)

    def _put(self, local: Path, path: str) -> None:
        """Send a file under a passing name, then give it its own."""
        passing = f"{path.rpartition('/')[0]}/{UPLOAD}"
        self.system.put_file(str(local), passing)
        try:
            self.system.mv(passing, path)
        except OSError:  # some shares let nothing be renamed onto a file; its backup is there
            self.system.put_file(str(local), path)
            self.system.rm_file(passing)

    def _fetch_markers(self) -> None:
        for marker in (excel_marker(self.local), libreoffice_marker(self.local)):
            marker.unlink(missing_ok=True)
            self._fetch_beside(marker.name)

    def _fetch_beside(self, name: str) -> None:
        if self.system.exists(self._beside(name)):
            self.system.get_file(self._beside(name), str(self.local.with_name(name)))

    def _beside(self, name: str) -> str:
        return f"{self.path.rpartition('/')[0]}/{name}"


@contextmanager
def _reached(remote: RemotePath) -> Iterator[None]:
    """Problems of the connection, in the user's words."""
    try:
        yield
    except ImportError as error:
        message = Text(
            f"访问远端文件还需要安装:pip install 'xlcrm[remote]' 以及该协议的软件包({error})",
            "files elsewhere need pip install 'xlcrm[remote]' and the package of the protocol "
            f"({error})",
        )
        raise BookError("no-fsspec", message, path=remote) from error
    except (FileNotFoundError, PermissionError) as error:
        raise system_error(error, remote) from error
    except (OSError, ValueError) as error:
        message = Text(
            f"无法访问远端文件,请检查地址、网络和凭据:{error}",
            f"cannot be reached; check the address, the network and the credentials: {error}",
        )
        raise BookError("unreachable", message, path=remote) from error


def _system(url: str) -> tuple[Any, str]:
    """The fsspec file system behind a URL, and the path in it."""
    from fsspec.core import url_to_fs

    return cast("tuple[Any, str]", url_to_fs(url))
