"""What activities are, what they bring and whether their pace suits; counted by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.methods import activity_mix, open_commitments, visit_cadence, visit_results

NOW = date(2026, 5, 20)


def columns(method, frame: pd.DataFrame) -> list[pd.Series]:
    code = method.compute.__code__
    return [frame[name] for name in code.co_varnames[: code.co_argcount]]


def log(*groups: tuple[int, str]) -> pd.DataFrame:
    """An activity log: each group of cells that many times; see `page` for the cells."""
    header = (
        "account_id contact_id day place kind purpose objective objective_met "
        "customer_commitment customer_commitment_kept our_commitment our_commitment_due "
        "our_commitment_kept owner status"
    )
    return page("activities", "\n".join([header, *(row for count, row in groups
                                                   for row in [row] * count)]))  # fmt: skip


def done(kind: str, purpose: str = ".", rest: str = ". . . . . . Wu .") -> str:
    return f"A . 2026-05-04 . {kind} {purpose} . {rest}"


def mixed(frame: pd.DataFrame, **options) -> pd.DataFrame:
    result = activity_mix.compute(*columns(activity_mix, frame), as_of=NOW, **options)
    return result.set_index("entry")


def test_twenty_activities_of_which_eleven_are_visits_are_55_percent_visits() -> None:
    groups = ((11, "VISIT"), (3, "SEMINAR"), (2, "EXCHANGE"), (2, "DEMO"), (1, "EXECUTIVE"),
              (1, "NEGOTIATION"))  # fmt: skip
    mix = mixed(log(*((count, done(kind)) for count, kind in groups)))

    assert mix.loc["销售拜访", "share"] == 0.55
    assert (mix.loc[:"其他", "activities"] > 0).sum() == 6
    assert mix.loc["销售拜访", "reason"] == "20次中11次，占55%；没有用过：项目考察、电话"


def test_eight_activities_show_the_share_of_each_effect() -> None:
    groups = ((5, "RAPPORT"), (2, "KNOWLEDGE"), (1, "PROGRESS"))
    mix = mixed(log(*((count, done("VISIT", purpose)) for count, purpose in groups)))

    shares = mix.loc["建立关系":, "share"].tolist()
    assert shares == [0.625, 0.25, 0.0, 0.125]


def test_what_is_planned_cancelled_or_long_ago_is_no_part_of_the_mix() -> None:
    late = done("VISIT").replace("2026-05-04", "2025-05-04")
    planned = done("VISIT").removesuffix(".") + "PLANNED"
    mix = mixed(log((1, late), (1, planned), (1, done("DEMO"))))

    assert mix["activities"].sum() == 1
    assert mix.loc["建立关系", "reason"] == "缺少近期已做且填了“活动作用”的活动"


def results(frame: pd.DataFrame, **options) -> pd.DataFrame:
    found = visit_results.compute(*columns(visit_results, frame), as_of=NOW, **options)
    return found.set_index("owner")


def planned(*, place: str = "Qingdao", day: str = "2026-05-28") -> str:
    return f"A C {day} {place} VISIT . confirms . . . . . . Wu PLANNED"


def test_twelve_of_fifteen_plans_with_all_five_w_are_80_percent() -> None:
    frame = log((12, planned()), (2, planned(place=".")), (1, planned(day="2026-05-19")))

    assert results(frame).loc["全部", ["planned", "prepared"]].tolist() == [15, 0.8]


def test_seven_of_ten_objectives_are_70_percent_and_unanswered_ones_do_not_count() -> None:
    met = [done("VISIT", rest=f"{said} . . . . . Wu .") for said in ("yes", "no", ".")]
    frame = log((7, met[0]), (3, met[1]), (4, met[2]))

    assert results(frame).loc["全部", "hit_rate"] == 0.7


def test_five_of_six_visits_with_a_promise_four_of_them_kept() -> None:
    kept, broken, none = (
        done("VISIT", rest=f". {said} . . . Wu .") for said in ("p yes", "p no", ". .")
    )
    calls = done("CALL")
    row = results(log((4, kept), (1, broken), (1, none), (9, calls))).loc["全部"]

    assert row["committed"] == pytest.approx(5 / 6)
    assert row["kept"] == 0.8
    assert "带回承诺5/6（83.3%）" in row["reason"]


def test_our_promises_past_their_day_are_counted_by_salesperson() -> None:
    late = done("VISIT", rest=". . . drawings 2026-05-12 . Li .")
    kept = done("VISIT", rest=". . . drawings 2026-05-12 yes Wu .")
    found = results(log((2, late), (1, kept)), language="en")

    assert found["broken"].to_dict() == {"Everybody": 2, "Li": 2, "Wu": 0}
    assert found.loc["Wu", "our_kept"] == 1.0
    assert "2 of our promises overdue" in found.loc["Li", "reason"]


def commitments(frame: pd.DataFrame, **options) -> pd.DataFrame:
    accounts = page("accounts", "account_id name\nA Haichuan")
    contacts = page("contacts", "contact_id account_id name\nC1 A Li")
    return open_commitments.compute(
        *columns(open_commitments, frame), accounts=accounts, contacts=contacts, as_of=NOW,
        **options,
    )  # fmt: skip


PROMISES = """
    account_id contact_id customer_commitment customer_commitment_due customer_commitment_kept our_commitment our_commitment_due our_commitment_kept owner status
    A          C1         decides             2026-05-10              .                        .              .                  .                   Wu    DONE
    A          C1         signs               2026-05-01              yes                      drawings       2026-05-15         .                   Wu    .
    B          .          visits              .                       .                        sample         2026-06-01         no                  Li    DONE
    A          C1         calls               2026-05-01              .                        .              .                  .                   Wu    CANCELLED
