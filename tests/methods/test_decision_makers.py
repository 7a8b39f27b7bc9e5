"""Contacts in, coverage and map status out; the worked examples are the source's, by hand."""

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import coach_register, decision_coverage, dm_card, ka_info_steps, role_coverage
from xlcrm.settings import params_of
from xlcrm.sheets.contact import BuyingCentreRole as Centre

HEAD = (
    "contact_id account_id name role level support attitude relationship is_key_player has_left\n"
)
THREE = """
    C1 A 李总 APPROVER DECISION   NEUTRAL  INNOVATOR    DATING     . .
    C2 A 王工 DECIDER  MANAGEMENT SUPPORTS PRAGMATIST   TRUST      . .
    C3 A 小陈 USER     EXECUTION  SUPPORTS CONSERVATIVE ACQUAINTED . .
    C4 A 小周 USER     EXECUTION  SUPPORTS PRAGMATIST   .          . .
"""


def without(table: str, *names: str) -> str:
    lines = table.strip().splitlines()
    return "\n".join(line for line in lines if not any(name in line for name in names))


def card(people: str, *, deal: str = "P A .", **options: object) -> "pd.Series[object]":
    deals = page("opportunities", f"opportunity_id account_id status\n{deal}")
    contacts = page("contacts", HEAD + people)
    result = dm_card.compute(deals["account_id"], deals["status"], contacts=contacts, **options)
    return result.iloc[0]


def next_steps(people: str, *, deal: str = "P A .", **options: object) -> "pd.Series[object]":
    deals = page("opportunities", f"opportunity_id account_id status\n{deal}")
    result = decision_coverage.compute(
        deals["account_id"], deals["status"], contacts=page("contacts", HEAD + people), **options
    )
    return result.iloc[0]


def covered(people: str, **options: object) -> pd.DataFrame:
    head = "contact_id account_id role level buying_centre has_left\n"
    names = ("account_id", "role", "level", "buying_centre", "has_left")
    contacts = page("contacts", head + people)
    return role_coverage.compute(*(contacts[name] for name in names), **options)


def test_a_key_supporter_who_decides_makes_the_map_green() -> None:
    result = card(THREE)

    assert result["status"] == "绿"
    assert result["reason"] == "关键人物支持我方：王工（+决策制定）"


def test_without_the_decision_maker_nobody_key_supports_us_and_the_map_is_red() -> None:
    result = card(without(THREE, "王工"))

    assert result["status"] == "红"
    assert result["reason"] == "关键人物中没有已知的支持者：李总（※最后批准）中立"


def test_a_user_who_is_marked_as_key_and_supports_us_makes_it_amber() -> None:
    marked = without(THREE, "王工").replace("PRAGMATIST   .          .", "PRAGMATIST . yes")

    result = card(marked)

    assert result["status"] == "黄"
    assert "小周（-最终用户）" in str(result["reason"])


def test_a_decision_maker_marked_as_not_key_does_not_count() -> None:
    assert card(THREE.replace("TRUST      .", "TRUST no"))["status"] == "红"


def test_the_attitude_of_the_group_averages_3_25_and_the_approver_alone_is_5() -> None:
    # ※ 5, = 3, - 2, = 3
    alone = {"decider_weight": 0, "evaluator_weight": 0, "user_weight": 0}
    approver = dm_card.Params.model_validate(alone)

    assert card(THREE)["attitude"] == 3.25
    assert card(THREE, params=approver)["attitude"] == 5


def test_blank_and_unknown_slots_of_key_people_are_gaps_by_name() -> None:
    people = "C1 A 李总 APPROVER . UNKNOWN INNOVATOR . . .\nC2 A 小陈 USER . SUPPORTS . . . ."

    result = card(people, language="en")

    assert (result["status"], result["gaps"]) == ("Red", 2)
    assert result["reason"] == (
        "nobody key is known to support us: 李总 (※ Final approval) Unknown; "
        "cards lack 李总: Support and Relationship stage"
    )


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ("C1 B 李总 APPROVER . SUPPORTS . . . .", "缺少这个客户的联系人"),
        ("C1 A 李总 APPROVER . . . . . .", "缺少联系人的支持度"),
        ("C1 A 李总 . . SUPPORTS . . . .", "缺少联系人的采购角色"),
        ("C1 A 李总 APPROVER . SUPPORTS . . . yes", "缺少这个客户的联系人"),
    ],
)
def test_what_is_not_known_of_anybody_leaves_the_map_without_a_colour(
    people: str, reason: str
) -> None:
    result = card(people)

    assert pd.isna(result["status"])
    assert result["reason"] == reason


@pytest.mark.parametrize("judge", [card, next_steps])
def test_a_closed_deal_is_not_judged(judge) -> None:
    result = judge(THREE, deal="P A LOST", language="en")

    assert result["reason"] == "no longer open: not judged"
    assert result.drop("reason").isna().all()


def test_coverage_is_the_mean_of_roles_levels_and_support() -> None:
    result = next_steps(THREE)

    # ※ + - of four roles, three of three levels, + and - won of four
    assert (result["roles"], result["levels"], result["support"]) == (0.75, 1.0, 0.5)
    assert result["coverage"] == 0.75


def test_the_gaps_are_next_actions_with_names_the_weightiest_first() -> None:
    assert next_steps(THREE)["reason"] == "争取※最后批准李总（中立）的支持；找到=方案评估"


def test_no_more_actions_are_named_than_asked_for() -> None:
    one = decision_coverage.Params(actions=1)

    reason = next_steps("C1 A 小陈 USER EXECUTION . . . . .", params=one, language="en")["reason"]

    # then +, two levels, = and the user's own support
    assert reason == "find ※ Final approval; 5 more"


