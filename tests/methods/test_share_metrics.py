"""Potential, sales and lines in, shares out."""

import pandas as pd
import pytest

from xlcrm.methods.share_metrics import Params, compute


def share(
    potential: float | None, sales: float | None, lines: float | None = None, **options: object
) -> "pd.Series[object]":
    columns = [pd.Series([value], index=[3], dtype=float) for value in (potential, sales, lines)]
    return compute(*columns, **options).loc[3]


def test_the_worked_example_holds_25_percent_of_the_customer_and_60_of_the_lines() -> None:
    result = share(8e6, 2e6, 3, params=Params(product_lines=5, market_sales=4e7))

    assert result["wallet_share"] == 0.25
    assert result["penetration"] == pytest.approx(0.6)
    assert result["market_part"] == pytest.approx(0.05)
    assert result["reason"] == "200万÷800万：占25%；产品线60%"


def test_lines_and_market_that_nobody_filled_in_give_no_share() -> None:
    result = share(8e6, 2e6, 3)

    assert pd.isna(result["penetration"])
    assert pd.isna(result["market_part"])
    assert result["reason"] == "200万÷800万：占25%"


def test_a_share_above_100_percent_is_kept() -> None:
    assert share(1e6, 1.5e6)["wallet_share"] == 1.5


def test_without_a_potential_there_is_no_share_of_customer() -> None:
    assert share(None, 1e6, language="en")["reason"] == "missing Purchase potential"
    assert share(0, 1e6)["reason"] == "年采购潜力须大于0"
    assert pd.isna(share(0, 1e6)["wallet_share"])
