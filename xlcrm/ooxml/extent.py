"""How far a sheet's cells reach: readers that hold a sheet as a rectangle need it to be small.

A stray cell in the last row and column makes a rectangle of 17 thousand million cells out of
nothing. Such cells are looked for in one pass that costs little where there are none.
"""

import re
from collections.abc import Callable, Iterator

from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, cell_name, column_number, row_number
from xlcrm.ooxml.errors import TooLarge
from xlcrm.ooxml.read import stored_cells, stored_rows
from xlcrm.ooxml.sheet_stream import SheetStream, Tags

MOST_CELLS = 40_000_000
"""Cells of the largest rectangle that is read (ours): 38 columns, to AL, of a full sheet."""

_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)(\d+)""")
_FAR = re.compile(
    rb"""\sr\s*=\s*["'](?:(?:[A-Za-z]{3}|[B-Zb-z][A-Za-z]|[Aa][M-Zm-z])"""  # right of AL
    rb"""|[A-Za-z]{1,2}(?:10[5-9]\d{4}|1[1-9]\d{5}|[2-9]\d{6}|\d{8}))"""  # below the last row
)


def refuse_sprawl(stream: Callable[[], Iterator[bytes]], *, part: str) -> None:
    """Raise TooLarge "sprawling" if the rectangle from A1 around all cells is huge.

    `stream` gives the part's blocks from the beginning. They are read to the end, so that the
    part's size and checksum are known to be right as well.
    """
    sheet = SheetStream(stream(), part=part)
    is_near = is_named = True
    for block in sheet.row_blocks():
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


def _names_every_cell(block: bytes, tags: Tags) -> bool:
    start = tags.cell_start
    tags_of_cells = sum(block.count(start + end) for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))
    if block.count(start + b' r="') == tags_of_cells:  # the usual spelling, counted at C speed
        return True
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
