"""The snapshot sheet: the funnel's history kept in the workbook, with this week recorded.

What people typed on it stays: a row with a cell that cannot be read stands as it is, and notes are
kept when their week is recorded again.
"""

from datetime import date

import pandas as pd

from xlcrm.book.reading import SNAPSHOTS
from xlcrm.book.template import Tab, Template
from xlcrm.language import Language
from xlcrm.methods.history import COLUMNS, KEY, looked_up, week_of, with_week
from xlcrm.report.dashboard_rows import Frames, Results, records, result_of
from xlcrm.sheets import sheet_model
from xlcrm.sheets.frame import SheetFrame, empty_frame
from xlcrm.sheets.grid import Grid
from xlcrm.shipped import template_path


def snapshot_rows(
    frames: Frames, results: Results, *, as_of: date, sheet: SheetFrame | None = None
) -> pd.DataFrame:
    """Every recorded week with that of `as_of`, one row per open deal and week, oldest first.

    `sheet` is the snapshot sheet as it was read, if there is one.
    """
    deals = frames["opportunities"]
    used = result_of(results, "weighted_amount", "probability_used", deals.index)
    if sheet is None:
        return with_week(empty_frame(sheet_model(SNAPSHOTS)), deals, used, as_of=as_of)
    recorded = frames[SNAPSHOTS]
    odd = _unreadable(recorded, sheet)
    plain = recorded.drop(index=odd.index)
    rows = with_week(plain, deals, used, as_of=as_of)
    return _in_order(_with_typed(rows, plain, odd, pd.Timestamp(week_of(as_of))))


def cells_beside(grid: Grid, sheet: SheetFrame) -> list[tuple[int, int]]:
    """Row and column of what stands beside or between the recorded rows, where no column of the
    sheet keeps it."""
    kept = set(sheet.columns.values())
    skipped = {each.row for each in sheet.skipped}
    return [
        (row, column)
        for row, cells in enumerate(grid[sheet.header_row - 1 :], start=sheet.header_row)
        for column, value in enumerate(cells, start=1)
        if value not in ("", None) and (column not in kept or row in skipped)
    ]


def snapshot_tab(rows: pd.DataFrame, *, workbook: str, as_of: date, language: Language) -> Tab:
    """The sheet that holds these rows."""
    return Tab(
        template=Template(template_path("snapshot", language)),
        name=sheet_model(SNAPSHOTS).SHEET.title(language),
        identity=SNAPSHOTS,
        values={"report.workbook": workbook, "report.as_of": as_of},
        tables={SNAPSHOTS: records(SNAPSHOTS, rows[list(COLUMNS)], language)},
    )


def _unreadable(recorded: pd.DataFrame, sheet: SheetFrame) -> pd.DataFrame:
    """The rows with a cell that means nothing in its column, that cell as it was typed."""
    rows = {fault.row for fault in sheet.faults}
    odd = recorded[recorded.index.isin(rows)].astype(object)
    typed: dict[str, dict[int, object]] = {}
    for fault in sheet.faults:
        typed.setdefault(fault.field, {})[fault.row] = fault.value
    for field, cells in typed.items():
        odd[field] = pd.Series(cells, dtype=object).reindex(odd.index).fillna(odd[field])
    return odd


def _with_typed(
    rows: pd.DataFrame, plain: pd.DataFrame, odd: pd.DataFrame, monday: pd.Timestamp
) -> pd.DataFrame:
    """The rows with this week's notes, and with the rows that stand as they were typed."""
    stands = odd.loc[odd["week"].eq(monday), "opportunity_id"]
    this_week = rows["week"].eq(monday)
    rows = rows[~(this_week & rows["opportunity_id"].isin(stands))].copy()
    this_week = rows["week"].eq(monday)
    noted = plain[plain["week"].eq(monday) & plain["note"].notna()]
    notes = noted.drop_duplicates("opportunity_id").set_index("opportunity_id")["note"]
    rows["note"] = rows["note"].where(~this_week, looked_up(rows["opportunity_id"], notes))
    gone = noted[~noted["opportunity_id"].isin(rows.loc[this_week, "opportunity_id"])]
    parts = [part.astype(object) for part in (rows, odd, gone) if not part.empty]
    return pd.concat(parts, ignore_index=True) if parts else rows


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """By week and deal; rows whose week cannot be read come last."""
    week = pd.to_datetime(rows["week"].where(~rows["week"].map(lambda one: isinstance(one, str))))
    keys = pd.DataFrame({"week": week, "opportunity_id": rows["opportunity_id"].astype("str")})
    return rows.loc[keys.sort_values(KEY, kind="stable").index]
