"""A sheet as a frame whose index is the Excel row number, so that every value keeps its address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language, language_of
from xlcrm.sheets.coerce import Fault, coerce, fold
from xlcrm.sheets.column import Field, Row, fields_of
from xlcrm.sheets.headers import Header, HeaderRow, find_header_row, read_header

Grid = Sequence[Sequence[object]]
"""A sheet's values: row 1 first, "" for an empty cell."""

TOTALS = frozenset({"合计", "总计", "小计", "total", "grandtotal", "subtotal", "sum"})
"""Words that open a row of totals, compared like headers: 合 计 and Total: are the same."""

PERCENT_UNITS = ("%", "percent", "pct", "百分")
"""Units in a header's brackets that say its numbers may be typed as 60 for 60%."""


@dataclass(frozen=True, kw_only=True)
class SheetFrame:
    """One recognised sheet, read and coerced."""

    model: type[Row]
    name: str
    """The sheet's name in the workbook."""
    header_row: int
    last_row: int
    """Last Excel row that holds anything."""
    last_column: int
    columns: Mapping[str, int]
    headers: Mapping[str, Header]
    missing: tuple[Field, ...]
    frame: pd.DataFrame
    """One column per field of the model (all missing where the sheet has none), index = row."""
    faults: tuple[Fault, ...]
    scales: Mapping[str, float]
    """Field name to the worth in base units of one unit as typed, for the columns it has."""

    @property
    def id(self) -> str:
        """The sheet's id, such as accounts."""
        return self.model.SHEET.id

    @property
    def language(self) -> Language:
        """The language most of its headers are written in."""
        return language_of([header.text for header in self.headers.values()])

    @property
    def money(self) -> Header:
        """Header of the first money column: the unit our own money columns are written in."""
        fields = fields_of(self.model)
        money = [f.name for f in fields if f.column.unit == "money" and f.name in self.headers]
        return self.headers[money[0]] if money else Header("", "", "")

    def scale_of(self, field: Field) -> float:
        """Worth in base units of one unit as typed: 10,000 under 万元, 0.01 where 60 means 60%."""
        return self.scales.get(field.name, 1.0)

    def row_key(self, row: int) -> str:
        """What a row is about: its key fields, joined."""
        parts = [self.frame.at[row, name] for name in self.model.SHEET.key]
        return " ".join(str(_shown(part)) for part in parts if not _absent(part))


def recognise(grids: Mapping[str, Grid], models: Sequence[type[Row]]) -> dict[str, HeaderRow]:
    """Sheet name to header row, one sheet per model: by its name first, then by its headers."""
    found: dict[str, HeaderRow] = {}
    candidates = [
        (_likeness(sheet, header), header, sheet)
        for sheet, grid in grids.items()
        for model in models
        if (header := find_header_row(grid, model)) is not None
    ]
    for likeness, header, sheet in sorted(candidates, key=lambda found: -found[0]):
        taken = {row.model for row in found.values()}
        if likeness > 0 and sheet not in found and header.model not in taken:
            found[sheet] = header
    return {sheet: found[sheet] for sheet in grids if sheet in found}


def _likeness(sheet: str, header: HeaderRow) -> float:
    """How surely a sheet is the model's: 0 unless named like it or holding all it requires."""
    label = header.model.SHEET
    named = fold(sheet) in {fold(name) for name in (label.zh, label.en, *label.also)}
    if not named and (header.missing or len(header.columns) < 3):
        return 0.0
    return 1000.0 * named + len(header.columns)


def read_frame(sheet: str, grid: Grid, header: HeaderRow) -> SheetFrame:
    """The rows below a header row, coerced column by column; blank and total rows left out."""
    rows, cells = _body(grid, header)
    faults: list[Fault] = []
    scales: dict[str, float] = {}
    data: dict[str, pd.Series[Any]] = {}
    for field in fields_of(header.model):
        column = header.columns.get(field.name)
        values: list[Any] = [None] * len(rows)
        if column is not None:
            raw = [row[column - 1] if column <= len(row) else "" for row in cells]
            scales[field.name] = _scale(field, header.headers[field.name], raw)
            values, wrong = coerce(raw, rows, field, scale=scales[field.name])
            faults += wrong
        data[field.name] = _series(values, field)
    frame = pd.DataFrame(data, index=pd.RangeIndex(len(rows))).set_axis(pd.Index(rows, dtype=int))
    return SheetFrame(
        model=header.model,
        name=sheet,
        header_row=header.row,
        last_row=max(len(grid), header.row),
        last_column=max((len(row) for row in grid), default=0),
        columns=header.columns,
        headers=header.headers,
        missing=header.missing,
        frame=frame,
        faults=tuple(faults),
        scales=scales,
    )


def _scale(field: Field, header: Header, raw: Sequence[object]) -> float:
    """Worth of one unit in the column, as its header declares."""
    if field.column.unit == "money":
        return header.scale
    if field.column.unit != "percent" or not any(word in header.unit for word in PERCENT_UNITS):
        return 1.0
    typed_as_percent = any(isinstance(value, float) and value > 1 for value in raw)
    return 0.01 if typed_as_percent else 1.0


def _body(grid: Grid, header: HeaderRow) -> tuple[list[int], list[Sequence[object]]]:
    """Row numbers and cells of the rows that hold data in one of the known columns."""
    wanted = sorted(header.columns.values())
    kept = [
        (number, row)
        for number, row in enumerate(grid[header.row :], start=header.row + 1)
        if _holds_data(row, [row[column - 1] for column in wanted if column <= len(row)])
    ]
    return [number for number, _ in kept], [row for _, row in kept]


def _holds_data(row: Sequence[object], known: Sequence[object]) -> bool:
    """Whether a known column is filled, and neither it nor the row opens with a word for totals."""
    first = _first_filled(known)
    return first is not None and not any(
        read_header(cell).name in TOTALS for cell in (first, _first_filled(row))
    )


def _first_filled(cells: Iterable[object]) -> object:
    """The first cell that holds anything, None without one; spaces alone are nothing."""
    for cell in cells:
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return cell
    return None


def _series(values: list[Any], field: Field) -> "pd.Series[Any]":
    if field.type is float or field.type is int:
        return pd.Series(values, dtype="float64")
    if field.type is date:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)).dt.as_unit("s"))
    return pd.Series(values, dtype=object)


def _absent(value: Any) -> bool:
    return bool(pd.isna(value))


def _shown(value: Any) -> object:
    return value.strftime("%Y-%m") if isinstance(value, pd.Timestamp) else value


def empty_frame(model: type[Row]) -> pd.DataFrame:
    """A frame of the model without rows, for a sheet the workbook does not have."""
    return pd.DataFrame({field.name: _series([], field) for field in fields_of(model)})
