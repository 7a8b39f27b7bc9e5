"""One row of the master from what several workbooks say of it, cell by cell.

What the team lead typed goes before everything, then what all agree on. Where they disagree, what
the master holds stays, or the first workbook's value in a new row; all of it is listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlcrm.language import Language
from xlcrm.master.conflict import Conflict, Decisions, Offer, decided_value
from xlcrm.master.entry import Entry, Plain, Values, alike, filled
from xlcrm.master.matching import Identity
from xlcrm.sheets import sheet_model
from xlcrm.sheets.column import fields_of


@dataclass(frozen=True, kw_only=True)
class MergedRow:
    """What a row of the master shall hold."""

    identity: Identity
    values: Values
    entries: Mapping[str, Entry]
    conflicts: list[Conflict] = field(default_factory=list)


def merged_row(
    identity: Identity,
    entries: Mapping[str, Entry],
    *,
    before: Mapping[str, Entry],
    standing: Values,
    decisions: Decisions,
    language: Language,
) -> MergedRow:
    """Merge what the workbooks say now (`entries`) into what stands in the master.

    `before` is what the workbooks said when the master was last made: what stands there and no
    workbook said was typed by somebody.
    """
    values: dict[str, Plain] = {}
    conflicts: list[Conflict] = []
    about = _about(entries, identity.key)
    for each in fields_of(sheet_model(identity.sheet)):
        offers = [
            Offer(source=source, row=entries[source].row, value=value)
            for source, value in filled(entries, each.name)
        ]
        stands = standing.get(each.name)
        place = (identity.sheet, identity.key, each.name)
        decision = decisions.on("values", *place) or decisions.on("typed", *place)
        if decision and offers:
            used: Plain | None = decided_value(decision, offers, each, language)
        else:
            used = _used(offers, stands, [v for _, v in filled(before, each.name)])
        if used is not None:
            values[each.name] = used
        if offers and any(not alike(offer.value, used) for offer in offers):
            typed = not any(alike(offer.value, used) for offer in offers)
            conflicts.append(
                Conflict(
                    kind="typed" if typed and not decision else "values",
                    sheet=identity.sheet,
                    key=identity.key,
                    field=each.name,
                    about=about,
                    used=used,
                    offers=offers,
                )
            )
    return MergedRow(identity=identity, values=values, entries=entries, conflicts=conflicts)


def _used(offers: list[Offer], stands: Plain | None, before: list[Plain]) -> Plain | None:
    """The value for the master while nobody has decided."""
    offered = [offer.value for offer in offers]
    if stands is not None:
        theirs = not any(alike(stands, value) for value in before)
        if theirs or any(alike(stands, value) for value in offered):
            return stands
    return offered[0] if offered else None


def _about(entries: Mapping[str, Entry], key: str) -> str:
    named = (str(entry.values["name"]) for entry in entries.values() if "name" in entry.values)
    return next(named, "" if key.startswith("#") else key)


def typed_by_hand(standing: Values, before: Mapping[str, Entry]) -> bool:
    """Whether somebody typed into a row of the master something that no workbook said."""
    return any(
        not any(alike(value, said) for _, said in filled(before, name))
        for name, value in standing.items()
    )
