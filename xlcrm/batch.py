"""Many workbooks, one after the other: a workbook that fails does not stop the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlcrm.book import BookError
from xlcrm.work import Outcome

NOT_MEANT = ("~$", ".~", "xlcrm-findings")
"""How owner markers and our own reports begin."""
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True)
class Done:
    """What became of one workbook: an outcome, or the reason why not."""

    path: Path
    outcome: Outcome | None = None
    error: BookError | None = None


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """The workbooks meant: a folder stands for those in it, owner markers left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in WORKBOOKS)
            found += [p for p in inside if not p.name.startswith(NOT_MEANT)]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def each(paths: Iterable[Path], verb: Callable[[Path], Outcome]) -> Iterator[Done]:
    """The verb on each workbook, in order."""
    for path in paths:
        try:
            yield Done(path, outcome=verb(path))
        except BookError as error:
            yield Done(path, error=error)
