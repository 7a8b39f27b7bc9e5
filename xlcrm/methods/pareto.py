"""20/80法则 · Pareto analysis.

Question: which customers bring most of our sales or gross profit, and how few are they?

Formula: customers are ranked from the largest value down, equal values by customer id; share =
value ÷ sum of all values; cumulative = sum of the shares down to the customer. Class A is the
smallest set that reaches `class_a_cut`, class B goes on to `class_b_cut`, the rest is C.

Units: sales or gross profit in base currency units for one year; shares from 0 to 1, shown as
percentages. Negative profits are kept, so the cumulative share may pass 100 % on its way.

Source: domain inventory `pareto-20-80`, which says revenue once and profit once: the measure is
chosen, and the reason states it. 80 % is the source's, 95 % for class B is ours.

Not for: customers with strategic value and small sales, nor for a list with some customers left
out: every share hangs on the sum.

Example: of sales 400, 240, 90, 70, 60, 50, 40, 25, 15 and 10, four customers (40 % of them) make
80 %: the 20/80 shape does not hold here.

>>> sales = pd.Series([400.0, 240, 90, 70, 60, 50, 40, 25, 15, 10])
>>> account_id = pd.Series([f"C{number:02d}" for number in range(1, 11)])
>>> scored = compute(account_id, sales, gross_profit=pd.Series([None] * 10))
>>> "".join(scored["class"])
'AAAABBBCCC'
>>> scored["cumulative"].head(4).round(4).tolist()
[0.4, 0.64, 0.73, 0.8]
"""

from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    amount_words,
    header_words,
    missing_words,
    percent_words,
    text_column,
)

Measure = Literal["sales", "gross_profit"]

# sums of shares carry rounding in the sixteenth digit, which must not push a customer over a cut
ROUNDING = 1e-9


class Params(MethodParams):
    """What is measured, and where the classes end."""

    measure: Measure = Field(
        default="sales",
        description="sales: annual sales; gross_profit: annual gross profit",
    )
    class_a_cut: float = Field(
        default=0.8,
        gt=0,
        lt=1,
        description="Cumulative share that class A reaches",
    )
    class_b_cut: float = Field(
        default=0.95,
        gt=0,
        le=1,
        description="Ours: cumulative share that classes A and B reach together",
    )

    @model_validator(mode="after")
    def _b_after_a(self) -> Self:
        if self.class_b_cut <= self.class_a_cut:
            raise ValueError("class_b_cut must exceed class_a_cut")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="pareto",
    ids=("pareto-20-80",),
    zh="20/80法则",
    en="Pareto analysis",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="rank", zh="贡献排名", en="Pareto rank", kind="number", written=False),
        Result(name="share", zh="贡献占比", en="Pareto share", kind="percent", written=False),
        Result(
            name="cumulative", zh="累计占比", en="Cumulative share", kind="percent", written=False
        ),
        Result(name="class", zh="贡献等级", en="Pareto class"),
        Result(name="reason", zh="等级说明", en="Pareto reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    account_id: pd.Series,
    sales: pd.Series,
    gross_profit: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Rank and class of each customer by the chosen measure."""
    value = {"sales": sales, "gross_profit": gross_profit}[params.measure].astype(float)
    ranked = _ranked(account_id, value, params)
    result = ranked.sort_index().set_axis(account_id.index)
    reason = _reason(result, params, language)
    missing = missing_words("accounts", value.to_frame(params.measure), language)
    worthless = Text("全部客户合计不为正，无法计算占比", "the sum of all customers is not positive")
    result["reason"] = reason.mask(result["share"].isna(), worthless[language])
    result["reason"] = result["reason"].mask(value.isna(), missing)
    return result[[column.name for column in LABEL.results]]


def _ranked(account_id: pd.Series, value: pd.Series, params: Params) -> pd.DataFrame:
    """Values with rank, shares and class, on row positions, the largest first."""
    ranked = pd.DataFrame({"id": account_id, "value": value}).reset_index(drop=True)
    ranked = ranked.sort_values(["value", "id"], ascending=[False, True])
    total = ranked["value"].sum()
    ranked["rank"] = ranked["value"].notna().cumsum().where(ranked["value"].notna())
    ranked["share"] = ranked["value"] / (total if total > 0 else float("nan"))
    ranked["cumulative"] = ranked["share"].cumsum()
    before = ranked["cumulative"] - ranked["share"] + ROUNDING
    classes = text_column(["C"] * len(ranked), ranked.index)
    classes = classes.mask(before < params.class_b_cut, "B").mask(before < params.class_a_cut, "A")
    ranked["class"] = classes.where(ranked["share"].notna())
    return ranked


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text(
        "{measure}{value}，第{rank}名（共{count}名），累计{cumulative}：{grade}类；"
        "A类{top}名，占客户数{part}{negative}",
        "{measure} {value}, rank {rank} of {count}, cumulative {cumulative}: class {grade}; "
        "class A holds {top} of {count} customers ({part}){negative}",
    )[language]
    below = Text("；金额为负，照实计入", "; negative value, counted as it is")[language]
    measure = header_words("accounts", language)[params.measure]
    count, top = result["value"].count(), result["class"].eq("A").sum()
    part = percent_words(top / count) if count else ""
    facts = result[["value", "rank", "cumulative", "class"]]
    reasons = [
        words.format(
            measure=measure,
            value=amount_words(value, language),
            rank=f"{rank:.0f}",
            count=count,
            cumulative=percent_words(cumulative),
            grade=grade,
            top=top,
            part=part,
            negative=below if value < 0 else "",
        )
        for value, rank, cumulative, grade in facts.itertuples(index=False)
    ]
    return text_column(reasons, result.index)
