"""One column read: what is plain in a few passes over the whole, what is odd cell by cell.

Most columns of most workbooks hold nothing but what they should, and a hundred thousand of their
cells must cost little more than looking at them. A screen takes what is plain and names the
positions of the rest; only these go through the conversions.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

from xlcrm.sheets.coerce import DAY_ONE_1900, Fault, FaultKind, Unreadable, conversion
from xlcrm.sheets.column import Choice, Field
from xlcrm.sheets.remarks import CellState, Repair, repair_of
from xlcrm.sheets.text import all_tidy, distinct, is_tidy

EPOCH = date(1970, 1, 1).toordinal()
DAYS = {date, datetime}
NO_DAY = np.datetime64("NaT", "s")
PLAIN_PHONE = re.compile(r"\+?[\d()-]{5,20}")
UNCALCULATED: dict[str, FaultKind] = {
    "error-value": "error-value",
    "never-calculated": "never-calculated",
}
"""States in which a cell has no value, and the fault that each is."""

OF_THE_FIELD: tuple[FaultKind, ...] = ("wrong-type", "not-in-list")
"""Faults that depend on the field; the others are the cell's, whatever it means."""

Screened = tuple[Any, Sequence[int]]
"""The values as an array, and the positions of those that are not plain."""


@dataclass(frozen=True)
class Reading:
    """A column's values as its type, and what is to be said of its cells."""

    values: Any
    """float64 with NaN, datetime64[s] with NaT, or objects with None."""
    faults: list[Fault]
    repairs: list[Repair]

    def as_echo(self) -> "Reading":
        """The reading of a column that fills another field too: what both would say is left out."""
        own = [fault for fault in self.faults if fault.kind in OF_THE_FIELD]
        return Reading(self.values, own, [])


def read_column(
    values: Sequence[Any],
    rows: Sequence[int],
    field: Field,
    *,
    scale: float = 1.0,
    day_one: date = DAY_ONE_1900,
    states: Mapping[int, CellState] | None = None,
    entries: Mapping[str, Choice | None] | None = None,
) -> Reading:
    """The column's values, missing where empty or faulty, with faults and repairs.

    `rows` are the Excel row numbers of `values`; `states` go by row number. See `conversion` for
    `scale`, `day_one` and `entries`.
    """
    convert = conversion(field, scale=scale, day_one=day_one, entries=entries)
    result, odd = _screen(field, values, convert, scale)
    reading = Reading(result, [], [])
    for at in odd:
        _read_cell(reading, at, rows[at], values[at], field=field, convert=convert, scale=scale)
    return _with_states(reading, values, rows, field, states) if states else reading


def _read_cell(
    reading: Reading,
    at: int,
    row: int,
    value: object,
    *,
    field: Field,
    convert: Callable[[Any], Any],
    scale: float,
) -> None:
    meant = convert(value)
    if isinstance(meant, Unreadable):
        reading.faults.append(Fault(row, field.name, value, meant.kind))
    elif meant is not None:
        reading.values[at] = np.datetime64(meant, "s") if isinstance(meant, date) else meant
        repair = repair_of(field, row, value, meant, scale=scale)
        if repair:
            reading.repairs.append(repair)


def _with_states(
    reading: Reading,
    values: Sequence[Any],
    rows: Sequence[int],
    field: Field,
    states: Mapping[int, CellState],
) -> Reading:
    """The reading corrected by what the file layer knows of single cells."""
    lost = {row: state for row, state in states.items() if state.kind in UNCALCULATED}
    faults = [fault for fault in reading.faults if fault.row not in lost]
    for at, row in enumerate(rows):
        if row in lost:
            reading.values[at] = _missing(field)
            told = lost[row].text or values[at]
            faults.append(Fault(row, field.name, told, UNCALCULATED[lost[row].kind]))
    repairs = [
        replace(repair, formula=repair.row in states)
        for repair in reading.repairs
        if repair.row not in lost
    ]
    return Reading(reading.values, sorted(faults, key=lambda fault: fault.row), repairs)


