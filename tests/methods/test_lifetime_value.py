"""Gross profit in, lifetime value out; sums by hand."""

import pandas as pd
import pytest

from xlcrm.methods.lifetime_value import Params, compute


def value(profit: float | None, **options: object) -> "pd.Series[object]":
    return compute(pd.Series([profit], index=[5], dtype=float), **options).loc[5]


def test_the_worked_example_is_worth_22_562_wan() -> None:
    result = value(100_000)

    # 10 + 10 × 0.8 / 1.1 + 10 × 0.64 / 1.21, in 万
    assert result["value"] == pytest.approx(225_619.83, abs=0.01)
    assert result["reason"] == "年毛利10万×2.256（3年，留存80%，折现10%）=22.56万"


def test_one_year_is_the_profit_less_acquisition() -> None:
    result = value(100_000, params=Params(years=1, acquisition_cost=30_000), language="en")

    assert result["value"] == 70_000
    assert "− acquisition 30k" in str(result["reason"])


def test_certain_customers_without_discount_are_worth_their_years() -> None:
    assert value(10, params=Params(retention=1, discount=0, years=4))["value"] == 40


def test_a_loss_stays_a_loss_and_a_blank_stays_blank() -> None:
    assert value(-10)["value"] < 0
    assert value(None)["reason"] == "缺少年毛利"
