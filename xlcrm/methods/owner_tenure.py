"""三年不换人 · Owner tenure.

Question: has this customer kept one salesperson for three years, and was the last change too soon?

Formula: tenure = days from the present owner's start to `as_of`; stable from `years` years on, by
the calendar. The owner before was changed early when fewer than `years` years lie between that
owner's start and the present owner's.

Units: dates; tenure in days. A date after `as_of` counts as missing.

Source: domain inventory `owner-tenure-3y`: the relation lasts when nobody is changed for three
years.

Not for: blaming a salesperson who was moved: the reason of a change has its own column.

Example: from 1 May 2022 to 30 June 2024, 2 years and 60 days: changed early.

>>> scored = compute(
...     pd.Series(["Li"]),
...     pd.to_datetime(pd.Series(["2024-06-30"])),
...     pd.to_datetime(pd.Series(["2022-05-01"])),
...     as_of=date(2026, 11, 30),
... )
>>> scored["early"].tolist(), scored["tenure"].tolist(), scored["stable"].tolist()
(['是'], [883.0], ['否'])
>>> scored["reason"].tolist()
['Li负责2年153天，未满3年；原负责人只负责了2年60天就换人']
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import NO, YES, missing_words, text_column


class Params(MethodParams):
    """How long one owner should stay."""

    years: int = Field(default=3, ge=1, le=20, description="Years that one owner should stay")


DEFAULTS = Params()

LABEL = Label(
    name="owner_tenure",
    ids=("owner-tenure-3y",),
    zh="三年不换人",
    en="Owner tenure",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="tenure", zh="负责天数", en="Owner tenure", kind="days", written=False),
        Result(name="stable", zh="负责人稳定", en="Owner stable", written=False),
        Result(name="early", zh="过早换人", en="Owner changed early", written=False),
        Result(name="reason", zh="负责人说明", en="Owner tenure reason", written=False),
    ),
)


def compute(
    owner: pd.Series,
    owner_since: pd.Series,
    previous_since: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Tenure of each customer's owner, and whether the one before was changed early."""
    today, years = pd.Timestamp(as_of), pd.DateOffset(years=params.years)
    since, before = pd.to_datetime(owner_since), pd.to_datetime(previous_since)
    since = since.where(since.le(today))
    before = before.where(before.le(since))
    result = (today - since).dt.days.astype(float).to_frame("tenure")
    long = (since + years).le(today)
    early = (before + years).gt(since)
    result["stable"] = _answer(long, since.notna(), language)
    result["early"] = _answer(early, before.notna(), language)
    inputs = pd.DataFrame({"owner": owner, "owner_since": since})
    missing = missing_words("accounts", inputs, language)
    now = Text("{}负责{}，{}", "{} for {}, {}")[language]
    enough = Text("已满{}年", "{} years reached")[language].format(params.years)
    short = Text("未满{}年", "short of {} years")[language].format(params.years)
    last = Text("；原负责人只负责了{}就换人", "; the owner before was changed after {}")[language]
    reasons = []
    for who, start, first, lasted, soon, lacking in zip(
        owner, since, before, long, early, missing, strict=True
    ):
        said = lacking or now.format(
            who, _span(start, today, language), enough if lasted else short
        )
        reasons.append(said + (last.format(_span(first, start, language)) if soon else ""))
    result["reason"] = text_column(reasons, result.index)
    return result


def _answer(holds: pd.Series, known: pd.Series, language: Language) -> pd.Series:
    words = text_column([NO[language]] * len(holds), holds.index).mask(holds, YES[language])
    return words.where(known)


def _span(start: pd.Timestamp, end: pd.Timestamp, language: Language) -> str:
    """Whole years and the days after them."""
    years = end.year - start.year
    if start + pd.DateOffset(years=years) > end:
        years -= 1
    days = (end - (start + pd.DateOffset(years=years))).days
    return Text("{}年{}天", "{} years {} days")[language].format(years, days)
