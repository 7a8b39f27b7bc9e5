"""猎手农夫KPI · Hunter and farmer KPIs.

Question: what is this customer's salesperson measured by, and how do those figures stand?

Formula: attacked customers are measured by sales alone: attainment = our sales ÷ the customer's
target. Defended ones by four figures: margin = gross profit ÷ sales; collection = receipts ÷
(receipts + overdue) in the last `window_months` of the ledger, overdue being the latest; loyalty as
typed; satisfaction = the mean experience of the customer's latest survey, as `satisfaction` finds
it. A defended customer that lacks one of the four is incomplete.

Units: money in base currency units; loyalty from 1 to 5, satisfaction from 1 to 10; attainment,
margin and collection as shares, shown as percentages.

Source: domain inventory `hunter-farmer-kpi`; days of sales outstanding stand in `dso_countback`.
For customers to maintain or to give up the source names no figures.

Not for: judging a salesperson on one customer.

Example: an attacked customer bought 2.4 million of a target of 3 million: 80 %.

>>> nothing = pd.Series([None], dtype=float)
>>> ledger = pd.DataFrame(columns=["account_id", "month", "receipts", "overdue"])
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([2.4e6]), pd.Series([3e6]), nothing, nothing, pd.Series([None]),
...     attack_defence=pd.DataFrame({"stance": ["进攻"]}), ledger=ledger, as_of=date(2026, 6, 30),
...     satisfaction=pd.DataFrame({"experience": [None]}),
... )
>>> scored["attainment"].tolist(), scored["reason"].tolist()
([0.8], ['进攻看销售额：240万，目标300万，完成80%'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.attack_defence import ATTACK, DEFEND
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    COMMA,
    MISSING,
    NO,
    YES,
    amount_words,
    header_words,
    listed,
    percent_words,
    sentences,
    text_column,
)
from xlcrm.sheets.account import OwnerType


class Params(MethodParams):
    """How far back collection looks."""

    window_months: int = Field(
        default=12, ge=1, le=60, description="Ours: months of receipts that collection counts"
    )


DEFAULTS = Params()

LABEL = Label(
    name="hunter_farmer",
    ids=("hunter-farmer-kpi",),
    zh="猎手农夫KPI",
    en="Hunter and farmer KPIs",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="attainment", zh="目标完成率", en="Target attainment", kind="percent",
               written=False),
        Result(name="margin", zh="毛利率", en="Gross margin", kind="percent", written=False),
        Result(name="collection", zh="回款率", en="Collection rate", kind="percent", written=False),
        Result(name="satisfaction", zh="满意度得分", en="Satisfaction score", kind="number",
               written=False),
        Result(name="complete", zh="KPI齐全", en="KPIs complete", written=False),
        Result(name="reason", zh="KPI说明", en="KPI reason", written=False),
    ),
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    sales: pd.Series,
    sales_target: pd.Series,
    gross_profit: pd.Series,
    loyalty: pd.Series,
    owner_type: pd.Series,
    *,
    attack_defence: pd.DataFrame,
    ledger: pd.DataFrame,
    satisfaction: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Figures of each customer by its stance; the reason holds those it is measured by."""
    numbers = {"sales": sales, "sales_target": sales_target, "gross_profit": gross_profit}
    typed = pd.DataFrame({**numbers, "loyalty": loyalty}).astype(float)
    until = pd.Timestamp(as_of)
    result = pd.DataFrame(index=account_id.index)
    result["attainment"] = typed["sales"] / typed["sales_target"].where(typed["sales_target"] > 0)
    result["margin"] = typed["gross_profit"] / typed["sales"].where(typed["sales"] > 0)
    result["collection"] = account_id.map(_collection(ledger, until, params)).astype(float)
    result["satisfaction"] = satisfaction["experience"].reindex(account_id.index).astype(float)
    stance = attack_defence["stance"].reindex(account_id.index)
    attacked, defended = stance.isin([*ATTACK]), stance.isin([*DEFEND])
    attack_gaps = typed[["sales", "sales_target"]].isna()
    defence = result[["margin", "collection", "satisfaction"]].assign(loyalty=typed["loyalty"])
    gaps = attack_gaps.where(attacked, False).any(axis=1) | defence.isna().any(axis=1) & defended
    complete = text_column([YES[language]] * len(gaps), gaps.index).mask(gaps, NO[language])
    result["complete"] = complete.where(attacked | defended)
    reason = text_column([Text("缺少攻守姿态", "missing stance")[language]] * len(gaps), gaps.index)
    other = Text("{}：来源未规定KPI", "{}: the source names no KPI")[language]
    reason = reason.mask(stance.notna(), stance.map(other.format, na_action="ignore"))
    reason = reason.mask(attacked, _attack_words(typed, result, owner_type, language))
    result["reason"] = reason.mask(defended, _defence_words(defence, language))
    return result


