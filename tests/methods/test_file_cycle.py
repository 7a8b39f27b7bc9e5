"""Dates in, the next step of the loop out."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.file_cycle import Params, compute


def care_of(done: str | None = None, planned: str | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account_id": ["A"],
            "planned": pd.to_datetime([planned]),
            "done": pd.to_datetime([done]),
        }
    )


def cycle(
    reviewed: str | None,
    segmented: str | None,
    *,
    enough: str | None = "是",
    care: pd.DataFrame | None = None,
    as_of: date = date(2026, 5, 20),
    **options: object,
) -> "pd.Series[object]":
    result = compute(
        pd.Series(["A"], index=[3]),
        pd.Series(pd.to_datetime([reviewed]), index=[3]),
        pd.Series(pd.to_datetime([segmented]), index=[3]),
        file_completeness=pd.DataFrame({"enough": [enough]}, index=[3]),
        care=care_of() if care is None else care,
        as_of=as_of,
        **options,
    )
    return result.loc[3]


def test_a_file_changed_seven_days_after_its_segment_waits_for_a_new_one() -> None:
    result = cycle("2026-05-10", "2026-05-03", care=care_of(done="2026-05-15"))

    assert result["step"] == "细分"
    assert result["behind"] == 7
    assert result["reason"] == "细分比档案早7天，重新细分后再做关怀"


def test_a_segment_of_the_day_after_the_file_is_current_and_care_comes_next() -> None:
    result = cycle("2026-05-02", "2026-05-03", language="en")

    assert result["step"] == "Care"
    assert pd.isna(result["behind"])
    assert result["reason"] == "no care in 180 days, and none planned"


def test_an_incomplete_file_comes_first() -> None:
    result = cycle(None, None, enough="No", language="en")

    assert result["step"] == "File"
    assert result["reason"] == "the file is not complete enough: fill it first"


def test_a_file_that_was_never_segmented_says_so() -> None:
    assert cycle("2026-05-02", None)["reason"] == "档案有更新，尚未细分"


@pytest.mark.parametrize(
    ("care", "step"),
    [
        (care_of(done="2026-05-20"), "已完成"),
        (care_of(planned="2026-05-20"), "已完成"),
        (care_of(planned="2026-05-19"), "关怀"),
        (care_of(done="2025-11-21"), "关怀"),
        (care_of(done="2025-11-22"), "已完成"),
        (care_of(done="2026-05-21"), "关怀"),
    ],
)
def test_care_done_lately_or_planned_ahead_counts(care: pd.DataFrame, step: str) -> None:
    assert cycle("2026-05-03", "2026-05-03", care=care)["step"] == step


def test_a_file_not_reviewed_for_long_is_to_be_updated() -> None:
    care = care_of(planned="2026-06-01")

    result = cycle("2026-05-01", "2026-05-01", care=care, params=Params(review_days=19))

    assert result["step"] == "更新"
    assert result["reason"] == "档案超过19天未更新"


def test_without_the_file_s_date_the_step_cannot_be_told() -> None:
    result = cycle(None, "2026-05-03")

    assert pd.isna(result["step"])
    assert result["reason"] == "缺少更新日期"
