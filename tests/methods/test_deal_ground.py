"""What a deal stands on: needs, gates, rivals, cost and its score; worked out by hand."""

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import (
    competitive_position,
    needs_ladder,
    opportunity_assessment,
    opportunity_score,
    resource_efficiency,
    stage_gates,
)
from xlcrm.settings import params_of
from xlcrm.sheets.opportunity import OpportunityStatus, SellingStep


def needs(table: str, deal: str = "P A", **options: object) -> "pd.Series[object]":
    deal_id, account = (None if word == "." else word for word in deal.split())
    result = needs_ladder.compute(
        pd.Series([deal_id]), pd.Series([account]), needs=page("needs", table), **options
    )
    return result.iloc[0]


FIVE_NEEDS = """
    account_id  need  opportunity_id  level            in_their_words
    A           n1    P               INCONVENIENCE    .
    A           n2    P               DISSATISFACTION  .
    A           n3    P               STRONG           said
    A           n4    P               SOLUTION         said
    A           n5    P               SOLUTION         .
"""


def test_three_of_five_needs_are_explicit_in_the_worked_example() -> None:
    result = needs(FIVE_NEEDS)

    assert (result["needs"], result["explicit_share"], result["unquoted"]) == (5, 0.6, 1)
    assert result["reason"] == "5条需求中3条明显（60%），最强：关注方案；1条缺客户原话"


def test_needs_of_the_customer_that_name_no_deal_count_and_those_of_other_deals_do_not() -> None:
    result = needs(
        """
        account_id  need  opportunity_id  level            status
        A           n1    P               PROBLEM          .
        A           n2    .               STRONG           OPEN
        A           n3    Q               SOLUTION         .
        B           n4    .               SOLUTION         .
        A           n5    P               SOLUTION         DROPPED
        A           n6    P               .                .
        """
    )

    assert (result["needs"], result["explicit_share"]) == (2, 0.5)
    assert result["strongest"] == "明显强烈需求"


@pytest.mark.parametrize(("deal", "words"), [("P A", "缺少带阶梯的需求"), (". A", "缺少商机编号")])
def test_a_deal_without_needs_says_so(deal: str, words: str) -> None:
    result = needs("", deal)

    assert pd.isna(result["explicit_share"])
    assert result["reason"] == words


def gate(
    step: str,
    contacts: str,
    *,
    explicit: float | None = 0.5,
    deal: str = "",
    sheets: tuple[str, ...] = ("contacts", "needs", "assessments"),
    **options: object,
) -> "pd.Series[object]":
    names = (
        *("opportunity_id", "account_id", "selling_step", "status", "close_date"),
        *("gate_resources", "gate_decision_process", "gate_solution", "proposal_submitted"),
    )
    deals = page("opportunities", deal or f"opportunity_id account_id selling_step\nP A {step}")
    result = stage_gates.compute(
        *(deals[name] for name in names),
        contacts=page("contacts", contacts or ELSEWHERE if "contacts" in sheets else ""),
        needs=page("needs", "account_id need\nB n1" if "needs" in sheets else ""),
        assessments=page("assessments", "opportunity_id\nQ" if "assessments" in sheets else ""),
        needs_ladder=pd.DataFrame({"explicit_share": [explicit]}, index=[2], dtype=float),
        competitive_position=pd.DataFrame({"net": [0.1]}, index=[2]),
        **options,
    )
    return result.iloc[0]


ELSEWHERE = "contact_id account_id\nC9 Z"
"""A contact sheet that knows nobody at the customer."""
CONTACTS = "contact_id account_id role is_key_player relationship has_left\n"


def test_trust_with_somebody_who_is_not_key_does_not_open_the_gate() -> None:
    result = gate("NEEDS", CONTACTS + "C1 A DECIDER . ACQUAINTED .\nC2 A USER . TRUST .")

    assert result["passed"] == "否"
    assert result["missing"] == "关键客户关系达到约会"
    assert result["reason"] == "要在挖掘需求还缺：关键客户关系达到约会"


@pytest.mark.parametrize(
    "contact",
    ["C1 A DECIDER . DATING .", "C1 A APPROVER . ALLIANCE .", "C1 A USER yes TRUST ."],
)
def test_the_relation_with_a_key_person_opens_the_gate(contact: str) -> None:
    assert gate("NEEDS", CONTACTS + contact)["passed"] == "是"


@pytest.mark.parametrize(
    "contact", ["C1 A DECIDER no TRUST .", "C1 A DECIDER . TRUST yes", "C1 B DECIDER . TRUST ."]
)
def test_who_is_marked_not_key_has_left_or_works_elsewhere_is_not_counted(contact: str) -> None:
    assert gate("NEEDS", CONTACTS + contact)["missing"] == "已识别关键人、关键客户关系达到约会"


