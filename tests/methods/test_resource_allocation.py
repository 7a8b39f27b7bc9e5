"""Activities in, units planned and spent out; the worked example by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.resource_allocation import Params, compute
from xlcrm.sheets import Target
from xlcrm.sheets.activity import ActivityStatus

STANCES = {"A": "进攻", "B": "防御", "C": "维持", "D": "放弃"}
PLAN = Params()


def targets(*plans: tuple[object, ...]) -> pd.DataFrame:
    """Plans of month and units of time for attack, defence and upkeep."""
    frame = pd.DataFrame(
        list(plans), columns=["month", "time_attack", "time_defend", "time_maintain"]
    )
    return frame.reindex(columns=list(Target.model_fields))


def allocate(*lines: tuple[object, ...], **options: object) -> pd.DataFrame:
    """Lines of account, day, hours, expense, owner, status; rows of the result by number."""
    table = pd.DataFrame(
        list(lines), columns=["account", "day", "hours", "expense", "owner", "status"]
    ).astype(object)
    return compute(
        table["account"],
        pd.to_datetime(table["day"]),
        table["hours"].astype(float),
        table["expense"].astype(float),
        table["owner"],
        table["status"],
        accounts=pd.DataFrame({"account_id": list(STANCES)}, index=range(2, 6)),
        attack_defence=pd.DataFrame({"stance": list(STANCES.values())}, index=range(2, 6)),
        as_of=date(2026, 5, 20),
        **{"targets": targets(), **options},
    )


def time(*hours: float) -> list[tuple[object, ...]]:
    return [
        (account, "2026-05-18", one, None, "王芳", None)
        for account, one in zip("ABCD", hours, strict=False)
    ]


def test_the_worked_week_is_half_a_unit_short_on_attack_and_over_on_defence() -> None:
    result = allocate(*time(18, 14, 8))

    assert result["actual"].head(3).tolist() == [4.5, 3.5, 2.0]
    assert result["difference"].head(3).tolist() == [-0.5, 0.5, 0.0]
    assert result["reason"].tolist()[:3] == [
        "时间·进攻：计划5份，实际4.5份（18/40小时），少0.5份",
        "时间·防御：计划3份，实际3.5份（14/40小时），多0.5份",
        "时间·维持：计划2份，实际2.0份（8/40小时），与计划一致",
    ]


def test_what_people_planned_for_the_month_goes_before_the_setting() -> None:
    plans = targets(
        ("2026-05-01", 2, 8, 0),
        ("2026-05-31", 4, 5, 1),
        ("2026-05-01", 9, 9, 9),
        ("2026-04-01", 10, 0, 0),
    )

    result = allocate(*time(18, 14, 8), targets=plans)

    assert result["planned"].tolist()[:4] == [3.0, 6.5, 0.5, 0.0]
    assert result["planned"].tolist()[4:7] == [4.0, 4.0, 2.0]


def test_time_on_customers_to_give_up_is_a_row_without_a_plan() -> None:
    result = allocate(*time(10, 5, 0, 5), language="en")

    other = result.loc[3]
    assert other[["resource", "stance"]].tolist() == ["Time", "Other"]
    assert other[["planned", "actual"]].tolist() == [0.0, 2.5]
    assert other["reason"] == "Time, Other: planned 0, actual 2.5 (5 of 20 hours), 2.5 over"


def test_a_person_s_day_counts_once_for_a_stance_however_many_visits_it_holds() -> None:
    result = allocate(
        ("A", "2026-05-18", 1, None, "王芳", None),
        ("A", "2026-05-18", 1, None, "王芳", None),
        ("A", "2026-05-18", 1, None, "李强", None),
        ("B", "2026-05-18", 1, None, "王芳", None),
        ("B", "2026-05-19", 1, None, None, None),
    )

    manpower = result[result["resource"] == "人力"]
    assert manpower["spent"].tolist() == [2.0, 1.0, 0.0, 0.0]


def test_money_is_the_expense_of_activities() -> None:
    result = allocate(
        ("A", "2026-05-18", None, 30_000, "王芳", None),
        ("C", "2026-05-18", None, 10_000, "王芳", None),
    )

    assert result["actual"].tolist()[8:] == [7.5, 0.0, 2.5, 0.0]
    assert result["reason"].tolist()[8] == "财力·进攻：计划5份，实际7.5份（3万/4万），多2.5份"


def test_planned_cancelled_old_and_future_activities_do_not_count() -> None:
    result = allocate(
        ("A", "2026-05-18", 1, None, "王芳", ActivityStatus.DONE),
        ("B", "2026-05-18", 1, None, "王芳", ActivityStatus.PLANNED),
        ("B", "2026-05-18", 1, None, "王芳", ActivityStatus.CANCELLED),
        ("B", "2026-04-20", 1, None, "王芳", None),
        ("B", "2026-05-21", 1, None, "王芳", None),
        ("C", "2026-04-21", 1, None, "王芳", None),
    )

    assert result["spent"].tolist()[:4] == [1.0, 0.0, 1.0, 0.0]


def test_a_resource_nobody_logs_says_so() -> None:
    result = allocate(*time(1, 1))

    assert result["actual"].tolist()[8:] == pytest.approx([float("nan")] * 4, nan_ok=True)
    assert result["reason"].tolist()[8] == "财力：缺少活动费用"


def test_a_plan_of_eleven_units_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="money over by 1"):
        Params(money_attack=6, money_defend=3, money_maintain=2)
    with pytest.raises(ValueError, match="time under by 5"):
        Params(time_attack=0)
    assert PLAN.planned("money", "other") == 0
