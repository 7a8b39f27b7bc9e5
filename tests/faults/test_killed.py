"""A program killed in the middle of a write: the workbook is the old one or the new one, whole."""

import os
import random
import signal
import sys
import time

import pytest

from tests.ooxml.workbooks import by_openpyxl
from tests.small_crm import write_small_crm
from xlcrm.book import BookError, FileBook
from xlcrm.book.backup import backups, undo
from xlcrm.ooxml import Workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")

KILLS = int(os.environ.get("XLCRM_KILLS", "60"))
SHEET = "客户档案"


@pytest.fixture
def path(tmp_path):
    return write_small_crm(tmp_path / "客户.xlsx")


def changed(path):
    """The workbook opened and edited, not yet saved."""
    book = FileBook(path)
    book.fix(SHEET, {"B2": "华东精工(新)"})
    return book


def killed(path, after_seconds):
    """Save in another process and kill it so long after it began; False if it was done before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            book = changed(path)
            os.write(writing, b"!")
            book.save()
        finally:
            os._exit(0)
    os.read(reading, 1)
    time.sleep(after_seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    return os.WIFSIGNALED(status)


def test_whenever_a_write_is_killed_the_old_or_the_new_file_is_there_and_nothing_is_lost(path):
    old = path.read_bytes()
    started = time.monotonic()
    changed(path).save()
    long_enough = 1.3 * (time.monotonic() - started)
    new = path.read_bytes()
    undo(path)
    chance = random.Random(9)
    seen = set()
    for _ in range(KILLS):
        was_killed = killed(path, chance.uniform(0, long_enough))
        now = path.read_bytes()
        seen.add((was_killed, "old" if now == old else "new" if now == new else "torn"))
        assert by_openpyxl(now, SHEET)["A2"] == "A001"
        if now != old:
            undo(path)
            assert path.read_bytes() == old
    assert {state for _, state in seen} == {"old", "new"}
    assert (True, "old") in seen


def test_after_a_kill_between_backup_and_replacement_undo_does_not_go_back_too_far(
    path, monkeypatch
):
    first = path.read_bytes()
    changed(path).save()
    second = path.read_bytes()
    child = os.fork()
    if child == 0:
        book = FileBook(path)
        book.fix(SHEET, {"B2": "third"})
        kill = os.kill
        monkeypatch.setattr(type(path), "replace", _dying(type(path).replace, kill))
        try:
            book.save()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert path.read_bytes() == second
    assert len(backups(path)) == 2

    undo(path)

    assert path.read_bytes() == first
    with pytest.raises(BookError, match="no backup"):
        undo(path)


def _dying(replace, kill):
    """Path.replace that lets the backup get its name, and dies before the workbook is replaced."""

    def die_at_the_workbook(self, target):
        if self.suffix == ".tmp":
            kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)

    return die_at_the_workbook


def test_what_a_killed_write_left_is_gone_after_a_day(path):
    old, fresh = path.with_name(".~xlsx-old.tmp"), path.with_name(".~xlsx-fresh.tmp")
    for left in (old, fresh):
        left.write_bytes(b"half")
    os.utime(old, (0, time.time() - 90_000))

    changed(path).save()

    assert (old.exists(), fresh.exists()) == (False, True)
    assert Workbook.open(path)[SHEET].read_cells(["B2"])["B2"].value == "华东精工(新)"
