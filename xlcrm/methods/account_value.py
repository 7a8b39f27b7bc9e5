"""客户价值评分 · Account value.

Question: what is this customer worth to us, all told, and why?

Formula: a scorecard from 0 to 100. Each part has a score from 0 to 100 and a weight; the score is
50 plus, for every known part, weight × (part − 50), the weights of the known parts adding up to 1.

    contribution   sales that this customer and all smaller ones bring, of all sales (Pareto)
    potential      annual purchase potential, 100 from `potential_full` on
    share          share of customer: what is ours of its potential
    growth         sales against last year's: 0 at −`growth_full`, 50 at no change, 100 at
                   +`growth_full`
    nonmonetary    points of the non-monetary criteria, of 4
    loyalty        1 to 5 as typed, else the index of the eight indicators (`customer_ties`)
    satisfaction   1 to 10, the mean experience of the latest survey (`satisfaction`)
    payment        days beyond terms: 100 at none, 0 from `late_days` on

Grade A from `cut_a`, B from `cut_b`, C below. Where the known parts weigh less than `minimum`,
there is neither score nor grade.

Units: money in base currency units for one year, days; the score is in points of 100. The reason
tells the points of every part and which parts are missing.

Source: domain inventory `customer-value-evaluation` asks for the customer's value and contribution;
parts come from `pareto-20-80`, `share-metrics`, `nonmonetary-key-account`, `satisfaction-formula`,
`loyalty-indicators` and `dso-countback`. The weights, full marks and cuts are ours.

Not for: paying people by it, or comparing companies with different weights.

Example: the largest customer (contribution 100), a potential of half the full mark (50), and
nothing else known: weights 30 and 15 of 100, too little for a score unless 45 % is enough.

>>> nothing = pd.Series([None], dtype=float)
>>> scored = compute(
...     pd.Series([2.5e6]), nothing, nothing, nothing,
...     pareto=pd.DataFrame({"share": [0.6], "cumulative": [0.6]}),
...     share_metrics=pd.DataFrame({"wallet_share": [None]}),
...     nonmonetary_key_account=pd.DataFrame({"score": [None]}),
...     satisfaction=pd.DataFrame({"experience": [None]}),
...     customer_ties=pd.DataFrame({"loyalty_index": [None]}),
...     dso_countback=pd.DataFrame({"beyond_terms": [None]}),
...     params=Params(minimum=0.45),
... )
>>> scored["score"].round(1).tolist(), scored["grade"].tolist()
([83.3], ['A'])
"""

from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.scorecard import Part, grade_of, ramp, scorecard
from xlcrm.methods.wording import amount_words, days_words, percent_words

GRADES = ("A", "B", "C")


class Params(MethodParams):
    """Weights, full marks and cut-offs; the weights need not add up to 100."""

    weight_contribution: float = Field(default=30, ge=0, description="Ours: weight of sales")
    weight_potential: float = Field(default=15, ge=0, description="Ours: weight of the potential")
    weight_share: float = Field(default=10, ge=0, description="Ours: weight of our share")
    weight_growth: float = Field(default=10, ge=0, description="Ours: weight of growth")
    weight_nonmonetary: float = Field(
        default=10, ge=0, description="Ours: weight of the non-monetary criteria"
    )
    weight_loyalty: float = Field(default=10, ge=0, description="Ours: weight of loyalty")
    weight_satisfaction: float = Field(default=5, ge=0, description="Ours: weight of satisfaction")
    weight_payment: float = Field(default=10, ge=0, description="Ours: weight of payment")
    potential_full: float = Field(
        default=5_000_000.0, gt=0, description="Ours: annual potential worth 100, base units"
    )
    growth_full: float = Field(default=0.5, gt=0, description="Ours: yearly growth worth 100")
    late_days: float = Field(default=90.0, gt=0, description="Ours: days beyond terms worth 0")
    cut_a: float = Field(default=65, ge=0, le=100, description="Ours: score from which A is given")
    cut_b: float = Field(default=45, ge=0, le=100, description="Ours: score from which B is given")
    minimum: float = Field(
        default=0.6, gt=0, le=1, description="Ours: known part of the weights a score needs"
    )

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.cut_a <= self.cut_b:
            raise ValueError("cut_a must exceed cut_b")
        weights = [getattr(self, name) for name in type(self).model_fields if "weight_" in name]
        if sum(weights) <= 0:
            raise ValueError("the weights must add up to more than 0")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="account_value",
    ids=("customer-value-evaluation",),
    zh="客户价值评分",
    en="Account value",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="score", zh="客户价值分", en="Value score", kind="number"),
        Result(name="grade", zh="价值等级", en="Value grade"),
        Result(name="coverage", zh="评分依据覆盖", en="Value coverage", kind="percent",
               written=False),
        Result(name="reason", zh="价值说明", en="Value reason"),
    ),
)  # fmt: skip


