"""Cell ranges: values, formulas and looks, in blocks."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from xlwings.utils import col_name, hex_to_rgb, int_to_rgb

from tests.live.libreoffice.marks import Rules
from tests.live.libreoffice.office import load_uno
from tests.live.libreoffice.plain_errors import plain_errors

if TYPE_CHECKING:
    from tests.live.libreoffice.sheets import Sheet

DAY_ZERO = datetime(1899, 12, 30)
DATE, TIME, TRUTH, TEXT = 2, 4, 1024, 256
"""Kinds of number formats."""
ERROR_CELLS = 4
CONTENTS = 1 | 2 | 4 | 16
LOCALE_FREE = {DATE: "YYYY-MM-DD", TIME: "HH:MM:SS", TRUTH: "BOOLEAN"}
ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    504: "#REF!",
    508: "#NAME?",
    509: "#NAME?",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
AS_TYPED = re.compile(
    r"\s*[-+]?[\d.,:/%$€¥ \-]*\d[\d.,:/%$€¥ \-]*(e[+-]?\d+)?\s*%?$|true$|false$", re.I
)
"""What a spreadsheet program makes a number, a date or a truth of when it is typed."""
SHEET = re.compile(r"\$?('(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d)")
CENTIMETRES_PER_CHARACTER = 193


class CellError(Exception):
    """A cell's error value, as the cell shows it."""


def range_of(sheet: "Sheet", area: Any) -> "Range":
    """The range a UNO object stands for."""
    if hasattr(area, "RangeAddress"):
        at = area.RangeAddress
        shape = (at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1)
        return Range(sheet, at.StartRow + 1, at.StartColumn + 1, *shape)
    return Range(sheet, area.CellAddress.Row + 1, area.CellAddress.Column + 1, 1, 1)


