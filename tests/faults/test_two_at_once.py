"""Two processes on one file, and a file that is replaced while it is worked on."""

import multiprocessing
import sys
from datetime import date

import pytest

import xlcrm
from tests.faults.books import small_book
from tests.ooxml.workbooks import built
from xlcrm.book import BookError, FileBook
from xlcrm.book.backup import backups

SHEET = "客户档案"
OPTIONS = xlcrm.Options(as_of=date(2026, 11, 30))
ROUNDS = 3


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(small_book())
    return path


def run(verb, path, barrier, outcomes):
    barrier.wait()
    try:
        getattr(xlcrm, verb)(path, OPTIONS)
        outcomes.put("done")
    except BookError as error:
        outcomes.put(error.code)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_two_runs_at_once_leave_the_work_of_one_or_of_both_and_never_a_torn_file(path):
    forking = multiprocessing.get_context("fork")
    before = path.read_bytes()
    seen = set()
    for _ in range(ROUNDS):
        path.write_bytes(before)
        barrier, outcomes = forking.Barrier(2), forking.Queue()
        both = [
            forking.Process(target=run, args=("validate", path, barrier, outcomes))
            for _ in range(2)
        ]
        for each in both:
            each.start()
        found = {outcomes.get(timeout=60) for _ in both}
        for each in both:
            each.join()
        assert "done" in found
        assert found <= {"done", "busy", "changed-on-disk"}
        seen |= found
        assert "校验结果" in FileBook(path).sheet_names()
        assert any(copy.read_bytes() == before for copy in backups(path))
        assert [p.name for p in path.parent.iterdir() if p.suffix == ".tmp"] == []
        for copy in backups(path):
            copy.unlink()


@pytest.mark.parametrize("moment", ["before reading", "before writing", "while the backup is made"])
def test_a_file_replaced_underneath_is_never_overwritten(moment, path, monkeypatch):
    theirs = built(lambda workbook, sheet: sheet.write("A1", "theirs"))

    def replaced(*_args, **_options):
        beside = path.with_name("theirs")
        beside.write_bytes(theirs)
        beside.replace(path)

    book = FileBook(path)
    if moment == "before reading":
        replaced()
    with pytest.raises(BookError) as caught:
        book.fix(SHEET, {"B2": "ours"})
        book.write_columns(SHEET, header_row=1, last_row=4, columns=[])
        if moment == "before writing":
            replaced()
        if moment == "while the backup is made":
            monkeypatch.setattr("xlcrm.book.placing.shutil.copyfileobj", replaced)
        book.save()

    assert caught.value.code == "changed-on-disk"
    assert path.read_bytes() == theirs
    assert [p for p in path.parent.rglob("*") if p.is_file()] == [path]
