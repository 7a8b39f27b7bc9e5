"""决策人分析卡 · Decision-maker card.

Question: does anybody who counts in this decision stand on our side, and what do the cards of the
decision makers still lack?

Formula: key is who is marked so, or, where the mark is blank, who has the role ※ or +.

    green    a supporter of ours is key and approves (※) or decides (+)
    amber    a supporter of ours is key
    red      nobody who is key is known to support us

attitude of the group = Σ weight of the role × attitude ÷ Σ weight, attitudes counting ※ 5, + 4,
= 3, - 2, × 1. A card has four slots (role, attitude, support, relationship); those of key people
that are blank or 未知 are its gaps.

Units: contacts of the deal's customer who have not left; attitude from 1 to 5, gaps a number of
slots. Where no support, or neither role nor key mark, is known of anybody, there is no status.

Source: domain inventory `dm-card` and `dm-attitude-codes`. The source names the four slots; the
status rule is that of public sales-method handbooks, and the equal weights of the roles are ours.

Not for: saying that a deal is won: green means that somebody who counts speaks for us.

Example: the approver is key and neutral, the decision maker is key and supports us, two users
support us: green. The group's attitudes ※, =, - and = average 3.25.

>>> contacts = pd.DataFrame(
...     {
...         "account_id": "A", "name": ["甲", "乙", "丙", "丁"], "has_left": None,
...         "role": [
...             BuyingRole.APPROVER, BuyingRole.DECIDER, BuyingRole.USER, BuyingRole.USER
...         ],
...         "is_key_player": None, "relationship": None,
...         "attitude": [list(Attitude)[number] for number in (0, 2, 3, 2)],
...         "support": [Support.NEUTRAL, Support.SUPPORTS, Support.SUPPORTS, Support.SUPPORTS],
...     }
... )
>>> scored = compute(pd.Series(["A"]), pd.Series([None]), contacts=contacts)
>>> scored[["status", "attitude"]].to_dict("records")
[{'status': '绿', 'attitude': 3.25}]
"""

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import KEY_ROLES, is_key, joined, present, symbol_of
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import (
    LISTING,
    MISSING,
    SEMICOLON,
    header_words,
    missing_words,
    text_column,
)
from xlcrm.sheets.contact import Attitude, BuyingRole, Support

GREEN, AMBER, RED = Text("绿", "Green"), Text("黄", "Amber"), Text("红", "Red")
ATTITUDES = {attitude: float(5 - number) for number, attitude in enumerate(Attitude)}
SLOTS = ("role", "attitude", "support", "relationship")
"""The four slots of a card, columns of the contact sheet."""


class Params(MethodParams):
    """What each role weighs in the attitude of the group; 0 leaves a role out."""

    approver_weight: float = Field(default=1, ge=0, description="Ours: weight of ※ 最后批准")
    decider_weight: float = Field(default=1, ge=0, description="Ours: weight of + 决策制定")
    evaluator_weight: float = Field(default=1, ge=0, description="Ours: weight of = 方案评估")
    user_weight: float = Field(default=1, ge=0, description="Ours: weight of - 最终用户")

    def weights(self) -> dict[BuyingRole, float]:
        """Role to its weight."""
        given = (self.approver_weight, self.decider_weight, self.evaluator_weight, self.user_weight)
        return dict(zip(BuyingRole, given, strict=True))


DEFAULTS = Params()

LABEL = Label(
    name="dm_card",
    ids=("dm-card", "dm-attitude-codes"),
    zh="决策人分析卡",
    en="Decision-maker card",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="status", zh="地图状态", en="Map status"),
        Result(name="attitude", zh="决策组态度", en="Group attitude", kind="number", written=False),
        Result(name="gaps", zh="决策卡缺项", en="Card gaps", kind="number", written=False),
        Result(name="reason", zh="地图说明", en="Map reason"),
    ),
)


