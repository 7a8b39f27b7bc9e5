"""产品空白 · White space.

Question: which of our products does each customer buy, which is being talked about, and which of
those that others buy has it never bought?

Formula: bought = sum of the customer's order amounts for a product in the last `window_days`
(an older order still counts as bought, with no amount); in talks = an open deal for a product not
bought; not bought = the `listed` products with the most other buyers, of the customer's own
industry where it is known.

Units: amounts in base currency units; buyers are customers.

Source: domain inventory `existing-followup-3` (turn old business into new business) and
`six-maximisations` (customer share). `window_days` and `listed` are ours.

Not for: saying that a customer needs a product; ask first.

Example: A bought a pump last month; B, its neighbour, also buys valves, so valves are A's white
space.

>>> orders = pd.DataFrame({"account_id": ["A", "B"], "product": ["pump", "valve"],
...     "amount": [100.0, 50.0], "ordered": pd.to_datetime(["2026-10-31"] * 2), "status": None})
>>> firms = pd.DataFrame({"account_id": ["A", "B"], "industry": "steel"})
>>> deals = pd.DataFrame(columns=["account_id", "product", "status"])
>>> table = compute(*(orders[name] for name in orders), accounts=firms, opportunities=deals,
...     as_of=date(2026, 11, 30), language="en")
>>> table.loc[table["account_id"] == "A", ["product", "state", "buyers"]].values.tolist()
[['pump', 'bought', 0.0], ['valve', 'not bought', 1.0]]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import text_column
from xlcrm.sheets.order import OrderStatus

STATES = (Text("已购买", "bought"), Text("商谈中", "in talks"), Text("未购买", "not bought"))
NOT_YET = [OrderStatus.TALKS, OrderStatus.QUOTED, OrderStatus.CANCELLED]


class Params(MethodParams):
    """How far back orders count in money, and how many gaps a customer is shown."""

    window_days: int = Field(default=365, ge=1, le=3660, description="Ours: days of amounts")
    listed: int = Field(default=5, ge=0, le=50, description="Ours: products not bought, each")


DEFAULTS = Params()

LABEL = Label(
    name="white_space",
    ids=("existing-followup-3", "six-maximisations"),
    zh="产品空白",
    en="White space",
    sheet="orders",
    shape="table",
    results=(
        Result(name="account_id", zh="客户编号", en="Account ID"),
        Result(name="product", zh="产品", en="Product"),
        Result(name="state", zh="购买情况", en="State"),
        Result(name="bought", zh="近一年购买额", en="Bought in a year", kind="money"),
        Result(name="last", zh="最近订单", en="Last order", kind="date"),
        Result(name="buyers", zh="其他购买客户数", en="Other buyers", kind="number"),
        Result(name="reason", zh="产品空白说明", en="White space reason"),
    ),
)


def compute(
    account_id: pd.Series,
    product: pd.Series,
    amount: pd.Series,
    ordered: pd.Series,
    status: pd.Series,
    *,
    accounts: pd.DataFrame,
    opportunities: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Per customer what it buys, what is in talks, and what others buy."""
    days = pd.to_datetime(ordered)
    recent = days.gt(pd.Timestamp(as_of) - pd.Timedelta(days=params.window_days))
    orders = pd.DataFrame(
        {
            "account_id": account_id.astype(object),
            "product": product.astype(object),
            "bought": amount.astype(float).where(recent),
            "last": days,
        }
    )[~status.isin(NOT_YET) & product.notna() & account_id.notna() & ~days.gt(pd.Timestamp(as_of))]
    bought = orders.groupby(["account_id", "product"], as_index=False).agg(
        bought=("bought", lambda amounts: amounts.sum(min_count=1)), last=("last", "max")
    )
    open_deals = opportunities[is_open(opportunities["status"]) & opportunities["product"].notna()]
    talks = open_deals[["account_id", "product"]].dropna().drop_duplicates()
    gaps = _gaps(bought, accounts, params.listed)
    parts = [
        part.assign(state=state) for state, part in enumerate((bought, talks.astype(object), gaps))
    ]
    table = pd.concat(parts).drop_duplicates(["account_id", "product"])
    industry = _industries(accounts)
    table["buyers"] = _buyers(table, bought, industry)
    order = ["account_id", "state", "bought", "buyers", "product"]
    table = table.sort_values(order, ascending=[True, True, False, False, True])
    return _worded(table.reset_index(drop=True), industry, language)


def _industries(accounts: pd.DataFrame) -> pd.Series:
    """Industry by account id; "" where it is not known."""
    known = accounts.dropna(subset=["account_id"]).drop_duplicates("account_id")
    return known.set_index("account_id")["industry"].astype(object).fillna("")


def _gaps(bought: pd.DataFrame, accounts: pd.DataFrame, listed: int) -> pd.DataFrame:
    """Account and product, for the products bought most often in its industry and not by it."""
    industry = _industries(accounts).rename("industry").rename_axis("account_id").reset_index()
    sold = bought.merge(industry, on="account_id")
    popular = sold.groupby(["industry", "product"], as_index=False).agg(buyers=("last", "size"))
    popular = popular.sort_values(["buyers", "product"], ascending=[False, True])
    # Whoever buys as many as it can still has `listed` left to see.
    most = listed + int(bought.groupby("account_id").size().max() if len(bought) else 0)
    offered = industry.merge(popular.groupby("industry").head(most), on="industry")
    known = pd.MultiIndex.from_frame(bought[["account_id", "product"]])
    missing = offered[~pd.MultiIndex.from_frame(offered[["account_id", "product"]]).isin(known)]
    return missing.groupby("account_id").head(listed)[["account_id", "product"]]


def _buyers(table: pd.DataFrame, bought: pd.DataFrame, industry: pd.Series) -> pd.Series:
    """How many other customers of the same industry buy the product."""
    sold = bought.assign(industry=bought["account_id"].map(industry).astype(object).fillna(""))
    counts = sold.groupby(["industry", "product"]).size().rename("buyers").reset_index()
    mine = table[["account_id", "product", "state"]].assign(
        industry=table["account_id"].map(industry).astype(object).fillna("")
    )
    found = mine.merge(counts.astype({"industry": object}), on=["industry", "product"], how="left")
    others = found["buyers"].fillna(0.0) - found["state"].eq(0)
    return pd.Series(others.to_numpy(), index=table.index)


def _worded(table: pd.DataFrame, industry: pd.Series, language: Language) -> pd.DataFrame:
    """The table with its states and reasons in words."""
    words = Text(
        "{state}；另有{buyers:g}家{industry}客户购买",
        "{state}; {buyers:g} other {industry} customers buy it",
    )[language]
    field = table["account_id"].map(industry).astype(object).fillna("")
    states = [STATES[state][language] for state in table["state"]]
    reasons = [
        " ".join(words.format(state=state, buyers=buyers, industry=name).split())
        for state, buyers, name in zip(states, table["buyers"], field, strict=True)
    ]
    return pd.DataFrame(
        {
            "account_id": text_column(table["account_id"].tolist(), table.index),
            "product": text_column(table["product"].tolist(), table.index),
            "state": text_column(states, table.index),
            "bought": table["bought"].astype(float),
            "last": pd.to_datetime(table["last"]),
            "buyers": table["buyers"].astype(float),
            "reason": text_column(reasons, table.index),
        }
    )
