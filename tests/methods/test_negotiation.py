"""Whether a negotiation is prepared and where agreement is possible; worked out by hand."""

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import negotiation_readiness, negotiation_zone

PLAN = """
    opportunity_id part       content chip       our_cost fallback
    P1             INTEREST   shared  .          .        .
    P1             CHIP       .       FIXED      30000    .
    P1             CHIP       .       INDUCEMENT 50000    .
    P1             CHIP       .       PRESSURE   20000    .
    P1             ROUTE      first   .          .        .
    P1             INTENSITY  line    .          .        .
    P2             CHIP       .       CREATED    10000    .
    P2             CHIP       .       FIXED      .        .
    P2             CHIP       .       INDUCEMENT .        .
    P2             INTEREST   shared  .          .        .
    P2             ROUTE      first   .          .        .
    P2             INTENSITY  line    .          .        .
    P2             TERM       price   .          .        instalments
    P3             INTEREST   .       .          .        .
"""


def ready(budget: float | None = 80_000, **options) -> pd.DataFrame:
    deals = page("opportunities", "opportunity_id\nP1\nP2\nP3\nP4")
    limit = pd.Series([budget] * 4, index=deals.index, dtype=float)
    found = negotiation_readiness.compute(
        deals["opportunity_id"], limit, negotiations=page("negotiations", PLAN), **options
    )
    return found.set_index(deals["opportunity_id"])


def test_three_full_blocks_and_one_partial_are_stopped_by_the_missing_substitute_plan() -> None:
    deal = ready().loc["P1"]

    assert deal["full"] == 3
    assert deal["readiness"] == 0.6
    assert deal["blocked_by"] == "替代方案"
    assert deal["reason"].startswith("五要素齐备3项，筹码部分具备，可补：创造型；暂不宜谈判")


def test_chips_of_3_5_and_2_against_a_budget_of_8_are_2_over() -> None:
    deal = ready().loc["P1"]

    assert deal[["chip_cost", "over_budget"]].tolist() == [100_000, 20_000]
    assert "筹码代价10万，超出预算2万：撤下一项或重新报价" in deal["reason"]


def test_a_pressure_chip_is_never_asked_for() -> None:
    for language in ("zh", "en"):
        reasons = ready(language=language)["reason"]
        assert not reasons.str.contains("威逼|[Pp]ressure").any()
    assert ready().loc["P2", "full"] == 5


def test_the_fallback_of_a_term_is_a_substitute_plan() -> None:
    deal = ready(language="en").loc["P2"]

    assert pd.isna(deal["blocked_by"])
    assert deal["reason"] == (
        "5 of 5 factors ready; ready to negotiate; chips cost 10k, within the budget of 80k"
    )


def test_a_row_that_says_nothing_fills_no_block() -> None:
    assert ready().loc["P3", "full"] == 0


def test_without_a_budget_the_cost_is_shown_and_not_judged() -> None:
    deal = ready(budget=None).loc["P1"]

    assert deal["chip_cost"] == 100_000
    assert pd.isna(deal["over_budget"])
    assert deal["reason"].endswith("缺少让步预算")


def test_a_deal_without_rows_is_not_judged() -> None:
    deal = ready().loc["P4"]

    assert pd.isna(deal["readiness"])
    assert deal["reason"] == "缺少谈判表中的事项"


def zone(row: str, **options) -> pd.Series:
    terms = page(
        "negotiations", f"part opening target floor their_limit less_is_better fallback\n{row}"
    )
    names = ("part", "opening", "target", "floor", "their_limit", "less_is_better", "fallback")
    return negotiation_zone.compute(*(terms[name] for name in names), **options).iloc[0]


def test_floor_100_and_ceiling_105_leave_a_zone_of_5_without_the_target_of_108() -> None:
    found = zone("TERM 120 108 100 105 . swap")

    assert found[["low", "high", "width"]].tolist() == [100, 105, 5]
    assert found["target_inside"] == "否"
    assert found["reason"] == "空间100至105，宽5；目标108在空间之外；僵局时：swap"


def test_days_of_payment_run_the_other_way() -> None:
    found = zone("TERM 30 45 60 50 yes .", language="en")

    assert found[["low", "high", "width"]].tolist() == [50, 60, 10]
    assert found["target_inside"] == "No"
    assert found["reason"] == "zone 50 to 60, 10 wide; target 45 lies outside; missing a fallback"


@pytest.mark.parametrize(
    ("row", "gap"), [("TERM . . 100 95 . .", -5), ("TERM . . 60 75 yes .", -15)]
)
def test_limits_that_do_not_meet_leave_no_zone(row: str, gap: float) -> None:
    found = zone(row)

    assert found["width"] == gap
    assert pd.isna(found["low"])
    assert pd.isna(found["high"])
    assert found["reason"].startswith(f"没有谈判空间，差{-gap}")


def test_limits_that_just_meet_leave_a_zone_of_no_width() -> None:
    found = zone("TERM . 100 100 100 . .")

    assert found["width"] == 0
    assert found["target_inside"] == "是"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("TERM 120 108 100 . . .", "缺少对方底线"),
        ("TERM . . . . . .", "缺少底线、对方底线"),
        ("CHIP 120 108 100 105 . .", "非条款"),
    ],
)
def test_a_row_without_a_zone_says_why(row: str, reason: str) -> None:
    found = zone(row)

    assert pd.isna(found["width"])
    assert found["reason"] == reason
