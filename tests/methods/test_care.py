"""Care plans and complaints in, what is due, late and most frequent out; every number by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods import care_calendar, care_tiers, complaint_causes, complaint_process
from xlcrm.sheets.account import AccountStatus, CareTier
from xlcrm.sheets.care import CareApproval, CareKind
from xlcrm.sheets.complaint import ComplaintCause

AS_OF = date(2026, 9, 30)

Act = tuple[str, str | None, CareApproval | None]
"""Planned on, done on, approval."""


def care_of(*acts: Act) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account_id": "A",
            "planned": pd.to_datetime([one[0] for one in acts]),
            "done": pd.to_datetime(pd.Series([one[1] for one in acts], dtype=object)).to_numpy(),
            "approval": [one[2] for one in acts],
            "action": [f"act {number}" for number, _ in enumerate(acts, 1)],
        }
    )


def calendar(*acts: Act, tier: CareTier | None = None, **options: object) -> "pd.Series[object]":
    account, tiers = pd.Series(["A"], index=[7]), pd.Series([tier], index=[7], dtype=object)
    return care_calendar.compute(account, tiers, care=care_of(*acts), as_of=AS_OF, **options).loc[7]


def test_three_of_three_due_and_three_of_the_year_s_four_are_carried_out() -> None:
    result = calendar(
        ("2026-12-31", None, None),
        ("2026-03-31", "2026-03-31", None),
        ("2026-06-30", None, CareApproval.DONE),
        ("2026-09-30", "2026-09-28", None),
    )

    assert (result["due_rate"], result["year_rate"], result["overdue"]) == (1.0, 0.75, 0)
    assert result["next"] == pd.Timestamp("2026-12-31")
    assert result["reason"] == "下次2026-12-31：act 1；本年到期3项已做3项（100%）"


def test_a_day_that_has_passed_is_overdue_and_still_the_next() -> None:
    result = calendar(("2026-09-29", None, CareApproval.APPROVED), ("2026-10-10", None, None))

    assert result["overdue"] == 1
    assert result["next"] == pd.Timestamp("2026-09-29")
    assert result["reason"] == "已逾期1项，最早2026-09-29：act 1；本年到期1项已做0项（0%）"


def test_today_is_due_and_not_yet_overdue() -> None:
    result = calendar(("2026-09-30", None, None))

    assert (result["overdue"], result["due_rate"]) == (0, 0.0)


def test_what_was_rejected_is_on_no_plan_and_the_tier_says_what_is_due() -> None:
    result = calendar(("2026-10-10", None, CareApproval.REJECTED), tier=CareTier.A)

    assert pd.isna(result["next"])
    assert pd.isna(result["overdue"])
    assert result["reason"] == "缺少关怀计划；A级每年应安排一次旅游"


def test_a_plan_carried_out_says_that_nothing_is_left() -> None:
    result = calendar(("2026-03-31", "2026-03-30", None), language="en")

    assert result["reason"] == "nothing left on the plan; 1 due this year, 1 done (100%)"


def test_the_entitled_cost_of_three_tiers_is_rolled_up() -> None:
    tiers = [CareTier.A] * 5 + [CareTier.B] * 20 + [CareTier.ORDINARY] * 100 + [CareTier.A, None]
    status = [None] * 125 + [AccountStatus.LOST, None]
    ids = pd.Series([f"C{number}" for number in range(127)])
    care = pd.DataFrame(
        {
            "account_id": ["C0", "C0", "C1", "C5"],
            "planned": pd.to_datetime(["2026-05-01", "2025-05-01", "2026-06-01", "2026-06-01"]),
            "kind": [CareKind.TRIP, CareKind.TRIP, CareKind.TRIP, CareKind.GIFT],
            "approval": [None, None, CareApproval.REJECTED, None],
            "cost": [5_500.0, 5_000.0, 6_000.0, 180.0],
        }
    )

    result = care_tiers.compute(
        ids, pd.Series(tiers, dtype=object), pd.Series(status, dtype=object), care=care, as_of=AS_OF
    )

    assert result["accounts"].tolist() == [5, 20, 100]
    assert result["cost"].tolist() == [30_000, 12_000, 500]
    assert result["planned"].tolist() == [1, 1, 0]
    assert result["covered"].tolist() == [1, 0, 0]
    assert result["plan_cost"].tolist() == [5_500, 180, 0]
    assert result.loc[0, "reason"] == (
        "5家 × 1次 × 6,000 = 3万；本年计划1次，1家齐全；另有1家缺少关怀等级"
    )


def complaint(
    received: str | None,
    *,
    answered: str | None = None,
    hours: float | None = None,
    closed: str | None = None,
    tier: CareTier | None = None,
) -> "pd.Series[object]":
    def day(text: str | None) -> pd.Series:
        return pd.to_datetime(pd.Series([text], index=[7]))

    result = complaint_process.compute(
        pd.Series(["A"], index=[7]),
        day(received),
        day(answered),
        pd.Series([hours], index=[7], dtype=float),
        day(closed),
        accounts=pd.DataFrame({"account_id": ["A"], "care_tier": [tier]}),
        as_of=AS_OF,
    )
    return result.loc[7]


def test_answered_after_4_5_hours_and_closed_after_3_days_is_in_time() -> None:
    result = complaint("2026-06-03", answered="2026-06-03", hours=4.5, closed="2026-06-06")

    assert (result["response"], result["closing"], result["state"]) == (4.5, 3, "按时结案")
    assert pd.isna(result["age"])
    assert result["reason"] == "4.5小时响应（限24小时）；3天结案（限10天）"


def test_the_same_hours_are_too_long_for_tier_a() -> None:
    result = complaint(
        "2026-06-03", answered="2026-06-03", hours=4.5, closed="2026-06-06", tier=CareTier.A
    )

    assert result["state"] == "超时结案"
    assert result["reason"] == "4.5小时响应（限4小时），超时；3天结案（限3天）"


@pytest.mark.parametrize(
    ("answered", "state"),
    [("2026-09-25", "处理中"), ("2026-09-26", "处理中"), ("2026-09-27", "处理超时")],
)
def test_without_hours_the_next_day_is_in_time(answered: str, state: str) -> None:
    assert complaint("2026-09-25", answered=answered)["state"] == state


def test_an_open_complaint_is_as_old_as_the_days_since_it_came() -> None:
    result = complaint("2026-09-15", answered="2026-09-15", hours=2)

    assert result["age"] == 15
    assert result["state"] == "处理超时"


def test_a_complaint_without_its_day_has_no_state() -> None:
    result = complaint(None)

    assert pd.isna(result["state"])
    assert result["reason"] == "缺少投诉日期"


def test_causes_stand_by_their_number_with_the_unnamed_last() -> None:
    found = (
        [ComplaintCause.PRICE] * 2 + [ComplaintCause.DELIVERY] * 5 + [ComplaintCause.QUALITY] * 3
    )
    causes = pd.Series([*found, None, ComplaintCause.OTHER], dtype=object)
    came = pd.to_datetime(pd.Series(["2026-06-01"] * 11 + ["2025-06-01"]))
    closed = pd.to_datetime(pd.Series(["2026-06-05", "2026-06-09"] + [None] * 10))
    again = pd.Series([True, False] + [None] * 10, dtype=object)

    result = complaint_causes.compute(
        came, causes, closed, again, pd.Series([None] * 12, dtype=float), as_of=AS_OF
    ).set_index("cause")

    assert result["count"].to_dict() == {"交付延迟": 5, "产品质量": 3, "价格账单": 2, "未填原因": 1}
    assert result["cumulative"].tolist() == pytest.approx([5 / 11, 8 / 11, 10 / 11, 1])
    assert result["first"].tolist() == ["是", "是", "是", "否"]
    assert (result.loc["价格账单", "repeat_rate"], result.loc["价格账单", "closing"]) == (0.5, 6)
    assert str(result.loc["未填原因", "reason"]).endswith("；缺少投诉原因，请补填")
