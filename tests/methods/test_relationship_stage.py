"""A claimed stage and the activity log in, the stage that is shown out."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods.relationship_stage import compute

HEAD = "activity_id account_id contact_id day status relation_sign\n"
DINNERS = "V1 A C 2026-03-02 DONE OUTSIDE\nV2 A C 2026-04-02 . OUTSIDE"


def stage(claimed: str, log: str, **options: object) -> "pd.Series[object]":
    people = page("contacts", f"contact_id account_id name relationship\nC A 李总 {claimed}")
    result = compute(
        people["contact_id"],
        people["relationship"],
        activities=page("activities", HEAD + log),
        as_of=date(2026, 5, 20),
        **options,
    )
    return result.iloc[0]


def test_an_alliance_with_two_private_dinners_and_no_help_is_capped_at_trust() -> None:
    result = stage("ALLIANCE", DINNERS)

    assert (result["shown"], result["overstated"]) == ("信赖", "是")


@pytest.mark.parametrize("sign", ["MATERIAL", "INTRODUCTION", "ADVOCACY"])
def test_any_help_shows_an_alliance_without_a_dinner(sign: str) -> None:
    result = stage("ALLIANCE", f"V1 A C 2026-03-02 DONE {sign}")

    assert (result["shown"], result["overstated"]) == ("同盟", "否")


def test_the_log_never_lifts_a_stage_above_what_is_claimed_but_says_it_may_rise() -> None:
    result = stage("DATING", DINNERS, language="en")

    assert result["shown"] == "Meeting"
    assert result["reason"] == "Meeting is claimed, the log already shows Trust: it may be raised"


@pytest.mark.parametrize(
    "log",
    [
        "V1 A C 2026-03-02 PLANNED ADVOCACY",
        "V1 A C 2026-03-02 CANCELLED ADVOCACY",
        "V1 A C 2026-05-21 DONE ADVOCACY",
        "V1 A D 2026-03-02 DONE ADVOCACY",
    ],
)
def test_what_is_planned_called_off_to_come_or_somebody_else_s_shows_nothing(log: str) -> None:
    other = "V9 A D 2026-03-03 DONE .\n"

    assert stage("TRUST", other + log)["shown"] == "认识"


def test_a_visit_shows_a_meeting_and_an_acquaintance_needs_none() -> None:
    visit = "V1 A C 2026-03-02 DONE ."

    assert stage("DATING", visit)["reason"] == "活动记录支持约会"
    assert stage("ACQUAINTED", visit)["reason"] == "活动记录支持认识"
    assert stage("TRUST", visit)["shown"] == "约会"


def test_without_a_log_nothing_is_shown_and_nothing_doubted() -> None:
    result = stage("TRUST", "V1 A C 2026-03-02 PLANNED .")

    assert pd.isna(result["shown"])
    assert result["reason"] == "缺少活动记录，无法核实"
