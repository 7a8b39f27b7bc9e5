"""A sheet as a frame whose index is the Excel row number, so that every value keeps its address."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from xlcrm.language import Language, language_of
from xlcrm.sheets.body import Skipped, body_of
from xlcrm.sheets.coerce import DAY_ONE_1900, Fault
from xlcrm.sheets.column import Field, Row, fields_of
from xlcrm.sheets.grid import Grid, by_column
from xlcrm.sheets.header_text import Header, read_header
from xlcrm.sheets.headers import NO_OWN_NAMES, HeaderRow, OwnNames, Repeated, find_header_row
from xlcrm.sheets.near import NearMiss, near_headers
from xlcrm.sheets.reading import Reading, blank, read_column
from xlcrm.sheets.remarks import CellState, Repair, States
from xlcrm.sheets.text import fold

__all__ = ["Grid", "SheetFrame", "empty_frame", "read_frame", "recognise"]

PERCENT_UNITS = ("%", "percent", "pct", "百分")
"""Units in a header's brackets that say its numbers may be typed as 60 for 60%."""

NAMED = 1000.0
"""What a sheet's name weighs against the number of its known headers."""


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
    repairs: tuple[Repair, ...] = ()
    """Cells that were understood although they were not typed as their column wants it."""
    near: tuple[NearMiss, ...] = ()
    """Headers that nearly name a column the sheet lacks."""
    repeated: tuple[Repeated, ...] = ()
    """Headers of a column that is read from another place."""
    unread: tuple[str, ...] = ()
    """Headers, as they stand, of columns that are nobody's business but theirs."""
    skipped: tuple[Skipped, ...] = ()
    """Rows between the header and the last data row that are no data, and why."""
    states: Mapping[tuple[int, str], CellState] = field(default_factory=dict)
    """Row and field to what the cell's value does not tell, where there is something."""
    stand_ins: frozenset[str] = frozenset()
    """Fields read from the column of a name, since the sheet has no ids."""

    @property
    def id(self) -> str:
        """The sheet's id, such as accounts."""
        return self.model.SHEET.id

    @property
    def language(self) -> Language:
        """The language most of its headers are written in."""
        return language_of([header.text for header in self.headers.values()])

    @property
    def echoes(self) -> frozenset[str]:
        """Fields whose column fills another field too, which speaks for its cells."""
        return _echoes(self.columns)

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
        parts: list[tuple[str, Any]] = [
            (name, self.frame.at[row, name]) for name in self.model.SHEET.key
        ]
        return " ".join(str(_shown(name, part)) for name, part in parts if not pd.isna(part))


def recognise(
    grids: Mapping[str, Grid], models: Sequence[type[Row]], own: OwnNames = NO_OWN_NAMES
) -> dict[str, HeaderRow]:
    """Sheet name to header row, one sheet per model: by its name first, then by its headers.

    What people say of a sheet (`own`) goes before its name.
    """
    found: dict[str, HeaderRow] = {}
    candidates = [
        (likeness, header, sheet)
        for sheet, grid in grids.items()
        for likeness, header in _candidates(sheet, grid, models, own)
    ]
    for _, header, sheet in sorted(candidates, key=lambda found: -found[0]):
        taken = {row.model for row in found.values()}
        if sheet not in found and header.model not in taken:
            found[sheet] = header
    return {sheet: found[sheet] for sheet in grids if sheet in found}


def _candidates(
    sheet: str, grid: Grid, models: Sequence[type[Row]], own: OwnNames
) -> list[tuple[float, HeaderRow]]:
    """What a sheet may be, with how surely; by its headers alone, only what they fit best."""
    told = own.sheet_id(sheet)
    headers = [find_header_row(grid, model, own) for model in models]
    likely = [(_likeness(sheet, header, told), header) for header in headers if header]
    best = max((likeness for likeness, _ in likely), default=0.0)
    return [each for each in likely if each[0] >= NAMED or each[0] == best > 0]


def _likeness(sheet: str, header: HeaderRow, told: str | None) -> float:
    """How surely a sheet is the model's: 0 unless named like it or holding all it requires."""
    label = header.model.SHEET
    if told is not None:
        return 2 * NAMED if told == label.id else 0.0
    named = fold(sheet) in {fold(name) for name in (label.zh, label.en, *label.also)}
    if not named and (header.missing or header.stand_ins or len(header.columns) < 3):
        return 0.0
    return NAMED * named + len(header.columns)