def _collection(ledger: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.Series:
    """Receipts of receipts and overdue, by account id."""
    rows = ledger.reindex(columns=["account_id", "month", "receipts", "overdue"])
    rows["month"] = pd.to_datetime(rows["month"])
    rows = rows.astype({"receipts": float, "overdue": float}).dropna(subset=["account_id"])
    since = as_of.replace(day=1) - pd.DateOffset(months=params.window_months - 1)
    # any day of a month stands for it, also one after the day we look at
    last = as_of + pd.offsets.MonthEnd(0)
    rows = rows[rows["month"].between(since, last)].sort_values("month", kind="stable")
    grouped = rows.groupby("account_id")
    receipts = grouped["receipts"].sum(min_count=1)
    overdue = rows.drop_duplicates("account_id", keep="last").set_index("account_id")["overdue"]
    due = receipts + overdue
    return receipts / due.where(due > 0)


def _attack_words(
    typed: pd.DataFrame, result: pd.DataFrame, owner_type: pd.Series, language: Language
) -> pd.Series:
    words = Text(
        "进攻看销售额：{sales}，目标{target}，完成{attained}",
        "attack, by sales: {sales} of target {target}, {attained} attained",
    )[language]
    facts = pd.DataFrame(
        {
            "sales": typed["sales"].map(lambda one: amount_words(one, language)),
            "target": typed["sales_target"].map(lambda one: amount_words(one, language)),
            "attained": result["attainment"].map(percent_words),
        }
    )
    headers = header_words("accounts", language)
    inputs = typed[["sales", "sales_target"]].isna().rename(columns=headers)
    missing = listed(inputs, language)
    head = Text("进攻看销售额：", "attack, by sales: ")[language] + MISSING[language]
    farmer = Text("；负责人为农夫型，宜由猎手型负责", "; owned by a farmer, a hunter suits")[
        language
    ]
    said = sentences(words, facts).mask(missing.ne(""), head + missing)
    return said.mask(owner_type.isin([OwnerType.FARMER]), said + farmer)


def _defence_words(defence: pd.DataFrame, language: Language) -> pd.Series:
    """What the four figures of a defended customer are, then those that are missing."""
    titles = {
        "margin": Text("毛利率", "margin "),
        "collection": Text("回款率", "collection "),
        "loyalty": Text("忠诚度", "loyalty "),
        "satisfaction": Text("满意度", "satisfaction "),
    }
    ratios = {"margin", "collection"}
    head = Text("防御看利润、回款、忠诚度、满意度：", "defend: ")[language]
    said = text_column([head] * len(defence), defence.index)
    for count, (name, title) in enumerate(titles.items()):
        comma = COMMA[language] if count else ""
        shown = defence[name].map(percent_words if name in ratios else "{:g}".format)
        shown = shown.where(defence[name].notna(), Text("缺", "missing")[language])
        said = said + comma + title[language] + shown
    incomplete = Text("（不齐）", " (incomplete)")[language]
    return said.mask(defence.isna().any(axis=1), said + incomplete)
