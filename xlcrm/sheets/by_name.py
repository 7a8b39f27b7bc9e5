"""Rows that name their customer instead of giving its id: the id is looked up among the accounts.

Lists kept elsewhere often have no ids at all. Where the accounts have none either, their names
are the ids on every sheet, and nothing is to be looked up.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.text import fold


def with_ids(sheets: Mapping[str, SheetFrame]) -> dict[str, SheetFrame]:
    """The sheets with every link by name turned into the id it means.

    A name that the accounts do not list, or list more than once, stays as it is.
    """
    ids = _ids(sheets.get("accounts"))
    return {name: _linked(sheet, ids) for name, sheet in sheets.items()}


def _ids(accounts: SheetFrame | None) -> dict[str, str]:
    """Folded name to the id the accounts give it, where it is one of its own."""
    if accounts is None or not {"account_id", "name"} <= set(accounts.columns):
        return {}
    rows = accounts.frame[["account_id", "name"]].dropna()
    names = rows["name"].map(fold)
    alone = ~names.duplicated(keep=False)
    return dict(zip(names[alone], rows.loc[alone, "account_id"], strict=True))


def _linked(sheet: SheetFrame, ids: Mapping[str, str]) -> SheetFrame:
    links = {field.name for field in fields_of(sheet.model) if field.column.link == "accounts"}
    named = sorted(sheet.stand_ins & links)
    if not named or not ids:
        return sheet
    frame = sheet.frame.copy(deep=False)
    for name in named:
        values: pd.Series[str] = frame[name]
        frame[name] = values.map(lambda value: ids.get(fold(value), value), na_action="ignore")
    return replace(sheet, frame=frame)
