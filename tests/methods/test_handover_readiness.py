"""A record in, whether somebody else could take over out."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.handover_readiness import compute
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.opportunity import OpportunityStatus

FIELDS = (
    *("name", "industry", "owner", "owner_since", "status", "address", "phone", "payment_terms"),
    *("delivery", "tags"),
)
NOTHING = pd.DataFrame(columns=["account_id"])


def person(*, phone: str | None = "1", left: bool | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"account_id": ["A"], "phone": [phone], "email": [None], "has_left": [left]}
    ).astype(object)


def deal(day: str, status: OpportunityStatus | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"account_id": ["A"], "next_step_date": [pd.Timestamp(day)], "status": [status]}
    )


def planned(day: str, status: ActivityStatus | None) -> pd.DataFrame:
    return pd.DataFrame({"account_id": ["A"], "day": [pd.Timestamp(day)], "status": [status]})


def ready(
    *blank: str,
    contacts: pd.DataFrame | None = None,
    deals: pd.DataFrame = NOTHING,
    activities: pd.DataFrame = NOTHING,
    **options: object,
) -> "pd.Series[object]":
    columns = [
        pd.Series([None if name in blank else "x"], index=[4], dtype=object) for name in FIELDS
    ]
    result = compute(
        pd.Series(["A"], index=[4]),
        *columns,
        contacts=person() if contacts is None else contacts,
        opportunities=deals,
        activities=activities,
        as_of=date(2026, 5, 20),
        **options,
    )
    return result.loc[4]


def test_ten_of_twelve_are_83_3_percent_and_not_ready_although_the_next_step_is_dated() -> None:
    result = ready("delivery", "tags", deals=deal("2026-05-20"))

    assert result["share"] == pytest.approx(10 / 12)
    assert result["ready"] == "否"
    assert result["reason"] == "12项已填10项（83.3%），尚不能交接；缺少物流要求、标签"


def test_a_full_record_with_a_next_step_is_ready() -> None:
    result = ready(deals=deal("2026-05-20"), language="en")

    assert result["ready"] == "Yes"
    assert result["reason"] == "12 of 12 filled (100%), ready"


def test_the_earliest_step_to_come_is_the_next() -> None:
    result = ready(
        deals=deal("2026-06-30"), activities=planned("2026-06-01", ActivityStatus.PLANNED)
    )

    assert result["next_step"] == pd.Timestamp("2026-06-01")


@pytest.mark.parametrize(
    ("deals", "activities"),
    [
        (deal("2026-05-19"), NOTHING),
        (deal("2026-06-01", OpportunityStatus.LOST), NOTHING),
        (NOTHING, planned("2026-06-01", ActivityStatus.CANCELLED)),
    ],
)
def test_a_past_step_a_lost_deal_and_a_cancelled_activity_are_no_next_step(
    deals: pd.DataFrame, activities: pd.DataFrame
) -> None:
    result = ready(deals=deals, activities=activities)

    assert result["ready"] == "否"
    assert result["reason"] == "12项已填12项（100%），尚不能交接；缺少下一步日期"


def test_a_contact_nobody_can_reach_and_one_who_has_left_do_not_count() -> None:
    assert ready(contacts=person(phone=None))["share"] == pytest.approx(11 / 12)
    assert ready(contacts=person(left=True))["share"] == pytest.approx(10 / 12)
