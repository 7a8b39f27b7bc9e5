"""One planning tab per account: the template filled with the account's rows, typed inputs kept."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from xlcrm.book.tab_names import tab_name
from xlcrm.book.template import Record, Slot, Tab, TableSlots, Template
from xlcrm.planning.carry import UNPLACED, Stray, Typed
from xlcrm.planning.tokens import ACCOUNT, Facts
from xlcrm.sheets.opportunity import OpportunityStatus

LEDGER_MONTHS = 12
"""Months of sales and receivables a tab shows (ours)."""


def identity(template: Template, account_id: str) -> str:
    """What the tab is, so that next month finds it again."""
    return f"plan {template.name} {account_id}"


def account_tab(row: int, template: Template, facts: Facts, *, typed: Typed, month: date) -> Tab:
    """The tab of the account on this row of the accounts sheet."""
    account = facts.frames["accounts"].loc[row]
    account_id = str(account["account_id"])
    tables, strays = _tables(template, account_id, facts, typed)
    return Tab(
        template=template,
        name=tab_name(str(account["name"] or account_id)),
        identity=identity(template, account_id),
        values={**facts.of_row("accounts", row, prefix=ACCOUNT), "plan.month": month},
        tables={**tables, UNPLACED: [_stray_record(stray) for stray in strays]},
        typed=typed.cells,
    )


def _tables(
    template: Template, account_id: str, facts: Facts, typed: Typed
) -> tuple[dict[str, Sequence[Record]], list[Stray]]:
    """Records of every table but the unplaced notes, and the strays that remain."""
    tables: dict[str, Sequence[Record]] = {}
    strays = list(typed.strays)
    for name, slots in template.tables.items():
        if slots.typed:
            kept = list(typed.rows.get(name, ()))
            tables[name] = kept + _blank_rows(slots, len(kept))
        elif name != UNPLACED:
            frame = facts.frames.get(name)
            rows = [] if frame is None else rows_of(account_id, name, frame)
            records = [facts.of_row(name, row) for row in rows]
            tables[name], lost = _with_typed(records, slots, typed.columns.get(name, {}))
            strays += lost
    return tables, strays


def rows_of(account_id: str, sheet: str, frame: pd.DataFrame) -> list[int]:
    """The account's rows: open deals by close date, the last twelve months, all contacts."""
    mine = frame[frame["account_id"] == account_id]
    if sheet == "opportunities":
        still_open = mine["status"].isna() | (mine["status"] == OpportunityStatus.OPEN)
        mine = mine[still_open].sort_values("close_date", kind="stable")
    elif sheet == "ledger":
        mine = mine.sort_values("month", kind="stable").tail(LEDGER_MONTHS)
    return [int(row) for row in mine.index]


def _blank_rows(slots: TableSlots, have: int) -> list[Record]:
    """Empty rows so that a typed table always offers room to write."""
    return [{} for _ in range(max(slots.rows - have, 1))]


def _with_typed(
    records: Sequence[Record], slots: TableSlots, typed: Mapping[str, Mapping[str, object]]
) -> tuple[list[Record], list[Stray]]:
    """Records with the typed columns of the row of the same key; what is left over strays."""
    key = slots.slots[0]
    left = dict(typed)
    merged: list[Record] = []
    for record in records:
        merged.append({**record, **left.pop(_key(record, key), {})})
    strays = [
        Stray(f"{slots.name} {row} · {header}", "", text)
        for row, values in left.items()
        for header, text in values.items()
    ]
    return merged, strays


def _key(record: Record, slot: Slot) -> str:
    return str(record.get(slot.token or "", ""))


def _stray_record(stray: Stray) -> Record:
    return {
        f"{UNPLACED}.label": stray.label,
        f"{UNPLACED}.cell": stray.cell,
        f"{UNPLACED}.text": stray.text,
    }
