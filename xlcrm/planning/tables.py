"""The repeating tables of a planning tab: the subject's rows, with what people typed beside them.

A table is named after a sheet or after a method whose result is a table; two tables of one source
are told apart by what follows a double underscore, `opportunities__open`. The template's notes
sheet may say which rows a table shows: "open" (deals), "with floor" (rows where that field is
filled), "last 12" or "first 5" (rows, by date).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from xlcrm.book.errors import BookError
from xlcrm.book.template import TOKEN, Kept, Record, TableSlots, TableSpot, Template
from xlcrm.language import Text
from xlcrm.methods.weighted_amount import is_open
from xlcrm.planning.carry import UNPLACED, Stray, Typed, TypedRow, key_text
from xlcrm.planning.subject import Subject, rows_about
from xlcrm.planning.tokens import LABELS, Facts
from xlcrm.sheets import SHEETS
from xlcrm.sheets.shown import shown

SHEET_IDS = frozenset(model.SHEET.id for model in SHEETS)


@dataclass
class Tables:
    """The tables of one tab: their records, what people put on their cells, and what strays."""

    records: dict[str, Sequence[Record]] = field(default_factory=dict)
    kept: dict[TableSpot, Kept] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)


def source_of(table: str) -> str:
    """The sheet or method a table shows: `opportunities__open` shows opportunities."""
    return table.partition("__")[0]


def methods_of(template: Template) -> set[str]:
    """The methods whose results a template shows."""
    words = {token.partition(".")[0] for token in template.tokens()}
    return {*words, *map(source_of, template.tables)} & LABELS.keys()


def tables_of(template: Template, subject: Subject, facts: Facts, typed: Typed) -> Tables:
    """Every table of a tab, the unplaced notes last."""
    made = Tables(strays=list(typed.strays))
    for name, slots in template.tables.items():
        rows = typed.rows.get(name, ())
        if slots.typed:
            _people_alone(made, slots, rows)
        elif name != UNPLACED:
            source = source_of(name)
            generated = _generated(slots, source, subject, facts, template.notes.get(name, ""))
            _beside(made, slots, generated, rows, known=_known_keys(source, slots, facts))
    if UNPLACED in template.tables:
        made.records[UNPLACED] = [_stray_record(stray) for stray in made.strays]
    elif made.strays:
        raise _no_room(template, made.strays[0])
    return made


def _generated(
    slots: TableSlots, source: str, subject: Subject, facts: Facts, only: str
) -> list[dict[str, object]]:
    """A record per row of the source that belongs to the subject."""
    tokens = {token for slot in slots.slots for token in TOKEN.findall(slot.text)}
    if source in SHEET_IDS:
        rows = shown_rows(source, rows_about(subject, source, facts.frames), facts, only)
        return [facts.values(tokens, {**subject.rows, source: row}) for row in rows]
    table = facts.results.get(source)
    if table is None or LABELS[source].shape != "table":
        return []
    for column, sheet in (("opportunity_id", "opportunities"), ("account_id", "accounts")):
        if column in table and sheet in subject.rows:
            key = facts.frames[sheet].at[subject.rows[sheet], column]
            table = table[table[column] == key]
            break
    wanted = [token for token in tokens if token.startswith(f"{source}.")]
    names = [token.rpartition(".")[2] for token in wanted]
    return [
        {t: shown(row.get(name), facts.language) for t, name in zip(wanted, names, strict=True)}
        for row in _limited(table, only).to_dict("records")
    ]


def shown_rows(sheet: str, rows: Sequence[int], facts: Facts, only: str) -> list[int]:
    """The rows a table shows: a ledger by month, deals by close date, others as they stand."""
    frame = facts.frames.get(sheet)
    if frame is None:
        return []
    mine = frame.loc[list(rows)]
    if only == "open" and "status" in mine:
        mine = mine[is_open(mine["status"])]
    word, _, name = only.partition(" ")
    if word == "with" and name in mine:
        mine = mine[mine[name].notna()]
    key = DATED.get(sheet)
    if key:
        mine = mine.sort_values(key, kind="stable")
    return [int(row) for row in _limited(mine, only).index]


DATED = {
    "opportunities": "close_date",
    "ledger": "month",
    "orders": "ordered",
    "activities": "day",
    "care": "planned",
    "complaints": "received",
    "needs": "raised",
}
"""The date that a sheet's rows are shown in the order of."""


def _limited(frame: pd.DataFrame, only: str) -> pd.DataFrame:
    word, _, count = only.partition(" ")
    if word == "last" and count.isdigit():
        return frame.tail(int(count))
    return frame.head(int(count)) if word == "first" and count.isdigit() else frame


def _known_keys(source: str, slots: TableSlots, facts: Facts) -> set[str]:
    """Every key the source has, of whatever customer: a row with another key was typed."""
    name = (slots.slots[0].token or "").rpartition(".")[2]
    frame = facts.frames.get(source, facts.results.get(source))
    if frame is None or name not in frame:
        return set()
    return {key_text(shown(value, facts.language)) for value in frame[name].unique()}


def _people_alone(made: Tables, slots: TableSlots, rows: Sequence[TypedRow]) -> None:
    """A table that people fill: its rows as they stand, and room to write more."""
    headers = [slot.header for slot in slots.slots]
    filled = [row for row in rows if any(value != "" for value in row.values.values())]
    for at, row in enumerate(filled):
        _keep(made, slots, at, row)
        _strays(made, slots, row, [h for h in row.values if h not in headers])
    blank: list[Record] = [{} for _ in range(max(slots.rows - len(filled), 1))]
    made.records[slots.name] = [row.values for row in filled] + blank


