"""满意度公式 · Satisfaction formula.

Question: did this customer get what it expected, by its latest survey?

Formula: of every item, gap = experience − expectation; the customer's gap is their weighted mean.
The source writes it the other way round, satisfaction = expectation − experience, by which a
pleasant surprise is negative: that value stands under its own name, `source_form`. An item whose
expectation was not asked is left out of both, and counts in `experience`, the weighted mean of
what was experienced.

Units: scores from 1 to 10, weights as shares; gaps in points of that scale, from −9 to 9. The
weights count when every item of the survey has one, else all items count alike; those of the items
that are left out go to the others. A customer's latest survey is that of its latest day up to
`as_of` with an experience on it.

Source: domain inventory `satisfaction-formula` and contradiction 1 on its sign; perceived less
expected is the usual form.

Not for: comparing customers who were asked different questions.

Example: weights 50, 30 and 20 %, experience 9, 7, 7 against 8, 9, 7: gaps +1, −2 and 0, so
0.5 − 0.6 + 0 = −0.1.

>>> surveys = pd.DataFrame(
...     {
...         "account_id": "A", "surveyed": pd.Timestamp("2026-09-01"),
...         "item": ["quality", "delivery", "price"], "weight": [0.5, 0.3, 0.2],
...         "expectation": [8.0, 9.0, 7.0], "experience": [9.0, 7.0, 7.0],
...     }
... )
>>> scored = compute(pd.Series(["A"]), surveys=surveys, as_of=date(2026, 11, 30))
>>> scored[["gap", "source_form", "experience"]].round(2).to_numpy().tolist()
[[-0.1, 0.1, 8.0]]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, sentences, text_column

MINUS = "\N{MINUS SIGN}"


class Params(MethodParams):
    """Nothing to choose: the formula is the source's, turned round."""


DEFAULTS = Params()

LABEL = Label(
    name="satisfaction",
    ids=("satisfaction-formula",),
    zh="满意度公式",
    en="Satisfaction formula",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="experience", zh="体验均值", en="Mean experience", kind="rating",
               written=False),
        Result(name="gap", zh="体验与期望差", en="Gap to expectation", kind="rating",
               written=False),
        Result(name="source_form", zh="期望减体验(来源写法)", en="Expectation less experience",
               kind="rating", written=False),
        Result(name="items", zh="计入项数", en="Items compared", kind="number", written=False),
        Result(name="reason", zh="满意差距说明", en="Gap reason", written=False),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    *,
    surveys: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Mean experience and mean gap of each customer's latest survey."""
    rows = latest_answers(surveys, as_of)
    compared = rows[rows["gap"].notna()]
    result = pd.DataFrame(index=account_id.index)
    result["experience"] = looked_up(account_id, _weighted(rows, "experience"))
    result["gap"] = looked_up(account_id, _weighted(compared, "gap"))
    result["source_form"] = 0.0 - result["gap"]
    result["items"] = looked_up(account_id, compared.groupby("account_id").size()).astype(float)
    result["reason"] = _reason(account_id, rows, result, language)
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = result["reason"].mask(account_id.isna(), nameless)
    return result


def latest_answers(surveys: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rated items of each customer's latest survey, with their weight and gap."""
    columns = ["account_id", "surveyed", "item", "weight", "expectation", "experience"]
    rows = surveys.reindex(columns=[*columns, "satisfied", "will_return", "will_refer"])
    rows["surveyed"] = pd.to_datetime(rows["surveyed"])
    rows = rows.astype({"weight": float, "expectation": float, "experience": float})
    rows = rows.dropna(subset=["account_id", "experience"])
    rows = rows[rows["surveyed"] <= pd.Timestamp(as_of)]
    rows = rows[rows["surveyed"] == rows.groupby("account_id")["surveyed"].transform("max")]
    weighted = rows["weight"].gt(0).groupby(rows["account_id"]).transform("all").astype(bool)
    gap = rows["experience"] - rows["expectation"]
    return rows.assign(weight=rows["weight"].where(weighted, 1.0), gap=gap)


def signed(points: float) -> str:
    """Points of a scale with their sign, at most two decimals.

    >>> signed(0.25), signed(-2.0), signed(0.0)
    ('+0.25', '−2', '0')
    """
    text = f"{round(points, 2) + 0.0:+.4g}"
    return "0" if text == "+0" else text.replace("-", MINUS)


def _weighted(rows: pd.DataFrame, name: str) -> pd.Series:
    """Weighted mean of a column, by account id."""
    points = (rows["weight"] * rows[name]).groupby(rows["account_id"]).sum()
    return points / rows.groupby("account_id")["weight"].sum()


def _reason(
    account_id: pd.Series, rows: pd.DataFrame, result: pd.DataFrame, language: Language
) -> pd.Series:
    words = Text(
        "{day}调查：{items}项体验减期望平均{gap}（来源写法{source}），体验均值{experience}；"
        "落差最大：{item}{worst}",
        "survey of {day}: experience less expectation {gap} over {items} items (as the source "
        "writes it {source}), mean experience {experience}; lowest: {item} {worst}",
    )[language]
    unasked = Text(
        "缺少期望值：只有体验均值{experience}", "missing expectations: mean experience {experience}"
    )[language]
    lowest = rows.dropna(subset=["gap"]).sort_values("gap", kind="stable")
    lowest = lowest.drop_duplicates("account_id").set_index("account_id")
    rated = result["experience"].notna()
    facts = pd.DataFrame(
        {
            "day": looked_up(account_id, lowest["surveyed"]).dt.strftime("%Y-%m-%d"),
            "items": result["items"].map("{:.0f}".format),
            "gap": result["gap"].map(signed),
            "source": result["source_form"].map(signed),
            "experience": result["experience"].map("{:.3g}".format),
            "item": looked_up(account_id, lowest["item"]),
            "worst": looked_up(account_id, lowest["gap"]).map(signed),
        }
    )
    absent = Text("缺少满意度调查", "missing survey")[language]
    said = text_column([absent] * len(result), result.index)
    said = said.mask(rated, sentences(unasked, facts))
    return said.mask(result["gap"].notna(), sentences(words, facts))
