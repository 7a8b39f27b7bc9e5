"""销售额利润率分类 · Sales and margin segments.

Question: is this customer large or small, and does it pay well or badly?

Formula: margin = gross profit ÷ sales. Sales and margin are high from their cut-offs on, which
gives four segments, each with a way to act.

    sales, margin   segment                                act
    high, high      高销售额高利润率 high sales, high margin    keep: care and priority
    high, low       高销售额低利润率 high sales, low margin     price, mix and cost to serve
    low, high       低销售额高利润率 low sales, high margin     grow: more lines, more share
    low, low        低销售额低利润率 low sales, low margin      serve at low cost

Units: sales and gross profit in base currency units for one year; margin as a share, shown as a
percentage. Without sales there is no margin; a margin outside −100 % to 100 % gives no segment.

Source: domain inventory `segment-sales-margin`, which names the two measures; the cut-offs and the
ways to act are ours.

Not for: one large order in an otherwise empty year.

Example: sales of 3.2 million at a cost of 2.56 million: 20 %, high sales and a low margin.

>>> params = Params(sales_cut=2e6, margin_cut=0.25)
>>> scored = compute(pd.Series([3.2e6]), pd.Series([0.64e6]), params=params)
>>> scored["margin"].tolist(), scored["segment"].tolist()
([0.2], ['高销售额低利润率'])
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    amount_words,
    missing_words,
    percent_words,
    quadrant,
    sentences,
)

SEGMENTS = {
    (True, True): Text("高销售额高利润率", "High sales, high margin"),
    (True, False): Text("高销售额低利润率", "High sales, low margin"),
    (False, True): Text("低销售额高利润率", "Low sales, high margin"),
    (False, False): Text("低销售额低利润率", "Low sales, low margin"),
}
ACTIONS = {
    (True, True): Text("重点维护，优先服务", "keep: care and priority"),
    (True, False): Text("检查价格、产品组合与服务成本", "look at price, mix and cost to serve"),
    (False, True): Text("扩大份额与产品线", "grow: more lines, more share"),
    (False, False): Text("低成本服务", "serve at low cost"),
}


class Params(MethodParams):
    """Where high begins."""

    sales_cut: float = Field(
        default=1_000_000.0, gt=0, description="Ours: annual sales that are high, base units"
    )
    margin_cut: float = Field(
        default=0.25, gt=-1, lt=1, description="Ours: margin from which it is high"
    )


DEFAULTS = Params()

LABEL = Label(
    name="sales_margin",
    ids=("segment-sales-margin",),
    zh="销售额利润率分类",
    en="Sales and margin segments",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="margin", zh="利润率", en="Profit margin", kind="percent", written=False),
        Result(name="segment", zh="销售利润分类", en="Sales-margin segment", written=False),
        Result(name="reason", zh="销售利润说明", en="Sales-margin reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    sales: pd.Series,
    gross_profit: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Margin and segment of each customer."""
    sales, profit = sales.astype(float), gross_profit.astype(float)
    result = pd.DataFrame({"margin": profit / sales.where(sales > 0)})
    usable = result["margin"].between(-1, 1)
    large, rich = sales.ge(params.sales_cut), result["margin"].ge(params.margin_cut)
    segment = quadrant(SEGMENTS, large, rich, language)
    action = quadrant(ACTIONS, large, rich, language)
    result["segment"] = segment.where(usable)
    facts = pd.DataFrame(
        {
            "sales": sales.map(lambda one: amount_words(one, language)),
            "margin": result["margin"].map(percent_words),
            "segment": segment,
            "action": action,
        }
    )
    words = Text(
        "销售额{sales}，利润率{margin}：{segment}；{action}",
        "sales {sales}, margin {margin}: {segment}; {action}",
    )[language]
    missing = missing_words(
        "accounts", pd.DataFrame({"sales": sales, "gross_profit": profit}), language
    )
    none = Text("销售额须大于0，才有利润率", "no margin without sales")[language]
    wild = Text("利润率超出±100%，请核对", "margin outside ±100%, check the figures")[language]
    result["reason"] = (
        sentences(words, facts)
        .mask(~usable, wild)
        .mask(sales.le(0), none)
        .mask(missing.ne(""), missing)
    )
    return result
