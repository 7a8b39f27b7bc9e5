"""Weeks of a quarter, amounts in 万; expected numbers are the inventory's or counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods.sales_progress import Params, compute

NOW = date(2026, 5, 20)


def progress(
    deals: str,
    snapshots: str,
    targets: str = "owner month quota\nWang 2026-04-01 1000",
    *,
    orders: str = "",
    as_of: date = NOW,
    **options: object,
) -> pd.DataFrame:
    """Progress by week; deals are weighted at 50 %."""
    frame = page("opportunities", deals)
    result = compute(
        *(frame[name] for name in ("opportunity_id", "owner", "amount", "status", "close_date")),
        snapshots=page("snapshots", snapshots),
        weighted_amount=pd.DataFrame({"probability_used": 0.5}, index=frame.index),
        targets=page("targets", targets),
        orders=page("orders", orders),
        as_of=as_of,
        **options,
    )
    return result.set_index(result["week"].dt.strftime("%m-%d"))


HEAD = "opportunity_id owner amount status close_date\n"
WEEK = "week taken opportunity_id owner amount probability close_date\n"


def test_the_worked_example_of_a_good_week_makes_13_percent() -> None:
    result = progress(
        HEAD + "P Wang 1360 . 2026-06-30\nQ Wang 200 WON 2026-05-02\nR Wang 50 WON 2026-05-18",
        WEEK + "2026-05-11 2026-05-13 P Wang 1200 0.5 2026-06-30",
    )

    assert result["forecast"].tolist() == [600, 680]
    assert result["sales"].tolist() == [200, 250]
    assert result.loc["05-18", "progress"] == pytest.approx(0.13)
    assert result.loc["05-18", "reason"] == "（预计+80，销售+50）÷ 季度任务1,000 = +13%"


def test_a_deal_of_100_at_50_percent_that_closes_moves_progress_by_5_percent() -> None:
    result = progress(
        HEAD + "P Wang 1000 . 2026-06-30\nQ Wang 100 WON 2026-05-19",
        WEEK
        + "2026-05-11 2026-05-13 P Wang 1000 0.5 2026-06-30\n"
        + "2026-05-11 2026-05-13 Q Wang 100 0.5 2026-06-15",
    )

    assert result["forecast"].tolist() == [550, 500]
    assert result["sales"].tolist() == [0, 100]
    assert result.loc["05-18", "progress"] == pytest.approx(0.05)


def test_a_deal_of_100_at_50_percent_that_is_lost_costs_5_percent() -> None:
    result = progress(
        HEAD + "P Wang 1000 . 2026-06-30\nQ Wang 100 LOST 2026-05-19",
        WEEK
        + "2026-05-11 2026-05-13 P Wang 1000 0.5 2026-06-30\n"
        + "2026-05-11 2026-05-13 Q Wang 100 0.5 2026-06-15",
    )

    assert result.loc["05-18", "progress"] == pytest.approx(-0.05)


SMALL_ORDERS = """
    order_id  account_id  owner  amount  ordered     status
    O1        A           Wang   30      2026-05-04  DELIVERED
    O2        A           Wang   12      2026-05-18  ORDERED
    O3        A           Wang   99      2026-05-18  QUOTED
    O4        A           Wang   99      2026-05-18  CANCELLED
