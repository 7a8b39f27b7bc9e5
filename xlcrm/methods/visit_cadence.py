"""拜访节奏 · Visit cadence.

Question: is this customer seen neither too rarely nor too often, and when is the next contact due?

Formula: every care tier has a band of days between two contacts, from `…_least` to `…_most`. Due =
last contact + most. Overdue: that day has passed. Too dense: the mean gap between the last `recent`
days of contact is below the least. Otherwise the pace suits. Contact is an activity done, or the
day of last contact of any of the customer's people.

Units: days; the result is a day, one of three words, and the contacts looked at.

Source: domain inventory `return-visit` and `activity-types` (no activity in so many days), tension
7 (not too slow, and no hurry: a band, not a minimum alone), `activity-purposes` (five contacts in
a row for the relation only). No intervals are given: all days are ours.

Not for: customers lost or closed, and those without a care tier.

Example: a customer of tier A, last seen on 10 May and to be seen every 30 days, is due on 9 June.

>>> seen = pd.DataFrame({"account_id": ["A"], "day": pd.to_datetime(["2026-05-10"])})
>>> seen = seen.assign(status=None, purpose=None)
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([None]), pd.Series([CareTier.A]), activities=seen,
...     contacts=pd.DataFrame(columns=["account_id", "last_contact"]), as_of=date(2026, 5, 20),
... )
>>> scored["pace"].tolist(), scored["due"].dt.date.tolist()
(['适中'], [datetime.date(2026, 6, 9)])
"""

from datetime import date
from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.activity_mix import IDLE
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import days_words, missing_words, sentences, text_column
from xlcrm.sheets.account import AccountStatus, CareTier
from xlcrm.sheets.activity import ActivityPurpose, ActivityStatus

OVERDUE = Text("逾期", "Overdue")
DENSE = Text("偏密", "Too dense")
SUITS = Text("适中", "In band")
ENDED = (AccountStatus.LOST, AccountStatus.CLOSED)


class Params(MethodParams):
    """The band of each care tier; all ours."""

    a_least: int = Field(default=7, ge=0, description="Ours: least days between contacts, tier A")
    a_most: int = Field(default=30, ge=1, description="Ours: most days between contacts, tier A")
    b_least: int = Field(default=14, ge=0, description="Ours: the same for tier B")
    b_most: int = Field(default=60, ge=1, description="Ours: the same for tier B")
    ordinary_least: int = Field(default=30, ge=0, description="Ours: for ordinary customers")
    ordinary_most: int = Field(default=180, ge=1, description="Ours: for ordinary customers")
    recent: int = Field(default=5, ge=2, le=50, description="The last contacts that are looked at")

    @model_validator(mode="after")
    def _bands(self) -> Self:
        for tier in ("a", "b", "ordinary"):
            if getattr(self, f"{tier}_least") >= getattr(self, f"{tier}_most"):
                raise ValueError(f"{tier}_most must exceed {tier}_least")
        return self

    def days(self, end: str) -> dict[CareTier, int]:
        """Tier to its least or most days."""
        return {tier: getattr(self, f"{tier.name.lower()}_{end}") for tier in CareTier}


DEFAULTS = Params()

