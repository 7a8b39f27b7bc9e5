"""One score from weighted parts, with the reason of every point.

A scorecard starts at 50, the middle: a part adds or takes weight × (its score − 50), and the
weights of the parts that are known add up to 1. So the points shown add up to the score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.wording import COMMA, listed, percent_words, text_column

MIDDLE = 50.0
"""The score of a part that speaks neither for nor against."""

HEAD = Text("基准50：", "from 50: ")
NEUTRAL = Text("各项均居中", "every part is in the middle")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a score."""

    title: Text
    """What is named when the part is not known."""
    weight: float
    score: pd.Series
    """0 to 100; missing where not known."""
    words: pd.Series
    """What the score rests on, said to the reader."""


def ramp(values: pd.Series, *, nothing: float, full: float) -> pd.Series:
    """0 at `nothing`, 100 at `full`, straight between, never beyond; missing stays missing.

    >>> ramp(pd.Series([0.0, 45.0, 200.0]), nothing=90.0, full=0.0).tolist()
    [100.0, 50.0, 0.0]
    """
    share = (values.astype(float) - nothing) / (full - nothing)
    return 100 * share.clip(lower=0.0, upper=1.0)


def scorecard(parts: Sequence[Part], *, minimum: float, language: Language) -> pd.DataFrame:
    """score (0-100), coverage (known weight, 0-1) and reason of each row.

    Below the `minimum` coverage, and without any weight, the score is missing.
    """
    index = parts[0].score.index
    scores = np.column_stack([part.score.astype(float) for part in parts])
    weights = np.array([part.weight for part in parts], dtype=float)
    known = np.where(np.isnan(scores), 0.0, weights)
    total = known.sum(axis=1, keepdims=True)
    shares = np.divide(known, total, out=np.zeros_like(known), where=total > 0)
    points = shares * (np.nan_to_num(scores, nan=MIDDLE) - MIDDLE)
    coverage = total[:, 0] / weights.sum()
    enough = (total[:, 0] > 0) & (coverage >= minimum - 1e-9)
    result = pd.DataFrame(
        {"score": np.where(enough, MIDDLE + points.sum(axis=1), np.nan), "coverage": coverage},
        index=index,
    )
    absent = pd.DataFrame(
        {part.title[language]: part.score.isna() for part in parts if part.weight > 0}, index=index
    )
    missing = listed(absent, language)
    reasons = pd.Series(_reasons(parts, points, missing, language), index=index, dtype="str")
    refused = _refused(missing, coverage, minimum, language)
    result["reason"] = reasons.where(enough, refused)
    return result


def _reasons(
    parts: Sequence[Part], points: np.ndarray, missing: pd.Series, language: Language
) -> list[str]:
    """The points of each row in words, those that weigh most first, then what is missing."""
    words = list(zip(*(part.words for part in parts), strict=True))
    order = np.argsort(-np.abs(points), axis=1, kind="stable")
    rounded = points.round(1)
    also = Text("；缺少{}", "; missing {}")[language]
    return [
        HEAD[language]
        + (
            COMMA[language].join(
                f"{_signed(row[at])} {said[at]}" for at in sequence if row[at] != 0
            )
            or NEUTRAL[language]
        )
        + (also.format(lacking) if lacking else "")
        for sequence, row, said, lacking in zip(order, rounded, words, missing, strict=True)
    ]


def _refused(
    missing: pd.Series, coverage: np.ndarray, minimum: float, language: Language
) -> pd.Series:
    words = Text(
        "缺少{}：已知部分占权重{}，低于{}，不打分",
        "missing {}: what is known weighs {}, below {}, so there is no score",
    )[language]
    least = percent_words(minimum)
    sentences = [
        words.format(lacking, percent_words(share), least)
        for lacking, share in zip(missing, coverage, strict=True)
    ]
    return text_column(sentences, missing.index)


def _signed(points: float) -> str:
    """Points with their sign, at most one decimal."""
    return f"{points:+.1f}".removesuffix(".0").replace("-", "−")


def grade_of(score: pd.Series, cuts: Sequence[float], grades: Sequence[str]) -> pd.Series:
    """The first grade whose cut the score reaches, the last one below all; missing stays so.

    >>> grade_of(pd.Series([80.0, 55.0, 10.0]), [70.0, 50.0], "ABC").tolist()
    ['A', 'B', 'C']
    """
    conditions = [score.ge(cut).to_numpy() for cut in cuts]
    chosen = np.select(conditions, list(grades[:-1]), default=grades[-1])
    return text_column([str(grade) for grade in chosen], score.index).where(score.notna())
