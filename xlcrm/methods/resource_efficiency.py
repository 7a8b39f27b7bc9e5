"""项目销售资源与效率 · Sales resource efficiency.

Question: what does the pursuit of this deal cost, measured by what we may expect from it?

Formula: cost = hours × hourly rate + expenses; cost ratio = cost ÷ weighted amount while the deal
is open, ÷ amount once it is won. Hours and expenses are those typed for the deal; where both are
blank, those of its activities that took place are added up. A lost deal has a cost and no ratio.

Units: hours, amounts in base currency units; the ratio is shown as a percentage.

Source: domain inventory `resource-efficiency`; the rate of 300 an hour is that of its example.

Not for: blaming a single deal: large projects begin with a long spell of cost.

Example: 120 hours at 300 and 8,000 of expenses cost 44,000; of 1.5 million at 25 % (375,000
expected) that is 11.7 %.

>>> activities = pd.DataFrame(columns=["opportunity_id", "hours", "expense", "status"])
>>> scored = compute(
...     pd.Series(["P"]), pd.Series([None]), pd.Series([1.5e6]), pd.Series([120.0]),
...     pd.Series([8000.0]), activities=activities,
...     weighted_amount=pd.DataFrame({"weighted": [375_000.0]}),
... )
>>> scored["cost"].tolist(), scored["ratio"].round(3).tolist()
([44000.0], [0.117])
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import MISSING, amount_words, percent_words, text_column
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.opportunity import OpportunityStatus


class Params(MethodParams):
    """What an hour of selling costs."""

    hourly_rate: float = Field(
        default=300.0, ge=0, description="Ours: cost of one working hour, from the example"
    )


DEFAULTS = Params()

LABEL = Label(
    name="resource_efficiency",
    ids=("resource-efficiency",),
    zh="项目销售资源与效率",
    en="Sales resource efficiency",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="cost", zh="销售投入", en="Cost of pursuit", kind="money", written=False),
        Result(name="ratio", zh="投入产出比", en="Cost ratio", kind="percent", written=False),
        Result(name="reason", zh="投入说明", en="Cost reason", written=False),
    ),
)


def compute(
    opportunity_id: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    hours: pd.Series,
    expenses: pd.Series,
    *,
    activities: pd.DataFrame,
    weighted_amount: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Cost of each deal; activities have opportunity_id, hours, expense and status."""
    spent = _spent(opportunity_id, hours.astype(float), expenses.astype(float), activities)
    cost = spent["hours"].fillna(0.0) * params.hourly_rate + spent["expenses"].fillna(0.0)
    cost = cost.where(spent.notna().any(axis=1))
    won = status.isin([OpportunityStatus.WON])
    weighted = weighted_amount["weighted"].reindex(amount.index).astype(float)
    worth = weighted.where(is_open(status)).mask(won, amount.astype(float))
    result = pd.DataFrame({"cost": cost, "ratio": cost / worth.where(worth > 0)})
    result["reason"] = _reason(result, spent, worth, status, language)
    return result


def _spent(
    deal: pd.Series, hours: pd.Series, expenses: pd.Series, activities: pd.DataFrame
) -> pd.DataFrame:
    """Hours and expenses of each deal: as typed, else those of its activities."""
    idle = [ActivityStatus.PLANNED, ActivityStatus.CANCELLED]
    done = activities[~activities["status"].isin(idle)]
    logged = (
        done[["hours", "expense"]].astype(float).groupby(done["opportunity_id"]).sum(min_count=1)
    )
    typed = hours.notna() | expenses.notna()
    return pd.DataFrame(
        {
            "hours": hours.where(typed, looked_up(deal, logged["hours"])),
            "expenses": expenses.where(typed, looked_up(deal, logged["expense"])),
        }
    )


def _reason(
    result: pd.DataFrame,
    spent: pd.DataFrame,
    worth: pd.Series,
    status: pd.Series,
    language: Language,
) -> pd.Series:
    cost = Text("{hours}小时加费用{expenses}，投入{cost}", "{hours} h and {expenses}: cost {cost}")
    of = Text("，占{worth}的{ratio}", ", {ratio} of {worth}")[language]
    lost = Text("，已丢单", ", deal lost")[language]
    no_worth = Text("；缺少加权金额", "; missing weighted amount")[language]
    gone = status.isin([OpportunityStatus.LOST])
    known = result["cost"].notna()
    reasons = [
        cost[language].format(
            hours=f"{hours:g}",
            expenses=amount_words(money, language),
            cost=amount_words(c, language),
        )
        + (
            of.format(worth=amount_words(w, language), ratio=percent_words(ratio))
            if not pd.isna(ratio)
            else lost if fallen else no_worth
        )
        for hours, money, c, w, ratio, fallen in zip(
            spent.loc[known, "hours"].fillna(0.0), spent.loc[known, "expenses"].fillna(0.0),
            result.loc[known, "cost"], worth[known], result.loc[known, "ratio"], gone[known],
            strict=True,
        )
    ]  # fmt: skip
    nothing = MISSING[language] + Text("投入工时和费用", "hours and expenses")[language]
    reason = text_column([nothing] * len(result), result.index)
    reason[known] = text_column(reasons, reason.index[known])
    return reason
