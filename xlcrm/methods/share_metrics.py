"""占有率指标 · Share metrics.

Question: how much of this customer's purchases is ours, in money and in product lines, and how much
of the market?

Formula: share of customer = our sales ÷ the customer's annual purchase potential; line penetration
= product lines bought ÷ `product_lines`; market part = our sales to the customer ÷ `market_sales`,
so the market parts of all customers add up to our market share.

Units: sales and potential in base currency units for one year; shares from 0 to 1, shown as
percentages. A share of customer above 100 % is kept: the potential is understated.

Source: domain inventory `share-metrics`. The number of our lines and the size of the market are
ours to fill in; 0 means unknown.

Not for: comparing customers of different product lines on penetration.

Example: a customer buys 8 million a year, 2 million of it from us in 3 of 5 lines: 25 % of the
customer and 60 % of the lines.

>>> potential, sales, lines = pd.Series([8e6]), pd.Series([2e6]), pd.Series([3.0])
>>> scored = compute(potential, sales, lines, params=Params(product_lines=5))
>>> scored[["wallet_share", "penetration"]].to_dict("records")
[{'wallet_share': 0.25, 'penetration': 0.6}]
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, missing_words, percent_words, sentences


class Params(MethodParams):
    """What the customers' figures are held against."""

    product_lines: int = Field(
        default=0, ge=0, description="Ours: number of product lines we sell; 0: not known"
    )
    market_sales: float = Field(
        default=0.0,
        ge=0,
        description="Ours: what the whole market buys in a year, base units; 0: not known",
    )


DEFAULTS = Params()

LABEL = Label(
    name="share_metrics",
    ids=("share-metrics",),
    zh="占有率指标",
    en="Share metrics",
    sheet="accounts",
    shape="column",
    results=(
        Result(
            name="wallet_share", zh="容纳占有率", en="Share of customer", kind="percent",
            written=False,
        ),
        Result(
            name="penetration", zh="产品线渗透率", en="Line penetration", kind="percent",
            written=False,
        ),
        Result(
            name="market_part", zh="市场占有贡献", en="Part of market share", kind="percent",
            written=False,
        ),
        Result(name="reason", zh="占有率说明", en="Share reason", written=False),
    ),
)  # fmt: skip


def compute(
    potential: pd.Series,
    sales: pd.Series,
    product_lines: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Shares of each customer; what is not known on one side leaves the other shares standing."""
    potential, sales = potential.astype(float), sales.astype(float)
    lines = params.product_lines or float("nan")
    market = params.market_sales or float("nan")
    result = pd.DataFrame({"wallet_share": sales / potential.where(potential > 0)})
    result["penetration"] = product_lines.astype(float) / lines
    result["market_part"] = sales / market
    facts = pd.DataFrame(
        {
            "sales": sales.map(lambda one: amount_words(one, language)),
            "potential": potential.map(lambda one: amount_words(one, language)),
            "share": result["wallet_share"].map(percent_words),
        }
    )
    words = Text("{sales}÷{potential}：占{share}", "{sales} of {potential}: {share}")[language]
    more = Text("；产品线{}", "; product lines {}")[language]
    reason = sentences(words, facts)
    missing = missing_words(
        "accounts", pd.DataFrame({"potential": potential, "sales": sales}), language
    )
    nothing = Text("年采购潜力须大于0", "needs a potential above 0")[language]
    reason = reason.mask(potential.le(0), nothing).mask(missing.ne(""), missing)
    penetration = result["penetration"].map(lambda one: more.format(percent_words(one)))
    result["reason"] = reason + penetration.where(result["penetration"].notna(), "")
    return result
