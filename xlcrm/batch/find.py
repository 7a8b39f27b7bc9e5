"""Which workbooks are meant by paths, folders, globs and URLs."""

import os
import re
from collections.abc import Iterable, Iterator
from glob import glob
from itertools import takewhile
from pathlib import Path, PurePath, PureWindowsPath
from typing import TypeVar

from xlcrm.batch.address import Place, RemotePath, is_url, local_path
from xlcrm.batch.remote import remote_files
from xlcrm.book import BookError
from xlcrm.book.errors import system_error
from xlcrm.language import Text

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
OWNER_MARKERS = ("~$", ".~")
"""How the files begin that programs lay beside a workbook while it is open."""
NOT_MEANT = (*OWNER_MARKERS, ".", "$", "xlcrm-findings")
"""How what a folder does not stand for begins: markers, hidden files, bins, our own reports."""
LONGEST_ON_WINDOWS = 200
"""Longer paths are spelled so that Windows lifts its limit of 260 letters; our backups need the
difference (ours)."""

P = TypeVar("P", bound=Place | BookError)


def find(words: Iterable[str | Path], *, recursive: bool = False) -> list[Place | BookError]:
    """The workbooks meant, each once, in a stable order; errors stand where nothing was found.

    A folder stands for the workbooks in it, with `recursive` also for those in its folders, links
    followed. `*`, `?` and `**` are understood where the shell has not. Markers of open workbooks
    are never meant, even by name.
    """
    found: dict[object, Place | BookError] = {}
    for word in words:
        for each in _meant(word, recursive=recursive):
            found.setdefault(_identity(each), each)
    return list(found.values())


def _meant(word: str | Path, *, recursive: bool) -> Iterator[Place | BookError]:
    try:
        if isinstance(word, str) and is_url(word):
            yield from _remote(word, recursive=recursive)
        else:
            path = local_path(word) if isinstance(word, str) else word
            for each in _local(path, recursive=recursive):
                yield reachable(each) if isinstance(each, Path) else each
    except BookError as error:
        yield error


def _local(path: Path, *, recursive: bool) -> Iterator[Path | BookError]:
    if path.is_dir():
        yield from _some(_in_folder(path, recursive=recursive), path)
    elif path.exists() or not re.search(r"[*?\[]", str(path)):
        if not path.name.startswith(OWNER_MARKERS):
            yield path
    else:
        matches = (Path(each) for each in sorted(glob(str(path), recursive=True)))
        yield from _some((p for p in matches if is_meant(p) and p.is_file()), path)


def _remote(url: str, *, recursive: bool) -> Iterator[RemotePath]:
    place = RemotePath(url)
    paths = [RemotePath(each) for each in remote_files(url, recursive=recursive)]
    if paths == [place]:
        yield place
    else:
        above = len([*takewhile(lambda part: not set("*?[") & set(part), place.parts)])
        meant = (p for p in paths if is_meant(p) and not _hidden(p.parts[above:]))
        yield from _some(meant, place)


def _some(paths: Iterable[P], place: PurePath) -> Iterator[P]:
    """The paths, or an error where there are none: a slip in a name shall not pass as done."""
    paths = list(paths)
    if not paths:
        message = Text(
            "这里没有工作簿(.xlsx、.xlsm);子文件夹请加 --recursive",
            "no workbooks there (.xlsx, .xlsm); add --recursive for folders in folders",
        )
        raise BookError("no-workbooks", message, path=place)
    yield from paths


def is_meant(path: PurePath) -> bool:
    """Whether a folder that holds this file stands for it."""
    return path.suffix.lower() in WORKBOOKS and not path.name.startswith(NOT_MEANT)


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(NOT_MEANT) for part in parts)


def _in_folder(folder: Path, *, recursive: bool) -> Iterator[Path | BookError]:
    """Workbooks of a folder, then those of its folders; links that lead in circles end.

    Folders that cannot be opened come last, as errors.
    """
    closed: list[OSError] = []
    seen: set[str] = set()
    for top, folders, files in os.walk(folder, followlinks=recursive, onerror=closed.append):
        real = os.path.realpath(top)
        folders[:] = sorted(f for f in folders if recursive and not f.startswith(NOT_MEANT))
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        yield from (path for name in sorted(files) if is_meant(path := Path(top, name)))
    yield from (system_error(error, Path(error.filename)) for error in closed)


def _identity(each: Place | BookError) -> object:
    """What tells one workbook from another, whichever link leads there."""
    return os.path.realpath(each) if isinstance(each, Path) else str(each)


def reachable(path: Path) -> Path:
    """The path, spelled so that Windows opens it however long it is."""
    return Path(extended(str(path.absolute()))) if os.name == "nt" else path


def extended(path: str) -> str:
    r"""An absolute Windows path without the limit of 260 letters.

    >>> extended(r"C:\sales\客户.xlsx")
    'C:\\sales\\客户.xlsx'
    >>> extended("C:\\" + "长" * 300)[:8], extended(r"\\files\sales" + r"\长" * 150)[:21]
    ('\\\\?\\C:\\长', '\\\\?\\UNC\\files\\sales\\长')
    """
    if len(path) < LONGEST_ON_WINDOWS or path.startswith("\\\\?\\"):
        return path
    spelled = str(PureWindowsPath(path))
    return "\\\\?\\UNC" + spelled[1:] if spelled.startswith("\\\\") else "\\\\?\\" + spelled
