"""客户细分交叉表 · Segmentation cross table.

Question: how do two ways of segmenting the customers meet, such as grade and orientation?

Formula: customers counted by the entry of the base `across`, within each entry of the base `down`,
and once more over all of them; share = count ÷ customers of the row that have both. Willingness and
quality are high from `high_from` on; the need level is the highest among the customer's needs.

Units: customers, sales in base currency units for one year, shares from 0 to 1.

Source: domain inventory `segmentation-methods-6`: contribution, willingness and quality, price or
value orientation, need level, and from another seed credit grade, status and habits; pivot any two.
Bases a customer sheet does not hold (inside and outside customers, intrinsic value) are left out.

Not for: a few customers: a share of four says little.

Example: of grade A one customer buys by price and three by value, 75 %; over all 20 it is 45 %.

>>> from xlcrm.sheets.account import Orientation
>>> orientation = [Orientation.PRICE] * 11 + [Orientation.VALUE] * 9
>>> grades = pd.DataFrame({"class": list("ABBBBCCCCCC" + "AAABBBBCC")})
>>> blank = pd.Series([None] * 20, dtype=object)
>>> scored = compute(
...     blank, blank, blank, blank, blank, blank, pd.Series(orientation), blank, blank, blank,
...     needs=pd.DataFrame(columns=["account_id", "level"]), pareto=grades,
... )
>>> scored[["segment", "entry", "customers", "share"]].iloc[[0, 6]].to_numpy().tolist()
[['A', '价值导向', 3.0, 0.75], ['合计', '价值导向', 9.0, 0.45]]
"""

from typing import Literal

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, MISSING, percent_words, sentences, text_column
from xlcrm.sheets import Choice
from xlcrm.sheets.need import NeedLevel

Base = Literal[
    "contribution",
    "orientation",
    "willingness",
    "quality",
    "need_level",
    "credit_grade",
    "account_type",
    "ownership",
    "industry",
    "region",
]

TITLES = {
    "contribution": Text("贡献等级", "contribution class"),
    "orientation": Text("价格/价值导向", "price or value"),
    "willingness": Text("购买意愿", "willingness"),
    "quality": Text("客户素质", "quality"),
    "need_level": Text("需求阶梯", "need level"),
    "credit_grade": Text("信用等级", "credit grade"),
    "account_type": Text("客户类型", "account type"),
    "ownership": Text("客户性质", "ownership"),
    "industry": Text("行业", "industry"),
    "region": Text("区域", "region"),
}
ALL = Text("合计", "All")
HIGH, LOW = Text("高", "High"), Text("低", "Low")


class Params(MethodParams):
    """The two bases that meet."""

    down: Base = Field(default="contribution", description="Base of the rows")
    across: Base = Field(default="orientation", description="Base counted within each row")
    high_from: float = Field(
        default=3.0,
        ge=1,
        le=5,
        description="Ours: points from which willingness or quality is high",
    )


DEFAULTS = Params()