def read_frame(
    sheet: str,
    grid: Grid,
    header: HeaderRow,
    *,
    own: OwnNames = NO_OWN_NAMES,
    special: States | None = None,
    day_one: date = DAY_ONE_1900,
) -> SheetFrame:
    """The rows below a header row, coerced column by column; blank and total rows left out.

    `special` tells what values do not: errors, formulas never calculated, formulas that yield
    text. `day_one` is DAY_ONE_1904 in workbooks of that date system.
    """
    columns = by_column(grid)
    body = body_of(columns, header)
    states = _states_of(header, special or {})
    scales: dict[str, float] = {}
    readings: dict[str, Reading] = {}
    for each in fields_of(header.model):
        if each.name in header.columns:
            raw = body.column(header.columns[each.name])
            scale = scales[each.name] = _scale(each, header.headers[each.name], raw)
            readings[each.name] = read_column(
                raw,
                body.rows,
                each,
                scale=scale,
                day_one=day_one,
                states=states.get(each.name),
                entries=own.entries.get((header.model.SHEET.id, each.name)),
            )
    for name in _echoes(header.columns):
        readings[name] = readings[name].as_echo()
    return SheetFrame(
        model=header.model,
        name=sheet,
        header_row=header.row,
        last_row=max(len(columns), header.row),
        last_column=columns.width,
        columns=header.columns,
        headers=header.headers,
        missing=header.missing,
        frame=_frame(
            header.model, {name: read.values for name, read in readings.items()}, body.rows
        ),
        faults=tuple(fault for read in readings.values() for fault in read.faults),
        scales=scales,
        repairs=tuple(repair for read in readings.values() for repair in read.repairs),
        near=near_headers(columns[header.row - 1], header, own),
        repeated=header.repeated,
        unread=_unread(columns[header.row - 1], header),
        skipped=body.skipped,
        states={(row, name): state for name in states for row, state in states[name].items()},
        stand_ins=header.stand_ins,
    )


def _unread(row: Sequence[object], header: HeaderRow) -> tuple[str, ...]:
    """The headers that name nothing we read, in the order of their columns."""
    read = set(header.columns.values())
    named = [(column, value) for column, value in enumerate(row, start=1) if column not in read]
    return tuple(str(value) for _, value in named if read_header(value).name)


def _echoes(columns: Mapping[str, int]) -> frozenset[str]:
    """Of the fields that share a column, all but the first."""
    first: dict[int, str] = {}
    for name, column in columns.items():
        first.setdefault(column, name)
    return frozenset(name for name, column in columns.items() if first[column] != name)


def _frame(model: type[Row], read: Mapping[str, Any], rows: Sequence[int]) -> pd.DataFrame:
    """One column per field, missing throughout where the sheet has none."""
    index = pd.Index(np.asarray(rows, dtype="int64"))
    series = {
        each.name: pd.Series(
            read[each.name] if each.name in read else blank(each, len(rows)),
            index=index,
            dtype=object if each.type not in (float, int, date) else None,
            copy=False,
        )
        for each in fields_of(model)
    }
    return pd.DataFrame(series, index=index, copy=False)


def _states_of(header: HeaderRow, special: States) -> dict[str, dict[int, CellState]]:
    """Field to row to state, for the columns that are read."""
    fields: defaultdict[int, list[str]] = defaultdict(list)
    for name, column in header.columns.items():
        fields[column].append(name)
    states: defaultdict[str, dict[int, CellState]] = defaultdict(dict)
    for (row, column), state in special.items():
        for name in fields.get(column, ()) if row > header.row else ():
            states[name][row] = state
    return dict(states)


def _scale(field: Field, header: Header, raw: Sequence[object]) -> float:
    """Worth of one unit in the column, as its header declares."""
    if field.column.unit == "money":
        return header.scale
    if field.column.unit != "percent" or not any(word in header.unit for word in PERCENT_UNITS):
        return 1.0
    typed_as_percent = any(isinstance(value, float) and value > 1 for value in raw)
    return 0.01 if typed_as_percent else 1.0


def _shown(name: str, value: Any) -> object:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m" if name == "month" else "%Y-%m-%d")
    return value


def empty_frame(model: type[Row]) -> pd.DataFrame:
    """A frame of the model without rows, for a sheet the workbook does not have."""
    return _frame(model, {}, [])
