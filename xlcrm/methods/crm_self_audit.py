"""客户关系自查 · CRM self-audit.

Question: which of the six failures of customer relations does this workbook show, and who sees to
which by when?

Formula: each failure has a share that ought to be high; below its least the failure is found.

    two-way      what customers brought us (surveys, complaints, needs, deals that came in) of all
                 contacts, our activities being the other part, in the last `window_days`
    agreements   existing customers with a contract number and a last day that is still to come
    budget       existing customers with care that has a cost, planned within a year of as_of
    distinct     different texts of all development plans, notes and quoted needs
    rhythm       care planned by frequency, means and form
    strategy     existing customers with a fresh plan (`plan_upkeep`)

The last row is the whole: failures found ÷ failures that could be looked for.

Units: shares from 0 to 1; a day. An existing customer is active and not new.

Source: domain inventory `crm-mistakes-6`: two-way interaction ignored, no database of agreements,
old customers not in the budget, data all the same, care ad hoc, no strategy. How each is measured
and the least shares are ours.

Not for: judging people: it names who has most to set right, not who is to blame.

Example: neither of the two existing customers has an agreement or a plan, nothing else can be
looked for: two of two are found.

>>> from xlcrm.sheets import sheet_model
>>> from xlcrm.sheets.frame import empty_frame
>>> none = lambda sheet: empty_frame(sheet_model(sheet))
>>> blank = none("accounts").reindex(range(2))
>>> found = compute(
...     pd.Series(["A", "B"]), pd.Series([AccountStatus.ACTIVE] * 2), pd.Series(["Wu", "Wu"]),
...     *(blank[name] for name in (
...         "is_new", "contract_number", "contract_until", "development_plan", "note",
...     )),
...     activities=none("activities"), opportunities=none("opportunities"), needs=none("needs"),
...     complaints=none("complaints"), surveys=none("surveys"), care=none("care"),
...     plan_upkeep=pd.DataFrame({"fresh": [None, None]}), as_of=date(2026, 5, 20),
... )
>>> found["share"].tolist()[-1], found["who"].tolist()[1]
(1.0, 'Wu')
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.activity_mix import IDLE
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, NO, YES, percent_words, text_column
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.opportunity import LeadSource

WHOLE = Text("合计", "All")
NOBODY = Text("未填负责人", "No owner")


class Params(MethodParams):
    """Least shares, and how long there is to act; all ours."""

    window_days: int = Field(default=365, ge=1, le=3650, description="Ours: days of contacts")
    least_two_way: float = Field(default=0.1, ge=0, le=1, description="Ours: inbound contacts")
    least_agreements: float = Field(default=0.5, ge=0, le=1, description="Ours: with agreement")
    least_budget: float = Field(default=0.5, ge=0, le=1, description="Ours: with a care budget")
    least_distinct: float = Field(default=0.5, ge=0, le=1, description="Ours: different texts")
    least_rhythm: float = Field(default=0.5, ge=0, le=1, description="Ours: care planned")
    least_strategy: float = Field(default=0.5, ge=0, le=1, description="Ours: with a fresh plan")
    least_texts: int = Field(default=10, ge=1, description="Ours: texts that can be compared")
    days: int = Field(default=30, ge=1, le=365, description="Ours: days to set it right")


DEFAULTS = Params()

LABEL = Label(
    name="crm_self_audit",
    ids=("crm-mistakes-6",),
    zh="客户关系自查",
    en="CRM self-audit",
    sheet="accounts",
    shape="table",
    results=(
        Result(name="failure", zh="失误", en="Failure"),
        Result(name="found", zh="是否存在", en="Found"),
        Result(name="share", zh="占比", en="Share", kind="percent"),
        Result(name="who", zh="谁", en="Who"),
        Result(name="what", zh="做什么", en="What to do"),
        Result(name="due", zh="期限", en="By when", kind="date"),
        Result(name="reason", zh="自查说明", en="Audit reason"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One of the six: its name, what is counted, and what to do about it."""

    title: Text
    counted: Text
    """Fills "{good} of {all}" with what is good."""
    action: Text
    needs: Text
    """What must be there to look for it."""


