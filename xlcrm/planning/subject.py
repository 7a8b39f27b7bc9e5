"""What planning tabs are about: the accounts chosen, one of their deals, or the whole team."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

import pandas as pd

from xlcrm.book import BookError
from xlcrm.book.template import Template
from xlcrm.language import Text
from xlcrm.methods.weighted_amount import is_open
from xlcrm.planning.tokens import Frames, Results
from xlcrm.sheets import fields_of, sheet_model

Kind = Literal["account", "opportunity", "team"]
"""What one tab of a template is about, as the template's notes sheet says."""

SUBJECT = "subject"
"""Entry of a template's notes sheet; a template without it is about an account."""


CHOOSING = frozenset({"pareto", "account_value"})
"""The methods by which accounts are chosen."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What one tab is about: the rows it stands on, and the key it is found again by."""

    kind: Kind
    key: str
    rows: Mapping[str, int]
    """Sheet to row: the account and, where the tab is about a deal, the deal."""


def kind_of(template: Template) -> Kind:
    """What the template's tabs are about; raises BookError "unknown-subject"."""
    kind = template.notes.get(SUBJECT, "account")
    if kind not in get_args(Kind):
        known = ", ".join(get_args(Kind))
        message = Text(
            f"模板 {template.path.name} 的 subject 是 {kind};可用:{known}",
            f"template {template.path.name} says subject {kind}; known: {known}",
        )
        raise BookError("unknown-subject", message)
    return cast(Kind, kind)


def chosen_accounts(
    frames: Frames,
    results: Results,
    *,
    accounts: Collection[str] = (),
    grades: Collection[str] = ("A",),
    top: int | None = None,
) -> list[int]:
    """Rows of the accounts to plan for, largest first.

    `accounts` (ids) goes before `top` (so many of the largest), that before `grades` (of account
    value, of pareto where that gives none). Raises BookError "no-accounts", "unknown-account".
    """
    if "accounts" not in frames:
        message = Text("没有客户表,无法生成计划", "there is no account sheet to plan from")
        raise BookError("no-accounts", message)
    frame = frames["accounts"].join(results["pareto"][["rank", "class"]])
    frame["grade"] = results["account_value"]["grade"].fillna(frame["class"])
    frame = frame[frame["account_id"].notna()].drop_duplicates("account_id")
    for account in accounts:
        if account not in set(frame["account_id"]):
            message = Text(f"没有客户 {account}", f"there is no account {account}")
            raise BookError("unknown-account", message)
    frame = frame.sort_values("rank", na_position="last", kind="stable")
    if accounts:
        frame = frame[frame["account_id"].isin(accounts)]
    elif top is not None:
        frame = frame.head(top)
    else:
        frame = frame[frame["grade"].isin(grades)]
    return [int(row) for row in frame.index]


def subjects(template: Template, accounts: Collection[int], frames: Frames) -> Iterator[Subject]:
    """What the template's tabs are about, for these rows of the accounts sheet."""
    kind = kind_of(template)
    if kind == "team":
        yield Subject(kind=kind, key="team", rows={})
        return
    for row in accounts:
        account = str(frames["accounts"].at[row, "account_id"])
        if kind == "account":
            yield Subject(kind=kind, key=account, rows={"accounts": row})
        else:
            for deal in open_deals(account, frames):
                key = str(frames["opportunities"].at[deal, "opportunity_id"])
                yield Subject(kind=kind, key=key, rows={"accounts": row, "opportunities": deal})


def open_deals(account: str, frames: Frames) -> list[int]:
    """Rows of an account's open deals that have an id, by close date."""
    deals = frames.get("opportunities")
    if deals is None:
        return []
    mine = deals[(deals["account_id"] == account) & deals["opportunity_id"].notna()]
    mine = mine[is_open(mine["status"])].drop_duplicates("opportunity_id")
    return [int(row) for row in mine.sort_values("close_date", kind="stable").index]


def rows_about(subject: Subject, sheet: str, frames: Frames) -> list[int]:
    """Rows of a sheet that belong to the subject, in the order people keep them.

    Rows that name a deal belong to a deal's tab if it is theirs; rows that name none, such as
    contacts, belong to every tab of their account. A team's tab has them all.
    """
    frame = frames.get(sheet)
    if frame is None or not subject.rows:
        return [] if frame is None else [int(row) for row in frame.index]
    if sheet in subject.rows:
        return [subject.rows[sheet]]
    links = {field.column.link: field.name for field in fields_of(sheet_model(sheet))}
    if subject.kind == "opportunity" and "opportunities" in links:
        return _rows_where(frame, links["opportunities"], [subject.key])
    account = frames["accounts"].at[subject.rows["accounts"], "account_id"]
    if "accounts" in links:
        return _rows_where(frame, links["accounts"], [account])
    deals = frames.get("opportunities")
    if "opportunities" not in links or deals is None:
        return []
    mine = deals.loc[deals["account_id"] == account, "opportunity_id"].dropna()
    return _rows_where(frame, links["opportunities"], mine.tolist())


def _rows_where(frame: pd.DataFrame, field: str, keys: Collection[object]) -> list[int]:
    return [int(row) for row in frame.index[frame[field].isin(keys)]]
