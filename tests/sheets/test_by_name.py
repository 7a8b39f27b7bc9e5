"""Lists without ids: the customer's name serves, or is looked up among the accounts."""

from tests.sheet_text import places, sheets
from xlcrm.sheets.by_name import with_ids

NAMED = """
    == 商机
    商机编号 | 客户名称   | 金额
    P1       | 海川重工   | 20
    P2       | " 远帆机电" | 30
    P3       | 澜栖部件   | 40
"""
WITH_IDS = """
    == 客户档案
    客户编号 | 客户名称
    A001     | 海川重工
    A002     | 远帆机电
    A003     | 同名公司
    A004     | 同名公司
"""
WITHOUT_IDS = """
    == Accounts
    account          | sector | office location
    Northwind Pumps  | tools  | Leeds
    Southwind Valves | tools  | York
    Northwind Pumps  | tools  | Leeds

    == Deals
    Deal ID | account          | close value
    P1      | Southwind Valves | 20
    P2      | Eastwind         | 20
"""


def test_a_deal_that_names_its_customer_gets_the_id_of_the_account() -> None:
    deals = with_ids(sheets(NAMED + WITH_IDS))["opportunities"]

    assert deals.stand_ins == {"account_id"}
    assert deals.frame["account_id"].tolist() == ["A001", "A002", "澜栖部件"]


def test_a_name_that_two_accounts_share_tells_nobody_which_is_meant() -> None:
    page = WITH_IDS + "\n    == 商机\n    商机编号 | 客户名称\n    P1 | 同名公司"

    assert with_ids(sheets(page))["opportunities"].frame["account_id"].tolist() == ["同名公司"]


def test_ids_go_before_names_and_the_name_is_then_a_column_of_peoples_own() -> None:
    read = sheets("== 商机\n客户名称 | 商机编号 | 客户编号\n海川重工 | P1 | A001")["opportunities"]

    assert read.stand_ins == frozenset()
    assert read.columns["account_id"] == 3
    assert read.repeated == ()


def test_names_are_the_ids_where_the_accounts_have_none() -> None:
    assert places(WITHOUT_IDS) == [
        "Accounts!A4 duplicate-id",
        "Deals!B3 broken-link",
        "Accounts!A1 name-as-id",
    ]


def test_a_name_that_serves_as_id_is_objected_to_once_and_not_as_both() -> None:
    page = """
        == 客户档案
        客户名称    | 城市
                    | 青岛
        "　海川重工" | 青岛
        #N/A        | 大连
    """

    assert places(page) == [
        "客户档案!A2 required-missing",
        "客户档案!A4 error-value",
        "客户档案!A1 name-as-id",
        "客户档案!A3 repaired",
    ]


def test_a_sheet_of_names_is_no_account_sheet_unless_it_is_called_one() -> None:
    assert sheets("== 月报\n客户名称 | 负责人 | 年销售额\n海川重工 | 秦越川 | 20") == {}
