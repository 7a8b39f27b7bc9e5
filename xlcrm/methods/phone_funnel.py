"""电话销售漏斗 · Tele-sales funnel.

Question: how many deals stand in each layer of the telephone funnel, and how many reach the next?

Formula: conversion of a layer = deals in it ÷ deals in the layer before; overall = deals in the
last layer ÷ deals in the first. Open deals count; those without a layer are counted apart.

Units: layers 1 (all to be contacted) to 5 (agreement); rates from 0 to 1, amounts in base currency
units. One row per layer.

Source: domain inventory `funnel-phone-layers`; layer 2 is garbled in the source and read as
"contacted, not aware yet".

Not for: proof of a conversion: the layers hold different deals at one moment; stage_conversion
follows the same deals.

Example: layers of 200, 120, 60, 15 and 6 convert at 60, 50, 25 and 40 %, 3 % overall.

>>> layer = pd.Series([1] * 200 + [2] * 120 + [3] * 60 + [4] * 15 + [5] * 6, dtype=float)
>>> blank = pd.Series([None] * len(layer))
>>> layers = compute(layer, blank, blank.astype(float))
>>> layers["rate"].iloc[1:].tolist(), layers["overall"].iloc[[4]].tolist()
([0.6, 0.5, 0.25, 0.4], [0.03])
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import MISSING, SEMICOLON, amount_words, percent_words, text_column

LAYERS = {
    1: Text("待接触", "To contact"),
    2: Text("已接触未意识", "Contacted, not aware"),
    3: Text("认识到问题", "Recognises a problem"),
    4: Text("准备解决", "Ready to solve it"),
    5: Text("选定并谈条件", "Chosen, agreeing terms"),
}


class Params(MethodParams):
    """Nothing to choose: the layers are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="phone_funnel",
    ids=("funnel-phone-layers",),
    zh="电话销售漏斗",
    en="Tele-sales funnel",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="layer", zh="漏斗层", en="Layer"),
        Result(name="deals", zh="商机数", en="Deals", kind="number"),
        Result(name="amount", zh="商机金额", en="Deal amount", kind="money"),
        Result(name="rate", zh="上层转化率", en="From layer before", kind="percent"),
        Result(name="overall", zh="累计转化率", en="From first layer", kind="percent"),
        Result(name="reason", zh="分层说明", en="Layer reason"),
    ),
)


def compute(
    phone_layer: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count the five layers of the open deals."""
    live = is_open(status)
    layer = phone_layer.astype(float).where(live)
    numbers = list(LAYERS)
    deals = layer.value_counts().reindex(numbers, fill_value=0).reset_index(drop=True)
    result = pd.DataFrame(
        {"layer": text_column([w[language] for w in LAYERS.values()], deals.index)}
    )
    result["deals"] = deals.astype(int)
    money = amount.astype(float).groupby(layer).sum()
    result["amount"] = money.reindex(numbers, fill_value=0.0).to_numpy()
    before = deals.shift().astype(float)
    result["rate"] = deals / before.where(before > 0)
    first = float(deals.iloc[0])
    result["overall"] = deals / (first if first else float("nan"))
    unplaced = int((live & ~layer.isin(numbers)).sum())
    result["reason"] = _reason(result, unplaced, language)
    return result


def _reason(result: pd.DataFrame, unplaced: int, language: Language) -> pd.Series:
    words = Text("{deals}个，共{amount}", "deals: {deals}, amount {amount}")[language]
    step = Text("，为上一层的{rate}", ", {rate} of the layer before")[language]
    nothing = MISSING[language] + Text("带电话漏斗层的商机", "deals with a phone layer")[language]
    left_out = Text("{count}个未填漏斗层", "{count} without layer")[language]
    reasons = []
    for row in result.to_dict("records"):
        reason = words.format(deals=row["deals"], amount=amount_words(row["amount"], language))
        known = not pd.isna(row["rate"])
        reasons.append(reason + (step.format(rate=percent_words(row["rate"])) if known else ""))
    if not result["deals"].sum():
        reasons = [nothing] * len(result)
    if unplaced:
        reasons[0] += SEMICOLON[language] + left_out.format(count=unplaced)
    return text_column(reasons, result.index)
