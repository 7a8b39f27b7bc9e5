"""未兑现承诺 · Open commitments.

Question: what has been promised on either side and not been kept yet, and who sees to it by when?

Formula: a promise is open when nothing says whether it was kept, or when it was not kept. Days late
= as_of − its day, where that is positive.

Units: days. One row per promise, the longest overdue first, those without a day last.

Source: domain inventory `commitment-per-visit`: the customer promises something at the end of each
visit, and we keep our own promises strictly.

Not for: contracts and payments.

Example: we promised drawings by 12 May and have not sent them by 20 May: 8 days late.

>>> one = lambda value: pd.Series([value], dtype=object)
>>> day = lambda text: pd.Series(pd.to_datetime([text]))
>>> found = compute(
...     one("A"), one("P"), one(None), one(None), day("2026-05-25"), one(None),
...     one("drawings"), day("2026-05-12"), one(None), one("Li"), one(None),
...     accounts=pd.DataFrame({"account_id": ["A"], "name": ["Haichuan"]}),
...     contacts=pd.DataFrame(columns=["contact_id", "name"]), as_of=date(2026, 5, 20),
... )
>>> found[["side", "who", "what", "days_late"]].values.tolist()
[['我方', 'Li', 'drawings', 8.0]]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import days_words, text_column
from xlcrm.sheets.activity import ActivityStatus

SIDES = {"customer": Text("客户", "Customer"), "our": Text("我方", "Us")}


class Params(MethodParams):
    """Nothing to choose: a promise is kept or not."""


DEFAULTS = Params()

LABEL = Label(
    name="open_commitments",
    ids=("commitment-per-visit",),
    zh="未兑现承诺",
    en="Open commitments",
    sheet="activities",
    shape="table",
    results=(
        Result(name="who", zh="负责人", en="Owner"),
        Result(name="what", zh="承诺内容", en="Commitment"),
        Result(name="due", zh="期限", en="Due", kind="date"),
        Result(name="side", zh="承诺方", en="Promised by"),
        Result(name="account_id", zh="客户编号", en="Account ID"),
        Result(name="account", zh="客户", en="Customer"),
        Result(name="opportunity_id", zh="商机编号", en="Deal"),
        Result(name="contact", zh="联系人", en="Contact"),
        Result(name="days_late", zh="逾期天数", en="Days late", kind="days"),
        Result(name="reason", zh="承诺说明", en="Commitment reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    opportunity_id: pd.Series,
    contact_id: pd.Series,
    customer_commitment: pd.Series,
    customer_commitment_due: pd.Series,
    customer_commitment_kept: pd.Series,
    our_commitment: pd.Series,
    our_commitment_due: pd.Series,
    our_commitment_kept: pd.Series,
    owner: pd.Series,
    status: pd.Series,
    *,
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """List the promises of activities that have taken place and are still open."""
    took_place = ~status.isin([ActivityStatus.PLANNED, ActivityStatus.CANCELLED])
    columns = {
        "customer": (
            customer_commitment,
            customer_commitment_due,
            customer_commitment_kept,
        ),
        "our": (our_commitment, our_commitment_due, our_commitment_kept),
    }
    people = {
        "who": owner,
        "account_id": account_id,
        "opportunity_id": opportunity_id,
        "contact_id": contact_id,
    }
    sides = [
        pd.DataFrame({**people, "what": what, "due": pd.to_datetime(due), "side": side})[
            took_place & what.notna() & ~kept.eq(True)
        ]
        for side, (what, due, kept) in columns.items()
    ]
    found = pd.concat(sides).sort_values("due", kind="stable").reset_index(drop=True)
    return _listed(found, accounts, contacts, as_of, language)


def _listed(
    found: pd.DataFrame,
    accounts: pd.DataFrame,
    contacts: pd.DataFrame,
    as_of: date,
    language: Language,
) -> pd.DataFrame:
    """Open promises with names for ids, how late each is, and the reason."""
    names = accounts.drop_duplicates("account_id").set_index("account_id")["name"]
    persons = contacts.drop_duplicates("contact_id").set_index("contact_id")["name"]
    found["account"] = looked_up(found["account_id"], names).fillna(found["account_id"])
    found["contact"] = looked_up(found["contact_id"], persons).fillna(found["contact_id"])
    late = (pd.Timestamp(as_of) - found["due"]).dt.days.astype(float)
    found["days_late"] = late.where(late > 0)
    found["reason"] = _reason(found, language)
    found["side"] = [SIDES[side][language] for side in found["side"]]
    texts = [one.name for one in LABEL.results if one.kind == "text"]
    for name in texts:
        values = found[name]
        found[name] = text_column(values.where(values.notna(), None).tolist(), found.index)
    return found[[one.name for one in LABEL.results]]


def _reason(found: pd.DataFrame, language: Language) -> pd.Series:
    words = {
        "customer": Text("客户答应“{what}”，{when}", "the customer promised “{what}”, {when}"),
        "our": Text("我方答应“{what}”，{when}", "we promised “{what}”, {when}"),
    }
    late = Text("已逾期{}", "{} late")[language]
    ahead = Text("{:%Y-%m-%d}到期", "due {:%Y-%m-%d}")[language]
    undated = Text("缺少期限", "missing its day")[language]
    whens = [
        undated if pd.isna(due) else late.format(days_words(days, language)) if pd.notna(days)
        else ahead.format(due)
        for due, days in zip(found["due"], found["days_late"], strict=True)
    ]  # fmt: skip
    reasons = [
        words[side][language].format(what=what, when=when)
        for side, what, when in zip(found["side"], found["what"], whens, strict=True)
    ]
    return text_column(reasons, found.index)
