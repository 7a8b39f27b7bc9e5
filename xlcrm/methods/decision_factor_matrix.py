"""决策因素矩阵 · Decision-factor matrix.

Question: by what the customer decides on, weighed by priority, are we ahead of the best rival?

Formula: of the n factors of a deal with a priority, the one on rank r weighs n − r + 1;

    advantage = Σ weight × (our strength − rival's strength) ÷ Σ weight

over the factors whose two strengths are known; the others are named.

Units: strengths from 1 to 5, so the advantage runs from -4 to 4, in points of strength. Factors
without a priority do not count.

Source: domain inventory `decision-factor-matrix`, weights by rank included.

Not for: factors only we believe in: what the customer has not said does not belong in the matrix.

Example: three factors, ours 4, 3, 5 and the rival's 3, 4, 4 in order of priority:
(1 × 3 − 1 × 2 + 1 × 1) ÷ 6 = +0.33 of a point.

>>> factors = pd.DataFrame(
...     {
...         "opportunity_id": "P", "factor": ["价格", "交期", "培训"], "priority": [1.0, 2.0, 3.0],
...         "strength": [4.0, 3.0, 5.0], "rival_strength": [3.0, 4.0, 4.0],
...     }
... )
>>> scored = compute(pd.Series(["P"]), decision_factors=factors)
>>> scored["advantage"].round(2).tolist(), scored["reason"].tolist()
([0.33], ['3项因素加权领先0.33分；最强价格（+3），最弱交期（−2）'])
"""

from collections.abc import Hashable, Mapping

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, MISSING, SEMICOLON, missing_words, text_column


class Params(MethodParams):
    """Nothing to choose: the weights follow from the priorities."""


DEFAULTS = Params()

LABEL = Label(
    name="decision_factor_matrix",
    ids=("decision-factor-matrix",),
    zh="决策因素矩阵",
    en="Decision-factor matrix",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="advantage", zh="因素优势", en="Factor lead", kind="number", written=False),
        Result(name="factors", zh="因素数", en="Factors", kind="number", written=False),
        Result(name="reason", zh="因素说明", en="Factor reason", written=False),
    ),
)


def compute(
    opportunity_id: pd.Series,
    *,
    decision_factors: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Weigh each deal's factors; the frame has factor, priority and the two strengths."""
    weighed = _weighed(decision_factors)
    known = weighed[weighed["lead"].notna()]
    sums = known.groupby("opportunity_id")[["weight", "points"]].sum()
    facts = pd.DataFrame(
        {
            "advantage": sums["points"] / sums["weight"],
            "factors": known.groupby("opportunity_id").size().astype(float),
        }
    )
    result = pd.DataFrame(
        {name: looked_up(opportunity_id, facts[name]) for name in facts},
        index=opportunity_id.index,
    ).astype(float)
    result["reason"] = _reason(result, weighed, known, opportunity_id, language)
    return result


def _weighed(factors: pd.DataFrame) -> pd.DataFrame:
    """The factors with a deal and a priority: weight, our lead, and their product."""
    rows = factors[factors["opportunity_id"].notna() & factors["priority"].notna()]
    deals = rows["opportunity_id"]
    rank = rows["priority"].astype(float).groupby(deals).rank(method="min")
    count = deals.groupby(deals).transform("size").astype(float)
    lead = rows["strength"].astype(float) - rows["rival_strength"].astype(float)
    weight = count - rank + 1
    return rows[["opportunity_id", "factor"]].assign(weight=weight, lead=lead, points=weight * lead)


def _reason(
    result: pd.DataFrame,
    weighed: pd.DataFrame,
    known: pd.DataFrame,
    deal: pd.Series,
    language: Language,
) -> pd.Series:
    ordered = known.sort_values("points", ascending=False, kind="stable")
    best = ordered.drop_duplicates("opportunity_id").set_index("opportunity_id")
    worst = ordered.drop_duplicates("opportunity_id", keep="last").set_index("opportunity_id")
    unrated = weighed[weighed["lead"].isna() & weighed["factor"].notna()]
    joiner = LISTING[language]
    open_factors = unrated.groupby("opportunity_id")["factor"].agg(joiner.join)
    facts = pd.DataFrame(
        {
            "best": looked_up(deal, _said(best, language)),
            "worst": looked_up(deal, _said(worst, language)),
            "high": looked_up(deal, best["points"].astype(float)),
            "low": looked_up(deal, worst["points"].astype(float)),
            "open": looked_up(deal, open_factors.astype(object)),
        },
        index=deal.index,
    )
    reason = missing_words("opportunities", deal.to_frame("opportunity_id"), language)
    unrated_words = Text("决策因素的强度", "the strengths of its decision factors")[language]
    nothing = Text("带优先级的决策因素", "decision factors with a priority")[language]
    rated = reason.eq("") & facts["open"].notna()
    reason = reason.mask(rated, MISSING[language] + unrated_words)
    reason = reason.mask(reason.eq(""), MISSING[language] + nothing)
    scored = result["advantage"].notna()
    rows = facts[scored].to_dict("records")
    told = [
        _told(advantage, count, row, language)
        for (advantage, count), row in zip(
            result.loc[scored, ["advantage", "factors"]].itertuples(index=False), rows, strict=True
        )
    ]
    reason[scored] = text_column(told, deal.index[scored])
    return reason


def _said(factors: pd.DataFrame, language: Language) -> pd.Series:
    """A factor's name with its signed points."""
    form = Text("{}（{}）", "{} ({})")[language]
    nameless = Text("未写明因素", "a factor without a name")[language]
    words = [
        form.format(name if isinstance(name, str) else nameless, _signed(points))
        for name, points in zip(factors["factor"], factors["points"], strict=True)
    ]
    return pd.Series(words, index=factors.index, dtype=object)


def _told(
    advantage: float, count: float, row: Mapping[Hashable, object], language: Language
) -> str:
    verdicts = (
        Text("{count}项因素加权领先{by}分", "{by} of a point ahead on {count} weighted factors"),
        Text("{count}项因素加权落后{by}分", "{by} of a point behind on {count} weighted factors"),
        Text("{count}项因素加权持平", "level on {count} weighted factors"),
    )
    verdict = verdicts[0 if advantage > 0 else 1 if advantage < 0 else 2][language]
    words = [verdict.format(count=f"{count:.0f}", by=f"{abs(advantage):.2f}")]
    extremes = [
        Text("最强{}", "strongest {}")[language].format(row["best"]) if _above(row["high"]) else "",
        Text("最弱{}", "weakest {}")[language].format(row["worst"])
        if _above(row["low"], -1)
        else "",
    ]
    named = Text("，", ", ")[language].join(filter(None, extremes))
    words += [named] if named else []
    if isinstance(row["open"], str):
        words.append(Text("{}缺强度", "not rated: {}")[language].format(row["open"]))
    return SEMICOLON[language].join(words)


def _above(points: object, sign: int = 1) -> bool:
    return isinstance(points, float) and points * sign > 0


def _signed(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−")
