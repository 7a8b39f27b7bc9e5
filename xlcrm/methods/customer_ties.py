"""客户关系强度 · Customer ties.

Question: how firm is the relation with this customer, and what would leaving us cost it?

Formula: nothing new: of the customer's assessments about us, up to `as_of`, the latest firmness,
the latest index of switching costs, the latest coverage of the seventeen ties and the latest index
of the loyalty indicators. Each may come from another assessment. The reason begins with those of
`loyalty_marks` and `satisfaction_grade`, so that one column explains the whole relation.

Units: firmness and coverage as shares, shown as percentages; both indices from 1 to 5.

Source: domain inventory `firmness-10`, `switching-costs-8`, `switching-methods-17` and
`loyalty-indicators`.

Not for: adding the four up: they answer four questions.

Example: firm by 70 % of the signs, switching costs of 3.4 of 5.

>>> rows = pd.DataFrame(
...     {"account_id": ["A"], "party": [None], "assessed": pd.to_datetime(["2026-09-01"])}
... )
>>> scored = compute(
...     pd.Series(["A"]), switching=rows, as_of=date(2026, 11, 30),
...     firmness=pd.DataFrame({"share": [0.7], "grade": ["一般"]}),
...     switching_costs=pd.DataFrame({"index": [3.375]}),
...     switching_methods=pd.DataFrame({"coverage": [None]}),
...     loyalty_indicators=pd.DataFrame({"index": [None]}),
...     loyalty_marks=pd.DataFrame({"class": [1.0], "reason": ["1/3：持续购买"]}),
...     satisfaction_grade=pd.DataFrame({"grade": [None], "reason": [None]}),
... )
>>> scored[["firmness", "switching_cost"]].to_numpy().tolist()
[[0.7, 3.375]]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    COMMA,
    LISTING,
    MISSING,
    SEMICOLON,
    missing_words,
    percent_words,
    text_column,
)

NAMES = ("firmness", "switching_cost", "coverage", "loyalty_index")
SAID = {
    "firmness": Text("十项迹象见{}", "firm by {} of the signs"),
    "switching_cost": Text("转换成本{}/5", "switching cost {} of 5"),
    "coverage": Text("17法用{}", "{} of the ties in use"),
    "loyalty_index": Text("忠诚指标{}/5", "loyalty indicators {} of 5"),
}
TITLES = {
    "class": Text("忠诚三特征", "the marks of loyalty"),
    "grade": Text("满意等级", "the satisfaction grade"),
    "firmness": Text("牢固度", "firmness"),
    "switching_cost": Text("转换成本", "switching costs"),
    "coverage": Text("17法", "the seventeen ties"),
    "loyalty_index": Text("忠诚指标", "loyalty indicators"),
}
SHARES = ("firmness", "coverage")
HEADS = {"class": Text("忠诚", "loyalty "), "grade": Text("满意", "satisfaction ")}
"""What stands before the reasons of the earlier methods, by the result that they explain."""


class Params(MethodParams):
    """There is nothing to choose here; see the methods it reads."""


DEFAULTS = Params()

LABEL = Label(
    name="customer_ties",
    ids=("firmness-10", "switching-costs-8", "switching-methods-17", "loyalty-indicators"),
    zh="客户关系强度",
    en="Customer ties",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="firmness", zh="关系牢固度", en="Firmness", kind="percent"),
        Result(name="switching_cost", zh="转换成本(1-5)", en="Switching cost (1-5)",
               kind="rating"),
        Result(name="coverage", zh="维系手段覆盖", en="Ties coverage", kind="percent",
               written=False),
        Result(name="loyalty_index", zh="忠诚指标均值", en="Loyalty indicators", kind="rating",
               written=False),
        Result(name="reason", zh="客户关系说明", en="Relationship reason"),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    *,
    switching: pd.DataFrame,
    firmness: pd.DataFrame,
    switching_costs: pd.DataFrame,
    switching_methods: pd.DataFrame,
    loyalty_indicators: pd.DataFrame,
    loyalty_marks: pd.DataFrame,
    satisfaction_grade: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """The latest of each measure for every customer."""
    rows = switching.reindex(columns=["account_id", "party", "assessed"])
    rows["firmness"] = firmness["share"].reindex(rows.index).astype(float)
    rows["grade"] = firmness["grade"].reindex(rows.index)
    rows["switching_cost"] = switching_costs["index"].reindex(rows.index).astype(float)
    rows["coverage"] = switching_methods["coverage"].reindex(rows.index).astype(float)
    rows["loyalty_index"] = loyalty_indicators["index"].reindex(rows.index).astype(float)
    rows["assessed"] = pd.to_datetime(rows["assessed"])
    rows = rows[rows["party"].isna() & rows["account_id"].notna()]
    rows = rows[rows["assessed"] <= pd.Timestamp(as_of)].sort_values("assessed", kind="stable")
    # the last value that is known, not the value of the last row
    latest = rows.groupby("account_id")[[*NAMES, "grade"]].last()
    result = pd.DataFrame({name: looked_up(account_id, latest[name]) for name in NAMES})
    result = result.astype(float)
    grade = looked_up(account_id, latest["grade"])
    earlier = {"class": loyalty_marks, "grade": satisfaction_grade}
    known = {name: frame[name].reindex(account_id.index) for name, frame in earlier.items()}
    reason = _reason(result.assign(**known), grade, language)
    for name, title in reversed(HEADS.items()):
        said = earlier[name]["reason"].reindex(account_id.index).astype(object).fillna("")
        told = title[language] + said + SEMICOLON[language]
        reason = told.where(known[name].notna(), "") + reason
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = reason.mask(account_id.isna(), nameless)
    return result


def _reason(result: pd.DataFrame, grade: pd.Series, language: Language) -> pd.Series:
    said = [
        _sentence(dict(zip(result.columns, row, strict=True)), mark, language)
        for row, mark in zip(result.itertuples(index=False, name=None), grade, strict=True)
    ]
    return text_column(said, result.index)


def _sentence(row: dict[str, float], grade: object, language: Language) -> str:
    """What is known, then what is missing."""
    parts = []
    for name, value in row.items():
        if pd.isna(value) or name not in SAID:
            continue
        shown = percent_words(value) if name in SHARES else f"{value:.3g}"
        mark = f" ({grade})" if name == "firmness" else ""
        parts.append(SAID[name][language].format(shown) + mark)
    lacking = LISTING[language].join(
        title[language] for name, title in TITLES.items() if pd.isna(row[name])
    )
    if lacking:
        parts.append(MISSING[language] + lacking)
    return COMMA[language].join(parts)
