"""The snapshot sheet: the funnel's history kept in the workbook, with this week recorded."""

from datetime import date

import pandas as pd

from xlcrm.book.reading import SNAPSHOTS
from xlcrm.book.template import Tab, Template
from xlcrm.language import Language
from xlcrm.methods.history import COLUMNS, with_week
from xlcrm.report.dashboard_rows import Frames, Results, records, result_of
from xlcrm.sheets import sheet_model
from xlcrm.sheets.frame import empty_frame
from xlcrm.shipped import template_path


def snapshot_rows(frames: Frames, results: Results, *, as_of: date) -> pd.DataFrame:
    """Every recorded week with that of `as_of`, one row per open deal and week, oldest first."""
    deals = frames["opportunities"]
    recorded = frames.get(SNAPSHOTS)
    if recorded is None:
        recorded = empty_frame(sheet_model(SNAPSHOTS))
    used = result_of(results, "weighted_amount", "probability_used", deals.index)
    return with_week(recorded, deals, used, as_of=as_of)


def snapshot_tab(rows: pd.DataFrame, *, workbook: str, as_of: date, language: Language) -> Tab:
    """The sheet that holds these rows."""
    return Tab(
        template=Template(template_path("snapshot", language)),
        name=sheet_model(SNAPSHOTS).SHEET.title(language),
        identity=SNAPSHOTS,
        values={"report.workbook": workbook, "report.as_of": as_of},
        tables={SNAPSHOTS: records(SNAPSHOTS, rows[list(COLUMNS)], language)},
    )
