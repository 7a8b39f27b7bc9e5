"""销售进展 · Sales progress.

Question: how fast do opportunities flow down the funnel, measured by the quarter's quota?

Formula: progress of a week = [(forecast − forecast last week) + (sales − sales last week)] ÷ quota,
all for the quarter the week lies in.

    forecast = weighted amount of the open deals with a close date in the quarter and not yet past,
               + what is still expected of small orders outside the funnel (never below 0)
    sales    = deals won in the quarter so far + orders of the quarter that name no deal

In a quarter's first week, sales last week are 0 and the forecast last week is what the week before
expected of the new quarter. A won deal enters sales once, in the first recorded week after it was
last seen open and signed; one signed in a quarter whose weeks are over by then is shown as `late`
in that week and added to no progress. To date = sum of the quarter's weeks. Pace = what is missing
(quota − forecast − sales) ÷ quota ÷ weeks left, the present one included.

Units: amounts in base currency units, progress in shares of the quota, shown as percentages. One
row per recorded week (and owner), the present week last.

Source: domain inventory `sales-progress` and `out-of-funnel`; pace is ours.

Not for: the first recorded week, which has nothing to compare with.

Example: forecast 600 → 680 and sales 200 → 250 (万) against a quota of 1,000 make 13 %.

>>> snapshots = pd.DataFrame(
...     {
...         "week": pd.to_datetime(["2026-05-11"]), "taken": pd.to_datetime(["2026-05-13"]),
...         "opportunity_id": "P", "owner": "W", "amount": [12e6], "probability": [0.5],
...         "close_date": pd.to_datetime(["2026-06-30"]),
...     }
... )
>>> ids, won = ["P", "Q", "R"], OpportunityStatus.WON
>>> rows = compute(
...     pd.Series(ids), pd.Series(["W"] * 3), pd.Series([13.6e6, 2e6, 0.5e6]),
...     pd.Series([None, won, won]),
...     pd.Series(pd.to_datetime(["2026-06-30", "2026-05-02", "2026-05-18"])),
...     snapshots=snapshots, weighted_amount=pd.DataFrame({"probability_used": [0.5, None, None]}),
...     targets=pd.DataFrame(
...         {"owner": ["W"], "month": pd.to_datetime(["2026-04-01"]), "quota": [10e6]}
...     ),
...     orders=pd.DataFrame(
...         columns=["opportunity_id", "owner", "amount", "ordered", "status"]
...     ),
...     as_of=date(2026, 5, 20),
... )
>>> rows[["forecast", "sales", "progress"]].iloc[1].tolist()
[6800000.0, 2500000.0, 0.13]
"""

from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up, until_now, week_of
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.quarters import quarters_of
from xlcrm.methods.wording import SEMICOLON, amount_words, percent_words, text_column
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.order import OrderStatus

TEAM = Text("全部", "All")
NOBODY = Text("未填负责人", "No owner")
NOT_SOLD = (OrderStatus.TALKS, OrderStatus.QUOTED, OrderStatus.CANCELLED)
KEY = ["week", "owner"]


class Params(MethodParams):
    """The financial year, who is shown, and what is expected outside the funnel."""

    fiscal_year_start: int = Field(
        default=1, ge=1, le=12, description="Ours: month in which our financial year begins"
    )
    by: Literal["team", "owner"] = Field(default="team", description="One row per week and …")
    out_of_funnel: float = Field(
        default=0.0,
        ge=0,
        description="Ours: small orders outside the funnel expected in a quarter, per row's owner",
    )


DEFAULTS = Params()

LABEL = Label(
    name="sales_progress",
    ids=("sales-progress", "out-of-funnel"),
    zh="销售进展",
    en="Sales progress",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="week", zh="周", en="Week", kind="date"),
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="quarter", zh="季度起始日", en="Quarter begins", kind="date"),
        Result(name="forecast", zh="销售预计", en="Sales forecast", kind="money"),
        Result(name="sales", zh="累计销售额", en="Sales to date", kind="money"),
        Result(name="quota", zh="季度任务", en="Quarter's quota", kind="money"),
        Result(name="progress", zh="销售进展", en="Sales progress", kind="percent"),
        Result(name="to_date", zh="本季累计进展", en="Progress to date", kind="percent"),
        Result(name="pace", zh="所需周进展", en="Weekly pace needed", kind="percent"),
        Result(name="late", zh="补记上季赢单", en="Won last quarter, late", kind="money"),
        Result(name="reason", zh="进展说明", en="Progress reason"),
    ),
)


