"""What the alerts page looks for: a table of sources, each a kind of alert and what finds it.

To add one, write a function that takes the Ground and returns the alerts it finds (a frame with
`what` and any other of `COLUMNS`), and add its line to SOURCES.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.complaint_process import OVERDUE
from xlcrm.methods.dm_card import RED
from xlcrm.methods.history import looked_up
from xlcrm.report.dashboard_rows import Frames, Results, result_of
from xlcrm.sheets.care import CareApproval
from xlcrm.sheets.opportunity import FunnelLevel
from xlcrm.sheets.shown import YES_NO

COLUMNS = ["kind", "owner", "due", "account", "opportunity_id", "amount", "what"]


@dataclass(frozen=True)
class Ground:
    """Where alerts are looked for."""

    deals: pd.DataFrame
    frames: Frames
    results: Results
    as_of: date
    language: Language

    def result(self, method: str, name: str) -> "pd.Series[Any]":
        """One result of a method on the opportunity sheet."""
        return result_of(self.results, method, name, self.deals.index)

    def says(self, method: str, name: str, *, yes: bool = True) -> "pd.Series[bool]":
        """Where a result is yes (or no)."""
        return self.result(method, name).eq(YES_NO[yes][self.language])

    def of_deals(self, what: "pd.Series[Any]") -> pd.DataFrame:
        """Alerts about open deals: what to do about each, missing where nothing is to be done."""
        rows = self.deals.reindex(columns=["opportunity_id", "account_id", "amount", "owner"])
        found = rows.assign(row=rows.index, account=self.named(rows["account_id"]), what=what)
        return found[found["what"].notna()]

    def of_accounts(
        self, ids: "pd.Series[Any]", what: "pd.Series[Any]", owner: "pd.Series[Any] | None" = None
    ) -> pd.DataFrame:
        """Alerts about customers, by id; whoever answers for the customer where `owner` is not."""
        answers = looked_up(ids, self._accounts()["owner"])
        owners = answers if owner is None else owner.where(owner.notna(), answers)
        return pd.DataFrame({"owner": owners, "account": self.named(ids), "what": what})

    def named(self, ids: "pd.Series[Any]") -> "pd.Series[Any]":
        """The customers' names, else their ids."""
        names = looked_up(ids, self._accounts()["name"])
        return names.where(names.notna(), ids)

    def _accounts(self) -> pd.DataFrame:
        blank = pd.DataFrame(columns=["account_id", "name", "owner"], dtype=object)
        known = self.frames.get("accounts", blank)
        return (
            known[known["account_id"].notna()].drop_duplicates("account_id").set_index("account_id")
        )


@dataclass(frozen=True)
class Source:
    """One kind of alert: what it is called, how many days there are for it, what finds it."""

    title: Text
    days: int
    """Days from `as_of`; all ours."""
    method: str
    """The method it rests on; "" when the sheets are enough."""
    sheets: tuple[str, ...]
    """Sheets without which it finds nothing."""
    found: Callable[[Ground], pd.DataFrame]
    """The alerts; `row` is the Excel row of the deal where it is about one."""


def _overdue(ground: Ground) -> pd.DataFrame:
    late = (pd.Timestamp(ground.as_of) - pd.to_datetime(ground.deals["close_date"])).dt.days
    words = Text(
        "签约日期已过{days}天：改日期，或改为赢单、丢单、搁置",
        "close date passed {days} days ago: move it, or close the deal as won, lost or on hold",
    )[ground.language]
    said = [words.format(days=int(days)) if days > 0 else None for days in late]
    return ground.of_deals(pd.Series(said, index=late.index, dtype=object))


def _stalled(ground: Ground) -> pd.DataFrame:
    reason = ground.result("stalled_deals", "reason").astype(object)
    return ground.of_deals(reason.where(ground.says("stalled_deals", "stalled"), None))


def _overstated(ground: Ground) -> pd.DataFrame:
    words = Text("补齐条件或改低层级，缺：", "show or lower the level; missing: ")[ground.language]
    missing = words + ground.result("project_funnel", "missing").astype(object)
    return ground.of_deals(missing.where(ground.says("project_funnel", "overstated"), None))


def _role(ground: Ground) -> pd.DataFrame:
    task = ground.result("procurement_stages", "task").astype(object)
    words = Text(
        "联系人中没有本采购阶段的关键角色；本阶段任务：",
        "no contact holds the key role of this purchase stage; its task: ",
    )[ground.language]
    lacking = ground.says("procurement_stages", "role_known", yes=False)
    return ground.of_deals((words + task).where(lacking, None))


def _unsupported(ground: Ground) -> pd.DataFrame:
    """Deals far along of which nobody key is known to support us."""
    red = ground.result("dm_card", "status").eq(RED[ground.language])
    late = ground.deals["stage"].isin([FunnelLevel.OURS, FunnelLevel.WINNING])
    return ground.of_deals(
        ground.result("decision_coverage", "reason").astype(object).where(red & late, None)
    )


