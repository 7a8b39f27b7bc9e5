"""非货币价值大客户 · Non-monetary key account.

Question: is this customer a key account although it buys little?

Formula: one point each for

    loyal for `loyal_years` years or more, counted from the first order (the day itself counts)
    more forgiving than a new customer when service fails
    gives opinions and suggestions when asked
    brings new customers

A hidden key account has Pareto class C and `hidden_from` points or more. While answers are open
and could still decide it, there is no verdict.

Units: the first order is a date, the answers yes or no; the score is 0 to 4 points.

Source: domain inventory `nonmonetary-key-account`; the points needed are ours. An answer "brings
customers" without the id of the customer brought counts, and the reason asks for the id.

Not for: large customers: they are key accounts by their volume.

Example: first order on 1 March 2022, seen on 1 March 2024 (two years: yes), forgives: yes, gives
advice: no, brings customers: yes, class C: 3 of 4, a hidden key account.

>>> scored = compute(
...     pd.Series(pd.to_datetime(["2022-03-01"])), pd.Series([True]), pd.Series([False]),
...     pd.Series([True]), pd.Series(["A9"]), pareto=pd.DataFrame({"class": ["C"]}),
...     as_of=date(2024, 3, 1),
... )
>>> scored["score"].tolist(), scored["hidden"].tolist()
([3.0], ['是'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    COMMA,
    MISSING,
    NO,
    SEMICOLON,
    YES,
    header_words,
    listed,
    text_column,
)

CRITERIA = {
    "loyal": Text("忠诚满{}年", "loyal for {} years"),
    "tolerant": Text("能体谅失误", "forgives failures"),
    "gives_advice": Text("热心提建议", "gives advice"),
    "brings_customers": Text("带来新客户", "brings customers"),
}


class Params(MethodParams):
    """How long is loyal, and how many points make a key account."""

    loyal_years: int = Field(
        default=2, ge=1, le=30, description="Years since the first order that count as loyal"
    )
    hidden_from: int = Field(
        default=3, ge=1, le=4, description="Ours: points from which a class C customer is key"
    )


DEFAULTS = Params()

LABEL = Label(
    name="nonmonetary_key_account",
    ids=("nonmonetary-key-account",),
    zh="非货币价值大客户",
    en="Non-monetary key account",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="score", zh="非货币价值分", en="Non-monetary points", kind="number",
               written=False),
        Result(name="hidden", zh="隐性大客户", en="Hidden key account"),
        Result(name="reason", zh="隐性大客户说明", en="Hidden key reason", written=False),
    ),
)  # fmt: skip


def compute(
    first_order: pd.Series,
    tolerant: pd.Series,
    gives_advice: pd.Series,
    brings_customers: pd.Series,
    brought_account: pd.Series,
    *,
    pareto: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Points of each customer, and whether it is a hidden key account."""
    since = pd.to_datetime(first_order)
    reached = since + pd.DateOffset(years=params.loyal_years) <= pd.Timestamp(as_of)
    usable = since.notna() & (since <= pd.Timestamp(as_of))
    answers = {
        "tolerant": tolerant,
        "gives_advice": gives_advice,
        "brings_customers": brings_customers,
    }
    met = pd.DataFrame(
        {"loyal": reached & usable, **{n: a.isin([True]) for n, a in answers.items()}}
    )
    known = pd.DataFrame({"loyal": usable, **{name: a.notna() for name, a in answers.items()}})
    small = pareto["class"].reindex(first_order.index)
    points = met.sum(axis=1).astype(float).where(known.any(axis=1))
    result = pd.DataFrame({"score": points})
    result["hidden"] = _verdict(met, known, small, params, language)
    unproved = met["brings_customers"] & brought_account.isna()
    result["reason"] = _reason(met, known, small, unproved, params=params, language=language)
    return result


def _verdict(
    met: pd.DataFrame, known: pd.DataFrame, small: pd.Series, params: Params, language: Language
) -> pd.Series:
    """Yes, No, or missing while the answers that are open could still decide."""
    points, still = met.sum(axis=1), (~known).sum(axis=1)
    verdict = text_column([None] * len(met), met.index)
    is_small = small.eq("C").to_numpy(dtype=bool, na_value=False)
    settled = known.any(axis=1) & small.notna()
    verdict = verdict.mask(settled & (points + still < params.hidden_from), NO[language])
    verdict = verdict.mask(settled & ~is_small, NO[language])
    return verdict.mask(settled & is_small & (points >= params.hidden_from), YES[language])


def _reason(
    met: pd.DataFrame,
    known: pd.DataFrame,
    small: pd.Series,
    unproved: pd.Series,
    *,
    params: Params,
    language: Language,
) -> pd.Series:
    titles = [text[language].format(params.loyal_years) for text in CRITERIA.values()]
    headers = header_words("accounts", language)
    inputs = [headers[name] for name in ("first_order", *list(CRITERIA)[1:])]
    points = met.sum(axis=1).astype(str)
    held = listed(met.set_axis(titles, axis=1), language)
    open_answers = (
        (~known)
        .set_axis(inputs, axis=1)
        .assign(
            **{
                headers["brought_account"]: unproved,
                Text("贡献等级", "Pareto class")[language]: small.isna(),
            }
        )
    )
    lacking = listed(open_answers, language)
    count = points + Text("/4分", " of 4 points")[language]
    said = (Text("：", ": ")[language] + held).where(held.ne(""), "")
    volume = COMMA[language] + Text("贡献等级", "class ")[language] + small.fillna("").astype("str")
    head = (count + said + volume.where(small.notna(), "")).where(known.any(axis=1), "")
    gap = pd.Series(SEMICOLON[language], index=met.index, dtype="str").where(head.ne(""), "")
    return head + (gap + MISSING[language] + lacking).where(lacking.ne(""), "")
