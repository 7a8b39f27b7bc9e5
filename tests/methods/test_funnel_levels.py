"""Levels of the funnel: conversion, stock against need, telephone layers; counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import funnel_balance, phone_funnel, stage_conversion
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

NOW = date(2026, 5, 20)
WON, LOST = OpportunityStatus.WON, OpportunityStatus.LOST


def conversion(table: str, snapshots: str = "", **options: object) -> pd.DataFrame:
    deals = page("opportunities", table)
    result = stage_conversion.compute(
        deals["opportunity_id"], deals["stage"], deals["status"],
        snapshots=page("snapshots", snapshots), as_of=NOW, **options,
    )  # fmt: skip
    return result.set_index(pd.Index([1, 2, 3, 4]))


def decided(reached: list[int], won: int) -> str:
    """Deals that all were lost on the highest level they reached, apart from those won."""
    rows = ["opportunity_id stage status"]
    last = [*reached[1:], won]
    for level, count, onward in zip(FunnelLevel, reached, last, strict=True):
        rows += [f"{level.name}{n} {level.name} LOST" for n in range(count - onward)]
    rows += [f"W{n} WINNING WON" for n in range(won)]
    return "\n".join(rows)


def test_counts_of_200_120_60_15_and_6_convert_at_60_50_25_and_40_percent() -> None:
    result = conversion(decided([200, 120, 60, 15], won=6))

    assert result["reached"].tolist() == [200, 120, 60, 15]
    assert result["rate"].tolist() == pytest.approx([0.6, 0.5, 0.25, 0.4])
    assert result.loc[1, "win_rate"] == pytest.approx(0.03)


def test_deals_that_stand_on_a_level_or_are_shelved_are_not_decided_there() -> None:
    result = conversion(
        """
        opportunity_id  stage      status
        P1              CONFIRMED  OPEN
        P2              CONFIRMED  ON_HOLD
        P3              CONFIRMED  LOST
        P4              OURS       .
        """
    )

    assert result.loc[2, ["reached", "passed", "lost", "standing"]].tolist() == [4, 1, 1, 2]
    assert result.loc[2, "rate"] == 0.5
    assert result.loc[1, "rate"] == 1.0
    assert result.loc[2, "reason"] == "2个已见分晓，1个进入下一层：50%；另有2个停留"


def test_the_highest_level_ever_recorded_counts_after_a_deal_has_fallen_back() -> None:
    result = conversion(
        "opportunity_id stage status\nP1 POTENTIAL LOST\nP2 . LOST",
        "week opportunity_id stage\n"
        "2026-04-06 P1 OURS\n2026-04-13 P1 CONFIRMED\n2026-04-13 P2 OURS",
    )

    assert result["reached"].tolist() == [2, 2, 2, 0]
    assert result["lost"].tolist() == [0, 0, 2, 0]


def test_a_won_deal_has_passed_every_level_whatever_was_typed() -> None:
    result = conversion("opportunity_id stage status\nP1 . WON\nP2 POTENTIAL WON")

    assert result["passed"].tolist() == [2, 2, 2, 2]


def test_lost_deals_without_a_level_are_said_to_be_left_out() -> None:
    result = conversion("opportunity_id status\nP1 LOST\nP2 OPEN", language="en")

    assert result["rate"].isna().all()
    assert result.loc[1, "reason"] == ("missing decided deals; 1 lost without level, not counted")


def balance(
    stock: tuple[int, int, int, int],
    conversions: pd.DataFrame | None = None,
    targets: str = "",
    won: str = "",
    scores: dict[str, float] | None = None,
    **params: object,
) -> pd.DataFrame:
    rows = ["opportunity_id stage status amount close_date"]
    for level, count in zip(FunnelLevel, stock, strict=True):
        rows += [f"{level.name}-{n} {level.name} OPEN 10 ." for n in range(count)]
    deals = page("opportunities", "\n".join(rows) + won)
    names = ("opportunity_id", "stage", "status", "amount", "close_date")
    result = funnel_balance.compute(
        *(deals[name] for name in names),
        stage_conversion=pd.DataFrame() if conversions is None else conversions,
        opportunity_score=pd.DataFrame({"score": deals["opportunity_id"].map(scores or {})}),
        targets=page("targets", targets),
        as_of=NOW,
        params=funnel_balance.Params(**params),
    )
    return result.set_index(pd.Index([1, 2, 3, 4]))


def test_the_worked_example_has_10_to_spare_on_level_3_and_lacks_6_on_level_4() -> None:
    result = balance((0, 0, 70, 9), deals_to_win=6, rate_winning=0.4, rate_ours=0.25, listed=0)

    assert result.loc[[3, 4], "required"].tolist() == [60, 15]
    assert result.loc[[3, 4], "balance"].tolist() == [10, -6]
    assert pd.isna(result.loc[3, "advice"])
    assert result.loc[4, "advice"] == "推进我的项目的商机，补足项目胜算6个"
    assert result.loc[4, "reason"] == "需要15个，现有9个：缺6个，转化率40%"


def test_the_best_scored_deals_of_the_level_below_are_named_first() -> None:
    result = balance(
        (0, 0, 4, 0), deals_to_win=1, rate_winning=1.0, listed=2,
        scores={"OURS-1": 40.0, "OURS-3": 80.0},
    )  # fmt: skip

    assert str(result.loc[4, "advice"]).endswith("，先看OURS-3、OURS-1")


def test_the_first_level_is_filled_with_new_deals() -> None:
    rates = {f"rate_{name}": 0.5 for name in ("potential", "confirmed", "ours", "winning")}

    result = balance((10, 8, 4, 2), deals_to_win=1, **rates)

    assert result["required"].tolist() == [16, 8, 4, 2]
    assert result.loc[1, "advice"] == "补充新商机，潜在商机还缺6个"


@pytest.mark.parametrize(("to_win", "rate", "required"), [(3, 0.1, 30), (6, 0.4, 15), (1, 0.3, 4)])
def test_required_deals_are_rounded_up_but_not_by_the_noise_of_division(
    to_win: int, rate: float, required: int
) -> None:
    assert (
        balance((0, 0, 0, 0), deals_to_win=to_win, rate_winning=rate).loc[4, "required"] == required
    )


def test_a_conversion_on_too_few_decided_deals_gives_no_requirement_from_that_level_down() -> None:
    measured = pd.DataFrame(
        {"passed": [50, 50, 9, 5], "lost": [50, 50, 0, 5], "rate": [0.5, 0.5, 1.0, 0.5]}
    )

    result = balance((1, 1, 1, 1), measured, deals_to_win=5)

    assert result.loc[4, "required"] == 10
    assert result.loc[[1, 2, 3], "required"].isna().all()
    assert result.loc[[1, 2, 3], "advice"].isna().all()
    assert "不足10个" in result.loc[1, "reason"]


def test_a_conversion_of_nought_asks_for_no_number() -> None:
    measured = pd.DataFrame({"passed": [0] * 4, "lost": [50] * 4, "rate": [0.0] * 4})

    assert balance((1, 1, 1, 1), measured, deals_to_win=5)["required"].isna().all()


QUOTA = "owner month quota\nWang 2026-04-01 300\nLi 2026-06-01 200\nLi 2026-07-01 900"


def test_deals_to_win_follow_from_the_open_quota_and_the_mean_won_amount() -> None:
    won = "\nW1 . WON 100 2026-04-10\nW2 . WON 60 2026-01-10"

    result = balance((0, 0, 0, 0), targets=QUOTA, won=won, rate_winning=0.5)

    # (500 − 100) ÷ 80 = 5 deals
    assert result.loc[4, "required"] == 10


def test_without_won_amounts_the_quota_alone_says_nothing() -> None:
    result = balance((0, 0, 0, 0), targets=QUOTA, rate_winning=0.5)

    assert result["required"].isna().all()
    assert result.loc[4, "reason"] == "缺少要赢的商机数：没有本季任务或赢单金额"


def test_least_numbers_typed_for_the_month_go_before_the_computed_ones() -> None:
    targets = (
        "owner month least_ours least_winning\n"
        "Wang 2026-05-01 8 2\nLi 2026-05-01 4 .\nLi 2026-06-01 50 50"
    )

    result = balance((0, 0, 10, 10), targets=targets)

    assert result.loc[[3, 4], "required"].tolist() == [12, 2]
    assert result.loc[[3, 4], "balance"].tolist() == [-2, 8]


def test_closed_deals_are_no_stock() -> None:
    result = balance((0, 0, 0, 1), won="\nW1 WINNING WON 100 2026-04-10", deals_to_win=1)

    assert (result.loc[4, "deals"], result.loc[4, "amount"]) == (1, 10)


@pytest.mark.parametrize("rate", [0.0, 1.1, -0.1])
def test_a_conversion_outside_0_to_1_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate_ours"):
        funnel_balance.Params(rate_ours=rate)


def layers(counts: list[int], extra: str = "", **options: object) -> pd.DataFrame:
    rows = ["phone_layer status amount"]
    rows += [f"{layer} . 10" for layer, count in enumerate(counts, 1) for _ in range(count)]
    deals = page("opportunities", "\n".join(rows) + extra)
    return phone_funnel.compute(deals["phone_layer"], deals["status"], deals["amount"], **options)


def test_the_worked_example_of_the_telephone_converts_3_percent_overall() -> None:
    result = layers([200, 120, 60, 15, 6])

    assert result["deals"].tolist() == [200, 120, 60, 15, 6]
    assert result["rate"].tolist()[1:] == [0.6, 0.5, 0.25, 0.4]
    assert result["overall"].tolist()[-1] == pytest.approx(0.03)
    assert result["reason"].tolist()[4] == "6个，共60，为上一层的40%"


def test_closed_deals_stand_in_no_layer_and_those_without_one_are_counted_apart() -> None:
    result = layers([1, 0, 0, 0, 0], "\n2 WON 10\n. OPEN 10")

    assert result["deals"].tolist() == [1, 0, 0, 0, 0]
    assert result["reason"].iloc[0] == "1个，共10；1个未填漏斗层"


def test_a_layer_after_an_empty_one_has_no_conversion() -> None:
    result = layers([2, 0, 1, 0, 0])

    assert result["rate"].isna().tolist() == [True, False, True, False, True]
