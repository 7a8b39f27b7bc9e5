"""Findings and results shown to people: as sheets, as text, as JSON."""

from xlcrm.report.completeness import accounts_completeness, sheets_completeness
from xlcrm.report.dashboard import dashboard_tabs
from xlcrm.report.finding_text import as_json, line
from xlcrm.report.findings_page import Checked, findings_page
from xlcrm.report.findings_tab import findings_tab, verdict
from xlcrm.report.fixes import Fix, fixes_of
from xlcrm.report.github import annotation
from xlcrm.report.method_pages import method_rows, page
from xlcrm.report.score_columns import owned_columns

__all__ = [
    "Checked",
    "Fix",
    "accounts_completeness",
    "annotation",
    "as_json",
    "dashboard_tabs",
    "findings_page",
    "findings_tab",
    "fixes_of",
    "line",
    "method_rows",
    "owned_columns",
    "page",
    "sheets_completeness",
    "verdict",
]