def compute(
    potential: pd.Series,
    sales: pd.Series,
    last_year_sales: pd.Series,
    loyalty: pd.Series,
    *,
    pareto: pd.DataFrame,
    share_metrics: pd.DataFrame,
    nonmonetary_key_account: pd.DataFrame,
    satisfaction: pd.DataFrame,
    customer_ties: pd.DataFrame,
    dso_countback: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Score and grade of each customer from its own columns and the results of other methods."""
    before = last_year_sales.astype(float)
    facts = pd.DataFrame({"potential": potential, "loyalty": loyalty}).astype(float)
    facts["growth"] = sales.astype(float) / before.where(before > 0) - 1
    facts = facts.assign(
        before=pareto["cumulative"].astype(float) - pareto["share"].astype(float),
        share=share_metrics["wallet_share"].astype(float),
        points=nonmonetary_key_account["score"].astype(float),
        satisfaction=satisfaction["experience"].astype(float),
        indicators=customer_ties["loyalty_index"].astype(float),
        late=dso_countback["beyond_terms"].astype(float),
    )
    parts = [*_money_parts(facts, params, language), *_other_parts(facts, params, language)]
    result = scorecard(parts, minimum=params.minimum, language=language)
    result["grade"] = grade_of(result["score"], [params.cut_a, params.cut_b], GRADES)
    result["coverage"] = result["coverage"].where(result["coverage"] > 0)
    return result[[one.name for one in LABEL.results]]


def _money_parts(facts: pd.DataFrame, params: Params, language: Language) -> list[Part]:
    """What the customer brings, could bring, and which way it moves."""
    rest = Text("贡献：更大客户占{}", "contribution, larger ones hold {}")[language]
    size = Text("潜力{}", "potential {}")[language]
    share = Text("我方份额{}", "our share {}")[language]
    growth = Text("增长{}", "growth {}")[language]
    return [
        Part(
            title=Text("贡献排名", "contribution"),
            weight=params.weight_contribution,
            score=ramp(facts["before"], nothing=1.0, full=0.0),
            words=facts["before"].map(lambda one: rest.format(percent_words(one))),
        ),
        Part(
            title=Text("年采购潜力", "potential"),
            weight=params.weight_potential,
            score=ramp(facts["potential"], nothing=0.0, full=params.potential_full),
            words=facts["potential"].map(lambda one: size.format(amount_words(one, language))),
        ),
        Part(
            title=Text("客户份额", "share of customer"),
            weight=params.weight_share,
            score=ramp(facts["share"], nothing=0.0, full=1.0),
            words=facts["share"].map(lambda one: share.format(percent_words(one))),
        ),
        Part(
            title=Text("上年销售额", "last year's sales"),
            weight=params.weight_growth,
            score=ramp(facts["growth"], nothing=-params.growth_full, full=params.growth_full),
            words=facts["growth"].map(lambda one: growth.format(percent_words(one, signed=True))),
        ),
    ]


def _other_parts(facts: pd.DataFrame, params: Params, language: Language) -> list[Part]:
    """What the customer is worth beside money, and how it pays."""
    points = Text("非货币价值{:g}/4", "non-monetary {:g} of 4")[language]
    loyalty = Text("忠诚度{:g}/5", "loyalty {:g} of 5")[language]
    indicators = Text("忠诚指标{:.3g}/5", "loyalty indicators {:.3g} of 5")[language]
    satisfaction = Text("满意度{:.3g}/10", "satisfaction {:.3g} of 10")[language]
    late, prompt = Text("超账期{}", "{} beyond terms")[language], Text("未超账期", "within terms")
    return [
        Part(
            title=Text("非货币标准", "non-monetary criteria"),
            weight=params.weight_nonmonetary,
            score=ramp(facts["points"], nothing=0.0, full=4.0),
            words=facts["points"].map(points.format),
        ),
        Part(
            title=Text("忠诚度", "loyalty"),
            weight=params.weight_loyalty,
            score=ramp(facts["loyalty"].fillna(facts["indicators"]), nothing=1.0, full=5.0),
            words=facts["loyalty"]
            .map(loyalty.format)
            .where(facts["loyalty"].notna(), facts["indicators"].map(indicators.format)),
        ),
        Part(
            title=Text("满意度", "satisfaction"),
            weight=params.weight_satisfaction,
            score=ramp(facts["satisfaction"], nothing=1.0, full=10.0),
            words=facts["satisfaction"].map(satisfaction.format),
        ),
        Part(
            title=Text("付款表现", "payment"),
            weight=params.weight_payment,
            score=ramp(facts["late"], nothing=params.late_days, full=0.0),
            words=facts["late"].map(
                lambda one: late.format(days_words(one, language)) if one > 0 else prompt[language]
            ),
        ),
    ]
