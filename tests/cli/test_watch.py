"""Workbooks checked as they are saved, by the command as it is run."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.small_crm import write_small_crm
from xlcrm.cli.watching import Seen, is_watched

ROOT = Path(__file__).parents[2]


@pytest.fixture
def watching(tmp_path):
    """The command, watching a folder; ended by Ctrl-C at the latest when the test is over."""
    log = tmp_path / "log.txt"
    folder = tmp_path / "share"
    folder.mkdir()
    with log.open("w") as out:
        command = [sys.executable, "-m", "xlcrm", "watch", str(folder), "--pause", "0.2"]
        running = subprocess.Popen(
            [*command, "--lang", "en", "--as-of", "2026-11-30"], cwd=ROOT, stdout=out, stderr=out,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    wait_for(log, "Watching")
    time.sleep(1)
    yield folder, log, running
    if running.poll() is None:
        running.send_signal(signal.SIGINT)
    running.wait(30)


def wait_for(log: Path, words: str, times: int = 1) -> str:
    for _ in range(600):
        text = log.read_text(encoding="utf-8")
        if text.count(words) >= times:
            return text
        time.sleep(0.1)
    raise AssertionError(f"{words!r} never came: {text}")


def test_a_saved_workbook_is_checked_once_and_our_own_write_does_not_count(watching, tmp_path):
    folder, log, running = watching
    made = write_small_crm(tmp_path / "made.xlsx")
    shutil.copy(made, folder / "~$别的.xlsx")
    shutil.copy(made, folder / "客户.xlsx")

    wait_for(log, "客户.xlsx  ")
    time.sleep(3)
    again = log.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / "客户.xlsx")
    names = book.sheetnames
    book["客户档案"]["F2"] = 45
    book.save(folder / "客户.xlsx")
    wait_for(log, "客户.xlsx  ", times=2)

    assert again.count("客户.xlsx  ") == 1
    assert names[0] in ("校验结果", "Findings")
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_a_workbook_saved_while_it_is_open_is_checked_without_writing(watching, tmp_path):
    folder, log, _ = watching
    made = write_small_crm(tmp_path / "made.xlsx")
    (folder / "~$客户.xlsx").write_bytes(b"\x04Wang")
    shutil.copy(made, folder / "客户.xlsx")

    text = wait_for(log, "Nothing was written")

    assert "客户.xlsx  " in text
    assert (folder / "客户.xlsx").read_bytes() == made.read_bytes()


@pytest.mark.parametrize(
    ("name", "watched"),
    [
        ("客户.xlsx", True),
        ("deep/er/客户.XLSM", True),
        ("~$客户.xlsx", False),
        (".~lock.客户.xlsx#", False),
        (".xlcrm/客户.xlsx/20260101.xlsx", False),
        ("客户.csv", False),
        ("xlcrm-findings.xlsx", False),
    ],
)
def test_markers_backups_and_reports_are_not_watched(name, watched):
    assert is_watched(Path("/share") / name, Path("/share")) is watched


def test_a_content_noted_is_not_new_until_it_changes(tmp_path):
    path, seen = tmp_path / "a.xlsx", Seen()
    assert not seen.is_new(path)
    path.write_bytes(b"one")
    assert seen.is_new(path)
    seen.note(path)
    assert not seen.is_new(path)
    path.write_bytes(b"two")
    assert seen.is_new(path)


def test_a_folder_that_is_not_there_is_named(xlcrm, tmp_path):
    code, _, err = xlcrm("watch", tmp_path / "nowhere", "--lang", "en")

    assert code == 2
    assert "nowhere: no such file" in err