def blank(field: Field, count: int) -> Any:
    """`count` missing values of the field's type, read-only: one value in memory, seen often."""
    return np.broadcast_to(np.array(_missing(field), dtype=_dtype(field)), count)


def _missing(field: Field) -> Any:
    if field.type is float or field.type is int:
        return np.nan
    return NO_DAY if field.type is date else None


def _dtype(field: Field) -> str:
    if field.type is float or field.type is int:
        return "float64"
    return "datetime64[s]" if field.type is date else "object"


def _screen(
    field: Field, values: Sequence[Any], convert: Callable[[Any], Any], scale: float
) -> Screened:
    if field.type is float or field.type is int:
        return _numbers(values, scale, whole=field.type is int)
    if field.type is date:
        return _dates(values)
    if field.type is str:
        return _texts(values, PLAIN_PHONE if field.column.form == "phone" else None)
    return _closed(values, convert)


def _numbers(values: Sequence[Any], scale: float, *, whole: bool) -> Screened:
    """Finite floats, in base units."""
    alike = set(map(type, values)) <= {float}
    numbers = values if alike else [v if v.__class__ is float else np.nan for v in values]
    with np.errstate(over="ignore", invalid="ignore"):
        result = np.array(numbers, dtype="float64") * scale
        plain = np.isfinite(result)
        if whole:
            plain &= result % 1 == 0
    result[~plain] = np.nan
    return result, _filled(values, np.flatnonzero(~plain))


def _dates(values: Sequence[Any]) -> Screened:
    """Days, and moments without their time."""
    alike = set(map(type, values)) <= DAYS
    filled = (v.toordinal() if v.__class__ in DAYS else 0 for v in values)
    ordinals = map(date.toordinal, values) if alike else filled
    days = np.fromiter(ordinals, dtype="int64", count=len(values))
    result = (days - EPOCH).astype("datetime64[D]").astype("datetime64[s]")
    result[days == 0] = NO_DAY
    return result, _filled(values, np.flatnonzero(days == 0))


def _texts(values: Sequence[Any], pattern: re.Pattern[str] | None) -> Screened:
    """Tidy texts; where a pattern is given, those that match it."""
    contents = distinct(values)
    if _all_plain(contents, pattern):
        return _objects([text or None for text in values] if "" in contents else values), ()
    plain = [
        v.__class__ is str and is_tidy(v) and not (pattern and v and not pattern.fullmatch(v))
        for v in values
    ]
    result = [v or None if good else None for v, good in zip(values, plain, strict=True)]
    return _objects(result), [at for at, good in enumerate(plain) if not good]


def _all_plain(values: Collection[Any], pattern: re.Pattern[str] | None) -> bool:
    try:
        tidy = all_tidy(values)
    except TypeError:  # something is no text
        return False
    return tidy and (pattern is None or all(map(pattern.fullmatch, filter(None, values))))


def _closed(values: Sequence[Any], convert: Callable[[Any], Any]) -> Screened:
    """Entries of a list and yes or no, each content looked up once."""
    kinds = (str, bool)
    contents = distinct(values)
    alike = set(map(type, contents)) <= {str}
    contents = set(contents if alike else [v for v in values if v.__class__ in kinds])
    tidy = [each for each in contents if isinstance(each, bool) or is_tidy(each)]
    known = {each: convert(each) for each in tidy}
    plain = {each: meant for each, meant in known.items() if not isinstance(meant, Unreadable)}
    plain[""] = None
    if alike and contents <= plain.keys():
        found = map(plain.__getitem__, values)
        return np.fromiter(found, dtype=object, count=len(values)), ()
    result = [plain.get(v) if v.__class__ in kinds else None for v in values]
    odd = [at for at, v in enumerate(values) if v.__class__ not in kinds or v not in plain]
    return _objects(result), odd


def _filled(values: Sequence[Any], at: Any) -> list[int]:
    """Those of the positions where something stands."""
    return [place for place in at.tolist() if values[place] is not None and values[place] != ""]


def _objects(values: Sequence[Any]) -> Any:
    result = np.empty(len(values), dtype=object)
    result[:] = values
    return result
