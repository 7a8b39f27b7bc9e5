"""投诉原因排列 · Complaint causes.

Question: which causes bring most complaints, so that they are treated first?

Formula: complaints of the last `window_months` by cause, most first; cumulative = their share and
that of all causes above. The causes that together reach `first_share` are to be treated first.

Units: numbers of complaints; shares, shown as percentages; repeat rate = complaints marked as
recurrent ÷ those where that is known; closing = mean days from receipt to closing; cost in base
currency units.

Source: domain inventory `complaint-process`: find the causes of frequent complaints and treat them
before the cooperation begins. Window and share are ours.

Not for: a handful of complaints: the order is then chance.

Example: ten complaints with causes 5, 3 and 2: 50, 80 and 100 % cumulative.

>>> causes = [ComplaintCause.DELIVERY] * 5 + [ComplaintCause.QUALITY] * 3
>>> causes += [ComplaintCause.PRICE] * 2
>>> days, nothing = pd.Series(pd.Timestamp("2026-06-03"), index=range(10)), pd.Series([None] * 10)
>>> scored = compute(days, pd.Series(causes), nothing, nothing, nothing, as_of=date(2026, 6, 30))
>>> scored["count"].tolist(), scored["cumulative"].tolist()
([5.0, 3.0, 2.0], [0.5, 0.8, 1.0])
>>> scored["first"].tolist()
['是', '是', '否']
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import NO, YES, days_words, percent_words, sentences, text_column
from xlcrm.sheets.complaint import ComplaintCause

NO_CAUSE = Text("未填原因", "No cause given")
ROUNDING = 1e-9


class Params(MethodParams):
    """How far back, and what comes first."""

    window_months: int = Field(
        default=12, ge=1, le=120, description="Ours: months whose complaints are counted"
    )
    first_share: float = Field(
        default=0.8, gt=0, le=1, description="Ours: share of complaints to treat first"
    )


DEFAULTS = Params()

LABEL = Label(
    name="complaint_causes",
    ids=("complaint-process",),
    zh="投诉原因排列",
    en="Complaint causes",
    sheet="complaints",
    shape="table",
    results=(
        Result(name="cause", zh="原因", en="Cause of complaints"),
        Result(name="count", zh="投诉数", en="Complaints", kind="number"),
        Result(name="share", zh="投诉占比", en="Share of complaints", kind="percent"),
        Result(name="cumulative", zh="累计投诉占比", en="Cumulative share", kind="percent"),
        Result(name="repeat_rate", zh="重复率", en="Repeat rate", kind="percent"),
        Result(name="closing", zh="平均结案天数", en="Mean days to close", kind="days"),
        Result(name="cost", zh="处理成本合计", en="Cost of handling", kind="money"),
        Result(name="first", zh="优先治理", en="Treat first"),
        Result(name="reason", zh="原因排列说明", en="Cause reason"),
    ),
)


def compute(
    received: pd.Series,
    cause: pd.Series,
    closed: pd.Series,
    recurrent: pd.Series,
    cost: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """One row per cause that occurred; complaints without a cause stand last."""
    today = pd.Timestamp(as_of)
    came = pd.to_datetime(received)
    rows = pd.DataFrame(
        {
            "cause": cause.map(
                {one: number for number, one in enumerate(ComplaintCause)}
            ).astype(float).fillna(len(ComplaintCause)),
            "closing": (pd.to_datetime(closed) - came).dt.days.astype(float),
            "recurrent": recurrent.astype(float),
            "cost": cost.astype(float),
        }
    )  # fmt: skip
    since = today - pd.DateOffset(months=params.window_months)
    rows = rows[came.gt(since) & came.le(today)]
    grouped = rows.groupby("cause")
    result = pd.DataFrame(
        {
            "count": grouped.size().astype(float),
            "repeat_rate": grouped["recurrent"].mean(),
            "closing": grouped["closing"].mean(),
            "cost": grouped["cost"].sum(min_count=1),
        }
    ).reset_index()
    result["unnamed"] = result["cause"].eq(len(ComplaintCause))
    result = result.sort_values(["unnamed", "count", "cause"], ascending=[True, False, True])
    return _ordered(result.reset_index(drop=True), params, language)


def _ordered(result: pd.DataFrame, params: Params, language: Language) -> pd.DataFrame:
    """Shares, verdicts and reasons of causes that stand in their order."""
    titles = [*(one.text(language) for one in ComplaintCause), NO_CAUSE[language]]
    named = [titles[int(number)] for number in result["cause"]]
    result["cause"] = text_column(named, result.index)
    result["share"] = result["count"] / result["count"].sum()
    result["cumulative"] = result["share"].cumsum()
    before = result["cumulative"] - result["share"]
    first = before.lt(params.first_share - ROUNDING) & ~result["unnamed"]
    verdict = text_column([NO[language]] * len(result), result.index)
    result["first"] = verdict.mask(first, YES[language])
    words = Text(
        "{count}件，占{share}，累计{cumulative}{closing}",
        "{count} complaints, {share}, cumulative {cumulative}{closing}",
    )[language]
    closing = Text("，平均{}结案", ", closed in {} on average")[language]
    facts = pd.DataFrame(
        {
            "count": result["count"].map("{:.0f}".format),
            "share": result["share"].map(percent_words),
            "cumulative": result["cumulative"].map(percent_words),
            "closing": result["closing"]
            .map(lambda one: closing.format(days_words(one, language)))
            .where(result["closing"].notna(), ""),
        },
        index=result.index,
    )
    said = sentences(words, facts)
    treat = Text("；优先治理", "; treat it first")[language]
    said = said.mask(first, said + treat)
    lacking = Text("；缺少投诉原因，请补填", "; missing cause: fill it in")[language]
    result["reason"] = said.mask(result["unnamed"], said + lacking)
    return result[[one.name for one in LABEL.results]]
