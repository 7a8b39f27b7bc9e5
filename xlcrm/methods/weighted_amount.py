"""加权金额 · Weighted amount.

Question: with how much does each open deal enter the sales forecast, and at which probability?

Formula: weighted = amount × probability, where the salesperson's own probability goes before that
of the funnel level. Won deals are sales and no longer forecast; lost deals and deals on hold count
for nothing. An open deal below `small_order` stays out of the funnel.

Units: amount in base currency units, probability from 0 to 1; the result is in currency units.

Source: domain inventory `sales-forecast` and `out-of-funnel`. The source names the forecast
without its formula and gives no probability and no small-order amount: they are ours, to be
calibrated with your own closed deals.

Not for: judging a single deal (it is won whole or not at all), nor for a handful of deals, where
one large deal decides the sum.

Example: deals of 200, 150, 80 and 60 on the four levels weigh 20 + 37.5 + 40 + 45 = 142.5.

>>> deals = pd.DataFrame({"amount": [200.0, 150.0, 80.0, 60.0], "stage": list(FunnelLevel)})
>>> blank = pd.Series([None] * 4)
>>> scored = compute(deals["amount"], deals["stage"], status=blank, probability=blank)
>>> scored["weighted"].tolist()
[20.0, 37.5, 40.0, 45.0]
"""

from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, missing_words, percent_words, text_column
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus


class Params(MethodParams):
    """Probabilities by funnel level and the small-order amount; all ours."""

    probability_potential: float = Field(
        default=0.10,
        ge=0,
        le=1,
        description="Ours: chance that a deal on level 1 (潜在商机) is won",
    )
    probability_confirmed: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="Ours: the same for level 2 (落实项目)",
    )
    probability_ours: float = Field(
        default=0.50,
        ge=0,
        le=1,
        description="Ours: the same for level 3 (我的项目)",
    )
    probability_winning: float = Field(
        default=0.75,
        ge=0,
        le=1,
        description="Ours: the same for level 4 (项目胜算)",
    )
    small_order: float = Field(
        default=0.0,
        ge=0,
        description="Ours: open deals below this amount stay out of the funnel; 0 keeps all in",
    )

    @model_validator(mode="after")
    def _rising_by_level(self) -> Self:
        chances = list(self.chances().values())
        if chances != sorted(chances):
            raise ValueError("probabilities must not fall from one level to the next")
        return self

    def chances(self) -> dict[FunnelLevel, float]:
        """Probability of each funnel level."""
        return {
            FunnelLevel.POTENTIAL: self.probability_potential,
            FunnelLevel.CONFIRMED: self.probability_confirmed,
            FunnelLevel.OURS: self.probability_ours,
            FunnelLevel.WINNING: self.probability_winning,
        }


DEFAULTS = Params()

LABEL = Label(
    name="weighted_amount",
    ids=("sales-forecast", "out-of-funnel"),
    zh="加权金额",
    en="Weighted amount",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="probability_used", zh="采用赢率", en="Probability used", kind="percent"),
        Result(name="weighted", zh="加权金额", en="Weighted amount", kind="money"),
        Result(name="reason", zh="加权说明", en="Weighting reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    amount: pd.Series,
    stage: pd.Series,
    status: pd.Series,
    probability: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Weigh each open deal; a deal that is not forecast has no weight and a reason why."""
    amount = amount.astype(float)
    used = probability.astype(float).fillna(stage.map(params.chances()).astype(float))
    result = pd.DataFrame({"probability_used": used, "weighted": amount * used})
    result["reason"] = _reason(result, amount, probability, language)
    deals = pd.DataFrame({"amount": amount, "status": status, "chance": used})
    for applies, words in reversed(_kept_out(deals, params, language)):
        result.loc[applies, ["probability_used", "weighted"]] = float("nan")
        result["reason"] = result["reason"].mask(applies, words)
    return result


def is_open(status: pd.Series) -> pd.Series:
    """Deals still to be decided; a blank status counts as open."""
    return status.isna() | status.isin([OpportunityStatus.OPEN])


def is_small(amount: pd.Series, status: pd.Series, params: Params) -> pd.Series:
    """Open deals kept out of the funnel for their size."""
    return is_open(status) & amount.lt(params.small_order)


def _kept_out(
    deals: pd.DataFrame, params: Params, language: Language
) -> list[tuple[pd.Series, pd.Series | str]]:
    """Why deals get no weight, the strongest reason first."""
    closed = [
        (OpportunityStatus.WON, Text("已赢单，计入销售额", "won: counted as sales")),
        (OpportunityStatus.LOST, Text("已丢单，不再预计", "lost: no longer forecast")),
        (OpportunityStatus.ON_HOLD, Text("已搁置，暂不预计", "on hold: not forecast")),
    ]
    # an own probability stands in for the level, so the level is missing when both are
    inputs = deals[["amount", "chance"]].rename(columns={"chance": "stage"})
    missing = missing_words("opportunities", inputs, language)
    wrong = Text(
        "金额须大于0，赢率须在0到100%之间", "needs an amount above 0, a probability in 0-100%"
    )
    floor = amount_words(params.small_order, language)
    small = Text(f"低于{floor}，属漏斗外小单", f"below {floor}: small order outside the funnel")
    return [
        *((deals["status"].isin([entry]), words[language]) for entry, words in closed),
        (missing.ne(""), missing),
        (deals["amount"].le(0) | ~deals["chance"].between(0, 1), wrong[language]),
        (is_small(deals["amount"], deals["status"], params), small[language]),
    ]


def _reason(
    result: pd.DataFrame, amount: pd.Series, probability: pd.Series, language: Language
) -> pd.Series:
    own = Text("自估赢率", "own probability")[language]
    level = Text("层级赢率", "level probability")[language]
    sources = [level if blank else own for blank in probability.isna()]
    reasons = [
        f"{amount_words(money, language)} × {source} {percent_words(chance)}"
        for money, source, chance in zip(amount, sources, result["probability_used"], strict=True)
    ]
    return text_column(reasons, amount.index)
