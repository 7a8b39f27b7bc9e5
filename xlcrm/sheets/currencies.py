"""Amounts in several currencies, turned into the workbook's base currency before any method runs.

A row's currency stands in its own cell; where that is blank, it is the sign in the amount's cell,
$5,000, else the one that the amount's header names, 金额(美元), else the base currency. The rate is
the latest one of the row's day (when ordered, end of the ledger's month, closing of a deal) or of
the day judged by, whichever is earlier; before the first rate, the first one holds.

An amount whose currency has no rate becomes missing, so that no method counts it as base currency,
and is listed in `Converted.unconverted`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlcrm.sheets.column import fields_of
from xlcrm.sheets.currency_names import code_of
from xlcrm.sheets.frame import SheetFrame

RATES = "exchange_rates"
DAYS = {"opportunities": "close_date", "orders": "ordered", "ledger": "month"}
"""Sheet to the field that tells the day of its amounts; others are as of the day judged by."""
USUAL = "CNY"
"""The base currency where nobody says otherwise (ours)."""
LISTED = ("sheet", "row", "field", "currency", "amount")
ALWAYS = pd.Timestamp("1900-01-01")
"""Day of a rate without one."""


@dataclass(frozen=True)
class Converted:
    """The workbook's frames in base currency, and what could not be converted."""

    frames: Mapping[str, pd.DataFrame]
    unconverted: pd.DataFrame
    """One row per amount: `sheet`, Excel `row`, `field`, `currency` (a code), `amount` in it."""


def base_of(sheets: Mapping[str, SheetFrame], chosen: str = "") -> str:
    """The base currency's code: as chosen, else what most money headers name, else `USUAL`."""
    if chosen:
        return code_of(chosen)
    named = Counter(
        sheet.headers[field.name].currency
        for sheet in sheets.values()
        for field in fields_of(sheet.model)
        if field.column.unit == "money" and field.name in sheet.headers
    )
    named.pop(None, None)
    return str(named.most_common(1)[0][0]) if named else USUAL


def in_base_currency(sheets: Mapping[str, SheetFrame], *, base: str, as_of: date) -> Converted:
    """Every money column in `base` (a currency's code); the sheets stay as they are."""
    rates = _rates(sheets)
    frames: dict[str, pd.DataFrame] = {}
    listed: list[pd.DataFrame] = []
    for name, sheet in sheets.items():
        frame = sheet.frame
        for field, codes in foreign(sheet, base=base).items():
            worth = codes_worth(codes, _days(sheet, as_of), rates)
            amounts = sheet.frame.loc[codes.index, field]
            frame = frame.assign(**{field: frame[field].where(~frame.index.isin(codes.index))})
            frame.loc[codes.index, field] = amounts * worth
            listed.append(_listed(name, field, codes[worth.isna()], amounts))
        frames[name] = frame
    nothing = pd.DataFrame(columns=list(LISTED))
    return Converted(frames, pd.concat(listed, ignore_index=True) if listed else nothing)


def foreign(sheet: SheetFrame, *, base: str) -> dict[str, "pd.Series[str]"]:
    """Money field to the codes of its amounts that are not in base currency, by Excel row."""
    found: dict[str, pd.Series[str]] = {}
    typed = _typed(sheet)
    signs = _signs(sheet)
    for field in fields_of(sheet.model):
        if field.column.unit != "money" or field.name not in sheet.headers:
            continue
        named = sheet.headers[field.name].currency or base
        sign = signs.get(field.name, {})
        if named == base and typed is None and not sign:
            continue
        codes = pd.Series(sign, index=sheet.frame.index, dtype=object)
        if typed is not None:
            codes = typed.fillna(codes)
        codes = codes.fillna(named)
        abroad = codes[codes.ne(base) & sheet.frame[field.name].notna()]
        if len(abroad):
            found[field.name] = abroad.astype("str")
    return found


def _typed(sheet: SheetFrame) -> "pd.Series[str] | None":
    """The codes in the sheet's currency column; None where nothing stands there."""
    if "currency" not in sheet.columns:
        return None
    texts = sheet.frame["currency"].astype(object)
    for fault in sheet.faults:
        if fault.field == "currency":  # it says something, and that is not the base currency
            texts.at[fault.row] = str(fault.value)
    if not texts.notna().any():
        return None
    return texts.map({text: code_of(text) for text in texts.dropna().unique()}).astype(object)


def _signs(sheet: SheetFrame) -> dict[str, dict[int, str]]:
    """Field and row to the currency that stands in the amount's own cell: $5,000."""
    signs: dict[str, dict[int, str]] = {}
    for repair in sheet.repairs:
        if repair.currency:
            signs.setdefault(repair.field, {})[repair.row] = repair.currency
    return signs


def rates_known(sheets: Mapping[str, SheetFrame]) -> set[str]:
    """The codes of the currencies that have a rate."""
    return set(_rates(sheets)["code"])


def codes_worth(
    codes: "pd.Series[str]", days: "pd.Series[pd.Timestamp]", rates: pd.DataFrame
) -> "pd.Series[float]":
    """The rate of each code on its day; missing where the currency has none."""
    asked = pd.DataFrame({"code": codes.astype(object), "day": days.reindex(codes.index)})
    asked = asked.sort_values("day", kind="stable")
    before, after = (
        pd.merge_asof(asked, rates, on="day", by="code", direction=direction)["rate"]
        for direction in ("backward", "forward")
    )
    return before.fillna(after).set_axis(asked.index).reindex(codes.index)


def _rates(sheets: Mapping[str, SheetFrame]) -> pd.DataFrame:
    """Code, day and rate, by day; of several on one day the last."""
    if RATES not in sheets:
        kinds = {"code": "object", "day": "<M8[s]", "rate": "float64"}
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    typed = sheets[RATES].frame
    typed = typed[typed["currency"].notna() & (typed["rate"] > 0)]
    rates = pd.DataFrame(
        {
            "code": typed["currency"].map(code_of).astype(object),
            "day": typed["day"].fillna(ALWAYS).astype("<M8[s]"),
            "rate": typed["rate"].astype(float),
        }
    )
    return rates.sort_values("day", kind="stable").drop_duplicates(["code", "day"], keep="last")


def _days(sheet: SheetFrame, as_of: date) -> "pd.Series[pd.Timestamp]":
    """The day whose rate counts for each row."""
    today = pd.Timestamp(as_of).normalize()
    if sheet.id not in DAYS:
        return pd.Series(today, index=sheet.frame.index).astype("<M8[s]")
    days = pd.to_datetime(sheet.frame[DAYS[sheet.id]])
    if DAYS[sheet.id] == "month":
        days = days + pd.offsets.MonthEnd(0)
    return days.where(days < today, today).astype("<M8[s]")


def _listed(
    sheet: str, field: str, codes: "pd.Series[str]", amounts: "pd.Series[float]"
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sheet": sheet,
            "row": codes.index,
            "field": field,
            "currency": codes.to_numpy(),
            "amount": amounts.reindex(codes.index).to_numpy(),
        }
    )
