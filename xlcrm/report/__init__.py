"""Findings and results shown to people: as sheets, as text, as JSON."""

from xlcrm.report.dashboard import dashboard_tabs
from xlcrm.report.finding_text import as_json, line
from xlcrm.report.findings_tab import findings_tab, verdict
from xlcrm.report.method_pages import method_rows, page
from xlcrm.report.score_columns import owned_columns

__all__ = [
    "as_json",
    "dashboard_tabs",
    "findings_tab",
    "line",
    "method_rows",
    "owned_columns",
    "page",
    "verdict",
]
