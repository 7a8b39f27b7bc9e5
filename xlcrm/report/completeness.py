"""How complete the customer files are: by field, and as the mean of the five classes.

The two numbers differ, so both are always named (`file-5-classes`). Counted are filled fields,
never what stands in them: personal details leave no trace here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules import Sheets
from xlcrm.sheets.frame import SheetFrame

CLASSES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "basic": tuple(("accounts", name) for name in ("name", "address", "fax", "bank_account")),
    "commercial": (("accounts", "development_plan"), ("accounts", "fiscal_year_start")),
    "personal": tuple(
        ("contact_private", name)
        for name in ("birthday", "hobbies", "likes_and_taboos", "personal_concern")
    ),
    "logistics": (("accounts", "delivery"),),
    "record": (("ledger", "sales"), ("activities", "result")),
}
"""The five classes of a customer record: sheet and field of what belongs to each."""

CLASS_TITLES = {
    "basic": Text("基本细节", "Basic"),
    "commercial": Text("商业细节", "Commercial"),
    "personal": Text("个人细节", "Personal"),
    "logistics": Text("后勤细节", "Logistics"),
    "record": Text("商业记录", "Record"),
}


@dataclass(frozen=True, kw_only=True)
class SheetCompleteness:
    """How many cells of a sheet's known columns are filled."""

    sheet: str
    rows: int
    columns: int
    share: float
    """0-1."""


@dataclass(frozen=True, kw_only=True)
class AccountCompleteness:
    """How complete one customer's file is."""

    account: str
    name: str
    by_field: float
    """Filled fields of all fields, 0-1."""
    by_class: float
    """Mean of the classes' own shares, 0-1."""
    empty: tuple[str, ...]
    """Classes with nothing filled at all."""


def sheets_completeness(sheets: Sheets) -> list[SheetCompleteness]:
    """Every sheet with rows, in the order of the workbook."""
    found = []
    for sheet in sheets.values():
        cells = sheet.frame[list(sheet.columns)]
        if cells.size:
            share = float(cells.notna().to_numpy().mean())
            found.append(
                SheetCompleteness(
                    sheet=sheet.name, rows=len(cells), columns=len(sheet.columns), share=share
                )
            )
    return found


def accounts_completeness(sheets: Sheets) -> list[AccountCompleteness]:
    """Every customer with an id, least complete first by field, then by id.

    Only columns that the workbook has are asked for; without any, the list is empty.
    """
    accounts = sheets.get("accounts")
    if accounts is None or "account_id" not in accounts.columns:
        return []
    keys = accounts.frame["account_id"].dropna().drop_duplicates()
    names = accounts.frame["name"].reindex(keys.index).fillna("")
    filled = _filled(sheets, keys)
    if filled.empty:
        return []
    classes = filled.T.groupby(level=0, sort=False).mean().T
    found = [
        AccountCompleteness(
            account=str(key), name=str(name), by_field=float(field), by_class=float(mean),
            empty=tuple(each for each in classes.columns if not share[each]),
        )
        for key, name, field, mean, (_, share) in zip(
            keys, names, filled.mean(axis=1), classes.mean(axis=1), classes.iterrows(), strict=True
        )
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.by_field, each.account))


def _filled(sheets: Sheets, keys: "pd.Series[str]") -> pd.DataFrame:
    """One row per customer, one column per (class, field) that the workbook has: filled or not."""
    columns: dict[tuple[str, str], pd.Series[float]] = {}
    for name, places in CLASSES.items():
        for sheet_id, field in places:
            sheet = sheets.get(sheet_id)
            if sheet is not None and field in sheet.columns:
                held = _accounts_with(sheet, field, sheets)
                columns[name, field] = keys.isin(held).astype(float)
    return pd.DataFrame(columns, index=keys.index)


def _accounts_with(sheet: SheetFrame, field: str, sheets: Sheets) -> set[str]:
    """Ids of the customers for whom a sheet says something in a field."""
    rows = sheet.frame[sheet.frame[field].notna()]
    if "account_id" in sheet.columns:
        return set(rows["account_id"].dropna())
    contacts = sheets.get("contacts")
    if "contact_id" not in sheet.columns or contacts is None:
        return set()
    people = contacts.frame[contacts.frame["contact_id"].isin(rows["contact_id"].dropna())]
    return set(people["account_id"].dropna())


def overall(accounts: Sequence[AccountCompleteness]) -> tuple[float, float]:
    """The mean of all customers by field, and by class; raises ValueError without any."""
    if not accounts:
        raise ValueError("no customers to take the mean of")
    return _mean(each.by_field for each in accounts), _mean(each.by_class for each in accounts)


def _mean(shares: Iterable[float]) -> float:
    values = list(shares)
    return sum(values) / len(values)
