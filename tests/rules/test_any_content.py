"""No cell content, of any type or length, makes validation raise; fixing settles in one go."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheet_text import AS_OF, address
from xlcrm.report import accounts_completeness, as_json, fixes_of, line, sheets_completeness
from xlcrm.rules import RULES, findings_of
from xlcrm.sheets import SHEETS, fields_of
from xlcrm.sheets.frame import SheetFrame, read_frame, recognise

DIRT = [
    "",
    " ",
    "=1+1",
    "'x",
    "※",
    "×",
    "120万",
    "03/05/2026",
    "#N/A",
    "1.38E+10",
    "是",
    "A" * 40_000,
]
CONTENTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(DIRT),
    st.floats(),
    st.integers(-(10**30), 10**30),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)  # fmt: skip
ODD = [
    "", "\x00", "=", "'", "+", "-", "@", "\n", "\ud800", "A" * 50_000, "９" * 400, "😀", "\u202e",
    float("nan"), float("inf"), -1e308, 10**400, True, date.min, date.max, datetime.max, time(),
    timedelta.max, None, b"bytes", object(),
]  # fmt: skip


def read(model: object, rows: list[list[object]]) -> dict[str, SheetFrame]:
    """A workbook of one sheet with every column of a model, filled with these rows."""
    headers = [field.column.zh for field in fields_of(model)]  # type: ignore[arg-type]
    grid = {model.SHEET.zh: [headers, *rows]}  # type: ignore[attr-defined]
    found = recognise(grid, SHEETS)
    frames = [read_frame(name, grid[name], header) for name, header in found.items()]
    return {frame.id: frame for frame in frames}


def judge(sheets: dict[str, SheetFrame]) -> list[str]:
    """Everything validation does with sheets; the codes found."""
    found = findings_of(sheets, RULES, workbook="x", as_of=AS_OF, cell_name=address)
    for finding in found:
        assert line(finding, "zh")
        assert as_json(finding, "en", path=__file__)  # type: ignore[arg-type]
    assert sheets_completeness(sheets) is not None
    assert accounts_completeness(sheets) is not None
    return [finding.code for finding in found]


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.SHEET.id)
def test_a_sheet_of_odd_contents_is_judged(model) -> None:
    width = len(fields_of(model))
    rows = [[content] * width for content in ODD] + [["x", *ODD[:1] * (width - 1)]]

    codes = judge(read(model, rows))

    assert codes
    assert "rule-failed" not in codes


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_content_makes_a_rule_fail(data) -> None:
    model = data.draw(st.sampled_from(SHEETS))
    width = len(fields_of(model))
    rows = data.draw(st.lists(st.lists(CONTENTS, min_size=width, max_size=width), max_size=4))

    assert "rule-failed" not in judge(read(model, rows))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_fixed_reads_the_same_and_needs_no_fixing_again(data) -> None:
    model = data.draw(st.sampled_from(SHEETS))
    width = len(fields_of(model))
    rows = data.draw(
        st.lists(st.lists(CONTENTS, min_size=width, max_size=width), min_size=1, max_size=3)
    )
    grid = {model.SHEET.zh: [[field.column.zh for field in fields_of(model)], *rows]}
    before = read(model, rows)
    fixes = {fix.cell: fix.after for fix in fixes_of(before, cell_name=address)}
    mended = [
        [fixes.get(address(at, column), value) for column, value in enumerate(row, start=1)]
        for at, row in enumerate(grid[model.SHEET.zh], start=1)
    ]

    after = read(model, mended[1:])

    assert fixes_of(after, cell_name=address) == []
    assert sorted(judge(after)) == sorted(code for code in judge(before) if code != "repaired")
    for name, sheet in before.items():
        assert sheet.frame.equals(after[name].frame)
