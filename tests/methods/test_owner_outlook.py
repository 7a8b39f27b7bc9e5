"""Owners, targets, velocity and what changed since last week; amounts counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import owner_forecast, sales_velocity, weekly_changes, weighted_amount

NOW = date(2026, 5, 20)


def weights(deals: pd.DataFrame) -> pd.DataFrame:
    names = ("amount", "stage", "status", "probability")
    return weighted_amount.compute(*(deals[name] for name in names))


def outlook(
    table: str, targets: str = "", *, language: str = "zh", **params: object
) -> pd.DataFrame:
    deals = page("opportunities", table)
    result = owner_forecast.compute(
        *(deals[name] for name in ("owner", "amount", "status", "close_date")),
        weighted_amount=weights(deals),
        targets=page("targets", targets),
        as_of=NOW,
        params=owner_forecast.Params(**params),
        language=language,
    )
    return result.set_index([result["period"].dt.strftime("%m"), "owner"])


HEAD = "owner amount status probability close_date\n"


def test_the_worked_example_is_expected_to_reach_74_percent() -> None:
    row = outlook(
        HEAD + "Wang 200 WON . 2026-05-04\nWang 100 . 0.8 2026-05-29\nWang 300 . 0.3 2026-05-29",
        "owner month quota\nWang 2026-05-01 500",
    ).loc[("05", "Wang")]

    assert row[["won", "commit", "best_case", "pipeline"]].tolist() == [200, 100, 0, 300]
    assert row["outlook"] == 370
    assert row["attainment"] == pytest.approx(0.74)
    assert row["coverage"] == pytest.approx(400 / 300)
    assert row["reason"] == (
        "赢单200 + 漏斗外0 + 加权170 = 370；任务500，预计达成74%；漏斗覆盖余额133.3%"
    )


@pytest.mark.parametrize(
    ("probability", "category"),
    [(0.75, "commit"), (0.74, "best_case"), (0.5, "best_case"), (0.49, "pipeline")],
)
def test_a_probability_at_the_limit_belongs_to_the_better_category(
    probability: float, category: str
) -> None:
    row = outlook(HEAD + f"Wang 100 . {probability} 2026-05-29").iloc[0]

    assert row[category] == 100
    assert row[["commit", "best_case", "pipeline"]].sum() == 100


def test_every_owner_and_month_with_a_quota_or_a_deal_has_a_row() -> None:
    result = outlook(
        HEAD + "Wang 100 . 0.5 2026-06-15\n. 40 . 0.5 2026-05-29\nLi 70 . 0.5 2026-11-01",
        "owner month quota\nZhao 2026-07-01 300\nZhao 2026-04-01 300",
    )

    assert list(result.index) == [("05", "未填负责人"), ("06", "Wang"), ("07", "Zhao")]
    assert result["attainment"].fillna(-1).tolist() == [-1, -1, 0]
    assert result.loc[("06", "Wang"), "reason"].endswith("；缺少任务额")


def test_overdue_and_incomplete_deals_stand_in_the_first_row_and_in_no_sum() -> None:
    result = outlook(
        HEAD + "Wang 100 . 0.5 2026-05-19\nWang . . 0.5 2026-06-15\nWang 30 . 0.5 .\n"
        "Wang 60 LOST 0.5 2026-05-29",
        language="en",
    )

    assert len(result) == 1
    row = result.loc[("05", "Wang")]
    assert (row["overdue"], row["incomplete"], row["outlook"]) == (100, 2, 0)
    assert row["reason"].endswith(
        "100 overdue, not counted; 2 small or without amount, level or date, not counted"
    )


def test_small_orders_outside_the_funnel_count_towards_the_quota() -> None:
    row = outlook(
        HEAD + "Wang 100 . 0.5 2026-05-29",
        "owner month quota out_of_funnel\nWang 2026-05-01 150 100",
    ).iloc[0]

    assert row["attainment"] == 1
    assert row["coverage"] == 2


def test_a_quota_reached_needs_no_cover() -> None:
    row = outlook(
        HEAD + "Wang 100 WON . 2026-05-02", "owner month quota\nWang 2026-05-01 100"
    ).iloc[0]

    assert pd.isna(row["coverage"])
    assert row["reason"].endswith("；已完成任务")


def test_quarters_follow_the_financial_year() -> None:
    table = HEAD + "Wang 100 . 0.5 2026-05-29\nWang 10 WON . 2026-04-02\nWang 1 WON . 2026-03-31"
    targets = "owner month quota\nWang 2026-04-01 50\nWang 2026-06-01 50\nWang 2026-03-01 7"

    calendar = outlook(table, targets, period="quarter", periods=1).iloc[0]
    from_march = outlook(table, targets, period="quarter", periods=1, fiscal_year_start=3).iloc[0]

    assert (calendar["won"], calendar["quota"]) == (10, 100)
    assert (from_march["won"], from_march["quota"]) == (11, 57)
    assert from_march["period"] == pd.Timestamp("2026-03-01")


def test_a_best_case_limit_above_commit_is_refused() -> None:
    with pytest.raises(ValueError, match="best_case_from"):
        owner_forecast.Params(commit_from=0.4)


def velocity(table: str, **params: object) -> pd.DataFrame:
    deals = page("opportunities", table)
    names = ("owner", "status", "amount", "created", "close_date")
    return sales_velocity.compute(
        *(deals[name] for name in names), as_of=NOW, params=sales_velocity.Params(**params)
    ).set_index("owner")


CLOSED = """
    owner  status  amount  created     close_date
    Wang   WON     100     2026-03-01  2026-04-10
    Wang   WON     300     2026-03-01  2026-04-30
    Wang   LOST    100     2026-03-01  2026-04-10
    Wang   LOST    100     2026-03-01  2026-04-10
    Wang   .       .       .           .
    Wang   OPEN    .       .           .
    Li     WON     999     2024-01-01  2025-05-20
    Li     OPEN    .       .           .
