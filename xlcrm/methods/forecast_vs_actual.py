"""预计与实绩 · Forecast against actual.

Question: how far can our forecasts be trusted: what was expected of a month before it began, and
what did it bring?

Formula: forecast of a month = weighted amount of the open deals with a close date in it, as the
last snapshot taken before the month's first day has them; actual = deals won with a close date in
the month; error = (actual − forecast) ÷ forecast. Where no snapshot is old enough, the earliest of
the month itself is taken, with what was won by then added, and the reason says so. Small orders
outside the funnel are in neither.

Units: amounts in base currency units, the error as a share of the forecast. One row per month
from the first snapshot on, the present month last.

Source: domain inventory `forecast-vs-actual`. Its third series, stock, is no part of this workbook.

Not for: judging a salesperson by one month, or months with a handful of deals.

Example: forecast 120, actual 102: an error of −15 %. May is the second row, after the month of
the first snapshot.

>>> snapshots = pd.DataFrame(
...     {
...         "week": pd.to_datetime(["2026-04-27"]), "taken": pd.to_datetime(["2026-04-29"]),
...         "opportunity_id": "P", "amount": [240.0], "probability": [0.5],
...         "close_date": pd.to_datetime(["2026-05-20"]),
...     }
... )
>>> rows = compute(
...     pd.Series([102.0]), pd.Series([OpportunityStatus.WON]),
...     pd.Series(pd.to_datetime(["2026-05-18"])), snapshots=snapshots, as_of=date(2026, 6, 1),
... )
>>> rows[["forecast", "actual", "error"]].iloc[1].tolist()
[120.0, 102.0, -0.15]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import past
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import SEMICOLON, amount_words, percent_words, sentences
from xlcrm.sheets.opportunity import OpportunityStatus


class Params(MethodParams):
    """Nothing to choose: every month that was forecast is compared."""


DEFAULTS = Params()

LABEL = Label(
    name="forecast_vs_actual",
    ids=("forecast-vs-actual",),
    zh="预计与实绩",
    en="Forecast against actual",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="month", zh="月份", en="Month", kind="date"),
        Result(name="taken", zh="采用快照", en="Snapshot used", kind="date"),
        Result(name="forecast", zh="销售预估", en="Forecast", kind="money"),
        Result(name="actual", zh="销售实绩", en="Actual", kind="money"),
        Result(name="error", zh="预估误差", en="Forecast error", kind="percent"),
        Result(name="reason", zh="预估误差说明", en="Forecast error reason"),
    ),
)


def compute(
    amount: pd.Series,
    status: pd.Series,
    close_date: pd.Series,
    *,
    snapshots: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Forecast and actual by month; the frame has a row number of its own."""
    recorded = past(snapshots, as_of=as_of)
    months = _months(recorded, as_of)
    won = pd.DataFrame({"amount": amount.astype(float), "close_date": pd.to_datetime(close_date)})
    won = won[status.isin([OpportunityStatus.WON])]
    won["month"] = won["close_date"].dt.to_period("M")
    months["actual"] = _summed(won, "amount", months)
    months["forecast"] = _expected(recorded, months) + _won_by_then(won, months)
    forecast = months["forecast"].where(months["forecast"] > 0)
    months["error"] = (months["actual"] - forecast) / forecast
    months["reason"] = _reason(months, as_of, language)
    months["month"] = pd.PeriodIndex(months["month"], freq="M").to_timestamp()
    return months[[column.name for column in LABEL.results]]


def _months(recorded: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The months with the week and the day of the snapshot that forecasts each."""
    taken = pd.to_datetime(recorded["taken"]).astype("<M8[s]")
    days = taken.groupby(recorded["week"]).max().rename("taken").reset_index()
    days = days.sort_values("taken", kind="stable")
    end = pd.Timestamp(as_of)
    begin = days["taken"].min() if len(days) else end + pd.offsets.MonthBegin(1)
    months = pd.DataFrame({"month": pd.period_range(begin, end, freq="M")})
    months["first"] = pd.PeriodIndex(months["month"]).to_timestamp().astype("<M8[s]")
    asked = months[["first"]]
    before, after = (
        pd.merge_asof(asked, days, left_on="first", right_on="taken", direction=way,
                      allow_exact_matches=way == "forward")
        for way in ("backward", "forward")
    )  # fmt: skip
    return months.assign(
        week=before["week"].fillna(after["week"]), taken=before["taken"].fillna(after["taken"])
    )


def _summed(rows: pd.DataFrame, name: str, months: pd.DataFrame) -> pd.Series:
    """The sum of a column by month, 0 where there is nothing, on the index of `months`."""
    sums = rows.groupby("month")[name].sum()
    return sums.reindex(months["month"]).fillna(0.0).set_axis(months.index)


def _expected(recorded: pd.DataFrame, months: pd.DataFrame) -> pd.Series:
    """Weighted amount of each month's deals in the snapshot that forecasts it."""
    rows = pd.DataFrame(
        {
            "week": recorded["week"],
            "close_date": pd.to_datetime(recorded["close_date"]),
            "weighted": recorded["amount"].astype(float) * recorded["probability"].astype(float),
        }
    )
    rows["month"] = rows["close_date"].dt.to_period("M")
    rows = rows.merge(months[["month", "week", "taken"]], on=["month", "week"])
    return _summed(rows[rows["close_date"] >= rows["taken"]], "weighted", months)


def _won_by_then(won: pd.DataFrame, months: pd.DataFrame) -> pd.Series:
    """What the month had brought before the day of a snapshot within it."""
    rows = won.merge(months[["month", "taken"]], on="month")
    return _summed(rows[rows["close_date"] < rows["taken"]], "amount", months)


def _reason(months: pd.DataFrame, as_of: date, language: Language) -> pd.Series:
    words = Text(
        "{taken}的快照预估{forecast}，实绩{actual}{error}{late}{now}",
        "snapshot of {taken}: forecast {forecast}, actual {actual}{error}{late}{now}",
    )[language]
    semicolon = SEMICOLON[language]
    error = semicolon + Text("误差{}", "error {}")[language]
    nothing = semicolon + Text("没有预估，不算误差", "nothing was forecast: no error")[language]
    late = semicolon + Text("当月才有快照", "no snapshot before the month")[language]
    now = semicolon + Text("本月尚未结束", "the month is not over")[language]
    present = pd.Period(pd.Timestamp(as_of), freq="M")
    facts = pd.DataFrame(
        {
            "taken": months["taken"].dt.strftime("%Y-%m-%d"),
            "forecast": months["forecast"].map(lambda each: amount_words(each, language)),
            "actual": months["actual"].map(lambda each: amount_words(each, language)),
            "error": [
                nothing if pd.isna(each) else error.format(percent_words(each, signed=True))
                for each in months["error"]
            ],
            "late": (months["taken"] >= months["first"]).map({True: late, False: ""}),
            "now": (months["month"] == present).map({True: now, False: ""}),
        }
    )
    return sentences(words, facts)
