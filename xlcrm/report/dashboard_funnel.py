"""The funnel page: deals and amounts by level, shortfall and advice, and each owner's share."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.report.dashboard_rows import (
    Filled,
    Frames,
    Results,
    open_deals,
    ran,
    records,
    result_of,
)
from xlcrm.sheets.opportunity import FunnelLevel
from xlcrm.sheets.shown import YES_NO, shown

NO_LEVEL = Text("未填层级", "No level")
UNBALANCED = Text("没有漏斗平衡的结果", "No result of the funnel balance")


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page."""
    deals = open_deals(frames, results, language)
    for name, method, result in (
        ("overstated", "project_funnel", "overstated"),
        ("stalled", "stalled_deals", "stalled"),
    ):
        deals[name] = result_of(results, method, result, deals.index).eq(YES_NO[True][language])
    late = pd.to_datetime(deals["close_date"]) < pd.Timestamp(as_of)
    values: dict[str, object] = {
        "funnel.deals": len(deals),
        "funnel.amount": float(deals["amount"].sum()),
        "funnel.weighted": float(deals["weighted"].sum()),
        "funnel.overstated": int(deals["overstated"].sum()),
        "funnel.overdue": int(late.sum()),
        **_advice(results, language),
    }
    return values, {
        "funnel_levels": records("funnel_levels", _levels(deals, results, language), language),
        "funnel_owners": records("funnel_owners", _owners(deals, results), language),
    }


def _summed(deals: pd.DataFrame, by: str) -> pd.DataFrame:
    return deals.groupby(by, sort=False).agg(
        deals=("opportunity_id", "size"),
        amount=("amount", "sum"),
        weighted=("weighted", "sum"),
        overstated=("overstated", "sum"),
        stalled=("stalled", "sum"),
    )


def _levels(deals: pd.DataFrame, results: Results, language: Language) -> pd.DataFrame:
    """All four levels, and the deals without one where there are any."""
    names = [level.text(language) for level in FunnelLevel]
    nowhere = NO_LEVEL[language]
    level = deals["stage"].map({entry: entry.text(language) for entry in FunnelLevel})
    sums = _summed(deals.assign(level=level.fillna(nowhere)), "level")
    rows = sums.reindex([*names, *sums.index.intersection([nowhere])]).fillna(0)
    balance = results.get("funnel_balance", pd.DataFrame(columns=["level"])).set_index("level")
    for name in ("rate", "required", "balance"):
        rows[name] = balance[name].reindex(rows.index) if name in balance else None
    return rows.drop(columns="stalled").reset_index(names="level")


def _advice(results: Results, language: Language) -> dict[str, object]:
    """A sentence for each level: what to do, else why nothing is advised."""
    balance = results.get("funnel_balance")
    rows: dict[str, dict[Hashable, Any]] = {}
    if balance is not None:
        rows = {str(row["level"]): row for row in balance.to_dict("records")}
    values: dict[str, object] = {}
    for number, level in enumerate(FunnelLevel, 1):
        name = level.text(language)
        values[f"funnel.level_{number}"] = name
        values[f"funnel.advice_{number}"] = _sentence(rows.get(name, {}), language)
    return values


def _sentence(row: Mapping[Hashable, Any], language: Language) -> str:
    advice, reason = (shown(row.get(name), language) for name in ("advice", "reason"))
    if advice:
        return str(advice)
    return str(reason or UNBALANCED[language])


def _owners(deals: pd.DataFrame, results: Results) -> pd.DataFrame:
    """Largest amount first, with each owner's speed where the method tells it."""
    rows = _summed(deals, "owner").sort_values("amount", ascending=False)
    speed = pd.DataFrame(columns=["owner"])
    if ran(results, "sales_velocity"):
        speed = results["sales_velocity"].drop_duplicates("owner")
    speed = speed.set_index("owner")
    for name in ("win_rate", "cycle", "velocity"):
        rows[name] = speed[name].reindex(rows.index) if name in speed else None
    if "stalled_deals" not in results:
        rows["stalled"] = None
    return rows.drop(columns="overstated").reset_index(names="owner")
