"""The markup of the cells we write, one by one or a few thousand rows of columns at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

from xlcrm.ooxml.a1 import MAX_COLUMN, cell_name, column_name, whole
from xlcrm.ooxml.cells import CellMarkup, Moment, Value, is_moment, number_texts
from xlcrm.ooxml.edits import CellEdit, ColumnEdits
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.sheet_stream import attributes

_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
_PLAIN_TYPES = {float, int, str, bool, type(None)}
_CHUNK_ROWS = 2048

DateStyle = Callable[[int | None, Moment], int]


def column_styles(head: bytes) -> dict[int, int]:
    """The formats that whole columns have, by column, from the part's `<cols>`."""
    styles: dict[int, int] = {}
    for match in _COLUMN.finditer(head):
        found = attributes(match[0])
        if style := whole(found.get("style")):
            first, last = whole(found.get("min"), 1), whole(found.get("max"))
            for column in range(first, min(last, MAX_COLUMN) + 1):
                styles[column] = style
    return styles


class NewCells:
    """Renders cells for one sheet.

    `date_style(style, moment)` gives the format index that shows a date in a cell of that format.
    """

    def __init__(
        self,
        markup: CellMarkup,
        *,
        prefix: str,
        column_styles: dict[int, int],
        date_style: DateStyle,
    ) -> None:
        self._markup = markup
        self._prefix = prefix
        self.column_styles = column_styles
        self._date_style = date_style
        self._chunk: list[bytes] = []
        self._chunk_starts = 0

    def cell(self, row: int, edit: CellEdit, style: int | None) -> bytes:
        """A cell in place of one that had this format (None: the plain one)."""
        try:
            body = self._markup.body(edit.value)
        except Refused as error:
            error.cell = cell_name(row, edit.column)
            raise
        style = style if edit.style is None else edit.style
        if is_moment(edit.value):
            style = self._date_style(style, edit.value)
        shown = f' s="{style}"' if style is not None else ""
        start = f'<{self._prefix}c r="{column_name(edit.column)}{row}"'
        return f"{start}{shown}{body}".encode()

    def new_cell(self, row: int, edit: CellEdit, row_style: int | None = None) -> bytes:
        """A cell where there was none: in its row's or its column's format; nothing for None."""
        if edit.value is None and edit.style is None:
            return b""
        style = self.column_styles.get(edit.column) if row_style is None else row_style
        return self.cell(row, edit, style)

    def row_of_columns(self, edits: ColumnEdits, row: int) -> bytes:
        """New cells of all columns in one row; rendered for some thousand rows ahead."""
        at = row - self._chunk_starts
        if not 0 <= at < len(self._chunk):
            rows = edits.rows()[row - edits.first_row :][:_CHUNK_ROWS]
            pieces = zip(*self.of_columns(edits, rows), strict=False)
            self._chunk, self._chunk_starts, at = list(map(b"".join, pieces)), row, 0
        return self._chunk[at]

    def of_columns(
        self, edits: ColumnEdits, rows: range, styles: Mapping[int, int] | None = None
    ) -> list[Iterable[bytes]]:
        """New cells of all columns, in pieces: one of each iterable, in turn, makes up a row.

        `styles` are formats to keep. Some of the iterables never end.
        """
        styles = {**(styles or {}), **edits.styles}
        first = rows.start - edits.first_row
        numbers = [b"%d" % row for row in rows]
        pieces: list[Iterable[bytes]] = []
        for column, values in edits.columns.items():
            chunk = values[first : first + len(rows)]
            pieces += self._column(rows, numbers, column, chunk, styles.get(column))
        return pieces

    def _column(
        self,
        rows: range,
        numbers: list[bytes],
        column: int,
        values: Sequence[Value],
        style: int | None,
    ) -> list[Iterable[bytes]]:
        """The pieces of one column's cells; `numbers` are the rows' in digits."""
        if not set(map(type, values)) <= _PLAIN_TYPES:
            pairs = zip(rows, values, strict=True)
            return [[self.new_cell(row, CellEdit(column, value, style)) for row, value in pairs]]
        has_gaps = style is None and None in values
        style = self.column_styles.get(column) if style is None else style
        start = f'<{self._prefix}c r="{column_name(column)}'.encode()
        shown = f'" s="{style}"'.encode() if style is not None else b'"'
        if texts := number_texts(values):
            before, after = self._markup.around_numbers
            return [repeat(start), numbers, repeat(shown + before), texts, repeat(after)]
        bodies = self._bodies(rows, column, values)
        if has_gaps:
            triples = zip(numbers, values, bodies, strict=True)
            return [[b"" if v is None else start + n + shown + body for n, v, body in triples]]
        return [repeat(start), numbers, repeat(shown), bodies]

    def _bodies(self, rows: range, column: int, values: Sequence[Value]) -> list[bytes]:
        done: list[str] = []
        try:
            done.extend(map(self._markup.body, values))
        except Refused as error:
            error.cell = cell_name(rows[len(done)], column)
            raise
        return [body.encode() for body in done]
