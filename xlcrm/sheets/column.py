"""How a sheet is declared: a pydantic model, one field line per column.

A field line holds everything the program knows of a column: its type and limits, its header in
both languages, the other headers people use, its unit and what it points at. Header matching,
coercion, cell findings, drop-downs, docs and the sample generator all read that one line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from xlcrm.language import Language, Text

Unit = Literal["money", "percent", "days", "text"]
"""money: base currency units inside, whatever the header declares; percent: 0-1 inside."""

Form = Literal["", "phone", "email", "credit-code", "bank-account"]
"""What a text must look like; "" where anything goes."""

ValueType = type[str] | type[float] | type[int] | type[bool] | type[date] | type[Enum]


@dataclass(frozen=True)
class Column:
    """The header of one column: both languages, accepted variants, unit, and what it points at."""

    zh: str
    en: str
    also: tuple[str, ...] = ()
    unit: Unit = "text"
    link: str | None = None
    """Id of the sheet whose key this column holds."""
    form: Form = ""
    instead: tuple[str, ...] = ()
    """Headers of another column that serves where this one is missing: names in place of ids."""

    def header(self, language: Language) -> str:
        """The header as we write it into new workbooks."""
        return Text(self.zh, self.en)[language]


class Choice(Enum):
    """One entry of a closed list: Chinese text, English text, then symbols or older spellings.

    Either language's text is accepted in a cell, and nothing is rewritten to change its language.
    """

    def __init__(self, zh: str, en: str, *also: str) -> None:
        self.zh = zh
        self.en = en
        self.also = also

    __hash__ = object.__hash__  # entries are equal only to themselves; Enum hashes names, slowly

    def text(self, language: Language) -> str:
        """The wording in `language`."""
        return Text(self.zh, self.en)[language]

    @classmethod
    def spellings(cls) -> "Iterator[tuple[str, Choice]]":
        """Every accepted text with the entry it means."""
        for entry in cls:
            for text in (entry.zh, entry.en, *entry.also):
                yield text, entry


@dataclass(frozen=True, kw_only=True)
class SheetLabel:
    """What a sheet is called, its key, and whether a workbook must have it."""

    id: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    key: tuple[str, ...]
    """The fields that together identify a row."""
    required: bool = False
    ours: bool = False
    """Written by us and read again, such as the weekly snapshots; a starter does not have it."""
    private: bool = False
    """Personal: its contents are shown nowhere else unless the run says so."""

    def title(self, language: Language) -> str:
        """The sheet's name as we write it into new workbooks."""
        return Text(self.zh, self.en)[language]


class Row(BaseModel):
    """Base of the sheet models: one row as people typed it, after coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    SHEET: ClassVar[SheetLabel]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a sheet model, unpacked from its field line."""

    name: str
    column: Column
    type: Any
    """str, float, int, bool, date, or a Choice."""
    several: bool
    """One cell may hold several entries of the list; values are tuples of Choice."""
    required: bool
    limits: tuple[Any, ...]
    """annotated_types constraints: Ge, Gt, Le, Lt, MaxLen, …"""
    description: str

    @property
    def choices(self) -> type[Choice] | None:
        """The closed list of the column, if it has one."""
        closed = isinstance(self.type, type) and issubclass(self.type, Choice)
        return self.type if closed else None


@cache
def fields_of(model: type[Row]) -> tuple[Field, ...]:
    """The columns of a sheet model, in the order they are declared."""
    return tuple(_field(name, field) for name, field in model.model_fields.items())


def _field(name: str, declared: FieldInfo) -> Field:
    column = next(extra for extra in declared.metadata if isinstance(extra, Column))
    limits = tuple(extra for extra in declared.metadata if not isinstance(extra, Column))
    plain = _plain(declared.annotation)
    several = get_origin(plain) is tuple
    return Field(
        name=name,
        column=column,
        type=get_args(plain)[0] if several else plain,
        several=several,
        required=declared.is_required(),
        limits=limits,
        description=declared.description or "",
    )


def _plain(annotation: Any) -> Any:
    """The type without `| None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(part for part in get_args(annotation) if part is not NoneType)
    return annotation
