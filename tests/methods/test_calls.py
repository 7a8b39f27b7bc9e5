"""Whom to call tomorrow, and what last week's calls came to; ranks and rates by hand."""

from datetime import date

import pandas as pd

from tests.methods.funnel_frames import page
from xlcrm.methods import call_list, call_results

NOW = date(2026, 5, 20)

ACCOUNTS = """
    account_id name      owner phone         do_not_call
    A          Haichuan  Wu    .             .
    B          Yuanfan   Wu    0532-8000     .
    C          Lanqi     Li    0532-9000     yes
    D          Quanji    Li    .             .
    E          Songyi    Li    0571-7000     .
"""
CONTACTS = """
    contact_id account_id name phone        has_left is_key_player last_contact
    C1         A          Liu  138-0001     .        .             2026-05-01
    C2         A          Gao  138-0002     .        yes           2026-01-01
    C3         A          Old  138-0003     yes      yes           2026-05-10
"""
DEALS = """
    opportunity_id account_id owner status amount close_date next_step next_step_date
    P1             A          Wu    .      100    .          quote     2026-05-21
    P2             B          Wu    OPEN   900    2026-06-15 .         .
    P3             B          Wu    OPEN   100    2026-12-31 .         .
    P4             C          Li    .      500    2026-05-25 .         .
    P5             D          Li    .      500    2026-06-10 .         .
    P6             E          Li    WON    500    2026-05-25 .         .
    P7             A          Wu    .      700    2026-12-31 .         .
"""


def calls(*, deals: str = DEALS, missing: dict[str, str] | None = None, stalled: str = "",
          promised: pd.DataFrame | None = None, due: dict[str, str] | None = None,
          **options) -> pd.DataFrame:  # fmt: skip
    """The list, the results of the earlier methods given by deal or by customer."""
    rows, accounts = page("opportunities", deals), page("accounts", ACCOUNTS)
    names = ("opportunity_id", "account_id", "owner", "status", "amount", "close_date",
             "next_step", "next_step_date")  # fmt: skip
    stopped = rows["opportunity_id"].isin(stalled.split())
    none = pd.DataFrame(columns=["opportunity_id", "side", "what", "due"])
    days = pd.to_datetime(accounts["account_id"].map(due or {}))
    return call_list.compute(
        *(rows[name] for name in names),
        accounts=accounts,
        contacts=page("contacts", CONTACTS),
        open_commitments=none if promised is None else promised,
        stalled_deals=pd.DataFrame(
            {"stalled": stopped.map({True: "是", False: "否"}), "reason": "30天没有活动"}
        ),
        project_funnel=pd.DataFrame({"missing": rows["opportunity_id"].map(missing or {})}),
        visit_cadence=pd.DataFrame({"pace": None, "due": days, "reason": "逾期"}),
        **{"as_of": NOW, **options},
    )


def test_the_list_is_for_the_next_working_day() -> None:
    wednesday, friday = calls(), calls(as_of=date(2026, 5, 22))

    assert wednesday["day"].unique().tolist() == [pd.Timestamp("2026-05-21")]
    assert friday["day"].unique().tolist() == [pd.Timestamp("2026-05-25")]


def test_a_step_that_is_due_is_called_before_a_close_date_that_is_near() -> None:
    found = calls().query("owner == 'Wu'")

    assert found["rank"].tolist() == [1, 2]
    assert found["account"].tolist() == ["Haichuan", "Yuanfan"]
    assert found["phone"].tolist() == ["138-0002", "0532-8000"]
    assert found["why"].tolist() == ["下一步“quote”2026-05-21到期", "“P2”2026-06-15应签约"]
    assert found["question"].iloc[0] == "“quote”办得怎么样，还差什么？"


def test_the_key_player_who_is_still_there_is_called() -> None:
    first = calls().query("account == 'Haichuan'").iloc[0]

    assert (first["contact"], first["phone"]) == ("Gao", "138-0002")


def test_who_does_not_want_to_be_called_and_deals_that_are_closed_are_left_out() -> None:
    assert {"P4", "P6"}.isdisjoint(calls()["opportunity_id"])


def test_a_call_without_a_number_stands_last_without_rank() -> None:
    last = calls().query("owner == 'Li'").iloc[-1]

    assert last["opportunity_id"] == "P5"
    assert pd.isna(last["rank"])
    assert pd.isna(last["hours"])
    assert last["reason"].endswith("；缺少电话")


def test_a_number_stands_once_and_says_what_else_there_is() -> None:
    found = calls(missing={"P3": "客户信任、完备方案", "P7": "商机需求"})

    assert found["phone"].dropna().is_unique
    by_account = found.set_index("account")["reason"]
    assert by_account["Haichuan"].endswith("；同一号码另有1件事")


def test_a_missing_condition_brings_its_question() -> None:
    only = "opportunity_id account_id owner close_date\nP3 B Wu 2026-12-31"
    found = calls(deals=only, missing={"P3": "客户信任、完备方案"}).iloc[0]

    assert found["why"] == "还缺条件：客户信任"
    assert found["question"] == "要放心选我们，还需要看到什么？"


