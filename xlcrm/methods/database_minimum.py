"""客户数据库最低要求 · Minimum customer database.

Question: does each customer's record hold the blocks that every customer database needs?

Formula: share = blocks present ÷ 5.

    basic         name, and address or phone
    needs         at least one need
    purchases     at least one order, or a ledger month with sales
    interaction   at least one activity in the last `active_days`
    cooperation   day of the first order, or a deal won

Units: rows of other sheets; days; the result is a share from 0 to 1, shown as a percentage. A
customer without tags is named in the reason, but tags are no block.

Source: domain inventory `customer-db-minimum`, the union of its two layouts; the days are ours.

Not for: prospects, who cannot have bought.

Example: basic, purchases and interaction there, needs and cooperation not: 3 of 5, 60 %.

>>> one, none = pd.Series(["A"]), pd.Series([None])
>>> rows = pd.DataFrame({"account_id": ["A"]})
>>> scored = compute(
...     one, one, one, none, none, pd.to_datetime(none), needs=rows.head(0), ledger=rows.head(0),
...     orders=rows, activities=rows.assign(day=pd.Timestamp("2026-05-01"), status=None),
...     opportunities=rows.head(0), as_of=date(2026, 5, 20),
... )
>>> scored["share"].tolist(), scored["reason"].tolist()
([0.6], ['5类信息有3类；缺少需求、合作历史、标签'])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import listed, missing_words
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.opportunity import OpportunityStatus

BLOCKS = {
    "basic": Text("基本信息", "basics"),
    "needs": Text("需求", "needs"),
    "purchases": Text("购买历史", "purchases"),
    "interaction": Text("互动记录", "interaction"),
    "cooperation": Text("合作历史", "cooperation"),
}
TAGS = Text("标签", "tags")


class Params(MethodParams):
    """How long an interaction keeps a record alive."""

    active_days: int = Field(
        default=180, ge=1, le=3650, description="Ours: days in which an activity must lie"
    )


DEFAULTS = Params()

LABEL = Label(
    name="database_minimum",
    ids=("customer-db-minimum",),
    zh="客户数据库最低要求",
    en="Minimum customer database",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="share", zh="最低要求达成", en="Minimum reached", kind="percent",
               written=False),
        Result(name="reason", zh="最低要求说明", en="Minimum reason", written=False),
    ),
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    name: pd.Series,
    address: pd.Series,
    phone: pd.Series,
    tags: pd.Series,
    first_order: pd.Series,
    *,
    needs: pd.DataFrame,
    orders: pd.DataFrame,
    ledger: pd.DataFrame,
    activities: pd.DataFrame,
    opportunities: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Blocks present of each customer."""
    sold = ledger.reindex(columns=["account_id", "sales"])
    deals = opportunities.reindex(columns=["account_id", "status"])
    won = deals[deals["status"].isin([OpportunityStatus.WON])]
    recent = _recent(activities, pd.Timestamp(as_of), params)
    present = pd.DataFrame(
        {
            "basic": name.notna() & (address.notna() | phone.notna()),
            "needs": _among(account_id, needs),
            "purchases": _among(account_id, orders)
            | _among(account_id, sold[sold["sales"].astype(float).gt(0)]),
            "interaction": _among(account_id, recent),
            "cooperation": first_order.notna() | _among(account_id, won),
        }
    )
    result = present.mean(axis=1).astype(float).where(account_id.notna()).to_frame("share")
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = _reason(present, tags, language).mask(account_id.isna(), nameless)
    return result


def _reason(present: pd.DataFrame, tags: pd.Series, language: Language) -> pd.Series:
    """How many blocks there are, and which are not."""
    titles = [text[language] for text in BLOCKS.values()]
    absent = (~present).set_axis(titles, axis=1).assign(**{TAGS[language]: tags.isna()})
    lacking = listed(absent, language)
    count = present.sum(axis=1).map(Text("5类信息有{}类", "{} of 5 blocks")[language].format)
    missing = Text("；缺少", "; missing ")[language] + lacking
    return count.astype("str") + missing.where(lacking.ne(""), "")


def _among(account_id: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Whether a sheet has a row of each customer."""
    return account_id.isin(rows["account_id"].dropna().unique())


def _recent(activities: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.DataFrame:
    """Activities that took place within the days."""
    rows = activities.reindex(columns=["account_id", "day", "status"])
    day = pd.to_datetime(rows["day"])
    inside = day.gt(as_of - pd.Timedelta(days=params.active_days)) & day.le(as_of)
    return rows[inside & (rows["status"].isna() | rows["status"].isin([ActivityStatus.DONE]))]
