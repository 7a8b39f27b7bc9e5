"""The dashboards: funnel, forecast, value, relationship and alerts, as template sheets."""

from datetime import date

import pandas as pd

from xlcrm.book.template import Tab, Template
from xlcrm.language import Language, Text
from xlcrm.report import (
    dashboard_alerts,
    dashboard_forecast,
    dashboard_funnel,
    dashboard_relationship,
    dashboard_value,
)
from xlcrm.report.dashboard_rows import UNCONVERTED, Frames, Results
from xlcrm.shipped import template_path

NAMES = {
    "funnel": Text("漏斗", "Funnel"),
    "forecast": Text("预测", "Forecast"),
    "value": Text("客户价值", "Value"),
    "relationship": Text("关系", "Relationship"),
    "alerts": Text("提醒", "Alerts"),
}
"""Dashboard to its sheet, in the template workbook and in people's."""

VARIANTS = {
    "_weekly": Text("预测 周进展", "Forecast weekly"),
    "_pareto": Text("客户价值 无矩阵", "Value without matrix"),
    "_plain": Text("客户价值 无图", "Value without charts"),
}
"""What a page's tables end in to its sheet in the template workbook: the forecast once there are
weeks to compare, the value page where some of its charts would be empty."""

BUILDERS = {
    "funnel": (("opportunities",), dashboard_funnel.filled),
    "forecast": (("opportunities",), dashboard_forecast.filled),
    "value": (("accounts",), dashboard_value.filled),
    "relationship": (("accounts", "contacts", "opportunities"), dashboard_relationship.filled),
    "alerts": (("opportunities",), dashboard_alerts.filled),
}
"""Dashboard to the sheets it needs and what fills it."""


def dashboard_tabs(
    frames: Frames,
    results: Results,
    *,
    workbook: str,
    as_of: date,
    language: Language,
    unconverted: pd.DataFrame | None = None,
) -> list[Tab]:
    """The dashboards that the workbook's sheets allow, in tab order.

    `unconverted` lists the amounts in currencies without a rate (`sheets.currencies`).
    """
    if unconverted is not None:
        frames = {**frames, UNCONVERTED: unconverted}
    path = template_path("dashboard", language)
    tabs = []
    for name, (needed, filled) in BUILDERS.items():
        if not all(sheet in frames for sheet in needed):
            continue
        sheet_of = VARIANTS.get(_variant(name, results), NAMES[name])
        values, tables = filled(frames, results, as_of=as_of, language=language)
        tabs.append(
            Tab(
                template=Template(path, sheet_of[language]),
                name=NAMES[name][language],
                identity=f"dashboard {name}",
                values={"report.workbook": workbook, "report.as_of": as_of, **values},
                tables=tables,
            )
        )
    return tabs


def _variant(name: str, results: Results) -> str:
    if name == "forecast":
        return "_weekly" if dashboard_forecast.has_weeks(results) else ""
    return dashboard_value.variant(results) if name == "value" else ""
