"""客户投诉处理 · Complaint handling.

Question: was this complaint answered and closed in time, or how long has it been waiting?

Formula: response = the typed hours to the first answer; closing = days from receipt to closing;
age = days from receipt to `as_of` while it is open. In time means: answered within the hours and
closed within the days that the customer's care tier has. Where only the days of receipt and answer
are known, answered in time means: on a day no later than receipt + hours ÷ 24, rounded up.

Units: hours and days; dates know no time of day.

Source: domain inventory `complaint-process`: respond and solve fast and accurately, record and
handle; the source sets no time limits, so all of them are ours.

Not for: judging people by the number of complaints: those that are told can be put right.

Example: received 3 June 10:00, first answer 14:30 (4.5 hours), closed 6 June: 3 days, in time for
an ordinary customer.

>>> day = pd.to_datetime
>>> scored = compute(
...     pd.Series(["A"]), day(pd.Series(["2026-06-03"])), day(pd.Series(["2026-06-03"])),
...     pd.Series([4.5]), day(pd.Series(["2026-06-06"])),
...     accounts=pd.DataFrame({"account_id": ["A"], "care_tier": [None]}), as_of=date(2026, 6, 30),
... )
>>> scored[["response", "closing", "state"]].to_numpy().tolist()
[[4.5, 3.0, '按时结案']]
"""

from collections.abc import Hashable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import SEMICOLON, days_words, missing_words, text_column
from xlcrm.sheets.account import CareTier

IN_TIME, LATE = Text("按时结案", "Closed in time"), Text("超时结案", "Closed late")
OPEN, OVERDUE = Text("处理中", "Open"), Text("处理超时", "Open, overdue")
HOURS = 24


class Params(MethodParams):
    """Time limits by care tier; a customer without a tier counts as ordinary."""

    response_hours_a: float = Field(default=4, gt=0, description="Ours: hours to answer tier A")
    response_hours_b: float = Field(default=8, gt=0, description="Ours: hours to answer tier B")
    response_hours_ordinary: float = Field(
        default=24, gt=0, description="Ours: hours to answer ordinary customers"
    )
    closing_days_a: float = Field(default=3, gt=0, description="Ours: days to close for tier A")
    closing_days_b: float = Field(default=5, gt=0, description="Ours: days to close for tier B")
    closing_days_ordinary: float = Field(
        default=10, gt=0, description="Ours: days to close for ordinary customers"
    )


DEFAULTS = Params()

LABEL = Label(
    name="complaint_process",
    ids=("complaint-process",),
    zh="客户投诉处理",
    en="Complaint handling",
    sheet="complaints",
    shape="column",
    results=(
        Result(name="response", zh="首次响应用时(小时)", en="Time to answer (h)", kind="rating",
               written=False),
        Result(name="closing", zh="结案天数", en="Days to close", kind="days", written=False),
        Result(name="age", zh="未结天数", en="Days open", kind="days", written=False),
        Result(name="state", zh="处理状态", en="Handling state"),
        Result(name="reason", zh="处理说明", en="Handling reason"),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    received: pd.Series,
    first_response: pd.Series,
    response_hours: pd.Series,
    closed: pd.Series,
    *,
    accounts: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Times and state of each complaint."""
    today = pd.Timestamp(as_of)
    days = pd.DataFrame({"received": received, "first": first_response, "closed": closed})
    days = days.apply(pd.to_datetime).reindex(columns=["received", "first", "closed"])
    days = days.where(days.le(today))
    hours, limit = _limits(account_id, accounts, params)
    result = response_hours.astype(float).to_frame("response")
    result["closing"] = (days["closed"] - days["received"]).dt.days.astype(float)
    age = (today - days["received"]).dt.days.astype(float)
    result["age"] = age.where(days["closed"].isna())
    answered_on = (days["first"] - days["received"]).dt.days
    waited = age.where(days["first"].isna(), answered_on)
    slow = result["response"].gt(hours) | (
        result["response"].isna() & waited.gt(np.ceil(hours / HOURS))
    )
    long = result["closing"].gt(limit) | result["age"].gt(limit)
    late, is_closed = slow | long, days["closed"].notna()
    conditions = [(is_closed & late).to_numpy(), is_closed.to_numpy(), late.to_numpy()]
    chosen = np.select(conditions, [one[language] for one in (LATE, IN_TIME, OVERDUE)],
                       default=OPEN[language])  # fmt: skip
    known = days["received"].notna()
    result["state"] = text_column([str(one) for one in chosen], known.index).where(known)
    facts = result.assign(answered=answered_on, slow=slow, long=long, hours=hours, limit=limit)
    missing = missing_words("complaints", days[["received"]], language)
    result["reason"] = _reason(facts, language).where(known, missing)
    return result


def _limits(
    account_id: pd.Series, accounts: pd.DataFrame, params: Params
) -> tuple[pd.Series, pd.Series]:
    """Hours to answer and days to close, by the tier of each complaint's customer."""
    rows = accounts.reindex(columns=["account_id", "care_tier"]).dropna(subset=["account_id"])
    tiers = rows.drop_duplicates("account_id").set_index("account_id")["care_tier"]
    tier = looked_up(account_id, tiers)
    hours = {CareTier.A: params.response_hours_a, CareTier.B: params.response_hours_b}
    days = {CareTier.A: params.closing_days_a, CareTier.B: params.closing_days_b}
    return (
        tier.map(hours).astype(float).fillna(params.response_hours_ordinary),
        tier.map(days).astype(float).fillna(params.closing_days_ordinary),
    )


def _reason(facts: pd.DataFrame, language: Language) -> pd.Series:
    said = [_sentence(row, language) for row in facts.to_dict("records")]
    return text_column(said, facts.index)


def _sentence(row: dict[Hashable, Any], language: Language) -> str:
    """The answer against its limit, then the closing or the days open against theirs."""
    late = {True: Text("，超时", ", late")[language], False: ""}
    within = Text("{}（限{}）{}", "{} (limit {}){}")[language]
    limit = Text("{:g}小时", "{:g} h")[language].format(row["hours"])
    if not pd.isna(row["response"]):
        took = Text("{:g}小时响应", "answered in {:g} h")[language].format(row["response"])
    elif not pd.isna(row["answered"]):
        took = Text("{}后响应", "answered after {}")[language].format(
            days_words(row["answered"], language))  # fmt: skip
    else:
        took = Text("缺少首次响应", "missing first answer")[language]
    first = within.format(took, limit, late[bool(row["slow"])])
    done = Text("{}结案", "closed in {}") if pd.isna(row["age"]) else Text("未结{}", "open {}")
    span = row["closing"] if pd.isna(row["age"]) else row["age"]
    if pd.isna(span):
        return first
    second = within.format(
        done[language].format(days_words(span, language)),
        days_words(row["limit"], language),
        late[bool(row["long"])],
    )
    return SEMICOLON[language].join([first, second])