FAILURES = {
    "two_way": Failure(
        title=Text("忽略双向互动", "Two-way interaction ignored"),
        counted=Text("往来中来自客户的", "contacts that came from customers"),
        action=Text(
            "拜访时登记客户需求，并做一次满意度调查",
            "write down needs at each visit and run a survey",
        ),
        needs=Text("近期往来", "recent contacts"),
    ),
    "agreements": Failure(
        title=Text("没有协议数据库", "No database of agreements"),
        counted=Text("现有客户中有在期协议的", "existing customers with an agreement in force"),
        action=Text("补齐合同编号和到期日", "enter contract numbers and their last day"),
        needs=Text("现有客户", "existing customers"),
    ),
    "budget": Failure(
        title=Text("老客户不在预算内", "Existing customers not in the budget"),
        counted=Text("现有客户中有关怀预算的", "existing customers with a care budget"),
        action=Text("为老客户排关怀并写明费用", "plan care for existing customers, with its cost"),
        needs=Text("关怀表中的计划", "care that is planned"),
    ),
    "distinct": Failure(
        title=Text("资料同质化", "Data all the same"),
        counted=Text("客户资料文字中互不相同的", "texts on customers that differ"),
        action=Text("把雷同的说明改成客户自己的情况", "say what is particular to each customer"),
        needs=Text("足够多的文字说明", "enough texts to compare"),
    ),
    "rhythm": Failure(
        title=Text("关怀随意", "Care ad hoc"),
        counted=Text("关怀中写明频次、手段和形式的", "care with frequency, means and form"),
        action=Text("给每项关怀定频次、手段和形式", "settle frequency, means and form of care"),
        needs=Text("关怀表中的计划", "care that is planned"),
    ),
    "strategy": Failure(
        title=Text("缺少策略", "No strategic thinking"),
        counted=Text("现有客户中有近期计划的", "existing customers with a fresh plan"),
        action=Text("做一遍大客户计划并填复盘日期", "go through the account plans and date them"),
        needs=Text("现有客户", "existing customers"),
    ),
}
"""The six failures, in the order of the source."""


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    status: pd.Series,
    owner: pd.Series,
    is_new: pd.Series,
    contract_number: pd.Series,
    contract_until: pd.Series,
    development_plan: pd.Series,
    note: pd.Series,
    *,
    activities: pd.DataFrame,
    opportunities: pd.DataFrame,
    needs: pd.DataFrame,
    complaints: pd.DataFrame,
    surveys: pd.DataFrame,
    care: pd.DataFrame,
    plan_upkeep: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Look for the six failures in the whole workbook; `plan_upkeep` is that method's result."""
    today = pd.Timestamp(as_of)
    existing = status.isin([AccountStatus.ACTIVE]) & ~is_new.eq(True) & account_id.notna()
    dated = pd.to_datetime(contract_until).ge(today) & contract_number.notna()
    fresh = plan_upkeep["fresh"].reindex(account_id.index).isin([*YES])
    near = (pd.to_datetime(care["planned"]) - today).dt.days.abs().le(365)
    paid = care.loc[near & care["cost"].gt(0), "account_id"]
    rhythm = care[["frequency", "means", "form"]].notna().all(axis=1)
    cases = {
        "two_way": _contacts(
            activities, _inbound(opportunities, needs, complaints, surveys), today, params
        ),
        "agreements": _cases(dated, owner)[existing],
        "budget": _cases(account_id.isin(paid), owner)[existing & (len(care) > 0)],
        "distinct": _texts(
            (development_plan, note, needs["in_their_words"]), (owner, owner, None), params
        ),
        "rhythm": _cases(rhythm, care["owner"]),
        "strategy": _cases(fresh, owner)[existing],
    }
    rows = [_row(name, case, today, params, language) for name, case in cases.items()]
    return _typed(pd.DataFrame([*rows, _whole(rows, language)]))


def _typed(result: pd.DataFrame) -> pd.DataFrame:
    """The results, each column of its kind."""
    for one in LABEL.results:
        if one.kind == "text":
            result[one.name] = text_column(result[one.name].tolist(), result.index)
    result["due"] = pd.to_datetime(result["due"])
    result["share"] = result["share"].astype(float)
    return result[[one.name for one in LABEL.results]]


def _cases(good: pd.Series, owner: pd.Series) -> pd.DataFrame:
    """What is counted: whether each is good, and whose it is."""
    return pd.DataFrame({"good": good.astype(bool), "owner": owner})


