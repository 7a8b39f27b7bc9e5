"""Payment in, grade and headroom out; scores by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.credit_grade import Params, compute
from xlcrm.sheets.order import OrderStatus

AS_OF = date(2026, 5, 31)


def orders_of(*rows: tuple[float, float | None, OrderStatus | None, str | None]) -> pd.DataFrame:
    """Amount in 万, paid in 万, status, day of delivery."""
    return pd.DataFrame(
        {
            "account_id": "A",
            "amount": [row[0] * 10_000 for row in rows],
            "paid": pd.Series(
                [None if row[1] is None else row[1] * 10_000 for row in rows], dtype=float
            ),
            "status": pd.Series([row[2] for row in rows], dtype=object),
            "delivered": pd.to_datetime([row[3] for row in rows]),
            "ordered": pd.Timestamp("2026-05-20"),
        }
    )


def grade(
    *,
    beyond: float | None = 0.0,
    balance: float | None = 600.0,
    overdue: float | None = 0.0,
    first: str | None = "2016-05-31",
    limit: float | None = 800.0,
    orders: pd.DataFrame | None = None,
    **options: object,
) -> "pd.Series[object]":
    """Money in 万."""
    ledger = pd.DataFrame(
        {
            "account_id": "A",
            "month": pd.to_datetime(["2026-04-01", "2026-05-31", "2026-06-01"]),
            "balance": pd.Series([1.0, balance, 9.0], dtype=float) * 10_000,
            "overdue": pd.Series([1.0, overdue, 9.0], dtype=float) * 10_000,
        }
    )
    result = compute(
        pd.Series(["A"], index=[2]),
        pd.Series([limit], index=[2], dtype=float) * 10_000,
        pd.Series([1_200_000.0], index=[2]),
        pd.Series(pd.to_datetime([first]), index=[2]),
        dso_countback=pd.DataFrame({"beyond_terms": [beyond]}, index=[2], dtype=float),
        ledger=ledger,
        orders=orders_of() if orders is None else orders,
        as_of=AS_OF,
        **options,
    )
    return result.loc[2]


def test_the_worked_example_leaves_a_headroom_of_50() -> None:
    result = grade(orders=orders_of((150, None, None, None)))

    assert result[["exposure", "headroom"]].tolist() == [7_500_000.0, 500_000.0]
    assert result["hold"] == "否"
    assert str(result["reason"]).endswith("；额度800万，敞口750万，剩余50万")


def test_a_new_order_of_80_exceeds_the_limit_by_30() -> None:
    result = grade(orders=orders_of((150, 0, None, None), (80, 0, OrderStatus.ORDERED, None)))

    assert result["headroom"] == -300_000.0
    assert result["hold"] == "是"
    assert str(result["reason"]).endswith("剩余−30万，暂停赊销")


def test_delivered_cancelled_and_paid_orders_are_not_open() -> None:
    orders = orders_of(
        (10, 0, OrderStatus.DELIVERED, None),
        (20, 0, OrderStatus.CANCELLED, None),
        (30, 0, None, "2026-05-25"),
        (40, 40, OrderStatus.ORDERED, None),
        (50, 20, OrderStatus.PRODUCTION, None),
    )

    assert grade(orders=orders)["exposure"] == 6_300_000.0


def test_a_prompt_old_customer_is_grade_a_with_its_terms_and_limit() -> None:
    result = grade()

    assert result["score"] == 100.0
    assert result["grade"] == "A"
    assert result["terms"] == 60
    assert result["limit"] == 200_000.0  # two months of 10 万


def test_half_of_every_part_is_half_the_score() -> None:
    # 45 of 90 days, a quarter of the balance overdue, 2.5 years (913 days are 2.4997 of 365.25)
    result = grade(beyond=45.0, overdue=150.0, first="2023-11-30", language="en")

    assert result["score"] == pytest.approx(50.0, abs=0.01)
    assert result["grade"] == "C"


def test_a_late_customer_of_grade_d_gets_no_further_credit() -> None:
    result = grade(beyond=90.0, overdue=300.0)

    # 50 − 0.4 × 50 − 0.4 × 50 + 0.2 × 50
    assert result["score"] == pytest.approx(20.0)
    assert result["grade"] == "D"
    assert result["hold"] == "是"
    assert str(result["reason"]).startswith("基准50：−20 超账期90天，−20 逾期占50%，+10 合作10年")


def test_nothing_owed_is_nothing_overdue() -> None:
    assert grade(balance=0.0, overdue=None)["score"] == 100.0


def test_below_the_minimum_there_is_no_grade_but_the_headroom_stands() -> None:
    result = grade(beyond=None, first=None)

    assert pd.isna(result["score"])
    assert pd.isna(result["grade"])
    assert result["headroom"] == 2_000_000.0
    assert str(result["reason"]).startswith("缺少超账期天数、首单日期：")


def test_without_a_receivable_the_exposure_is_unknown() -> None:
    result = grade(balance=None, orders=orders_of((150, None, None, None)))

    assert pd.isna(result["exposure"])
    assert pd.isna(result["headroom"])


def test_cuts_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="cut_a must exceed cut_b"):
        Params(cut_a=50, cut_b=60)
