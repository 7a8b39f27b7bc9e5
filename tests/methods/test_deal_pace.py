"""Whether a deal moves: dwell, pushes, stalling, steps and stages; dates counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import (
    close_date_pushes,
    procurement_stages,
    six_step_selling,
    stage_dwell,
    stalled_deals,
)
from xlcrm.sheets.opportunity import ProcurementStage, SellingStep

NOW = date(2026, 5, 20)


def dwell(table: str, as_of: date = NOW, **options: object) -> pd.DataFrame:
    deals = page("opportunities", table)
    names = ("stage", "status", "stage_entered", "planned_days", "close_date")
    return stage_dwell.compute(*(deals[name] for name in names), as_of=as_of, **options)


def test_a_deal_7_days_over_its_plan_of_14_was_due_on_17_june() -> None:
    result = dwell(
        "stage stage_entered planned_days\nOURS 2024-06-03 14", as_of=date(2024, 6, 24)
    ).iloc[0]

    assert result["due"] == pd.Timestamp("2024-06-17")
    assert result["days_over"] == 7
    assert result["reason"] == "计划停留14天，2024-06-17到期，已超7天"


def test_a_blank_plan_is_that_of_the_level() -> None:
    result = dwell(
        """
        stage      stage_entered
        POTENTIAL  2026-05-20
        CONFIRMED  2026-05-20
        """,
        params=stage_dwell.Params(days_potential=3, days_confirmed=5),
    )

    assert result["days_over"].tolist() == [-3, -5]
    assert "还有3天" in result["reason"].iloc[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("OURS  .     .           .", "缺少进入本层日期"),
        (".     .     2026-05-01  .", "缺少计划停留天数"),
        ("OURS  .     2026-05-21  .", "进入本层日期在将来"),
        ("OURS  WON   2026-05-01  .", "已不在进行中，不计停留"),
    ],
)
def test_a_deal_that_cannot_be_judged_says_why(row: str, words: str) -> None:
    result = dwell(f"stage status stage_entered close_date\n{row}").iloc[0]

    assert pd.isna(result["days_over"])
    assert result["reason"] == words


def test_a_level_due_after_the_close_date_is_pointed_out() -> None:
    result = dwell(
        "stage stage_entered planned_days close_date\nOURS 2026-05-10 30 2026-06-01", language="en"
    ).iloc[0]

    assert (
        result["reason"]
        == "planned 30 days, due 2026-06-09, 20 days left; due after the close date"
    )


SNAPSHOTS = """
    week        opportunity_id  stage  amount  close_date
    2026-04-20  P1              OURS   100     2026-06-30
    2026-04-27  P1              OURS   100     2026-06-30
    2026-05-04  P1              OURS   100     2026-07-31
    2026-05-11  P1              OURS   100     2026-07-15
    2026-05-11  P2              OURS   100     2026-06-30