def test_an_overdue_promise_of_the_customer_goes_before_everything_else() -> None:
    promised = pd.DataFrame(
        {
            "opportunity_id": ["P2", "P1", "P5"],
            "side": ["客户", "我方", "客户"],
            "what": ["drawings", "sample", "later"],
            "due": pd.to_datetime(["2026-05-10", "2026-05-01", "2026-06-10"]),
        }
    )
    found = calls(promised=promised)

    assert found.query("owner == 'Wu'")["opportunity_id"].tolist()[0] == "P2"
    assert found.query("opportunity_id == 'P2'")["why"].item() == (
        "客户答应的“drawings”2026-05-10到期"
    )
    assert "sample" not in " ".join(found["why"])


def test_a_stalled_deal_is_asked_where_it_stands() -> None:
    only = "opportunity_id account_id owner close_date\nP3 B Wu 2026-12-31"
    found = calls(deals=only, stalled="P3").iloc[0]

    assert found["why"] == "停滞：30天没有活动"
    assert found["question"] == "项目现在到哪一步，下一步谁做什么？"


def test_a_customer_without_open_deal_is_called_when_contact_is_due() -> None:
    found = calls(due={"E": "2026-05-20", "A": "2026-05-01"})

    quiet = found[found["opportunity_id"].isna()]
    assert quiet["account"].tolist() == ["Songyi"]
    assert quiet["question"].item() == "产品用得怎么样，近期有什么新的计划？"


def test_no_more_calls_are_listed_than_the_day_holds() -> None:
    found = calls(params=call_list.Params(calls_a_day=1))

    assert found["rank"].max() == 1


def test_the_golden_hours_are_filled_from_the_morning_on() -> None:
    firms = [f"F{number}" for number in range(200)]
    rows = [f"P{firm} {firm} Wu 2026-05-25" for firm in firms]
    deals = page("opportunities", "\n".join(["opportunity_id account_id owner close_date", *rows]))
    accounts = page("accounts", "\n".join(["account_id name owner phone",
                                           *(f"{f} {f} Wu 9{f[1:]}" for f in firms)]))  # fmt: skip
    none = pd.DataFrame(columns=["opportunity_id", "side", "what", "due"])
    names = ("opportunity_id", "account_id", "owner", "status", "amount", "close_date",
             "next_step", "next_step_date")  # fmt: skip
    empty = pd.DataFrame(columns=["stalled", "missing", "pace", "due", "reason"])
    found = call_list.compute(
        *(deals[name] for name in names), accounts=accounts, contacts=page("contacts", ""),
        open_commitments=none, stalled_deals=empty, project_funnel=empty, visit_cadence=empty,
        as_of=NOW,
    )  # fmt: skip

    # 360 minutes for 200 calls are 1.8 minutes each; the morning holds 150 of them
    assert len(found) == 200
    assert (found["hours"] == "9:00-11:30").sum() == 84
    assert found["hours"].iloc[-1] == "14:00-17:30"


LOG = """
    owner day        target calls golden_calls connected interested deals
    Wu    2026-05-11 200    180   90           .         .          .
    Wu    2026-05-12 200    205   .            .         .          .
    Wu    2026-05-13 200    190   .            .         .          .
    Wu    2026-05-14 200    210   .            .         .          .
    Wu    2026-05-15 200    175   .            .         .          .
    Li    2026-05-16 .      1000  .            120       120        6
    Li    2026-04-01 .      50    .            .         .          .
    Li    2026-05-21 .      50    .            .         .          .
"""


def tally(**options) -> pd.DataFrame:
    log = page("call_log", LOG)
    names = ("owner", "day", "target", "calls", "golden_calls", "connected", "interested", "deals")
    found = call_results.compute(*(log[name] for name in names), as_of=NOW, **options)
    return found.set_index("owner")


def test_a_week_of_960_calls_of_1000_is_96_percent() -> None:
    week = tally().loc["Wu"]

    assert week[["monday", "tuesday", "wednesday", "thursday", "friday"]].tolist() == [
        180, 205, 190, 210, 175,
    ]  # fmt: skip
    assert week[["calls", "target", "attainment", "minutes"]].tolist() == [960, 1000, 0.96, 1.8]


def test_the_golden_share_is_of_the_days_that_tell_it() -> None:
    assert tally().loc["Wu", "golden"] == 0.5


def test_1000_calls_on_a_saturday_of_which_12_percent_connect_and_5_percent_close_are_6_deals() -> (
    None
):
    week = tally(language="en").loc["Li"]

    assert week[["connection", "close", "deals"]].tolist() == [0.12, 0.05, 6]
    assert week["calls"] == 1000
    assert pd.isna(week["friday"])
    assert week["reason"].endswith("missing Call target, Golden-hour calls")


def test_weeks_before_the_window_and_days_to_come_are_left_out() -> None:
    assert tally()["calls"].tolist() == [1000, 960]
    assert tally(params=call_results.Params(weeks=1)).empty
