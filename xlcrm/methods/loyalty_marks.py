"""忠诚三特征 · Three marks of loyalty.

Question: does this customer behave loyally, whatever it says?

Formula: loyalty is behaviour, and has three marks, each counted once:

    continuity    `repeat_orders` orders or more in the months that `rfm` counts
    referral      a customer brought to us, named by its id
    exclusivity   our share of its purchases is at least `exclusive_share`

The class is the number of marks, 0 to 3; a mark nobody knows counts as none and is named, and with
fewer than `minimum` marks known there is no class. A customer that is satisfied (grade 1 or more)
with at most `trap_class` marks stands in the satisfaction trap: satisfied is not yet loyal.

Units: orders and shares as the methods `rfm` and `share_metrics` find them.

Source: domain inventory `loyalty-definition-3`: continuity, sharing and referral, exclusivity; in
another course repeat buying, word of mouth, biased buying. All numbers are ours.

Not for: customers of capital goods who order once in years; widen the window of `rfm` for them.

Example: orders again, brought nobody, and buys 35 % of its needs from us, below 50 %: 1 of 3.

>>> scored = compute(
...     pd.Series(["A"]), pd.Series([False]), pd.Series([None]),
...     rfm=pd.DataFrame({"frequency": [3.0]}), orders=pd.DataFrame({"account_id": ["A"]}),
...     share_metrics=pd.DataFrame({"wallet_share": [0.35]}),
...     satisfaction_grade=pd.DataFrame({"grade": [2.0]}),
... )
>>> scored["class"].tolist(), scored["trap"].tolist()
([1.0], ['是'])
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    COMMA,
    MISSING,
    NO,
    YES,
    listed,
    missing_words,
    percent_words,
    sentences,
    text_column,
)

MARKS = {
    "continuity": Text("持续购买", "continuity"),
    "referral": Text("转介绍", "referral"),
    "exclusivity": Text("排他性", "exclusivity"),
}


class Params(MethodParams):
    """Where each mark begins, and how many must be known."""

    repeat_orders: int = Field(
        default=2, ge=2, description="Ours: orders in the window that show continuity"
    )
    exclusive_share: float = Field(
        default=0.5, gt=0, le=1, description="Ours: our share of purchases that excludes others"
    )
    minimum: int = Field(
        default=2, ge=1, le=3, description="Ours: marks that must be known for a class"
    )
    trap_class: int = Field(
        default=1, ge=0, le=2, description="Ours: most marks of a satisfied customer in the trap"
    )


DEFAULTS = Params()

LABEL = Label(
    name="loyalty_marks",
    ids=("loyalty-definition-3",),
    zh="忠诚三特征",
    en="Three marks of loyalty",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="class", zh="忠诚级(0-3)", en="Loyalty class (0-3)", kind="number"),
        Result(name="trap", zh="满意陷阱", en="Satisfied, not loyal", written=False),
        Result(name="reason", zh="忠诚说明", en="Loyalty reason", written=False),
    ),
)


UNNAMED = Text("；说带来过客户，未填其编号", "; said to have brought one, without its id")
TRAP = Text("；满意但不忠诚", "; satisfied but not loyal")


def compute(
    account_id: pd.Series,
    brings_customers: pd.Series,
    brought_account: pd.Series,
    *,
    rfm: pd.DataFrame,
    share_metrics: pd.DataFrame,
    satisfaction_grade: pd.DataFrame,
    orders: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Marks of loyalty of each customer."""
    index = account_id.index
    placed = rfm["frequency"].reindex(index).astype(float)
    if not orders.empty:  # a customer without an order in a list of orders has ordered nothing
        placed = placed.fillna(0.0)
    share = share_metrics["wallet_share"].reindex(index).astype(float)
    brought = brought_account.notna()
    marks = pd.DataFrame(
        {
            "continuity": placed.ge(params.repeat_orders),
            "referral": brought,
            "exclusivity": share.ge(params.exclusive_share),
        }
    )
    known = pd.DataFrame(
        {
            "continuity": placed.notna(),
            "referral": brought | brings_customers.notna(),
            "exclusivity": share.notna(),
        }
    )
    enough = known.sum(axis=1).ge(params.minimum) & account_id.notna()
    result = marks.sum(axis=1).astype(float).where(enough).to_frame("class")
    satisfied = satisfaction_grade["grade"].reindex(index).astype(float)
    judged = enough & satisfied.notna()
    trapped = satisfied.ge(1) & result["class"].le(params.trap_class)
    verdict = text_column([NO[language]] * len(index), index).mask(trapped, YES[language])
    result["trap"] = verdict.where(judged)
    facts = pd.DataFrame({"orders": placed, "share": share})
    reason = _reason(marks, known, facts, language).where(enough, _unknown(known, language))
    unnamed = ~brought & brings_customers.isin([True])
    reason = reason.mask(unnamed, reason + UNNAMED[language])
    reason = reason.mask(judged & trapped, reason + TRAP[language])
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = reason.mask(account_id.isna(), nameless)
    return result


def _unknown(known: pd.DataFrame, language: Language) -> pd.Series:
    """What is not known of each customer, in words."""
    titles = {name: text[language] for name, text in MARKS.items()}
    return MISSING[language] + listed((~known).rename(columns=titles), language)


def _reason(
    marks: pd.DataFrame, known: pd.DataFrame, facts: pd.DataFrame, language: Language
) -> pd.Series:
    """How many marks, which, the figures behind them, and what is not known."""
    titles = {name: text[language] for name, text in MARKS.items()}
    held = listed(marks.rename(columns=titles), language)
    none = Text("无", "none")[language]
    missing = listed((~known).rename(columns=titles), language)
    orders = Text("下单{:.0f}次", "{:.0f} orders")[language]
    share = Text("我方份额{}", "our share {}")[language]
    figures = pd.DataFrame(
        {
            "orders": facts["orders"].map(orders.format).where(known["continuity"], ""),
            "share": facts["share"]
            .map(lambda one: share.format(percent_words(one)))
            .where(known["exclusivity"], ""),
        }
    )
    both = figures["orders"].ne("") & figures["share"].ne("")
    comma = text_column([COMMA[language]] * len(both), both.index).where(both, "")
    joined = figures["orders"] + comma + figures["share"]
    words = Text("{count}/3：{held}（{figures}）", "{count} of 3: {held} ({figures})")[language]
    bare = Text("{count}/3：{held}", "{count} of 3: {held}")[language]
    table = pd.DataFrame(
        {
            "count": marks.sum(axis=1).astype(str),
            "held": held.where(held.ne(""), none),
            "figures": joined,
        }
    )
    said = sentences(words, table).where(joined.ne(""), sentences(bare, table))
    lacking = Text("；缺少", "; missing ")[language] + missing
    return said + lacking.where(missing.ne(""), "")
