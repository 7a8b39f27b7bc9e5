"""电话清单 · Call list.

Question: whom does each salesperson call on the next working day, why, and with which question?

Formula: an open deal is called for the first of these that holds, in this order:

    promise   the customer promised something and its day has passed
    step      the next step is due by the day of the list
    stalled   the deal has stopped moving (`stalled_deals`)
    closing   the close date is no more than `close_days` away
    gap       a condition of the next funnel level is missing (`project_funnel`)

After the deals come customers without an open deal whose next contact is due (`visit_cadence`).
Earlier days go before later ones, larger deals before smaller ones; each number stands once, the
first `calls_a_day` of each salesperson. Customers who do not want to be called are left out.

Units: a rank within the salesperson's list, blank where no number is known; days; hours of the day.

Source: domain inventory `call-plan-200`: prepare tomorrow's 200 numbers today and call from 9:00 to
11:30 and 14:00 to 17:30. The order, the questions and `close_days` are ours.

Not for: deciding whether a deal is worth the call.

Example: the next step was due on Wednesday, so on Thursday we ask what became of it.

>>> one = lambda value: pd.Series([value], dtype=object)
>>> day = lambda text: pd.Series(pd.to_datetime([text]))
>>> people = pd.DataFrame({"account_id": ["A"], "name": ["Li"], "phone": ["139 0532 0001"]})
>>> people = people.assign(has_left=None, is_key_player=None, last_contact=pd.NaT)
>>> firms = pd.DataFrame({"account_id": ["A"], "name": ["Haichuan"], "owner": ["Wu"]})
>>> none = pd.DataFrame(columns=["opportunity_id", "side", "what", "due", "pace", "reason"])
>>> deals = none.reindex([0]).assign(stalled=None, missing=None)
>>> listed = compute(
...     one("P"), one("A"), one("Wu"), one(None), one(1e6), day("2026-08-31"), one("send drawings"),
...     day("2026-05-20"), accounts=firms.assign(phone=None, do_not_call=None), contacts=people,
...     open_commitments=none, stalled_deals=deals, project_funnel=deals, visit_cadence=none,
...     as_of=date(2026, 5, 20),
... )
>>> listed[["rank", "contact", "why"]].values.tolist()
[[1.0, 'Li', '下一步“send drawings”2026-05-20到期']]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import (
    LISTING,
    MISSING,
    SEMICOLON,
    YES,
    header_words,
    text_column,
)

MORNING, AFTERNOON = "9:00-11:30", "14:00-17:30"
MORNING_MINUTES, AFTERNOON_MINUTES = 150, 210
"""Golden hours and how long they last (`call-plan-200`)."""

QUESTIONS = {
    "gate_pressure": Text(
        "现在是什么在推动解决这件事，不做会怎样？",
        "What presses you to solve this now, and what happens if you do not?",
    ),
    "gate_vendor_value": Text("我们哪一点对你们最有用？", "What of ours helps you most?"),
    "gate_need": Text("一定要满足的是哪几条？", "Which requirements must be met?"),
    "gate_decision_process": Text("要经过哪些人、哪几步才能定？", "Who decides, in which steps?"),
    "gate_resources": Text("预算和实施人员落实了吗？", "Are money and people for it settled?"),
    "gate_driver": Text("哪一天必须用上，为什么？", "By which day must it run, and why?"),
    "gate_unique_value": Text(
        "与别的方案比，您最看重哪一点？", "What do you value most beside other offers?"
    ),
    "gate_solution": Text("方案还缺什么？", "What does our proposal still lack?"),
    "gate_guarantee": Text("对交付和实施最担心什么？", "What worries you about delivery?"),
    "gate_trust": Text(
        "要放心选我们，还需要看到什么？", "What must you see to choose us with confidence?"
    ),
    "gate_inside_support": Text(
        "贵司谁最希望这个项目做成？", "Who in your company wants this most?"
    ),
    "gate_recognition": Text("决策领导怎么看我们的方案？", "How do the deciders see our proposal?"),
    "gate_preference": Text(
        "如果今天定，会选谁，为什么？", "Decided today, whom would you choose?"
    ),
    "gate_connections": Text(
        "几位决策人各看重什么，怎样统一意见？",
        "What does each decider want, and how do they agree?",
    ),
}
"""Missing condition to what is asked about it; all ours."""


class Params(MethodParams):
    """Length of the list, and when a close date is near."""

    calls_a_day: int = Field(
        default=200, ge=1, le=10_000, description="Calls of one salesperson a day (source's goal)"
    )
    close_days: int = Field(default=30, ge=0, description="Ours: days to the close date")


DEFAULTS = Params()

LABEL = Label(
    name="call_list",
    ids=("call-plan-200",),
    zh="电话清单",
    en="Call list",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="day", zh="通话日", en="Call on", kind="date"),
        Result(name="rank", zh="顺序", en="Rank", kind="number"),
        Result(name="hours", zh="黄金时间", en="Golden hours"),
        Result(name="account_id", zh="客户编号", en="Account ID"),
        Result(name="account", zh="客户", en="Customer"),
        Result(name="contact", zh="联系人", en="Contact"),
        Result(name="phone", zh="电话", en="Phone"),
        Result(name="opportunity_id", zh="商机编号", en="Deal"),
        Result(name="amount", zh="金额", en="Amount", kind="money"),
        Result(name="due", zh="到期", en="Due", kind="date"),
        Result(name="why", zh="为什么打", en="Why"),
        Result(name="question", zh="要问的问题", en="Question to ask"),
        Result(name="reason", zh="通话说明", en="Call reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    opportunity_id: pd.Series,
    account_id: pd.Series,
    owner: pd.Series,
    status: pd.Series,
    amount: pd.Series,
    close_date: pd.Series,
    next_step: pd.Series,
    next_step_date: pd.Series,
    *,
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    open_commitments: pd.DataFrame,
    stalled_deals: pd.DataFrame,
    project_funnel: pd.DataFrame,
    visit_cadence: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """List the calls of the next working day; the last four frames are results of methods."""
    day = pd.Timestamp(as_of) + pd.offsets.BDay(1)
    deals = pd.DataFrame(
        {
            "opportunity_id": opportunity_id,
            "account_id": account_id,
            "owner": owner,
            "amount": amount.astype(float),
            "close_date": pd.to_datetime(close_date),
            "next_step": next_step,
            "step_date": pd.to_datetime(next_step_date),
            "stalled": stalled_deals["stalled"].reindex(owner.index).isin([*YES]),
            "stall": stalled_deals["reason"].reindex(owner.index).astype("str"),
            "missing": project_funnel["missing"].reindex(owner.index).astype("str"),
        }
    )[is_open(status) & account_id.notna()]
    reasons = _deal_reasons(deals, _promised(open_commitments, as_of), day, params, language)
    quiet = _quiet_accounts(accounts, visit_cadence, deals["account_id"], day, language)
    calls = pd.concat([reasons, quiet], ignore_index=True)
    return _ranked(_reached(calls, accounts, contacts), day, params, language)


def _promised(open_commitments: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """By deal the customer's promise that is overdue longest: what, due."""
    rows = open_commitments[["opportunity_id", "side", "what", "due"]]
    rows = rows.assign(due=pd.to_datetime(rows["due"]))
    theirs = rows["side"].isin(["客户", "Customer"]) & (rows["due"] < pd.Timestamp(as_of))
    late = rows[theirs & rows["opportunity_id"].notna()].sort_values("due", kind="stable")
    return late.drop_duplicates("opportunity_id").set_index("opportunity_id")[["what", "due"]]


