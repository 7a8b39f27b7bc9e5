"""Sales or gross profit in, rank, shares and class out; all numbers by hand."""

import pandas as pd
import pytest

from xlcrm.methods.pareto import Params, compute

WORKED = [400, 240, 90, 70, 60, 50, 40, 25, 15, 10]


def rank(
    values: list[float | None], ids: list[str] | None = None, **options: object
) -> pd.DataFrame:
    """Sales of customers; rows start at 2 as in a workbook."""
    index = range(2, 2 + len(values))
    ids = ids or [f"C{number:02d}" for number in range(len(values))]
    blank = pd.Series([None] * len(values), index=index, dtype=float)
    sales = pd.Series(values, index=index, dtype=float)
    return compute(pd.Series(ids, index=index, dtype=object), sales, blank, **options)


def test_the_worked_example_needs_four_customers_for_80_percent() -> None:
    result = rank(WORKED)

    assert result["rank"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert result["share"].tolist() == pytest.approx(
        [0.4, 0.24, 0.09, 0.07, 0.06, 0.05, 0.04, 0.025, 0.015, 0.01]
    )
    assert result["cumulative"].tolist() == pytest.approx(
        [0.4, 0.64, 0.73, 0.8, 0.86, 0.91, 0.95, 0.975, 0.99, 1.0]
    )
    assert "".join(result["class"]) == "AAAABBBCCC"


def test_the_reason_says_how_few_customers_make_class_a() -> None:
    tens = rank([value * 10_000 for value in WORKED])
    english = rank([value * 10_000 for value in WORKED], language="en")

    assert tens.loc[2, "reason"] == (
        "年销售额400万，第1名（共10名），累计40%：A类；A类4名，占客户数40%"
    )
    assert english.loc[5, "reason"] == (
        "Annual sales 700k, rank 4 of 10, cumulative 80%: class A; "
        "class A holds 4 of 10 customers (40%)"
    )


def test_results_stand_on_the_rows_they_were_given() -> None:
    result = rank([10, 400, 90])

    assert result["rank"].tolist() == [3, 1, 2]
    assert result.index.tolist() == [2, 3, 4]


def test_equal_values_are_ranked_by_customer_id() -> None:
    result = rank([50, 50, 50], ids=["C3", "C1", "C2"])

    assert result["rank"].tolist() == [3, 1, 2]


def test_one_large_customer_is_class_a_alone() -> None:
    assert rank([900, 50, 50])["class"].tolist() == ["A", "B", "C"]


def test_class_a_takes_the_customer_who_crosses_the_cut() -> None:
    # cumulative 79, 89, 100 %
    assert rank([79, 11, 10])["class"].tolist() == ["A", "A", "B"]


def test_shares_that_do_not_add_up_in_binary_stay_within_the_cut() -> None:
    # 60 + 10 + 10 of 100 are 80 %, but for the machine a little less
    assert rank([60, 10, 10, 10, 10])["class"].tolist() == ["A", "A", "A", "B", "B"]


def test_negative_profits_are_reported_and_the_cumulative_passes_100_percent() -> None:
    result = rank([80, 40, -20])

    assert result["share"].tolist() == [0.8, 0.4, -0.2]
    assert result["cumulative"].tolist() == pytest.approx([0.8, 1.2, 1.0])
    assert result["class"].tolist() == ["A", "B", "C"]
    assert "金额为负，照实计入" in result.loc[4, "reason"]
    assert "−20" in result.loc[4, "reason"]


def test_a_blank_value_has_no_class_and_does_not_count() -> None:
    result = rank([80, None, 20])

    assert result.loc[3, ["rank", "share", "cumulative", "class"]].isna().all()
    assert result.loc[3, "reason"] == "缺少年销售额"
    assert result["rank"].tolist()[::2] == [1, 2]
    assert "共2名" in result.loc[2, "reason"]


def test_a_customer_without_sales_is_class_c() -> None:
    assert rank([100, 0])["class"].tolist() == ["A", "C"]


def test_values_that_sum_to_nothing_have_ranks_but_no_shares() -> None:
    result = rank([10, -10], language="en")

    assert result["rank"].tolist() == [1, 2]
    assert result[["share", "cumulative", "class"]].isna().all(axis=None)
    assert result["reason"].tolist() == ["the sum of all customers is not positive"] * 2


def test_gross_profit_can_be_the_measure() -> None:
    result = compute(
        pd.Series(["C1", "C2", "C3"]),
        pd.Series([900.0, 50.0, 50.0]),
        pd.Series([10.0, 90.0, None]),
        params=Params(measure="gross_profit"),
    )

    assert result["rank"].tolist()[:2] == [2, 1]
    assert result["class"].tolist()[:2] == ["B", "A"]
    assert result["reason"].tolist()[2] == "缺少年毛利"


def test_cuts_are_parameters() -> None:
    result = rank(WORKED, params=Params(class_a_cut=0.64, class_b_cut=0.9))

    assert "".join(result["class"]) == "AABBBBCCCC"


def test_a_second_cut_below_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="class_b_cut must exceed class_a_cut"):
        Params(class_a_cut=0.9, class_b_cut=0.8)


def test_the_reason_states_what_was_measured() -> None:
    index = pd.RangeIndex(2, 3)
    number = pd.Series([5e5], index=index)

    result = compute(
        pd.Series(["C1"], index=index), number, number, params=Params(measure="gross_profit")
    )

    assert result.loc[2, "reason"].startswith("年毛利50万，第1名")
