"""The relationship page: a decision map for each key account, and what its deals still need.

A map is a grid of levels × buying roles. Whoever decides stands in a cell with symbol and word of
support, the symbol of the attitude and the relation; who our coach is never stands there.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import is_key, present
from xlcrm.methods.dm_card import AMBER, GREEN, RED
from xlcrm.methods.wording import YES, percent_words
from xlcrm.report.dashboard_rows import Filled, Frames, Results, open_deals, records, result_of
from xlcrm.sheets.contact import BuyingRole, OrganisationLevel, Support

ACCOUNTS = 12
"""Key accounts shown at most, the largest (ours)."""
PEOPLE = 2
"""People named in one cell; the others are counted (ours)."""
KEY_GRADE = "A"

SIGNS = {Support.SUPPORTS: "▲", Support.NEUTRAL: "●", Support.OPPOSES: "▼", Support.UNKNOWN: "○"}
"""Symbol of each support; the word stands beside it, so that colour never speaks alone."""
KEY = "★"
GAP = Text("✕ 空缺", "✕ nobody")
MORE = Text("另有{}人", "{} more")
CLAIMED = Text("{}（自填）", "{} (claimed)")
NO_DEAL = Text("没有进行中的商机，地图不判断", "no open deal, so the map is not judged")
COACHED, ALONE = Text("有向导", "has a coach"), Text("没有向导", "no coach")
ROLES = {role: role.name.lower() for role in BuyingRole}
"""Role to its column of the map."""
COLUMNS = ["account", "level", *ROLES.values(), "words"]
DEALS = ["account", "map", "name", "stage", "amount", "close_date", "factors"]


def filled(frames: Frames, results: Results, *, as_of: date, language: Language) -> Filled:
    """Values and table records of the page; `as_of` plays no part."""
    accounts = _key_accounts(frames, results)
    deals = _deals(frames, results, accounts, language)
    people = _people(frames, results, language)
    rows = [
        row
        for account in accounts.itertuples()
        for row in _map(
            account, people[people["account_id"] == account.account_id], deals, language
        )
    ]
    statuses = deals.drop_duplicates("account_id")["status"]
    values: dict[str, object] = {
        "relationship.accounts": len(accounts),
        "relationship.green": int(statuses.eq(GREEN[language]).sum()),
        "relationship.amber": int(statuses.eq(AMBER[language]).sum()),
        "relationship.red": int(statuses.eq(RED[language]).sum()),
        "relationship.deals": len(deals),
        "relationship.amount": float(deals["amount"].sum()),
        "relationship.note": _note(accounts, statuses, language),
    }
    shown = deals.reindex(columns=DEALS)
    return values, {
        "relationship_map": records(
            "relationship_map", pd.DataFrame(rows, columns=COLUMNS), language
        ),
        "relationship_deals": records("relationship_deals", shown, language),
    }


def _key_accounts(frames: Frames, results: Results) -> pd.DataFrame:
    """The accounts of grade A (of pareto where there is no value grade), largest first."""
    accounts = frames["accounts"].copy()
    grade = result_of(results, "account_value", "grade", accounts.index)
    pareto = result_of(results, "pareto", "class", accounts.index)
    accounts["grade"] = grade.where(grade.notna(), pareto)
    accounts["rank"] = result_of(results, "pareto", "rank", accounts.index)
    accounts["steps"] = result_of(results, "ka_info_steps", "progress", accounts.index)
    key = accounts[accounts["grade"].eq(KEY_GRADE) & accounts["account_id"].notna()]
    ordered = key.drop_duplicates("account_id").sort_values("rank", na_position="last")
    return ordered.head(ACCOUNTS)


def _deals(
    frames: Frames, results: Results, accounts: pd.DataFrame, language: Language
) -> pd.DataFrame:
    """The open deals of the key accounts, in their order and the largest first."""
    names = accounts.set_index("account_id")["name"]
    order = {account: place for place, account in enumerate(names.index)}
    deals = open_deals(frames, results, language)
    deals = deals[deals["account_id"].isin(order)].copy()
    for column, method, result in (
        ("status", "dm_card", "status"),
        ("coverage", "decision_coverage", "coverage"),
        ("next", "decision_coverage", "reason"),
        ("factors", "decision_factor_matrix", "reason"),
        ("coached", "coach_register", "coached"),
        ("why", "dm_card", "reason"),
    ):
        deals[column] = result_of(results, method, result, deals.index)
    deals["account"] = deals["account_id"].map(names)
    deals["map"] = _judgement(deals, language)
    deals["place"] = deals["account_id"].map(order)
    return deals.sort_values(["place", "amount"], ascending=[True, False], kind="stable")


def _judgement(deals: pd.DataFrame, language: Language) -> "pd.Series[Any]":
    """Map status and coverage in one cell: 绿 · 83%."""
    unknown = Text("未知", "unknown")[language]
    words = [
        " · ".join(
            [
                status if isinstance(status, str) else unknown,
                *([percent_words(round(share, 2))] if pd.notna(share) else []),
            ]
        )
        for status, share in zip(deals["status"], deals["coverage"], strict=True)
    ]
    return pd.Series(words, index=deals.index, dtype=object)


def _people(frames: Frames, results: Results, language: Language) -> pd.DataFrame:
    """Everybody who has not left, with the words that stand in the map, weightiest first."""
    people = present(frames["contacts"]).copy()
    people["key"] = is_key(people)
    shown = result_of(results, "relationship_stage", "shown", people.index)
    people["stage"] = [
        one if isinstance(one, str) else _claimed(typed, language)
        for one, typed in zip(shown, people["relationship"], strict=True)
    ]
    people["coverage_reason"] = result_of(results, "role_coverage", "reason", people.index)
    weight = people["support"].map({entry: number for number, entry in enumerate(SIGNS)})
    people["weight"] = weight.fillna(len(SIGNS)).astype(float) - 10 * people["key"]
    people = people.sort_values("weight", kind="stable")
    people["words"] = [_person(row, language) for row in people.to_dict("records")]
    return people


def _claimed(stage: Any, language: Language) -> str:
    return "" if pd.isna(stage) else CLAIMED[language].format(stage.text(language))


def _person(row: dict[Any, Any], language: Language) -> str:
    """One person in two lines: symbol, name and title; support, attitude and relation in words."""
    support = Support.UNKNOWN if pd.isna(row["support"]) else row["support"]
    comma = Text(" ", ", ")[language]
    unnamed = Text("未填姓名", "no name")[language]
    marked = f"{KEY} " if row["is_key_player"] is True else ""
    named = [each for each in (row["name"], row["title"]) if isinstance(each, str)] or [unnamed]
    attitude = Text("态度{}", "attitude {}")[language]
    unknown = Support.UNKNOWN.text(language).lower()
    about = [
        support.text(language),
        attitude.format(unknown if pd.isna(row["attitude"]) else row["attitude"].also[0]),
        row["stage"],
    ]
    return f"{SIGNS[support]} {marked}{comma.join(named)}\n" + " · ".join(filter(None, about))


def _map(
    account: Any, people: pd.DataFrame, deals: pd.DataFrame, language: Language
) -> Iterator[dict[str, object]]:
    """The three rows of one account's grid, from the top level down."""
    mine = deals[deals["account_id"] == account.account_id]
    heads = _heads(account, mine, language)
    words = _words(people, mine, language)
    levels, roles = set(people["level"].dropna()), set(people["role"].dropna())
    for level, head, said in zip(OrganisationLevel, heads, words, strict=True):
        here = people[people["level"].isin([level])]
        cells = {
            column: _cell(here[here["role"].isin([role])], language)
            or (GAP[language] if level not in levels or role not in roles else None)
            for role, column in ROLES.items()
        }
        yield {"account": head, "level": level.text(language), **cells, "words": said}


