"""谈判准备度 · Negotiation readiness.

Question: are all five factors of this deal's negotiation prepared, and do the chips stay within
what may be conceded?

Formula: five blocks: common interest, chips, strategy line, substitute plan, need intensity. A
block is full when one of its rows says what we bring; the chips are full when fixed, inducement and
created ones are there, else partial. Readiness = full blocks ÷ 5. An empty block stops the
negotiation. Chips: sum of their cost to us against the deal's approved budget.

Units: blocks (0-5), shares, money in base currency units.

Source: domain inventory `nego-5-factors` and `nego-chips-4`. Pressure chips are recorded but never
asked for (appendix G): they neither fill the chips nor are named as missing.

Not for: deals that are not negotiated, and for telling whether what is written will work.

Example: four blocks have content, the chips lack created ones and there is no substitute plan: 3
full and 1 partial of 5. Chips of 3, 5 and 2 against a budget of 8 are 2 too dear.

>>> part = ["INTEREST", "CHIP", "CHIP", "CHIP", "ROUTE", "INTENSITY"]
>>> rows = pd.DataFrame(
...     {
...         "opportunity_id": "P", "content": "...", "part": [NegotiationPart[p] for p in part],
...         "chip": [None, ChipKind.FIXED, ChipKind.INDUCEMENT, ChipKind.PRESSURE, None, None],
...         "our_cost": [None, 3e4, 5e4, 2e4, None, None], "fallback": None,
...     }
... )
>>> scored = compute(pd.Series(["P"]), pd.Series([8e4]), negotiations=rows)
>>> scored[["full", "readiness", "over_budget"]].values.tolist()
[[3.0, 0.6, 20000.0]]
>>> scored["blocked_by"].tolist()
['替代方案']
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    MISSING,
    SEMICOLON,
    amount_words,
    listed,
    missing_words,
    text_column,
)
from xlcrm.sheets.negotiation import ChipKind, NegotiationPart

BLOCKS = tuple(part for part in NegotiationPart if part is not NegotiationPart.TERM)
WANTED = tuple(kind for kind in ChipKind if kind is not ChipKind.PRESSURE)
"""Kinds of chip that belong to a full block."""


class Params(MethodParams):
    """Nothing to choose: the five factors and the kinds of chip are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="negotiation_readiness",
    ids=("nego-5-factors", "nego-chips-4"),
    zh="谈判准备度",
    en="Negotiation readiness",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="full", zh="谈判要素齐备数", en="Factors ready", kind="number", written=False),
        Result(name="readiness", zh="谈判准备率", en="Negotiation ready", kind="percent",
               written=False),
        Result(name="blocked_by", zh="谈判缺项", en="Negotiation lacks", written=False),
        Result(name="chip_cost", zh="筹码代价", en="Cost of chips", kind="money", written=False),
        Result(name="over_budget", zh="筹码超预算", en="Chips over budget", kind="money",
               written=False),
        Result(name="reason", zh="谈判准备说明", en="Negotiation reason", written=False),
    ),
)  # fmt: skip


def compute(
    opportunity_id: pd.Series,
    concession_budget: pd.Series,
    *,
    negotiations: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Look at the negotiation rows of each deal."""
    rows = negotiations[negotiations["opportunity_id"].notna()]
    # a substitute plan may stand as the fallback of a row instead of a row of its own
    filled = rows["content"].notna() | rows["chip"].notna() | rows["fallback"].notna()
    there = _there(rows[filled], opportunity_id)
    kinds = _kinds(rows, opportunity_id)
    partial = there[NegotiationPart.CHIP] & ~kinds[list(WANTED)].all(axis=1)
    planned = opportunity_id.isin(rows["opportunity_id"]) & opportunity_id.notna()
    cost = rows["our_cost"].astype(float).where(rows["part"].isin([NegotiationPart.CHIP]))
    full = (there.sum(axis=1) - partial).astype(float).where(planned)
    result = pd.DataFrame({"full": full, "readiness": full / len(BLOCKS)})
    titles = there.set_axis([part.text(language) for part in BLOCKS], axis=1)
    gaps = listed(~titles, language)
    result["blocked_by"] = gaps.where(planned & gaps.ne(""))
    sums = cost.groupby(rows["opportunity_id"]).sum(min_count=1)
    result["chip_cost"] = looked_up(opportunity_id, sums).astype(float)
    over = result["chip_cost"] - concession_budget.astype(float)
    result["over_budget"] = over.where(over > 0)
    reason = _reason(result, partial, kinds, concession_budget.astype(float), language)
    nothing = MISSING[language] + Text("谈判表中的事项", "rows on the negotiation sheet")[language]
    missing = missing_words("opportunities", opportunity_id.to_frame("opportunity_id"), language)
    result["reason"] = reason.where(planned, missing.mask(missing.eq(""), nothing))
    return result


def _there(rows: pd.DataFrame, deal: pd.Series) -> pd.DataFrame:
    """Which of the five blocks each deal has."""
    fallback = rows.loc[rows["fallback"].notna(), "opportunity_id"]
    return pd.DataFrame(
        {
            part: deal.isin(rows.loc[rows["part"].isin([part]), "opportunity_id"])
            | (deal.isin(fallback) if part is NegotiationPart.FALLBACK else False)
            for part in BLOCKS
        },
        index=deal.index,
    ).astype(bool)


def _kinds(rows: pd.DataFrame, deal: pd.Series) -> pd.DataFrame:
    """Which kinds of chip each deal has."""
    return pd.DataFrame(
        {kind: deal.isin(rows.loc[rows["chip"].isin([kind]), "opportunity_id"])
         for kind in ChipKind},
        index=deal.index,
    ).astype(bool)  # fmt: skip


def _reason(
    result: pd.DataFrame,
    partial: pd.Series,
    kinds: pd.DataFrame,
    budget: pd.Series,
    language: Language,
) -> pd.Series:
    head = Text("五要素齐备{}项", "{} of 5 factors ready")[language]
    some = Text("，筹码部分具备，可补：{}", ", chips in part, could add: {}")[language]
    stop = Text("暂不宜谈判，缺：{}", "not ready to negotiate, lacking: {}")[language]
    ready = Text("可以谈判", "ready to negotiate")[language]
    over = Text("筹码代价{}，超出预算{}：撤下一项或重新报价",
        "chips cost {}, {} over budget: drop one or reprice")[language]  # fmt: skip
    unset = Text("筹码代价{}，缺少让步预算", "chips cost {}, missing the concession budget")[
        language
    ]
    within = Text("筹码代价{}，在预算{}之内", "chips cost {}, within the budget of {}")[language]
    wanted = kinds[list(WANTED)].set_axis([kind.text(language) for kind in WANTED], axis=1)
    absent = listed(~wanted, language)
    reasons = []
    for row, part, lacking, limit in zip(
        result.to_dict("records"), partial, absent, budget, strict=True
    ):
        gaps, cost, excess = row["blocked_by"], row["chip_cost"], row["over_budget"]
        said = [head.format(f"{row['full']:g}") + (some.format(lacking) if part else "")]
        said.append(stop.format(gaps) if isinstance(gaps, str) else ready)
        if pd.notna(cost):
            dear = amount_words(cost, language)
            if pd.isna(limit):
                said.append(unset.format(dear))
            elif pd.notna(excess):
                said.append(over.format(dear, amount_words(excess, language)))
            else:
                said.append(within.format(dear, amount_words(limit, language)))
        reasons.append(SEMICOLON[language].join(said))
    return text_column(reasons, result.index)
