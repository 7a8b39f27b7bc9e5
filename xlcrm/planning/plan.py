"""One planning tab: the template filled with its subject's rows, what people left on it kept."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from xlcrm.book.standing import StandingTab
from xlcrm.book.tab_names import tab_name
from xlcrm.book.template import TOKEN, Kept, Spot, Tab, Template, fill
from xlcrm.planning.carry import LAYOUT, Typed, typed_in
from xlcrm.planning.subject import Subject
from xlcrm.planning.tables import Tables, tables_of
from xlcrm.planning.tokens import Facts

PLAN = "plan"
"""First word of the identity of every planning tab."""

TAB_NAME = "tab_name"
"""Entry of a template's notes sheet: the pattern of its tabs' names."""

MONTH, NAME, TYPED, SINCE = "month", "name", "typed", "since"
"""Entries of a tab's record: its month, the name we gave it, what was typed in it, since when."""


def identity(template: Template, subject: Subject) -> str:
    """What the tab is, so that next month finds it again."""
    return f"{PLAN} {template.name} {subject.key}"


def planning_tab(
    subject: Subject,
    template: Template,
    facts: Facts,
    *,
    standing: StandingTab | None,
    month: date,
    as_of: date,
) -> Tab:
    """The tab of this subject, made anew from the newest rows with everything typed kept."""
    typed = typed_in(standing, template) if standing else Typed()
    tables = tables_of(template, subject, facts, typed)
    values = _values(template, subject, facts, month=month, as_of=as_of)
    kept: dict[Spot, Kept] = dict(tables.kept.items())
    kept.update(typed.kept.items())
    name = tab_name(str(fill(template.notes.get(TAB_NAME, subject.key), values, template)))
    record = {LAYOUT: template.layout, MONTH: f"{month:%Y-%m}", NAME: name}
    return Tab(
        template=template,
        name=name,
        identity=identity(template, subject),
        values=values,
        tables=tables.records,
        typed=typed.cells,
        kept=kept,
        record={**record, **_freshness(template, typed, tables, standing, as_of)},
    )


def _values(
    template: Template, subject: Subject, facts: Facts, *, month: date, as_of: date
) -> dict[str, object]:
    pattern = template.notes.get(TAB_NAME, "")
    tokens = {*template.tokens(), *TOKEN.findall(pattern)}
    return {**facts.values(tokens, subject.rows), "plan.month": month, "plan.as_of": as_of}


def _freshness(
    template: Template,
    typed: Typed,
    tables: Tables,
    standing: StandingTab | None,
    as_of: date,
) -> Mapping[str, str]:
    """A digest of all that is typed, and the day it was first seen as it is."""
    rows = {
        name: [[row.get(slot.header) for slot in slots.slots if slot.typed]
               for row in tables.records.get(name, ())]
        for name, slots in template.tables.items()
    }  # fmt: skip
    said = [sorted(typed.cells.items()), rows]
    if not typed.cells and not any(any(v) for each in rows.values() for v in each):
        return {}
    digest = sha256(repr(said).encode()).hexdigest()[:12]
    before = standing.record if standing else {}
    since = before.get(SINCE) if before.get(TYPED) == digest else None
    return {TYPED: digest, SINCE: since or f"{as_of:%Y-%m-%d}"}
