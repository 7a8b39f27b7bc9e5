"""The invented company is believable: sizes, skew, dates, and a ledger that adds up."""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest

AS_OF = datetime(2026, 11, 30)
OPEN, WON = {"zh": "进行中", "en": "Open"}, {"zh": "赢单", "en": "Won"}


def books(sample):
    """The ledger by customer, months in order."""
    found = defaultdict(list)
    for record in sample.records("ledger"):
        found[record["account_id"]].append(record)
    return found


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("accounts", 60),
        ("contacts", 200),
        ("opportunities", 240),
        ("assessments", 60),
        ("ledger", 45 * 24),
        ("activities", 250),
        ("surveys", 60),
        ("switching", 20),
        ("complaints", 14),
        ("targets", 5 * 6),
        ("call_log", 5 * 20),
    ],
)
def test_each_sheet_has_its_number_of_rows(sample, sheet, count):
    assert len(sample.records(sheet)) == count


def test_the_top_fifth_of_the_accounts_makes_most_of_the_sales(sample):
    sales = sorted((row["sales"] or 0 for row in sample.records("accounts")), reverse=True)

    top = sum(sales[: len(sales) // 5]) / sum(sales)

    assert 0.70 <= top <= 0.85


def test_potential_is_mostly_at_least_the_sales(sample):
    pairs = [
        (row["potential"], row["sales"])
        for row in sample.records("accounts")
        if row["potential"] and row["sales"]
    ]

    covered = sum(potential >= sales for potential, sales in pairs)

    assert 0.85 * len(pairs) < covered < len(pairs)


def test_five_salespeople_share_several_industries_and_cities(sample):
    accounts = sample.records("accounts")

    assert len({row["owner"] for row in accounts}) == 5
    assert len({row["industry"] for row in accounts}) >= 5
    assert len({row["city"] for row in accounts}) >= 8


def test_every_ledger_balance_is_the_one_before_plus_sales_less_receipts(sample):
    for rows in books(sample).values():
        for before, row in pairwise(rows):
            assert row["balance"] == before["balance"] + row["sales"] - row["receipts"]


def test_every_ledger_runs_24_months_to_the_as_of_month(sample):
    months = [date(2024 + (11 + n) // 12, (11 + n) % 12 + 1, 1) for n in range(24)]

    for rows in books(sample).values():
        assert [row["month"].date() for row in rows] == months


def test_annual_sales_are_the_last_twelve_months_of_the_ledger(sample):
    ledger = books(sample)
    for account in sample.records("accounts"):
        rows = ledger.get(account["account_id"])
        if rows and account["sales"] is not None:
            assert account["sales"] == sum(row["sales"] for row in rows[-12:])


def test_what_was_delivered_adds_up_to_about_the_ledger_of_each_customer(sample):
    delivered = defaultdict(float)
    for order in sample.records("orders"):
        if order["delivered"]:
            delivered[order["account_id"]] += order["amount"]

    assert len(delivered) == 45
    for account_id, rows in books(sample).items():
        sales = sum(row["sales"] for row in rows)
        assert delivered[account_id] == pytest.approx(sales, rel=0.015), account_id


def test_what_is_unpaid_of_delivered_orders_is_the_receivable(sample):
    unpaid = defaultdict(float)
    for order in sample.records("orders"):
        if order["delivered"]:
            unpaid[order["account_id"]] += order["amount"] - order["paid"]

    planted = {row["account_id"] for row in sample.records("ledger") if row["receipts"] < 0}
    for account_id, rows in books(sample).items():
        if account_id not in planted:
            assert unpaid[account_id] == pytest.approx(rows[-1]["balance"]), account_id


def test_the_dates_of_an_order_follow_one_another(sample):
    placed = [row for row in sample.records("orders") if row["delivered"]]

    for order in placed:
        assert order["quoted"] <= order["ordered"] <= order["promised"]
        assert order["ordered"] <= order["delivered"] <= AS_OF
    late = sum(order["delivered"] > order["promised"] for order in placed)
    assert 0.1 * len(placed) < late < 0.4 * len(placed)


def test_an_order_that_names_a_deal_is_of_its_customer_and_product(sample):
    deals = {row["opportunity_id"]: row for row in sample.records("opportunities")}
    named = [row for row in sample.records("orders") if row["opportunity_id"]]

    assert len(named) >= 20
    for order in named:
        deal = deals[order["opportunity_id"]]
        assert deal["status"] == WON[sample.language]
        assert order["account_id"] == deal["account_id"]
        assert order["product"] == deal["product"]


def test_the_overdue_part_never_exceeds_the_receivable(sample):
    rows = sample.records("ledger")

    assert all(row["overdue"] <= max(0, row["balance"]) for row in rows)
    assert 0.2 * len(rows) < sum(row["overdue"] > 0 for row in rows) < len(rows)


def test_activities_span_half_a_year_and_only_planned_ones_lie_ahead(sample):
    planned = {"zh": "计划", "en": "Planned"}[sample.language]
    rows = sample.records("activities")

    ahead = [row for row in rows if row["day"] > AS_OF]

    assert min(row["day"] for row in rows) >= datetime(2026, 6, 1)
    assert 10 <= len(ahead) <= 20
    assert [row for row in rows if row["status"] == planned] == ahead


def test_most_objectives_name_the_person_who_will_act(sample):
    names = {row["contact_id"]: row["name"] for row in sample.records("contacts")}
    rows = [row for row in sample.records("activities") if row["objective"] and row["contact_id"]]

    named = sum(row["objective"].startswith(names[row["contact_id"]]) for row in rows)

    assert 0.93 * len(rows) < named < len(rows)


def test_nobody_was_last_contacted_before_the_last_activity_with_them(sample):
    done = {"zh": "完成", "en": "Done"}[sample.language]
    people = {row["contact_id"]: row["last_contact"] for row in sample.records("contacts")}

    for row in sample.records("activities"):
        if row["status"] == done and row["contact_id"]:
            assert people[row["contact_id"]] >= row["day"]


def test_the_weights_of_each_survey_make_up_the_whole(sample):
    weights = defaultdict(float)
    for row in sample.records("surveys"):
        weights[row["account_id"], row["surveyed"]] += row["weight"]

    assert len(weights) == 15
    assert all(total == pytest.approx(1) for total in weights.values())


def test_targets_are_set_for_this_quarter_and_the_next(sample):
    months = defaultdict(list)
    for row in sample.records("targets"):
        months[row["owner"]].append(row["month"].date())
        assert (row["achieved"] is None) == (row["month"] > AS_OF)

    six = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]
    six += [date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]
    assert set(months) == {row["owner"] for row in sample.records("accounts")}
    assert all(each == six for each in months.values())


def test_last_years_sales_are_the_first_twelve_months_of_the_ledger(sample):
    ledger = books(sample)
    filled = [row for row in sample.records("accounts") if row["account_id"] in ledger]

    for account in filled:
        rows = ledger[account["account_id"]][:12]
        assert account["last_year_sales"] == sum(row["sales"] for row in rows)


@pytest.mark.parametrize(
    "field", ["sales_target", "willingness", "quality", "structure", "loyalty", "purchase_value",
              "first_order", "credit_grade", "segmented"]
)  # fmt: skip
def test_most_customers_have_their_marks_and_some_have_gaps(sample, field):
    buying = [row for row in sample.records("accounts") if row["sales"]]

    filled = sum(row[field] is not None for row in buying)

    assert 0.6 * len(buying) < filled < len(buying)


def days_outstanding(rows):
    """Months of sales, newest first, that the balance eats up, in days."""
    left, days = rows[-1]["balance"], 0.0
    for row in reversed(rows):
        length = monthrange(row["month"].year, row["month"].month)[1]
        if left < row["sales"]:
            return days + length * left / row["sales"]
        left, days = left - row["sales"], days + length
    raise AssertionError("the balance is larger than two years of sales")


def test_the_steady_customers_pay_after_one_to_four_months(sample):
    steady = [rows for rows in books(sample).values() if all(row["sales"] for row in rows)]

    days = sorted(days_outstanding(rows) for rows in steady)

    assert 28 <= days[0] < 45
    assert 95 < days[-1] <= 112


def test_deals_are_created_over_six_quarters(sample):
    quarters = Counter(
        (row["created"].year, (row["created"].month + 2) // 3)
        for row in sample.records("opportunities")
    )

    assert sorted(quarters) == [
        (2025, 3),
        (2025, 4),
        *((2026, quarter) for quarter in (1, 2, 3, 4)),
    ]
    assert min(quarters.values()) >= 20


def test_open_deals_close_later_and_closed_ones_earlier_than_the_as_of_date(sample):
    late_open, early_won = [], []
    for row in sample.records("opportunities"):
        if row["status"] == OPEN[sample.language] and row["close_date"] <= AS_OF:
            late_open.append(row)
        if (
            row["status"] == WON[sample.language]
            and row["close_date"]
            and row["close_date"] > AS_OF
        ):
            early_won.append(row)

    assert len(late_open) == 1, "the planted one"
    assert not early_won


def test_some_open_deals_are_typed_above_the_level_their_conditions_meet(sample):
    levels = {"zh": ["潜在商机", "落实项目", "我的项目", "项目胜算"],
              "en": ["Potential", "Confirmed", "Ours", "Winning"]}[sample.language]  # fmt: skip
    yes = {"zh": "是", "en": "Yes"}[sample.language]
    open_rows = [
        row for row in sample.records("opportunities") if row["status"] == OPEN[sample.language]
    ]
    gates = [name for name in open_rows[0] if name.startswith("gate_")]
    needed = dict(zip(levels, (2, 6, 10, 14), strict=True))

    above = [row for row in open_rows if any(row[g] != yes for g in gates[: needed[row["stage"]]])]

    assert len(gates) == 14
    assert 0.08 * len(open_rows) < len(above) < 0.3 * len(open_rows)


def test_the_assessed_deals_are_the_larger_open_ones(sample):
    deals = [
        row
        for row in sample.records("opportunities")
        if row["status"] == OPEN[sample.language] and isinstance(row["amount"], int | float)
    ]
    assessed = {row["opportunity_id"] for row in sample.records("assessments")}

    smallest_in = min(row["amount"] for row in deals if row["opportunity_id"] in assessed)
    largest_out = max(row["amount"] for row in deals if row["opportunity_id"] not in assessed)

    assert largest_out <= smallest_in


def test_both_languages_hold_the_same_numbers_dates_and_ids(both, sheet_ids):
    for sheet in sheet_ids:
        for zh, en in zip(*(sample.records(sheet) for sample in both), strict=True):
            assert {k: v for k, v in zh.items() if not isinstance(v, str) or k.endswith("_id")} == {
                k: v for k, v in en.items() if not isinstance(v, str) or k.endswith("_id")
            }


def test_no_english_cell_is_written_in_chinese(both):
    for sheet in both[1].workbook:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                assert not any("\u4e00" <= letter <= "\u9fff" for letter in str(value)), value
