"""Reading cells as they are stored: the value, the formula, the format, and what kind it is."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from xlcrm.ooxml.a1 import Area, cell_name, column_number, parse_cell, row_number, whole
from xlcrm.ooxml.cells import plain_text
from xlcrm.ooxml.formulas import shifted
from xlcrm.ooxml.sheet_stream import SheetStream, Tags, attributes, holds
from xlcrm.ooxml.strings import rich_text

_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
_DAY_ZERO = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}
_LEAP_BUG_DAY = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A stored cell.

    kind: "empty", "number", "text", "bool", "date" or "error" (value "#DIV/0!" and the like).
    A formula that was never calculated has a `formula` and the kind "empty". `style` is the index
    of the cell's format.
    """

    value: int | float | str | bool | datetime | None
    formula: str | None
    style: int
    kind: str


EMPTY = Cell(None, None, 0, "empty")


class CellReader:
    """Reads chosen cells of one sheet while it streams by.

    `is_date(style)` tells date formats; `texts(numbers)` looks shared strings up.
    """

    def __init__(
        self,
        *,
        part: str,
        date_system: int,
        is_date: Callable[[int], bool],
        texts: Callable[[set[int]], dict[int, str]],
    ) -> None:
        self._part = part
        self._date_system = date_system
        self._is_date = is_date
        self._texts = texts
        self._masters: dict[str, tuple[int, int, str]] = {}

    def area(self, blocks: Iterator[bytes], area: Area) -> dict[str, Cell]:
        """The cells of a rectangle that the file holds, by A1 name in file order."""
        rows = range(area.top, area.bottom + 1)
        return self._finished(blocks, rows, lambda cell: cell in area)

    def cells(self, blocks: Iterator[bytes], names: Collection[str]) -> dict[str, Cell]:
        """The named cells; those the file does not hold are EMPTY."""
        wanted = {parse_cell(name): name for name in names}
        found = self._finished(blocks, {row for row, _ in wanted}, wanted.__contains__)
        return {name: found.get(cell_name(*cell), EMPTY) for cell, name in wanted.items()}

    def _finished(
        self,
        blocks: Iterator[bytes],
        rows: Collection[int],
        wanted: Callable[[tuple[int, int]], bool],
    ) -> dict[str, Cell]:
        """The cells, with the numbers of shared strings replaced by their texts."""
        found: dict[str, Cell] = {}
        shared: dict[str, int] = {}
        for row, column, cell in self._stored(blocks, rows, wanted):
            name = cell_name(row, column)
            found[name] = cell
            if cell.kind == "shared" and isinstance(cell.value, int):
                shared[name] = cell.value
        texts = self._texts(set(shared.values())) if shared else {}
        for name, number in shared.items():
            found[name] = replace(found[name], value=texts.get(number, ""), kind="text")
        return found

    def _stored(
        self,
        blocks: Iterator[bytes],
        rows: Collection[int],
        wanted: Callable[[tuple[int, int]], bool],
    ) -> Iterator[tuple[int, int, Cell]]:
        sheet = SheetStream(blocks, part=self._part)
        tags, ordered, row = sheet.tags, sorted(rows), 0
        for block in sheet.row_blocks():
            if bisect_right(ordered, row) == len(ordered):
                return
            last, shared = last_row(block, tags), holds(block, b"shared")
            if last and not shared and bisect_right(ordered, row) == bisect_right(ordered, last):
                row = last
                continue
            wanted_here = ordered[bisect_right(ordered, row) : bisect_right(ordered, last or row)]
            named = [] if shared or not last else _named_rows(block, wanted_here, tags)
            for number, tag in named or stored_rows(block, tags, after=row):
                row = number
                inside = block[tag.end() : block.find(tags.row_end, tag.end())]
                if shared and not tag[2]:
                    self._note_masters(row, inside, tags)
                if row in rows and not tag[2]:
                    for column, match in stored_cells(inside, tags):
                        if wanted((row, column)):
                            yield row, column, self._cell(row, column, match, tags)
            row = max(row, last or 0)

    def _note_masters(self, row: int, inside: bytes, tags: Tags) -> None:
        for column, match in stored_cells(inside, tags):
            formula = tags.formula.search(match[2] or b"")
            if formula and formula[2] and b"shared" in formula[1]:
                text = html.unescape(formula[2].decode(errors="replace"))
                self._masters[attributes(formula[1]).get("si", "")] = row, column, text

    def _cell(self, row: int, column: int, match: re.Match[bytes], tags: Tags) -> Cell:
        found, inner = attributes(match[1]), match[2] or b""
        style, kind = whole(found.get("s")), found.get("t", "n")
        formula = self._formula(row, column, inner, tags)
        if kind == "inlineStr":
            return Cell(rich_text(inner, tags), formula, style, "text")
        stored = tags.value.search(inner)
        if stored is None or not stored[1].strip():
            blank = "" if kind == "str" and stored is not None else None
            return Cell(blank, formula, style, "empty" if blank is None else "text")
        return self._typed(html.unescape(stored[1].decode(errors="replace")), kind, formula, style)

    def _typed(self, text: str, kind: str, formula: str | None, style: int) -> Cell:
        match kind:
            case "s":
                return Cell(whole(text, -1), formula, style, "shared")
            case "str":
                return Cell(plain_text(text), formula, style, "text")
            case "b":
                return Cell(text.strip() in ("1", "true"), formula, style, "bool")
            case "e":
                return Cell(text, formula, style, "error")
            case "d":
                return _iso_date(text.strip(), formula, style)
            case _:
                return self._number(text, formula, style)

    def _number(self, text: str, formula: str | None, style: int) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return Cell(text, formula, style, "text")
        if self._is_date(style) and 0 <= number < 2_958_466:
            return Cell(moment_of(number, self._date_system), formula, style, "date")
        return Cell(int(number) if number.is_integer() else number, formula, style, "number")

    def _formula(self, row: int, column: int, inner: bytes, tags: Tags) -> str | None:
        formula = tags.formula.search(inner) if tags.formula_start in inner else None
        if formula is None:
            return None
        if formula[2]:
            return html.unescape(formula[2].decode(errors="replace"))
        master = self._masters.get(attributes(formula[1]).get("si", ""))
        if master is None:
            return ""
        return shifted(master[2], rows=row - master[0], columns=column - master[1])


