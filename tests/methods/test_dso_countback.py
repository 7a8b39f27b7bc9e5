"""A ledger in, days of sales outstanding out; boundaries of the worked example by hand."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.methods.dso_countback import Params, compute

APRIL = date(2012, 4, 30)
# sales in 万; 2012 is a leap year, so the months have 31, 29, 31 and 30 days
WORKED = "2012-01 600\n2012-02 800\n2012-03 500\n2012-04 600"


def ledger_of(table: str, balance: float | None, account_id: str = "A") -> pd.DataFrame:
    """Lines of month and sales in 万, a dot for a blank; the balance stands on the last line."""
    rows = [line.split() for line in table.strip().splitlines()]
    return pd.DataFrame(
        {
            "account_id": account_id,
            "month": pd.to_datetime([row[0] for row in rows], format="%Y-%m"),
            "sales": [None if row[1] == "." else float(row[1]) * 10_000 for row in rows],
            "balance": [None] * (len(rows) - 1) + [None if balance is None else balance * 10_000],
        }
    ).astype({"sales": float, "balance": float})


def count(
    table: str,
    balance: float | None,
    *,
    as_of: date = APRIL,
    terms: float | None = 60,
    **options: object,
) -> "pd.Series[object]":
    """The result of one customer on row 8."""
    result = compute(
        pd.Series(["A"], index=[8], dtype=object),
        pd.Series([terms], index=[8], dtype=float),
        ledger=ledger_of(table, balance),
        as_of=as_of,
        **options,
    )
    return result.loc[8]


def test_the_exercise_of_the_source_comes_to_75_5_days() -> None:
    result = count(WORKED, 1500)

    assert result["days"] == 75.5
    assert result["beyond_terms"] == 15.5
    assert result["steps"] == "2012年4月：30天 + 2012年3月：31天 + 2012年2月：14.5天"
    assert result["reason"] == "2012年4月余额1,500万，倒算75.5天；账期60天，超15.5天"


def test_the_exercise_reads_in_english() -> None:
    result = count(WORKED, 1500, language="en")

    assert result["steps"] == "2012-04: 30 days + 2012-03: 31 days + 2012-02: 14.5 days"
    assert result["reason"] == (
        "2012-04 balance 15m counts back 75.5 days; terms 60 days, 15.5 days beyond"
    )


def test_months_of_thirty_days_give_75() -> None:
    assert count(WORKED, 1500, params=Params(days_in_month="30"))["days"] == 75.0


def test_the_number_thirty_means_months_of_thirty_days_too() -> None:
    assert Params.model_validate({"days_in_month": 30}) == Params(days_in_month="30")


@pytest.mark.parametrize(
    ("balance", "days"), [(1100, 61.0), (500, 25.0), (0, 0.0), (2500, 121.0), (600, 30.0)]
)
def test_the_boundaries_of_the_exercise(balance: float, days: float) -> None:
    assert count(WORKED, balance)["days"] == pytest.approx(days)


def test_a_balance_used_up_by_whole_months_leaves_the_next_one_out() -> None:
    assert count(WORKED, 1100)["steps"] == "2012年4月：30天 + 2012年3月：31天"


def test_a_balance_beyond_the_history_has_no_number() -> None:
    result = count(WORKED, 3000)

    assert pd.isna(result["days"])
    assert pd.isna(result["beyond_terms"])
    assert result["reason"] == "> 121天：历史不足，2012年4月余额3,000万中还有500万找不到销售"


def test_a_balance_beyond_the_window_has_no_number() -> None:
    result = count(WORKED, 1500, params=Params(window_months=2))

    assert pd.isna(result["days"])
    assert "> 61天" in str(result["reason"])


def test_a_window_that_just_holds_the_count_is_enough() -> None:
    assert count(WORKED, 1500, params=Params(window_months=3))["days"] == 75.5


def test_a_month_without_sales_adds_its_full_days() -> None:
    # April 30 + March 31 without sales + 500/800 of February's 29
    result = count("2012-02 800\n2012-03 0\n2012-04 600", 1100)

    assert result["days"] == pytest.approx(30 + 31 + 18.125)


def test_a_month_without_sales_after_the_balance_is_used_up_adds_nothing() -> None:
    assert count("2012-02 800\n2012-03 0\n2012-04 600", 600)["days"] == 30.0


def test_a_needed_month_with_negative_sales_is_rejected() -> None:
    result = count("2012-02 800\n2012-03 -5\n2012-04 600", 1100)

    assert pd.isna(result["days"])
    assert result["reason"] == "2012年3月销售额为负，不能倒算"


def test_a_negative_month_older_than_needed_is_ignored() -> None:
    assert count("2012-02 -5\n2012-03 500\n2012-04 600", 1100)["days"] == 61.0


def test_a_negative_month_after_the_count_does_not_start_it_again() -> None:
    assert count("2012-01 9\n2012-02 -5\n2012-03 500\n2012-04 600", 1100)["days"] == 61.0


def test_a_missing_month_in_the_history_is_named() -> None:
    result = count("2012-01 600\n2012-02 800\n2012-04 600", 1500)

    assert pd.isna(result["days"])
    assert pd.isna(result["steps"])
    assert result["reason"] == "缺少2012年3月的销售额"


def test_a_gap_across_the_year_end_is_named() -> None:
    result = count("2011-11 600\n2012-01 600", 900, as_of=date(2012, 1, 31), language="en")

    assert result["reason"] == "missing sales of 2011-12"


def test_a_month_with_blank_sales_is_as_missing_as_its_row() -> None:
    assert count("2012-02 800\n2012-03 .\n2012-04 600", 1500)["reason"] == "缺少2012年3月的销售额"


def test_a_missing_month_older_than_needed_is_ignored() -> None:
    assert count("2012-01 600\n2012-03 500\n2012-04 600", 1100)["days"] == 61.0


def test_a_month_on_two_rows_is_rejected() -> None:
    result = count("2012-03 500\n2012-03 500\n2012-04 600", 1100)

    assert pd.isna(result["days"])
    assert result["reason"] == "2012年3月有重复行，不能倒算"


def test_a_missing_month_before_a_repeated_one_is_named_first() -> None:
    result = count("2012-01 1\n2012-01 1\n2012-03 500\n2012-04 600", 1500)

    assert result["reason"] == "缺少2012年2月的销售额"


def test_a_balance_on_two_rows_is_rejected_even_when_it_is_zero() -> None:
    result = count("2012-04 600\n2012-04 600", 0)

    assert pd.isna(result["days"])
    assert result["reason"] == "2012年4月有重复行，不能倒算"


def test_a_credit_balance_is_zero_days_with_a_note() -> None:
    result = count(WORKED, -5)

    assert result["days"] == 0.0
    assert result["beyond_terms"] == -60.0
    assert result["reason"] == "2012年4月预收5万，按0天计；账期60天，未超"


def test_the_running_month_counts_its_days_to_date() -> None:
    # on 10 April: 10 days for April's 600, then 100/500 of March's 31
    result = count(WORKED, 700, as_of=date(2012, 4, 10))

    assert result["days"] == pytest.approx(10 + 6.2)


def test_the_running_month_counts_its_days_to_date_among_months_of_thirty_days() -> None:
    thirty = Params(days_in_month="30")

    assert count(WORKED, 700, as_of=date(2012, 4, 10), params=thirty)["days"] == pytest.approx(16)
    february = count("2012-02 800", 800, as_of=date(2012, 2, 29), params=thirty)
    assert february["days"] == 30.0


def test_the_balance_of_the_latest_row_not_after_as_of_counts_its_month_in_full() -> None:
    result = count(WORKED, 1500, as_of=date(2012, 5, 10))

    assert result["days"] == 75.5
    assert "2012年4月余额" in str(result["reason"])


def test_rows_after_as_of_are_not_looked_at() -> None:
    ledger = ledger_of(WORKED, 1500)
    ledger.loc[2, "balance"] = 500 * 10_000.0

    result = compute(pd.Series(["A"]), pd.Series([60.0]), ledger=ledger, as_of=date(2012, 3, 31))

    assert result["days"].tolist() == [31.0]


def test_any_day_of_a_month_stands_for_it() -> None:
    ledger = ledger_of(WORKED, 1500)
    ledger["month"] = pd.to_datetime(["2012-01-31", "2012-02-01", "2012-03-15", "2012-04-30"])

    result = compute(pd.Series(["A"]), pd.Series([60.0]), ledger=ledger, as_of=date(2012, 4, 30))

    assert result["days"].tolist() == [75.5]


def test_a_missing_balance_is_named_with_its_month() -> None:
    result = count(WORKED, None)

    assert pd.isna(result["days"])
    assert result["reason"] == "缺少2012年4月的应收余额"


def test_missing_terms_leave_the_days_standing() -> None:
    result = count(WORKED, 1500, terms=None)

    assert result["days"] == 75.5
    assert pd.isna(result["beyond_terms"])
    assert result["reason"] == "2012年4月余额1,500万，倒算75.5天；缺少账期"


def test_days_on_the_terms_are_not_beyond_them() -> None:
    result = count(WORKED, 1100, terms=61, language="en")

    assert result["beyond_terms"] == 0.0
    assert str(result["reason"]).endswith("terms 61 days, not beyond")


def test_a_customer_without_ledger_rows_and_one_without_id_say_so() -> None:
    result = compute(
        pd.Series(["B", None, "A"], index=[2, 3, 4], dtype=object),
        pd.Series([60.0, 60.0, 60.0], index=[2, 3, 4]),
        ledger=ledger_of(WORKED, 1500),
        as_of=APRIL,
    )

    assert result["reason"].tolist()[:2] == ["缺少交易与应收记录", "缺少客户编号"]
    assert result["days"].tolist()[2] == 75.5


def test_customers_do_not_mix_and_rows_may_stand_in_any_order() -> None:
    ledger = pd.concat([ledger_of(WORKED, 1500, "A"), ledger_of("2012-04 100", 50, "B")])
    ledger = ledger.sample(frac=1, random_state=7)

    result = compute(pd.Series(["B", "A", "B"]), pd.Series([15.0] * 3), ledger=ledger, as_of=APRIL)

    assert result["days"].tolist() == [15.0, 75.5, 15.0]


def test_cents_that_do_not_add_up_in_binary_need_no_further_month() -> None:
    # 0.1 + 0.7 is a little less than 0.8 for the machine, and January could not be counted
    ledger = ledger_of("2012-01 -1\n2012-03 1\n2012-04 1", 1)
    ledger["sales"], ledger["balance"] = [-1.0, 0.7, 0.1], [None, None, 0.8]

    result = compute(pd.Series(["A"]), pd.Series([60.0]), ledger=ledger, as_of=APRIL)

    assert result["days"].tolist() == pytest.approx([61.0])


def test_a_row_without_month_is_not_a_month() -> None:
    ledger = ledger_of(WORKED, 1500)
    ledger.loc[4] = ["A", pd.NaT, 1.0, 99.0]

    result = compute(pd.Series(["A"]), pd.Series([60.0]), ledger=ledger, as_of=APRIL)

    assert result["days"].tolist() == [75.5]


def countback_by_purse(balance: int, newest_first: list[tuple[int, int]]) -> float | None:
    """The method as a clerk does it: one month after the other, until nothing is left."""
    days = 0.0
    for sales, length in newest_first:
        if balance <= 0:
            return days
        if sales < 0:
            return None
        if sales > balance:
            return days + balance / sales * length
        balance, days = balance - sales, days + length
    return days if balance <= 0 else None


@settings(max_examples=60, deadline=None)
@given(
    sales=st.lists(st.integers(min_value=-20, max_value=900), min_size=1, max_size=12),
    balance=st.integers(min_value=-100, max_value=4000),
)
def test_every_ledger_counts_back_as_a_clerk_does(sales: list[int], balance: int) -> None:
    months = pd.period_range(end="2012-04", periods=len(sales), freq="M")
    table = "\n".join(f"{month} {sold}" for month, sold in zip(months, sales, strict=True))
    lengths = [month.days_in_month for month in months]

    days = count(table, balance)["days"]

    expected = countback_by_purse(balance, list(zip(sales, lengths, strict=True))[::-1])
    assert (None if pd.isna(days) else days) == (
        None if expected is None else pytest.approx(expected)
    )