LABEL = Label(
    name="visit_cadence",
    ids=("return-visit", "activity-types", "activity-purposes"),
    zh="拜访节奏",
    en="Visit cadence",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="last", zh="上次接触", en="Last touched", kind="date", written=False),
        Result(name="pace", zh="接触节奏", en="Contact pace", written=False),
        Result(name="due", zh="下次接触期限", en="Next contact due", kind="date", written=False),
        Result(name="reason", zh="节奏说明", en="Pace reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    status: pd.Series,
    care_tier: pd.Series,
    *,
    activities: pd.DataFrame,
    contacts: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Hold each customer's contacts against the band of its tier."""
    today = pd.Timestamp(as_of)
    seen = _seen(activities, contacts, today, params)
    facts = pd.DataFrame({name: looked_up(account_id, seen[name]) for name in seen.columns})
    for end in ("least", "most"):
        facts[end] = care_tier.map(params.days(end)).astype(float)
    facts["planned"] = looked_up(account_id, _planned(activities, today))
    facts["since"] = (today - facts["last"]).dt.days.astype(float)
    judged = account_id.notna() & care_tier.notna() & facts["last"].notna() & ~status.isin(ENDED)
    pace = text_column([SUITS[language]] * len(facts), facts.index)
    pace = pace.mask(facts["gap"] < facts["least"], DENSE[language])
    pace = pace.mask(facts["since"] > facts["most"], OVERDUE[language])
    result = pd.DataFrame({"last": facts["last"], "pace": pace.where(judged)})
    due = facts["last"] + pd.to_timedelta(facts["most"], unit="D")
    result["due"] = pd.to_datetime(due.where(judged))
    inputs = pd.DataFrame({"account_id": account_id, "care_tier": care_tier})
    unseen = Text("缺少接触记录，请安排首次拜访", "missing any contact: arrange a first visit")
    over = Text("已流失或停用，不排接触", "lost or closed: no contact is due")
    reason = missing_words("accounts", inputs, language)
    reason = reason.mask(reason.eq(""), unseen[language])
    reason = reason.mask(status.isin(ENDED) & account_id.notna(), over[language])
    reason[judged] = _reason(facts[judged].assign(pace=pace[judged]), language)
    result["reason"] = reason
    return result


def _seen(
    activities: pd.DataFrame, contacts: pd.DataFrame, today: pd.Timestamp, params: Params
) -> pd.DataFrame:
    """By account: its last contact, the mean gap of the last ones, and whether all were rapport."""
    rows = activities[["account_id", "day", "status", "purpose"]].assign(
        day=pd.to_datetime(activities["day"])
    )
    done = rows[~rows["status"].isin(IDLE) & rows["day"].le(today) & rows["account_id"].notna()]
    done = done.sort_values("day", ascending=False, kind="stable")
    people = pd.to_datetime(contacts["last_contact"])
    people = people.where(people.le(today)).groupby(contacts["account_id"]).max()
    lately = done.groupby("account_id").head(params.recent)
    rapport = lately["purpose"].isin([ActivityPurpose.RAPPORT]).groupby(lately["account_id"]).sum()
    days = done.drop_duplicates(["account_id", "day"]).groupby("account_id").head(params.recent)
    spans = days.groupby("account_id")["day"].agg(["max", "min", "size"])
    gap = (spans["max"] - spans["min"]).dt.days / (spans["size"] - 1).where(spans["size"] > 1)
    both = pd.concat([spans["max"], people.dropna()])
    last = pd.to_datetime(both.groupby(level=0).max())
    found = pd.DataFrame({"last": last, "gap": gap.astype(float).reindex(last.index)})
    return found.assign(rapport=rapport.eq(params.recent).reindex(found.index).eq(True))


def _planned(activities: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """By account the day of the next activity that is planned."""
    day = pd.to_datetime(activities["day"])
    ahead = activities["status"].isin([ActivityStatus.PLANNED]) & day.ge(today)
    return pd.to_datetime(day[ahead].groupby(activities["account_id"][ahead]).min())


def _reason(rows: pd.DataFrame, language: Language) -> pd.Series:
    words = Text(
        "{pace}：上次接触距今{since}，要求{least}至{most}{gap}{planned}{rapport}",
        "{pace}: last contact {since} ago, wanted every {least} to {most}{gap}{planned}{rapport}",
    )[language]
    gap = Text("；近几次平均间隔{}", "; the last ones {} apart")[language]
    planned = Text("；已计划{:%Y-%m-%d}", "; planned for {:%Y-%m-%d}")[language]
    rapport = Text("；近几次都只为建立关系", "; the last ones built rapport only")[language]
    told = pd.DataFrame(
        {
            "pace": rows["pace"],
            "since": rows["since"].map(lambda days: days_words(days, language)),
            "least": rows["least"].map("{:.0f}".format),
            "most": rows["most"].map(lambda days: days_words(days, language)),
            "gap": [
                gap.format(days_words(days, language)) if pd.notna(days) else ""
                for days in rows["gap"]
            ],
            "planned": [planned.format(day) if pd.notna(day) else "" for day in rows["planned"]],
            "rapport": [rapport if flag is True else "" for flag in rows["rapport"].tolist()],
        },
        index=rows.index,
    )
    return sentences(words, told)
