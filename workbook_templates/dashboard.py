"""The dashboards: funnel, forecast, value, relationship, alerts; figures, charts, then tables.

Charts stand above the tables, so that tables may grow without moving or stretching them.
"""

from pathlib import Path

from workbook_templates import (
    alerts_page,
    forecast_page,
    funnel_page,
    relationship_page,
    value_page,
)
from workbook_templates.explicit import spell_out
from workbook_templates.look import Draft
from xlcrm.language import Language, Text


def build(path: Path, language: Language) -> None:
    """Writes the dashboard template: a sheet for each page, the forecast with and without weeks,
    the value page with as many charts as there is something to show in."""
    draft = Draft.begin(path, language, Text("仪表板", "Dashboard"))
    funnel_page.build(draft)
    forecast_page.build(draft, weeks=False)
    forecast_page.build(draft, weeks=True)
    for charts in value_page.SHEETS:
        value_page.build(draft, charts=charts)
    relationship_page.build(draft)
    alerts_page.build(draft)
    draft.workbook.close()
    spell_out(path)
