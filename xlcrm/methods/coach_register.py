"""向导登记 · Coach register.

Question: does somebody guide us in this deal, from where, and did we speak lately?

Formula: coached = at least one person of the deal's customer is marked as a coach and has not
left. A coach is inside the customer, outside it, or one of ours; coaches not spoken to for more
than `quiet_days` are counted beside. Open deals alone are judged.

Units: coaches are people, quiet ones as well; days since the last contact as of `as_of`.

Source: domain inventory `coach-register`. How long silence may last is ours. Who the coach is
never stands in a result: the names stay on the contact sheet.

Not for: choosing a coach, which is a matter of trust.

Example: a coach inside the customer, last spoken to 12 days ago, and one outside, 61 days ago.

>>> contacts = pd.DataFrame(
...     {
...         "account_id": "A", "is_coach": True, "has_left": None,
...         "coach_source": [CoachSource.INSIDE, CoachSource.OUTSIDE],
...         "last_contact": pd.to_datetime(["2026-05-08", "2026-03-20"]),
...     }
... )
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([None]), pd.Series([None]), contacts=contacts,
...     as_of=date(2026, 5, 20),
... )
>>> scored["coached"].tolist(), scored["reason"].tolist()
(['是'], ['有向导2人：客户内部1、客户外部1；其中1人超过30天未联系'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import present
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import LISTING, MISSING, NO, YES, missing_words, text_column
from xlcrm.sheets.contact import CoachSource


class Params(MethodParams):
    """How long a coach may be silent."""

    quiet_days: int = Field(
        default=30, ge=1, description="Ours: days without contact after which a coach is quiet"
    )


DEFAULTS = Params()

LABEL = Label(
    name="coach_register",
    ids=("coach-register",),
    zh="向导登记",
    en="Coach register",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="coached", zh="有向导", en="Has a coach", written=False),
        Result(name="coaches", zh="向导人数", en="Coaches", kind="number", written=False),
        Result(name="quiet", zh="久未联系向导", en="Quiet coaches", kind="number", written=False),
        Result(name="reason", zh="向导说明", en="Coach reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    status: pd.Series,
    new_market: pd.Series,
    *,
    contacts: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count each open deal's coaches; contacts have is_coach, coach_source and last_contact."""
    people = present(contacts)
    coaches = people[people["is_coach"].isin([True])]
    days = (pd.Timestamp(as_of).normalize() - pd.to_datetime(coaches["last_contact"])).dt.days
    marks = pd.DataFrame({"coaches": 1.0, "quiet": days.gt(params.quiet_days).astype(float)},
                         index=coaches.index)  # fmt: skip
    for entry in CoachSource:
        marks[entry.name] = coaches["coach_source"].isin([entry]).astype(float)
    sums = marks.groupby(coaches["account_id"]).sum()
    live = is_open(status) & account_id.notna()
    kept = people.groupby("account_id").size()
    known = live & looked_up(account_id, kept).notna()
    facts = pd.DataFrame(
        {name: looked_up(account_id, sums[name]) for name in sums}, index=account_id.index
    )
    facts = facts.astype(float).fillna(0.0).where(known)
    result = facts[["coaches", "quiet"]].copy()
    coached = text_column([NO[language]] * len(facts), facts.index)
    result.insert(0, "coached", coached.mask(facts["coaches"].gt(0), YES[language]).where(known))
    result["reason"] = _reason(facts, account_id, new_market, params, language)
    closed = Text("已不在进行中，不判断", "no longer open: not judged")[language]
    result["reason"] = result["reason"].mask(~live & account_id.notna(), closed)
    return result


def _reason(
    facts: pd.DataFrame,
    account_id: pd.Series,
    new_market: pd.Series,
    params: Params,
    language: Language,
) -> pd.Series:
    has = Text("有向导{count}人{sources}{quiet}", "coaches: {count}{sources}{quiet}")[language]
    quiet = Text("；其中{}人超过{}天未联系", "; {} not spoken to for over {} days")[language]
    alone = Text("没有向导", "no coach")[language]
    needed = Text("没有向导：新市场必须先找到向导", "no coach: a new market needs one first")[
        language
    ]
    colon, gap = (Text("：", ", ")[language], "" if language == "zh" else " ")
    reason = missing_words("opportunities", account_id.to_frame("account_id"), language)
    unknown = MISSING[language] + Text("这个客户的联系人", "contacts of this customer")[language]
    reason = reason.mask(reason.eq(""), unknown)
    known = facts["coaches"].notna()
    told = []
    for row, new in zip(facts[known].to_dict("records"), new_market[known], strict=True):
        named = [
            f"{entry.text(language)}{gap}{row[entry.name]:.0f}"
            for entry in CoachSource
            if row[entry.name]
        ]
        words = has.format(
            count=f"{row['coaches']:.0f}",
            sources=colon + LISTING[language].join(named) if named else "",
            quiet=quiet.format(f"{row['quiet']:.0f}", params.quiet_days) if row["quiet"] else "",
        )
        told.append(words if row["coaches"] else needed if new is True else alone)
    reason[known] = text_column(told, reason.index[known])
    return reason
