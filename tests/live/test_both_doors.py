"""The same verbs on the same workbook, as a file and open in Calc, leave the same in every cell."""

import shutil
from functools import partial

import pytest

from tests.conftest import SAMPLES
from tests.live.conftest import OPTIONS, opened
from xlcrm.api import plan, score, snapshot, validate
from xlcrm.book.live import LiveBook
from xlcrm.ooxml import Workbook

OF_THE_FILE = "_xlcrm.formats"
"""How many cell formats the file had before a tab of ours came; the program keeps its own count."""
VERBS = (validate, score, snapshot, partial(plan, top=2))


def cells(book):
    """Every cell that holds something: its value, and its formula where it has one."""
    found = {}
    for sheet in book.sheets:
        used = sheet.used_range
        values = used.options(ndim=2, err_to_str=True).value
        texts = used.formula if isinstance(used.formula, list) else [[used.formula]]
        for row, (shown, typed) in enumerate(zip(values, texts, strict=True), start=used.row):
            for column, (value, text) in enumerate(zip(shown, typed, strict=True), used.column):
                if value is not None:
                    formula = text if text.startswith("=") else None
                    found[sheet.name, row, column] = (value, formula)
    return found


@pytest.fixture(scope="module", params=["zh", "en"])
def doors(request, app, tmp_path_factory):
    """The sample after all verbs, twice over, through both doors: (file, live, cells of live)."""
    folder = tmp_path_factory.mktemp("doors")
    sample = SAMPLES / f"crm_{request.param}.xlsx"
    file, live = (folder / name / sample.name for name in ("file", "live"))
    for path in (file, live):
        path.parent.mkdir()
        shutil.copy(sample, path)
    for verb in VERBS:
        verb(file, OPTIONS)
    with opened(app, live) as book:
        for verb in VERBS:
            verb(LiveBook(book), OPTIONS)
        shown = cells(book)
        book.save()
    return file, live, shown


def test_every_cell_is_the_same_through_both_doors(app, doors):
    file, _, shown = doors
    with opened(app, file) as book:
        book.app.calculate()
        expected = cells(book)

    assert shown.keys() == expected.keys()
    assert [place for place in shown if shown[place] != expected[place]] == []
    assert len(shown) > 40_000


def test_the_sheets_stand_in_the_same_order(doors):
    file, live, _ = doors

    assert Workbook.open(live).sheet_names == Workbook.open(file).sheet_names


def test_what_is_ours_is_remembered_by_the_same_names(doors):
    ours = [
        {
            (name.name, name.sheet, name.refers_to.replace("'", ""))
            for name in Workbook.open(path).defined_names
            if name.name.startswith("_xlcrm.") and name.name != OF_THE_FILE
        }
        for path in doors[:2]
    ]

    assert ours[0] == ours[1]
    assert len(ours[0]) > 60


def test_tables_marks_and_notes_are_the_same_in_the_saved_files(doors):
    def furniture(path):
        workbook = Workbook.open(path)
        return {
            name: (
                {(table.ref, tuple(table.columns)) for table in workbook[name].tables},
                sorted(workbook[name].marks),
                workbook[name].notes,
            )
            for name in workbook.sheet_names
        }

    assert furniture(doors[1]) == furniture(doors[0])


def test_charts_come_along_with_the_tabs(doors):
    file, live, _ = doors

    def charts(path):
        return sum("charts/chart" in name for name in Workbook.open(path).package.names)

    assert charts(live) == charts(file) > 6


def test_a_workbook_goes_on_at_the_other_door(app, doors, tmp_path):
    """What Calc saved is a workbook that the file door knows as its own, and nothing doubles."""
    again = tmp_path / "again.xlsx"
    shutil.copy(doors[1], again)

    for verb in VERBS:
        verb(again, OPTIONS)

    assert Workbook.open(again).sheet_names == Workbook.open(doors[0]).sheet_names
