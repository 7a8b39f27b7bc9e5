"""Answers in, gaps and grades out; every number by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods import satisfaction, satisfaction_grade

AS_OF = date(2026, 11, 30)

Answer = tuple[str, float | None, float | None, float | None]
"""Day, weight, expectation, experience."""

# +1, −2 and 0 at 50, 30 and 20 %
WORKED: tuple[Answer, ...] = (
    ("2026-09-01", 0.5, 8.0, 9.0),
    ("2026-09-01", 0.3, 9.0, 7.0),
    ("2026-09-01", 0.2, 7.0, 7.0),
)


def survey_of(*answers: Answer) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account_id": "A",
            "surveyed": pd.to_datetime([one[0] for one in answers]),
            "item": [f"item {number}" for number, _ in enumerate(answers, 1)],
            "weight": pd.Series([one[1] for one in answers], dtype=float),
            "expectation": pd.Series([one[2] for one in answers], dtype=float),
            "experience": pd.Series([one[3] for one in answers], dtype=float),
        }
    )


def gap(*answers: Answer, **options: object) -> "pd.Series[object]":
    account = pd.Series(["A"], index=[7])
    result = satisfaction.compute(account, surveys=survey_of(*answers), as_of=AS_OF, **options)
    return result.loc[7]


def test_the_gap_is_experience_less_expectation_and_the_source_s_form_its_opposite() -> None:
    result = gap(*WORKED)

    assert result["gap"] == pytest.approx(-0.1)
    assert result["source_form"] == pytest.approx(0.1)
    assert result["items"] == 3


def test_the_reason_tells_both_forms_and_the_lowest_item() -> None:
    assert gap(*WORKED)["reason"] == (
        "2026-09-01调查：3项体验减期望平均−0.1（来源写法+0.1），体验均值8；落差最大：item 2−2"
    )
    assert gap(*WORKED, language="en")["reason"] == (
        "survey of 2026-09-01: experience less expectation −0.1 over 3 items (as the source writes "
        "it +0.1), mean experience 8; lowest: item 2 −2"
    )


def test_an_item_without_expectation_is_left_out_of_the_gap_not_counted_as_zero() -> None:
    # .5 × 1 + .2 × 0 over .7
    result = gap(WORKED[0], ("2026-09-01", 0.3, None, 7.0), WORKED[2])

    assert result["gap"] == pytest.approx(0.5 / 0.7)
    assert result["items"] == 2
    assert result["experience"] == pytest.approx(8.0)


def test_without_any_expectation_the_mean_experience_stands_alone() -> None:
    result = gap(("2026-05-01", 0.75, None, 8.0), ("2026-05-01", 0.25, None, 4.0))

    assert result["experience"] == 7.0
    assert pd.isna(result["gap"])
    assert result["reason"] == "缺少期望值：只有体验均值7"


def test_the_latest_survey_counts_and_its_items_alike_when_one_has_no_weight() -> None:
    result = gap(
        ("2025-05-01", None, None, 1.0),
        ("2026-05-01", 0.9, None, 8.0),
        ("2026-05-01", None, None, 4.0),
    )

    assert result["experience"] == 6.0


def test_a_survey_after_as_of_is_not_looked_at() -> None:
    result = gap(("2026-12-01", 1.0, 8.0, 8.0))

    assert pd.isna(result["experience"])
    assert result["reason"] == "缺少满意度调查"


def grade(
    *,
    satisfied: tuple[bool | None, ...] = (True,),
    will_return: bool | None = None,
    will_refer: bool | None = None,
    orders: float | None = 3.0,
    brought: str | None = None,
    **options: object,
) -> "pd.Series[object]":
    surveys = pd.DataFrame(
        {
            "account_id": "A",
            "surveyed": pd.Timestamp("2026-09-01"),
            "satisfied": pd.Series(satisfied, dtype=object),
            "will_return": will_return,
            "will_refer": will_refer,
        }
    )
    result = satisfaction_grade.compute(
        pd.Series(["A"], index=[7]),
        pd.Series([brought], index=[7], dtype=object),
        surveys=surveys,
        rfm=pd.DataFrame({"frequency": [orders]}, index=[7]),
        satisfaction=pd.DataFrame({"gap": [None]}, index=[7]),
        as_of=AS_OF,
        **options,
    )
    return result.loc[7]


def test_satisfied_with_repeat_orders_and_no_referral_is_grade_2() -> None:
    result = grade()

    assert result["grade"] == 2
    assert result["reason"] == "2级 满意，还会来：100%的回答满意，期间下单3次，未登记转介客户"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"satisfied": (False, False, True)}, 0),
        ({"satisfied": (False, True)}, 2),
        ({"orders": 1.0}, 1),
        ({"orders": None}, 1),
        ({"will_return": False}, 1),
        ({"brought": "B"}, 3),
        ({"brought": "B", "will_refer": False}, 2),
        ({"brought": "B", "orders": 1.0}, 1),
        ({"will_refer": True}, 2),
    ],
)
def test_each_grade_needs_the_one_below_and_a_deed(
    facts: dict[str, object], expected: float
) -> None:
    assert grade(**facts)["grade"] == expected


def test_a_customer_never_asked_has_no_grade() -> None:
    result = grade(satisfied=(None,), language="en")

    assert pd.isna(result["grade"])
    assert result["reason"] == "missing answers to “satisfied” in a survey"
