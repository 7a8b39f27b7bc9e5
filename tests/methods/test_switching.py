"""Costs, ties and signs in, what holds the customer out; every number by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods import customer_ties, firmness, switching_costs, switching_methods

AS_OF = date(2026, 11, 30)


def costs(
    *values: float | None, party: str | None = None, **options: object
) -> "pd.Series[object]":
    columns = [pd.Series([one], index=[7], dtype=float) for one in values]
    whom = pd.Series([party], index=[7], dtype=object)
    return switching_costs.compute(whom, *columns, **options).loc[7]


def test_eight_costs_make_three_group_means_and_the_mean_of_all() -> None:
    result = costs(3, 2, 4, 3, 4, 2, 5, 4)

    assert result[["procedural", "financial", "emotional"]].tolist() == [3.0, 3.0, 4.5]
    assert result["index"] == 3.375
    assert result["reason"] == "离开我方：程序3，财政3，情感4.5；八项平均3.38（满分5）"


def test_the_index_may_be_that_of_the_groups_and_says_so() -> None:
    params = switching_costs.Params(index_of="groups")

    result = costs(3, 2, 4, 3, 4, 2, 5, 4, party="Rival", params=params, language="en")

    assert result["index"] == 3.5
    assert result["reason"] == (
        "leaving Rival: procedural 3, financial 3, emotional 4.5; mean of groups 3.5 of 5"
    )


def test_a_group_with_a_missing_cost_is_incomplete_and_not_averaged() -> None:
    result = costs(3, 2, None, 3, 4, 2, 5, 4)

    assert pd.isna(result["procedural"])
    assert result["financial"] == 3.0
    assert pd.isna(result["index"])
    assert result["reason"] == "缺少学习成本；离开我方：程序不完整，财政3，情感4.5"


def ties(used: set[str], *, blank: bool = False) -> "pd.Series[object]":
    other = None if blank else False
    answers = [
        pd.Series([True if way in used else other], index=[7], dtype=object)
        for way in switching_methods.RAISES
    ]
    return switching_methods.compute(pd.Series([None], index=[7], dtype=object), *answers).loc[7]


def test_nine_of_seventeen_ways_cover_52_9_percent_and_five_costs() -> None:
    nine = {"quality", "service", "status_given", "brand_culture", "care", "visits", "agreement",
            "points", "people_around"}  # fmt: skip

    result = ties({f"method_{name}" for name in nine})

    assert result["coverage"] == pytest.approx(9 / 17)
    assert result["types"] == 5
    assert result["reason"] == (
        "用9/17法（52.9%），覆盖5/8种成本；未覆盖：评估成本（可用差异化服务）、学习成本（可用培养习惯）、"
        "组织调整成本（可用业务捆绑销售）"
    )


def test_ways_left_blank_are_told_and_none_answered_is_missing() -> None:
    some = ties({"method_club"}, blank=True)
    none = ties(set(), blank=True)

    assert some["unknown"] == 16
    assert str(some["reason"]).endswith("；16项未知")
    assert pd.isna(none["coverage"])


def signs(*rows: tuple[str, int, int], party: str | None = None, **options: object) -> pd.DataFrame:
    """Assessments of one customer: day, signs seen, signs not seen; the others are not known."""
    answers = [[True] * yes + [False] * no + [None] * (10 - yes - no) for _, yes, no in rows]
    columns = [pd.Series(column, dtype=object) for column in zip(*answers, strict=True)]
    return firmness.compute(
        pd.Series(["A"] * len(rows)),
        pd.Series([party] * len(rows), dtype=object),
        pd.to_datetime(pd.Series([day for day, _, _ in rows])),
        *columns,
        as_of=AS_OF,
        **options,
    )


def test_seven_yes_one_no_and_two_unknown_are_70_to_90_percent() -> None:
    result = signs(("2026-09-01", 7, 1)).loc[0]

    assert (result["share"], result["highest"], result["unknown"]) == (0.7, 0.9, 2)
    assert result["reason"] == "7/10项迹象：一般；2项未知，最多90%；未见：认为我方能助其成功"


@pytest.mark.parametrize(("seen", "grade"), [(10, "牢固"), (8, "牢固"), (7, "一般"), (5, "一般"),
                                             (4, "薄弱"), (0, "薄弱")])  # fmt: skip
def test_firm_begins_at_eight_signs_and_fair_at_five(seen: int, grade: str) -> None:
    assert signs(("2026-09-01", seen, 10 - seen)).loc[0, "grade"] == grade


def test_an_assessment_older_than_a_year_has_expired() -> None:
    result = signs(("2025-11-30", 8, 2)).loc[0]

    assert pd.isna(result["share"])
    assert result["reason"] == "2025-11-30的评估已超过12个月，请重新评估"


def test_the_change_is_against_the_last_assessment_of_an_earlier_quarter() -> None:
    # in the second quarter first 50, then 60 %; two in the third
    result = signs(
        ("2026-04-10", 5, 5), ("2026-06-10", 6, 4), ("2026-07-01", 8, 2), ("2026-09-30", 7, 3)
    )

    assert result["change"].round(2).tolist()[2:] == [0.2, 0.1]
    assert result["change"].isna().tolist() == [True, True, False, False]


def test_an_assessment_of_leaving_a_rival_says_nothing_of_firmness() -> None:
    assert pd.isna(signs(("2026-09-01", 7, 1), party="对手").loc[0, "share"])


def test_a_customer_takes_the_latest_known_value_of_each_measure_about_us() -> None:
    rows = pd.DataFrame(
        {
            "account_id": ["A", "A", "A", "A"],
            "party": [None, None, "Rival", None],
            "assessed": pd.to_datetime(["2026-03-01", "2026-09-01", "2026-10-01", "2026-12-01"]),
        },
        index=[2, 3, 4, 5],
    )
    index = rows.index
    result = customer_ties.compute(
        pd.Series(["A", "B"], index=[8, 9]),
        switching=rows,
        firmness=pd.DataFrame({"share": [0.4, 0.7, None, 0.9], "grade": list("abcd")}, index=index),
        switching_costs=pd.DataFrame({"index": [3.5, None, 5.0, 1.0]}, index=index),
        switching_methods=pd.DataFrame({"coverage": [None] * 4}, index=index),
        loyalty_indicators=pd.DataFrame({"index": [None] * 4}, index=index),
        loyalty_marks=pd.DataFrame({"class": [1.0, None], "reason": ["1/3", "?"]}, index=[8, 9]),
        satisfaction_grade=pd.DataFrame(columns=["grade", "reason"]),
        as_of=AS_OF,
    )

    assert result.loc[8, ["firmness", "switching_cost"]].tolist() == [0.7, 3.5]
    assert result["reason"].tolist() == [
        "忠诚1/3；十项迹象见70% (b)，转换成本3.5/5，缺少满意等级、17法、忠诚指标",
        "缺少忠诚三特征、满意等级、牢固度、转换成本、17法、忠诚指标",
    ]
