"""Weighted parts in, one score and its points out; numbers by hand."""

import pandas as pd
import pytest

from xlcrm.language import Text
from xlcrm.methods.scorecard import Part, grade_of, ramp, scorecard


def part(title: str, weight: float, *scores: float | None) -> Part:
    index = range(4, 4 + len(scores))
    return Part(
        title=Text(f"{title}项", title),
        weight=weight,
        score=pd.Series(scores, index=index, dtype=float),
        words=pd.Series([title] * len(scores), index=index, dtype="str"),
    )


def test_the_points_shown_add_up_to_the_score() -> None:
    parts = [part("sales", 60, 70), part("payment", 40, 20)]

    result = scorecard(parts, minimum=0.5, language="en")

    # 50 + 0.6 × 20 − 0.4 × 30
    assert result["score"].tolist() == [pytest.approx(50.0)]
    assert result["reason"].tolist() == ["from 50: +12 sales, −12 payment"]


def test_the_part_that_weighs_most_is_named_first() -> None:
    parts = [part("sales", 50, 60), part("payment", 50, 0)]

    result = scorecard(parts, minimum=0.5, language="en")

    assert result["reason"].tolist() == ["from 50: −25 payment, +5 sales"]


def test_the_weight_of_an_unknown_part_goes_to_the_others() -> None:
    parts = [part("sales", 60, 100), part("payment", 40, None)]

    result = scorecard(parts, minimum=0.6, language="en")

    assert result["score"].tolist() == [100.0]
    assert result["coverage"].tolist() == [0.6]
    assert result["reason"].tolist() == ["from 50: +50 sales; missing payment"]


def test_below_the_minimum_coverage_there_is_no_score_but_a_reason() -> None:
    parts = [part("sales", 50, 100), part("payment", 50, None)]

    result = scorecard(parts, minimum=0.6, language="zh")

    assert result["score"].isna().all()
    assert result["reason"].tolist() == ["缺少payment项：已知部分占权重50%，低于60%，不打分"]


def test_a_part_without_weight_neither_counts_nor_is_missed() -> None:
    parts = [part("sales", 100, 50), part("payment", 0, None)]

    result = scorecard(parts, minimum=1.0, language="en")

    assert result["score"].tolist() == [50.0]
    assert result["reason"].tolist() == ["from 50: every part is in the middle"]


def test_a_ramp_runs_straight_and_stops_at_its_ends() -> None:
    days = pd.Series([-10.0, 0.0, 45.0, 90.0, 500.0, None])

    assert ramp(days, nothing=90, full=0).fillna(-1).tolist() == [100, 100, 50, 0, 0, -1]


def test_a_score_on_the_cut_has_the_better_grade() -> None:
    scores = pd.Series([70.0, 69.9, 50.0, 49.9, None])

    grades = grade_of(scores, [70, 50], "ABC")

    assert grades.isna().tolist() == [False] * 4 + [True]
    assert grades.tolist()[:4] == ["A", "B", "B", "C"]