"""


def test_velocity_multiplies_deals_rate_and_amount_and_divides_by_the_cycle() -> None:
    result = velocity(CLOSED, minimum_cases=4)

    # 2 open × 50 % × 200 ÷ 50 days; the team has 3 open
    assert result.loc["Wang", "velocity"] == pytest.approx(4.0)
    assert result.loc["全部", "velocity"] == pytest.approx(6.0)
    assert result.loc["Wang", "cycle"] == 50


def test_deals_closed_before_the_window_are_forgotten() -> None:
    result = velocity(CLOSED, minimum_cases=1)

    assert pd.isna(result.loc["Li", "velocity"])
    assert result.loc["Li", "reason"] == "缺少已见分晓的商机：12个月内只有0个，至少要1个"


def test_a_cycle_that_runs_backwards_or_has_no_beginning_is_left_out() -> None:
    result = velocity(
        """
        owner  status  amount  created     close_date
        Wang   WON     100     2026-05-01  2026-04-10
        Wang   WON     100     .           2026-04-10
        """,
        minimum_cases=1,
    )

    assert result.loc["Wang", "reason"] == "缺少赢单的金额、创建或签约日期"


def changes(now: str, then: str, **options: object) -> pd.DataFrame:
    deals = page("opportunities", now)
    names = ("opportunity_id", "owner", "stage", "status", "amount", "close_date")
    result = weekly_changes.compute(
        *(deals[name] for name in names),
        snapshots=page("snapshots", then),
        weighted_amount=weights(deals),
        as_of=NOW,
        **options,
    )
    return result.set_index("opportunity_id")


LAST_WEEK = """
    week        opportunity_id  owner  stage      amount  probability  close_date
    2026-05-04  P1              Wang   POTENTIAL  1       0.1          2026-06-30
    2026-05-11  P1              Wang   CONFIRMED  100     0.25         2026-06-30
    2026-05-11  P2              Wang   OURS       100     0.5          2026-06-30
    2026-05-11  P3              Li     OURS       100     0.5          2026-06-30
    2026-05-11  P4              Li     OURS       100     0.5          2026-06-30
    2026-05-11  P5              Li     WINNING    100     0.75         2026-06-30
    2026-05-11  P6              Li     WINNING    100     0.75         2026-06-30
"""
THIS_WEEK = """
    opportunity_id  owner  stage      amount  status   close_date
    P1              Wang   OURS       120     .        2026-07-31
    P2              Wang   CONFIRMED  100     OPEN     2026-06-30
    P3              Li     OURS       100     OPEN     2026-06-30
    P4              Li     OURS       100     LOST     2026-06-30
    P5              Li     WINNING    100     WON      2026-05-15
    P7              Zhao   POTENTIAL  40      .        2026-09-30
"""


def test_every_kind_of_change_is_named_and_what_stayed_is_not_listed() -> None:
    result = changes(THIS_WEEK, LAST_WEEK)

    assert result["change"].to_dict() == {
        "P1": "升层、改金额、改期",
        "P2": "降层",
        "P4": "丢单",
        "P5": "赢单",
        "P6": "从表中消失",
        "P7": "新增",
    }


def test_the_changes_of_weighted_amounts_add_up_to_the_step_of_the_forecast() -> None:
    result = changes(THIS_WEEK, LAST_WEEK)

    # 120 × 50 % − 25, 25 − 50, −50, −75, −75, 40 × 10 %
    assert result["weighted_change"].tolist() == pytest.approx([35, -25, -50, -75, -75, 4])
    assert result["amount_change"].tolist() == [20, 0, -100, -100, -100, 40]
    assert result.loc["P1", "days_moved"] == 31


def test_a_change_says_what_was_and_what_is() -> None:
    result = changes(THIS_WEEK, LAST_WEEK, language="en")

    assert result.loc["P1", "reason"] == (
        "since the week of 2026-05-11: level up, amount changed, date moved; "
        "level Confirmed → Ours; amount 100 → 120; close date 31 days later"
    )


def test_recording_this_week_changes_nothing_about_what_has_changed_since_last_week() -> None:
    recorded = LAST_WEEK + "2026-05-18 P1 Wang OURS 120 0.5 2026-07-31\n"

    pd.testing.assert_frame_equal(changes(THIS_WEEK, recorded), changes(THIS_WEEK, LAST_WEEK))


def test_without_an_earlier_week_nothing_is_called_new() -> None:
    assert changes(THIS_WEEK, "").empty
