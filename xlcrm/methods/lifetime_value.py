"""客户终身价值 · Customer lifetime value.

Question: what are the coming years with this customer worth today?

Formula: value = Σ gross profit × retention^t ÷ (1 + discount)^t for t = 0 … years − 1, less the
cost of acquisition.

Units: gross profit in base currency units a year; retention and discount as shares a year.

Source: domain inventory `lifetime-value`, which names the idea without a formula: this is the
standard one, and all its numbers are ours, none of the material.

Not for: comparing customers whose chances to stay differ: one retention serves all.

Example: 100,000 a year, retention 80 %, discount 10 %, three years: 100,000 + 72,727 + 52,893.

>>> params = Params(retention=0.8, discount=0.1, years=3)
>>> compute(pd.Series([1e5]), params=params)["value"].round().tolist()
[225620.0]
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, missing_words, percent_words, sentences


class Params(MethodParams):
    """What is assumed of every customer."""

    retention: float = Field(
        default=0.8, ge=0, le=1, description="Ours: chance that a customer stays another year"
    )
    discount: float = Field(default=0.1, ge=0, le=1, description="Ours: yearly discount rate")
    years: int = Field(default=3, ge=1, le=30, description="Ours: years that count, this one first")
    acquisition_cost: float = Field(
        default=0.0, ge=0, description="Ours: cost of winning a customer, base units"
    )


DEFAULTS = Params()

LABEL = Label(
    name="lifetime_value",
    ids=("lifetime-value",),
    zh="客户终身价值",
    en="Customer lifetime value",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="value", zh="终身价值额", en="Lifetime value", kind="money", written=False),
        Result(name="reason", zh="终身价值说明", en="Lifetime value reason", written=False),
    ),
    worksheet_function=True,
    short="CLV",
)


def compute(
    gross_profit: pd.Series, *, params: Params = DEFAULTS, language: Language = "zh"
) -> pd.DataFrame:
    """Lifetime value of each customer; a loss stays a loss."""
    profit = gross_profit.astype(float)
    kept = params.retention / (1 + params.discount)
    factor = sum(kept**year for year in range(params.years))
    result = (profit * factor - params.acquisition_cost).to_frame("value")
    words = Text(
        "年毛利{profit}×{factor}（{years}年，留存{kept}，折现{rate}）{cost}={value}",
        "gross profit {profit} × {factor} ({years} years, retention {kept}, discount {rate}){cost} "
        "= {value}",
    )[language]
    spent = amount_words(params.acquisition_cost, language)
    facts = pd.DataFrame(
        {
            "profit": profit.map(lambda one: amount_words(one, language)),
            "factor": f"{factor:.4g}",
            "years": str(params.years),
            "kept": percent_words(params.retention),
            "rate": percent_words(params.discount),
            "cost": Text("−获客成本{}", " − acquisition {}")[language].format(spent)
            if params.acquisition_cost
            else "",
            "value": result["value"].map(lambda one: amount_words(one, language)),
        },
        index=profit.index,
    )
    missing = missing_words("accounts", profit.to_frame("gross_profit"), language)
    result["reason"] = sentences(words, facts).mask(profit.isna(), missing)
    return result
