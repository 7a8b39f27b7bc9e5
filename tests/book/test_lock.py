"""One run at a time writes a workbook, on whichever machine or process it is."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlcrm.book import BookError
from xlcrm.book.lock import only_writer

HOLD = """
import sys
from pathlib import Path
from xlcrm.book.lock import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(b"rows")
    return path


@pytest.fixture
def other(book):
    """Another process that holds the workbook."""
    words = [sys.executable, "-c", HOLD, str(book)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_another_process_is_refused_while_one_holds_it(book, other):
    with pytest.raises(BookError) as caught, only_writer(book):
        pass

    assert caught.value.code == "busy"
    assert "客户.xlsx" in caught.value.text("zh")


def test_what_a_killed_process_held_is_free(book, other):
    other.kill()
    other.wait()

    with only_writer(book):
        pass

    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_link_and_its_target_are_one_workbook(book, other, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(book)

    with pytest.raises(BookError) as caught, only_writer(link):
        pass

    assert caught.value.code == "busy"


def test_who_holds_it_may_take_it_again_and_it_is_held_until_the_last(book):
    with only_writer(book):
        with only_writer(book):
            pass
        assert len(list(book.parent.iterdir())) == 2

    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_missing_workbook_is_told_and_no_folder_made(tmp_path):
    with pytest.raises(BookError) as caught, only_writer(tmp_path / "no" / "客户.xlsx"):
        pass

    assert caught.value.code == "no-such-file"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_share_that_knows_no_locks_is_worked_on_without(book, monkeypatch, number):
    def unknown(*_args, **_words):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("xlcrm.book.lock.FileLock.acquire", unknown)

    with only_writer(book):
        book.write_bytes(b"written")

    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_names_as_long_as_a_disk_takes_can_be_held(tmp_path):
    path = tmp_path / f"{'客' * 83}.xlsx"
    path.write_bytes(b"rows")

    with only_writer(path):
        pass

    assert [each.name for each in tmp_path.iterdir()] == [path.name]
