"""What is written reads back as itself, and nothing at all makes a conversion raise."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheet_text import field, meaning
from xlcrm.language import LANGUAGES, Language
from xlcrm.sheets import SHEETS, Account, Choice, Field, LedgerMonth, Opportunity, fields_of
from xlcrm.sheets.account import AccountStatus
from xlcrm.sheets.coerce import FaultKind
from xlcrm.sheets.reading import read_column

MONEY = field(Opportunity, "amount")
PERCENT = field(Opportunity, "probability")
WHOLE = field(Account, "payment_terms")
DAY = field(LedgerMonth, "month")
FLAG = field(Opportunity, "gate_trust")
TEXT = field(Account, "phone")
CHOICES = {field.choices: field for model in SHEETS for field in fields_of(model) if field.choices}
SPELLINGS = [
    (column, entry, text)
    for choice, column in CHOICES.items()
    for text, entry in choice.spellings()
]

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="0123456789.,-+()%年月日/万亿元e ", max_size=30),
    st.text(alphabet="0123456789", min_size=300, max_size=400),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=300)
@given(content=CELLS)
def test_no_content_makes_a_conversion_raise_and_what_it_gives_is_of_the_type(
    content: object,
) -> None:
    for column, kinds in {
        MONEY: float,
        PERCENT: float,
        WHOLE: float,
        DAY: date,
        FLAG: bool,
        TEXT: str,
        field(Account, "status"): AccountStatus,
    }.items():
        value = meaning(column, content, scale=1e4)
        assert value is None or value in get_args(FaultKind) or isinstance(value, kinds)


@settings(max_examples=200)
@given(column=st.lists(CELLS, max_size=6), scale=st.sampled_from([1.0, 0.01, 1e4]))
def test_a_column_read_as_a_whole_means_what_its_cells_mean_one_by_one(
    column: list[object], scale: float
) -> None:
    rows = range(2, 2 + len(column))
    for each in (MONEY, WHOLE, DAY, FLAG, TEXT, field(Account, "name"), field(Account, "status")):
        whole = read_column(column, rows, each, scale=scale)
        alone = [
            read_column([cell], [row], each, scale=scale)
            for cell, row in zip(column, rows, strict=True)
        ]

        assert str(whole.values.tolist()) == str([one.values.tolist()[0] for one in alone])
        assert str(whole.faults) == str([fault for one in alone for fault in one.faults])
        assert str(whole.repairs) == str([repair for one in alone for repair in one.repairs])


@settings(max_examples=200)
@given(content=CELLS)
def test_a_repaired_cell_is_in_no_need_of_repair(content: object) -> None:
    for column in (MONEY, DAY, FLAG, TEXT, field(Account, "name"), field(Account, "status")):
        for repair in read_column([content], [2], column, scale=1e4).repairs:
            again = read_column([repair.became], [2], column, scale=1e4)
            assert (again.repairs, again.faults) == ([], [])


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_out_reads_back_as_itself(number: float) -> None:
    assert meaning(MONEY, number) == number
    assert meaning(MONEY, repr(number)) == number
    assert meaning(MONEY, f" {number!r} ") == number


@given(cents=st.integers(-(10**12), 10**12))
def test_money_with_separators_reads_back_as_itself(cents: int) -> None:
    assert meaning(MONEY, f"{cents / 100:,.2f}") == cents / 100
    assert meaning(MONEY, f"¥{abs(cents) / 100:,.2f}") == abs(cents) / 100


@given(day=st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_date_written_in_either_language_reads_back_as_itself(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}{day.month:02}{day.day:02}",
    ):
        assert meaning(DAY, text) == day


@given(day=st.dates(date(1954, 10, 3), date(2119, 1, 10)))
def test_a_serial_number_reads_as_the_day_it_stands_for(day: date) -> None:
    days_since_1899 = (day - date(1899, 12, 30)).days

    assert meaning(DAY, float(days_since_1899)) == day


@pytest.mark.parametrize(
    ("column", "entry", "text"), SPELLINGS, ids=[f"{entry}-{text}" for _, entry, text in SPELLINGS]
)
def test_every_spelling_of_a_choice_reads_back_as_its_entry(
    column: Field, entry: Choice, text: str
) -> None:
    assert meaning(column, text) == ((entry,) if column.several else entry)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_written_in_a_language_reads_back_as_itself(language: Language) -> None:
    for choice, column in CHOICES.items():
        for entry in choice:
            meant = (entry,) if column.several else entry
            assert meaning(column, entry.text(language)) == meant
