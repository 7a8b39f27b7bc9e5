"""Our columns beside people's: found again by their hidden names, appended right of everything."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count
from typing import cast

from xlcrm.book.book import OwnedColumn, Written
from xlcrm.ooxml import OoxmlError, Refused, Style, Workbook
from xlcrm.ooxml.a1 import MAX_COLUMN, Area, column_name, parse_cell
from xlcrm.ooxml.cells import Value
from xlcrm.ooxml.references import formula_areas
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
    """The owned columns of one sheet of a workbook file.

    `formulas`: column to the rows in which it holds a formula or an error value; the grid shows
    nothing there when they were never calculated.
    """

    def __init__(
        self,
        workbook: Workbook,
        sheet: str,
        grid: Grid,
        *,
        header_row: int,
        last_row: int,
        formulas: Mapping[int, Sequence[int]],
    ) -> None:
        self._workbook = workbook
        self._sheet = workbook[sheet]
        self._grid = grid
        self._header_row = header_row
        self._last_row = last_row
        self._formulas = formulas
        self._columns = self._known()

    def _known(self) -> dict[str, int]:
        """Owner to column number, for the columns that still stand under our header row.

        A column into which somebody put a formula is theirs from then on.
        """
        known: dict[str, int] = {}
        for name in self._workbook.defined_names:
            sheet, _, cell = name.refers_to.rpartition("!")
            if name.name.startswith(COLUMN_NAME) and name.sheet is None:
                mine = sheet.strip("'").replace("''", "'") == self._sheet.name
                if mine and row_of(cell) == self._header_row:
                    known[name.name.removeprefix(COLUMN_NAME)] = parse_cell(cell)[1]
        return {owner: column for owner, column in known.items() if not self._is_taken(column)}

    def _is_taken(self, column: int) -> bool:
        rows = self._formulas.get(column, ())
        return any(self._header_row <= row <= self._last_row for row in rows)

    def write(self, columns: Sequence[OwnedColumn]) -> list[Written]:
        """Write headers and values, all at once; rows without a value are cleared."""
        columns = [each for each in columns if each.needed or each.owner in self._columns]
        header, body = self._neighbour_styles()
        new = {column.owner: column for column in columns if column.owner not in self._columns}
        self._append(list(new.values()), self._header_style(header))
        letters = {column.owner: column_name(self._columns[column.owner]) for column in columns}
        first = self._header_row + 1
        rows = range(first, self._last_row + 1)
        self._sheet.write_columns(
            first,
            {
                letters[column.owner]: [cast(Value, column.values.get(row)) for row in rows]
                for column in columns
            },
            styles={letters[column.owner]: self._value_style(column, body) for column in columns},
        )
        return [
            Written(
                sheet=self._sheet.name,
                cells=f"{letters[column.owner]}{first}:{letters[column.owner]}{self._last_row}",
                what=column.header,
            )
            for column in columns
        ]

    def _append(self, columns: Sequence[OwnedColumn], style: int) -> None:
        """Head new columns right of everything, and remember them as ours."""
        if not columns:
            return
        first = self._next_column()
        if first + len(columns) - 1 > MAX_COLUMN:
            raise Refused("no-free-column", "no column is free", sheet=self._sheet.name)
        headers = self._free_headers(columns)
        table = self._table_ending_at(first - 1)
        if table:
            self._sheet.extend_table(table, columns=headers)
        letters = [column_name(first + offset) for offset in range(len(columns))]
        cells = [f"{letter}{self._header_row}" for letter in letters]
        self._sheet.write(
            dict(zip(cells, headers, strict=True)), styles=dict.fromkeys(cells, style)
        )
        widths = zip(letters, (column.width for column in columns), strict=True)
        self._sheet.set_column_widths(dict(widths))
        for number, (column, letter) in enumerate(zip(columns, letters, strict=True), start=first):
            place = place_of(self._sheet.name, f"${letter}${self._header_row}")
            self._workbook.define(COLUMN_NAME + column.owner, place, hidden=True)
            self._columns[column.owner] = number

    def _next_column(self) -> int:
        """The first column right of every value, formula, table, merged area and own column."""
        used = [_width(row) for row in self._grid]
        tables = [Area.parse(table.ref).right for table in self._sheet.tables]
        merged = [area.right for area in map(Area.parse, self._sheet.merged) if self._meets(area)]
        own = [*self._columns.values(), *self._formulas]
        return 1 + max([*used, *tables, *merged, *own, *self._filled_by_formulas()], default=0)

    def _filled_by_formulas(self) -> list[int]:
        """The last columns of areas that array formulas fill, calculated or not."""
        if not self._formulas:
            return []
        blocks = self._workbook.package.stream(self._sheet.part)
        return [area.right for area in formula_areas(blocks)]

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

    def _free_headers(self, columns: Sequence[OwnedColumn]) -> list[str]:
        """The headers, told apart from like-named columns of people's own."""
        taken = {str(value).strip().casefold() for value in self._row(self._header_row)}
        return [free_header(column.header, taken) for column in columns]

    def _header_style(self, base: int | None) -> int:
        look = Style(base=base, fill=HEADER_FILL, font_color=HEADER_COLOR, wrap=True)
        return self._workbook.style(look)

    def _value_style(self, column: OwnedColumn, base: int | None) -> int:
        """As the neighbouring data looks, in the column's own number format."""
        look = Style(
            base=base,
            font_color=VALUE_COLOR,
            number_format=column.number_format or "General",
            horizontal="right" if column.number_format else "left",
            wrap=False,
        )
        return self._workbook.style(look)

    def _row(self, row: int) -> Sequence[object]:
        return self._grid[row - 1] if row <= len(self._grid) else ()

    def _neighbour_styles(self) -> tuple[int | None, int | None]:
        """Formats of the last cell of people's own in the header row and in the row below."""
        cells = [self._last_of_theirs(row) for row in (self._header_row, self._header_row + 1)]
        found = self._sheet.read_cells([cell for cell in cells if cell])
        header, body = (found[cell].style if cell else None for cell in cells)
        return header, body

    def _last_of_theirs(self, row: int) -> str | None:
        ours = set(self._columns.values())
        theirs = [n for n, value in enumerate(self._row(row), 1) if value != "" and n not in ours]
        return f"{column_name(theirs[-1])}{row}" if theirs else None


def free_header(header: str, taken: Collection[str]) -> str:
    """The header itself, or one that says whose it is; `taken` in folded case."""
    numbered = (f"{header} (xlcrm {number})" for number in count(2))
    names = chain((header, f"{header} (xlcrm)"), numbered)
    return next(name for name in names if name.casefold() not in taken)


def row_of(cell: str) -> int | None:
    """The row of an A1 address; None for anything else, such as a lost reference."""
    try:
        return parse_cell(cell)[0]
    except OoxmlError:
        return None


def _width(row: object) -> int:
    values = list(row) if isinstance(row, (list, tuple)) else []
    return max((number for number, value in enumerate(values, start=1) if value != ""), default=0)
