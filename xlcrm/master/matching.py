"""Which rows of several workbooks are one: by id, by name, or because somebody said so.

A customer's id counts first, but every salesperson begins with A001: where one id stands for two
things in two workbooks, the second becomes A001@workbook, and so does every row that points at it.
A customer entered under two ids is joined where the names agree but for the legal form and nothing
speaks against it; alike names are listed for somebody to decide. Nothing is joined silently.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from xlcrm.language import Text
from xlcrm.master.conflict import Conflict, Decisions, Offer, pair
from xlcrm.master.entry import (
    Entry,
    Plain,
    Source,
    alike,
    links,
    merged_sheets,
    own_id,
    with_links,
)
from xlcrm.rules.likeness import HINTS, PROOFS, likely_pairs
from xlcrm.rules.names import core
from xlcrm.rules.namesakes import person
from xlcrm.rules.settings import RuleSettings
from xlcrm.sheets.column import Row

ACCOUNTS = "accounts"
SAME_NAME = 70.0
"""Likeness of two names, in percent, from which rows of one id are one thing (ours)."""
SAME_SHARE = 0.5
"""Share of the fields filled in both that must agree where there are no names (ours)."""
TELLING = ("credit_code", "bank_account")
"""What tells two companies of one name apart when it differs."""


class Identity(NamedTuple):
    """What a row of the master is."""

    sheet: str
    key: str
    nth: int
    """0, or more where one workbook has several rows of that key."""


Groups = dict[Identity, dict[str, Entry]]
"""Row of the master to what each workbook says of it, ids as the master has them."""


@dataclass(kw_only=True)
class Matched:
    """Rows of the master, and what has to be said about how they were found."""

    groups: Groups = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    ids: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Sheet to workbook to its ids and those of the master."""


def matched(
    sources: Sequence[Source],
    decisions: Decisions,
    *,
    private: bool = False,
    settings: RuleSettings | None = None,
) -> Matched:
    """Match the rows of the workbooks, which are taken in their order."""
    found = Matched()
    for model in merged_sheets(private=private):
        _match_sheet(found, model, sources, decisions)
        if model.SHEET.id == ACCOUNTS:
            found.conflicts += _likely(found.groups, decisions, settings or RuleSettings())
    return found


def _match_sheet(
    found: Matched, model: type[Row], sources: Sequence[Source], decisions: Decisions
) -> None:
    sheet = model.SHEET.id
    id_field = own_id(model)
    ids = Ids(model, found, decisions) if id_field else None
    for source in sources:
        seen: Counter[str] = Counter()
        for entry in source.entries:
            if entry.sheet != sheet:
                continue
            linked = with_links(entry, model, partial(_known, found.ids, source.name))
            if ids and id_field and id_field in linked.values:
                linked = ids.placed(linked, str(linked.values[id_field]), id_field)
            key = key_of(linked, model)
            identity = Identity(sheet, key, seen[key])
            seen[key] += 1
            found.groups.setdefault(identity, {})[source.name] = linked


def _known(
    ids: Mapping[str, Mapping[str, Mapping[str, str]]], source: str, sheet: str, local: str
) -> str:
    """The master's id for an id of a workbook; one that the workbook does not list may be known
    from another, if all others mean the same by it."""
    by_source = ids.get(sheet, {})
    if local in by_source.get(source, {}):
        return by_source[source][local]
    meanings = {known[local] for known in by_source.values() if local in known}
    return meanings.pop() if len(meanings) == 1 else local


def key_of(entry: Entry, model: type[Row]) -> str:
    """What the row is known by: its key, or its whole content where the key is empty."""
    parts = [entry.values.get(name) for name in model.SHEET.key]
    if any(part is not None for part in parts):
        return " ".join("" if part is None else str(part) for part in parts)
    content = json.dumps(sorted((name, str(v)) for name, v in entry.values.items()))
    return "#" + sha256(content.encode()).hexdigest()[:16]


