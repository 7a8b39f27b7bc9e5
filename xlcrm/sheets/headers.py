"""From a header row to fields: which cell of which row names which column.

Headers may be wrapped, starred, full-width, in either language, in any order, and carry their
unit in brackets; unknown columns between them are nobody's business but theirs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from xlcrm.sheets.column import Choice, Field, Row, fields_of
from xlcrm.sheets.currency_names import currency_in
from xlcrm.sheets.text import fold

HEADER_ROWS = 30
"""How far down a header row may stand."""

DECORATION = re.compile(r"[\s*★☆:：_]+|必填|选填")
BRACKET = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]$")

NUMBERING = re.compile(r"^\d+\s*[.、)]\s*(?=\D)")
"""A question's number, however its point is written."""

PREFIX = re.compile(r"^单位")
"""What may stand before a unit without a space: 单位万元."""

MONEY_UNITS = {
    "元": 1.0,
    "千元": 1e3, "千": 1e3, "k": 1e3, "thousand": 1e3,
    "万元": 1e4, "万": 1e4,
    "百万元": 1e6, "百万": 1e6, "m": 1e6, "million": 1e6,
    "亿元": 1e8, "亿": 1e8,
}  # fmt: skip
"""What one unit in a header's brackets is worth in base currency units."""


@dataclass(frozen=True)
class Header:
    """One header cell: as it stands, its comparable name, and the unit in its brackets."""

    text: str
    name: str
    unit: str

    @property
    def unit_as_typed(self) -> str:
        """The unit with the capitals it was typed with."""
        at = self.text.casefold().rfind(self.unit) if self.unit else -1
        return self.text[at : at + len(self.unit)] if at >= 0 else self.unit

    @property
    def currency(self) -> str | None:
        """The code of the currency that the unit names: USD for 万美元, None for 万元."""
        return currency_in(self.unit)[0]

    @property
    def scale(self) -> float:
        """Worth of one unit in base units: 10,000 for 万元, 1 where no unit is known."""
        unit = currency_in(self.unit)[1]
        words = [PREFIX.sub("", word) for word in re.split(r"[\s/:,;、]+", unit)]
        return max((MONEY_UNITS[word] for word in words if word in MONEY_UNITS), default=1.0)


def read_header(value: object) -> Header:
    """A header cell taken apart.

    >>> read_header("年采购潜力\\n（万元）*")
    Header(text='年采购潜力\\n（万元）*', name='年采购潜力', unit='万元')
    """
    return _read_text(value) if isinstance(value, str) else Header("", "", "")


@lru_cache(maxsize=4096)
def _read_text(text: str) -> Header:
    folded = fold(text).strip("*★☆ ")
    bracket = BRACKET.search(folded)
    unit = bracket.group(1).strip() if bracket else ""
    name = NUMBERING.sub("", folded[: bracket.start()] if bracket else folded)
    return Header(text=text, name=DECORATION.sub("", name), unit=unit)


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
    for number, row in enumerate(rows[:HEADER_ROWS], start=1):
        named = [each for each in _headers(row) if each[1].name in known]
        if len(named) < 2:
            continue
        found = _match(named, number, model, theirs)
        if len(found.columns) >= 2 and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _match(
    named: Sequence[tuple[int, Header]],
    number: int,
    model: type[Row],
    own: Mapping[str, tuple[str, ...]],
) -> HeaderRow:
    columns: dict[str, int] = {}
    headers: dict[str, Header] = {}
    repeated: list[Repeated] = []
    ours = {text: (name,) for text, name in names_of(model).items() if text not in own}
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
