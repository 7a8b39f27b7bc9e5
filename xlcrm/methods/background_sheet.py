"""客户背景分析 · Background analysis.

Question: how well do we know the customer and the project behind this deal?

Formula: share = cells filled ÷ 11, in three groups.

    business    business environment, core business, finances of the year
    project     application need, description, decision process, goal
    drivers     payback, risk of doing it, business or technical emphasis, a compelling event or its
                date

The cost of not doing it is a twelfth cell, which does not count. A compelling event whose date has
passed is named in the reason.

Units: columns as typed; the result is a share from 0 to 1, shown as a percentage.

Source: domain inventory `customer-background-sheet`; keeping the cost of not doing it beside the
risk of doing it is ours.

Not for: small repeat orders.

Example: 8 of 11 cells filled: 72.7 %.

>>> yes, no = pd.Series(["x"]), pd.Series([None])
>>> cells = [yes, yes, no, yes, yes, no, yes, yes, yes, yes, no]
>>> scored = compute(*cells, pd.to_datetime(no), as_of=date(2026, 5, 20))
>>> scored["share"].round(3).tolist(), scored["reason"].tolist()
([0.727], ['11项已填8项（72.7%）；缺少今年财务情况、决策过程说明、实施动力'])
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import header_words, listed, percent_words, sentences

GROUPS = {
    "business": ("environment", "core_business", "finances"),
    "project": ("application", "description", "decision_path", "goal"),
    "drivers": ("payback", "risk", "emphasis", "compelling_event"),
}


class Params(MethodParams):
    """There is nothing to choose."""


DEFAULTS = Params()

LABEL = Label(
    name="background_sheet",
    ids=("customer-background-sheet",),
    zh="客户背景分析",
    en="Background analysis",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="share", zh="背景完整度", en="Background filled", kind="percent",
               written=False),
        Result(name="business", zh="业务状况完整度", en="Business filled", kind="percent",
               written=False),
        Result(name="project", zh="商机背景完整度", en="Project filled", kind="percent",
               written=False),
        Result(name="drivers", zh="驱动因素完整度", en="Drivers filled", kind="percent",
               written=False),
        Result(name="reason", zh="背景说明", en="Background reason", written=False),
    ),
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    environment: pd.Series,
    core_business: pd.Series,
    finances: pd.Series,
    application: pd.Series,
    description: pd.Series,
    decision_path: pd.Series,
    goal: pd.Series,
    payback: pd.Series,
    risk: pd.Series,
    emphasis: pd.Series,
    compelling_event: pd.Series,
    event_date: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """How much of each deal's background is known; nothing at all is no share."""
    columns = (environment, core_business, finances, application, description, decision_path)
    more = (goal, payback, risk, emphasis, compelling_event)
    names = [name for group in GROUPS.values() for name in group]
    filled = pd.concat([*columns, *more], axis=1, keys=names).notna()
    filled["compelling_event"] |= event_date.notna()
    begun = filled.any(axis=1)
    result = (
        filled.mean(axis=1)
        .to_frame("share")
        .assign(**{group: filled[list(cells)].mean(axis=1) for group, cells in GROUPS.items()})
    )
    result = result.astype(float).where(begun)
    passed = pd.to_datetime(event_date).lt(pd.Timestamp(as_of))
    result["reason"] = _reason(filled, result["share"], passed, language)
    return result


def _reason(
    filled: pd.DataFrame, share: pd.Series, passed: pd.Series, language: Language
) -> pd.Series:
    """What is filled, what is missing, and whether the event is over."""
    headers = header_words("opportunities", language)
    lacking = listed((~filled).rename(columns=headers), language)
    missing = Text("缺少", "missing ")[language] + lacking
    words = Text("11项已填{filled}项（{share}）", "{filled} of 11 filled ({share})")[language]
    facts = pd.DataFrame(
        {"filled": filled.sum(axis=1).astype(str), "share": share.map(percent_words)}
    )
    gap = Text("；", "; ")[language]
    reason = sentences(words, facts) + (gap + missing).where(lacking.ne(""), "")
    past = gap + Text("实施动力日期已过", "the date of the compelling event has passed")[language]
    return reason.mask(passed, reason + past).where(share.notna(), missing)