def compute(
    opportunity_id: pd.Series,
    owner: pd.Series,
    amount: pd.Series,
    status: pd.Series,
    close_date: pd.Series,
    *,
    snapshots: pd.DataFrame,
    weighted_amount: pd.DataFrame,
    targets: pd.DataFrame,
    orders: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Progress by week; `weighted_amount` is the result of that method."""
    team = TEAM[language] if params.by == "team" else None
    deals = pd.DataFrame(
        {
            "opportunity_id": opportunity_id,
            "owner": _shown(owner, team, language),
            "amount": amount.astype(float),
            "status": status,
            "close_date": pd.to_datetime(close_date),
        }
    )
    chances = weighted_amount["probability_used"].reindex(deals.index).astype(float)
    history = until_now(snapshots, deals, chances, as_of=as_of)
    history["owner"] = _shown(history["owner"], team, language)
    weeks = _weeks(history, as_of, params)
    small = _small(orders)
    small["owner"] = _shown(small["owner"], team, language)
    quotas = targets.assign(owner=_shown(targets["owner"], team, language))
    parts = [
        _expected(history, weeks, params),
        _booked(_won(deals, history), weeks, params, name="won"),
        _booked(small, weeks, params, name="small"),
    ]
    result = _measured(_grid(parts, quotas, weeks, team, params), params)
    result["reason"] = _reason(result, language)
    return result[[column.name for column in LABEL.results]]


def _shown(owner: pd.Series, team: str | None, language: Language) -> pd.Series:
    """Whose row a value belongs to."""
    if team is not None:
        return pd.Series(team, index=owner.index, dtype=object)
    names = owner.astype(object)
    return names.where(names.notna(), NOBODY[language])


def _weeks(history: pd.DataFrame, as_of: date, params: Params) -> pd.DataFrame:
    """Recorded weeks in order: the day they were taken, their quarter, and the quarter after."""
    taken = history.groupby("week")["taken"].max()
    today = pd.Series([pd.Timestamp(as_of).normalize()], index=[week_of(as_of)])
    weeks = today.combine_first(taken).sort_index().rename_axis("week").reset_index(name="taken")
    weeks["quarter"] = quarters_of(weeks["taken"], first_month=params.fiscal_year_start)
    weeks["next_quarter"] = weeks["quarter"].shift(-1)
    return weeks


def _expected(history: pd.DataFrame, weeks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Forecast of each week for its own quarter, and for that of the week after it."""
    rows = history[["week", "owner", "close_date"]].assign(
        weighted=history["amount"].astype(float) * history["probability"].astype(float),
        falls=quarters_of(history["close_date"], first_month=params.fiscal_year_start),
    )
    rows = rows.merge(weeks, on="week")
    rows = rows[rows["close_date"] >= rows["taken"]]
    rows["forecast"] = rows["weighted"].where(rows["falls"] == rows["quarter"])
    rows["carried"] = rows["weighted"].where(rows["falls"] == rows["next_quarter"])
    return rows.groupby(KEY)[["forecast", "carried"]].sum()


def _won(deals: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Won deals with the day they were last seen open."""
    won = deals[deals["status"].isin([OpportunityStatus.WON])]
    last = history.groupby("opportunity_id")["taken"].max()
    return won.assign(seen=looked_up(won["opportunity_id"], last))


def _small(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders that name no deal, like deals won on the day of the order and never seen open."""
    rows = orders[orders["opportunity_id"].isna() & ~orders["status"].isin(NOT_SOLD)]
    return pd.DataFrame(
        {
            "owner": rows["owner"],
            "amount": rows["amount"].astype(float),
            "close_date": pd.to_datetime(rows["ordered"]),
            "seen": pd.to_datetime(pd.Series(pd.NaT, index=rows.index)),
        }
    )


def _booked(sold: pd.DataFrame, weeks: pd.DataFrame, params: Params, *, name: str) -> pd.DataFrame:
    """Amounts by the week that first counts them; `late` when their quarter was over by then."""
    sold = sold[sold["close_date"].notna() & sold["amount"].notna()]
    after = sold["seen"] + pd.Timedelta(days=1)
    counts_from = sold["close_date"].where(~(after > sold["close_date"]), after)
    at = np.searchsorted(weeks["taken"].to_numpy(), counts_from.to_numpy())
    rows = sold.assign(
        at=at, falls=quarters_of(sold["close_date"], first_month=params.fiscal_year_start)
    )
    rows = rows[rows["at"] < len(weeks)]
    own = weeks.loc[rows["at"], ["week", "quarter"]].set_axis(rows.index)
    on_time = rows["falls"] == own["quarter"]
    rows = rows.assign(
        week=own["week"],
        **{name: rows["amount"].where(on_time)},
        late=rows["amount"].where(~on_time & (rows["at"] > 0)),
    )
    return rows.groupby(KEY)[[name, "late"]].sum()


def _grid(
    parts: list[pd.DataFrame],
    targets: pd.DataFrame,
    weeks: pd.DataFrame,
    team: str | None,
    params: Params,
) -> pd.DataFrame:
    """One row per week and owner with everything known of it, nothing counted as 0."""
    quota = pd.DataFrame(
        {
            "owner": targets["owner"],
            "quarter": quarters_of(targets["month"], first_month=params.fiscal_year_start),
            "quota": targets["quota"].astype(float),
        }
    )
    quota = quota[quota["quarter"].isin(weeks["quarter"])]
    named = {name for part in parts for name in part.index.get_level_values("owner")}
    owners = sorted(named | set(quota["owner"])) if team is None else [team]
    grid = pd.MultiIndex.from_product([weeks["week"], owners], names=KEY).to_frame(index=False)
    grid = grid.merge(weeks, on="week")
    wanted = quota.groupby(["quarter", "owner"])["quota"].sum(min_count=1)
    grid = grid.join(wanted, on=["quarter", "owner"])
    late = sum(part["late"].reindex(pd.MultiIndex.from_frame(grid[KEY])).fillna(0.0).to_numpy()
               for part in parts[1:])  # fmt: skip
    for part in parts:
        grid = grid.join(part.drop(columns="late", errors="ignore"), on=KEY)
    return grid.assign(late=late).fillna(
        {"forecast": 0.0, "carried": 0.0, "won": 0.0, "small": 0.0}
    )


def _measured(grid: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Progress from week to week; the first recorded week has none."""
    rows = grid.sort_values(["owner", "week"], ignore_index=True)
    quarter = [rows["owner"], rows["quarter"]]
    small = rows["small"].groupby(quarter).cumsum()
    sales = rows["won"].groupby(quarter).cumsum() + small
    left = (params.out_of_funnel - small).clip(lower=0.0)
    result = rows.assign(sales=sales, forecast=rows["forecast"] + left)
    before = result.groupby("owner")
    same = before["quarter"].shift() == result["quarter"]
    sold_before = before["sales"].shift().where(same, 0.0)
    small_before = small.groupby(rows["owner"]).shift().where(same, 0.0)
    carried = before["carried"].shift() + (params.out_of_funnel - small_before).clip(lower=0.0)
    result["forecast_step"] = result["forecast"] - carried
    result["sales_step"] = result["sales"] - sold_before
    quota = result["quota"].where(result["quota"] > 0)
    result["progress"] = (result["forecast_step"] + result["sales_step"]) / quota
    result["to_date"] = result["progress"].groupby(quarter).cumsum()
    ends = pd.PeriodIndex(result["quarter"]).end_time.normalize()
    weeks_left = ((ends - result["taken"]).dt.days // 7 + 1).astype(float)
    missing = (quota - result["forecast"] - result["sales"]).clip(lower=0.0)
    result["pace"] = missing / quota / weeks_left
    result["quarter"] = pd.PeriodIndex(result["quarter"]).start_time
    result["owner"] = result["owner"].astype("str")
    return result.sort_values(KEY, ignore_index=True)


def _reason(result: pd.DataFrame, language: Language) -> pd.Series:
    moved = Text(
        "（预计{forecast}，销售{sales}）÷ 季度任务{quota} = {progress}",
        "(forecast {forecast}, sales {sales}) ÷ quota {quota} = {progress}",
    )[language]
    first = Text("缺少更早的周快照，无法比较", "missing an earlier week to compare with")[language]
    no_goal = Text("缺少季度任务额", "missing the quarter's quota")[language]
    late = Text("另补记上季赢单{late}", "{late} won last quarter, recorded late")[language]
    reasons = []
    for row in result.to_dict("records"):
        if not pd.isna(row["progress"]):
            reason = moved.format(
                forecast=_step(row["forecast_step"], language),
                sales=_step(row["sales_step"], language),
                quota=amount_words(row["quota"], language),
                progress=percent_words(row["progress"], signed=True),
            )
        else:
            reason = first if pd.isna(row["forecast_step"]) else no_goal
        if row["late"]:
            reason += SEMICOLON[language] + late.format(late=amount_words(row["late"], language))
        reasons.append(reason)
    return text_column(reasons, result.index)


def _step(amount: float, language: Language) -> str:
    return ("+" if amount >= 0 else "") + amount_words(amount, language)
