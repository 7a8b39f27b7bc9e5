"""Deals in, one row per month out; amounts in 万 in the tables, in base units inside."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.sales_forecast import Params, compute
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

LEVELS = {str(number): level for number, level in enumerate(FunnelLevel, 1)} | {".": None}
STATES = {
    "open": OpportunityStatus.OPEN,
    "won": OpportunityStatus.WON,
    "lost": OpportunityStatus.LOST,
    "hold": OpportunityStatus.ON_HOLD,
    ".": None,
}
AS_OF = date(2026, 4, 15)


def forecast(table: str, as_of: date = AS_OF, **options: object) -> pd.DataFrame:
    """Lines of amount in 万, level, status and close date, with a dot for a blank."""
    rows = [line.split() for line in table.strip().splitlines()]
    index = range(2, 2 + len(rows))
    amounts = [None if row[0] == "." else float(row[0]) * 10_000 for row in rows]
    dates = [None if row[3] == "." else row[3] for row in rows]
    result = compute(
        pd.Series(amounts, index=index, dtype=float),
        pd.Series([LEVELS[row[1]] for row in rows], index=index, dtype=object),
        pd.Series([STATES[row[2]] for row in rows], index=index, dtype=object),
        pd.Series([None] * len(rows), index=index, dtype=float),
        pd.Series(pd.to_datetime(pd.Series(dates, dtype=object)).to_numpy(), index=index),
        as_of=as_of,
        **options,
    )
    return result.set_index(result["month"].dt.strftime("%Y-%m"))


def test_the_worked_example_expects_142_5_and_with_small_orders_154_5() -> None:
    deals = """
        200  1  open  2026-04-30
        150  2  .     2026-04-30
         80  3  open  2026-04-20
         60  4  open  2026-04-15
    """

    alone = forecast(deals).loc["2026-04"]
    with_small = forecast(deals, params=Params(out_of_funnel=120_000)).loc["2026-04"]

    assert alone["forecast"] == 1_425_000
    assert with_small["weighted"] == 1_425_000
    assert with_small["forecast"] == 1_545_000
    assert with_small["reason"] == "4个商机490万，加权142.5万 + 漏斗外12万 = 154.5万"


def test_a_deal_belongs_to_the_month_of_its_close_date() -> None:
    result = forecast(
        """
        100  3  open  2026-05-01
        100  3  open  2026-05-31
        200  4  open  2026-09-30
        """
    )

    assert list(result.index) == [
        "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09",
    ]  # fmt: skip
    assert result["deals"].tolist() == [0, 2, 0, 0, 0, 1]
    assert result["amount"].tolist() == [0, 2_000_000, 0, 0, 0, 2_000_000]
    assert result["forecast"].tolist() == [0, 1_000_000, 0, 0, 0, 1_500_000]
    assert result["later"].sum() == 0


def test_a_won_deal_leaves_the_forecast_and_enters_the_won_amount() -> None:
    result = forecast("100 4 won 2026-04-03\n40 4 open 2026-04-30").loc["2026-04"]

    assert result["won"] == 1_000_000
    assert result["forecast"] == 300_000
    assert result["deals"] == 1


def test_a_deal_won_before_the_first_month_is_in_no_row() -> None:
    result = forecast("100 4 won 2026-03-31")

    assert result["won"].sum() == 0
    assert result[["overdue", "undated", "later"]].to_numpy().sum() == 0


@pytest.mark.parametrize("status", ["lost", "hold"])
def test_lost_deals_and_deals_on_hold_are_counted_nowhere(status: str) -> None:
    result = forecast(f"100 4 {status} 2026-04-30\n100 4 {status} 2026-01-01\n100 4 {status} .")

    numbers = result.drop(columns=["month", "reason"])
    assert numbers.to_numpy().sum() == 0


def test_an_open_deal_past_its_close_date_is_overdue_and_not_rolled_on() -> None:
    result = forecast(
        """
        100  4  open  2026-04-14
         30  4  .     2025-12-31
         20  4  open  2026-04-15
        """,
        language="en",
    ).loc["2026-04"]

    assert result["overdue"] == 2
    assert result["overdue_amount"] == 1_300_000
    assert result["forecast"] == 150_000
    assert "2 overdue of 1.3m, not counted" in result["reason"]


def test_a_deal_without_close_date_is_undated() -> None:
    result = forecast("100 4 open .\n100 4 won .").loc["2026-04"]

    assert result["undated"] == 2
    assert result["forecast"] == 0
    assert "2个缺签约日期，未计入" in result["reason"]


def test_a_deal_after_the_last_month_is_later() -> None:
    result = forecast("100 4 open 2026-10-01")

    assert result["later"].tolist() == [1, 0, 0, 0, 0, 0]
    assert result["forecast"].sum() == 0


def test_a_deal_without_amount_or_level_is_incomplete_in_its_month() -> None:
    result = forecast(". 4 open 2026-05-10\n100 . open 2026-05-11\n. 4 won 2026-05-12")

    assert result["incomplete"].tolist() == [0, 3, 0, 0, 0, 0]
    assert result.loc["2026-05", "forecast"] == 0
    assert "3个缺金额或层级，未计入" in result.loc["2026-05", "reason"]


def test_a_small_order_is_counted_but_stays_out_of_the_funnel() -> None:
    result = forecast(
        "4.9 4 open 2026-04-30\n5 4 open 2026-04-30\n3 4 won 2026-04-01",
        params=Params(small_order=50_000),
    ).loc["2026-04"]

    assert result["small"] == 1
    assert result["deals"] == 1
    assert result["forecast"] == 37_500
    assert result["won"] == 30_000
    assert result["incomplete"] == 0


def test_an_own_probability_overrides_the_level() -> None:
    result = compute(
        pd.Series([1_000_000.0]),
        pd.Series([FunnelLevel.POTENTIAL]),
        pd.Series([None]),
        pd.Series([0.9]),
        pd.Series(pd.to_datetime(["2026-04-30"])),
        as_of=AS_OF,
    )

    assert result["weighted"].iloc[0] == 900_000


def test_the_horizon_runs_across_the_year_end() -> None:
    result = forecast("100 3 open 2027-01-15", as_of=date(2026, 12, 31), params=Params(months=2))

    assert list(result.index) == ["2026-12", "2027-01"]
    assert result["forecast"].tolist() == [0, 500_000]


def test_without_deals_every_month_expects_the_small_orders_only() -> None:
    result = forecast("", params=Params(months=3, out_of_funnel=50_000))

    assert result["deals"].tolist() == [0, 0, 0]
    assert result["reason"].tolist() == ["没有计入的商机 + 漏斗外5万 = 5万"] * 3
    assert result["forecast"].tolist() == [50_000, 50_000, 50_000]
