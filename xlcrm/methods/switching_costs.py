"""转换成本八种三类 · Eight switching costs.

Question: what would it cost this customer to leave its supplier?

Formula: eight costs from 1 to 5 in three groups, whose means are shown:

    procedural   economic (risk), evaluation, learning, set-up
    financial    benefit loss, monetary loss
    emotional    loss of personal relations, loss of the brand relation

The index is the mean of all eight, or with `index_of` = groups the mean of the three groups. A
group with a missing cost is incomplete and has no mean, and then there is no index.

Units: costs, means and index from 1 (free to go) to 5. A row without a party is about leaving us,
a row with one about leaving that rival; the latter helps to plan how to win the customer.

Source: domain inventory `switching-costs-8`; the assignment of costs to groups is that of Burnham,
Frels and Mahajan (2003).

Not for: comparing customers judged by different people.

Example: 3, 2, 4, 3 | 4, 2 | 5, 4: groups 3.00, 3.00 and 4.50; mean of all 27 ÷ 8 = 3.375, mean of
the groups 3.50.

>>> costs = [pd.Series([float(one)]) for one in (3, 2, 4, 3, 4, 2, 5, 4)]
>>> scored = compute(pd.Series([None]), *costs)
>>> scored[["procedural", "financial", "emotional", "index"]].to_numpy().tolist()
[[3.0, 3.0, 4.5, 3.375]]
>>> compute(pd.Series([None]), *costs, params=Params(index_of="groups"))["index"].tolist()
[3.5]
"""

from typing import Literal

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, sentences

GROUPS = {
    "procedural": ("cost_economic", "cost_evaluation", "cost_learning", "cost_setup"),
    "financial": ("cost_benefit_loss", "cost_money_loss"),
    "emotional": ("cost_personal_loss", "cost_brand_loss"),
}
TITLES = {
    "procedural": Text("程序", "procedural"),
    "financial": Text("财政", "financial"),
    "emotional": Text("情感", "emotional"),
}
RIVAL_ROW = Text("这一行评估的是离开对手，不说明与我方的关系", "this row is about leaving a rival")
"""The reason of a question about us on a row about a rival."""


class Params(MethodParams):
    """What the index is the mean of."""

    index_of: Literal["items", "groups"] = Field(
        default="items", description="items: mean of the eight costs; groups: of the three groups"
    )


DEFAULTS = Params()

LABEL = Label(
    name="switching_costs",
    ids=("switching-costs-8",),
    zh="转换成本八种三类",
    en="Eight switching costs",
    sheet="switching",
    shape="column",
    results=(
        Result(name="procedural", zh="程序转换成本", en="Procedural cost", kind="rating",
               written=False),
        Result(name="financial", zh="财政转换成本", en="Financial cost", kind="rating",
               written=False),
        Result(name="emotional", zh="情感转换成本", en="Emotional cost", kind="rating",
               written=False),
        Result(name="index", zh="转换成本指数", en="Switching-cost index", kind="rating"),
        Result(name="reason", zh="转换成本说明", en="Switching-cost reason"),
    ),
    worksheet_function=True,
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    party: pd.Series,
    cost_economic: pd.Series,
    cost_evaluation: pd.Series,
    cost_learning: pd.Series,
    cost_setup: pd.Series,
    cost_benefit_loss: pd.Series,
    cost_money_loss: pd.Series,
    cost_personal_loss: pd.Series,
    cost_brand_loss: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Group means and index of each assessment."""
    procedural = (cost_economic, cost_evaluation, cost_learning, cost_setup)
    others = (cost_benefit_loss, cost_money_loss, cost_personal_loss, cost_brand_loss)
    names = [name for group in GROUPS.values() for name in group]
    costs = pd.concat([*procedural, *others], axis=1, keys=names).astype(float)
    result = pd.DataFrame(
        {group: costs[[*members]].mean(axis=1, skipna=False) for group, members in GROUPS.items()}
    )
    averaged = costs if params.index_of == "items" else result
    result["index"] = averaged.mean(axis=1, skipna=False)
    result["reason"] = _reason(party, costs, result, params, language)
    return result


def _reason(
    party: pd.Series,
    costs: pd.DataFrame,
    result: pd.DataFrame,
    params: Params,
    language: Language,
) -> pd.Series:
    """Whom leaving is about, the groups, the index and what it is the mean of."""
    incomplete = Text("不完整", "incomplete")[language]
    facts = pd.DataFrame(
        {
            group: result[group].map("{:.3g}".format).where(result[group].notna(), incomplete)
            for group in GROUPS
        }
    )
    us = Text("离开我方", "leaving us")[language]
    leaving = Text("离开{}", "leaving {}")[language]
    facts["who"] = party.map(leaving.format, na_action="ignore").astype(object).fillna(us)
    facts["index"] = result["index"].map("{:.3g}".format)
    mean = {
        "items": Text("八项平均", "mean of eight"),
        "groups": Text("三类平均", "mean of groups"),
    }
    facts["mean"] = mean[params.index_of][language]
    groups = Text("，", ", ")[language].join(
        f"{title[language]}{Text('', ' ')[language]}{{{group}}}" for group, title in TITLES.items()
    )
    head = Text("{who}：", "{who}: ")[language] + groups
    whole = head + Text("；{mean}{index}（满分5）", "; {mean} {index} of 5")[language]
    missing = missing_words("switching", costs, language)
    part = missing + Text("；", "; ")[language] + sentences(head, facts)
    part = part.where(costs.notna().any(axis=1), missing)
    return sentences(whole, facts).mask(missing.ne(""), part)
