"""Our columns beside people's: found again by their hidden names, appended right of everything."""

from collections.abc import Sequence
from typing import cast

from xlcrm.book.book import OwnedColumn, Written
from xlcrm.ooxml import OoxmlError, Style, Workbook
from xlcrm.ooxml.a1 import MAX_COLUMN, Area, column_name, parse_cell
from xlcrm.ooxml.cells import Value
from xlcrm.sheets.frame import Grid

COLUMN_NAME = "_xlcrm."
"""Prefix of the hidden names that remember our columns; followed by the owner."""

HEADER_FILL = "E2EFDA"
HEADER_COLOR = "375623"
"""Computed headers are green, whatever colour people gave theirs (ours)."""
VALUE_COLOR = "262626"
"""Computed values are dark even beside a column that people greyed out (ours)."""


def place_of(sheet: str, address: str) -> str:
    """A reference for links and names: 'sheet'!address."""
    return "'" + sheet.replace("'", "''") + "'!" + address


class OwnedColumns:
    """The owned columns of one sheet of a workbook file."""

    def __init__(self, workbook: Workbook, sheet: str, grid: Grid, *, header_row: int) -> None:
        self._workbook = workbook
        self._sheet = workbook[sheet]
        self._grid = grid
        self._header_row = header_row
        self._columns = self._known()

    def _known(self) -> dict[str, int]:
        """Owner to column number, for the columns that still stand under our header row."""
        known: dict[str, int] = {}
        for name in self._workbook.defined_names:
            sheet, _, cell = name.refers_to.rpartition("!")
            if name.name.startswith(COLUMN_NAME) and name.sheet is None:
                mine = sheet.strip("'").replace("''", "'") == self._sheet.name
                if mine and _row_of(cell) == self._header_row:
                    known[name.name.removeprefix(COLUMN_NAME)] = parse_cell(cell)[1]
        return known

    def write(self, column: OwnedColumn, *, last_row: int) -> Written:
        """Write header and values; rows without a value are cleared."""
        known = self._columns.get(column.owner)
        number = known or self._append(column)
        letter = column_name(number)
        first = self._header_row + 1
        if first <= last_row:
            values = [cast(Value, column.values.get(row)) for row in range(first, last_row + 1)]
            style = self._value_style(column)
            self._sheet.write_columns(first, {letter: values}, styles={letter: style})
        return Written(
            sheet=self._sheet.name, cells=f"{letter}{first}:{letter}{last_row}", what=column.header
        )

    def _append(self, column: OwnedColumn) -> int:
        number = self._next_column()
        letter = column_name(number)
        cell = f"{letter}{self._header_row}"
        table = self._table_ending_at(number - 1)
        header = self._free_header(column.header)
        if table:
            self._sheet.extend_table(table, columns=[header])
        self._sheet.write({cell: header}, styles={cell: self._header_style()})
        self._sheet.set_column_widths({letter: column.width})
        place = place_of(self._sheet.name, f"${letter}${self._header_row}")
        self._workbook.define(COLUMN_NAME + column.owner, place, hidden=True)
        self._columns[column.owner] = number
        return number

    def _next_column(self) -> int:
        """The first column right of every value, table, merged area and column of ours."""
        used = [_width(row) for row in self._grid]
        tables = [Area.parse(table.ref).right for table in self._sheet.tables]
        merged = [area.right for area in map(Area.parse, self._sheet.merged) if self._meets(area)]
        return 1 + max([*used, *tables, *merged, *self._columns.values()], default=0)

    def _meets(self, area: Area) -> bool:
        """Whether an area reaches the header row or the rows below; a banner above does not."""
        return area.bottom >= self._header_row and area.right < MAX_COLUMN

    def _table_ending_at(self, column: int) -> str | None:
        """The table that the new column joins: headed in our row and ending one column before."""
        for table in self._sheet.tables:
            area = Area.parse(table.ref)
            if area.top == self._header_row and area.right == column:
                return table.name
        return None

    def _free_header(self, header: str) -> str:
        """The header, told apart from a like-named column of people's own."""
        taken = {str(value).strip().casefold() for value in self._row(self._header_row)}
        return f"{header} (xlcrm)" if header.casefold() in taken else header

    def _header_style(self) -> int:
        look = Style(
            base=self._neighbour_style(self._header_row),
            fill=HEADER_FILL,
            font_color=HEADER_COLOR,
            wrap=True,
        )
        return self._workbook.style(look)

    def _value_style(self, column: OwnedColumn) -> int:
        """As the neighbouring data looks, in the column's own number format."""
        look = Style(
            base=self._neighbour_style(self._header_row + 1),
            font_color=VALUE_COLOR,
            number_format=column.number_format or "General",
            horizontal="right" if column.number_format else "left",
            wrap=False,
        )
        return self._workbook.style(look)

    def _row(self, row: int) -> Sequence[object]:
        return self._grid[row - 1] if row <= len(self._grid) else ()

    def _neighbour_style(self, row: int) -> int | None:
        """Format of the last cell of people's own in a row."""
        ours = set(self._columns.values())
        theirs = [n for n, value in enumerate(self._row(row), 1) if value != "" and n not in ours]
        if not theirs:
            return None
        cell = f"{column_name(theirs[-1])}{row}"
        return self._sheet.read_cells([cell])[cell].style


def _row_of(cell: str) -> int | None:
    try:
        return parse_cell(cell)[0]
    except OoxmlError:
        return None


def _width(row: object) -> int:
    values = list(row) if isinstance(row, (list, tuple)) else []
    return max((number for number, value in enumerate(values, start=1) if value != ""), default=0)
