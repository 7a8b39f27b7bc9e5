"""One planning tab per chosen account, regenerated with everything typed kept."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from xlcrm.book import BookError, Written
from xlcrm.book.template import Template
from xlcrm.language import Language, Text
from xlcrm.planning.carry import Typed, typed_in
from xlcrm.planning.plan import account_tab, identity
from xlcrm.planning.tokens import Facts
from xlcrm.shipped import template_path
from xlcrm.work import DEFAULTS, Options, Outcome, Work


def plan(
    path: Path,
    options: Options = DEFAULTS,
    *,
    grades: Collection[str] = ("A",),
    accounts: Collection[str] = (),
    template: str = "account_plan",
    month: date | None = None,
) -> Outcome:
    """One planning tab per chosen account, regenerated with everything typed kept.

    `accounts` (ids) goes before `grades` (of account value, of pareto where that gives none);
    `month` (any day of it; None: the month of `as_of`) stands on the tab. Raises BookError
    "unknown-account" or "unknown-template".
    """
    work = Work(path, options)
    results = work.results()
    rows = _chosen(work, results, grades=grades, accounts=accounts)
    source = _planning_template(template, work.language)
    facts = Facts(frames=work.frames, results=results, language=work.language)
    first_of_month = (month or work.as_of).replace(day=1)
    standing = {what: sheet for sheet, what in work.book.owned_sheets().items()}
    written: list[Written] = []
    for done, row in enumerate(rows):
        work.say(Text("生成计划页", "Making planning tabs"), done, len(rows))
        account_id = str(work.frames["accounts"].at[row, "account_id"])
        old = standing.get(identity(source, account_id))
        typed = typed_in(work.book.read(old), work.book.tables(old), source) if old else Typed()
        tab = account_tab(row, source, facts, typed=typed, month=first_of_month)
        written.append(work.book.put_tab(tab))
    return work.finish(written, results=results)


def _planning_template(name: str, language: Language) -> Template:
    path = template_path(f"planning/{name}", language)
    if not path.is_file():
        known = ", ".join(sorted({p.stem.rsplit("_", 1)[0] for p in path.parent.glob("*.xlsx")}))
        message = Text(
            f"没有计划模板 {name};可用:{known}", f"no planning template {name}; known: {known}"
        )
        raise BookError("unknown-template", message)
    return Template(path)


def _chosen(
    work: Work,
    results: Mapping[str, pd.DataFrame],
    *,
    grades: Collection[str],
    accounts: Collection[str],
) -> list[int]:
    """Rows of the accounts to plan for, largest first."""
    if "accounts" not in work.frames:
        message = Text("没有客户表,无法生成计划", "there is no account sheet to plan from")
        raise BookError("no-accounts", message, path=work.path)
    frame = work.frames["accounts"].join(results["pareto"][["rank", "class"]])
    frame["grade"] = results["account_value"]["grade"].fillna(frame["class"])
    frame = frame[frame["account_id"].notna()].drop_duplicates("account_id")
    for account in accounts:
        if account not in set(frame["account_id"]):
            message = Text(f"没有客户 {account}", f"there is no account {account}")
            raise BookError("unknown-account", message, path=work.path)
    wanted = frame["account_id"].isin(accounts) if accounts else frame["grade"].isin(grades)
    return [int(row) for row in frame[wanted].sort_values("rank", na_position="last").index]
