"""Writing cells into a sheet while it streams by.

For every row with edits: cells are appended at its end when they all lie right of what is there
(the common case for computed columns), otherwise the row's cells are looked at one by one. Missing
rows are inserted in order. Everything else passes through as the bytes it was.
"""

import re
from collections.abc import Iterator

from xlcrm.ooxml.a1 import Area, cell_name, column_number, row_number, whole
from xlcrm.ooxml.cells import CellMarkup
from xlcrm.ooxml.edits import CellEdit, ColumnEdits, Edits
from xlcrm.ooxml.errors import NotAWorkbook, Refused
from xlcrm.ooxml.new_cells import DateStyle, NewCells, column_styles
from xlcrm.ooxml.regular_rows import RegularRows
from xlcrm.ooxml.shared_formulas import SharedFormulas
from xlcrm.ooxml.sheet_stream import SheetStream, attributes, holds

_NO_ROW = 1 << 31
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")
_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\s+ref\s*=\s*["'])([A-Z0-9:]+)["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)""")
_CUSTOM_FORMAT = re.compile(rb"""\scustomFormat\s*=\s*["'](?:1|true)""")
_FIXED_KINDS = {b"array": "an array formula", b"dataTable": "a data table"}


class SheetPatcher:
    """One pass of edits over one sheet. `replaced_formulas`: cells whose formula was given up.

    `is_last`: no pass comes after, so this one has to see that all rows are in order.
    """

    def __init__(
        self,
        edits: Edits,
        *,
        part: str,
        date_system: int,
        date_style: DateStyle,
        is_last: bool = True,
    ) -> None:
        self.replaced_formulas: list[tuple[int, int]] = []
        self._edits = edits
        self._area = edits.area()
        self._part = part
        self._date_system = date_system
        self._date_style = date_style
        self._is_last = is_last
        self._rows = iter(edits.rows())
        self._next = next(self._rows, _NO_ROW)
        self._last = 0
        self._fixed: list[tuple[Area, str]] = []

    @property
    def done(self) -> bool:
        """Whether every edit has been placed."""
        return self._next == _NO_ROW

    def __call__(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The sheet's blocks with the edits in place. Raises Refused; the output is then void."""
        sheet = SheetStream(blocks, part=self._part)
        self._tags = sheet.tags
        self._shared = SharedFormulas(sheet.tags)
        self._cells = NewCells(
            CellMarkup(sheet.tags.prefix, self._date_system),
            prefix=sheet.tags.prefix,
            column_styles=column_styles(sheet.head),
            date_style=self._date_style,
        )
        if isinstance(self._edits, ColumnEdits):
            self._regular = RegularRows(
                sheet.tags,
                list(self._edits.columns),
                styled=set(self._edits.styles),
                defaults=set(self._cells.column_styles),
            )
        yield _with_dimension(sheet.head, self._area)
        rows = self._all_rows(sheet)
        first = next(rows, b"")
        if sheet.empty and not first:
            yield sheet.opening
        else:
            yield sheet.opening.replace(b"/>", b">") + first
            yield from rows
            yield sheet.closing
        yield from sheet.tail()

    def _all_rows(self, sheet: SheetStream) -> Iterator[bytes]:
        for block in sheet.row_blocks():
            yield from map(self._block, self._cut(block))
            if self.done and not self._shared.orphans:
                if self._is_last:
                    yield from sheet.rows_in_order(after=self._last)
                else:
                    yield from sheet.row_blocks()
                return
        if rest := b"".join(self._missing_rows(_NO_ROW)):
            yield rest

    def _cut(self, block: bytes) -> tuple[bytes, ...]:
        """The block, cut before the first row of the columns: the regular rows start there."""
        if not isinstance(self._edits, ColumnEdits) or self._next != self._edits.first_row:
            return (block,)
        at = block.find(self._tags.row_start + b' r="%d"' % self._next)
        return (block[:at], block[at:]) if at > 0 else (block,)

    def _block(self, block: bytes) -> bytes:
        self._note_fixed_formulas(block)
        if isinstance(self._edits, ColumnEdits) and self._next != _NO_ROW and not self._fixed:
            regular = self._regular_block(block, self._edits)
            if regular is not None:
                return regular
        row_end = self._tags.row_end
        pieces: list[bytes] = []
        done = 0
        for match in self._tags.row.finditer(block):
            row = self._row_number(match[1])
            if row < self._next and not self._shared.orphans:
                continue
            pieces.append(block[done : match.start()])
            pieces += self._missing_rows(row)
            done = match.end() if match[2] else self._row_ends(block, match.end())
            if row == self._next:
                inside = b"" if match[2] else block[match.end() : done - len(row_end)]
                pieces.append(self._row(row, match, inside))
                self._next = next(self._rows, _NO_ROW)
            else:
                pieces.append(self._shared.adopt(row, block[match.start() : done]))
        pieces.append(block[done:])
        return b"".join(pieces)

    def _row_ends(self, block: bytes, start: int) -> int:
        at = block.find(self._tags.row_end, start)
        if at < 0:
            raise NotAWorkbook("damaged-part", "a row of this sheet never ends", part=self._part)
        return at + len(self._tags.row_end)

    def _regular_block(self, block: bytes, edits: ColumnEdits) -> bytes | None:
        """The block with all its rows appended to, if they are alike; None if they are not."""
        rows = edits.rows()[self._next - edits.first_row :]
        done = self._regular.write(
            block,
            rows,
            lambda rows, styles: self._cells.of_columns(edits, rows, styles),
            lambda tag: _wider(tag, edits.span(self._next)),
        )
        if done is None:
            return None
        self._last = rows[done[1] - 1]
        self._rows = iter(rows[done[1] :])
        self._next = next(self._rows, _NO_ROW)
        return done[0]

    def _row_number(self, tag: bytes) -> int:
        found = _ROW_NUMBER.match(tag) or _ROW_NUMBER.search(tag)
        row = row_number(found[1]) if found else self._last + 1
        if row <= self._last:
            raise Refused(
                "rows-out-of-order", f"row {row} stands after row {self._last}", part=self._part
            )
        self._last = row
        return row

    def _missing_rows(self, before: int) -> Iterator[bytes]:
        """New rows for the edits that come before row `before`."""
        while self._next < before:
            if cells := self._new_cells(self._next):
                start = self._tags.row_start + b' r="%d">' % self._next
                yield start + cells + self._tags.row_end
            self._next = next(self._rows, _NO_ROW)

    def _row(self, row: int, match: re.Match[bytes], inside: bytes) -> bytes:
        tag, closed = match[1], bool(match[2])
        styled = _CUSTOM_FORMAT.search(tag)
        if not styled and self._ends_before_edits(inside, row):
            new = inside + self._new_cells(row)
        else:
            new = self._merged(row, inside, _own_style(tag) if styled else None)
        if new == inside:
            return match[0] if closed else match[0] + inside + self._tags.row_end
        if b"spans" in tag:
            tag = _wider(tag, self._edits.span(row))
        return self._tags.row_start + tag + b">" + new + self._tags.row_end

    def _ends_before_edits(self, inside: bytes, row: int) -> bool:
        """Whether all the row's cells plainly lie left of the first edited one."""
        if not inside or self._fixed:
            return not inside
        start, end = self._tags.cell_start, self._tags.cell_end
        at = inside.rfind(start)
        found = _REFERENCE.match(inside, at + len(start))
        if not found or not inside.endswith((end, b"/>")):
            return False
        return column_number(found[1].decode()) < self._edits.span(row)[0]

    def _merged(self, row: int, inside: bytes, row_style: int | None) -> bytes:
        """The row's cells with the edits among them."""
        if (spliced := self._spliced(row, inside)) is not None:
            return spliced
        pieces: list[bytes] = []
        done = 0
        existing = [*self._existing(inside), (_NO_ROW, None)]
        at = 0
        for edit in self._edits.row(row):
            while existing[at][0] < edit.column:
                at += 1
            column, cell = existing[at]
            if cell is not None and column == edit.column:
                pieces += inside[done : cell.start()], self._replaced(row, edit, cell)
                done = cell.end()
            else:
                place = cell.start() if cell else len(inside)
                self._refuse_fixed(row, edit.column)
                pieces += inside[done:place], self._cells.new_cell(row, edit, row_style)
                done = place
        merged = b"".join([*pieces, inside[done:]])
        return self._shared.adopt(row, merged) if self._shared.orphans else merged

    def _spliced(self, row: int, inside: bytes) -> bytes | None:
        """The short way when every edited cell is there already, in the usual spelling."""
        pieces: list[bytes] = []
        done = 0
        for edit in self._edits.row(row):
            name = cell_name(row, edit.column).encode()
            at = inside.find(self._tags.cell_start + b' r="' + name + b'"', done)
            cell = self._tags.cell.match(inside, at) if at >= 0 else None
            if cell is None:
                return None
            pieces += inside[done:at], self._replaced(row, edit, cell)
            done = cell.end()
        merged = b"".join([*pieces, inside[done:]])
        return self._shared.adopt(row, merged) if self._shared.orphans else merged

    def _existing(self, inside: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
        last = 0
        for match in self._tags.cell.finditer(inside):
            found = _REFERENCE.search(match[1])
            column = column_number(found[1].decode()) if found else last + 1
            if column <= last:
                raise Refused(
                    "cells-out-of-order",
                    "a row's cells are not in order",
                    part=self._part,
                    cell=cell_name(self._last, column),
                )
            last = column
            yield column, match

    def _replaced(self, row: int, edit: CellEdit, cell: re.Match[bytes]) -> bytes:
        self._refuse_fixed(row, edit.column)
        inner = cell[2] or b""
        formula = self._tags.formula.search(inner) if self._tags.formula_start in inner else None
        if formula:
            if not edit.over_formula:
                raise Refused(
                    "formula", "the cell holds a formula", cell=cell_name(row, edit.column)
                )
            self.replaced_formulas.append((row, edit.column))
            self._shared.forget(row, edit.column, formula)
        style = _own_style(cell[1])
        if edit.value is None and style is None and edit.style is None:
            return b""
        return self._cells.cell(row, edit, style)

    def _new_cells(self, row: int) -> bytes:
        """The cells of a row's edits where there are none yet."""
        if isinstance(self._edits, ColumnEdits):
            return self._cells.row_of_columns(self._edits, row)
        return b"".join([self._cells.new_cell(row, edit) for edit in self._edits.row(row)])

    def _refuse_fixed(self, row: int, column: int) -> None:
        for area, kind in self._fixed:
            if (row, column) in area:
                raise Refused(
                    "array-formula", f"the cell belongs to {kind}", cell=cell_name(row, column)
                )

    def _note_fixed_formulas(self, block: bytes) -> None:
        """Remember the ranges of array formulas and data tables: they start before their cells."""
        if not any(holds(block, kind) for kind in _FIXED_KINDS):
            return
        for match in self._tags.formula.finditer(block):
            found = attributes(match[1])
            kind = _FIXED_KINDS.get(found.get("t", "").encode())
            if kind:
                area = Area.parse(found.get("ref", "A1"))
                if area.overlaps(self._area):
                    self._fixed.append((area, kind))


def _wider(tag: bytes, span: tuple[int, int]) -> bytes:
    """A row tag whose declared span of columns includes the edited ones."""
    match = _SPANS.search(tag)
    if match is None:
        return tag
    low, high = min(whole(match[2]), span[0]), max(whole(match[3]), span[1])
    return b"%b%b%d:%d%b" % (tag[: match.start()], match[1], low, high, tag[match.end(3) :])


def _own_style(tag: bytes) -> int | None:
    found = _STYLE.search(tag)
    return whole(found[1]) if found else None


def _with_dimension(head: bytes, edited: Area) -> bytes:
    """The part's head, with the declared used range widened to hold the edits."""
    match = _DIMENSION.search(head)
    if match is None:
        return head
    used = Area.parse(match[2].decode())
    if (used.top, used.left, used.bottom, used.right) == (1, 1, 1, 1):
        used = edited
    widened = Area(
        min(used.top, edited.top),
        min(used.left, edited.left),
        max(used.bottom, edited.bottom),
        max(used.right, edited.right),
    )
    return head[: match.start(2)] + str(widened).encode() + head[match.end(2) :]