LABEL = Label(
    name="segment_pivot",
    ids=("segmentation-methods-6",),
    zh="客户细分交叉表",
    en="Segmentation cross table",
    sheet="accounts",
    shape="table",
    results=(
        Result(name="segment", zh="细分", en="Segment"),
        Result(name="entry", zh="类别", en="Entry"),
        Result(name="customers", zh="客户数", en="Customers", kind="number"),
        Result(name="share", zh="占比", en="Share", kind="percent"),
        Result(name="sales", zh="销售额", en="Sales", kind="money"),
        Result(name="reason", zh="说明", en="Reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    sales: pd.Series,
    account_type: pd.Series,
    ownership: pd.Series,
    industry: pd.Series,
    region: pd.Series,
    orientation: pd.Series,
    willingness: pd.Series,
    quality: pd.Series,
    credit_grade: pd.Series,
    *,
    needs: pd.DataFrame,
    pareto: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """One row per pair of entries that meet, then the entries over all customers."""
    bases = {
        "contribution": pareto["class"].reindex(account_id.index),
        "orientation": orientation,
        "willingness": _high(willingness, params, language),
        "quality": _high(quality, params, language),
        "need_level": account_id.map(_need_levels(needs)),
        "credit_grade": credit_grade,
        "account_type": account_type,
        "ownership": ownership,
        "industry": industry,
        "region": region,
    }
    both = pd.DataFrame(
        {
            "segment": _texts(bases[params.down], language),
            "entry": _texts(bases[params.across], language),
            "sales": sales.astype(float),
        }
    ).dropna(subset=["segment", "entry"])
    unsaid = len(account_id) - len(both)
    return (
        _table(both, unsaid, params, language) if len(both) else _nothing(bases, params, language)
    )


def _table(both: pd.DataFrame, unsaid: int, params: Params, language: Language) -> pd.DataFrame:
    everyone = both.assign(segment=ALL[language])
    result = pd.concat([_counted(both), _counted(everyone)], ignore_index=True)
    result["reason"] = _reason(result, unsaid, params, language)
    return result[[one.name for one in LABEL.results]]


def _high(points: pd.Series, params: Params, language: Language) -> pd.Series:
    high = points.astype(float).ge(params.high_from)
    words = text_column([LOW[language]] * len(high), high.index).mask(high, HIGH[language])
    return words.where(points.notna())


def _need_levels(needs: pd.DataFrame) -> pd.Series:
    """The highest need level by account id."""
    levels = list(NeedLevel)
    rank = needs["level"].map({level: at for at, level in enumerate(levels)}).astype(float)
    highest = rank.groupby(needs["account_id"]).max().dropna().astype(int)
    return highest.map(dict(enumerate(levels)))


def _texts(values: pd.Series, language: Language) -> pd.Series:
    """Entries in words, missing where blank."""
    words = [
        one.text(language) if isinstance(one, Choice) else (None if pd.isna(one) else str(one))
        for one in values
    ]
    return text_column(words, values.index)


def _counted(both: pd.DataFrame) -> pd.DataFrame:
    """Customers and sales of each pair, and the share of its row."""
    grouped = both.groupby(["segment", "entry"])["sales"]
    table = pd.DataFrame(
        {"customers": grouped.size().astype(float), "sales": grouped.sum(min_count=1)}
    ).reset_index()
    of_row = table.groupby("segment")["customers"].transform("sum")
    return table.assign(share=table["customers"] / of_row, of=of_row)


def _reason(result: pd.DataFrame, unsaid: int, params: Params, language: Language) -> pd.Series:
    words = Text(
        "{down}{segment}：{of}家中{customers}家{entry}，占{share}",
        "{down} {segment}: {customers} of {of} are {entry}, {share}",
    )[language]
    facts = pd.DataFrame(
        {
            "down": TITLES[params.down][language],
            "segment": result["segment"],
            "of": result["of"].map("{:.0f}".format),
            "customers": result["customers"].map("{:.0f}".format),
            "entry": result["entry"],
            "share": result["share"].map(percent_words),
        }
    )
    left_out = Text("；另有{}家缺少分类", "; {} customers lack one of them")[language]
    return sentences(words, facts) + (left_out.format(unsaid) if unsaid else "")


def _nothing(bases: dict[str, pd.Series], params: Params, language: Language) -> pd.DataFrame:
    """A table of one row that says which base nobody has, or that no customer has both."""
    chosen = (params.down, params.across)
    blank = [base for base in chosen if bases[base].isna().all()]
    titles = [TITLES[base][language] for base in blank or chosen]
    row = pd.DataFrame(
        {one.name: [None if one.kind == "text" else float("nan")] for one in LABEL.results}
    ).astype({one.name: "str" for one in LABEL.results if one.kind == "text"})
    row["reason"] = text_column([MISSING[language] + LISTING[language].join(titles)], row.index)
    return row
