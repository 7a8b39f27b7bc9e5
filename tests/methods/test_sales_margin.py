"""Sales and gross profit in, margin and segment out."""

import pandas as pd
import pytest

from xlcrm.methods.sales_margin import Params, compute

CUTS = Params(sales_cut=2e6, margin_cut=0.25)


def segment(sales: float | None, profit: float | None, **options: object) -> "pd.Series[object]":
    columns = [pd.Series([value], index=[5], dtype=float) for value in (sales, profit)]
    return compute(*columns, params=CUTS, **options).loc[5]


def test_the_worked_example_is_high_sales_at_a_low_margin() -> None:
    result = segment(3.2e6, 0.64e6)

    assert result["margin"] == 0.2
    assert result["segment"] == "高销售额低利润率"
    assert result["reason"] == (
        "销售额320万，利润率20%：高销售额低利润率；检查价格、产品组合与服务成本"
    )


@pytest.mark.parametrize(
    ("sales", "profit", "expected"),
    [
        (2e6, 0.5e6, "High sales, high margin"),
        (1.99e6, 0.5e6, "Low sales, high margin"),
        (1e6, -0.1e6, "Low sales, low margin"),
    ],
)
def test_a_value_on_the_cut_is_high(sales: float, profit: float, expected: str) -> None:
    assert segment(sales, profit, language="en")["segment"] == expected


def test_zero_sales_have_no_margin() -> None:
    result = segment(0, 100)

    assert pd.isna(result["margin"])
    assert pd.isna(result["segment"])
    assert result["reason"] == "销售额须大于0，才有利润率"


def test_a_margin_beyond_100_percent_is_doubted() -> None:
    result = segment(100, -200, language="en")

    assert pd.isna(result["segment"])
    assert result["reason"] == "margin outside ±100%, check the figures"
