"""The dashboards: funnel, forecast and customer value, as template sheets with native charts."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from xlcrm.book.template import Record, Tab, Template
from xlcrm.language import Language, Text
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus
from xlcrm.sheets.shown import YES_NO, shown
from xlcrm.shipped import template_path

Frames = Mapping[str, pd.DataFrame]
Results = Mapping[str, pd.DataFrame]

NAMES = {
    "funnel": Text("漏斗", "Funnel"),
    "forecast": Text("预测", "Forecast"),
    "value": Text("客户价值", "Value"),
}
"""Dashboard to its sheet in the template workbook."""

NO_LEVEL = Text("未填层级", "No level")
NO_OWNER = Text("未填负责人", "No owner")
UNGRADED = Text("未定级", "Ungraded")


def dashboard_tabs(
    frames: Frames, results: Results, *, workbook: str, as_of: date, language: Language
) -> list[Tab]:
    """The dashboards that the workbook's sheets allow, in tab order."""
    tabs = []
    shared: dict[str, object] = {"report.workbook": workbook, "report.as_of": as_of}
    for name, sheet, build in (
        ("funnel", "opportunities", _funnel),
        ("forecast", "opportunities", _forecast),
        ("value", "accounts", _value),
    ):
        if sheet in frames:
            template = Template(template_path("dashboard", language), NAMES[name][language])
            values, tables = build(frames, results, language)
            tabs.append(
                Tab(
                    template=template,
                    name=template.sheet,
                    identity=f"dashboard {name}",
                    values={**shared, **values},
                    tables=tables,
                )
            )
    return tabs


Filled = tuple[dict[str, object], dict[str, list[Record]]]


def _funnel(frames: Frames, results: Results, language: Language) -> Filled:
    deals = _open_deals(frames, results, language)
    levels = {level: level.text(language) for level in FunnelLevel}
    deals["level"] = deals["stage"].map(levels).fillna(NO_LEVEL[language])
    deals["owner"] = deals["owner"].fillna(NO_OWNER[language])
    by_level = _summed(deals, "level").reindex([*levels.values(), NO_LEVEL[language]])
    by_level = by_level[by_level["deals"].notna() | (by_level.index != NO_LEVEL[language])].fillna(
        0
    )
    by_owner = _summed(deals, "owner").sort_values("amount", ascending=False)
    values: dict[str, object] = {
        "funnel.deals": len(deals),
        "funnel.amount": float(deals["amount"].sum()),
        "funnel.weighted": float(deals["weighted"].sum()),
        "funnel.overstated": int(deals["overstated"].sum()),
        "funnel.overdue": _forecast_total(results, "overdue"),
    }
    tables = {
        "funnel_levels": _records("funnel_levels", by_level.reset_index(names="level"), language),
        "funnel_owners": _records("funnel_owners", by_owner.reset_index(names="owner"), language),
    }
    return values, tables


def _open_deals(frames: Frames, results: Results, language: Language) -> pd.DataFrame:
    deals = frames["opportunities"].copy()
    deals["weighted"] = results["weighted_amount"]["weighted"]
    deals["overstated"] = results["project_funnel"]["overstated"].eq(YES_NO[True][language])
    return deals[deals["status"].isna() | (deals["status"] == OpportunityStatus.OPEN)]


def _summed(deals: pd.DataFrame, by: str) -> pd.DataFrame:
    return deals.groupby(by, sort=False).agg(
        deals=("opportunity_id", "size"),
        amount=("amount", "sum"),
        weighted=("weighted", "sum"),
        overstated=("overstated", "sum"),
    )


def _forecast(_frames: Frames, results: Results, language: Language) -> Filled:
    months = results["sales_forecast"]
    values: dict[str, object] = {
        "forecast.horizon": len(months),
        "forecast.total": float(months["forecast"].sum()),
        "forecast.won": float(months["won"].sum()),
        "forecast.overdue_deals": _forecast_total(results, "overdue"),
        "forecast.overdue_amount": _forecast_total(results, "overdue_amount"),
    }
    names = ("month", "deals", "amount", "weighted", "won", "forecast")
    return values, {"forecast_months": _records("forecast_months", months[list(names)], language)}


def _forecast_total(results: Results, name: str) -> object:
    """A figure the forecast carries once, on its first row."""
    total = results["sales_forecast"][name].sum()
    return total.item() if hasattr(total, "item") else total


def _value(frames: Frames, results: Results, language: Language) -> Filled:
    accounts = frames["accounts"].join(
        [
            results["pareto"][["rank", "cumulative", "class"]],
            results["attack_defence"][["share", "stance"]].rename(
                columns={"share": "wallet_share"}
            ),
            results["dso_countback"][["days"]].rename(columns={"days": "dso"}),
        ]
    )
    accounts = accounts.rename(columns={"class": "grade"}).sort_values(["rank", "account_id"])
    total = accounts["sales"].sum()
    accounts["grade"] = accounts["grade"].fillna(UNGRADED[language])
    grades = accounts.groupby("grade").agg(accounts=("name", "size"), sales=("sales", "sum"))
    grades["share"] = grades["sales"] / total if total else None
    stances = (
        accounts.dropna(subset="stance")
        .groupby("stance")
        .agg(accounts=("name", "size"), sales=("sales", "sum"), potential=("potential", "sum"))
        .sort_values("sales", ascending=False)
    )
    first = grades.to_dict("index").get("A")
    values: dict[str, object] = {
        "value.accounts": len(accounts),
        "value.sales": float(total),
        "value.class_a": first["accounts"] if first else 0,
        "value.class_a_share": first["share"] if first else None,
    }
    names = (
        "rank", "account_id", "name", "owner", "sales", "cumulative", "grade", "potential",
        "wallet_share", "stance", "dso",
    )  # fmt: skip
    ranked = accounts[accounts["rank"].notna()]
    return values, {
        "value_grades": _records("value_grades", grades.reset_index(), language),
        "value_stances": _records("value_stances", stances.reset_index(), language),
        "account_value": _records("account_value", ranked[list(names)], language),
    }


def _records(table: str, frame: pd.DataFrame, language: Language) -> list[Record]:
    """A frame's rows as records of a template's table."""
    return [
        {f"{table}.{name}": shown(value, language) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
