"""Fourteen ticks in, the verified level and what is missing out."""

import pandas as pd
import pytest

from xlcrm.methods.project_funnel import compute
from xlcrm.sheets.opportunity import FunnelLevel

TICKS = {"y": True, "n": False, ".": None}


def verify(
    ticks: str, stage: FunnelLevel | None = None, language: str = "zh"
) -> "pd.Series[object]":
    """One deal: its fourteen ticks by level (2 4 4 4), a dot for a blank."""
    gates = [pd.Series([TICKS[tick]], index=[7], dtype=object) for tick in ticks.replace(" ", "")]
    result = compute(*gates, pd.Series([stage], index=[7], dtype=object), language=language)
    return result.loc[7]


def test_the_worked_example_stands_on_level_two_for_want_of_trust() -> None:
    result = verify("yy yyyy yyyn yynn", FunnelLevel.OURS)

    assert result["level"] == 2
    assert result["level_name"] == "落实项目"
    assert result["missing"] == "客户信任"
    assert result["overstated"] == "是"
    assert result["reason"] == "已达到落实项目；我的项目还缺客户信任；填写的我的项目高于核定层级"


def test_the_worked_example_reads_in_english() -> None:
    result = verify("yy yyyy yyyn yynn", FunnelLevel.OURS, language="en")

    assert result["reason"] == (
        "Confirmed reached; Ours needs Customer trust; typed level Ours is above it"
    )


@pytest.mark.parametrize(
    ("ticks", "level", "name"),
    [
        ("yn nnnn nnnn nnnn", 0, "未入漏斗"),
        ("yy nnnn nnnn nnnn", 1, "潜在商机"),
        ("yy yyyy nnnn nnnn", 2, "落实项目"),
        ("yy yyyy yyyy nnnn", 3, "我的项目"),
        ("yy yyyy yyyy yyyy", 4, "项目胜算"),
        ("ny yyyy yyyy yyyy", 0, "未入漏斗"),
        ("yy yyyn yyyy yyyy", 1, "潜在商机"),
    ],
)
def test_the_level_is_the_highest_whose_own_and_lower_conditions_hold(
    ticks: str, level: int, name: str
) -> None:
    result = verify(ticks)

    assert (result["level"], result["level_name"]) == (level, name)


def test_a_blank_condition_is_not_shown_yet() -> None:
    result = verify("yy yyy. .... ....")

    assert result["level"] == 1
    assert result["missing"] == "驱动因素"


def test_conditions_up_to_a_typed_level_two_steps_ahead_are_named() -> None:
    result = verify("yy yyyy yyyn yynn", FunnelLevel.WINNING)

    assert result["missing"] == "客户信任、厂家倾向、决策关联"
    assert "我的项目还缺客户信任；项目胜算还缺厂家倾向、决策关联" in result["reason"]


def test_a_complete_funnel_misses_nothing() -> None:
    result = verify("yy yyyy yyyy yyyy", FunnelLevel.WINNING)

    assert pd.isna(result["missing"])
    assert result["overstated"] == "否"
    assert result["reason"] == "已达到项目胜算"


def test_a_typed_level_below_the_verified_one_is_not_overstated() -> None:
    assert verify("yy yyyy yyyy nnnn", FunnelLevel.CONFIRMED)["overstated"] == "否"


def test_without_a_typed_level_nothing_is_compared() -> None:
    result = verify("yy nnnn nnnn nnnn")

    assert pd.isna(result["overstated"])
    assert result["level"] == 1


def test_a_typed_level_without_any_condition_filled_in_is_not_judged() -> None:
    result = verify(".. .... .... ....", FunnelLevel.OURS)

    assert pd.isna(result["level"])
    assert pd.isna(result["overstated"])
    assert pd.isna(result["missing"])
    assert result["reason"] == "缺少十四项漏斗条件"