def _inbound(
    opportunities: pd.DataFrame,
    needs: pd.DataFrame,
    complaints: pd.DataFrame,
    surveys: pd.DataFrame,
) -> pd.Series:
    """The days on which customers told us something; a survey counts once for all its items."""
    came = opportunities.loc[opportunities["source"].isin([LeadSource.INBOUND]), "created"]
    asked = surveys.drop_duplicates(["account_id", "contact_id", "surveyed"])["surveyed"]
    days = (came, needs["raised"], complaints["received"], asked)
    return pd.concat([pd.to_datetime(each) for each in days], ignore_index=True)


def _contacts(
    activities: pd.DataFrame, inbound: pd.Series, today: pd.Timestamp, params: Params
) -> pd.DataFrame:
    """The contacts of the window, in both directions."""
    since = today - pd.Timedelta(days=params.window_days)
    done = ~activities["status"].isin(IDLE)
    ours = done & pd.to_datetime(activities["day"]).between(since, today)
    theirs = int(inbound.between(since, today).sum())
    good = pd.Series([False] * int(ours.sum()) + [True] * theirs, dtype=bool)
    owner = [*activities.loc[ours, "owner"], *[None] * theirs]
    return _cases(good, pd.Series(owner, index=good.index, dtype=object))


def _texts(
    columns: tuple[pd.Series, ...], owners: tuple[pd.Series | None, ...], params: Params
) -> pd.DataFrame:
    """What is written of customers: good where nothing before it reads the same."""
    parts = [
        pd.DataFrame({"text": each, "owner": owner}).astype(object)
        for each, owner in zip(columns, owners, strict=True)
    ]
    told = pd.concat(parts, ignore_index=True).dropna(subset=["text"])
    enough = len(told) >= params.least_texts
    return _cases(~told["text"].duplicated(), told["owner"])[enough & told["text"].notna()]


def _row(
    name: str, cases: pd.DataFrame, today: pd.Timestamp, params: Params, language: Language
) -> dict[str, object]:
    """One failure: whether it is found, who has most of it, what to do by when."""
    failure = FAILURES[name]
    row: dict[str, object] = {"failure": failure.title[language], "found": None, "share": None}
    row |= {"who": None, "what": None, "due": pd.NaT}
    if cases.empty:
        return row | {"reason": MISSING[language] + failure.needs[language]}
    good, all_of_them = int(cases["good"].sum()), len(cases)
    share, least = good / all_of_them, getattr(params, f"least_{name}")
    words = Text("{all}项{counted}{good}项，占{share}，要求{least}",
        "{good} of {all} {counted}, {share}, wanted {least}")[language]  # fmt: skip
    said = words.format(
        good=good,
        all=all_of_them,
        counted=failure.counted[language],
        share=percent_words(share),
        least=percent_words(least),
    )
    row |= {"found": NO[language], "share": share, "reason": said}
    if share >= least:
        return row
    return row | {
        "found": YES[language],
        "who": _most(cases.loc[~cases["good"], "owner"], language),
        "what": failure.action[language],
        "due": today + pd.Timedelta(days=params.days),
    }


def _most(owners: pd.Series, language: Language) -> str:
    """Whose cases are the most; the first by name where two have as many."""
    counts = owners.dropna().astype(str).value_counts()
    return str(min(counts.index[counts.eq(counts.max())])) if len(counts) else NOBODY[language]


def _whole(rows: list[dict[str, object]], language: Language) -> dict[str, object]:
    """How many of the failures that could be looked for were found."""
    looked = [row for row in rows if row["found"] is not None]
    found = [row for row in looked if row["found"] == YES[language]]
    whole: dict[str, object] = {"failure": WHOLE[language], "found": None, "share": None}
    whole |= {"who": None, "what": None, "due": pd.NaT}
    if not looked:
        lacking = MISSING[language] + Text("可查的内容", "anything to look at")[language]
        return whole | {"reason": lacking}
    rate = len(found) / len(looked)
    words = Text("查了{}项，发现{}项，占{}", "{} looked for, {} found: {}")[language]
    said = words.format(len(looked), len(found), percent_words(rate))
    return whole | {"share": rate, "reason": said}