"""


def test_small_orders_that_arrive_as_expected_leave_progress_at_13_percent() -> None:
    result = progress(
        HEAD + "P Wang 1360 . 2026-06-30\nQ Wang 200 WON 2026-05-02\nR Wang 50 WON 2026-05-18",
        WEEK + "2026-05-11 2026-05-13 P Wang 1200 0.5 2026-06-30",
        orders=SMALL_ORDERS,
        params=Params(out_of_funnel=70),
    )

    assert result["forecast"].tolist() == [640, 708]
    assert result["sales"].tolist() == [230, 292]
    assert result.loc["05-18", "progress"] == pytest.approx(0.13)


def test_small_orders_nobody_expected_add_to_progress() -> None:
    result = progress(
        HEAD + "P Wang 1360 . 2026-06-30\nQ Wang 200 WON 2026-05-02\nR Wang 50 WON 2026-05-18",
        WEEK + "2026-05-11 2026-05-13 P Wang 1200 0.5 2026-06-30",
        orders=SMALL_ORDERS,
    )

    assert result.loc["05-18", "progress"] == pytest.approx(0.142)


def test_an_order_that_names_its_deal_is_not_counted_beside_the_deal() -> None:
    result = progress(
        HEAD + "Q Wang 200 WON 2026-05-02",
        "",
        orders="order_id opportunity_id owner amount ordered\nO1 Q Wang 200 2026-05-02",
    )

    assert result["sales"].tolist() == [200]


def test_a_new_quarter_begins_with_no_sales_and_the_forecast_carried_for_it() -> None:
    result = progress(
        HEAD + "P Wang 400 . 2026-09-30\nQ Wang 70 WON 2026-06-20\nR Wang 30 WON 2026-07-01",
        WEEK
        + "2026-06-22 2026-06-26 P Wang 300 0.5 2026-09-30\n"
        + "2026-06-22 2026-06-26 S Wang 300 0.5 2026-06-30",
        "owner month quota\nWang 2026-06-01 1000\nWang 2026-08-01 500",
        as_of=date(2026, 7, 3),
    )

    assert result["quarter"].dt.strftime("%Y-%m-%d").tolist() == ["2026-04-01", "2026-07-01"]
    assert result["forecast"].tolist() == [150, 200]
    assert result["sales"].tolist() == [70, 30]
    assert result["quota"].tolist() == [1000, 500]
    assert result.loc["06-29", "progress"] == pytest.approx((200 - 150 + 30) / 500)


def test_a_deal_won_after_the_quarter_s_last_week_is_late_and_in_no_other_sum() -> None:
    result = progress(
        HEAD + "Q Wang 70 WON 2026-06-30",
        WEEK + "2026-06-22 2026-06-26 Q Wang 70 0.5 2026-06-30",
        "owner month quota\nWang 2026-04-01 100\nWang 2026-07-01 100",
        as_of=date(2026, 7, 3),
    )

    assert result["sales"].tolist() == [0, 0]
    assert result["late"].tolist() == [0, 70]
    assert "另补记上季赢单70" in result.loc["06-29", "reason"]


@pytest.mark.parametrize("first_month", range(1, 13))
def test_every_won_deal_is_counted_exactly_once_whatever_month_the_year_begins(
    first_month: int,
) -> None:
    days = pd.date_range("2026-01-05", "2026-12-28", freq="11D")
    deals = HEAD + "\n".join(f"P{n} Wang 10 WON {day:%Y-%m-%d}" for n, day in enumerate(days))
    fridays = pd.date_range("2026-01-02", "2027-01-01", freq="7D")
    weeks = WEEK + "\n".join(
        f"{friday - pd.Timedelta(days=4):%F} {friday:%F} P{n} Wang 10 0.5 {day:%F}"
        for friday in fridays
        for n, day in enumerate(days)
        if friday < day
    )

    result = progress(
        deals, weeks, "", as_of=date(2027, 1, 7), params=Params(fiscal_year_start=first_month)
    )

    last = result.groupby("quarter")["sales"].last()
    assert last.sum() + result["late"].sum() == 10 * len(days)


def test_a_deal_still_seen_open_when_it_was_signed_counts_in_the_week_after() -> None:
    result = progress(
        HEAD + "Q Wang 100 WON 2026-05-12",
        WEEK + "2026-05-11 2026-05-15 Q Wang 100 0.5 2026-05-29",
    )

    assert result["forecast"].tolist() == [50, 0]
    assert result["sales"].tolist() == [0, 100]


def test_an_overdue_deal_is_no_longer_forecast() -> None:
    result = progress(HEAD + "P Wang 100 . 2026-05-19\nQ Wang 100 . 2026-05-20", "")

    assert result["forecast"].tolist() == [50]


def test_the_first_recorded_week_has_nothing_to_compare_with() -> None:
    result = progress(HEAD + "P Wang 100 . 2026-06-30", "")

    assert result["progress"].isna().all()
    assert result["reason"].tolist() == ["缺少更早的周快照，无法比较"]


@pytest.mark.parametrize("targets", ["", "owner month quota\nWang 2026-04-01 0"])
def test_without_a_quota_there_is_no_progress(targets: str) -> None:
    result = progress(
        HEAD + "P Wang 100 . 2026-06-30",
        WEEK + "2026-05-11 . P Wang 100 0.5 2026-06-30",
        targets,
    )

    assert result["progress"].isna().all()
    assert result.loc["05-18", "reason"] == "缺少季度任务额"


def test_to_date_adds_the_quarter_s_weeks_and_the_pace_spreads_what_is_missing() -> None:
    result = progress(
        HEAD + "P Wang 1200 . 2026-06-30",
        WEEK
        + "2026-05-04 2026-05-08 P Wang 800 0.5 2026-06-30\n"
        + "2026-05-11 2026-05-15 P Wang 1000 0.5 2026-06-30",
    )

    assert result["progress"].tolist()[1:] == pytest.approx([0.1, 0.1])
    assert result.loc["05-18", "to_date"] == pytest.approx(0.2)
    # 400 missing of 1000, and 41 days left make 6 weeks
    assert result.loc["05-18", "pace"] == pytest.approx(0.4 / 6)


def test_by_owner_every_one_has_a_row_a_week_and_a_quota_of_his_own() -> None:
    result = progress(
        HEAD + "P Wang 400 . 2026-06-30\nQ . 200 . 2026-06-30",
        WEEK + "2026-05-11 . P Wang 200 0.5 2026-06-30",
        "owner month quota\nWang 2026-04-01 500\nWang 2026-05-01 500\nLi 2026-05-01 300",
        params=Params(by="owner"),
    )

    now = result.loc["05-18"].set_index("owner")
    assert now["quota"].fillna(-1).to_dict() == {"Li": 300, "Wang": 1000, "未填负责人": -1}
    assert now.loc["Wang", "progress"] == pytest.approx(0.1)
    assert now.loc["Li", "progress"] == 0
    assert now.loc["未填负责人", "forecast"] == 100
