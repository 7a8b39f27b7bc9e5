"""计划维护 · Plan upkeep.

Question: does this customer's plan say what a plan must, and has anybody gone through it lately?

Formula: eight sections that people fill; typed completeness = filled ÷ those the workbook keeps.

    contacts       somebody at the customer
    deals          an open deal
    activities     an activity planned for as_of or later
    care           a care action planned for as_of or later and not done
    switching      a way of raising the cost of switching that we use
    negotiation    a row on the negotiation sheet for one of its open deals
    review         the day the plan was last gone through
    offer          value-added services or preferential policies

Fresh: gone through in the last `fresh_days`. What is computed on a planning tab is filled by
definition and does not count.

Units: a share from 0 to 1; days. A sheet without any row is not kept here: its section is left
out, and the reason says so.

Source: domain inventory `account-plan`: the source names the plan and its last section (增值服务,
优惠政策); the other sections are those of the planning tab. The days are ours.

Not for: judging whether a plan is good, and for customers lost or closed.

Example: six of the eight sections have something in them: 75 %.

>>> day = lambda text: pd.Series(pd.to_datetime([text]))
>>> mine = pd.DataFrame({"account_id": ["A"], "opportunity_id": ["P"], "status": [None]})
>>> ways = mine.assign(method_care=True)
>>> scored = compute(
...     mine["account_id"], pd.Series([None]), day("2026-05-01"), pd.Series(["training"]),
...     pd.Series([None]), contacts=mine, opportunities=mine, switching=ways,
...     negotiations=mine.assign(opportunity_id="Q"), activities=mine.assign(day=pd.NaT),
...     care=mine.assign(planned=pd.Timestamp(2026, 6, 1), done=pd.NaT), as_of=date(2026, 5, 20),
... )
>>> scored[["typed", "fresh"]].values.tolist(), scored["missing"].tolist()
([[0.75, '是']], ['活动计划、谈判'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.visit_cadence import ENDED
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import (
    LISTING,
    NO,
    SEMICOLON,
    YES,
    days_words,
    listed,
    missing_words,
    percent_words,
    text_column,
)
from xlcrm.sheets.activity import ActivityStatus

SECTIONS = {
    "contacts": Text("联系人", "contacts"),
    "deals": Text("商机", "deals"),
    "activities": Text("活动计划", "activity plan"),
    "care": Text("关怀计划", "care plan"),
    "switching": Text("转换成本措施", "switching costs"),
    "negotiation": Text("谈判", "negotiation"),
    "review": Text("复盘日期", "review date"),
    "offer": Text("增值服务与优惠政策", "services and policies"),
}
"""The sections people fill, in the order of the planning tab."""


class Params(MethodParams):
    """How long a plan stays fresh."""

    fresh_days: int = Field(default=92, ge=1, le=3650, description="Ours: days a plan stays fresh")


DEFAULTS = Params()

LABEL = Label(
    name="plan_upkeep",
    ids=("account-plan",),
    zh="计划维护",
    en="Plan upkeep",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="typed", zh="计划完整度", en="Plan complete", kind="percent", written=False),
        Result(name="fresh", zh="计划新鲜", en="Plan fresh", written=False),
        Result(name="missing", zh="计划缺项", en="Plan lacks", written=False),
        Result(name="reason", zh="计划维护说明", en="Plan reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    status: pd.Series,
    plan_date: pd.Series,
    value_added_services: pd.Series,
    preferential_policies: pd.Series,
    *,
    contacts: pd.DataFrame,
    opportunities: pd.DataFrame,
    activities: pd.DataFrame,
    care: pd.DataFrame,
    switching: pd.DataFrame,
    negotiations: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Look for each section of every customer's plan in the workbook."""
    today, reviewed = pd.Timestamp(as_of), pd.to_datetime(plan_date)
    live = opportunities[is_open(opportunities["status"])]
    named = live["opportunity_id"].isin(negotiations["opportunity_id"].dropna())
    ahead = activities["status"].isin([ActivityStatus.PLANNED])
    ahead &= pd.to_datetime(activities["day"]).ge(today)
    caring = pd.to_datetime(care["planned"]).ge(today) & pd.to_datetime(care["done"]).isna()
    ways = switching[[name for name in switching if str(name).startswith("method_")]]
    found = {
        "contacts": (contacts, contacts),
        "deals": (opportunities, live),
        "activities": (activities, activities[ahead]),
        "care": (care, care[caring]),
        "switching": (switching, switching[ways.eq(True).any(axis=1)]),
        "negotiation": (negotiations, live[named]),
    }
    filled = pd.DataFrame(
        {name: account_id.isin(rows["account_id"].dropna())
         for name, (sheet, rows) in found.items() if len(sheet)},
        index=account_id.index,
    )  # fmt: skip
    filled["review"] = reviewed.notna()
    filled["offer"] = value_added_services.notna() | preferential_policies.notna()
    age = (today - reviewed).dt.days
    return _judged(filled, account_id, status, age=age, params=params, language=language)


def _judged(
    filled: pd.DataFrame,
    account_id: pd.Series,
    status: pd.Series,
    *,
    age: pd.Series,
    params: Params,
    language: Language,
) -> pd.DataFrame:
    """How complete and how fresh the plan of each customer still served is, with its reason."""
    ended = status.isin(ENDED)
    judged = account_id.notna() & ~ended
    result = pd.DataFrame({"typed": filled.mean(axis=1).where(judged)})
    fresh = text_column([YES[language]] * len(age), age.index)
    fresh = fresh.mask(age > params.fresh_days, NO[language])
    result["fresh"] = fresh.where(judged & age.notna())
    titles = [SECTIONS[str(name)][language] for name in filled.columns]
    absent = listed((~filled).set_axis(titles, axis=1), language)
    result["missing"] = absent.where(judged & absent.ne(""))
    reason = _reason(filled, result, age, language)
    over = Text("已流失或停用，不做计划", "lost or closed: no plan is kept")[language]
    blank = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = reason.where(judged, blank.mask(ended & account_id.notna(), over))
    return result


def _reason(
    filled: pd.DataFrame, result: pd.DataFrame, age: pd.Series, language: Language
) -> pd.Series:
    head = Text("{all}项中填了{there}项（{share}）", "{there} of {all} sections filled ({share})")[
        language
    ]
    lacks = Text("缺：{}", "lacking: {}")[language]
    old = Text("{}前复盘，该更新了", "gone through {} ago: renew it")[language]
    new = Text("{}前复盘", "gone through {} ago")[language]
    never = Text("缺少计划复盘日期", "missing the day it was gone through")[language]
    left_out = [text[language] for name, text in SECTIONS.items() if name not in filled]
    unkept = Text("本工作簿不记录{}，未计", "not kept here and left out: {}")[language]
    tail = [unkept.format(LISTING[language].join(left_out))] if left_out else []
    reasons = []
    for there, share, fresh, missing, days in zip(
        filled.sum(axis=1), result["typed"], result["fresh"], result["missing"], age, strict=True
    ):
        said = [head.format(all=filled.shape[1], there=there, share=percent_words(share))]
        said += [lacks.format(missing)] if isinstance(missing, str) else []
        reviewed = new if fresh == YES[language] else old
        said.append(reviewed.format(days_words(days, language)) if pd.notna(days) else never)
        reasons.append(SEMICOLON[language].join([*said, *tail]))
    return text_column(reasons, result.index)
