"""The forecast page: by period and owner against target, by certainty, week by week."""

from datetime import date

import pandas as pd

from xlcrm.book.template import Record
from xlcrm.language import Language, Text
from xlcrm.methods.weighted_amount import is_open
from xlcrm.report.dashboard_rows import UNCONVERTED, Filled, Frames, Results, records
from xlcrm.sheets import sheet_model
from xlcrm.sheets.currencies import RATES
from xlcrm.sheets.opportunity import OpportunityStatus

SUMS = ("quota", "won", "small_orders", "commit", "best_case", "pipeline", "weighted", "outlook")
OPEN = ["commit", "best_case", "pipeline"]
MEASURES = ["quota", "won", "small_orders", *OPEN, "weighted", "outlook", "attainment", "coverage"]
COUNTS = ("overdue", "incomplete")
WEEKS = ["week", "quota", "sales", "forecast", "progress", "to_date", "pace"]
CHANGES = ["opportunity_id", "owner", "amount_change", "weighted_change", "reason"]
ACTUALS = ["month", "taken", "forecast", "actual", "error", "reason"]
NO_QUOTA = Text("未设", "not set")
NO_CHANGES = Text("自上次快照以来没有变化", "Nothing has changed since the last snapshot")
NO_WEEKS = Text(
    "还没有更早一周的快照。每周运行一次 xlcrm snapshot，从第二周起，这里显示进展与变化。",
    "No snapshot of an earlier week yet. Run xlcrm snapshot once a week; progress and changes "
    "appear here from the second week on.",
)


def has_weeks(results: Results) -> bool:
    """Whether an earlier week was recorded that this one can be compared with."""
    progress = results.get("sales_progress")
    return progress is not None and progress["week"].nunique() > 1


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page."""
    rows = _rows(results)
    total = _with_shares(rows.groupby(lambda _row: 0)[[*SUMS, *COUNTS]].sum(min_count=1))
    whole = total.iloc[0].to_dict() if len(total) else {}
    quota = whole.get("quota")
    has_quota = quota is not None and not pd.isna(quota)
    late = results["sales_forecast"]["overdue"].sum()
    values: dict[str, object] = {
        "forecast.outlook": float(whole.get("outlook", 0.0)),
        "forecast.won": float(whole.get("won", 0.0)),
        "forecast.quota": float(quota or 0.0) if has_quota else NO_QUOTA[language],
        "forecast.attainment": whole["attainment"] if has_quota else NO_QUOTA[language],
        "forecast.overdue_deals": int(late),
        "forecast.note": _note(frames, results, rows, language),
        "forecast.currencies": _currencies(frames, language),
        "forecast.weeks": NO_WEEKS[language],
    }
    by_owner = _by(rows, "owner").sort_values("outlook", ascending=False)
    tables = {
        "forecast_periods": _by(rows, "period"),
        "forecast_owners": by_owner,
        "forecast_grid": _with_shares(rows).sort_values(["period", "owner"]),
    }
    suffix = "_weekly" if has_weeks(results) else ""
    filled_tables = {
        f"{name}{suffix}": records(f"{name}{suffix}", frame, language)
        for name, frame in tables.items()
    }
    return values, filled_tables | _weeks(results, language)


def _rows(results: Results) -> pd.DataFrame:
    """One row per period and owner, from the forecast against target, else from the months."""
    if "owner_forecast" in results:
        return results["owner_forecast"].copy()
    months = results["sales_forecast"]
    rows = months[["month", "won"]].rename(columns={"month": "period"})
    rows["weighted"] = months["forecast"]
    rows["outlook"] = months["won"] + months["forecast"]
    rows["overdue"] = months["overdue_amount"]
    return rows.reindex(columns=["period", "owner", *SUMS, *COUNTS])


def _by(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    sums = rows.groupby(name)[list(SUMS)].sum(min_count=1)
    return _with_shares(sums).reset_index(names=name)[[name, *MEASURES]]


def _with_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Outlook of the quota, and open deals of what is still missing from it."""
    numbers = rows[list(SUMS)].astype(float)
    quota = numbers["quota"]
    gap = quota - numbers["won"] - numbers["small_orders"].fillna(0.0)
    return rows.assign(
        attainment=numbers["outlook"] / quota.where(quota > 0),
        coverage=numbers[OPEN].sum(axis=1) / gap.where(gap > 0),
    )