@plain_errors
class Range:
    def __init__(self, sheet: "Sheet", row: int, column: int, rows: int, columns: int) -> None:
        self.sheet = sheet
        self.row = row
        self.column = column
        self.shape = (rows, columns)
        last = (column + columns - 2, row + rows - 2)
        self.cells = sheet.table.getCellRangeByPosition(column - 1, row - 1, *last)

    max_cells_per_read = max_cells_per_write = None

    @property
    def api(self) -> Any:
        return self.cells

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> "Range":
        if column is None:
            row, column = (each + 1 for each in divmod(row - 1, self.shape[1]))
        return Range(self.sheet, self.row + row - 1, self.column + column - 1, 1, 1)

    def get_address(self, row_fixed: bool, column_fixed: bool, _external: bool) -> str:
        return ":".join(
            f"{'$' * column_fixed}{col_name(column)}{'$' * row_fixed}{row}"
            for row, column in dict.fromkeys([
                (self.row, self.column),
                (self.row + self.shape[0] - 1, self.column + self.shape[1] - 1),
            ])
        )  # fmt: skip

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    @property
    def raw_value(self) -> Any:
        rows = [list(row) for row in self.cells.getDataArray()]
        for kind, row, column in self._formatted():
            value = rows[row][column]
            if isinstance(value, float):
                rows[row][column] = bool(value) if kind & TRUTH else _moment(value)
        for area in self.cells.queryFormulaCells(ERROR_CELLS).RangeAddresses:
            for row, column in self._inside(area):
                cell = self.cells.getCellByPosition(column, row)
                rows[row][column] = CellError(ERRORS.get(cell.getError(), "#VALUE!"))
        return rows[0][0] if self.shape == (1, 1) else rows

    def _formatted(self) -> Iterator[tuple[int, int, int]]:
        """Kind, row and column (from 0) of cells that show dates, times or truths."""
        groups = self.cells.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            kind = self.sheet.book.format_kind(group.NumberFormat)
            if kind & (DATE | TIME | TRUTH):
                for area in group.RangeAddresses:
                    yield from ((kind, *place) for place in self._inside(area))

    def _inside(self, area: Any) -> Iterator[tuple[int, int]]:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row - self.row + 1, column - self.column + 1

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        elif not isinstance(data[0], list | tuple):
            data = [data]
        area = Range(self.sheet, self.row, self.column, len(data), len(data[0]))
        area.cells.setDataArray(tuple(tuple(map(_stored, row)) for row in data))
        for column, values in enumerate(zip(*data, strict=True)):
            area._format(column, values)
            for row, value in enumerate(values):
                if isinstance(value, str) and value and (value[0] == "=" or AS_TYPED.match(value)):
                    area(row + 1, column + 1)._type(value)

    def _format(self, column: int, values: Sequence[object]) -> None:
        """Give dates, times and truths a number format that shows them, run by run."""
        row = 0
        for kind, run in groupby(values, key=_kind):
            length = len(list(run))
            if kind:
                cells = Range(self.sheet, self.row + row, self.column + column, length, 1).cells
                book = self.sheet.book
                if not book.format_kind(cells.NumberFormat) & kind:
                    cells.NumberFormat = book.format_key(LOCALE_FREE[kind])
            row += length

    def _type(self, text: str) -> None:
        """What happens when the text is typed into the cell."""
        cell = self.cells.getCellByPosition(0, 0)
        if text[0] == "=":
            parser = self.sheet.book.parser
            cell.setTokens(parser.parseFormula(text[1:], cell.CellAddress))
        elif self.sheet.book.format_kind(cell.NumberFormat) & TEXT:
            cell.setString(text)
        else:
            cell.setFormula(text)

    @property
    def formula(self) -> Any:
        """As .xlsx files have it for one cell; for a block, which would take long, nearly so."""
        if self.shape == (1, 1):
            cell = self.cells.getCellByPosition(0, 0)
            tokens = cell.getTokens()
            printed = self.sheet.book.parser.printFormula
            return f"={printed(tokens, cell.CellAddress)}" if tokens else cell.getFormula()
        return [[SHEET.sub(r"\1!", text) for text in row] for row in self.cells.getFormulaArray()]

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    @property
    def has_array(self) -> bool:
        return bool(self.cells.getArrayFormula())

    @property
    def conditional_formats(self) -> Rules:
        return Rules(self.sheet, [self.cells.RangeAddress])

    @property
    def merge_cells(self) -> bool:
        cursor = self.sheet.table.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        return bool(self.cells.IsMerged or range_of(self.sheet, cursor).shape != self.shape)

    def clear_contents(self) -> None:
        self.cells.clearContents(CONTENTS)

    def select(self) -> None:
        self.sheet.book.front = self.sheet.name, self.address

    @property
    def color(self) -> tuple[int, int, int] | None:
        return _colour(self.cells.CellBackColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.cells.CellBackColor = colour_number(value)

    @property
    def font(self) -> "Font":
        return Font(self.cells)

    @property
    def number_format(self) -> str:
        formats = self.sheet.book.document.NumberFormats
        return str(formats.getByKey(self.cells.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.cells.NumberFormat = self.sheet.book.format_key(code)

    @property
    def wrap_text(self) -> bool:
        return bool(self.cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.cells.IsTextWrapped = value

    @property
    def horizontal_alignment(self) -> str:
        return str(self.cells.HoriJustify.value).lower()

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        kind = "com.sun.star.table.CellHoriJustify"
        self.cells.HoriJustify = load_uno().Enum(kind, value.upper())

    @property
    def column_width(self) -> float:
        width = self.cells.Columns.getByIndex(0).Width
        return round(width / CENTIMETRES_PER_CHARACTER, 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.cells.Columns.Width = round(value * CENTIMETRES_PER_CHARACTER)


@plain_errors
class Font:
    def __init__(self, cells: Any) -> None:
        self.api = cells

    @property
    def bold(self) -> bool:
        return bool(self.api.CharWeight > 100)

    @bold.setter
    def bold(self, value: bool) -> None:
        self.api.CharWeight = 150.0 if value else 100.0

    @property
    def size(self) -> float:
        return float(self.api.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self.api.CharHeight = float(value)

    @property
    def name(self) -> str:
        return str(self.api.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self.api.CharFontName = value

    @property
    def color(self) -> tuple[int, int, int] | None:
        return _colour(self.api.CharColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CharColor = colour_number(value)


def colour_number(value: Any) -> int:
    """0xRRGGBB of a colour as xlwings passes it; -1 for none."""
    if value is None:
        return -1
    if isinstance(value, int):
        value = int_to_rgb(value)
    red, green, blue = hex_to_rgb(value) if isinstance(value, str) else value
    return int(red << 16 | green << 8 | blue)


def _colour(number: int) -> tuple[int, int, int] | None:
    return None if number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)


def _moment(serial: float) -> datetime:
    """A day number as a moment, to the millisecond."""
    moment = DAY_ZERO + timedelta(days=serial, microseconds=500)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _stored(value: Any) -> str | float:
    """What a cell stores for a value; texts that are typed come afterwards."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.removeprefix("'")
    if isinstance(value, time):
        value = datetime.combine(DAY_ZERO, value)
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
        return (moment.replace(tzinfo=None) - DAY_ZERO) / timedelta(days=1)
    return float(value)


def _kind(value: object) -> int:
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, time):
        return TIME
    return DATE if isinstance(value, date) else 0
