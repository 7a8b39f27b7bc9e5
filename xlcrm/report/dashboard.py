"""The dashboards: funnel, forecast, customer value and alerts, as template sheets with charts."""

from datetime import date

import pandas as pd

from xlcrm.book.template import Tab, Template
from xlcrm.language import Language, Text
from xlcrm.report import dashboard_alerts, dashboard_forecast, dashboard_funnel, dashboard_value
from xlcrm.report.dashboard_rows import UNCONVERTED, Frames, Results
from xlcrm.shipped import template_path

NAMES = {
    "funnel": Text("漏斗", "Funnel"),
    "forecast": Text("预测", "Forecast"),
    "value": Text("客户价值", "Value"),
    "alerts": Text("提醒", "Alerts"),
}
"""Dashboard to its sheet, in the template workbook and in people's."""

WITH_WEEKS = Text("预测 周进展", "Forecast weekly")
"""The forecast's sheet in the template workbook once there are weeks to compare."""

BUILDERS = {
    "funnel": ("opportunities", dashboard_funnel.filled),
    "forecast": ("opportunities", dashboard_forecast.filled),
    "value": ("accounts", dashboard_value.filled),
    "alerts": ("opportunities", dashboard_alerts.filled),
}
"""Dashboard to the sheet it needs and what fills it."""


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
    for name, (sheet, filled) in BUILDERS.items():
        if sheet not in frames:
            continue
        weekly = name == "forecast" and dashboard_forecast.has_weeks(results)
        values, tables = filled(frames, results, as_of=as_of, language=language)
        tabs.append(
            Tab(
                template=Template(path, (WITH_WEEKS if weekly else NAMES[name])[language]),
                name=NAMES[name][language],
                identity=f"dashboard {name}",
                values={"report.workbook": workbook, "report.as_of": as_of, **values},
                tables=tables,
            )
        )
    return tabs
