"""客户质量评分 · Customer quality.

Question: how good a customer is this, by its quality, its structure and its loyalty?

Formula: score = weighted mean of the three, each as points ÷ 5 × 100. The weights add up to 1, and
that of loyalty is the largest. Gold from `gold_from` on.

Units: points from 1 to 5 as typed; the score is in points of 100 (20 is the least).

Source: domain inventory `customer-quality-3`: loyalty is the most important of the three, used to
choose VIP gold customers; the weights and the cut are ours.

Not for: customers with one of the three unknown: they get no score.

Example: weights 30, 20 and 50 %, scores of 70, 60 and 85: 21 + 12 + 42.5 = 75.5.

>>> scored = compute(pd.Series([3.5]), pd.Series([3.0]), pd.Series([4.25]))
>>> scored["score"].tolist(), scored["gold"].tolist()
([75.5], ['否'])
"""

from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import NO, YES, missing_words, sentences, text_column

HIGHEST = 5
ROUNDING = 1e-9


class Params(MethodParams):
    """Weights of the three, and where gold begins."""

    weight_quality: float = Field(default=0.3, ge=0, le=1, description="Ours: weight of quality")
    weight_structure: float = Field(
        default=0.2, ge=0, le=1, description="Ours: weight of the structure"
    )
    weight_loyalty: float = Field(
        default=0.5, ge=0, le=1, description="Ours: weight of loyalty, the largest of the three"
    )
    gold_from: float = Field(
        default=80, ge=0, le=100, description="Ours: score from which a customer is gold"
    )

    @model_validator(mode="after")
    def _loyalty_most(self) -> Self:
        others = (self.weight_quality, self.weight_structure)
        if self.weight_loyalty <= max(others):
            raise ValueError("weight_loyalty must exceed each other weight")
        if abs(self.weight_loyalty + sum(others) - 1) > ROUNDING:
            raise ValueError("the weights must add up to 1")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="customer_quality",
    ids=("customer-quality-3",),
    zh="客户质量评分",
    en="Customer quality",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="score", zh="客户质量分", en="Quality score", kind="number", written=False),
        Result(name="gold", zh="金牌客户", en="Gold customer", written=False),
        Result(name="reason", zh="客户质量说明", en="Quality reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    quality: pd.Series,
    structure: pd.Series,
    loyalty: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Quality score of each customer."""
    inputs = pd.DataFrame({"quality": quality, "structure": structure, "loyalty": loyalty})
    weights = pd.Series(
        {
            "quality": params.weight_quality,
            "structure": params.weight_structure,
            "loyalty": params.weight_loyalty,
        }
    )
    points = inputs.astype(float) / HIGHEST * 100 * weights
    result = points.sum(axis=1, skipna=False).to_frame("score")
    gold = result["score"].ge(params.gold_from - ROUNDING)
    verdict = text_column([NO[language]] * len(gold), gold.index).mask(gold, YES[language])
    result["gold"] = verdict.where(result["score"].notna())
    words = Text(
        "素质{quality} + 结构{structure} + 忠诚度{loyalty} = {score}",
        "quality {quality} + structure {structure} + loyalty {loyalty} = {score}",
    )[language]
    facts = points.assign(score=result["score"]).map("{:.4g}".format)
    missing = missing_words("accounts", inputs, language)
    result["reason"] = sentences(words, facts).mask(missing.ne(""), missing)
    return result
