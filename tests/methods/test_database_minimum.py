"""Rows of other sheets in, blocks present out."""

from datetime import date

import pandas as pd

from xlcrm.methods.database_minimum import Params, compute
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.opportunity import OpportunityStatus

ROW = pd.DataFrame({"account_id": ["A"]})
NONE = ROW.head(0)


def record(
    *,
    address: str | None = "x",
    first: str | None = None,
    tags: str | None = "x",
    day: str = "2026-05-01",
    done: ActivityStatus | None = None,
    needs: pd.DataFrame = NONE,
    orders: pd.DataFrame = NONE,
    ledger: pd.DataFrame = NONE,
    deals: pd.DataFrame = NONE,
    **options: object,
) -> "pd.Series[object]":
    one = [pd.Series([value], index=[8], dtype=object) for value in ("A", "x", address, None, tags)]
    result = compute(
        *one,
        pd.Series(pd.to_datetime([first]), index=[8]),
        needs=needs,
        orders=orders,
        ledger=ledger,
        activities=ROW.assign(day=pd.Timestamp(day), status=done),
        opportunities=deals,
        as_of=date(2026, 5, 20),
        **options,
    )
    return result.loc[8]


def test_the_worked_example_has_three_blocks_of_five() -> None:
    result = record(orders=ROW)

    assert result["share"] == 0.6
    assert result["reason"] == "5类信息有3类；缺少需求、合作历史"


def test_ledger_sales_are_purchases_and_a_won_deal_is_cooperation() -> None:
    result = record(
        ledger=ROW.assign(sales=1.0), deals=ROW.assign(status=OpportunityStatus.WON), needs=ROW
    )

    assert result["share"] == 1.0
    assert result["reason"] == "5类信息有5类"


def test_a_ledger_month_without_sales_and_a_lost_deal_prove_nothing() -> None:
    result = record(ledger=ROW.assign(sales=0.0), deals=ROW.assign(status=OpportunityStatus.LOST))

    assert result["share"] == 0.4


def test_an_activity_too_old_planned_or_to_come_is_no_interaction() -> None:
    within = Params(active_days=19)

    assert record(params=within)["share"] == 0.2
    assert record(params=Params(active_days=20))["share"] == 0.4
    assert record(done=ActivityStatus.PLANNED)["share"] == 0.2
    assert record(day="2026-05-21")["share"] == 0.2


def test_a_name_without_address_or_phone_is_not_enough() -> None:
    assert record(address=None)["share"] == 0.2


def test_missing_tags_are_named_but_are_no_block() -> None:
    result = record(first="2020-01-01", tags=None, language="en")

    assert result["share"] == 0.6
    assert result["reason"] == "3 of 5 blocks; missing needs, purchases, tags"