def _iso_date(text: str, formula: str | None, style: int) -> Cell:
    """A date stored in words; a time of day alone stays text."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return Cell(text, formula, style, "text")
    return Cell(moment, formula, style, "date")


def moment_of(number: float, date_system: int = 1900) -> datetime:
    """The date and time a serial number means, to the microsecond.

    >>> moment_of(46356), moment_of(59.5)
    (datetime.datetime(2026, 11, 30, 0, 0), datetime.datetime(1900, 2, 28, 12, 0))
    """
    if date_system == 1900 and number < _LEAP_BUG_DAY:
        number += 1
    return _DAY_ZERO[date_system] + timedelta(microseconds=round(number * 86_400_000_000, -1))


def stored_rows(block: bytes, tags: Tags, *, after: int) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Every row of a block: its number, and its tag within the block."""
    row = after
    for tag in tags.row.finditer(block):
        number = _ROW_NUMBER.search(tag[1])
        row = row_number(number[1]) if number else row + 1
        yield row, tag


def _named_rows(
    block: bytes, numbers: Sequence[int], tags: Tags
) -> list[tuple[int, re.Match[bytes]]]:
    """The tags of these rows where each is written the usual way; nothing if one is not."""
    found: list[tuple[int, re.Match[bytes]]] = []
    for number in numbers:
        at = block.find(tags.row_start + b' r="%d"' % number)
        tag = tags.row.match(block, at) if at >= 0 else None
        if tag is None:
            return []
        found.append((number, tag))
    return found


def last_row(block: bytes, tags: Tags) -> int | None:
    """The number of a block's last row, None if it does not say."""
    tag = tags.row.match(block, max(block.rfind(tags.row_start + b" "), 0))
    number = _ROW_NUMBER.search(tag[1]) if tag else None
    return row_number(number[1]) if number else None


def stored_cells(inside: bytes, tags: Tags) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Every cell in a row's markup, with its column."""
    column = 0
    for match in tags.cell.finditer(inside):
        name = attributes(match[1]).get("r")
        column = column_number(name.rstrip("0123456789")) if name else column + 1
        yield column, match


def hidden_rows(blocks: Iterator[bytes], *, part: str) -> set[int]:
    """The rows a person has hidden or filtered away."""
    sheet = SheetStream(blocks, part=part)
    hidden: set[int] = set()
    row = 0
    for block in sheet.row_blocks():
        for number, tag in stored_rows(block, sheet.tags, after=row):
            row = number
            if _HIDDEN.search(tag[1]):
                hidden.add(row)
    return hidden
