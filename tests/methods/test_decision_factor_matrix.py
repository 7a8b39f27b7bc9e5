"""Factors of a deal in, our weighted lead out; the worked example is the source's."""

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods.decision_factor_matrix import compute

HEAD = "opportunity_id factor priority strength rival_strength\n"
WORKED = "P 价格 1 4 3\nP 交期 2 3 4\nP 培训 3 5 4"


def matrix(rows: str, deal: str = "P", **options: object) -> "pd.Series[object]":
    deals = page("opportunities", f"opportunity_id account_id\n{deal} A")
    factors = page("decision_factors", HEAD + rows if rows else "")
    return compute(deals["opportunity_id"], decision_factors=factors, **options).iloc[0]


def test_three_factors_weighed_by_rank_give_a_third_of_a_point() -> None:
    result = matrix(WORKED)

    # (1 x 3 - 1 x 2 + 1 x 1) / 6
    assert result["advantage"] == pytest.approx(1 / 3)
    assert result["factors"] == 3


def test_the_order_of_the_rows_and_other_deals_make_no_difference() -> None:
    shuffled = "Q 价格 1 1 5\nP 培训 3 5 4\nP 交期 2 3 4\nP 价格 1 4 3"

    assert matrix(shuffled)["advantage"] == pytest.approx(1 / 3)


def test_a_factor_without_strengths_is_named_and_left_out() -> None:
    result = matrix("P 价格 1 4 3\nP 交期 2 . 4", language="en")

    assert result["advantage"] == 1
    assert result["reason"] == (
        "1.00 of a point ahead on 1 weighted factors; strongest 价格 (+2); not rated: 交期"
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [("P 价格 1 3 3", "持平"), ("P 价格 1 2 3", "落后1.00分")],
)
def test_level_and_behind_are_said_so(rows: str, words: str) -> None:
    assert words in str(matrix(rows)["reason"])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("", "缺少带优先级的决策因素"),
        ("P 价格 . 4 3", "缺少带优先级的决策因素"),
        ("P 价格 1 . 3", "缺少决策因素的强度"),
    ],
)
def test_without_priorities_or_strengths_there_is_no_lead(rows: str, reason: str) -> None:
    result = matrix(rows)

    assert pd.isna(result["advantage"])
    assert result["reason"] == reason