def _deal_reasons(
    deals: pd.DataFrame,
    promised: pd.DataFrame,
    day: pd.Timestamp,
    params: Params,
    language: Language,
) -> pd.DataFrame:
    """The deals to be called: priority, due, why and question of the first reason that holds."""
    what = looked_up(deals["opportunity_id"], promised["what"])
    promise_due = pd.to_datetime(looked_up(deals["opportunity_id"], promised["due"]))
    gap = (
        deals["missing"]
        .map(lambda all_of_them: str(all_of_them).split(LISTING[language])[0], na_action="ignore")
        .astype("str")
    )
    headers = header_words("opportunities", language)
    asked = gap.map({headers[name]: text[language] for name, text in QUESTIONS.items()})
    step = deals["next_step"].fillna(Text("未写明", "not said")[language])
    soon = deals["close_date"].le(day + pd.Timedelta(days=params.close_days))
    closing = Text("签约还差哪一步，谁来签？", "What is left before signature, and who signs?")
    cases = (
        (what.notna(), promise_due, _said(Text("客户答应的“{}”{}到期", "promised “{}”, due {}"),
            what, promise_due, language), _about(what, language)),
        (deals["step_date"].le(day), deals["step_date"],
            _said(Text("下一步“{}”{}到期", "next step “{}” due {}"), step, deals["step_date"],
                language), _about(step, language)),
        (deals["stalled"], deals["step_date"], Text("停滞：", "stalled: ")[language]
            + deals["stall"].fillna(""), asked),
        (soon, deals["close_date"], _said(Text("“{}”{}应签约", "“{}” to be signed {}"),
            deals["opportunity_id"], deals["close_date"], language),
            pd.Series(closing[language], index=deals.index)),
        (gap.notna(), deals["close_date"], Text("还缺条件：", "condition missing: ")[language]
            + gap.fillna(""), asked),
    )  # fmt: skip
    result = deals[["opportunity_id", "account_id", "owner", "amount"]].assign(priority=len(cases))
    result["due"] = pd.Series(pd.NaT, index=deals.index, dtype="datetime64[ns]")
    result[["why", "question"]] = pd.DataFrame(index=deals.index, columns=[0, 1], dtype=object)
    for priority, (holds, due, why, question) in reversed(list(enumerate(cases))):
        result.loc[holds, "priority"] = priority
        for name, values in (("due", due), ("why", why), ("question", question)):
            result[name] = result[name].mask(holds, values)
    general = Text(
        "项目现在到哪一步，下一步谁做什么？", "Where does it stand, and who does what next?"
    )
    result["question"] = result["question"].fillna(general[language])
    return result[result["priority"] < len(cases)]


