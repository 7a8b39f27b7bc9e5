"""The alerts page: who has to see to what, by when; one line per concern."""

from datetime import date, timedelta

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.report.alert_sources import COLUMNS, SOURCES, Ground, Source
from xlcrm.report.dashboard_rows import (
    NO_OWNER,
    Filled,
    Frames,
    Results,
    absent_sheets,
    open_deals,
    records,
)


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page."""
    ground = Ground(open_deals(frames, results, language), frames, results, as_of, language)
    alerts = _alerts(ground)
    about = alerts[alerts["row"].notna()].drop_duplicates("row")
    values: dict[str, object] = {
        "alerts.count": len(alerts),
        "alerts.today": int((alerts["due"] <= pd.Timestamp(as_of)).sum()),
        "alerts.deals": len(about),
        "alerts.amount": float(about["amount"].sum()),
        "alerts.note": _note(frames, results, alerts, language),
    }
    return values, {
        "alerts_kinds": records("alerts_kinds", _counted(alerts, "kind"), language),
        "alerts_owners": records("alerts_owners", _counted(alerts, "owner"), language),
        "alerts": records("alerts", alerts[COLUMNS], language),
    }


def _alerts(ground: Ground) -> pd.DataFrame:
    """One row per concern, soonest first, then largest; `row` is the Excel row of its deal."""
    parts = [pd.DataFrame(columns=[*COLUMNS, "row"], dtype=object)]
    for source in SOURCES:
        if _can_look(source, ground.frames, ground.results):
            due = pd.Timestamp(ground.as_of) + timedelta(days=source.days)
            found = source.found(ground).assign(kind=source.title[ground.language], due=due)
            parts.append(found.astype(object))
    alerts = pd.concat(parts, ignore_index=True).reindex(columns=[*COLUMNS, "row"])
    alerts = alerts.assign(
        owner=alerts["owner"].where(alerts["owner"].notna(), NO_OWNER[ground.language]),
        due=pd.to_datetime(alerts["due"]),
        amount=alerts["amount"].astype(float),
    )
    return alerts.sort_values(["due", "amount"], ascending=[True, False], kind="stable")


def _can_look(source: Source, frames: Frames, results: Results) -> bool:
    ready = not source.method or source.method in results
    return ready and all(sheet in frames for sheet in source.sheets)


def _counted(alerts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Alerts and the amount of their deals, each deal once; most alerts first."""
    deals = alerts[alerts["row"].notna()].drop_duplicates(["row", by])
    once = deals.groupby(by)["amount"].sum(min_count=1)
    counts = alerts.groupby(by).size().rename("alerts").to_frame()
    ordered = counts.join(once).sort_values(["alerts", "amount"], ascending=False)
    return ordered.reset_index(names=by)


def _note(frames: Frames, results: Results, alerts: pd.DataFrame, language: Language) -> str:
    """What could not be looked for, and why."""
    words = Text("没有“{sheet}”表，查不出{kind}", "no sheet “{sheet}”: {kind} cannot be seen")
    parts = []
    for source in SOURCES:
        lacking = absent_sheets(frames, source.sheets, language)
        if lacking:
            kind = source.title[language]
            kind = kind if language == "zh" else kind.lower()
            parts.append(words[language].format(sheet=lacking, kind=kind))
        elif source.method and source.method not in results:
            undone = Text("没有计算“{kind}”", "“{kind}” was not computed")[language]
            parts.append(undone.format(kind=source.title[language]))
    if alerts.empty:
        parts.insert(0, Text("没有要提醒的事项", "Nothing needs attention")[language])
    everything = Text(
        "全部商机、客户、承诺都已检查", "Every deal, customer and promise was looked at"
    )[language]
    text = Text("；", "; ")[language].join(parts or [everything])
    return text + Text("。", ".")[language]
