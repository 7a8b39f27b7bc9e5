"""Orders in, recency, frequency, money and segment out; ranks by hand."""

from datetime import date

import pandas as pd

from xlcrm.methods.rfm import Params, compute
from xlcrm.sheets.order import OrderStatus

JUNE = date(2026, 6, 30)


def orders_of(*lines: tuple[str, str, float, OrderStatus | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account_id": [line[0] for line in lines],
            "ordered": pd.to_datetime([line[1] for line in lines]),
            "amount": [line[2] for line in lines],
            "status": pd.Series([line[3] for line in lines], dtype=object),
        }
    )


def rfm(orders: pd.DataFrame, ids: str = "ABCDE", **options: object) -> pd.DataFrame:
    return compute(pd.Series(list(ids), index=list(ids)), orders=orders, as_of=JUNE, **options)


def test_five_customers_are_ranked_from_one_to_five() -> None:
    lines = [
        (who, f"2026-0{month}-01", 100.0 * month, None) for month, who in enumerate("ABCDE", 2)
    ]
    result = rfm(orders_of(*lines))

    assert result["rfm"].tolist() == ["151", "252", "353", "454", "555"]
    assert result["segment"].tolist() == ["预警", "预警", "忠诚", "核心", "核心"]


def test_orders_before_the_window_count_for_recency_alone() -> None:
    orders = orders_of(("A", "2024-06-30", 9e5, None), ("B", "2026-06-01", 10.0, None))

    result = rfm(orders, "AB")

    assert result.loc["A", ["recency", "frequency", "monetary"]].tolist() == [730.0, 0.0, 0.0]
    assert result["rfm"].tolist() == ["333", "555"]


def test_an_order_on_the_first_day_of_the_window_counts_and_one_the_day_before_does_not() -> None:
    orders = orders_of(("A", "2026-04-01", 10.0, None), ("A", "2026-03-30", 20.0, None))

    result = rfm(orders, "A", params=Params(window_months=3))

    assert result.loc["A", ["frequency", "monetary"]].tolist() == [1.0, 10.0]


def test_talks_quotations_cancelled_and_future_orders_are_not_orders() -> None:
    orders = orders_of(
        ("A", "2026-06-01", 10.0, OrderStatus.TALKS),
        ("B", "2026-06-01", 10.0, OrderStatus.QUOTED),
        ("C", "2026-06-01", 10.0, OrderStatus.CANCELLED),
        ("D", "2026-07-01", 10.0, OrderStatus.ORDERED),
        ("E", "2026-06-01", 10.0, OrderStatus.DELIVERED),
    )

    result = rfm(orders, language="en")

    assert result["frequency"].tolist()[4] == 1
    assert result["recency"].isna().tolist() == [True] * 4 + [False]
    assert result.loc["A", "reason"] == "missing orders"


def test_equal_customers_score_alike() -> None:
    lines = [(who, "2026-06-01", 10.0, None) for who in "ABC"]

    assert rfm(orders_of(*lines), "ABC")["rfm"].tolist() == ["555"] * 3


def test_the_reason_tells_the_three_figures() -> None:
    result = rfm(orders_of(("A", "2026-06-20", 250_000.0, None)), "A")

    assert result.loc["A", "reason"] == "上次订单距今10天，12个月内1单共25万，RFM 555：核心"