def compute(
    account_id: pd.Series,
    status: pd.Series,
    *,
    contacts: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Judge the map of each open deal; contacts have name, role, attitude, support and so on."""
    people = present(contacts)
    facts = _facts(people, params, language)
    judged = pd.DataFrame(
        {name: looked_up(account_id, facts[name]) for name in facts}, index=account_id.index
    )
    live = is_open(status) & account_id.notna()
    known = live & judged["supports"].gt(0) & judged["placed"].gt(0)
    colour = np.select(
        [judged["decisive"].gt(0), judged["friendly"].gt(0)],
        [GREEN[language], AMBER[language]],
        default=RED[language],
    )
    result = pd.DataFrame({"status": text_column(list(map(str, colour)), account_id.index)})
    result["status"] = result["status"].where(known)
    result["attitude"] = judged["attitude"].astype(float).where(live)
    result["gaps"] = judged["gaps"].astype(float).where(known)
    result["reason"] = _reason(result, judged, account_id, live, language)
    return result


def _facts(people: pd.DataFrame, params: Params, language: Language) -> pd.DataFrame:
    """One row per account: how many of its people are what, and what is said of them."""
    key = is_key(people)
    supporter = people["support"].isin([Support.SUPPORTS])
    decisive = key & supporter & people["role"].isin(KEY_ROLES)
    open_slots = _open_slots(people)
    weight = people["role"].map(params.weights()).astype(float)
    attitude = people["attitude"].map(ATTITUDES).astype(float)
    weight = weight.where(attitude.notna(), 0.0).fillna(0.0)
    marks = pd.DataFrame(
        {
            "supports": people["support"].notna(),
            "placed": people["role"].notna() | people["is_key_player"].notna(),
            "decisive": decisive,
            "friendly": key & supporter,
            "key": key,
            "gaps": open_slots.sum(axis=1).where(key, 0),
            "weight": weight,
            "weighed": weight * attitude.fillna(0.0),
        }
    ).astype(float)
    facts = marks.groupby(people["account_id"]).sum()
    facts["attitude"] = facts["weighed"] / facts["weight"].where(facts["weight"] > 0)
    names = _names(people, language)
    comma = LISTING[language]
    facts["friends"] = joined(people, names.where(key & supporter), comma)
    facts["decisive_friends"] = joined(people, names.where(decisive), comma)
    facts["others"] = joined(people, _standing(people, names, language).where(key), comma)
    facts["open"] = joined(people, _gaps_in_words(people, open_slots, language).where(key), comma)
    return facts


def _open_slots(people: pd.DataFrame) -> pd.DataFrame:
    blank = people[list(SLOTS)].isna()
    blank["support"] |= people["support"].isin([Support.UNKNOWN])
    return blank


def _names(people: pd.DataFrame, language: Language) -> pd.Series:
    """Each person's name with the symbol of the role."""
    symbols = {role: symbol_of(role, language) for role in BuyingRole}
    form = Text("{name}（{role}）", "{name} ({role})")[language]
    unnamed = Text("未填姓名者", "somebody without a name")[language]
    words = [
        form.format(name=name if isinstance(name, str) else unnamed, role=symbols[role])
        if role in symbols
        else (name if isinstance(name, str) else unnamed)
        for name, role in zip(people["name"], people["role"], strict=True)
    ]
    return pd.Series(words, index=people.index, dtype=object)


def _standing(people: pd.DataFrame, names: pd.Series, language: Language) -> pd.Series:
    """Name and support of each person."""
    support = people["support"].map({entry: entry.text(language) for entry in Support})
    unknown = Support.UNKNOWN.text(language)
    gap = "" if language == "zh" else " "
    return names + gap + support.astype(object).where(support.notna(), unknown)


def _gaps_in_words(people: pd.DataFrame, slots: pd.DataFrame, language: Language) -> pd.Series:
    """What each person's card lacks; missing where it is complete."""
    headers = header_words("contacts", language)
    titles = [headers[name] for name in SLOTS]
    gap, joiner = ("", "和") if language == "zh" else (": ", " and ")
    words = [
        f"{name if isinstance(name, str) else ''}{gap}"
        + joiner.join(
            title for title, is_open_slot in zip(titles, row, strict=True) if is_open_slot
        )
        if row.any()
        else None
        for name, row in zip(people["name"], slots.to_numpy(dtype=bool), strict=True)
    ]
    return pd.Series(words, index=people.index, dtype=object)


def _reason(
    result: pd.DataFrame,
    judged: pd.DataFrame,
    account_id: pd.Series,
    live: pd.Series,
    language: Language,
) -> pd.Series:
    reason = missing_words("opportunities", account_id.to_frame("account_id"), language)
    lacking = {
        Text("这个客户的联系人", "contacts of this customer"): judged["supports"].isna(),
        Text("联系人的支持度", "any contact's support"): judged["supports"].eq(0),
        Text("联系人的采购角色", "any contact's buying role"): judged["placed"].eq(0),
    }
    for words, where in lacking.items():
        reason = reason.mask(reason.eq("") & where, MISSING[language] + words[language])
    told = {
        GREEN[language]: (
            Text("关键人物支持我方：{}", "key and on our side: {}"),
            "decisive_friends",
        ),
        AMBER[language]: (
            Text("支持我方的关键人物不批准也不决策：{}", "on our side, but neither ※ nor +: {}"),
            "friends",
        ),
        RED[language]: (
            Text("关键人物中没有已知的支持者：{}", "nobody key is known to support us: {}"),
            "others",
        ),
    }
    nobody = Text("没有关键人物", "no key person known")[language]
    open_words = Text("卡片缺{}", "cards lack {}")[language]
    known = result["status"].notna()
    rows = judged[known]
    said = [
        _told(colour, told, row, nobody, language)
        + (
            SEMICOLON[language] + open_words.format(row["open"])
            if isinstance(row["open"], str)
            else ""
        )
        for colour, row in zip(result.loc[known, "status"], rows.to_dict("records"), strict=True)
    ]
    reason[known] = text_column(said, rows.index)
    closed = Text("已不在进行中，不判断", "no longer open: not judged")[language]
    return reason.mask(~live & account_id.notna(), closed)


def _told(
    colour: str,
    told: dict[str, tuple[Text, str]],
    row: Mapping[Hashable, object],
    nobody: str,
    language: Language,
) -> str:
    words, name = told[colour]
    people = row[name]
    return words[language].format(people) if isinstance(people, str) else nobody
