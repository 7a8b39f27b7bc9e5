"""From a header row to fields: which cell of which row names which column.

Headers may be wrapped, starred, full-width, in either language or both, in any order, and carry
their unit, in brackets or not; unknown columns between them are nobody's business but theirs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from xlcrm.sheets.column import Choice, Field, Row, Unit, fields_of
from xlcrm.sheets.composed_headers import composed
from xlcrm.sheets.header_text import Header, read_header
from xlcrm.sheets.text import fold

HEADER_ROWS = 30
"""How far down a header row may stand."""


@dataclass(frozen=True, kw_only=True)
class HeaderRow:
    """A header row found: where it stands and which column holds which field."""

    model: type[Row]
    row: int
    """Excel row number."""
    columns: dict[str, int]
    """Field name to column number, 1 for A."""
    headers: dict[str, Header]
    missing: tuple[Field, ...]
    """Required fields without a column."""
    repeated: tuple["Repeated", ...] = ()
    stand_ins: frozenset[str] = frozenset()
    """Fields read from the column of a name, since the sheet has no ids."""


@dataclass(frozen=True)
class Repeated:
    """A header that names a field which another column holds already."""

    column: int
    """Column number, 1 for A."""
    text: str
    field: str


@dataclass(frozen=True)
class OwnNames:
    """What people call sheets and columns in their workbooks, as they told us."""

    headers: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Sheet id to header text to the fields it fills."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Sheet name to sheet id."""
    entries: Mapping[tuple[str, str], Mapping[str, Choice | None]] = field(default_factory=dict)
    """Sheet id and field to the texts that mean an entry of its list; None: as good as empty."""

    def fields(self, model: type[Row]) -> dict[str, tuple[str, ...]]:
        """Comparable header to field names, for one sheet."""
        chosen = self.headers.get(model.SHEET.id, {})
        return {read_header(text).name: names for text, names in chosen.items()}

    def sheet_id(self, name: str) -> str | None:
        """The sheet that people say a sheet of this name is."""
        return {fold(each): id_ for each, id_ in self.sheets.items()}.get(fold(name))


NO_OWN_NAMES = OwnNames()


@cache
def names_of(model: type[Row]) -> dict[str, str]:
    """Every comparable header of a sheet model with the field it names; earlier fields win."""
    names: dict[str, str] = {}
    exact = [(text, field) for field in fields_of(model) for text in _own(field)]
    also = [(text, field) for field in fields_of(model) for text in field.column.also]
    for text, named in exact + also:
        names.setdefault(read_header(text).name, named.name)
    return names


def _own(field: Field) -> tuple[str, str]:
    return field.column.zh, field.column.en


def find_header_row(
    rows: Sequence[Sequence[object]], model: type[Row], own: OwnNames = NO_OWN_NAMES
) -> HeaderRow | None:
    """The row among the first thirty that names most of the model's columns; None without two."""
    best: HeaderRow | None = None
    theirs = own.fields(model)
    known = names_of(model).keys() | theirs.keys() | _names_instead(model)
    meant = {**_meant(model), **theirs}
    for number, row in enumerate(rows[:HEADER_ROWS], start=1):
        named = _named(_headers(row), known, meant, _units(model))
        if len(named) < 2:
            continue
        found = _match(named, number, model, theirs)
        if len(found.columns) >= 2 and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _named(
    headers: Sequence[tuple[int, Header]],
    known: Collection[str],
    meant: Mapping[str, Collection[str]],
    units: Mapping[str, Unit],
) -> list[tuple[int, Header]]:
    """The headers that have a known name: those that say it plainly first."""
    plain = [each for each in headers if each[1].name in known]
    others = [
        (column, found)
        for column, header in headers
        if header.name not in known and (found := composed(header, meant, units))
    ]
    return plain + others


@cache
def _meant(model: type[Row]) -> dict[str, tuple[str, ...]]:
    """Every comparable header of a model, with the field it names."""
    return {text: (name,) for text, name in names_of(model).items()}


@cache
def _units(model: type[Row]) -> dict[str, Unit]:
    return {each.name: each.column.unit for each in fields_of(model)}


def _match(
    named: Sequence[tuple[int, Header]],
    number: int,
    model: type[Row],
    own: Mapping[str, tuple[str, ...]],
) -> HeaderRow:
    columns: dict[str, int] = {}
    headers: dict[str, Header] = {}
    repeated: list[Repeated] = []
    ours = {text: names for text, names in _meant(model).items() if text not in own}
    for names in (own, ours):  # people's own names first
        for column, header in named:
            for name in names.get(header.name, ()):
                if name in columns:
                    repeated.append(Repeated(column, header.text, name))
                else:
                    columns[name] = column
                    headers[name] = header
    stand_ins = _stand_ins(named, model, columns)
    columns |= {name: column for name, (column, _) in stand_ins.items()}
    headers |= {name: header for name, (_, header) in stand_ins.items()}
    missing = tuple(each for each in fields_of(model) if each.required and each.name not in columns)
    return HeaderRow(
        model=model,
        row=number,
        columns=columns,
        headers=headers,
        missing=missing,
        repeated=tuple(repeated),
        stand_ins=frozenset(stand_ins),
    )


def _stand_ins(
    named: Sequence[tuple[int, Header]], model: type[Row], columns: Mapping[str, int]
) -> dict[str, tuple[int, Header]]:
    """For fields without a column of their own, the column that serves instead."""
    found: dict[str, tuple[int, Header]] = {}
    for each in fields_of(model):
        if each.column.instead and each.name not in columns:
            names = _comparable(each.column.instead)
            serving = next((place for place in named if place[1].name in names), None)
            if serving:
                found[each.name] = serving
    return found


@cache
def _names_instead(model: type[Row]) -> frozenset[str]:
    """Every comparable header that may serve where another column is missing."""
    return _comparable(tuple(text for each in fields_of(model) for text in each.column.instead))


@cache
def _comparable(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(read_header(text).name for text in texts)


def _headers(row: Sequence[object]) -> list[tuple[int, Header]]:
    texts = ((column, value) for column, value in enumerate(row, start=1) if value.__class__ is str)
    return [(column, read_header(value)) for column, value in texts if value]
