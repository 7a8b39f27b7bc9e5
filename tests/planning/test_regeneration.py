"""Planning tabs are made anew every month, and nothing typed is lost."""

from datetime import date
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planning.planned_book import (
    close_first_deal,
    input_cell,
    replan,
    tab_of,
    table_named,
    texts,
    type_into,
)


def test_planning_twice_changes_nothing(book):
    before = book.read_bytes()

    outcome = replan(book)

    assert outcome.saved is False
    assert book.read_bytes() == before


def test_a_named_input_keeps_its_text_and_its_place(book):
    cell = input_cell(book, "input_objective")
    type_into(book, {cell: "签下年度框架协议"})

    replan(book, month=date(2026, 12, 1))

    assert texts(book)[input_cell(book, "input_objective")] == "签下年度框架协议"


def test_text_that_looks_like_a_formula_stays_text(book):
    cell = input_cell(book, "input_risks")
    type_into(book, {cell: "=对手在压价"})

    replan(book, month=date(2026, 12, 1))

    found = tab_of(book)[input_cell(book, "input_risks")]
    assert found.value == "=对手在压价"
    assert found.data_type == "s"


def test_a_note_beside_a_deal_follows_the_deal(book):
    left, top, right, bottom = table_named(book, "opportunities")
    tab = tab_of(book)
    note_column = openpyxl.utils.get_column_letter(right)
    last_deal = tab.cell(bottom, left).value
    type_into(book, {f"{note_column}{bottom}": "约总工看样机"})

    close_first_deal(book, str(tab.cell(top + 1, left).value))
    replan(book)

    left, top, right, bottom = table_named(book, "opportunities")
    tab = tab_of(book)
    notes = {
        tab.cell(row, left).value: tab.cell(row, right).value for row in range(top + 1, bottom + 1)
    }
    assert notes[last_deal] == "约总工看样机"
    assert sum(note is not None for note in notes.values()) == 1


def test_a_note_beside_a_deal_that_is_gone_goes_to_the_unplaced_block(book):
    left, top, right, _ = table_named(book, "opportunities")
    deal = tab_of(book).cell(top + 1, left).value
    note_column = openpyxl.utils.get_column_letter(right)
    type_into(book, {f"{note_column}{top + 1}": "报价已发"})

    close_first_deal(book, deal)
    replan(book)

    left, top, right, bottom = table_named(book, "unplaced")
    tab = tab_of(book)
    rows = [
        [tab.cell(row, column).value for column in range(left, right + 1)]
        for row in range(top + 1, bottom + 1)
    ]
    assert [row for row in rows if "报价已发" in row]
    assert deal in str(rows[0][0])


def test_text_outside_every_input_goes_to_the_unplaced_block_once(book):
    type_into(book, {"Z3": "记在旁边的话"})

    replan(book)
    replan(book)

    found = [cell for cell, value in texts(book).items() if value == "记在旁边的话"]
    assert len(found) == 1
    assert "Z3" in texts(book).values()


def test_typed_actions_stay_and_more_rows_are_offered(book):
    left, top, _right, bottom = table_named(book, "actions")
    column = openpyxl.utils.get_column_letter(left + 1)
    typed = {f"{column}{row}": f"行动 {row}" for row in range(top + 1, bottom + 1)}
    type_into(book, typed)

    replan(book)

    _, top, _, bottom = table_named(book, "actions")
    tab = tab_of(book)
    now = [tab.cell(row, left + 1).value for row in range(top + 1, bottom + 1)]
    assert now[: len(typed)] == list(typed.values())
    assert now[-1] is None


TYPED = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(str.strip)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_typed_is_found_again(planned, tmp_path_factory, data):
    path = Path(tmp_path_factory.mktemp("typed")) / "客户.xlsx"
    path.write_bytes(planned.read_bytes())
    cells = places_to_type(path)
    chosen = data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=6, unique=True))
    typed = {cell: f"{number} {data.draw(TYPED)}".strip() for number, cell in enumerate(chosen)}
    type_into(path, typed)
    deals = deal_ids(path)
    for deal in data.draw(st.lists(st.sampled_from(deals), max_size=3, unique=True)):
        close_first_deal(path, deal)

    replan(path, month=date(2026, 12, 1))
    replan(path, month=date(2027, 1, 1))

    now = list(texts(path).values())
    for text in typed.values():
        assert now.count(text) == 1, text


def places_to_type(path):
    """Named inputs, typed columns, action rows, and a cell outside everything."""
    cells = [
        input_cell(path, name) for name in tab_of(path).defined_names if name.startswith("input_")
    ]
    cells.remove(input_cell(path, "input_next_review"))
    left, top, right, bottom = table_named(path, "opportunities")
    cells += [
        f"{openpyxl.utils.get_column_letter(right)}{row}" for row in range(top + 1, bottom + 1)
    ]
    left, top, right, bottom = table_named(path, "actions")
    cells += [
        f"{openpyxl.utils.get_column_letter(left + 1)}{row}" for row in range(top + 1, bottom + 1)
    ]
    return [*cells, "Z2"]


def deal_ids(path):
    left, top, _, bottom = table_named(path, "opportunities")
    tab = tab_of(path)
    return [tab.cell(row, left).value for row in range(top + 1, bottom + 1)]
