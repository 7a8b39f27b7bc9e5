"""Spend in, VIP and what it is spent on out."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.vip_threshold import Params, compute
from xlcrm.sheets.order import OrderStatus

MONTH = Params(window_months=1)
BILL = (("漫游", 820.0), ("上网", 150.0), ("市话", 310.0))


def judge(
    *bill: tuple[str | None, float],
    typed: float | None = None,
    mainly: str | None = None,
    day: str = "2026-05-10",
    status: OrderStatus | None = None,
    **options: object,
) -> "pd.Series[object]":
    orders = pd.DataFrame(
        {
            "account_id": "A",
            "product": pd.Series([line[0] for line in bill], dtype=object),
            "amount": pd.Series([line[1] for line in bill], dtype=float),
            "ordered": pd.to_datetime([day] * len(bill)),
            "status": pd.Series([status] * len(bill), dtype=object),
        }
    )
    result = compute(
        pd.Series(["A"], index=[3]),
        pd.Series([typed], index=[3], dtype=float),
        pd.Series([mainly], index=[3], dtype=object),
        orders=orders,
        as_of=date(2026, 5, 31),
        **options,
    )
    return result.loc[3]


def test_the_worked_bill_is_vip_with_64_1_percent_roaming() -> None:
    result = judge(*BILL, params=MONTH)

    assert result["spend"] == 1280.0
    assert result["part"] == pytest.approx(0.640625)
    assert result["service"] == "机场贵宾厅与绿色通道"
    assert result["reason"] == (
        "月消费1,280≥1,000：VIP客户；主要为漫游 64.1%，建议机场贵宾厅与绿色通道"
    )


@pytest.mark.parametrize(("inclusive", "vip"), [(True, "Yes"), (False, "No")])
def test_exactly_the_threshold_is_vip_only_when_it_is_included(inclusive: bool, vip: str) -> None:
    params = Params(inclusive=inclusive)

    assert judge(typed=1000.0, params=params, language="en")["vip"] == vip


def test_a_typed_spend_goes_before_the_orders() -> None:
    result = judge(*BILL, typed=300.0, params=MONTH)

    assert result["spend"] == 300.0
    assert result["vip"] == "否"
    assert result["dominant"] == "漫游"


def test_orders_are_averaged_over_the_window() -> None:
    assert judge(("线缆", 12_000.0))["spend"] == 1000.0


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-04-30", None), ("2026-06-01", None), ("2026-05-10", OrderStatus.CANCELLED)],
)
def test_orders_outside_the_window_and_cancelled_ones_do_not_count(
    day: str, status: OrderStatus | None
) -> None:
    result = judge(*BILL, day=day, status=status, params=MONTH, language="en")

    assert pd.isna(result["vip"])
    assert result["reason"] == "missing Monthly spend"


def test_equal_parts_go_by_name_and_orders_without_a_product_have_none() -> None:
    assert judge(("乙", 5.0), ("甲", 5.0), params=MONTH)["dominant"] == "乙"
    assert pd.isna(judge((None, 5.0), params=MONTH)["dominant"])


def test_without_orders_the_category_is_as_typed_and_has_no_share() -> None:
    result = judge(typed=2000.0, mainly="市话")

    assert result["dominant"] == "市话"
    assert pd.isna(result["part"])
    assert pd.isna(result["service"])


def test_services_must_be_pairs() -> None:
    assert Params(services="a=b; c=d").service("c") == "d"
    with pytest.raises(ValueError, match="category=service"):
        Params(services="a lounge")
