"""Where workbooks disagree: what is listed on the conflict sheet, and what the team lead decided.

A decision about values is the name of a workbook (its value counts), one of the values, or any
other value. A decision about two customers is yes or no: are they the same?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xlcrm.language import Language, Text
from xlcrm.master.entry import Plain
from xlcrm.rules.finding import UNSAID
from xlcrm.sheets import sheet_model
from xlcrm.sheets.column import Field, fields_of
from xlcrm.sheets.reading import read_column
from xlcrm.sheets.shown import shown
from xlcrm.sheets.text import fold

Kind = Literal["values", "typed", "likely", "joined", "clash", "gone"]

KINDS: dict[Kind, Text] = {
    "clash": Text("同一编号、不同对象", "One ID, two things"),
    "likely": Text("可能是同一客户", "Probably one customer"),
    "values": Text("内容不一致", "Values differ"),
    "typed": Text("与总表所填不同", "Differs from the master"),
    "joined": Text("同名已合并", "Joined by name"),
    "gone": Text("来源中已删除", "Gone from its workbook"),
}
"""Kind of conflict to its name, in the order they are listed."""

GRAVE = ("owner", "credit_grade", "credit_code", "bank_account", "amount", "level", "status")
"""Fields whose conflicts are listed before all others (the first four by the source; ours)."""

ASKED_OF = ("accounts", "opportunities", "contacts")
"""Sheets where one id for two things is a question; activities and orders are numbered anew by
everybody, so that telling them apart is routine (ours)."""

ABOUT_TWO: tuple[Kind, ...] = ("likely", "joined", "clash")
"""Conflicts about two ids."""

Place = tuple[Kind, str, str, str]
"""Kind, sheet id, key and field of a conflict."""

SAME = frozenset({"是", "同一", "同一客户", "相同", "合并", "y", "yes", "same", "merge", "join"})
DIFFERENT = frozenset({"否", "不是", "不同", "分开", "n", "no", "different", "split", "keep both"})


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What one workbook says."""

    source: str
    row: int
    value: Plain | None


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One thing on which workbooks disagree."""

    kind: Kind
    sheet: str
    """Sheet id."""
    key: str
    """The row's key, or two ids with a stroke between."""
    field: str = ""
    about: str = ""
    """The row's name, for reading."""
    used: Plain | None = None
    """What the master holds."""
    offers: Sequence[Offer] = ()
    decision: str = ""
    note: str = ""
    why: Text = UNSAID
    row: int | None = None
    """Row in the master."""

    @property
    def place(self) -> "Place":
        """What the conflict is found again by."""
        return (self.kind, self.sheet, self.key, self.field)

    @property
    def is_open(self) -> bool:
        """Whether somebody should decide."""
        routine = self.kind == "clash" and self.sheet not in ASKED_OF
        return not self.decision and self.kind != "joined" and not routine


@dataclass(frozen=True)
class Decisions:
    """What stands in the decision and note columns of the conflict sheet."""

    typed: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    """A conflict's place to decision and note."""

    def on(self, *place: *Place) -> str:
        """The decision at a place, "" while there is none."""
        return self.typed.get(place, ("", ""))[0]

    def same(self, sheet: str, one: str, other: str) -> bool | None:
        """Whether two ids were said to be one thing; None when nothing was said."""
        for kind in ABOUT_TWO:
            for key in (pair(one, other), pair(other, one)):
                said = fold(self.on(kind, sheet, key, ""))
                if said in SAME or said in DIFFERENT:
                    return said in SAME
        return None

    def merged_into(self, sheet: str) -> dict[str, str]:
        """Id to the id it was said to be another name of."""
        found = {}
        for (kind, where, key, _), (said, _note) in self.typed.items():
            if kind == "likely" and where == sheet and fold(said) in SAME:
                one, _, other = key.partition(STROKE)
                found[other] = one
        return found


STROKE = " / "


def pair(one: str, other: str) -> str:
    """The key of a conflict about two ids.

    >>> pair("A001", "B007")
    'A001 / B007'
    """
    return f"{one}{STROKE}{other}"


def decided_value(
    decision: str, offers: Iterable[Offer], about: Field, language: Language
) -> Plain:
    """The value a decision means: a workbook's, one of those offered, or what was typed."""
    known = list(offers)
    word = fold(decision)
    for offer in known:
        if word in _names(offer.source) and offer.value is not None:
            return offer.value
    for offer in known:
        if offer.value is not None and fold(str(offer.value)) == word:
            return offer.value
    read = read_column([decision], [1], about)
    if read.faults:
        return decision
    meant = shown(read.values.tolist()[0] if about.type is not None else decision, language)
    return meant if isinstance(meant, str | int | float | bool) else decision


def _names(source: str) -> set[str]:
    """What people call a workbook: its path, its file name, its name without ending."""
    file = source.rpartition("/")[2]
    return {fold(source), fold(file), fold(file.rpartition(".")[0])}


def ranked(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Open ones first, then by kind, gravity of the field, sheet and key."""
    kinds = list(KINDS)
    grave = {name: at for at, name in enumerate(GRAVE)}
    return sorted(
        conflicts,
        key=lambda one: (
            not one.is_open,
            kinds.index(one.kind),
            grave.get(one.field, len(grave)),
            ASKED_OF.index(one.sheet) if one.sheet in ASKED_OF else len(ASKED_OF),
            one.sheet,
            one.key,
            one.field,
        ),
    )


def field_of(sheet: str, name: str) -> Field:
    """A field of a sheet; raises StopIteration when there is none."""
    return next(each for each in fields_of(sheet_model(sheet)) if each.name == name)
