"""What the methods make of the sample company: grades that spread, reasons both ways."""

from collections import Counter
from datetime import date

import pytest

from xlcrm.work import Options, Work


@pytest.fixture(scope="module")
def results(sample):
    """Results of every method by its name."""
    return Work(sample.path, Options(as_of=date(2026, 11, 30))).results()


def test_ten_to_fourteen_customers_are_worth_an_a_and_others_a_b_or_c(results):
    grades = Counter(results["account_value"]["grade"].dropna())

    assert 10 <= grades["A"] <= 14
    assert grades["B"] >= 5
    assert grades["C"] >= 20


def test_value_scores_spread_over_half_the_scale(results):
    scores = results["account_value"]["score"].dropna()

    assert len(scores) >= 43
    assert scores.max() - scores.min() > 45


def test_every_value_reason_of_a_scored_customer_has_a_plus_and_a_minus(results):
    value = results["account_value"]
    reasons = value["reason"][value["score"].notna()]
    both_ways = reasons.str.contains("+", regex=False) & reasons.str.contains("−", regex=False)

    assert both_ways.mean() > 0.9


@pytest.mark.parametrize(
    ("method", "column", "kinds"),
    [
        ("rfm", "segment", 5),
        ("vip_threshold", "vip", 1),
        ("credit_grade", "grade", 4),
        ("willingness_quality", "state", 4),
        ("customer_quality", "gold", 2),
        ("kraljic", "class", 4),
    ],
)
def test_a_method_finds_what_it_reads_for_most_active_customers(results, method, column, kinds):
    said = results[method][column].dropna()

    assert len(said) >= 25
    assert said.nunique() >= kinds


def test_time_people_and_money_went_to_every_stance(results):
    spent = results["resource_allocation"]

    assert spent["actual"].notna().all()
    assert (spent["spent"] > 0).sum() >= 9


@pytest.mark.parametrize(
    ("method", "column", "filled", "kinds"),
    [
        ("loyalty_marks", "class", 40, 3),
        ("satisfaction_grade", "grade", 12, 3),
        ("customer_ties", "firmness", 18, 5),
        ("customer_ties", "switching_cost", 18, 5),
        ("care_calendar", "next", 35, 3),
    ],
)
def test_relation_and_care_of_customers_spread(results, method, column, filled, kinds):
    said = results[method][column].dropna()

    assert len(said) >= filled
    assert said.nunique() >= kinds
