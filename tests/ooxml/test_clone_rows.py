"""Where rows and references go when tables of a template grow or shrink."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.ooxml import Refused
from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.formulas import Template, parse_formula
from xlcrm.ooxml.clone.rows import Block, RowMap, sample_rows

LEFT = Block("left", top=5, first=6, last=8, left=1, right=3)
RIGHT = Block("right", top=5, first=6, last=9, left=5, right=7)


def test_rows_below_a_growing_table_move_down_together() -> None:
    rows = RowMap([LEFT], dropped={7, 8}, counts={"left": 10})
    assert [rows.row(row) for row in (1, 5, 6, 9, 20)] == [1, 5, 6, 16, 27]
    assert rows.body(LEFT) == (6, 15)


def test_rows_below_a_shrinking_table_move_up_together() -> None:
    rows = RowMap([LEFT], dropped={7, 8}, counts={"left": 1})
    assert [rows.row(row) for row in (5, 6, 9)] == [5, 6, 7]


def test_no_rows_leave_one_empty_body_row() -> None:
    rows = RowMap([LEFT], dropped={7, 8}, counts={"left": 0})
    assert rows.body(LEFT) == (6, 6)


def test_the_taller_of_two_tables_side_by_side_decides() -> None:
    rows = RowMap([LEFT, RIGHT], dropped={7, 8, 9}, counts={"left": 2, "right": 6})
    assert rows.body(LEFT) == (6, 7)
    assert rows.body(RIGHT) == (6, 11)
    assert rows.row(10) == 12


def test_a_sample_row_with_something_beside_the_table_stays() -> None:
    assert sample_rows([LEFT], {(7, 2), (8, 1)}) == {7, 8}
    assert sample_rows([LEFT], {(7, 2), (8, 9)}) == {7}


def test_content_beside_a_table_keeps_its_row_while_the_table_shrinks() -> None:
    rows = RowMap([LEFT], dropped={7}, counts={"left": 1})
    assert rows.body(LEFT) == (6, 6)
    assert [rows.row(row) for row in (8, 9)] == [7, 8]


def test_a_totals_row_stays_right_below_its_table() -> None:
    totals = Block("left", top=5, first=6, last=8, left=1, right=3, has_totals=True)
    rows = RowMap([totals, RIGHT], dropped={7, 8}, counts={"left": 2, "right": 9})
    assert rows.row(9) == rows.body(totals)[1] + 1
    assert rows.body(RIGHT) == (6, 14)


@pytest.mark.parametrize(
    ("area", "moved"),
    [
        ("B6:B8", "B6:B15"),  # the whole body
        ("B7:B7", "B6:B15"),  # a part of it stands for it all
        ("A5:C8", "A5:C15"),  # header and body
        ("A1:C9", "A1:C16"),  # around the table
        ("E6:E8", "E6"),  # another column: only its rows count
        ("A10:C12", "A17:C19"),
        ("A1:A1048576", "A1:A1048576"),
    ],
)
def test_an_area_follows_its_rows(area: str, moved: str) -> None:
    rows = RowMap([LEFT], dropped={7, 8}, counts={"left": 10})
    assert str(rows.area(Area.parse(area))) == moved


def test_an_area_of_dropped_rows_outside_the_table_vanishes() -> None:
    rows = RowMap([LEFT], dropped={7, 8}, counts={"left": 10})
    assert rows.area(Area.parse("F7:G8")) is None


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    with pytest.raises(Refused, match="at most 1048576 rows"):
        RowMap([LEFT], dropped={7, 8}, counts={"left": 1_048_600})


@st.composite
def stacked_tables(draw: st.DrawFn) -> tuple[list[Block], dict[str, int]]:
    """Tables one below the other, each with a header, samples, and free rows around."""
    blocks, counts, row = [], {}, 1
    for number in range(draw(st.integers(1, 4))):
        top = row + draw(st.integers(0, 4))
        last = top + draw(st.integers(1, 5))
        totals = draw(st.booleans())
        name = f"t{number}"
        blocks.append(Block(name, top, top + 1, last, 1, 4, totals))
        counts[name] = draw(st.integers(0, 12))
        row = last + totals + 1
    return blocks, counts


def laid_out(blocks: list[Block], counts: dict[str, int], rows: int) -> list[object]:
    """The tab row by row, the slow and obvious way: template rows and (table, number) rows."""
    tab: list[object] = []
    for row in range(1, rows + 1):
        block = next((b for b in blocks if b.first <= row <= b.last), None)
        if block is None:
            tab.append(row)
        elif row == block.first:
            tab += [(block.name, number) for number in range(max(1, counts[block.name]))]
    return tab


@given(stacked_tables())
def test_every_reference_names_the_same_content_as_before(
    case: tuple[list[Block], dict[str, int]],
) -> None:
    blocks, counts = case
    height = blocks[-1].bottom + 6
    rows = RowMap(blocks, dropped=sample_rows(blocks, ()), counts=counts)
    tab = laid_out(blocks, counts, height)
    fixed = [row for row in tab if isinstance(row, int)]
    for row in fixed:
        place = tab.index(row) + 1
        assert rows.row(row) == place
        assert parse_formula(f"$B{row}+B${row}", Template("T")).render(rows) == (
            f"$B{place}+B${place}"
        )
        for later in (later for later in fixed if later > row):
            end = tab.index(later) + 1
            text = parse_formula(f"SUM(A{row}:D{later})", Template("T")).render(rows)
            assert text == f"SUM(A{place}:D{end})"
    for block in blocks:
        own = [at + 1 for at, row in enumerate(tab) if row == (block.name, 0)]
        last = own[0] + max(1, counts[block.name]) - 1
        assert rows.body(block) == (own[0], last)
        text = parse_formula(f"B{block.first}:B{block.last}", Template("T")).render(rows)
        assert text == f"B{own[0]}:B{last}"


@given(stacked_tables())
def test_the_rows_of_a_tab_are_complete_and_in_order(
    case: tuple[list[Block], dict[str, int]],
) -> None:
    blocks, counts = case
    height = blocks[-1].bottom + 6
    rows = RowMap(blocks, dropped=sample_rows(blocks, ()), counts=counts)
    output = rows.output_rows(range(1, height + 1))
    assert [row.row for row in output] == list(range(1, len(laid_out(blocks, counts, height)) + 1))
