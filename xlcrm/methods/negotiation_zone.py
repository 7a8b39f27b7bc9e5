"""谈判空间 · Zone of agreement.

Question: on this term, is there a value that both sides can accept, and does our target lie in it?

Formula: the zone lies between our floor and the limit we believe the other side has: [floor, their
limit] where more is better for us, [their limit, floor] where less is. Width = their limit − floor
(floor − their limit where less is better); below 0 there is no zone and that much is missing.

Units: those of the term itself (price, days); the width likewise.

Source: domain inventory `nego-batna`; the source asks for a substitute plan for a deadlock, the
values that make it computable are the inventory's inference.

Not for: terms that cannot be counted. The other side's limit is our belief, never a fact.

Example: we open at 120, want 108 and stop at 100; they are believed to stop at 105. The zone is
100-105, 5 wide, and the target lies outside.

>>> one = lambda value: pd.Series([value])
>>> term = one(NegotiationPart.TERM)
>>> scored = compute(
...     term, one(120.0), one(108.0), one(100.0), one(105.0), one(None), one("swap the warranty")
... )
>>> scored[["low", "high", "width", "target_inside"]].values.tolist()
[[100.0, 105.0, 5.0, '否']]
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, NO, SEMICOLON, YES, missing_words, text_column
from xlcrm.sheets.negotiation import NegotiationPart


class Params(MethodParams):
    """Nothing to choose: the zone follows from the two limits."""


DEFAULTS = Params()

LABEL = Label(
    name="negotiation_zone",
    ids=("nego-batna",),
    zh="谈判空间",
    en="Zone of agreement",
    sheet="negotiations",
    shape="column",
    results=(
        Result(name="low", zh="空间下限", en="Zone from", kind="number", written=False),
        Result(name="high", zh="空间上限", en="Zone to", kind="number", written=False),
        Result(name="width", zh="空间宽度", en="Zone width", kind="number"),
        Result(name="target_inside", zh="目标在空间内", en="Target in zone"),
        Result(name="reason", zh="谈判空间说明", en="Zone reason"),
    ),
    worksheet_function=True,
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    part: pd.Series,
    opening: pd.Series,
    target: pd.Series,
    floor: pd.Series,
    their_limit: pd.Series,
    less_is_better: pd.Series,
    fallback: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """The zone of each term; rows that are no terms have none."""
    values = pd.DataFrame(
        {"opening": opening, "target": target, "floor": floor, "their_limit": their_limit}
    ).astype(float)
    # turned round, so that more is better for us in every row
    sign = less_is_better.eq(True).map({True: -1.0, False: 1.0}).astype(float)
    ours, theirs = values["floor"] * sign, values["their_limit"] * sign
    term = part.isin([NegotiationPart.TERM]) | part.isna()
    known = term & values[["floor", "their_limit"]].notna().all(axis=1)
    width = (theirs - ours).where(known)
    agreed = width >= 0
    ends = values[["floor", "their_limit"]]
    result = pd.DataFrame(
        {"low": ends.min(axis=1).where(agreed), "high": ends.max(axis=1).where(agreed)}
    )
    result["width"] = width
    wish = values["target"] * sign
    inside = text_column([NO[language]] * len(part), part.index)
    inside = inside.mask(wish.between(ours, theirs), YES[language])
    result["target_inside"] = inside.where(known & values["target"].notna())
    reason = _reason(values, result, fallback, language)
    blank = missing_words("negotiations", values[["floor", "their_limit"]], language)
    plain = Text("非条款", "no term")[language]
    result["reason"] = reason.where(known, blank.mask(~term, plain))
    return result


def _reason(
    values: pd.DataFrame, result: pd.DataFrame, fallback: pd.Series, language: Language
) -> pd.Series:
    zone = Text("空间{low:g}至{high:g}，宽{width:g}", "zone {low:g} to {high:g}, {width:g} wide")[
        language
    ]
    apart = Text("没有谈判空间，差{gap:g}", "no zone, {gap:g} apart")[language]
    outside = Text("目标{:g}在空间之外", "target {:g} lies outside")[language]
    inside = Text("目标{:g}在空间之内", "target {:g} lies inside")[language]
    plan = Text("僵局时：{}", "in a deadlock: {}")[language]
    unplanned = MISSING[language] + Text("备选办法", "a fallback")[language]
    reasons = []
    for width, low, high, wish, lies, way in zip(
        result["width"], result["low"], result["high"], values["target"],
        result["target_inside"], fallback, strict=True,
    ):  # fmt: skip
        said = [
            zone.format(low=low, high=high, width=width) if width >= 0
            else apart.format(gap=abs(width))
        ]  # fmt: skip
        if pd.notna(wish):
            said.append((inside if lies == YES[language] else outside).format(wish))
        said.append(plan.format(way) if isinstance(way, str) else unplanned)
        reasons.append(SEMICOLON[language].join(said))
    return text_column(reasons, result.index)
