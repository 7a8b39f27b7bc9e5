"""The alerts page: who has to see to what, by when; one line per concern."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.report.dashboard_rows import (
    Filled,
    Frames,
    Results,
    absent_sheets,
    open_deals,
    records,
    result_of,
)
from xlcrm.sheets.shown import YES_NO

COLUMNS = ["kind", "owner", "due", "account", "opportunity_id", "amount", "what"]


@dataclass(frozen=True)
class Concern:
    """One kind of alert: the deals it is about, what to do, and how many days there are for it."""

    title: Text
    days: int
    """Days from `as_of`; all ours."""
    method: str
    """The method it rests on; "" when the sheet is enough."""
    sheets: tuple[str, ...]
    """Sheets without which it finds nothing."""
    what: Callable[["Deals"], "pd.Series[Any]"]
    """What to do about each deal, missing where there is no such concern."""


@dataclass(frozen=True)
class Deals:
    """The open deals and what is known of them."""

    rows: pd.DataFrame
    frames: Frames
    results: Results
    as_of: date
    language: Language

    def result(self, method: str, name: str) -> "pd.Series[Any]":
        """One result of a method on the opportunity sheet."""
        return result_of(self.results, method, name, self.rows.index)

    def says(self, method: str, name: str, *, yes: bool = True) -> "pd.Series[bool]":
        """Where a result is yes (or no)."""
        return self.result(method, name).eq(YES_NO[yes][self.language])


def _overdue(deals: Deals) -> "pd.Series[Any]":
    late = (pd.Timestamp(deals.as_of) - pd.to_datetime(deals.rows["close_date"])).dt.days
    words = Text(
        "签约日期已过{days}天：改日期，或改为赢单、丢单、搁置",
        "close date passed {days} days ago: move it, or close the deal as won, lost or on hold",
    )[deals.language]
    said = [words.format(days=int(days)) if days > 0 else None for days in late]
    return pd.Series(said, index=late.index, dtype=object)


def _stalled(deals: Deals) -> "pd.Series[Any]":
    reason = deals.result("stalled_deals", "reason").astype(object)
    return reason.where(deals.says("stalled_deals", "stalled"), None)


def _overstated(deals: Deals) -> "pd.Series[Any]":
    words = Text("补齐条件或改低层级，缺：", "show or lower the level; missing: ")[deals.language]
    missing = words + deals.result("project_funnel", "missing").astype(object)
    return missing.where(deals.says("project_funnel", "overstated"), None)


def _role(deals: Deals) -> "pd.Series[Any]":
    task = deals.result("procurement_stages", "task").astype(object)
    words = Text(
        "联系人中没有本采购阶段的关键角色；本阶段任务：",
        "no contact holds the key role of this purchase stage; its task: ",
    )[deals.language]
    return (words + task).where(deals.says("procurement_stages", "role_known", yes=False), None)


def _unknown(deals: Deals) -> "pd.Series[Any]":
    """The open questions of our own assessment of each deal."""
    sheet = deals.frames.get("assessments")
    if sheet is None:
        return pd.Series(None, index=deals.rows.index, dtype=object)
    ours = sheet[sheet["party"].isna()].drop_duplicates("opportunity_id")
    unknown = result_of(deals.results, "opportunity_assessment", "unknown", ours.index)
    by_deal = unknown.astype(object).set_axis(ours["opportunity_id"])
    asked = by_deal.reindex(deals.rows["opportunity_id"]).set_axis(deals.rows.index)
    return Text("弄清：", "find out: ")[deals.language] + asked


CONCERNS = (
    Concern(Text("签约日已过", "Past close date"), 0, "", (), _overdue),
    Concern(Text("停滞", "Stalled"), 7, "stalled_deals", (), _stalled),
    Concern(Text("层级偏高", "Level overstated"), 7, "project_funnel", (), _overstated),
    Concern(Text("缺关键角色", "Key role missing"), 14, "procurement_stages", ("contacts",), _role),
    Concern(
        Text("未知问题", "Unknown answers"),
        14,
        "opportunity_assessment",
        ("assessments",),
        _unknown,
    ),
)


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page."""
    deals = Deals(open_deals(frames, results, language), frames, results, as_of, language)
    alerts = _alerts(deals)
    about = alerts.drop_duplicates("row")
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


def _alerts(deals: Deals) -> pd.DataFrame:
    """One row per concern, soonest first, then largest; `row` is the deal's Excel row."""
    rows = deals.rows.reindex(columns=["opportunity_id", "amount", "owner"])
    rows["account"] = _customers(deals)
    rows["row"] = rows.index
    parts = []
    for concern in CONCERNS:
        if not concern.method or concern.method in deals.results:
            what = concern.what(deals)
            due = pd.Timestamp(deals.as_of) + timedelta(days=concern.days)
            found = rows.assign(what=what, kind=concern.title[deals.language], due=due)
            parts.append(found[found["what"].notna()])
    alerts = pd.concat(parts, ignore_index=True)
    return alerts.sort_values(["due", "amount"], ascending=[True, False], kind="stable")


def _customers(deals: Deals) -> "pd.Series[Any]":
    """The customer's name, else its id."""
    ids = deals.rows["account_id"]
    if "accounts" not in deals.frames:
        return ids
    accounts = deals.frames["accounts"].drop_duplicates("account_id")
    names = accounts.set_index("account_id")["name"].reindex(ids).set_axis(ids.index)
    return names.where(names.notna(), ids)


def _counted(alerts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Alerts and the amount of their deals, each deal once; most alerts first."""
    once = alerts.drop_duplicates(["row", by]).groupby(by)["amount"].sum()
    counts = alerts.groupby(by).size().rename("alerts").to_frame()
    ordered = counts.join(once).sort_values(["alerts", "amount"], ascending=False)
    return ordered.reset_index(names=by)


def _note(frames: Frames, results: Results, alerts: pd.DataFrame, language: Language) -> str:
    """What could not be looked for, and why."""
    words = Text("没有“{sheet}”表，查不出{kind}", "no sheet “{sheet}”: {kind} cannot be seen")
    parts = []
    for concern in CONCERNS:
        lacking = absent_sheets(frames, concern.sheets, language)
        if lacking:
            kind = concern.title[language]
            kind = kind if language == "zh" else kind.lower()
            parts.append(words[language].format(sheet=lacking, kind=kind))
        elif concern.method and concern.method not in results:
            undone = Text("没有计算“{kind}”", "“{kind}” was not computed")[language]
            parts.append(undone.format(kind=concern.title[language]))
    if alerts.empty:
        parts.insert(0, Text("没有要提醒的商机", "No deal needs attention")[language])
    everything = Text("全部进行中商机都已检查", "Every open deal was looked at")[language]
    text = Text("；", "; ")[language].join(parts or [everything])
    return text + Text("。", ".")[language]
