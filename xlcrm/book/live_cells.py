"""Cells of an open workbook, read and written in blocks: one call of the program per range."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlcrm.sheets.grid import ColumnGrid
from xlcrm.sheets.remarks import CellState, States

if TYPE_CHECKING:
    import xlwings

ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
FIRST_DAYS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))
"""The days on which programs put a time of day."""

Block = list[list[Any]]


class LiveCells:
    """What one sheet holds, read once: values as people see them, and formulas."""

    def __init__(self, sheet: "xlwings.Sheet") -> None:
        used = sheet.used_range
        corner = (used.row + used.shape[0] - 1, used.column + used.shape[1] - 1)
        self.area = sheet.range((1, 1), corner)
        self._values = self.area.options(ndim=2, empty="", err_to_str=True).value
        self.formulas = two_dimensional(self.area.formula, corner)

    def grid(self) -> ColumnGrid:
        """The values, row 1 first, down to the last one; "" for an empty cell or an error."""
        rows = [[_read(value) for value in row] for row in self._values]
        while rows and not any(value != "" for value in rows[-1]):
            rows.pop()
        return ColumnGrid(rows)

    def states(self) -> States:
        """What the values do not tell: errors, and where formulas stand."""
        found: dict[tuple[int, int], CellState] = {}
        for row, (values, formulas) in enumerate(zip(self._values, self.formulas, strict=True), 1):
            for column, (value, formula) in enumerate(zip(values, formulas, strict=True), 1):
                if isinstance(value, str) and value in ERRORS:
                    found[row, column] = CellState("error-value", value)
                elif is_formula(formula, value):
                    text = isinstance(value, str)
                    found[row, column] = CellState("formula-text" if text else "formula")
        return found


def is_formula(text: object, value: object) -> bool:
    """Whether a cell with this formula text and value holds a formula, no text like one."""
    return isinstance(text, str) and text.startswith(("=", "{=")) and text != value


def two_dimensional(found: Any, shape: tuple[int, int]) -> Block:
    """Rows of cells, from what programs answer for one cell, one row or a block."""
    if shape == (1, 1) and not isinstance(found, list | tuple):
        return [[found]]
    rows = list(found)
    if rows and not isinstance(rows[0], list | tuple):
        return [rows] if shape[0] == 1 else [[value] for value in rows]
    return [list(row) for row in rows]


def _read(value: Any) -> Any:
    """A value as files have it: days as dates, times of day as times, errors as nothing."""
    if isinstance(value, str):
        return "" if value in ERRORS else value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        if value.date() in FIRST_DAYS and value.time() != time():
            return value.time()
        return value.date() if value.time() == time() else value
    return value


def write_block(
    sheet: "xlwings.Sheet", row: int, column: int, rows: Sequence[Sequence[object]]
) -> None:
    """Write a block with its top left cell at row and column (from 1), None to clear a cell."""
    last = (row + len(rows) - 1, column + len(rows[0]) - 1)
    area = sheet.range((row, column), last)
    area.value = [[written(value) for value in values] for values in rows]


def written(value: object) -> object:
    """A value as the program takes it; texts stay texts, whatever they look like.

    >>> written("增长快"), written("1-2"), written("=SUM(A1)"), written(12.5)
    ('增长快', "'1-2", "'=SUM(A1)", 12.5)
    """
    if isinstance(value, str):
        return value if value == "" or _reads_as_text(value) else f"'{value}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def _reads_as_text(text: str) -> bool:
    """Whether typing the text cannot make a number, a date, a truth or a formula of it."""
    plain = text[0].isalpha() and not any(letter.isnumeric() for letter in text)
    return plain and text.casefold() not in ("true", "false")
