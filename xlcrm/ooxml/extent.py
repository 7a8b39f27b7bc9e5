"""How far a sheet's cells reach: readers that hold a sheet as a rectangle need it to be small.

A stray cell in the last row and column makes a rectangle of 17 thousand million cells out of
nothing. Such cells are looked for in one pass that costs little where there are none.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, cell_name, column_number, row_number
from xlcrm.ooxml.errors import TooLarge
from xlcrm.ooxml.read import stored_cells, stored_rows
from xlcrm.ooxml.sheet_stream import SheetStream, Tags

if TYPE_CHECKING:
    import numpy.typing as npt

MOST_CELLS = 40_000_000
"""Cells of the largest rectangle that is read (ours): 38 columns, to AL, of a full sheet."""

_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)(\d+)""")
_FAR = re.compile(
    rb"""\sr\s*=\s*["'](?:(?:[A-Za-z]{3}|[B-Zb-z][A-Za-z]|[Aa][M-Zm-z])"""  # right of AL
    rb"""|[A-Za-z]{1,2}(?:10[5-9]\d{4}|1[1-9]\d{5}|[2-9]\d{6}|\d{8}))"""  # below the last row
)


_SPACE, _QUOTE, _EQUALS, _ZERO, _R, _A, _L, _Z = map(np.uint8, b' "=0ralz')
_LOWER = np.uint8(0x20)
"""Turns a letter into its lower case."""
_PADDING = b" " * 16
"""Room to look ahead at the end of a block."""


def refuse_sprawl(stream: Callable[[], Iterator[bytes]], *, part: str) -> None:
    """Raise TooLarge "sprawling" if the rectangle from A1 around all cells is huge.

    `stream` gives the part's blocks from the beginning. They are read to the end, so that the
    part's size and checksum are known to be right as well.
    """
    sheet = SheetStream(stream(), part=part)
    is_near = is_named = True
    for block in sheet.row_blocks():
        if _is_usual(block, sheet.tags):
            continue
        is_near = is_near and not _FAR.search(block)
        is_named = is_named and _names_every_cell(block, sheet.tags)
    for _ in sheet.tail():
        continue
    if is_near and is_named:
        return
    sheet = SheetStream(stream(), part=part)
    bottom, right = (_named_corner if is_named else _counted_corner)(sheet)
    if bottom * right > MOST_CELLS:
        raise TooLarge(
            "sprawling",
            "the sheet's cells reach too far",
            part=part,
            cell=cell_name(min(bottom, MAX_ROW), min(right, MAX_COLUMN)),
        )


def _is_usual(block: bytes, tags: Tags) -> bool:
    """Whether every cell is named in the usual spelling, `r="B7"`, and none lies far out.

    Looks at all names of a block at once; where it says no, they are looked at one by one.
    """
    content = np.frombuffer(block + _PADDING, np.uint8)
    at = np.flatnonzero(content == _EQUALS)
    at = at[(content[at - 1] == _R) & (content[at - 2] == _SPACE) & (content[at + 1] == _QUOTE)]
    first, second, third = (content[at + step] | _LOWER for step in (2, 3, 4))
    at, second, third = (each[_is_letter(first)] for each in (at, second, third))
    first = first[_is_letter(first)]
    if len(at) != block.count(tags.cell_start):
        return False
    is_wide = _is_letter(second)
    is_far = is_wide & (_is_letter(third) | (first > _A) | (second > _L))
    has_seven_digits = content[at + 9 + is_wide] - _ZERO <= 9
    return not (is_far | has_seven_digits).any()


def _is_letter(lower: "npt.NDArray[np.uint8]") -> "npt.NDArray[np.bool_]":
    return (lower >= _A) & (lower <= _Z)


def _names_every_cell(block: bytes, tags: Tags) -> bool:
    return all(_CELL.search(cell[1]) for cell in tags.cell.finditer(block))


def _named_corner(sheet: SheetStream) -> tuple[int, int]:
    """The last row and column, from the cells' names."""
    bottom = right = 1
    for block in sheet.row_blocks():
        names = _CELL.findall(block)
        bottom = max([bottom, *map(row_number, {digits for _, digits in names})])
        right = max([right, *map(column_number, {name.decode() for name, _ in names})])
    return bottom, right


def _counted_corner(sheet: SheetStream) -> tuple[int, int]:
    """The last row and column, where rows and cells without names follow those before them."""
    last, bottom, right = 0, 1, 1
    for block in sheet.row_blocks():
        for row, tag in stored_rows(block, sheet.tags, after=last):
            last = row
            ending = tag.end() if tag[2] else block.find(sheet.tags.row_end, tag.end())
            for column, cell in stored_cells(block[tag.end() : ending], sheet.tags):
                named = _CELL.search(cell[1])
                bottom = max(bottom, row_number(named[2]) if named else row)
                right = max(right, column)
    return bottom, right
