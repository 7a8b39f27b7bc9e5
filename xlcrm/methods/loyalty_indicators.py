"""客户忠诚度衡量指标 · Loyalty indicators.

Question: how loyal is this customer, by the eight usual indicators?

Formula: the mean of the answered ones, each from 1 to 5. Three are turned round, 6 − answer,
because a low answer is loyal there: price sensitivity, liking for rivals, selection time. With
fewer than `minimum` answers there is no index.

Units: answers from 1 to 5; the index too, 5 being the most loyal. The number answered is shown.

Source: domain inventory `loyalty-indicators`: of the source's list only the tolerance of quality
accidents and the identification with the goods survive; the other six and the directions are the
usual textbook's. The minimum is ours.

Not for: an assessment of leaving a rival: it says nothing of us.

Example: direct answers 4, 3, 4, 4, 4 and, turned round, 2 → 4, 3 → 3 and 1 → 5: 31 ÷ 8 = 3.875.

>>> answers = [pd.Series([float(one)]) for one in (4, 3, 4, 4, 4, 2, 3, 1)]
>>> scored = compute(pd.Series(["A"]), pd.Series([None]), *answers)
>>> scored["index"].tolist(), scored["answered"].tolist()
([3.875], [8.0])
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.switching_costs import RIVAL_ROW
from xlcrm.methods.wording import header_words, listed, missing_words, sentences

DIRECT = (
    "loyal_repeat",
    "loyal_attention",
    "loyal_needs_met",
    "loyal_identification",
    "loyal_accidents",
)
REVERSED = ("loyal_price_sensitive", "loyal_likes_rivals", "loyal_selection_time")
TURNED = 6
"""An answer of 1 to 5 turned round is 6 less the answer."""


class Params(MethodParams):
    """How many of the eight must be answered."""

    minimum: int = Field(
        default=4, ge=1, le=8, description="Ours: answers below which there is no index"
    )


DEFAULTS = Params()

LABEL = Label(
    name="loyalty_indicators",
    ids=("loyalty-indicators",),
    zh="客户忠诚度衡量指标",
    en="Loyalty indicators",
    sheet="switching",
    shape="column",
    results=(
        Result(name="index", zh="忠诚指标", en="Loyalty index", kind="rating"),
        Result(name="answered", zh="忠诚指标答数", en="Indicators answered", kind="number",
               written=False),
        Result(name="reason", zh="忠诚指标说明", en="Loyalty index reason", written=False),
    ),
    worksheet_function=True,
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    party: pd.Series,
    loyal_repeat: pd.Series,
    loyal_attention: pd.Series,
    loyal_needs_met: pd.Series,
    loyal_identification: pd.Series,
    loyal_accidents: pd.Series,
    loyal_price_sensitive: pd.Series,
    loyal_likes_rivals: pd.Series,
    loyal_selection_time: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Loyalty index of each assessment of a customer."""
    direct = (loyal_repeat, loyal_attention, loyal_needs_met, loyal_identification, loyal_accidents)
    turned = (loyal_price_sensitive, loyal_likes_rivals, loyal_selection_time)
    points = pd.concat([*direct, *turned], axis=1, keys=[*DIRECT, *REVERSED]).astype(float)
    points[[*REVERSED]] = TURNED - points[[*REVERSED]]
    ours = party.isna()
    answered = points.notna().sum(axis=1)
    enough = ours & answered.ge(params.minimum)
    result = points.mean(axis=1).where(enough).to_frame("index")
    result["answered"] = answered.astype(float).where(ours & answered.gt(0))
    result["reason"] = _reason(points, result, params, language)
    unknown = missing_words("switching", points.iloc[:, :5], language)
    result["reason"] = result["reason"].mask(answered.eq(0), unknown)
    result["reason"] = result["reason"].mask(~ours, RIVAL_ROW[language])
    return result


def _reason(
    points: pd.DataFrame, result: pd.DataFrame, params: Params, language: Language
) -> pd.Series:
    """The index, what pulls it down, and how many answers it rests on."""
    headers = header_words("switching", language)
    weak = listed(points.le(2).rename(columns=headers), language)
    none = Text("无", "none")[language]
    words = Text(
        "{answered}/8项平均{index}（价格敏感、亲近竞品、挑选时间已反向），偏弱：{weak}",
        "mean of {answered} of 8 is {index} (price sensitivity, liking for rivals and selection "
        "time turned round), weak: {weak}",
    )[language]
    few = Text(
        "缺少足够的忠诚指标：{answered}/8项，至少{minimum}项",
        "missing indicators: {answered} of 8 answered, {minimum} needed",
    )[language]
    facts = pd.DataFrame(
        {
            "answered": points.notna().sum(axis=1).astype(str),
            "index": result["index"].map("{:.3g}".format),
            "weak": weak.where(weak.ne(""), none),
            "minimum": str(params.minimum),
        },
        index=points.index,
    )
    return sentences(words, facts).where(result["index"].notna(), sentences(few, facts))
