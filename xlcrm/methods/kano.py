"""卡诺客户满意模型 · Kano model.

Question: which features must be there, which please the more there is of them, and which delight?

Formula: each answer is a pair, how it feels with the feature (down) and without it (across), read
in the usual evaluation table:

                    without: like  expect  neutral  tolerate  dislike
    with: like               Q     A       A        A         O
          expect             R     I       I        I         M
          neutral            R     I       I        I         M
          tolerate           R     I       I        I         M
          dislike            R     R       R        R         Q

A attractive 迷人, O one-dimensional 期望, M must-be 当然, I indifferent 无差异, R reverse 反向,
Q questionable 可疑. A feature takes the category of most answers; of equal ones the first of M, O,
A, I, R, Q. better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ the same.

Units: numbers of answers; better from 0 to 1, worse from 0 to −1; questionable as a share of all.
An answer with one half missing is left out and counted.

Source: domain inventory `kano`: the source names attractive, must-be and one-dimensional quality;
table and coefficients are the standard questionnaire's.

Not for: fewer than `minimum` answers: the sample size stands beside the category.

Example: 30 A, 25 O, 35 M and 10 I: better 55 ÷ 100 = 0.55, worse −60 ÷ 100 = −0.60, category M.

>>> pairs = [("LIKE", "EXPECT")] * 30 + [("LIKE", "DISLIKE")] * 25
>>> pairs += [("EXPECT", "DISLIKE")] * 35 + [("EXPECT", "EXPECT")] * 10
>>> present, absent = (pd.Series([KanoAnswer[pair[at]] for pair in pairs]) for at in (0, 1))
>>> scored = compute(pd.Series(["night delivery"] * 100), present, absent)
>>> scored[["answers", "better", "worse", "category"]].to_numpy().tolist()
[[100.0, 0.55, -0.6, 'M 当然质量']]
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import percent_words, sentences, text_column
from xlcrm.sheets.survey import KanoAnswer

EVALUATION = {
    KanoAnswer.LIKE: "QAAAO",
    KanoAnswer.EXPECT: "RIIIM",
    KanoAnswer.NEUTRAL: "RIIIM",
    KanoAnswer.TOLERATE: "RIIIM",
    KanoAnswer.DISLIKE: "RRRRQ",
}
"""How it feels with the feature to the category by how it feels without, in the list's order."""

CATEGORIES = {
    "M": Text("M 当然质量", "M must-be"),
    "O": Text("O 期望质量", "O one-dimensional"),
    "A": Text("A 迷人质量", "A attractive"),
    "I": Text("I 无差异", "I indifferent"),
    "R": Text("R 反向", "R reverse"),
    "Q": Text("Q 可疑", "Q questionable"),
}
"""In the order in which equal numbers are decided."""


class Params(MethodParams):
    """How many answers a category needs."""

    minimum: int = Field(
        default=10, ge=1, description="Ours: answers below which the reason warns of a small sample"
    )


DEFAULTS = Params()

LABEL = Label(
    name="kano",
    ids=("kano",),
    zh="卡诺客户满意模型",
    en="Kano model",
    sheet="surveys",
    shape="table",
    results=(
        Result(name="item", zh="功能", en="Feature"),
        Result(name="category", zh="卡诺类别", en="Kano category"),
        *(Result(name=letter.lower(), zh=title.zh, en=title.en, kind="number")
          for letter, title in CATEGORIES.items()),
        Result(name="answers", zh="有效回答数", en="Answers", kind="number"),
        Result(name="better", zh="Better系数", en="Better", kind="percent"),
        Result(name="worse", zh="Worse系数", en="Worse", kind="percent"),
        Result(name="questionable", zh="可疑占比", en="Questionable share", kind="percent"),
        Result(name="reason", zh="卡诺说明", en="Kano reason"),
    ),
)  # fmt: skip


def compute(
    item: pd.Series,
    functional: pd.Series,
    dysfunctional: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """One row per feature that was asked about, most answers first."""
    asked = item.notna() & (functional.notna() | dysfunctional.notna())
    letters = evaluated(functional, dysfunctional)
    halves = (asked & letters.isna()).groupby(item).sum()
    counts = pd.crosstab(item[asked], letters[asked].fillna("-"))
    counts = counts.reindex(columns=[*CATEGORIES], fill_value=0).astype(float)
    counts["answers"] = counts.sum(axis=1)
    counts = counts.sort_values("answers", ascending=False, kind="stable")
    result = counts.rename(columns=str.lower).rename_axis("item").reset_index()
    result["item"] = text_column([str(one) for one in result["item"]], result.index)
    judged = result[["a", "o", "m", "i"]].sum(axis=1)
    judged = judged.where(judged > 0)
    result["better"] = (result["a"] + result["o"]) / judged
    result["worse"] = -(result["o"] + result["m"]) / judged
    result["questionable"] = result["q"] / result["answers"].where(result["answers"] > 0)
    most = result[[letter.lower() for letter in CATEGORIES]].idxmax(axis=1) if len(result) else None
    titles = {letter.lower(): title[language] for letter, title in CATEGORIES.items()}
    named = [titles[str(one)] for one in most] if most is not None else []
    result["category"] = text_column(named, result.index).where(result["answers"] > 0)
    half = halves.reindex(result["item"]).fillna(0).to_numpy()
    result["reason"] = _reason(result.assign(half=half), params, language)
    return result[[one.name for one in LABEL.results]]


def evaluated(functional: pd.Series, dysfunctional: pd.Series) -> pd.Series:
    """The category letter of each pair of answers; missing where one of them is.

    >>> evaluated(pd.Series([KanoAnswer.LIKE]), pd.Series([KanoAnswer.DISLIKE])).tolist()
    ['O']
    """
    table = {
        (present, absent): letter
        for present, letters in EVALUATION.items()
        for absent, letter in zip(KanoAnswer, letters, strict=True)
    }
    pairs = zip(functional, dysfunctional, strict=True)
    return text_column([table.get(pair) for pair in pairs], functional.index)


def _minus(ratio: float) -> str:
    # adding 0.0 turns minus zero into zero
    return f"{ratio + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def _reason(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text(
        "{answers}份回答：{category}，有则满意{better}，无则不满{worse}",
        "{answers} answers: {category}, better {better}, worse {worse}",
    )[language]
    facts = pd.DataFrame(
        {
            "answers": result["answers"].map("{:.0f}".format),
            "category": result["category"].fillna("-"),
            "better": result["better"].map("{:.2f}".format).where(result["better"].notna(), "-"),
            "worse": result["worse"].map(_minus).where(result["worse"].notna(), "-"),
        },
        index=result.index,
    )
    said = sentences(words, facts)
    odd = Text("；可疑占{}", "; {} questionable")[language]
    shares = result["questionable"].map(lambda one: odd.format(percent_words(one))).astype(str)
    said = said + shares.where(result["questionable"].gt(0), "")
    half = Text("；缺少一半回答的{:.0f}份未计", "; {:.0f} with one half missing")[language]
    halves = result["half"].map(half.format).astype(str)
    said = said + halves.where(result["half"].gt(0), "")
    small = Text("；样本偏少", "; a small sample")[language]
    return said.mask(result["answers"].lt(params.minimum), said + small)
