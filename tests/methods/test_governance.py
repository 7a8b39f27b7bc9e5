"""Development steps, the upkeep of plans and the self-audit; counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import crm_self_audit, key_account_development, plan_upkeep

NOW = date(2026, 5, 20)


def development(accounts: str, language: str = "zh", **sheets: str) -> pd.DataFrame:
    rows = page("accounts", accounts)
    kept = ("contacts", "needs", "opportunities", "negotiations")
    return key_account_development.compute(
        rows["account_id"], rows["development_stage"], rows["contract_number"], language=language,
        **{name: page(name, sheets.get(name, "")) for name in kept},
    )  # fmt: skip


def test_40_screened_and_3_signed_are_7_5_percent() -> None:
    counts = {"SCREEN": 20, "CONTACT": 12, "SOLUTION": 3, "NEGOTIATION": 2, "CONTRACT": 3}
    steps = [step for step, count in counts.items() for _ in range(count)]
    table = "\n".join(f"A{number} {step}" for number, step in enumerate(steps))
    found = development(f"account_id development_stage\n{table}")

    assert found["reached"].tolist() == [40, 40, 20, 8, 8, 5, 3]
    assert found["rate"].tolist()[2:] == [0.5, 0.4, 1.0, 0.625, 0.6]
    assert found["overall"].iloc[-1] == 0.075
    assert found["standing"].tolist() == [0, 20, 12, 0, 3, 2, 3]


def test_a_step_said_to_be_reached_is_held_against_the_other_sheets() -> None:
    found = development(
        """
        account_id development_stage contract_number
        A          CONTRACT          HT-1
        B          CONTRACT          .
        C          CONTACT           .
        """,
        contacts="contact_id account_id\nC1 A\nC2 C",
        opportunities="opportunity_id account_id proposal_submitted\nP1 A yes\nP2 B no",
        negotiations="opportunity_id item\nP1 price\nP2 price",
    )["unproven"]

    # steps 1 and 2 need no proof, and no needs are kept here
    assert found.isna().tolist() == [True, True, False, True, False, False, False]
    assert found.dropna().tolist() == [1, 1, 0, 1]


def test_without_development_steps_nothing_is_counted() -> None:
    found = development("account_id\nA", language="en")

    assert found["rate"].isna().all()
    assert found["reason"].unique().tolist() == ["missing customers with a development step"]


SHEETS = {
    "contacts": "contact_id account_id\nC1 A",
    "opportunities": "opportunity_id account_id status\nP1 A OPEN\nP2 B WON",
    "activities": "activity_id account_id day status\nV1 A 2026-05-21 PLANNED\n"
    "V2 B 2026-05-19 PLANNED",
    "care": "account_id planned action done\nA 2026-05-19 card .\nB 2026-06-01 card .",
    "switching": "account_id method_care\nA yes\nB no",
    "negotiations": "opportunity_id item\nP1 price\nP2 price",
}


def upkeep(left_out: str = "", **options) -> pd.DataFrame:
    accounts = page(
        "accounts",
        """
        account_id status plan_date  value_added_services
        A          ACTIVE 2026-02-17 .
        B          ACTIVE .          training
        C          LOST   2026-05-01 training
        """,
    )
    names = ("account_id", "status", "plan_date", "value_added_services", "preferential_policies")
    sheets = {name: page(name, "" if name in left_out else text) for name, text in SHEETS.items()}
    found = plan_upkeep.compute(*(accounts[name] for name in names), **sheets, as_of=NOW, **options)
    return found.set_index(accounts["account_id"])


def test_six_of_eight_sections_are_75_percent() -> None:
    plan = upkeep().loc["A"]

    assert plan["typed"] == 0.75
    assert plan["missing"] == "关怀计划、增值服务与优惠政策"
    assert plan["reason"].startswith("8项中填了6项（75%）；缺：关怀计划、增值服务与优惠政策")


def test_a_plan_is_fresh_for_92_days() -> None:
    assert upkeep().loc["A", "fresh"] == "是"
    older = upkeep(params=plan_upkeep.Params(fresh_days=91), language="en").loc["A"]
    assert older["fresh"] == "No"
    assert older["reason"].endswith("gone through 92 days ago: renew it")


def test_closed_deals_past_plans_and_ways_not_used_fill_no_section() -> None:
    plan = upkeep().loc["B"]

    assert plan["typed"] == 0.25
    assert pd.isna(plan["fresh"])
    assert plan["reason"].endswith("缺少计划复盘日期")


def test_a_sheet_that_is_not_kept_is_left_out_of_the_count() -> None:
    plan = upkeep(left_out="care switching").loc["A"]

    assert plan["typed"] == pytest.approx(5 / 6)
    assert plan["reason"].endswith("本工作簿不记录关怀计划、转换成本措施，未计")


def test_no_plan_is_asked_of_a_lost_customer() -> None:
    plan = upkeep().loc["C"]

    assert pd.isna(plan["typed"])
    assert plan["reason"] == "已流失或停用，不做计划"


AUDITED = """
    account_id status   owner is_new contract_number contract_until development_plan
    A          ACTIVE   Wu    no     HT-1            2026-12-31     plant2
    B          ACTIVE   Wu    no     HT-2            2026-05-19     export
    C          ACTIVE   Li    .      .               .              plant2
    D          ACTIVE   Li    yes    HT-4            2026-12-31     listing
    E          LOST     Li    no     HT-5            2026-12-31     .
