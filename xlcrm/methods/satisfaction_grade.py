"""客户满意分级 · Satisfaction grade.

Question: is this customer satisfied, would it come again, and does it bring others?

Formula: grade 1, satisfied: at least `satisfied_share` of the answers to “satisfied” in the latest
survey are yes. Grade 2, “I will come again”: also `repeat_orders` orders or more in the months
that `rfm` counts, and not most answers to “will return” are no. Grade 3, “and bring friends”: also
a customer brought to us, named by its id, and not most answers to “will refer” are no. Grade 0: not
satisfied.

Units: answers as typed; the grade is 0 to 3. Words alone do not raise a grade: grade 2 needs a
repeat order and grade 3 the id of the customer that was brought.

Source: domain inventory `satisfaction-grade-3`; the share and the number of orders are ours.

Not for: customers who were never asked: they have no grade.

Example: satisfied, ordered three times in the year, and brought nobody: grade 2.

>>> surveys = pd.DataFrame(
...     {
...         "account_id": ["A"], "surveyed": pd.to_datetime(["2026-09-01"]), "item": ["whole"],
...         "experience": [8.0], "satisfied": [True], "will_return": [True], "will_refer": [None],
...     }
... )
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([None]), surveys=surveys, as_of=date(2026, 11, 30),
...     rfm=pd.DataFrame({"frequency": [3.0]}), satisfaction=pd.DataFrame({"gap": [-0.1]}),
... )
>>> scored["grade"].tolist()
[2.0]
"""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.satisfaction import signed
from xlcrm.methods.wording import missing_words, percent_words, text_column

GRADES = {
    0: Text("不满意", "not satisfied"),
    1: Text("满意", "satisfied"),
    2: Text("满意，还会来", "satisfied, comes again"),
    3: Text("满意，还会带朋友来", "satisfied, comes again and brings others"),
}


class Params(MethodParams):
    """What counts as satisfied and as a repeat order."""

    satisfied_share: float = Field(
        default=0.5, gt=0, le=1, description="Ours: share of answers that must say satisfied"
    )
    repeat_orders: int = Field(
        default=2, ge=2, description="Ours: orders in the window that make a repeat order"
    )


DEFAULTS = Params()

LABEL = Label(
    name="satisfaction_grade",
    ids=("satisfaction-grade-3",),
    zh="客户满意分级",
    en="Satisfaction grade",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="grade", zh="满意等级(0-3)", en="Satisfaction (0-3)", kind="number"),
        Result(name="reason", zh="满意说明", en="Satisfaction reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    brought_account: pd.Series,
    *,
    surveys: pd.DataFrame,
    rfm: pd.DataFrame,
    satisfaction: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Grade of each customer from its answers, its orders and the customer it brought."""
    shares = _shares(surveys, as_of)
    answers = pd.DataFrame({name: looked_up(account_id, shares[name]) for name in shares})
    orders = rfm["frequency"].reindex(account_id.index).astype(float)
    satisfied = answers["satisfied"].ge(params.satisfied_share)
    again = satisfied & orders.ge(params.repeat_orders) & ~answers["will_return"].lt(0.5)
    brings = again & brought_account.notna() & ~answers["will_refer"].lt(0.5)
    steps = satisfied.astype(float) + again + brings
    result = steps.where(answers["satisfied"].notna()).to_frame("grade")
    gap = satisfaction["gap"].reindex(account_id.index).astype(float)
    facts = answers.assign(grade=result["grade"], orders=orders, brought=brought_account, gap=gap)
    absent = Text("缺少满意度调查中的“是否满意”", "missing answers to “satisfied” in a survey")
    reason = _reason(facts, language).where(result["grade"].notna(), absent[language])
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = reason.mask(account_id.isna(), nameless)
    return result


ASKED = ["satisfied", "will_return", "will_refer"]


def _shares(surveys: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Share of yes among the answers to each question in the latest survey, by account id."""
    rows = surveys.reindex(columns=["account_id", "surveyed", *ASKED])
    rows["surveyed"] = pd.to_datetime(rows["surveyed"])
    rows[ASKED] = rows[ASKED].astype(float)
    rows = rows.dropna(subset=["account_id", "satisfied"])
    rows = rows[rows["surveyed"] <= pd.Timestamp(as_of)]
    rows = rows[rows["surveyed"] == rows.groupby("account_id")["surveyed"].transform("max")]
    return rows.groupby("account_id")[ASKED].mean()


def _reason(facts: pd.DataFrame, language: Language) -> pd.Series:
    """The grade in words, what it rests on, and what the next grade lacks."""
    said = [_sentence(row, language) for row in facts.to_dict("records")]
    return text_column(said, facts.index)


def _sentence(row: dict[Hashable, Any], language: Language) -> str | None:
    if pd.isna(row["grade"]):
        return None
    head = Text("{:.0f}级 {}：{}的回答满意", "{:.0f} {}: {} of the answers satisfied")[language]
    parts = [head.format(row["grade"], GRADES[int(row["grade"])][language],
                         percent_words(row["satisfied"]))]  # fmt: skip
    if pd.isna(row["orders"]):
        parts.append(Text("缺少订单记录", "missing orders")[language])
    else:
        parts.append(Text("期间下单{:.0f}次", "{:.0f} orders in the window")[language].format(
            row["orders"]))  # fmt: skip
    if row["will_return"] < 0.5:
        parts.append(Text("多数回答不再来", "most would not return")[language])
    if pd.isna(row["brought"]):
        parts.append(Text("未登记转介客户", "no customer brought on record")[language])
    else:
        parts.append(Text("已带来客户{}", "brought {}")[language].format(row["brought"]))
    if row["will_refer"] < 0.5:
        parts.append(Text("多数回答不愿推荐", "most would not refer")[language])
    if not pd.isna(row["gap"]):
        gap = Text("体验减期望{}", "experience less expectation {}")[language]
        parts.append(gap.format(signed(row["gap"])))
    return Text("，", ", ")[language].join(parts)
