"""交接准备度 · Handover readiness.

Question: could somebody else take this customer over tomorrow?

Formula: share = required fields filled ÷ 12: name, industry, owner, owner since, status, address,
phone, payment terms, delivery needs, tags, a contact, and a way to reach one. Ready when all twelve
are filled and a next step is dated `as_of` or later: the next step of an open deal or a planned
activity.

Units: columns as typed; the result is a share from 0 to 1, shown as a percentage.

Source: domain inventory `record-for-company`: you keep the record for your company, not for
yourself. Which fields are required is ours.

Not for: judging whether another person would understand the notes.

Example: 10 of 12 filled and the next step dated: 83.3 %, not ready.

>>> yes, no = pd.Series(["A"]), pd.Series([None])
>>> people = pd.DataFrame({"account_id": ["A"], "phone": ["1"], "email": [None], "has_left": None})
>>> nothing = pd.DataFrame(columns=["account_id"])
>>> scored = compute(
...     yes, yes, yes, yes, yes, yes, yes, yes, yes, no, no, contacts=people,
...     opportunities=nothing,
...     activities=people.assign(day=pd.Timestamp("2026-06-01"), status=ActivityStatus.PLANNED),
...     as_of=date(2026, 5, 20),
... )
>>> scored["share"].round(3).tolist(), scored["ready"].tolist()
([0.833], ['否'])
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    NO,
    YES,
    header_words,
    listed,
    missing_words,
    percent_words,
    sentences,
    text_column,
)
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.opportunity import OpportunityStatus

CONTACT = Text("联系人", "a contact")
REACHABLE = Text("联系方式", "a way to reach one")
NEXT_STEP = Text("下一步日期", "a dated next step")


class Params(MethodParams):
    """There is nothing to choose."""


DEFAULTS = Params()

LABEL = Label(
    name="handover_readiness",
    ids=("record-for-company",),
    zh="交接准备度",
    en="Handover readiness",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="share", zh="交接字段完整率", en="Handover fields filled", kind="percent",
               written=False),
        Result(name="next_step", zh="最近下一步", en="Next step due", kind="date", written=False),
        Result(name="ready", zh="可交接", en="Ready for handover", written=False),
        Result(name="reason", zh="交接说明", en="Handover reason", written=False),
    ),
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    name: pd.Series,
    industry: pd.Series,
    owner: pd.Series,
    owner_since: pd.Series,
    status: pd.Series,
    address: pd.Series,
    phone: pd.Series,
    payment_terms: pd.Series,
    delivery: pd.Series,
    tags: pd.Series,
    *,
    contacts: pd.DataFrame,
    opportunities: pd.DataFrame,
    activities: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Readiness of each customer's record; contacts who have left do not count."""
    columns = (name, industry, owner, owner_since, status, address, phone, payment_terms)
    typed = pd.concat([*columns, delivery, tags], axis=1, keys=_FIELDS).notna()
    filled = typed.rename(columns=header_words("accounts", language))
    filled = pd.concat([filled, _people(account_id, contacts, language)], axis=1)
    steps = _next_steps(opportunities, activities, pd.Timestamp(as_of))
    result = filled.mean(axis=1).astype(float).to_frame("share")
    result["next_step"] = steps.reindex(account_id.to_numpy()).set_axis(account_id.index)
    complete = filled.all(axis=1) & result["next_step"].notna()
    ready = text_column([NO[language]] * len(complete), complete.index)
    result["ready"] = ready.mask(complete, YES[language])
    result["reason"] = _reason(filled, result, language)
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    known = account_id.notna()
    result = result.where(known)
    result["reason"] = result["reason"].where(known, nameless)
    return result


def _people(account_id: pd.Series, contacts: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Whether each customer has a contact, and one who can be reached."""
    people = contacts.reindex(columns=["account_id", "phone", "email", "has_left"])
    people = people[~people["has_left"].isin([True])]
    reachable = people[people["phone"].notna() | people["email"].notna()]
    return pd.DataFrame(
        {
            CONTACT[language]: account_id.isin(people["account_id"].dropna().unique()),
            REACHABLE[language]: account_id.isin(reachable["account_id"].dropna().unique()),
        }
    )


_FIELDS = (
    "name",
    "industry",
    "owner",
    "owner_since",
    "status",
    "address",
    "phone",
    "payment_terms",
    "delivery",
    "tags",
)


def _next_steps(
    opportunities: pd.DataFrame, activities: pd.DataFrame, as_of: pd.Timestamp
) -> pd.Series:
    """The earliest step not before `as_of`, by account id."""
    deals = opportunities.reindex(columns=["account_id", "status", "next_step_date"])
    is_open = deals["status"].isna() | deals["status"].isin([OpportunityStatus.OPEN])
    plans = activities.reindex(columns=["account_id", "status", "day"])
    planned = plans["status"].isna() | plans["status"].isin([ActivityStatus.PLANNED])
    steps = pd.concat(
        [
            pd.DataFrame(
                {"account_id": rows["account_id"], "day": pd.to_datetime(rows[day])}
            ).astype({"account_id": object, "day": "datetime64[ns]"})
            for rows, day in ((deals[is_open], "next_step_date"), (plans[planned], "day"))
        ]
    )
    return steps[steps["day"] >= as_of].groupby("account_id")["day"].min()


def _reason(filled: pd.DataFrame, result: pd.DataFrame, language: Language) -> pd.Series:
    absent = (~filled).assign(**{NEXT_STEP[language]: result["next_step"].isna()})
    lacking = listed(absent, language)
    words = Text(
        "{all}项已填{filled}项（{share}），{verdict}",
        "{filled} of {all} filled ({share}), {verdict}",
    )[language]
    verdicts = {
        YES[language]: Text("可以交接", "ready")[language],
        NO[language]: Text("尚不能交接", "not ready")[language],
    }
    facts = pd.DataFrame(
        {
            "all": str(len(filled.columns)),
            "filled": filled.sum(axis=1).astype(str),
            "share": result["share"].map(percent_words),
            "verdict": result["ready"].map(verdicts),
        },
        index=filled.index,
    )
    missing = Text("；缺少", "; missing ")[language] + lacking
    return sentences(words, facts) + missing.where(lacking.ne(""), "")