class Ids:
    """The ids of one sheet while its workbooks are gone through."""

    def __init__(self, model: type[Row], found: Matched, decisions: Decisions) -> None:
        self.model = model
        self.sheet = model.SHEET.id
        self.found = found
        self.decisions = decisions
        self.first: dict[str, Entry] = {}
        self.by_name: dict[str, str] = {}
        self.merged_into = decisions.merged_into(self.sheet)
        self.local: dict[str, dict[str, str]] = found.ids.setdefault(self.sheet, defaultdict(dict))

    def placed(self, entry: Entry, local: str, id_field: str) -> Entry:
        """The entry under the master's id."""
        known = self.local[entry.source]
        if local not in known:
            known[local] = self._id(entry, local)
        place = known[local]
        self.first.setdefault(place, entry)
        name = self._name(entry)
        if name:
            self.by_name.setdefault(name, place)
        return replace(entry, values={**entry.values, id_field: place})

    def _id(self, entry: Entry, local: str) -> str:
        place = self._unclashed(entry, local)
        twin = self.by_name.get(self._name(entry)) if place not in self.first else None
        if twin and twin != place and self._may_join(twin, place, entry):
            self._tell("joined", twin, place, entry, twin)
            place = twin
        return self.merged_into.get(place, place)

    def _unclashed(self, entry: Entry, local: str) -> str:
        """The id itself, or one that names the workbook where it means something else there."""
        held = self.first.get(local)
        if held is None or held.source == entry.source:
            return local
        other = f"{local}@{PurePosixPath(entry.source).stem}"
        said = self.decisions.same(self.sheet, local, other)
        if said or (said is None and self._one_thing(held, entry)):
            return local
        while other in self.first and self.first[other].source != entry.source:
            other += "'"
        self._tell("clash", local, other, entry, other)
        return other

    def _one_thing(self, one: Entry, other: Entry) -> bool:
        """Whether two rows of one id are about one thing."""
        for name in links(self.model):
            held = (one.values.get(name), other.values.get(name))
            if None not in held and held[0] != held[1]:
                return False
        if any(_agree(one, other, name) for name in TELLING):
            return True
        names = [entry.values.get("name") for entry in (one, other)]
        if None not in names:
            plain = core if self.sheet == ACCOUNTS else person
            return fuzz.ratio(*(plain(str(name)) for name in names)) >= SAME_NAME
        shared = [n for n in one.values if n in other.values and n not in self.model.SHEET.key]
        same = [name for name in shared if alike(one.values[name], other.values[name])]
        return len(same) >= SAME_SHARE * len(shared)

    def _may_join(self, twin: str, place: str, entry: Entry) -> bool:
        """Whether a customer of the same name under another id is the same."""
        held = self.first[twin]
        if self.sheet != ACCOUNTS or held.source == entry.source:
            return False
        said = self.decisions.same(self.sheet, twin, place)
        return not any(_differ(held, entry, name) for name in TELLING) if said is None else said

    def _name(self, entry: Entry) -> str:
        return core(str(entry.values["name"])) if "name" in entry.values else ""

    def _tell(self, kind: str, one: str, other: str, entry: Entry, used: str) -> None:
        held = self.first[one]
        offers = [
            Offer(source=each.source, row=each.row, value=each.values.get("name"))
            for each in (held, entry)
        ]
        told = Conflict(
            kind="joined" if kind == "joined" else "clash",
            sheet=self.sheet,
            key=pair(one, other),
            about=str(entry.values.get("name", "")),
            used=used,
            offers=offers,
        )
        self.found.conflicts.append(told)


def _agree(one: Entry, other: Entry, name: str) -> bool:
    return name in one.values and alike(one.values[name], other.values.get(name))


def _differ(one: Entry, other: Entry, name: str) -> bool:
    filled = name in one.values and name in other.values
    return filled and not alike(one.values[name], other.values[name])


def _likely(groups: Groups, decisions: Decisions, settings: RuleSettings) -> list[Conflict]:
    """Customers of different workbooks that are probably one, each pair once."""
    rows = [identity for identity in groups if identity.sheet == ACCOUNTS]
    columns = ("account_id", "name", *PROOFS, *HINTS)
    firsts = [next(iter(groups[identity].values())) for identity in rows]
    frame = pd.DataFrame(
        [[_text(entry.values.get(name)) for name in columns] for entry in firsts],
        columns=list(columns),
        dtype=object,
    )
    if frame.empty:
        return []
    found = []
    for (at, to), why in sorted(likely_pairs(frame, columns, settings=settings).items()):
        pieces = [groups[rows[each]] for each in (at, to)]
        if set(pieces[0]) & set(pieces[1]):
            continue  # one workbook lists both: its own validation tells
        found.append(_likely_pair(firsts[at], firsts[to], rows[at].key, rows[to].key, why))
    return found


def _likely_pair(one: Entry, other: Entry, key: str, other_key: str, why: Text) -> Conflict:
    offers = [
        Offer(source=each.source, row=each.row, value=each.values.get("name"))
        for each in (one, other)
    ]
    return Conflict(
        kind="likely",
        sheet=ACCOUNTS,
        key=pair(key, other_key),
        about=str(one.values.get("name", "")),
        offers=offers,
        why=why,
    )


def _text(value: Plain | None) -> str | None:
    return None if value is None else str(value)
