"""One open deal in, its weight in the forecast out."""

import pandas as pd
import pytest

from xlcrm.methods.weighted_amount import Params, compute
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

POTENTIAL, CONFIRMED, OURS, WINNING = FunnelLevel


def weigh(
    amount: float | None,
    stage: FunnelLevel | None,
    status: OpportunityStatus | None = None,
    probability: float | None = None,
    **options: object,
) -> "pd.Series[object]":
    """One deal on row 3 of the sheet."""
    result = compute(
        pd.Series([amount], index=[3], dtype=float),
        pd.Series([stage], index=[3], dtype=object),
        pd.Series([status], index=[3], dtype=object),
        pd.Series([probability], index=[3], dtype=float),
        **options,
    )
    return result.loc[3]


@pytest.mark.parametrize(
    ("amount", "stage", "weighted"),
    [
        (2e6, POTENTIAL, 200_000.0),
        (1.5e6, CONFIRMED, 375_000.0),
        (8e5, OURS, 400_000.0),
        (6e5, WINNING, 450_000.0),
    ],
)
def test_a_deal_weighs_its_amount_times_the_probability_of_its_level(
    amount: float, stage: FunnelLevel, weighted: float
) -> None:
    assert weigh(amount, stage)["weighted"] == weighted


def test_an_own_probability_goes_before_that_of_the_level() -> None:
    result = weigh(2e6, POTENTIAL, probability=0.4)

    assert result["probability_used"] == 0.4
    assert result["weighted"] == 800_000.0
    assert result["reason"] == "200万 × 自估赢率 40%"


def test_an_own_probability_of_zero_is_an_answer() -> None:
    assert weigh(2e6, WINNING, probability=0.0)["weighted"] == 0.0


def test_an_own_probability_stands_in_for_a_missing_level() -> None:
    assert weigh(2e6, None, probability=0.5)["weighted"] == 1_000_000.0


@pytest.mark.parametrize(
    ("amount", "stage", "reason"),
    [
        (None, WINNING, "缺少金额"),
        (2e6, None, "缺少漏斗层级"),
        (None, None, "缺少金额、漏斗层级"),
    ],
)
def test_a_missing_input_gives_no_weight_and_is_named(
    amount: float | None, stage: FunnelLevel | None, reason: str
) -> None:
    result = weigh(amount, stage)

    assert pd.isna(result["weighted"])
    assert pd.isna(result["probability_used"])
    assert result["reason"] == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (OpportunityStatus.WON, "won: counted as sales"),
        (OpportunityStatus.LOST, "lost: no longer forecast"),
        (OpportunityStatus.ON_HOLD, "on hold: not forecast"),
    ],
)
def test_a_deal_that_is_not_open_has_no_weight(status: OpportunityStatus, reason: str) -> None:
    result = weigh(2e6, WINNING, status, language="en")

    assert pd.isna(result["weighted"])
    assert result["reason"] == reason


def test_a_won_deal_without_amount_is_won_before_it_is_incomplete() -> None:
    assert weigh(None, None, OpportunityStatus.WON)["reason"] == "已赢单，计入销售额"


def test_an_open_status_counts_like_a_blank_one() -> None:
    assert weigh(2e6, WINNING, OpportunityStatus.OPEN)["weighted"] == 1_500_000.0


@pytest.mark.parametrize(("amount", "weighted"), [(49_999.0, None), (50_000.0, 5_000.0)])
def test_a_deal_below_the_small_order_amount_stays_out_of_the_funnel(
    amount: float, weighted: float | None
) -> None:
    result = weigh(amount, POTENTIAL, params=Params(small_order=50_000))

    if weighted is None:
        assert pd.isna(result["weighted"])
        assert result["reason"] == "低于5万，属漏斗外小单"
    else:
        assert result["weighted"] == weighted


@pytest.mark.parametrize(("amount", "probability"), [(-100.0, 0.5), (0.0, 0.5), (100.0, 75.0)])
def test_an_impossible_amount_or_probability_gives_no_weight(
    amount: float, probability: float
) -> None:
    result = weigh(amount, WINNING, probability=probability)

    assert pd.isna(result["weighted"])
    assert result["reason"] == "金额须大于0，赢率须在0到100%之间"


def test_probabilities_are_parameters() -> None:
    assert weigh(1e6, WINNING, params=Params(probability_winning=0.9))["weighted"] == 900_000.0


def test_probabilities_that_fall_with_the_level_are_refused() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        Params(probability_ours=0.2)