def _note(frames: Frames, results: Results, rows: pd.DataFrame, language: Language) -> str:
    """What the figures rest on and leave out."""
    months = results["sales_forecast"]
    left_out = {
        Text("{count}个签约日已过，未计入", "{count} past their close date, not counted"):
            months["overdue"].sum(),
        Text("{count}个缺签约日期", "{count} without close date"): months["undated"].sum(),
        Text("{count}个缺金额或层级", "{count} without amount or level"):
            months["incomplete"].sum(),
        Text("{count}个晚于本表", "{count} later than shown"): months["later"].sum(),
    }  # fmt: skip
    parts = [words[language].format(count=int(count)) for words, count in left_out.items() if count]
    if "owner_forecast" not in results:
        words = Text("没有按负责人的预测", "no forecast by owner")
        parts.insert(0, words[language])
    elif rows["quota"].isna().all():
        parts.insert(0, _no_target(frames, language))
    counted = Text("所有进行中商机都已计入", "every open deal is counted")[language]
    return Text("；", "; ")[language].join(parts or [counted]) + Text("。", ".")[language]


def _currencies(frames: Frames, language: Language) -> str:
    """The deals whose amounts no figure holds because their currency has no rate, by currency."""
    listed = frames.get(UNCONVERTED, pd.DataFrame(columns=["sheet", "field"]))
    deals = listed[listed["sheet"].eq("opportunities") & listed["field"].eq("amount")]
    if not deals.empty:
        status = frames["opportunities"]["status"].reindex(deals["row"])
        counted = is_open(status) | status.isin([OpportunityStatus.WON])
        deals = deals[counted.to_numpy()]
    if deals.empty:
        return Text("金额都以本位币计。", "All amounts are in the base currency.")[language]
    title = sheet_model(RATES).SHEET.title(language)
    words = Text(
        f"未折算（“{title}”表没有汇率，未计入任何合计）：",
        f"Unconverted (no rate on “{title}”, in no sum): ",
    )[language]
    one = Text("{}个商机共{} {:,.0f}", "{} deals of {} {:,.0f}")[language]
    parts = [
        one.format(len(amounts), code, amounts.sum())
        for code, amounts in deals.groupby("currency")["amount"]
    ]
    return words + Text("；", "; ")[language].join(parts) + Text("。", ".")[language]


def _no_target(frames: Frames, language: Language) -> str:
    title = sheet_model("targets").SHEET.title(language)
    missing = Text(f"没有“{title}”表，不能对照任务", f"no sheet “{title}” to compare with")
    empty = Text(
        f"“{title}”表没有这些期间的任务额", f"the sheet “{title}” has no target for these periods"
    )
    return (empty if "targets" in frames else missing)[language]


def _weeks(results: Results, language: Language) -> dict[str, list[Record]]:
    """The weeks, each with everybody's sums, and the deals that changed since the last one."""
    if not has_weeks(results):
        return {}
    weeks = results["sales_progress"]
    if weeks["owner"].nunique() > 1:
        weeks = weeks.groupby("week", as_index=False)[["quota", "sales", "forecast"]].sum(
            min_count=1
        )
    changes = results.get("weekly_changes", pd.DataFrame(columns=CHANGES))
    if changes.empty:
        changes = pd.DataFrame([{"reason": NO_CHANGES[language]}]).reindex(columns=CHANGES)
    actuals = results.get("forecast_vs_actual", pd.DataFrame(columns=ACTUALS))
    return {
        "forecast_actuals": records("forecast_actuals", actuals[ACTUALS], language),
        "forecast_weeks": records("forecast_weeks", weeks.reindex(columns=WEEKS), language),
        "forecast_changes": records("forecast_changes", changes[CHANGES], language),
    }
