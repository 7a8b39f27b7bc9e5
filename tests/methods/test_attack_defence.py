"""Potential and sales in, share and stance out; the five cases are the source's worked example."""

import pandas as pd
import pytest

from xlcrm.methods.attack_defence import Params, compute

SLIDE = Params(reading="slide")
PROSE = Params(reading="prose")


def judge(
    potential: float | None, sales: float | None, is_new: bool | None = None, **options: object
) -> "pd.Series[object]":
    """One customer on row 4, amounts in 万."""
    amounts = [
        pd.Series([None if one is None else one * 10_000], index=[4], dtype=float)
        for one in (potential, sales)
    ]
    return compute(*amounts, pd.Series([is_new], index=[4], dtype=object), **options).loc[4]


@pytest.mark.parametrize(
    ("potential", "sales", "is_new", "share", "slide", "prose"),
    [
        (500, 300, False, 0.6, "防御", "防御"),
        (500, 50, False, 0.1, "进攻", "维持"),
        (40, 5, False, 0.125, "放弃", "放弃"),
        (40, 30, False, 0.75, "维持", None),
        (500, 0, True, 0.0, "进攻", "进攻"),
    ],
)
def test_the_worked_cases_in_both_readings(
    *, potential: float, sales: float, is_new: bool, share: float, slide: str, prose: str | None
) -> None:
    by_slide = judge(potential, sales, is_new, params=SLIDE)
    by_prose = judge(potential, sales, is_new, params=PROSE)

    assert by_slide["share"] == by_prose["share"] == share
    assert by_slide["stance"] == slide
    assert (None if pd.isna(by_prose["stance"]) else by_prose["stance"]) == prose


def test_the_slide_is_the_default_reading() -> None:
    assert judge(500, 50)["stance"] == "进攻"


def test_a_new_customer_is_attacked_in_the_prose_before_anything_is_known() -> None:
    result = judge(None, None, True, params=PROSE)

    assert result["stance"] == "进攻"
    assert pd.isna(result["share"])
    assert result["reason"] == "新客户：进攻"


def test_a_small_new_customer_is_given_up_in_the_slide() -> None:
    assert judge(40, 0, True, params=SLIDE)["stance"] == "放弃"


def test_both_cut_offs_count_as_high() -> None:
    assert judge(100, 50)["stance"] == "防御"
    assert judge(99.9999, 49.9999)["stance"] == "放弃"


@pytest.mark.parametrize(
    ("potential", "sales", "reason"),
    [
        (None, 50, "缺少年采购潜力"),
        (500, None, "缺少年销售额"),
        (None, None, "缺少年采购潜力、年销售额"),
        (0, 50, "年采购潜力须大于0，年销售额不能为负"),
        (500, -1, "年采购潜力须大于0，年销售额不能为负"),
    ],
)
def test_without_usable_amounts_there_is_no_stance(
    potential: float | None, sales: float | None, reason: str
) -> None:
    result = judge(potential, sales)

    assert pd.isna(result["share"])
    assert pd.isna(result["stance"])
    assert result["reason"] == reason


def test_a_share_above_one_is_kept_and_doubted() -> None:
    result = judge(200, 250, language="en")

    assert result["share"] == 1.25
    assert result["stance"] == "Defend"
    assert result["reason"] == (
        "potential 2m ≥ 1m, share 125% ≥ 50%: Defend; share above 100%, check the potential"
    )


def test_the_reason_compares_with_both_cut_offs() -> None:
    assert judge(500, 50)["reason"] == "潜力500万≥100万，份额10%<50%：进攻"


def test_the_case_the_prose_leaves_open_says_so() -> None:
    assert "文中未说明低潜力高份额" in str(judge(40, 30, params=PROSE)["reason"])


def test_cut_offs_are_parameters() -> None:
    assert judge(40, 5, params=Params(potential_cut=300_000))["stance"] == "进攻"
    assert judge(500, 50, params=Params(share_cut=0.1))["stance"] == "防御"