def _cell(people: pd.DataFrame, language: Language) -> str:
    lines = people["words"].tolist()
    more = [MORE[language].format(len(lines) - PEOPLE)] if len(lines) > PEOPLE else []
    return "\n".join(lines[:PEOPLE] + more)


def _heads(account: Any, deals: pd.DataFrame, language: Language) -> tuple[str, str, str]:
    """What stands at the left: the name, the map's status and coverage, how far we know it."""
    judged = deals["map"].iloc[0] if len(deals) else "—"
    map_words = Text("地图：{}", "Map: {}")[language].format(judged)
    steps = account.steps
    done = "—" if pd.isna(steps) else f"{steps * 4:.0f}/4"
    known = Text("信息分析{}步", "Analysis {} steps")[language].format(done)
    coached = deals["coached"].eq(YES[language]).any() if len(deals) else None
    guided = "" if coached is None else (COACHED if coached else ALONE)[language]
    return str(account.name), map_words, "\n".join(filter(None, [known, guided]))


def _words(people: pd.DataFrame, deals: pd.DataFrame, language: Language) -> tuple[str, str, str]:
    """What the grid says, in words: the status, the gaps, the next actions."""
    gaps = people["coverage_reason"].dropna()
    unplaced = people[people["role"].isna() | people["level"].isna()]["name"].dropna()
    loose = Text("未填角色或层级：{}", "without role or level: {}")[language]
    listed = Text("、", ", ")[language].join(unplaced.head(PEOPLE * 2))
    next_words = Text("下一步：{}", "Next: {}")[language]
    told = [str(gaps.iloc[0])] if len(gaps) else []
    told += [loose.format(listed)] if len(unplaced) else []
    return (
        str(deals["why"].iloc[0]) if len(deals) else NO_DEAL[language],
        Text("；", "; ")[language].join(told) or Text("没有联系人", "no contacts")[language],
        next_words.format(deals["next"].iloc[0]) if len(deals) else "",
    )


def _note(accounts: pd.DataFrame, statuses: "pd.Series[Any]", language: Language) -> str:
    """What the page shows and leaves out."""
    if accounts.empty:
        return Text("没有A级客户，没有地图可画。", "No account of grade A, so no map.")[language]
    parts = [
        Text(
            f"A级客户按销售额取前{ACCOUNTS}家",
            f"The accounts of grade A, at most the {ACCOUNTS} largest",
        )[language]
    ]
    without = len(accounts) - len(statuses)
    if without:
        words = Text("{}家没有进行中的商机，地图不判断", "{} without an open deal are not judged")
        parts.append(words[language].format(without))
    unknown = int(statuses.isna().sum())
    if unknown:
        words = Text("{}家联系人资料不足", "{} with too little known of their people")
        parts.append(words[language].format(unknown))
    return Text("；", "; ")[language].join(parts) + Text("。", ".")[language]