def _beside(
    made: Tables,
    slots: TableSlots,
    generated: Sequence[dict[str, object]],
    rows: Sequence[TypedRow],
    *,
    known: set[str],
) -> None:
    """Generated rows with what people typed beside the row of the same key.

    A row whose key nobody knows was typed as a whole and stays at the end; typed columns of a row
    that is gone stray, and so do columns the template does not have.
    """
    typed = [slot.header for slot in slots.slots if slot.typed]
    headers = [slot.header for slot in slots.slots]
    records: list[Record] = []
    found, gone = _paired(slots, generated, rows)
    for record, row in zip(generated, found, strict=True):
        beside: dict[str, object] = {}
        if row:
            _keep(made, slots, len(records), row)
            _strays(made, slots, row, [h for h in row.values if h not in headers])
            beside = {h: v for h, v in row.values.items() if h in typed and v != ""}
        records.append({**record, **beside})
    for row in gone:
        if row.key and row.key not in known:
            _keep(made, slots, len(records), row)
            records.append(_as_record(slots, row))
            _strays(made, slots, row, [h for h in row.values if h not in _written(slots)])
        else:
            _strays(made, slots, row, [h for h in row.values if h in typed or h not in headers])
            _stray_notes(made, slots, row, [h for h in row.kept if h in headers])
    made.records[slots.name] = records


def _paired(
    slots: TableSlots, generated: Sequence[dict[str, object]], rows: Sequence[TypedRow]
) -> tuple[list[TypedRow | None], list[TypedRow]]:
    """For each generated row the standing row of its key, if any; and the rows left over.

    Of rows that share a key those that say the same go first, then those in the same order. Rows
    without a key cannot be told apart and are left over.
    """
    left: dict[str, list[TypedRow]] = defaultdict(list)
    for row in rows:
        left[row.key].append(row)
    keys = [key_text(record.get(slots.slots[0].token or "")) for record in generated]
    many = Counter(keys)
    found: list[TypedRow | None] = [None] * len(generated)
    for same in (True, False):
        for at, (key, record) in enumerate(zip(keys, generated, strict=True)):
            alike = left[key] if key and found[at] is None else []
            if same and (len(alike) > 1 or many[key] > 1):
                alike = [row for row in alike if _says(slots, row) == _would_say(slots, record)]
            if alike:
                found[at] = alike[0]
                left[key] = [row for row in left[key] if row is not alike[0]]
    return found, [row for each in left.values() for row in each]


def _says(slots: TableSlots, row: TypedRow) -> list[str]:
    """What a standing row says in the columns that hold one token."""
    return [key_text(row.values.get(slot.header)) for slot in slots.slots if slot.token]


def _would_say(slots: TableSlots, record: Record) -> list[str]:
    """What a generated row says in the columns that hold one token."""
    return [key_text(record.get(slot.token)) for slot in slots.slots if slot.token]


def _written(slots: TableSlots) -> set[str]:
    """Headers whose cells can take a typed value: not sentences around tokens, not formulas."""
    return {slot.header for slot in slots.slots if slot.typed or slot.token}


def _as_record(slots: TableSlots, row: TypedRow) -> Record:
    """A row that people typed as a whole, as a record of the table."""
    blank = {token: None for slot in slots.slots for token in TOKEN.findall(slot.text)}
    typed = {slot.token or slot.header: row.values.get(slot.header) for slot in slots.slots}
    return {**blank, **typed}


def _keep(made: Tables, slots: TableSlots, at: int, row: TypedRow) -> None:
    for column, slot in enumerate(slots.slots):
        if slot.header in row.kept:
            made.kept[TableSpot(slots.name, at, column)] = row.kept[slot.header]


def _strays(made: Tables, slots: TableSlots, row: TypedRow, headers: Sequence[str]) -> None:
    """Values of a row that have no column, or no row, any more; notes on them too."""
    for header in headers:
        if row.values[header] not in ("", None):
            label = _stray_label(slots, row, header)
            made.strays.append(Stray(label, row.cells[header], row.values[header]))
    _stray_notes(made, slots, row, headers)


def _stray_notes(made: Tables, slots: TableSlots, row: TypedRow, headers: Sequence[str]) -> None:
    for header in headers:
        if header in row.kept and row.kept[header].note:
            label = _stray_label(slots, row, header)
            made.strays.append(Stray(label, row.cells[header], row.kept[header].note))


def _stray_label(slots: TableSlots, row: TypedRow, header: str) -> str:
    return " · ".join(part for part in (row.key, header) if part) or slots.name


def _stray_record(stray: Stray) -> Record:
    return {
        f"{UNPLACED}.label": stray.label,
        f"{UNPLACED}.cell": stray.cell,
        f"{UNPLACED}.text": stray.text,
    }


def _no_room(template: Template, stray: Stray) -> BookError:
    message = Text(
        f"模板 {template.path.name} 没有 {UNPLACED} 表,“{stray.text}”无处安放",
        f"template {template.path.name} has no table {UNPLACED}; “{stray.text}” has no place",
    )
    return BookError("no-unplaced-table", message)