def _unknown(ground: Ground) -> pd.DataFrame:
    """The open questions of our own assessment of each deal."""
    sheet = ground.frames["assessments"]
    ours = sheet[sheet["party"].isna()].drop_duplicates("opportunity_id")
    unknown = result_of(ground.results, "opportunity_assessment", "unknown", ours.index)
    by_deal = unknown.astype(object).set_axis(ours["opportunity_id"])
    asked = by_deal.reindex(ground.deals["opportunity_id"]).set_axis(ground.deals.index)
    return ground.of_deals(Text("弄清：", "find out: ")[ground.language] + asked)


def _commitments(ground: Ground) -> pd.DataFrame:
    """Promises whose day has passed, ours and the customers'."""
    rows = ground.results["open_commitments"]
    late = rows[rows["days_late"].notna()]
    told = late[["account", "opportunity_id"]].assign(owner=late["who"], what=late["reason"])
    deals = ground.deals.drop_duplicates("opportunity_id").reset_index(names="row")
    about = deals.set_index("opportunity_id")[["row", "amount"]]
    return told.join(about, on="opportunity_id")


def _credit(ground: Ground) -> pd.DataFrame:
    """Customers who get nothing more on credit."""
    reason = ground.results["credit_grade"]["reason"].astype(object)
    hold = ground.results["credit_grade"]["hold"].eq(YES_NO[True][ground.language])
    told = Text("收款后再发货，或由主管批准：", "collect before shipping, or have it approved: ")
    words = told[ground.language] + reason[hold]
    return ground.of_accounts(ground.frames["accounts"].loc[words.index, "account_id"], words)


def _contacts_due(ground: Ground) -> pd.DataFrame:
    """Customers whose next contact, by their care tier, is past its day."""
    rows = ground.results["visit_cadence"]
    late = rows.loc[pd.to_datetime(rows["due"]) < pd.Timestamp(ground.as_of), "reason"]
    return ground.of_accounts(ground.frames["accounts"].loc[late.index, "account_id"], late)


def _care(ground: Ground) -> pd.DataFrame:
    """Acts of care whose day has passed without their being done."""
    rows = ground.frames["care"]
    ended = rows["approval"].isin([CareApproval.DONE, CareApproval.REJECTED])
    planned = pd.to_datetime(rows["planned"])
    late = rows[rows["done"].isna() & ~ended & (planned < pd.Timestamp(ground.as_of))]
    words = Text("{action}，原定{day}", "{action}, planned for {day}")[ground.language]
    told = [
        words.format(action=action, day=day.date().isoformat())
        for action, day in zip(late["action"].fillna(""), planned[late.index], strict=True)
    ]
    what = pd.Series(told, index=late.index, dtype=object)
    return ground.of_accounts(late["account_id"], what, late["owner"])


def _self_audit(ground: Ground) -> pd.DataFrame:
    """Failures of customer relations that the whole workbook shows, and who has most of each."""
    rows = ground.results["crm_self_audit"]
    found = rows[rows["found"].eq(YES_NO[True][ground.language])]
    words = Text("{}：{}（{}）", "{}: {} ({})")[ground.language]
    told = [
        words.format(failure, action, measured)
        for failure, action, measured in zip(
            found["failure"], found["what"], found["reason"], strict=True
        )
    ]
    return pd.DataFrame({"owner": found["who"], "what": told})


def _complaints(ground: Ground) -> pd.DataFrame:
    """Open complaints that have waited longer than their customer's tier allows."""
    states = ground.results["complaint_process"]
    late = states.loc[states["state"].eq(OVERDUE[ground.language]), "reason"]
    rows = ground.frames["complaints"].loc[late.index]
    return ground.of_accounts(rows["account_id"], late, rows["owner"])


SOURCES = (
    Source(Text("签约日已过", "Past close date"), 0, "", (), _overdue),
    Source(Text("承诺逾期", "Promise overdue"), 0,
           "open_commitments", ("activities",), _commitments),
    Source(Text("暂停赊销", "Credit hold"), 0, "credit_grade", ("accounts", "ledger"), _credit),
    Source(Text("投诉超时", "Complaint overdue"), 1,
           "complaint_process", ("complaints",), _complaints),
    Source(Text("关怀逾期", "Care overdue"), 3, "", ("care",), _care),
    Source(Text("该联系了", "Contact overdue"), 7,
           "visit_cadence", ("accounts", "activities"), _contacts_due),
    Source(Text("停滞", "Stalled"), 7, "stalled_deals", (), _stalled),
    Source(Text("层级偏高", "Level overstated"), 7, "project_funnel", (), _overstated),
    Source(Text("缺关键角色", "Key role missing"), 14,
           "procurement_stages", ("contacts",), _role),
    Source(Text("决策人无支持", "No key supporter"), 14,
           "dm_card", ("contacts",), _unsupported),
    Source(Text("未知问题", "Unknown answers"), 14,
           "opportunity_assessment", ("assessments",), _unknown),
    Source(Text("客户关系自查", "Self-audit"), 30, "crm_self_audit", ("accounts",), _self_audit),
)  # fmt: skip
"""Every kind of alert, the most urgent first."""
