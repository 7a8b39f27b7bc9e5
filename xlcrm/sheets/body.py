"""The rows below a header row: which of them hold data, and which are skipped, and why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Literal

from xlcrm.sheets.grid import ColumnGrid
from xlcrm.sheets.header_text import read_header
from xlcrm.sheets.headers import HeaderRow
from xlcrm.sheets.text import SPACES

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
    skipped: tuple[Skipped, ...]
    _grid: ColumnGrid
    _header_row: int
    _keep: Sequence[bool] | None
    """Which of the rows below the header row are data; None for all."""

    def column(self, number: int) -> list[Any]:
        """A column's cells, from top to bottom."""
        cells = self._grid.column(number, below=self._header_row)
        return cells if self._keep is None else list(compress(cells, self._keep))


def body_of(grid: ColumnGrid, header: HeaderRow) -> Body:
    """The rows below the header row that hold data in one of its columns."""
    below = range(header.row + 1, len(grid) + 1)
    out = _not_data(grid, header)
    keep = [row not in out for row in below] if out else None
    rows = below if keep is None else list(compress(below, keep))
    last = rows[-1] if rows else 0
    return Body(
        rows=rows,
        skipped=tuple(
            Skipped(row, why) for row, why in out.items() if why != "blank" or row < last
        ),
        _grid=grid,
        _header_row=header.row,
        _keep=keep,
    )


def _not_data(grid: ColumnGrid, header: HeaderRow) -> dict[int, SkipReason]:
    """Excel row to reason of every row that is no data; only suspects are looked at closely."""
    known = sorted(header.columns.values())
    first = header.row + 1
    suspects: set[int] = set()
    for column in range(1, known[0] + 1):
        cells = grid.column(column, below=header.row)
        suspects.update(
            row
            for row, v in enumerate(cells, start=first)
            if v and v.__class__ is str and v[0] in OPENERS and (OPENING.match(v) or is_blank(v))
        )
    suspects.update(row for row, v in enumerate(cells, start=first) if not v)
    reasons = {row: _reason(grid[row - 1], known) for row in sorted(suspects)}
    return {row: why for row, why in reasons.items() if why}


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
