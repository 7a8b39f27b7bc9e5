"""The rows below a header row: which of them hold data, and which are skipped, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from operator import itemgetter
from typing import Any, Literal

from xlcrm.sheets.headers import HeaderRow, read_header
from xlcrm.sheets.text import SPACES

Grid = Sequence[Sequence[object]]
"""A sheet's values: row 1 first, "" for an empty cell."""

SkipReason = Literal["total", "example", "blank"]

TOTALS = frozenset({"合计", "总计", "小计", "总和", "total", "grandtotal", "subtotal", "sum"})
"""Words that open a row of totals, compared like headers: 合 计 and Total: are the same."""
EXAMPLES = frozenset({"示例", "样例", "范例", "举例", "example", "sample", "examplerow", "示例行"})
"""Words that open a row which shows how to fill in the others."""
OPENERS = frozenset(
    "合总小示样范举tTgGsSeEｔＴｇＧｓＳｅＥ*★☆#-—_·:：()（）[]【】<>《》\"'“” \t\r\n\v\f" + SPACES
)
"""How a cell with any of these words begins; most cells begin otherwise."""
OPENING = re.compile(
    r"[\W_]*(?:合|总|小|示|样|范|举|total|grand|sub|sum|example|sample|[ａ-ｚＡ-Ｚ])", re.IGNORECASE
)
"""The same at a closer look."""
BRACKETS = "()（）[]【】<>《》"
NUMBERED = re.compile(r"[-#]?\d{0,3}$")


@dataclass(frozen=True)
class Skipped:
    """A row that is not data: a total, an example, or a blank one between others."""

    row: int
    why: SkipReason


@dataclass(frozen=True)
class Body:
    """The data rows of a sheet."""

    rows: Sequence[int]
    """Excel row numbers."""
    cells: Grid
    """All of one width, at least up to the last known column."""
    skipped: tuple[Skipped, ...]

    @cached_property
    def _flat(self) -> list[Any]:
        return list(chain.from_iterable(self.cells))

    def column(self, number: int) -> list[Any]:
        """A column's cells, from top to bottom."""
        width = len(self.cells[0]) if self.cells else 1
        return self._flat[number - 1 :: width]


def body_of(grid: Grid, header: HeaderRow) -> Body:
    """The rows below the header row that hold data in one of its columns."""
    below = _rectangle(grid[header.row :], max(header.columns.values()))
    first = header.row + 1
    out = _not_data(below, sorted(header.columns.values()))
    last = next((at for at in range(len(below) - 1, -1, -1) if at not in out), -1)
    keep = [at not in out for at in range(len(below))] if out else None
    return Body(
        rows=range(first, first + len(below)) if keep is None else
        [first + at for at, kept in enumerate(keep) if kept],
        cells=below if keep is None else list(compress(below, keep)),
        skipped=tuple(
            Skipped(first + at, why) for at, why in out.items() if why != "blank" or at < last
        ),
    )  # fmt: skip


def _rectangle(rows: Grid, width: int) -> Grid:
    """The rows, all of one width, at least up to the last known column."""
    widths = set(map(len, rows))
    widest = max(width, *widths) if widths else width
    if widths == {widest}:
        return rows
    return [[*row, *[""] * (widest - len(row))] for row in rows]


def _not_data(rows: Grid, known: Sequence[int]) -> dict[int, SkipReason]:
    """Position to reason of every row that is no data; only suspects are looked at closely."""
    suspects: set[int] = set()
    for column in range(known[0]):
        cells: list[Any] = list(map(itemgetter(column), rows))
        opens = [at for at, v in enumerate(cells) if v and v.__class__ is str and v[0] in OPENERS]
        suspects.update(at for at in opens if OPENING.match(cells[at]) or is_blank(cells[at]))
    suspects.update(at for at, v in enumerate(cells) if not v)
    reasons = {at: _reason(rows[at], known) for at in sorted(suspects)}
    return {at: why for at, why in reasons.items() if why}


def _reason(row: Sequence[object], known: Sequence[int]) -> SkipReason | None:
    first = _first_filled(row[column - 1] for column in known)
    if first is None:
        return "blank"
    opening = {_word(first), _word(_first_filled(row))}
    if opening & TOTALS:
        return "total"
    return "example" if opening & EXAMPLES else None


def _word(cell: object) -> str:
    """What a cell opens with, compared like a header; a number behind an example is left out."""
    text = cell.strip() if isinstance(cell, str) else ""
    bare = text.strip(BRACKETS) if text[:1] in BRACKETS else text
    return NUMBERED.sub("", read_header(bare).name)


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing; spaces alone are nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _first_filled(cells: Iterable[object]) -> object:
    return next((cell for cell in cells if not is_blank(cell)), None)
