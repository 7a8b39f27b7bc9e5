"""Four answers in, points and verdict out; the boundary of two years by calendar."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.nonmonetary_key_account import Params, compute

YES, NO, BLANK = True, False, None


def judge(
    first: str | None,
    *answers: bool | None,
    grade: str | None = "C",
    as_of: date = date(2024, 3, 1),
    brought: str | None = "A9",
    **options: object,
) -> "pd.Series[object]":
    result = compute(
        pd.Series(pd.to_datetime([first]), index=[6]),
        *(pd.Series([answer], index=[6], dtype=object) for answer in answers),
        pd.Series([brought], index=[6], dtype=object),
        pareto=pd.DataFrame({"class": [grade]}, index=[6]),
        as_of=as_of,
        **options,
    )
    return result.loc[6]


def test_the_worked_example_is_a_hidden_key_account() -> None:
    result = judge("2022-03-01", YES, NO, YES)

    assert result["score"] == 3
    assert result["hidden"] == "是"
    assert result["reason"] == "3/4分：忠诚满2年、能体谅失误、带来新客户，贡献等级C"


def test_two_years_less_a_day_are_not_yet_two_years() -> None:
    assert judge("2022-03-02", YES, NO, YES)["score"] == 2


def test_a_leap_day_s_two_years_are_over_on_the_last_of_february() -> None:
    assert judge("2020-02-29", NO, NO, NO, as_of=date(2022, 2, 28))["score"] == 1


def test_a_customer_with_volume_is_no_hidden_key_account() -> None:
    assert judge("2022-03-01", YES, YES, YES, grade="A")["hidden"] == "否"


def test_answers_that_are_open_and_could_decide_leave_the_verdict_open() -> None:
    result = judge("2022-03-01", YES, BLANK, NO, language="en")

    assert result["score"] == 2
    assert pd.isna(result["hidden"])
    assert result["reason"] == (
        "2 of 4 points: loyal for 2 years, forgives failures, class C; missing Gives advice"
    )


def test_answers_that_are_open_but_cannot_decide_do_not_matter() -> None:
    assert judge("2024-01-01", NO, BLANK, NO)["hidden"] == "否"
    assert judge("2020-01-01", YES, BLANK, YES)["hidden"] == "是"


def test_without_a_volume_grade_there_is_no_verdict() -> None:
    assert pd.isna(judge("2020-01-01", YES, YES, YES, grade=None)["hidden"])


def test_a_first_order_in_the_future_is_not_known() -> None:
    result = judge("2030-01-01", YES, NO, NO)

    assert result["score"] == 1
    assert "缺少首单日期" in str(result["reason"])


def test_a_customer_brought_without_its_id_is_asked_for() -> None:
    assert str(judge("2020-01-01", NO, NO, YES, brought=None)["reason"]).endswith(
        "缺少转介客户编号"
    )


def test_the_points_wanted_can_be_chosen() -> None:
    assert judge("2020-01-01", YES, NO, NO, params=Params(hidden_from=2))["hidden"] == "是"
    with pytest.raises(ValueError, match="hidden_from"):
        Params(hidden_from=5)