@pytest.mark.parametrize("explicit", [None, 0.0])
def test_the_gate_of_digging_out_needs_asks_for_an_explicit_need(explicit: float | None) -> None:
    result = gate("NEEDS", CONTACTS + "C1 A DECIDER . TRUST .", explicit=explicit, language="en")

    assert result["reason"] == "Dig out needs still needs: explicit need"


def test_a_later_step_carries_the_conditions_of_the_steps_before_it() -> None:
    result = gate("COMMITMENT", "")

    assert result["missing"] == (
        "已识别关键人、关键客户关系达到约会、完备方案、实施资源、决策过程、预计签约日期"
    )


def test_a_condition_over_a_sheet_that_is_not_there_is_not_checkable_and_not_unmet() -> None:
    result = gate("NEEDS", "", sheets=("needs",))

    assert pd.isna(result["passed"])
    assert pd.isna(result["missing"])
    assert result["unchecked"] == "已识别关键人、关键客户关系达到约会"
    assert result["reason"] == (
        "挖掘需求的其余条件都已具备；缺少工作表，无法核对：已识别关键人、关键客户关系达到约会"
    )


def test_what_is_unmet_shuts_the_gate_beside_what_cannot_be_checked() -> None:
    result = gate("VALUE", CONTACTS + "C1 A DECIDER . TRUST .", sheets=("contacts",), language="en")

    assert result["passed"] == "No"
    assert result["missing"] == "complete solution"
    assert result["reason"] == (
        "Present value still needs: complete solution; missing sheets, not checkable: "
        "explicit need, twenty answers given"
    )


def test_the_first_step_asks_for_nothing() -> None:
    assert gate("ANALYSIS", "")["passed"] == "是"


def test_the_gate_of_a_closed_deal_is_not_judged() -> None:
    result = gate("", "", deal="opportunity_id account_id selling_step status\nP A NEEDS LOST")

    assert pd.isna(result["passed"])
    assert pd.isna(result["missing"])
    assert result["reason"] == "已不在进行中，不判断"


def test_without_a_selling_step_no_gate_is_judged() -> None:
    result = gate(".", "")

    assert pd.isna(result["passed"])
    assert result["reason"] == "缺少销售步骤"


def test_staff_write_the_conditions_of_a_step_into_one_settings_cell() -> None:
    chosen = params_of([{"stage_gates": {"relation": "close_date、 budget", "needs": ""}}])

    result = gate("NEEDS", "", params=chosen["stage_gates"])

    assert result["missing"] == "预计签约日期、实施资源"


def test_a_condition_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="horoscope"):
        stage_gates.Params.model_validate({"needs": "horoscope"})


def test_conditions_add_up_without_repeating() -> None:
    params = stage_gates.Params(relation=("budget",), commitment=("budget", "close_date"))

    needed = params.needed(SellingStep.COMMITMENT)

    assert needed.count("budget") == 1
    assert needed[-1] == "close_date"


def answers(signs: str) -> str:
    names = {"+": "FAVOURABLE", "-": "UNFAVOURABLE", "?": "UNKNOWN"}
    return " ".join(names[sign] for sign in signs)


def position(rows: str) -> "pd.Series[object]":
    questions = [f"q{number:02d}" for number in range(1, 21)]
    table = page("assessments", f"opportunity_id party assessed {' '.join(questions)}\n{rows}")
    nets = opportunity_assessment.compute(*(table[name] for name in questions))
    return competitive_position.compute(
        pd.Series(["P"]), assessments=table, opportunity_assessment=nets
    ).iloc[0]


def test_rivals_are_scored_like_us_and_the_strongest_is_compared() -> None:
    result = position(
        f"P . 2026-05-01 {answers('++++-+++-?+--??++++?')}\n"
        f"P Xeno 2026-05-01 {answers('+' * 15 + '-' * 5)}\n"
        f"P Yara 2026-05-01 {answers('+' * 10 + '-' * 10)}\n"
        f"Q Zeta 2026-05-01 {answers('+' * 20)}\n"
    )

    assert result["net"] == pytest.approx(0.4)
    assert (result["rival"], result["rival_net"]) == ("Xeno", pytest.approx(0.5))
    assert result["reason"] == "我方+40%，最强对手Xeno+50%：落后10%"


def test_the_latest_assessment_of_a_party_counts() -> None:
    result = position(
        f"P . 2026-05-09 {answers('+' * 20)}\nP . 2026-05-01 {answers('-' * 20)}\n"
        f"P Xeno . {answers('+' * 20)}\nP Xeno 2026-04-01 {answers('-' * 20)}\n"
    )

    assert (result["net"], result["rival_net"], result["lead"]) == (1, -1, 2)


