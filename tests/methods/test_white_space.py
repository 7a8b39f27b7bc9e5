"""Which products a customer buys, talks about, or leaves to others."""

from datetime import date

import pandas as pd

from xlcrm.methods.white_space import Params, compute
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.order import OrderStatus

AS_OF = date(2026, 11, 30)
FIRMS = pd.DataFrame({"account_id": ["A", "B", "C", "D"], "industry": ["钢", "钢", "钢", "药"]})
ORDERS = pd.DataFrame(
    [
        ("A", "泵", 100.0, "2026-10-01", OrderStatus.CLOSED),
        ("A", "泵", 40.0, "2026-11-01", None),
        ("A", "滤芯", 9.0, "2024-01-01", OrderStatus.CLOSED),
        ("B", "阀", 50.0, "2026-06-01", OrderStatus.ORDERED),
        ("C", "阀", 50.0, "2026-06-01", OrderStatus.ORDERED),
        ("C", "泵", 10.0, "2026-06-01", OrderStatus.CANCELLED),
        ("D", "灯", 10.0, "2026-06-01", OrderStatus.ORDERED),
    ],
    columns=["account_id", "product", "amount", "ordered", "status"],
)
DEALS = pd.DataFrame(
    {
        "account_id": ["A", "A"],
        "product": ["控制柜", "灯"],
        "status": [OpportunityStatus.OPEN, OpportunityStatus.LOST],
    }
)


def listed(account, **options):
    orders = ORDERS.assign(ordered=pd.to_datetime(ORDERS["ordered"]))
    columns = (orders[name] for name in orders)
    table = compute(*columns, accounts=FIRMS, opportunities=DEALS, as_of=AS_OF, **options)
    return table[table["account_id"] == account]


def test_a_customer_sees_what_it_buys_what_is_in_talks_and_what_its_industry_buys():
    rows = listed("A")[["product", "state", "buyers"]].values.tolist()

    assert rows == [
        ["泵", "已购买", 0.0],
        ["滤芯", "已购买", 0.0],
        ["控制柜", "商谈中", 0.0],
        ["阀", "未购买", 2.0],
    ]


def test_amounts_are_those_of_one_year_and_older_orders_still_count_as_bought():
    table = listed("A").set_index("product")

    assert table.at["泵", "bought"] == 140.0
    assert pd.isna(table.at["滤芯", "bought"])
    assert table.at["滤芯", "last"] == pd.Timestamp(2024, 1, 1)


def test_cancelled_orders_and_lost_deals_do_not_count():
    assert "泵" not in set(listed("C").query("state == '已购买'")["product"])
    assert "灯" not in set(listed("A")["product"])


def test_no_more_gaps_are_listed_than_asked_for():
    assert listed("B")["product"].tolist() == ["阀", "泵", "滤芯"]
    assert listed("B", params=Params(listed=1))["product"].tolist() == ["阀", "泵"]


def test_the_reason_says_how_many_customers_of_the_industry_buy_it():
    reason = listed("A").set_index("product").at["阀", "reason"]

    assert reason == "未购买；另有2家钢客户购买"
