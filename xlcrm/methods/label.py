"""What a method is: a label for machines, frozen parameters, and one pure function.

A method module holds a docstring for the reader at the desk, `Params`, `LABEL` and `compute`.
The roll-call in `xlcrm.methods` lists the modules; nothing is registered by importing.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from xlcrm.language import Language, Text

Shape = Literal["column", "table", "value"]
"""column: one row of results per row of the sheet; table: a table of its own; value: one row."""

Kind = Literal["text", "number", "rating", "money", "percent", "days", "date"]
"""How a result is shown. Money is in base units and percent is 0-1, as everywhere inside; a rating
is a mean on a short scale, such as 1 to 5, and shows one decimal."""


class MethodParams(BaseModel):
    """Base of every method's Params: frozen, and an unknown name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Result:
    """One result column."""

    name: str
    zh: str
    en: str
    kind: Kind = "text"
    written: bool = True
    """Whether a column-shaped result is written beside people's data (else planning only)."""

    def header(self, language: Language) -> str:
        """The header as written into the workbook."""
        return Text(self.zh, self.en)[language]


@dataclass(frozen=True, kw_only=True)
class Label:
    """What machines need to know of a method."""

    name: str
    """The module's own name."""
    ids: tuple[str, ...]
    """Ids in the domain inventory."""
    zh: str
    en: str
    sheet: str
    """Id of the sheet whose columns are the positional arguments of `compute`."""
    shape: Shape
    results: tuple[Result, ...]
    worksheet_function: bool = False
    short: str = ""
    """A second, shorter name of the worksheet function, in capitals: DSO for CRM_DSO."""

    def title(self, language: Language) -> str:
        """The method's name."""
        return Text(self.zh, self.en)[language]


class Method(Protocol):
    """A method module.

    `compute` takes columns of LABEL.sheet as positional Series, named like the fields; then
    keyword-only: whole frames named after other sheets (`ledger`), `params`, `as_of` (a date) and
    `language` (of the reasons), each only where needed. It returns a frame whose columns are the
    names of LABEL.results; a column-shaped method keeps the index it was given.
    """

    __name__: str
    __doc__: str | None
    LABEL: Label

    @property
    def Params(self) -> type[MethodParams]:  # noqa: N802 - a class inside the module
        """The method's own subclass of MethodParams."""

    @property
    def compute(self) -> Any:
        """The pure function."""
