"""Cells whose value does not tell all: formulas, calculated or not, and error values.

Readers of values show an error and a formula never calculated alike, as nothing. This finds them in
one pass over the sheet's bytes that costs next to nothing where there are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Literal

from xlcrm.ooxml.a1 import column_number, row_number
from xlcrm.ooxml.read import last_row, stored_cells, stored_rows
from xlcrm.ooxml.sheet_stream import SheetStream, Tags

_NAME = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})(\d+)["']""")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_TEXT = re.compile(rb"""\st\s*=\s*["']str["']""")


@dataclass(frozen=True, slots=True)
class OddCell:
    """What a cell's value does not tell; `text` is an error as the cell shows it."""

    kind: Literal["error-value", "never-calculated", "formula-text", "formula"]
    text: str = ""


def odd_cells(blocks: Iterator[bytes], *, part: str) -> dict[tuple[int, int], OddCell]:
    """(row, column) to what is odd there, for every formula and error value of a sheet."""
    sheet = SheetStream(blocks, part=part)
    tags = sheet.tags
    found: dict[tuple[int, int], OddCell] = {}
    row = 0
    for block in sheet.row_blocks():
        cells = list(_cells(block, tags))
        if all(name for name, _ in cells):
            found.update((_place(name), odd) for name, odd in cells if name)
        else:
            found.update(_counted(block, tags, after=row))
        row = last_row(block, tags) or row + block.count(tags.row_end)
    return found


def _cells(block: bytes, tags: Tags) -> Iterator[tuple[re.Match[bytes] | None, OddCell]]:
    """The odd cells of a block, each with its name as far as it says one."""
    if b"f" in block and tags.formula_start in block:  # a single letter is found far faster
        for cell in _with_formula(tags.prefix).finditer(block):
            yield _NAME.search(cell[1]), _of_formula(cell[1], cell[2])
    if b"#" in block and (b'"e"' in block or b"'e'" in block):  # every error shows itself so: #N/A
        for cell in _with_error(tags.prefix).finditer(block):
            yield (
                _NAME.search(cell[1]),
                OddCell("error-value", unescape(cell[2].decode(errors="replace"))),
            )


def _counted(block: bytes, tags: Tags, *, after: int) -> Iterator[tuple[tuple[int, int], OddCell]]:
    """The odd cells of a block, found by counting rows and cells."""
    for row, match in stored_rows(block, tags, after=after):
        if not match[0].endswith(b"/>"):
            inside = block[match.end() : block.find(tags.row_end, match.end())]
            for column, stored in stored_cells(inside, tags):
                for _, odd in _cells(stored[0], tags):
                    yield (row, column), odd


def _place(name: re.Match[bytes]) -> tuple[int, int]:
    return row_number(name[2]), column_number(name[1].decode())


def _of_formula(marks: bytes, value: bytes | None) -> OddCell:
    if _ERROR.search(marks):
        return _error(value or b"")
    if _TEXT.search(marks):
        return OddCell("formula-text")
    return OddCell("formula") if value else OddCell("never-calculated")


def _error(shown: bytes) -> OddCell:
    return OddCell("error-value", unescape(shown.decode(errors="replace")))


@lru_cache(maxsize=16)
def _with_formula(prefix: str) -> re.Pattern[bytes]:
    """A cell with a formula: its attributes, and its value if it has one."""
    p = re.escape(prefix.encode())
    formula = rb"<%bf(?:\s[^<>]*)?(?:/>|>[^<]*</%bf>)" % (p, p)
    value = rb"<%bv(?:\s[^<>]*)?(?:/>|>([^<]*)</%bv>)" % (p, p)
    return re.compile(rb"<%bc((?:\s[^<>]*)?)>\s*%b\s*(?:%b)?" % (p, formula, value))


@lru_cache(maxsize=16)
def _with_error(prefix: str) -> re.Pattern[bytes]:
    """An error without a formula: its attributes and the error."""
    p = re.escape(prefix.encode())
    marks = rb"\s(?:[^<>]*\s)?t\s*=\s*[\"']e[\"'][^<>]*"
    return re.compile(rb"<%bc(%b)>\s*<%bv>([^<]*)</%bv>" % (p, marks, p, p))
