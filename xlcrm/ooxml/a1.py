"""Cell and range names: `C7`, `$B$2:D9`. Rows and columns count from 1."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from xlcrm.ooxml.errors import OoxmlError

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

LONGEST_NUMBER = 9
"""Digits of the longest number any attribute of a workbook needs."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def whole(text: str | bytes | None, default: int = 0) -> int:
    """A count, number or index as a file states it; `default` where it states none.

    >>> whole("12"), whole(b" 7 "), whole(None), whole("x", -1), whole("9" * 5000)
    (12, 7, 0, -1, 0)
    """
    stripped = (text or "").strip()
    digits = stripped.isascii() and stripped.isdigit() and len(stripped) <= LONGEST_NUMBER
    return int(stripped) if digits else default


def row_number(digits: bytes) -> int:
    """A row's number as a file states it; OoxmlError "bad-address" beyond the sheet.

    >>> row_number(b"1048576")
    1048576
    """
    row = whole(digits)
    if not 1 <= row <= MAX_ROW:
        raise OoxmlError("bad-address", f"there is no row {digits[:20].decode()}")
    return row


def column_name(column: int) -> str:
    """
    >>> column_name(1), column_name(28), column_name(16384)
    ('A', 'AB', 'XFD')
    """
    if not 1 <= column <= MAX_COLUMN:
        raise OoxmlError("bad-address", f"there is no column {column}")
    return _letters(column)


@cache
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """
    >>> column_number("A"), column_number("ab"), column_number("$XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.removeprefix("$").upper():
        if not "A" <= letter <= "Z":
            raise OoxmlError("bad-address", f"{letters!r} is not a column")
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise OoxmlError("bad-address", f"{letters!r} is not a column")
    return number


def cell_name(row: int, column: int) -> str:
    """
    >>> cell_name(7, 3)
    'C7'
    """
    return f"{column_name(column)}{row}"


def parse_cell(name: str) -> tuple[int, int]:
    """Row and column of a cell name.

    >>> parse_cell("C7"), parse_cell("$ab$12")
    ((7, 3), (12, 28))
    """
    match = _CELL.fullmatch(name)
    if not match or not 1 <= int(match[2]) <= MAX_ROW:
        raise OoxmlError("bad-address", f"{name!r} is not a cell")
    return int(match[2]), column_number(match[1])


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, corners included.

    >>> Area.parse("B2:D9"), str(Area(2, 2, 9, 4)), (3, 3) in Area.parse("B2:D9")
    (Area(top=2, left=2, bottom=9, right=4), 'B2:D9', True)
    >>> str(Area.parse("C:D")), str(Area.parse("5"))
    ('C1:D1048576', 'A5:XFD5')
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, name: str) -> "Area":
        """From `B2`, `B2:D9`, whole columns `C:D` or whole rows `3:5`."""
        first, _, last = name.replace("$", "").partition(":")
        top, left = _corner(first, 1, 1)
        bottom, right = _corner(last or first, MAX_ROW, MAX_COLUMN)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    def __str__(self) -> str:
        first = cell_name(self.top, self.left)
        last = cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def overlaps(self, other: "Area") -> bool:
        """Whether any cell lies in both."""
        return not (
            self.bottom < other.top
            or other.bottom < self.top
            or self.right < other.left
            or other.right < self.left
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every (row, column), row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


def _corner(name: str, row: int, column: int) -> tuple[int, int]:
    if name.isdigit():
        if not 1 <= int(name) <= MAX_ROW:
            raise OoxmlError("bad-address", f"{name!r} is not a row")
        return int(name), column
    if name.isalpha():
        return row, column_number(name)
    return parse_cell(name)


def runs(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """The cells as few areas as neighbours in one column allow, in column order.

    >>> [str(area) for area in runs([(2, 3), (3, 3), (7, 3), (2, 4)])]
    ['C2:C3', 'C7', 'D2']
    """
    areas: list[Area] = []
    for column, row in sorted({(column, row) for row, column in cells}):
        last = areas[-1] if areas else None
        if last and last.left == column and last.bottom == row - 1:
            areas[-1] = Area(last.top, column, row, column)
        else:
            areas.append(Area(row, column, row, column))
    return areas