"""


def pushes(table: str, **options: object) -> pd.DataFrame:
    deals = page("opportunities", table)
    return close_date_pushes.compute(
        deals["opportunity_id"], deals["close_date"],
        snapshots=page("snapshots", SNAPSHOTS), as_of=NOW, **options,
    ).assign(id=deals["opportunity_id"]).set_index("id")  # fmt: skip


def test_only_later_dates_are_pushes_and_the_days_run_from_the_first_date() -> None:
    result = pushes("opportunity_id close_date\nP1 2026-08-15\nP2 2026-06-30\nP3 2026-06-30")

    assert result["pushes"].tolist()[:2] == [2, 0]
    assert result["pushed_days"].tolist()[:2] == [46, 0]
    assert result.loc["P1", "reason"] == "推迟2次，比最初2026-06-30晚46天"
    assert result.loc["P3", "reason"] == "缺少以往的周快照"


def test_a_date_moved_forward_is_no_push() -> None:
    result = pushes("opportunity_id close_date\nP2 2026-06-01", language="en").loc["P2"]

    assert result["pushes"] == 0
    assert result["reason"] == "never pushed, 29 days before the first date of 2026-06-30"


def test_a_deal_without_close_date_today_is_not_counted() -> None:
    result = pushes("opportunity_id close_date\nP1 .").loc["P1"]

    assert pd.isna(result["pushes"])
    assert result["reason"] == "缺少预计签约日期"


def stalled(
    table: str, activities: str = "", snapshots: str = "", **options: object
) -> pd.DataFrame:
    deals = page("opportunities", table)
    names = ("opportunity_id", "status", "stage", "amount", "created", "close_date",
             "next_step_date")  # fmt: skip
    over = options.pop("over", None)
    return stalled_deals.compute(
        *(deals[name] for name in names),
        activities=page("activities", activities),
        snapshots=page("snapshots", snapshots),
        stage_dwell=pd.DataFrame({"days_over": over}, index=deals.index, dtype=float),
        as_of=NOW,
        **options,
    )


def test_all_four_signs_are_named() -> None:
    result = stalled(
        """
        opportunity_id  stage  amount  close_date  next_step_date
        P1              OURS   100     2026-06-30  2026-05-18
        """,
        "activity_id opportunity_id day\nV1 P1 2026-04-10\nV2 P2 2026-05-19",
        """
        week        opportunity_id  stage      amount  close_date
        2026-03-30  P1              CONFIRMED  100     2026-06-30
        2026-04-06  P1              OURS       100     2026-06-30
        2026-05-11  P1              OURS       100     2026-06-30
        """,
        over=31,
    ).iloc[0]

    assert result["signs"] == 4
    assert result["stalled"] == "是"
    assert result["reason"] == "40天没有活动；下一步已过期2天；停留超期31天；42天没有变化"


@pytest.mark.parametrize(
    ("last_visit", "signs"), [("2026-04-20", 1), ("2026-04-21", 0), ("2026-05-21", 1)]
)
def test_silence_begins_after_30_days_and_a_visit_to_come_does_not_end_it(
    last_visit: str, signs: int
) -> None:
    result = stalled(
        "opportunity_id created\nP1 2026-01-01",
        f"activity_id opportunity_id day\nV1 P1 {last_visit}",
    ).iloc[0]

    assert result["signs"] == signs


def test_planned_and_cancelled_activities_do_not_count() -> None:
    result = stalled(
        "opportunity_id created\nP1 2026-01-01",
        """
        activity_id  opportunity_id  day         status
        V1           P1              2026-05-19  PLANNED
        V2           P1              2026-05-18  CANCELLED
        V3           P1              2026-05-17  DONE
        """,
    ).iloc[0]

    assert result["signs"] == 0
    assert result["reason"] == "没有停滞迹象"


def test_a_change_of_amount_this_week_ends_the_stillness() -> None:
    snapshots = """
        week        opportunity_id  stage  amount
        2026-04-06  P1              OURS   100
        2026-05-11  P1              OURS   100
    """

    same = stalled("opportunity_id stage amount\nP1 OURS 100", snapshots=snapshots)
    moved = stalled("opportunity_id stage amount\nP1 OURS 120", snapshots=snapshots)

    assert (same["signs"].iloc[0], moved["signs"].iloc[0]) == (1, 0)


def test_a_closed_deal_is_not_judged() -> None:
    result = stalled("opportunity_id status next_step_date\nP1 LOST 2026-01-01").iloc[0]

    assert pd.isna(result["stalled"])
    assert result["reason"] == "已不在进行中，不判断"


@pytest.mark.parametrize(
    ("stage", "step", "lag", "words"),
    [
        ("COMPARISON", "RELATION", 2, "客户已到比较，应做到呈现价值，我们在建立关系，落后2步"),
        ("DESIGN", "NEEDS", 0, "与客户同步：设计对挖掘需求"),
        ("GESTATION", "NEEDS", -1, "比客户快1步：挖掘需求"),
        (
            "INSTALLATION",
            "ANALYSIS",
            5,
            "客户已到安装实施，应做到回收货款，我们在客户分析，落后5步",
        ),
    ],
)
def test_the_seller_s_step_is_compared_with_the_customer_s_stage(
    stage: str, step: str, lag: int, words: str
) -> None:
    result = six_step_selling.compute(
        pd.Series([ProcurementStage[stage]]), pd.Series([SellingStep[step]])
    ).iloc[0]

    assert (result["lag"], result["reason"]) == (lag, words)


def test_a_missing_step_is_named() -> None:
    result = six_step_selling.compute(
        pd.Series([ProcurementStage.DESIGN]), pd.Series([None], dtype=object), language="en"
    ).iloc[0]

    assert pd.isna(result["lag"])
    assert result["reason"] == "missing Selling step"


def purchase(
    deal: str,
    snapshots: str = "",
    contacts: str = "",
    *,
    status: str = ".",
    as_of: date = date(2024, 4, 30),
) -> "pd.Series[object]":
    deals = page(
        "opportunities",
        f"opportunity_id account_id procurement_stage procurement_entered status\n{deal} {status}",
    )
    names = ("opportunity_id", "account_id", "status", "procurement_stage", "procurement_entered")
    return procurement_stages.compute(
        *(deals[name] for name in names),
        contacts=page("contacts", contacts),
        snapshots=page("snapshots", snapshots),
        as_of=as_of,
    ).iloc[0]


PURCHASE = """
    week        opportunity_id  procurement_stage  procurement_entered
    2024-03-04  P               GESTATION          2024-03-01
    2024-03-25  P               DESIGN             2024-03-20
    2024-04-01  P               DESIGN             2024-03-20
    2024-04-01  Q               INSTALLATION       2024-01-01
"""


def test_the_worked_example_spends_19_26_and_15_days() -> None:
    result = purchase("P A COMPARISON 2024-04-15", PURCHASE)

    assert result["steps"] == "酝酿19天、设计26天、比较15天"
    assert (result["days"], result["total"]) == (15, 60)
    assert result["task"] == "呈现价值"


def test_dates_that_run_backwards_give_no_days() -> None:
    result = purchase("P A COMPARISON 2024-03-10", PURCHASE)

    assert pd.isna(result["days"])
    assert result["reason"] == "阶段日期先后颠倒，请核对"


@pytest.mark.parametrize(("status", "days"), [("OPEN", 15), ("WON", 15), ("LOST", None)])
def test_a_lost_deal_is_no_longer_counted(status: str, days: float | None) -> None:
    result = purchase("P A COMPARISON 2024-04-15", status=status)

    assert (None if pd.isna(result["days"]) else result["days"]) == days


def test_without_history_the_present_stage_alone_is_counted() -> None:
    result = purchase("P A COMMITMENT 2024-04-25")

    assert (result["days"], result["total"]) == (5, 5)


@pytest.mark.parametrize(
    ("contact", "known"),
    [
        ("C1 A EVALUATOR .", "是"),
        ("C1 A DECIDER .", "否"),
        ("C1 A EVALUATOR yes", "否"),
        ("C1 B EVALUATOR .", "否"),
    ],
)
def test_the_key_role_of_the_stage_is_looked_for_among_those_who_are_still_there(
    contact: str, known: str
) -> None:
    result = purchase(
        "P A COMPARISON 2024-04-15", contacts=f"contact_id account_id role has_left\n{contact}"
    )

    assert result["role_known"] == known
    assert ("还没有关键角色：方案评估" in str(result["reason"])) == (known == "否")
