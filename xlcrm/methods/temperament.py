"""四种性格类型 · Temperaments.

Question: which temperament is strongest in a person, and how do we best meet it?

Formula: the temperament with the largest of the four shares; equals are named together.

    活泼型 lively       praise what deserves praise
    力量型 powerful     serve well, and let the person decide
    和平型 peaceful     explain patiently
    分析型 analytical   bring professional evidence first, then ask for an opinion

Units: shares from 0 to 1 that add up to 1, give or take `tolerance`; the lead over the next share
is in percentage points.

Source: domain inventory `temperament-4`; its trait tables are lost, so the shares are what staff
judge them to be. The tolerance is ours.

Not for: reading off the thinking style (鹰驴羊狐): that is another axis with other advice, and
neither follows from the other. Results stay on the private sheet.

Example: 40, 35, 15 and 10 % is lively by 5 points; 30, 30, 25 and 15 % is lively and powerful.

>>> shares = [(0.40, 0.35, 0.15, 0.10), (0.30, 0.30, 0.25, 0.15)]
>>> scored = compute(*(pd.Series(column) for column in zip(*shares)))
>>> scored["temperament"].tolist()
['活泼型', '活泼型、力量型']
>>> scored["reason"].tolist()
['活泼型领先5个百分点：真诚赞美', '活泼型、力量型并列：真诚赞美；充分服务，创造由对方决定的场合']
"""

from collections.abc import Sequence

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, SEMICOLON, missing_words, percent_words, text_column

TITLES = (
    Text("活泼型", "Lively"),
    Text("力量型", "Powerful"),
    Text("和平型", "Peaceful"),
    Text("分析型", "Analytical"),
)
ADVICE = (
    Text("真诚赞美", "praise what deserves praise"),
    Text("充分服务，创造由对方决定的场合", "serve well and let the person decide"),
    Text("耐心解释", "explain patiently"),
    Text("先给专业依据，再征求意见", "bring evidence first, then ask for an opinion"),
)


class Params(MethodParams):
    """How far the four shares may miss the whole."""

    tolerance: float = Field(
        default=0.005, ge=0, le=0.1, description="Ours: how far the shares may miss 100%"
    )


DEFAULTS = Params()

LABEL = Label(
    name="temperament",
    ids=("temperament-4",),
    zh="四种性格类型",
    en="Temperaments",
    sheet="contact_private",
    shape="column",
    results=(
        Result(name="temperament", zh="主导性格", en="Leading temperament"),
        Result(name="reason", zh="性格说明", en="Temperament reason"),
    ),
)


def compute(
    lively: pd.Series,
    powerful: pd.Series,
    peaceful: pd.Series,
    analytical: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Name each person's leading temperament from the four shares."""
    inputs = pd.DataFrame(
        {"lively": lively, "powerful": powerful, "peaceful": peaceful, "analytical": analytical}
    ).astype(float)
    known = inputs.notna().all(axis=1)
    whole = known & ((inputs.sum(axis=1) - 1).abs() <= params.tolerance + 1e-9)
    leads = [_leading(row) for row in inputs.round(6).to_numpy().tolist()]
    names = [LISTING[language].join(TITLES[at][language] for at in first) for first, _ in leads]
    result = pd.DataFrame({"temperament": text_column(names, inputs.index).where(whole)})
    told = [_told(named, *lead, language) for named, lead in zip(names, leads, strict=True)]
    uneven = Text("四项合计{}，应为100%", "the four shares add up to {}, not 100%")[language]
    off = inputs.sum(axis=1).map(lambda share: uneven.format(percent_words(share)))
    reason = missing_words("contact_private", inputs, language)
    reason = reason.mask(known, text_column(off.tolist(), off.index))
    result["reason"] = reason.mask(whole, text_column(told, inputs.index))
    return result


def _leading(shares: Sequence[float]) -> tuple[list[int], float]:
    """Places of the largest share, and its lead over the next one."""
    ordered = sorted(shares, reverse=True)
    first = [at for at, share in enumerate(shares) if share == ordered[0]]
    return first, ordered[0] - ordered[1]


def _told(named: str, first: list[int], lead: float, language: Language) -> str:
    advice = SEMICOLON[language].join(ADVICE[at][language] for at in first)
    ahead = Text("{}领先{:.4g}个百分点：{}", "{} leads by {:.4g} points: {}")[language]
    equal = Text("{}并列：{}", "{} alike: {}")[language]
    return (
        equal.format(named, advice) if len(first) > 1 else ahead.format(named, lead * 100, advice)
    )