def test_a_weight_of_zero_leaves_a_share_out() -> None:
    params = params_of(
        [{"decision_coverage": {"roles_weight": 0, "support_weight": 0, "levels_weight": 2}}]
    )["decision_coverage"]

    assert next_steps(without(THREE, "李总"), params=params)["coverage"] == pytest.approx(2 / 3)


def test_the_roles_of_four_contacts_cover_three_quarters_without_a_decision_maker() -> None:
    result = covered(
        """
        C1 A APPROVER  . . .
        C2 A EVALUATOR . . .
        C3 A EVALUATOR . . .
        C4 A USER      . . .
        C5 A DECIDER   . . yes
        """
    )

    assert result["roles"].tolist() == [0.75] * 5
    assert result["reason"].iloc[0].startswith("角色3/4，缺+决策制定；")


def test_five_at_execution_and_one_at_management_leave_the_decision_level_empty() -> None:
    rows = "\n".join(f"C{n} A . EXECUTION . ." for n in range(5)) + "\nC6 A . MANAGEMENT . ."

    result = covered(rows).iloc[0]

    assert result["levels"] == pytest.approx(2 / 3)
    assert "层级2/3，缺决策层" in str(result["reason"])


@pytest.mark.parametrize(("gates", "share"), [("apart", 0.6), ("together", 0.75)])
def test_gatekeepers_of_the_buying_centre_count_apart_or_together(gates, share) -> None:
    params = role_coverage.Params(gatekeepers=gates)
    rows = "C1 A . . BUYER .\nC2 A . . USER .\nC3 A . . TECHNICAL ."

    assert covered(rows, params=params)["centre"].tolist() == [share] * 3


def test_one_person_may_keep_both_gates() -> None:
    assert covered("C1 A . . GATEKEEPER .")["centre"].tolist() == [0.4]


def test_a_person_may_stand_in_several_places_of_the_buying_centre() -> None:
    contacts = page("contacts", "contact_id account_id name\nC1 A 李总\nC2 A 王工")
    several = pd.Series([(Centre.BUYER, Centre.DECIDER), (Centre.USER,)], index=contacts.index)
    names = ("account_id", "role", "level")

    result = role_coverage.compute(
        *(contacts[name] for name in names), several, contacts["has_left"]
    )

    assert result["centre"].tolist() == [0.6, 0.6]


def coached(people: str, deal: str = "P A . .", **options: object) -> "pd.Series[object]":
    deals = page("opportunities", f"opportunity_id account_id status new_market\n{deal}")
    head = "contact_id account_id name is_coach coach_source last_contact has_left\n"
    result = coach_register.compute(
        deals["account_id"],
        deals["status"],
        deals["new_market"],
        contacts=page("contacts", head + people),
        as_of=pd.Timestamp("2026-05-20").date(),
        **options,
    )
    return result.iloc[0]


def test_coaches_are_counted_by_source_and_never_named() -> None:
    result = coached(
        "C1 A 周秘书 yes INSIDE 2026-05-08 .\nC2 A 杨工 yes OUTSIDE 2026-03-20 .\nC3 A 李 no . . .",
        language="en",
    )

    assert (result["coached"], result["coaches"], result["quiet"]) == ("Yes", 2, 1)
    assert result["reason"] == (
        "coaches: 2, Inside the customer 1, Outside 1; 1 not spoken to for over 30 days"
    )


def test_a_deal_in_a_new_market_without_a_coach_is_told_to_find_one_first() -> None:
    nobody = "C1 A 李 no . . ."

    assert coached(nobody)["reason"] == "没有向导"
    assert coached(nobody, "P A . yes")["reason"] == "没有向导：新市场必须先找到向导"
    assert coached("C1 A 李 yes . . yes")["reason"] == "缺少这个客户的联系人"


FULL_MAP = """
    C1 A APPROVER  DECISION   yes
    C2 A DECIDER   MANAGEMENT .
    C3 A EVALUATOR EXECUTION  .
    C4 A USER      EXECUTION  .
"""


def steps(
    *, file: str = "是", answered: float = 1.0, people: str = FULL_MAP
) -> "pd.Series[object]":
    head = "contact_id account_id role level is_coach\n"
    result = ka_info_steps.compute(
        page("accounts", "account_id name\nA 甲")["account_id"],
        contacts=page("contacts", head + people),
        opportunities=page("opportunities", "opportunity_id account_id\nP A"),
        assessments=page("assessments", "opportunity_id\nP"),
        file_completeness=pd.DataFrame({"enough": [file]}, index=[2]),
        opportunity_assessment=pd.DataFrame({"coverage": [answered]}, index=[2]),
    )
    return result.iloc[0]


def test_a_step_counts_only_when_all_before_it_are_done() -> None:
    result = steps(file="否")

    assert (result["progress"], result["due"]) == (0.25, "收集客户资料")
    assert (
        result["reason"]
        == "1/4步（25%）；应做：收集客户资料；已做但不计：组织结构分析、判断销售机会"
    )


def test_all_four_steps_done_are_the_whole_analysis() -> None:
    result = steps()

    assert result["progress"] == 1
    assert pd.isna(result["due"])
    assert result["reason"] == "4/4步（100%）"


@pytest.mark.parametrize(
    ("change", "progress"),
    [
        ({"answered": 0.95}, 0.75),
        ({"people": FULL_MAP.replace("DECIDER", "USER")}, 0.5),
        ({"people": FULL_MAP.replace("yes", "no")}, 0),
    ],
)
def test_the_first_step_not_done_ends_the_count(change, progress) -> None:
    assert steps(**change)["progress"] == progress