def test_a_rival_answered_with_question_marks_has_no_net_to_compare_with() -> None:
    result = position(f"P . . {answers('+' * 20)}\nP Xeno . {answers('?' * 20)}")

    assert pd.isna(result["lead"])
    assert result["reason"] == "缺少对手的二十问评估"


def cost(deal: str, weighted: float | None, activities: str = "") -> "pd.Series[object]":
    deals = page("opportunities", f"opportunity_id status amount hours expenses\n{deal}")
    names = ("opportunity_id", "status", "amount", "hours", "expenses")
    return resource_efficiency.compute(
        *(deals[name] for name in names),
        activities=page("activities", activities),
        weighted_amount=pd.DataFrame({"weighted": [weighted]}, index=[2], dtype=float),
    ).iloc[0]


def test_120_hours_and_8000_of_expenses_are_11_7_percent_of_375000() -> None:
    result = cost("P OPEN 1500000 120 8000", 375_000)

    assert result["cost"] == 44_000
    assert result["ratio"] == pytest.approx(0.1173, abs=5e-5)
    assert result["reason"] == "120小时加费用8,000，投入4.4万，占37.5万的11.7%"


def test_the_hours_of_activities_stand_in_for_those_not_typed() -> None:
    log = """
        activity_id  opportunity_id  hours  expense  status
        V1           P               4      .        DONE
        V2           P               6      1000     .
        V3           P               9      9000     PLANNED
        V4           Q               9      9000     DONE
    """

    assert cost("P . 100000 . .", 50_000, log)["cost"] == 4_000
    assert cost("P . 100000 2 .", 50_000, log)["cost"] == 600


def test_a_lost_deal_has_a_cost_and_no_ratio_a_won_one_is_measured_by_its_amount() -> None:
    lost, won = cost("P LOST 100000 10 .", None), cost("P WON 100000 10 .", None)

    assert pd.isna(lost["ratio"])
    assert lost["reason"] == "10小时加费用0，投入3,000，已丢单"
    assert won["ratio"] == 0.03


def score(status: OpportunityStatus | None = None, **known: float) -> "pd.Series[object]":
    names = ("net", "lead", "level", "days_over", "signs", "lag", "pushes")
    parts = pd.DataFrame({name: [known.get(name)] for name in names}, dtype=float)
    methods = ("project_funnel", "stage_dwell", "stalled_deals", "six_step_selling",
               "competitive_position", "close_date_pushes")  # fmt: skip
    return opportunity_score.compute(
        pd.Series(["P"]), pd.Series([status], dtype=object), **dict.fromkeys(methods, parts)
    ).iloc[0]


BEST = {"net": 1, "lead": 1, "level": 4, "days_over": -9, "signs": 0, "lag": 0, "pushes": 0}
WORST = {"net": -1, "lead": -1, "level": 0, "days_over": 99, "signs": 4, "lag": 5, "pushes": 3}
MIDDLE = {"net": 0, "lead": 0, "level": 2, "days_over": 30, "signs": 1, "lag": 1, "pushes": 1}


@pytest.mark.parametrize(("known", "points"), [(BEST, 100), (MIDDLE, 50), (WORST, 0)])
def test_the_score_runs_from_0_over_50_to_100(known: dict[str, float], points: int) -> None:
    assert score(**known)["score"] == points


def test_each_part_says_what_it_adds_and_what_it_takes_away() -> None:
    result = score(net=0.4, lead=-0.2, level=2, days_over=60, signs=0, lag=2, pushes=1)

    # weights 30 25 15 10 10 5 5: +6 0 −7.5 +5 −5 −0.5 0
    assert result["score"] == pytest.approx(48)
    assert result["reason"] == (
        "基准50：−7.5 停留 超期60天，+6 二十问净分 +40%，+5 停滞迹象 0，−5 落后客户步数 2，"
        "−0.5 对手比较 −20%"
    )


def test_parts_without_inputs_are_named_and_the_others_weigh_the_more() -> None:
    result = score(net=1, level=4)

    assert result["score"] == 100
    assert result["coverage"] == pytest.approx(0.55)
    assert str(result["reason"]).endswith("；缺少停留、停滞迹象、落后客户步数、对手比较、推迟次数")


def test_below_half_of_the_weights_there_is_no_score() -> None:
    result = score(level=4, pushes=0, lead=1)

    assert pd.isna(result["score"])
    assert "缺少" in str(result["reason"])


@pytest.mark.parametrize("status", [entry for entry in OpportunityStatus if entry.name != "OPEN"])
def test_a_deal_that_is_not_open_has_no_score(status: OpportunityStatus) -> None:
    result = score(status, **BEST)

    assert pd.isna(result["score"])
    assert result["reason"] == "已不在进行中，不评分"