"""
CARE = """
    account_id planned    action cost frequency means form
    A          2026-06-01 card   50   4         post  letter
    C          2026-06-01 visit  .    4         .     person
    B          2024-06-01 visit  80   .         .     .
"""
VISITS = "activity_id account_id day status owner\n" + "\n".join(
    f"V{number} A 2026-05-{number:02d} . {'Wu' if number < 7 else 'Li'}" for number in range(1, 11)
)


def audit(*, care: str = CARE, surveys: str = "", fresh: str = "是 . . .  .", **options):
    rows = page("accounts", AUDITED)
    names = ("account_id", "status", "owner", "is_new", "contract_number", "contract_until",
             "development_plan", "note")  # fmt: skip
    plans = pd.DataFrame(
        {"fresh": [None if one == "." else one for one in fresh.split()]}, index=rows.index
    )
    found = crm_self_audit.compute(
        *(rows[name] for name in names), care=page("care", care), plan_upkeep=plans,
        activities=page("activities", VISITS), surveys=page("surveys", surveys),
        **{name: page(name, "") for name in ("opportunities", "needs", "complaints")},
        **{"as_of": NOW, "params": crm_self_audit.Params(least_texts=4), **options},
    )  # fmt: skip
    return found.set_index("failure")


def test_each_failure_has_its_share() -> None:
    shares = audit()["share"]

    # three existing customers: A has an agreement in force, a care budget and a fresh plan;
    # one of three care actions is planned in full; three of four texts differ; ten visits, no echo
    assert shares["没有协议数据库"] == pytest.approx(1 / 3)
    assert shares["老客户不在预算内"] == pytest.approx(1 / 3)
    assert shares["缺少策略"] == pytest.approx(1 / 3)
    assert shares["关怀随意"] == pytest.approx(1 / 3)
    assert shares["资料同质化"] == 0.75
    assert shares["忽略双向互动"] == 0


def test_who_has_most_to_set_right_is_named_with_what_and_by_when() -> None:
    line = audit().loc["忽略双向互动"]

    assert line["found"] == "是"
    assert line["who"] == "Wu"
    assert line["what"] == "拜访时登记客户需求，并做一次满意度调查"
    assert line["due"] == pd.Timestamp("2026-06-19")


def test_what_is_in_order_names_nobody() -> None:
    line = audit().loc["资料同质化"]

    assert line["found"] == "否"
    assert line[["who", "what", "due"]].isna().all()


def test_the_failures_found_are_counted_of_those_that_could_be_looked_for() -> None:
    found = audit(care="", language="en")

    assert found.loc["All", "share"] == 0.75
    assert found.loc["All", "reason"] == "4 looked for, 3 found: 75%"
    assert found.loc["Care ad hoc", "reason"] == "missing care that is planned"
    assert pd.isna(found.loc["Care ad hoc", "found"])


def test_three_of_six_failures_are_a_rate_of_50_percent() -> None:
    asked = "account_id surveyed item contact_id\nA 2026-05-05 price C1\nA 2026-05-05 speed C1\n"
    twice = asked + "B 2026-05-06 price C2"
    found = audit(surveys=twice, fresh="是 是 . . .")

    # two surveys beside ten visits are a sixth, above a tenth; two of three have a fresh plan
    assert found.loc["忽略双向互动", "share"] == pytest.approx(2 / 12)
    assert found.loc["合计", "share"] == 0.5
    assert found.loc["合计", "reason"] == "查了6项，发现3项，占50%"


def test_too_few_texts_are_not_compared() -> None:
    found = audit(params=crm_self_audit.Params(least_texts=5))

    assert found.loc["资料同质化", "reason"] == "缺少足够多的文字说明"
