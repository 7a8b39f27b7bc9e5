"""Three points in, a score out; loyalty weighs most."""

import pandas as pd
import pytest

from xlcrm.methods.customer_quality import Params, compute


def score(*points: float | None, **options: object) -> "pd.Series[object]":
    columns = [pd.Series([value], index=[5], dtype=float) for value in points]
    return compute(*columns, **options).loc[5]


def test_the_worked_example_scores_75_5() -> None:
    result = score(3.5, 3.0, 4.25)

    assert result["score"] == pytest.approx(75.5)
    assert result["gold"] == "否"
    assert result["reason"] == "素质21 + 结构12 + 忠诚度42.5 = 75.5"


def test_a_score_on_the_cut_is_gold() -> None:
    assert score(4, 4, 4, language="en")["gold"] == "Yes"


def test_one_unknown_point_leaves_no_score() -> None:
    result = score(5, None, 5)

    assert pd.isna(result["score"])
    assert pd.isna(result["gold"])
    assert result["reason"] == "缺少客户结构"


@pytest.mark.parametrize("weights", [(0.4, 0.2, 0.4), (0.1, 0.5, 0.4)])
def test_loyalty_must_weigh_most(weights: tuple[float, float, float]) -> None:
    quality, structure, loyalty = weights

    with pytest.raises(ValueError, match="weight_loyalty must exceed"):
        Params(weight_quality=quality, weight_structure=structure, weight_loyalty=loyalty)


def test_weights_must_add_up_to_one() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Params(weight_loyalty=0.6)