def _said(words: Text, what: pd.Series, due: pd.Series, language: Language) -> pd.Series:
    """What is due and when; None where there is nothing."""
    said = [
        words[language].format(one, f"{when:%Y-%m-%d}")
        if pd.notna(one) and pd.notna(when)
        else None
        for one, when in zip(what, due, strict=True)
    ]
    return pd.Series(said, index=what.index, dtype=object)


def _about(what: pd.Series, language: Language) -> pd.Series:
    words = Text("“{}”办得怎么样，还差什么？", "How is “{}” going, and what is left?")[language]
    return what.map(words.format, na_action="ignore").astype(object)


def _quiet_accounts(
    accounts: pd.DataFrame,
    visit_cadence: pd.DataFrame,
    busy: pd.Series,
    day: pd.Timestamp,
    language: Language,
) -> pd.DataFrame:
    """Customers without an open deal whose next contact is due."""
    due = pd.to_datetime(visit_cadence["due"].reindex(accounts.index))
    rows = accounts[due.le(day) & ~accounts["account_id"].isin(busy)]
    question = Text(
        "产品用得怎么样，近期有什么新的计划？",
        "How do our products serve you, and what is planned?",
    )
    return pd.DataFrame(
        {
            "opportunity_id": None,
            "account_id": rows["account_id"],
            "owner": rows["owner"],
            "amount": float("nan"),
            "priority": len(QUESTIONS),
            "due": due[rows.index],
            "why": visit_cadence["reason"].reindex(rows.index),
            "question": question[language],
        }
    )


def _reached(calls: pd.DataFrame, accounts: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """The calls with customer, person and number; nobody who does not want to be called."""
    firms = accounts[accounts["account_id"].notna()].drop_duplicates("account_id")
    firms = firms.set_index("account_id")
    refused = firms.index[firms["do_not_call"].eq(True)]
    calls = calls[~calls["account_id"].isin(refused)]
    there = contacts[~contacts["has_left"].eq(True) & contacts["phone"].notna()]
    there = there.assign(key=there["is_key_player"].eq(True))
    there = there.sort_values(["key", "last_contact"], ascending=False, kind="stable")
    person = there.drop_duplicates("account_id").set_index("account_id")
    ids = calls["account_id"]
    return calls.assign(
        account=looked_up(ids, firms["name"]).fillna(ids),
        contact=looked_up(ids, person["name"]),
        phone=looked_up(ids, person["phone"]).fillna(looked_up(ids, firms["phone"])),
    )


def _ranked(
    calls: pd.DataFrame, day: pd.Timestamp, params: Params, language: Language
) -> pd.DataFrame:
    """Each number once, in order, no more than the day holds; those without number at the end."""
    digits = calls["phone"].astype("str").str.replace(r"\D", "", regex=True)
    key = digits.where(calls["phone"].notna() & digits.ne(""), calls["account_id"].astype("str"))
    calls = calls.assign(key=key, number=calls["phone"].notna())
    order = ["number", "priority", "due", "amount"]
    calls = calls.sort_values(order, ascending=[False, True, True, False], kind="stable")
    calls["others"] = calls.groupby("key")["key"].transform("size") - 1
    calls = calls.drop_duplicates("key")
    rank = calls.groupby("owner", dropna=False).cumcount() + 1.0
    calls = calls.assign(rank=rank.where(calls["number"]))[rank <= params.calls_a_day]
    calls = calls.sort_values(["owner", "rank"], kind="stable").reset_index(drop=True)
    minutes = (calls["rank"] - 1) * (MORNING_MINUTES + AFTERNOON_MINUTES) / params.calls_a_day
    hours = pd.Series(MORNING, index=calls.index).mask(minutes >= MORNING_MINUTES, AFTERNOON)
    calls["hours"] = hours.where(calls["number"], None)
    calls["day"] = pd.Series(day, index=calls.index, dtype="datetime64[ns]")
    calls["due"] = pd.to_datetime(calls["due"])
    calls["amount"] = calls["amount"].astype(float)
    calls["reason"] = _reason(calls, language)
    for one in LABEL.results:
        if one.kind == "text":
            values = calls[one.name].astype(object)
            calls[one.name] = text_column(values.where(values.notna(), None).tolist(), calls.index)
    return calls[[one.name for one in LABEL.results]]


def _reason(calls: pd.DataFrame, language: Language) -> pd.Series:
    others = Text("同一号码另有{}件事", "{} more matters under this number")[language]
    absent = MISSING[language] + Text("电话", "a phone number")[language]
    reasons = [
        SEMICOLON[language].join(
            [f"{why} → {question}"]
            + ([others.format(count)] if count else [])
            + ([] if number else [absent])
        )
        for why, question, count, number in zip(
            calls["why"], calls["question"], calls["others"], calls["number"], strict=True
        )
    ]
    return text_column(reasons, calls.index)
