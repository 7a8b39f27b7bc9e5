"""What a cell means: every conversion by hand, and what it refuses."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.sheet_text import field, meaning
from xlcrm.sheets import Field
from xlcrm.sheets.account import Account, AccountStatus
from xlcrm.sheets.assessment import Answer, Assessment
from xlcrm.sheets.coerce import Fault, fold
from xlcrm.sheets.contact import Attitude, BuyingRole, Contact
from xlcrm.sheets.ledger import LedgerMonth
from xlcrm.sheets.opportunity import FunnelLevel, Opportunity
from xlcrm.sheets.reading import read_column

NOW = datetime(2026, 3, 5, 14, 30)
MONEY = field(Opportunity, "amount")
WHOLE = field(Account, "payment_terms")
DAY = field(LedgerMonth, "month")
FLAG = field(Opportunity, "gate_trust")
TEXT = field(Account, "phone")


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (1200.0, 1200.0),
        (1200, 1200.0),
        (-0.5, -0.5),
        ("1200", 1200.0),
        (" 1,200.50 ", 1200.5),
        ("１，２００", 1200.0),
        ("1 200", 1200.0),
        ("1'200", 1200.0),
        ("¥1,200", 1200.0),
        ("￥1200", 1200.0),
        ("$ 1200", 1200.0),
        ("RMB 1200", 1200.0),
        ("1200 CNY", 1200.0),
        ("1200元", 1200.0),
        ("120万", 1_200_000.0),
        ("120 万元", 1_200_000.0),
        ("1.5亿", 150_000_000.0),
        ("3百万", 3_000_000.0),
        ("5千元", 5_000.0),
        ("12w", 120_000.0),
        ("12K", 12_000.0),
        ("2.5M", 2_500_000.0),
        ("1e5", 100_000.0),
        (".5", 0.5),
        ("+7", 7.0),
        ("-7", -7.0),
        ("−7", -7.0),
        ("－7", -7.0),
        ("(1,200)", -1200.0),
        ("（120万元）", -1_200_000.0),
        ("12.5%", 0.125),
        ("６０％", 0.6),
        ("", None),
        ("  ", None),
        (None, None),
        ("-", None),
        ("—", None),
        ("/", None),
        ("N/A", None),
        ("无", None),
    ],
)
def test_numbers_as_people_type_them(content: object, number: float | None) -> None:
    assert meaning(MONEY, content) == (number if number is None else pytest.approx(number))


@pytest.mark.parametrize(
    "content",
    [
        "约120万",
        "二十万",
        "100-120",
        "100~120",
        "1.2.3",
        "12 apples",
        "120万/年",
        "(-5)",
        "()",
        "%",
        "1e999",
        True,
        False,
        float("inf"),
        float("nan"),
        10**400,
        NOW,
        NOW.date(),
        time(14, 30),
        timedelta(hours=3),
        ["1"],
    ],
)
def test_what_only_looks_like_a_number_is_a_fault_and_not_a_guess(content: object) -> None:
    assert meaning(MONEY, content) == "wrong-type"


@pytest.mark.parametrize(
    ("content", "base_units"),
    [
        (120.0, 1_200_000.0),
        ("120", 1_200_000.0),
        ("1,200", 12_000_000.0),
        ("(3)", -30_000.0),
        ("120万", 1_200_000.0),
        ("5000元", 5000.0),
        ("1.2亿元", 120_000_000.0),
        ("3k", 3000.0),
    ],
)
def test_under_a_header_in_ten_thousands_only_bare_numbers_are_scaled(
    content: object, base_units: float
) -> None:
    assert meaning(MONEY, content, scale=1e4) == pytest.approx(base_units)


def test_a_number_too_large_once_scaled_is_a_fault() -> None:
    assert meaning(MONEY, 1e308, scale=1e4) == "wrong-type"


@pytest.mark.parametrize(
    ("content", "days"),
    [(60.0, 60.0), ("60", 60.0), ("６０", 60.0), (60.5, "wrong-type"), ("60.5", "wrong-type")],
)
def test_whole_numbers_refuse_a_fraction(content: object, days: object) -> None:
    assert meaning(WHOLE, content) == days


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (date(2026, 3, 5), date(2026, 3, 5)),
        (NOW, date(2026, 3, 5)),
        (20000.0, date(1954, 10, 3)),
        (79999.0, date(2119, 1, 10)),
        (46086.0, date(2026, 3, 5)),
        (46086.75, date(2026, 3, 5)),
        (46086, date(2026, 3, 5)),
        ("46086", date(2026, 3, 5)),
        (20260305.0, date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026.03.05", date(2026, 3, 5)),
        ("２０２６－０３－０５", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026年3月5", date(2026, 3, 5)),
        ("2026年3月", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026/3", date(2026, 3, 1)),
        ("2026-03-05 14:30:00", date(2026, 3, 5)),
        ("2026-03-05T14:30:00", date(2026, 3, 5)),
        ("2024-02-29", date(2024, 2, 29)),
        ("", None),
        (None, None),
        ("—", None),
    ],
)
def test_dates_as_people_type_them(content: object, day: date | None) -> None:
    assert meaning(DAY, content) == day


@pytest.mark.parametrize(
    "content",
    [
        "三月初",
        "3月5日",
        "2026-13-01",
        "2026-02-30",
        "2025-02-29",
        "2026-03-05 at noon",
        "2026",
        2026.0,
        19999.0,
        80000.0,
        12.0,
        0.0,
        -46086.0,
        99_999_999.0,
        20261301.0,
        20260305.5,
        float("nan"),
        float("inf"),
        float("-inf"),
        10**400,
        "9" * 400,
        True,
        time(14, 30),
        timedelta(days=46086),
    ],
)
def test_what_is_no_day_is_a_fault(content: object) -> None:
    assert meaning(DAY, content) == "wrong-type"


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("03/05/2026", "ambiguous-date"),
        ("3-5-2026", "ambiguous-date"),
        ("5.3.2026", "ambiguous-date"),
        ("12/11/2026 08:30", "ambiguous-date"),
        ("25/03/2026", date(2026, 3, 25)),
        ("03/25/2026", date(2026, 3, 25)),
        ("５/５/2026", date(2026, 5, 5)),
        ("13/13/2026", "wrong-type"),
        ("30/02/2026", "wrong-type"),
        ("00/05/2026", "wrong-type"),
        ("3/5/26", "wrong-type"),
    ],
)
def test_a_date_with_its_year_last_is_asked_about_unless_only_one_reading_is_left(
    content: object, day: object
) -> None:
    assert meaning(DAY, content) == day


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", " #N/A ", "Err:502"]
)
@pytest.mark.parametrize("column", [MONEY, WHOLE, DAY, FLAG, TEXT, field(Account, "status")])
def test_an_error_value_is_told_from_a_wrong_entry_in_every_column(
    column: Field, error: str
) -> None:
    assert meaning(column, error) == "error-value"


@pytest.mark.parametrize("text", ["#1 线", "#", "Err", "#N/A 待查"])
def test_a_text_that_only_opens_like_an_error_is_a_text(text: str) -> None:
    assert meaning(field(Account, "note"), text) == text


def test_a_telephone_number_cut_to_powers_of_ten_is_a_fault() -> None:
    assert meaning(TEXT, "1.38E+10") == "digits-lost"
    assert meaning(field(Account, "note"), "1.38E+10") == "1.38E+10"


@pytest.mark.parametrize(
    ("content", "flag"),
    [
        (True, True),
        (False, False),
        (1.0, True),
        (0.0, False),
        (1, True),
        (0, False),
        ("是", True),
        ("有", True),
        ("对", True),
        ("Yes", True),
        ("Ｙ", True),
        ("TRUE", True),
        ("√", True),
        ("✓", True),
        ("✔", True),
        ("1", True),
        (" 否 ", False),
        ("无", False),
        ("no", False),
        ("N", False),
        ("false", False),
        ("×", False),
        ("✗", False),
        ("0", False),
        ("", None),
        (" ", None),
        (None, None),
        ("也许", "wrong-type"),
        ("-", "wrong-type"),
        ("?", "wrong-type"),
        (2.0, "wrong-type"),
        (0.5, "wrong-type"),
        (NOW, "wrong-type"),
        (time(0, 0), "wrong-type"),
    ],
)
def test_yes_and_no_in_both_languages_and_as_ticks(content: object, flag: object) -> None:
    value = meaning(FLAG, content)

    assert (type(value), value) == (type(flag), flag)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("  张三 ", "张三"),
        (13800138000.0, "13800138000"),
        (13800138000, "13800138000"),
        (0.5, "0.5"),
        ("010-1234 5678", "010-1234 5678"),
        ("=1+1", "=1+1"),
        ("-", "-"),
        (True, "True"),
        ("", None),
        ("　", None),
        (None, None),
    ],
)
def test_text_stays_as_typed_but_a_number_loses_its_decimal_point(
    content: object, text: str | None
) -> None:
    assert meaning(TEXT, content) == text


@pytest.mark.parametrize(
    ("content", "entry"),
    [
        ("合作中", AccountStatus.ACTIVE),
        ("active", AccountStatus.ACTIVE),
        (" ACTIVE ", AccountStatus.ACTIVE),
        ("现有", AccountStatus.ACTIVE),
        ("", None),
        (None, None),
        ("Paused", "not-in-list"),
        (3.0, "not-in-list"),
        (True, "not-in-list"),
    ],
)
def test_an_entry_of_a_closed_list_by_any_of_its_texts(content: object, entry: object) -> None:
    assert meaning(field(Account, "status"), content) == entry


def test_a_symbol_means_what_its_own_column_says() -> None:
    assert meaning(field(Contact, "role"), "+") is BuyingRole.DECIDER
    assert meaning(field(Contact, "attitude"), "+") is Attitude.VISIONARY
    assert meaning(field(Assessment, "q01"), "＋") is Answer.FAVOURABLE


def test_a_minus_is_an_answer_and_not_an_empty_cell() -> None:
    assert meaning(field(Assessment, "q01"), "-") is Answer.UNFAVOURABLE
    assert meaning(field(Contact, "role"), "－") is BuyingRole.USER


def test_a_level_may_be_given_by_its_number() -> None:
    assert meaning(field(Opportunity, "stage"), 3.0) is FunnelLevel.OURS


def test_a_fault_keeps_the_row_the_field_and_what_stands_there() -> None:
    read = read_column([100.0, "about ten", ""], [5, 9, 12], MONEY)

    assert str(read.values.tolist()) == "[100.0, nan, nan]"
    assert read.faults == [Fault(9, "amount", "about ten", "wrong-type")]


def test_folding_is_the_same_for_full_width_and_half_width() -> None:
    assert fold("　Ｐｒｏｓｐｅｃｔ （Ａ）") == "prospect (a)"
