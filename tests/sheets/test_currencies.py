"""Amounts in several currencies: one base currency inside, nothing counted as what it is not."""

from datetime import date

import pytest

from tests.sheet_text import sheets
from xlcrm.sheets.currencies import base_of, in_base_currency
from xlcrm.sheets.currency_names import code_of
from xlcrm.sheets.header_text import read_header

AS_OF = date(2026, 11, 30)
RATES = """
    == 汇率
    币种 | 汇率 | 日期
    USD  | 7.0  | 2026-01-01
    USD  | 7.2  | 2026-07-01
    欧元 | 8    |
"""


def converted(*pages, base="CNY", as_of=AS_OF):
    book = {name: sheet for page in pages for name, sheet in sheets(page).items()}
    return in_base_currency(book, base=base, as_of=as_of)


def deals(*pages, **options):
    return converted(*pages, **options).frames["opportunities"]["amount"].tolist()


def test_a_workbook_without_currencies_is_left_as_it_is():
    pages = """
        == 商机
        商机编号 | 客户编号 | 金额(万元)
        P1       | A001     | 12
    """
    book = sheets(pages)
    result = in_base_currency(book, base="CNY", as_of=AS_OF)

    assert result.frames["opportunities"] is book["opportunities"].frame
    assert result.unconverted.empty


def test_each_row_is_converted_with_the_rate_of_its_day_and_blank_is_base():
    pages = """
        == 订单
        订单编号 | 客户编号 | 订单金额 | 已付金额 | 币种 | 订单日期
        O1       | A001     | 100      | 40       | USD  | 2026-06-30
        O2       | A001     | 100      |          | 美元 | 2026-07-01
        O3       | A001     | 100      | 10       |      | 2026-07-01
        O4       | A001     | 100      |          | EUR  | 2026-07-01
    """
    orders = converted(pages, RATES).frames["orders"]

    assert orders["amount"].tolist() == [700.0, 720.0, 100.0, 800.0]
    assert orders["paid"].iloc[0] == 280.0
    assert orders["paid"].iloc[2] == 10.0


def test_before_the_first_rate_the_first_one_holds_and_no_later_one_than_the_day_judged_by():
    pages = """
        == 商机
        商机编号 | 客户编号 | 金额 | 币种 | 预计签约日期
        P1       | A001     | 100  | USD  | 2025-05-01
        P2       | A001     | 100  | USD  | 2027-05-01
        P3       | A001     | 100  | USD  |
    """
    assert deals(pages, RATES, as_of=date(2026, 3, 1)) == [700.0, 700.0, 700.0]
    assert deals(pages, RATES) == [700.0, 720.0, 720.0]


def test_a_month_of_the_ledger_takes_the_rate_of_its_last_day():
    pages = """
        == 交易与应收
        客户编号 | 月份       | 销售额 | 应收余额 | 币种
        A001     | 2026-06-01 | 100    | 50       | USD

        == 汇率
        币种 | 汇率 | 日期
        USD  | 7    | 2026-01-01
        USD  | 8    | 2026-06-30
    """
    ledger = converted(pages).frames["ledger"]

    assert ledger[["sales", "balance"]].iloc[0].tolist() == [800.0, 400.0]


def test_an_amount_without_a_rate_is_listed_and_counts_as_missing():
    pages = """
        == 商机
        商机编号 | 客户编号 | 金额(万元) | 币种
        P1       | A001     | 5          | GBP
        P2       | A001     | 5          | CNY
        P3       | A001     |            | GBP
    """
    result = converted(pages, RATES)
    amounts = result.frames["opportunities"]["amount"]

    assert amounts.isna().tolist() == [True, False, True]
    assert amounts.iloc[1] == 50_000
    assert result.unconverted.to_dict("records") == [
        {"sheet": "opportunities", "row": 2, "field": "amount", "currency": "GBP",
         "amount": 50_000.0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "amount", "worth"),
    [("金额(万美元)", 1, 72_000.0), ("金额(USD)", 1, 7.2), ("金额", '"$1,000"', 7200.0)],
)
def test_the_header_or_the_cell_itself_may_name_the_currency(header, amount, worth):
    pages = f"""
        == 商机
        商机编号 | 客户编号 | {header}
        P1       | A001     | {amount}
    """
    assert deals(pages, RATES) == pytest.approx([worth])


def test_the_rows_own_currency_goes_before_that_of_the_header():
    pages = """
        == 商机
        商机编号 | 客户编号 | 金额(美元) | 币种
        P1       | A001     | 1          | 欧元
        P2       | A001     | 1          | RMB
        P3       | A001     | 1          |
    """
    assert deals(pages, RATES) == pytest.approx([8.0, 1.0, 7.2])


def test_a_currency_that_cannot_be_read_is_not_taken_for_the_base():
    pages = """
        == 商机
        商机编号 | 客户编号 | 金额 | 币种
        P1       | A001     | 100  | #N/A
        P2       | A001     | 100  | Zloty
    """
    result = converted(pages, RATES)

    assert result.frames["opportunities"]["amount"].isna().all()
    assert result.unconverted["currency"].tolist() == ["#N/A", "ZLOTY"]


def test_the_base_is_as_chosen_else_what_most_money_headers_name_else_yuan():
    named = sheets("""
        == Opportunities
        Opportunity ID | Account ID | Amount (USD)
        P1             | A001       | 1
    """)
    unnamed = sheets("""
        == 商机
        商机编号 | 客户编号 | 金额(万元)
        P1       | A001     | 1
    """)
    assert [base_of(named), base_of(named, "欧元"), base_of(unnamed)] == ["USD", "EUR", "CNY"]


def test_another_base_counts_yuan_as_foreign():
    pages = """
        == Opportunities
        Opportunity ID | Account ID | Amount | Currency
        P1             | A001       | 700    | RMB
        P2             | A001       | 100    | USD

        == Exchange rates
        Currency | Rate
        CNY      | 0.14
    """
    assert deals(pages, base="USD") == pytest.approx([98.0, 100.0])


@pytest.mark.parametrize(
    ("text", "scale"),
    [("金额(万美元)", 1e4), ("金额(人民币万元)", 1e4), ("金额(千美元)", 1e3), ("金额(USD k)", 1e3),
     ("金额(美元)", 1.0), ("金额(百万港元)", 1e6), ("金额(单位:万元)", 1e4), ("金额(¥)", 1.0)],
)  # fmt: skip
def test_a_unit_is_read_with_or_without_a_currency(text, scale):
    assert read_header(text).scale == scale


def test_names_of_currencies_are_read_in_any_width_and_case():
    assert [code_of(name) for name in ("ＵＳＤ", "us$", "￥", "港币", " eur ")] == [
        "USD", "USD", "CNY", "HKD", "EUR",
    ]  # fmt: skip