"""  # noqa: E501


def test_open_promises_of_both_sides_are_listed_longest_overdue_first() -> None:
    found = commitments(page("activities", PROMISES))

    assert found["what"].tolist() == ["decides", "drawings", "sample", "visits"]
    assert found["side"].tolist() == ["客户", "我方", "我方", "客户"]
    assert found["account"].tolist() == ["Haichuan", "Haichuan", "B", "B"]
    assert found["days_late"].tolist()[:2] == [10, 5]
    assert found["days_late"].isna().tolist()[2:] == [True, True]
    assert found["reason"].iloc[3] == "客户答应“visits”，缺少期限"


ACCOUNTS = """
    account_id status  care_tier
    A          .       A
    B          .       B
    C          .       .
    D          LOST    A
    E          .       A
"""


def cadence(activities: str = "", contacts: str = "", **options) -> pd.DataFrame:
    accounts = page("accounts", ACCOUNTS)
    found = visit_cadence.compute(
        accounts["account_id"], accounts["status"], accounts["care_tier"],
        activities=page("activities", activities), contacts=page("contacts", contacts),
        as_of=NOW, **options,
    )  # fmt: skip
    return found.set_index(accounts["account_id"])


def test_a_tier_a_customer_seen_on_10_may_is_due_on_9_june() -> None:
    found = cadence("account_id day\nA 2026-05-10").loc["A"]

    assert found["due"] == pd.Timestamp("2026-06-09")
    assert found["pace"] == "适中"
    assert found["reason"] == "适中：上次接触距今10天，要求7至30天"


@pytest.mark.parametrize(("last", "pace"), [("2026-04-20", "适中"), ("2026-04-19", "逾期")])
def test_the_band_ends_after_its_last_day(last: str, pace: str) -> None:
    assert cadence(f"account_id day\nA {last}").loc["A", "pace"] == pace


@pytest.mark.parametrize(("first", "pace"), [("2026-05-05", "适中"), ("2026-05-06", "偏密")])
def test_contacts_closer_than_the_band_are_too_dense(first: str, pace: str) -> None:
    days = ("2026-05-19", "2026-05-12", first)
    rows = "\n".join(f"A {day}" for day in days)

    assert cadence(f"account_id day\n{rows}").loc["A", "pace"] == pace


def test_the_last_contact_of_a_person_counts_as_contact() -> None:
    found = cadence("account_id day\nB 2026-01-05", "account_id last_contact\nB 2026-05-01")

    assert found.loc["B", "last"] == pd.Timestamp("2026-05-01")
    assert found.loc["B", "pace"] == "适中"


def test_five_contacts_for_the_relation_alone_are_pointed_out() -> None:
    rows = "\n".join(f"B 2026-0{month}-05 RAPPORT" for month in range(1, 6))
    four = rows.replace("01-05 RAPPORT", "01-05 PROGRESS")

    assert "近几次都只为建立关系" in cadence(f"account_id day purpose\n{rows}").loc["B", "reason"]
    assert "建立关系" not in cadence(f"account_id day purpose\n{four}").loc["B", "reason"]


def test_a_customer_that_cannot_be_judged_says_why() -> None:
    reasons = cadence("account_id day\nC 2026-05-10\nD 2026-05-10")["reason"]

    assert reasons.loc[["C", "D", "E"]].tolist() == [
        "缺少关怀等级",
        "已流失或停用，不排接触",
        "缺少接触记录，请安排首次拜访",
    ]


def test_a_planned_contact_is_named_and_does_not_count_as_contact() -> None:
    found = cadence("account_id day status\nA 2026-03-01 .\nA 2026-05-25 PLANNED").loc["A"]

    assert found["pace"] == "逾期"
    assert found["reason"].endswith("；已计划2026-05-25")


def test_a_band_whose_ends_cross_is_refused() -> None:
    with pytest.raises(ValueError, match="b_most must exceed b_least"):
        visit_cadence.Params(b_least=60, b_most=60)
