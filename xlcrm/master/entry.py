"""The rows of staff workbooks as plain values, each with the file and row it came from."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from xlcrm.book import BookError
from xlcrm.book.backup import fingerprint
from xlcrm.book.errors import told
from xlcrm.language import Language, Text
from xlcrm.rules.finding import UNSAID
from xlcrm.sheets import SHEETS
from xlcrm.sheets.column import Field, Row, fields_of
from xlcrm.sheets.currencies import foreign
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.shown import shown
from xlcrm.sheets.text import fold
from xlcrm.work import Options, Work

Plain = str | int | float | bool | date
"""What a cell holds; amounts in base units, entries of lists and flags in words."""

Values = Mapping[str, Plain]
"""Field to value, for the cells that are filled."""

PRIVATE = "contact_private"
NOT_MERGED = frozenset({"settings"})
"""Sheets that are each workbook's own."""

State = Literal["new", "changed", "same", "absent", "failed"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of one staff workbook."""

    source: str
    sheet: str
    """Sheet id."""
    row: int
    values: Values


@dataclass(frozen=True, kw_only=True)
class Source:
    """One staff workbook: what it gives to the master, and how it stands since the last run."""

    name: str
    """Its path as seen from the master, so that two files of one name are told apart."""
    mark: str
    """Fingerprint of the content that was read."""
    entries: tuple[Entry, ...]
    state: State
    base: str = ""
    """Currency its amounts are in unless a row says otherwise; "" where it was not read."""
    reason: Text = UNSAID
    """Why it could not be read."""


def merged_sheets(*, private: bool) -> tuple[type[Row], ...]:
    """The sheets that go into a master; personal notes only when asked for."""
    left_out = NOT_MERGED | (frozenset() if private else {PRIVATE})
    return tuple(m for m in SHEETS if not m.SHEET.ours and m.SHEET.id not in left_out)


def read_source(
    name: str,
    path: Path,
    options: Options,
    *,
    before: Source | None = None,
) -> Source:
    """The workbook as it stands now; taken from `before` where its content is still the same.

    A workbook that cannot be read keeps what it gave before, and the source says why.
    """
    try:
        with told(path):
            mark = fingerprint(path) + ("+" if options.private else "")
        if before and before.mark == mark:
            return replace(before, state="same")
        work = Work(path, options)
    except BookError as error:
        known = before or Source(name=name, mark="", entries=(), state="failed")
        return replace(known, state="failed", reason=error.message)
    language = options.language or work.language
    models = {model.SHEET.id for model in merged_sheets(private=options.private)}
    entries = tuple(
        Entry(source=name, sheet=sheet.id, row=row, values=values)
        for sheet in work.sheets.values()
        if sheet.id in models
        for row, values in plain_rows(sheet, language).items()
    )
    state: State = "changed" if before else "new"
    return Source(name=name, mark=mark, entries=entries, state=state, base=work.base_currency)


def plain_rows(sheet: SheetFrame, language: Language) -> dict[int, dict[str, Plain]]:
    """Excel row to what stands in it; a cell that cannot be read stands as it was typed."""
    rows: dict[int, dict[str, Plain]] = {int(row): {} for row in sheet.frame.index}
    for name in sheet.columns:
        filled = sheet.frame[name].dropna()
        for row, value in zip(filled.index, filled.tolist(), strict=True):
            plain = shown(value, language)
            if plain is not None:
                rows[int(row)][name] = _plain(plain)
    for fault in sheet.faults:
        if fault.row in rows and fault.value not in ("", None):
            rows[fault.row][fault.field] = _plain(fault.value)
    for field, codes in foreign(sheet, base="").items():
        for row, code in codes.items():
            if field in rows[int(str(row))] and "currency" in sheet.model.model_fields:
                rows[int(str(row))].setdefault("currency", str(code))
    return rows


def _plain(value: object) -> Plain:
    return value if isinstance(value, str | int | float | bool | date) else str(value)


def alike(one: Plain | None, other: Plain | None) -> bool:
    """Whether two cells say the same: letter case, width of letters and rounding do not count.

    >>> alike("ＡＢＣ 公司", "abc 公司"), alike(0.1 + 0.2, 0.3), alike("12", 12)
    (True, True, False)
    """
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def own_id(model: type[Row]) -> str | None:
    """The field that holds a row's own id; None where rows are known by what they are about."""
    first, *more = (_field(model, name) for name in model.SHEET.key)
    return first.name if not more and first.column.link is None else None


def links(model: type[Row]) -> dict[str, str]:
    """Field to the sheet whose id it holds."""
    return {f.name: f.column.link for f in fields_of(model) if f.column.link}


def with_links(entry: Entry, model: type[Row], known: Callable[[str, str], str]) -> Entry:
    """The entry with every id it points at replaced by the one the master uses.

    `known` takes a sheet id and the id as the workbook has it.
    """
    moved = {
        name: known(target, str(entry.values[name]))
        for name, target in links(model).items()
        if name in entry.values
    }
    return replace(entry, values={**entry.values, **moved})


def filled(entries: Mapping[str, Entry], name: str) -> Iterator[tuple[str, Plain]]:
    """Source and value of the entries that fill a field."""
    for source, entry in entries.items():
        if name in entry.values:
            yield source, entry.values[name]


def _field(model: type[Row], name: str) -> Field:
    return next(field for field in fields_of(model) if field.name == name)
