"""Every planning template: whatever is typed anywhere is found again, whatever the data do."""

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xlcrm
from tests.planning.full_crm import write_full_crm
from tests.template_books import PLANS, kind_of
from xlcrm.ooxml import Workbook

OPTIONS = xlcrm.Options(as_of=date(2026, 11, 30), language="zh")
KINDS = sorted({kind_of(path) for path in PLANS})
DATA = ("商机", "联系人", "需求", "关怀", "投诉", "谈判", "决策因素", "活动")
"""Sheets whose rows come, go and change places between two runs."""


def planned(path, kind, month=None):
    xlcrm.plan(path, OPTIONS, accounts=["A001"], template=kind, month=month)


def tabs(path):
    """The planning tabs as another library reads them."""
    workbook = openpyxl.load_workbook(path)
    return [sheet for sheet in workbook if sheet.protection.sheet]


def free_cells(sheet):
    """Unlocked cells for text: top-left ones of merged areas, without a rule of their own."""
    ruled = {
        cell
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in area.rows
        for cell in row
    }
    inner = {
        place
        for area in sheet.merged_cells.ranges
        for row in area.rows
        for place in row
        if place != (area.min_row, area.min_col)
    }
    return [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
        and (cell.row, cell.column) not in ruled | inner
        and cell.value is None
    ]


def shuffle_data(path, draw):
    """Rows of the sheets dropped and put into another order."""
    workbook = Workbook.open(path)
    reader = openpyxl.load_workbook(path)
    for name in DATA:
        head, *rows = list(reader[name].iter_rows(values_only=True))
        kept = [row for row in rows if draw.random() < 0.7]
        draw.shuffle(kept)
        blank = [(None,) * len(head)] * (len(rows) - len(kept))
        cells = {
            f"{openpyxl.utils.get_column_letter(at)}{number}": value
            for number, row in enumerate([*kept, *blank], start=2)
            for at, value in enumerate(row, start=1)
        }
        workbook[name].write(cells, protected="write")
    workbook.save()


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """One planned workbook per template."""
    made = {}
    for kind in KINDS:
        made[kind] = write_full_crm(tmp_path_factory.mktemp(kind) / "客户.xlsx")
        planned(made[kind], kind)
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_planning_twice_changes_nothing(books, kind, tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(books[kind].read_bytes())

    planned(path, kind)

    assert path.read_bytes() == books[kind].read_bytes()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.randoms(use_true_random=False))
def test_whatever_is_typed_is_found_again(books, kind, tmp_path_factory, draw):
    path = Path(tmp_path_factory.mktemp("typed")) / "客户.xlsx"
    path.write_bytes(books[kind].read_bytes())
    typed = typed_everywhere(path, draw)
    sheets = {title for title, _ in typed}

    shuffle_data(path, draw)
    planned(path, kind, month=date(2026, 12, 1))
    shuffle_data(path, draw)
    planned(path, kind, month=date(2027, 1, 1))

    now = [
        cell.value
        for sheet in tabs(path)
        if sheet.title in sheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    for text in typed.values():
        assert now.count(text) == 1, text


def typed_everywhere(path, draw):
    """About a third of the free cells of every tab filled with texts of their own."""
    places = [(sheet.title, cell) for sheet in tabs(path) for cell in free_cells(sheet)]
    chosen = draw.sample(places, max(1, len(places) // 3))
    typed = {place: f"手写{number}·{random.Random(number).random()}"
             for number, place in enumerate(chosen)}  # fmt: skip
    workbook = Workbook.open(path)
    for (title, cell), text in typed.items():
        workbook[title].write({cell: text}, protected="write")
    workbook.save()
    return typed
