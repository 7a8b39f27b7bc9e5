"""Two means in, a state out."""

import pandas as pd
import pytest

from xlcrm.methods.willingness_quality import Params, compute


def state(
    willingness: float | None, quality: float | None, **options: object
) -> "pd.Series[object]":
    columns = [pd.Series([value], index=[5], dtype=float) for value in (willingness, quality)]
    return compute(*columns, **options).loc[5]


def test_the_worked_example_is_willing_but_of_low_quality() -> None:
    result = state(4.0, 2.5)

    assert result["state"] == "低成本服务"
    assert result["reason"] == "意愿4≥3，素质2.5<3：低成本服务"


@pytest.mark.parametrize(
    ("willingness", "quality", "expected"),
    [(3, 3, "Invest"), (2.9, 3, "Nurture"), (3, 2.9, "Serve cheaply"), (1, 1, "Drop")],
)
def test_a_mean_on_the_cut_is_high(willingness: float, quality: float, expected: str) -> None:
    assert state(willingness, quality, language="en")["state"] == expected


def test_an_axis_that_is_not_rated_gives_no_state() -> None:
    result = state(4.0, None)

    assert pd.isna(result["state"])
    assert result["reason"] == "缺少客户素质"


def test_the_cuts_can_be_chosen() -> None:
    assert state(4.0, 2.5, params=Params(quality_cut=2.5))["state"] == "投入"
