"""A grid by column says of every cell what its rows said."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.sheets.grid import BATCH, ColumnGrid, by_column

CONTENTS = st.sampled_from(
    ["", "海川", "A1", True, False, 0.0, 1.0, 1, 2.5, None, date(2026, 3, 5)]
)


@given(st.lists(st.tuples(CONTENTS, CONTENTS), max_size=3 * BATCH))
def test_every_cell_keeps_its_content_and_its_type(rows: list[tuple[object, object]]) -> None:
    kept = list(ColumnGrid(rows))

    assert [[(type(cell), cell) for cell in row] for row in kept] == [
        [(type(cell), cell) for cell in row] for row in rows
    ]


def test_a_yes_far_below_a_column_of_ones_stays_a_yes() -> None:
    grid = ColumnGrid([["是"]] * BATCH + [["是"], [1.0], [True]] + [["是"]] * BATCH)

    assert [type(cell) for cell in grid.column(1, below=BATCH)[:4]] == [str, float, bool, str]


def test_rows_of_different_lengths_are_filled_up_to_the_widest() -> None:
    grid = ColumnGrid([["a"], [], *[["b"]] * BATCH, ["c", 2.0, "e"]])

    assert grid.width == 3
    assert grid[0] == ["a", "", ""]
    assert grid[1] == ["", "", ""]
    assert grid[-1] == ["c", 2.0, "e"]
    assert grid.column(2, below=BATCH + 1) == ["", 2.0]


def test_a_column_grows_empty_cells_where_later_rows_are_shorter() -> None:
    grid = ColumnGrid([["a", "b"]] * BATCH + [["a"]] * 2)

    assert grid.column(2, below=BATCH - 1) == ["b", "", ""]


def test_a_text_that_repeats_is_kept_once() -> None:
    rows = [["".join(["海", "川"])] for _ in range(2 * BATCH)]

    assert len({id(cell) for cell in ColumnGrid(rows).column(1, below=1)}) == 1


def test_a_moment_and_its_day_are_told_apart() -> None:
    cells = [date(2026, 3, 5), datetime(2026, 3, 5)] * BATCH

    assert ColumnGrid([[cell] for cell in cells]).column(1) == cells


def test_contents_that_cannot_be_compared_are_kept_as_they_are() -> None:
    assert ColumnGrid([[["a"]], [["a"]]]).column(1) == [["a"], ["a"]]


def test_slices_and_lengths_go_by_row() -> None:
    grid = by_column([["a", 1.0], ["b", 2.0], ["c", 3.0]])

    assert len(grid) == 3
    assert grid[1:] == [["b", 2.0], ["c", 3.0]]
    assert by_column(grid) is grid
    with pytest.raises(IndexError):
        grid[3]


def test_a_sheet_without_cells_has_no_width() -> None:
    grid = ColumnGrid([])

    assert (len(grid), grid.width, list(grid), grid[:30]) == (0, 0, [], [])


def test_rows_without_a_cell_are_still_rows() -> None:
    assert list(ColumnGrid([[], []])) == [[], []]
