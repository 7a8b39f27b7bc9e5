"""Many workbooks on the command line: one line each, a summary, exit codes, Ctrl-C."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_crm import write_small_crm
from xlcrm.book.backup import backups
from xlcrm.book.in_use import excel_marker
from xlcrm.cli.progress import Pace, files_bar
from xlcrm.cli.running import STOPPED

DAY = ("--as-of", "2026-11-30")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def share(tmp_path):
    """Eight small workbooks in folders in folders."""
    first = write_small_crm(tmp_path / "总部.xlsx")
    for name in ("王芳", "李强", "赵敏", "陈杰", "刘洋", "周婷", "吴刚"):
        folder = tmp_path / "华东" / name
        folder.mkdir(parents=True)
        shutil.copy(first, folder / "客户.xlsx")
    return tmp_path


@pytest.fixture(autouse=True)
def never_long(monkeypatch):
    """However slow the machine, nothing is told of progress."""
    monkeypatch.setattr("xlcrm.cli.progress.SECONDS_BETWEEN_LINES", 1e9)


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.glob("**/*.xlsx")) if is_own(path)}


def is_own(path):
    return ".xlcrm" not in path.parts


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_gets_a_line_in_order_and_a_summary_ends_it(xlcrm, share, jobs):
    code, out, err = xlcrm("score", share, "-r", *DAY, "--jobs", jobs, "--lang", "zh")

    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert [line.split("  ")[0] for line in lines[:-1]] == [str(path) for path in in_order(share)]
    assert lines[-1] == "共 8 个工作簿: 8 已完成"
    assert all(len(backups(path)) == 1 for path in contents(share))


def in_order(share):
    """The workbooks as they are gone through: those of a folder before those of its folders."""
    return sorted(contents(share), key=lambda path: (len(path.parts), path))


def test_one_that_cannot_be_read_is_told_with_its_reason_and_the_others_are_done(xlcrm, share):
    (share / "坏.xlsx").write_bytes(b"not a workbook")

    code, out, err = xlcrm("score", share, "-r", *DAY, "--lang", "en")

    assert code == 2
    assert "坏.xlsx: not an Excel workbook" in err
    assert out.splitlines()[-1] == "9 workbooks: 8 done, 1 could not be done"


def test_findings_of_few_are_printed_and_of_many_are_counted(xlcrm, share):
    for path in contents(share):
        break_a_link(path)

    code, few, _ = xlcrm("validate", *in_order(share)[:2], *DAY, "--lang", "en", "--dry-run")
    _, many, _ = xlcrm("validate", share, "-r", *DAY, "--lang", "en", "--dry-run")

    assert code == 1
    assert few.count("[broken-link]") == 2
    assert "broken-link" not in many
    assert many.splitlines()[-1].startswith("8 workbooks: 8 done, ✖ Error 8")


def break_a_link(path):
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook["商机"]["B2"] = "A999"
    workbook.save(path)


def test_json_of_many_is_one_list_and_nothing_else(xlcrm, share):
    for path in contents(share):
        break_a_link(path)

    _, out, err = xlcrm("validate", share, "-r", *DAY, "--format", "json", "--dry-run")

    found = json.loads(out)
    assert err == ""
    assert [one["workbook"] for one in found if one["code"] == "broken-link"] == [
        str(path) for path in in_order(share)
    ]


def test_resuming_tells_the_findings_of_last_time_and_exits_alike(xlcrm, share):
    paths = in_order(share)[:2]
    break_a_link(paths[0])
    words = ("validate", *paths, *DAY, "--fail-on", "error", "--lang", "en")
    assert xlcrm(*words)[0] == 1
    before = contents(share)

    code, out, _ = xlcrm(*words, "--resume")

    assert code == 1
    assert out.count("Unchanged since last time") == 2
    assert out.splitlines()[-1].startswith("2 workbooks: 2 unchanged, ✖ Error 1")
    assert contents(share) == before


def test_undo_goes_through_folders_too(xlcrm, share):
    before = contents(share)
    xlcrm("score", share, "-r", *DAY)
    assert contents(share) != before

    code, out, _ = xlcrm("undo", share, "-r", "--lang", "en")

    assert code == 0
    assert out.count("put back as before") == 8
    assert contents(share) == before


def test_open_ones_are_told_and_left_alone(xlcrm, share):
    first, second = in_order(share)[:2]
    excel_marker(first).write_bytes(b"")
    before = first.read_bytes()

    code, out, err = xlcrm("score", first, second, *DAY, "--lang", "en")

    assert code == 2
    assert f"{first}: the workbook is open in another program" in err
    assert out.splitlines()[-1] == "2 workbooks: 1 done, 1 could not be done"
    assert first.read_bytes() == before


def test_a_folder_of_nothing_is_no_success(xlcrm, tmp_path):
    code, _, err = xlcrm("validate", tmp_path, "--lang", "en")

    assert code == 2
    assert "no workbooks there" in err


def test_workbooks_elsewhere_are_named_by_their_url(xlcrm, tmp_path):
    import fsspec

    system = fsspec.filesystem("memory")
    system.pipe_file("/sales/客户.xlsx", write_small_crm(tmp_path / "small.xlsx").read_bytes())

    code, out, err = xlcrm("score", "memory://sales", *DAY)
    system.store.clear()

    assert (code, err) == (0, "")
    assert out.startswith("memory://sales/客户.xlsx")


def test_a_scheduler_that_does_not_answer_ends_it_with_a_reason(xlcrm, share, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("xlcrm.batch.crew.CONNECT_SECONDS", 1)
    before = contents(share)

    code, _, err = xlcrm("score", share, "--scheduler", "tcp://127.0.0.1:9", "--lang", "en")

    assert code == 2
    assert "the Dask scheduler tcp://127.0.0.1:9 does not answer" in err
    assert contents(share) == before


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_is_finished_and_leaves_the_rest_untouched(share, jobs):
    before = contents(share)
    words = [sys.executable, "-m", "xlcrm", "score", str(share), "-r", *DAY, f"-j{jobs}"]
    with subprocess.Popen(
        [*words, "--lang", "en"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    ) as process:
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the workers too
        out, err = process.communicate(timeout=120)

    after = contents(share)
    finished = [path for path in before if after[path] != before[path]]
    assert process.returncode == STOPPED
    assert "Traceback" not in err
    assert "Stopping" in err
    assert first.split("  ")[0] == str(in_order(share)[0])
    assert 1 <= len(finished) < 8
    told = re.search(r"8 workbooks: (\d) done, (\d) not begun", out)
    assert (len(finished), 8 - len(finished)) == tuple(map(int, told.groups()))
    assert all(backups(path)[0].read_bytes() == before[path] for path in finished)
    assert {path.name for path in share.rglob("*") if path.name.startswith(".~")} == set()


def test_the_pace_tells_rate_and_what_is_left():
    seconds = iter([0.0, 50.0])
    pace = Pace(500, clock=lambda: next(seconds))
    pace.done = 100

    assert pace.text("en") == "100/500  2.0/s  0:03:20 left"


def test_where_no_bar_can_be_drawn_progress_is_told_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr("xlcrm.cli.progress.SECONDS_BETWEEN_LINES", 10)
    seconds = iter(range(0, 1000, 4))

    with files_bar(10, "zh", clock=lambda: next(seconds)) as step:
        for _ in range(10):
            step(None)

    lines = capsys.readouterr().err.splitlines()
    assert 2 <= len(lines) < 9
    assert re.fullmatch(r"\d/10  每秒 0\.\d 个  约剩 0:\d\d:\d\d", lines[0])


def test_the_hook_for_commits_is_a_command_that_writes_nothing(xlcrm, share):
    page = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    _, *words = re.search(r"entry: (.+)", page)[1].split()
    paths = in_order(share)[:2]
    before = contents(share)
    clean = xlcrm(*words, *paths)[0]
    break_a_link(paths[0])

    code, out, _ = xlcrm(*words, *paths)

    assert (clean, code) == (0, 1)
    assert "broken-link" in out
    assert {path: before[path] for path in paths[1:]} == {p: p.read_bytes() for p in paths[1:]}
    assert not list(share.glob("**/.xlcrm"))


def test_templates_of_a_folder_are_checked_and_one_that_cannot_be_read_stops_no_other(
    xlcrm, tmp_path
):
    shutil.copy(ROOT / "workbook_templates/planning/account_plan_zh.xlsx", tmp_path / "b.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")

    code, out, err = xlcrm("template", "check", tmp_path, "--lang", "en")

    assert code == 2
    assert "a.xlsx: not an Excel workbook" in err
    assert "b.xlsx: ready to use" in out
