"""Sheets of any size for the methods: every column they read, plausible and seeded."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from xlcrm.sheets import SHEETS, Field, Row, fields_of, sheet_model

AS_OF = date(2026, 11, 30)
PER_DEAL = {
    "accounts": 0.2,
    "contacts": 0.4,
    "opportunities": 1.0,
    "assessments": 0.5,
    "needs": 0.5,
    "activities": 1.0,
    "ledger": 2.4,
    "orders": 0.5,
    "snapshots": 2.0,
}
"""Rows of each sheet for one deal: 100,000 deals belong to 20,000 customers."""
OWNERS = 40
BLANK = 0.1
"""Share of the cells that nobody filled in."""
FEW = {"owner": OWNERS, "party": 3}
"""Texts that repeat; others are one of a kind."""


def frames(deals: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Sheet id to frame, as a workbook of so many deals would be read."""
    rng = np.random.default_rng(seed)
    sizes = {sheet: max(int(share * deals), 1) for sheet, share in PER_DEAL.items()}
    made = {sheet: _frame(sheet_model(sheet), rows, sizes, rng) for sheet, rows in sizes.items()}
    made["targets"] = _targets()
    return made


def write_book(path: Path, sheets: dict[str, pd.DataFrame]) -> Path:
    """The frames as a workbook of people's own sheets."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for model in SHEETS:
        if model.SHEET.id in sheets:
            sheet = workbook.add_worksheet(model.SHEET.zh)
            fields = [field for field in fields_of(model) if field.name in sheets[model.SHEET.id]]
            sheet.write_row(0, 0, [field.column.zh for field in fields])
            columns = [_cells(sheets[model.SHEET.id][field.name], field) for field in fields]
            for at, row in enumerate(zip(*columns, strict=True), start=1):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(at, column, value, day)
                    elif value is not None:
                        sheet.write(at, column, value)
    workbook.close()
    return path


def _frame(
    model: type[Row], rows: int, sizes: dict[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    index = range(2, rows + 2)
    columns = {
        field.name: _values(model, field, rows, sizes, rng)
        for field in fields_of(model)
        if field.type is not str or field.name.endswith("_id") or field.name in FEW
    }
    if model.SHEET.id in ("ledger", "snapshots"):
        columns |= _history(model, rows, sizes)
    frame = pd.DataFrame(columns, index=index)
    absent = [field.name for field in fields_of(model) if field.name not in frame]
    return frame.assign(**{name: pd.Series(None, index=index, dtype=object) for name in absent})


def _values(
    model: type[Row], field: Field, rows: int, sizes: dict[str, int], rng: np.random.Generator
) -> object:
    label = model.SHEET
    if field.name == label.key[0] and field.column.link is None and field.type is str:
        return np.array([f"{label.id}-{number}" for number in range(rows)], dtype=object)
    blank = np.zeros(rows, dtype=bool) if field.required else rng.random(rows) < BLANK
    if field.type is date:
        days = pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 500, rows), unit="D")
        return pd.Series(days).mask(blank).to_numpy()
    if field.type in (int, float):
        return np.where(blank, np.nan, _numbers(field, rng.random(rows)))
    if field.choices or field.type is bool:
        entries = np.array([*(field.choices or (True, False)), None], dtype=object)
        return entries[np.where(blank, len(entries) - 1, rng.integers(0, len(entries) - 1, rows))]
    target = field.column.link or {"opportunity_id": "opportunities"}.get(field.name, "")
    many = FEW.get(field.name) or sizes.get(target, rows)
    names = np.array([f"{target or field.name}-{number}" for number in range(many)], dtype=object)
    return np.where(blank, None, names[rng.integers(0, many, rows)])


def _numbers(field: Field, random: np.ndarray) -> np.ndarray:
    """Numbers within the column's limits."""
    low = max((getattr(limit, "ge", 0) for limit in field.limits), default=0)
    high = min((getattr(limit, "le", 1e6) for limit in field.limits), default=1e6)
    numbers = low + random * (min(high, 1e6) - low)
    return np.ceil(numbers) if field.type is int else numbers.round(2)


def _history(model: type[Row], rows: int, sizes: dict[str, int]) -> dict[str, object]:
    """Months of each customer, weeks of each deal, running up to the day."""
    ledger = model.SHEET.id == "ledger"
    target = "accounts" if ledger else "opportunities"
    many = sizes[target]
    names = np.array([f"{target}-{number}" for number in range(many)], dtype=object)
    back = np.arange(rows) // many
    if ledger:
        now = pd.Period(AS_OF, freq="M").ordinal
        month = pd.PeriodIndex.from_ordinals(now - back, freq="M")
        return {"account_id": names[np.arange(rows) % many], "month": month.to_timestamp()}
    week = pd.Timestamp(AS_OF) - pd.to_timedelta(7 * (back + 1), unit="D")
    return {"opportunity_id": names[np.arange(rows) % many], "week": week, "taken": week}


def _targets() -> pd.DataFrame:
    months = pd.date_range("2026-01-01", "2026-12-01", freq="MS")
    rows = [(f"owner-{number}", month, 1e6) for number in range(OWNERS) for month in months]
    frame = pd.DataFrame(rows, columns=["owner", "month", "quota"])
    others = [field.name for field in fields_of(sheet_model("targets")) if field.name not in frame]
    return frame.assign(**dict.fromkeys(others, np.nan))


def _cells(values: pd.Series, field: Field) -> list[object]:
    """Values as people type them."""
    if field.type is date:
        return [None if pd.isna(value) else value.to_pydatetime() for value in values]
    if field.choices:
        return [None if value is None else value.zh for value in values]
    if field.type is bool:
        return [None if value is None else "是" if value else "否" for value in values]
    return [None if pd.isna(value) else value for value in values.tolist()]
