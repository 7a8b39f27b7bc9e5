"""Large parts are inflated and deflated on a second thread, with the same result."""

import random
import threading

import pytest

from tests.only_changed import only_changed
from tests.ooxml.workbooks import built, by_calamine, by_openpyxl
from xlcrm.ooxml import NotAWorkbook, Refused, Workbook, archive

ROWS = 4000


@pytest.fixture(autouse=True)
def _all_parts_are_large(monkeypatch):
    if archive.THREADS is None:
        pytest.skip("isal is not installed, so everything happens on one thread")
    monkeypatch.setattr(archive, "LARGE", 0)


@pytest.fixture(scope="module")
def book():
    chance = random.Random(3)

    def fill(workbook, sheet):
        for row in range(ROWS):
            sheet.write_row(row, 0, [chance.random(), f"text {chance.random()}"])

    return built(fill)


def test_columns_are_written_and_nothing_else_is(book):
    values = [row / 7 for row in range(ROWS)]
    workbook = Workbook.open(book)
    workbook["Data"].write_columns(1, {"C": values})
    after = workbook.to_bytes()
    only_changed(book, after, {"Data": {f"C{row}" for row in range(1, ROWS + 1)}})
    for found in (by_openpyxl(after), by_calamine(after)):
        assert [found[f"C{row}"] for row in range(1, ROWS + 1)] == values


def test_writing_twice_gives_the_same_bytes_on_one_thread(book, monkeypatch):
    def content():
        workbook = Workbook.open(book)
        workbook["Data"].write({"C1": 1, "A9": "x"})
        return Workbook.open(workbook.to_bytes()).package.read("xl/worksheets/sheet1.xml")

    on_two = content()
    monkeypatch.setattr(archive, "THREADS", None)
    assert content() == on_two


def test_a_saved_file_is_checked_on_two_threads_too(book, tmp_path):
    source = tmp_path / "in.xlsx"
    source.write_bytes(book)
    workbook = Workbook.open(source)
    workbook["Data"].write({"C1": 4.5})
    assert workbook.save(tmp_path / "out.xlsx")
    assert by_openpyxl((tmp_path / "out.xlsx").read_bytes())["C1"] == 4.5


@pytest.mark.parametrize("damage", ["a changed byte", "another CRC", "another size"])
def test_a_damaged_part_is_refused(book, damage):
    name = b"xl/worksheets/sheet1.xml"
    content, record = book.index(name) + len(name), book.rindex(name) - 46
    place = {
        "a changed byte": content + 500,
        "another CRC": record + 16,
        "another size": record + 24,
    }[damage]
    spoilt = bytearray(book)
    spoilt[place] ^= 0x55
    with pytest.raises(NotAWorkbook, match="damaged"):
        Workbook.open(bytes(spoilt))["Data"].read_cells(["A4000"])


def test_no_thread_is_left_behind(book):
    running = threading.active_count()
    workbook = Workbook.open(book)
    assert workbook["Data"].read_cells(["A1"])["A1"].kind == "number"
    workbook["Data"].write_columns(1, {"C": [1.5] * (ROWS - 1) + [float("nan")]})
    with pytest.raises(Refused, match="nan"):
        workbook.to_bytes()
    assert threading.active_count() == running
