"""A verb over many workbooks: whoever does the work, the same comes of it."""

import pickle
import threading

import pytest

from tests.batch import verbs
from xlcrm.batch import Done, Job, each, here, in_order, processes, run
from xlcrm.book import BookError
from xlcrm.book.in_use import excel_marker, libreoffice_marker
from xlcrm.book.lock import only_writer
from xlcrm.language import Text
from xlcrm.rules import Severity
from xlcrm.work import Options

every_crew = pytest.mark.parametrize("crew", [here(), processes(2)], ids=["here", "processes"])


def jobs(paths, verb, **more):
    return [Job(path=path, verb=verb, **more) for path in paths]


def by_name(done):
    """What became of each file: done, or the code of what stopped it."""
    return {one.path.stem: one.error.code if one.error else "done" for one in done}


@every_crew
def test_a_workbook_that_fails_is_reported_and_the_others_are_done(files, crew):
    paths = files("a", "bad", "c")

    done = list(each(jobs(paths, verbs.refuse), crew))

    assert by_name(done) == {"a": "done", "bad": "damaged-part", "c": "done"}
    assert [path.read_bytes() for path in paths] == [b"rows done", b"rows", b"rows done"]


@every_crew
def test_a_mistake_of_ours_is_told_with_its_kind_and_stops_no_other(files, crew):
    paths = files("a", "bad", "c")

    done = {one.path.stem: one for one in each(jobs(paths, verbs.stumble), crew)}

    assert by_name(done.values()) == {"a": "done", "bad": "our-mistake", "c": "done"}
    assert "ZeroDivisionError: by nothing" in done["bad"].error.text("en")
    assert done["bad"].error.path == paths[1]


@every_crew
def test_what_comes_back_is_small(files, crew):
    (done,) = each(jobs(files("a"), verbs.stamp), crew)

    assert done.outcome.saved
    assert done.outcome.results == {}
    assert len(pickle.dumps(done)) < 10_000


def test_a_worker_that_dies_takes_one_workbook_along_and_no_other(files):
    paths = files("a", "b", "bad", "c", "d", "e")

    done = list(each(jobs(paths, verbs.die), processes(2)))

    assert by_name(done) == dict.fromkeys("abcde", "done") | {"bad": "worker-died"}
    assert paths[2].read_bytes() == b"rows"


def test_what_a_worker_had_in_hand_when_it_died_is_done_again(files):
    paths = files("a", "bad", "c")

    done = list(each(jobs(paths, verbs.die_once), processes(2)))

    assert by_name(done) == {"a": "done", "bad": "done", "c": "done"}
    assert paths[1].read_bytes() == b"rows done"


def test_a_wish_to_stop_leaves_the_rest_untouched(files):
    paths = files("a", "b", "c", "d")
    done = []

    for one in each(jobs(paths, verbs.stamp), here(), stopping=lambda: len(done) == 2):
        done.append(one)

    assert by_name(done) == {"a": "done", "b": "done"}
    assert [path.read_bytes() for path in paths[2:]] == [b"rows", b"rows"]


@pytest.mark.parametrize("marker", [excel_marker, libreoffice_marker])
def test_an_open_workbook_is_reported_and_left_alone(files, marker):
    paths = files("a", "open")
    marker(paths[1]).write_bytes(b"")

    done = list(each(jobs(paths, verbs.stamp), here()))

    assert by_name(done) == {"a": "done", "open": "open-elsewhere"}
    assert paths[1].read_bytes() == b"rows"


@every_crew
def test_waiting_does_the_others_first_and_the_open_one_once_it_is_closed(files, crew, monkeypatch):
    monkeypatch.setattr(run, "LOOK_AGAIN_SECONDS", 0.05)
    paths = files("open", "a")
    marker = excel_marker(paths[0])
    marker.write_bytes(b"")
    done = []

    for one in each(jobs(paths, verbs.stamp), crew, wait_seconds=60):
        done.append(one)
        marker.unlink(missing_ok=True)

    assert [one.path.stem for one in done] == ["a", "open"]
    assert by_name(done) == {"a": "done", "open": "done"}


def test_waiting_ends_and_the_open_one_is_reported(files, monkeypatch):
    monkeypatch.setattr(run, "LOOK_AGAIN_SECONDS", 0.05)
    paths = files("open")
    excel_marker(paths[0]).write_bytes(b"")

    (done,) = each(jobs(paths, verbs.stamp), here(), wait_seconds=0.2)

    assert done.error.code == "open-elsewhere"


def test_another_run_that_has_it_in_hand_is_waited_for(files, monkeypatch):
    monkeypatch.setattr(run, "LOOK_AGAIN_SECONDS", 0.05)
    (path,) = files("a")
    held, let_go = threading.Event(), threading.Event()

    def hold():
        with only_writer(path):
            held.set()
            let_go.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)

    (refused,) = each(jobs([path], verbs.stamp), here())
    threading.Timer(0.2, let_go.set).start()
    (done,) = each(jobs([path], verbs.stamp), here(), wait_seconds=60)
    other.join()

    assert refused.error.code == "busy"
    assert done.outcome.saved
    assert path.read_bytes() == b"rows done"


def test_a_read_only_workbook_is_reported_and_left_alone(files):
    paths = files("a", "fixed")
    paths[1].chmod(0o444)

    done = list(each(jobs(paths, verbs.stamp), here()))

    assert by_name(done) == {"a": "done", "fixed": "read-only"}
    assert paths[1].read_bytes() == b"rows"


def test_a_dry_run_looks_at_open_and_read_only_workbooks_and_leaves_no_trace(files, tmp_path):
    (path,) = files("a")
    path.chmod(0o444)
    marker = excel_marker(path)
    marker.write_bytes(b"")

    (done,) = each(jobs([path], verbs.look, options=Options(dry_run=True), noted=True), here())

    assert done.outcome
    assert {each.name for each in tmp_path.iterdir()} == {path.name, marker.name}


def test_no_lock_or_folder_stays_behind(files, tmp_path):
    paths = files("a", "bad")

    list(each(jobs(paths, verbs.refuse), here()))

    assert sorted(tmp_path.iterdir()) == paths


def test_what_comes_in_any_order_is_told_in_theirs():
    places = ["a", "b", "c", "d"]
    arrived = []

    def arriving():
        for place in "cabd":
            arrived.append(place)
            yield Done(place)

    told = [(one.path, len(arrived)) for one in in_order(arriving(), places)]

    assert told == [("a", 2), ("b", 3), ("c", 3), ("d", 4)]


def test_errors_keep_code_words_and_path_between_processes(files):
    (path,) = files("a")
    error = BookError("damaged-part", Text("损坏", "damaged"), path=path)

    copy = pickle.loads(pickle.dumps(error))

    assert (copy.code, copy.message, copy.path) == (error.code, error.message, path)


def test_paths_beyond_260_letters_and_chinese_names_are_done(files):
    deep = "/".join(["华东大区重点客户档案与商机跟进资料" * 2] * 8)
    name = f"{deep}/{'客' * 78}"

    (path,) = files(name)
    (done,) = each(jobs([path], verbs.stamp, noted=True), here())

    assert len(str(path)) > 260
    assert done.error is None
    assert path.read_bytes() == b"rows done"


def test_a_link_is_worked_on_as_the_file_it_leads_to(files, tmp_path):
    (path,) = files("folder/a")
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)

    (done,) = each(jobs([link], verbs.stamp), here())

    assert done.path == link
    assert link.is_symlink()
    assert path.read_bytes() == b"rows done"


def test_a_broken_link_is_reported_as_missing(tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "gone.xlsx")

    (done,) = each(jobs([link], verbs.stamp), here())

    assert done.error.code == "no-such-file"


def test_resuming_leaves_out_what_is_as_the_last_run_left_it(files):
    paths = files("a", "b")
    list(each(jobs(paths, verbs.stamp, noted=True), here()))
    paths[1].write_bytes(b"typed since")

    done = list(each(jobs(paths, verbs.stamp, noted=True, resume=True), here()))

    assert [one.unchanged for one in done] == [{}, None]
    assert [path.read_bytes() for path in paths] == [b"rows done", b"typed since done"]


@pytest.mark.parametrize(
    "more",
    [
        {"verb": verbs.look},
        {"options": Options(language="zh")},
        {"options": Options(settings=["rules.base_currency=USD"])},
    ],
    ids=["verb", "language", "settings"],
)
def test_resuming_does_what_was_done_in_another_way_only(files, more):
    (path,) = files("a")
    list(each([Job(path=path, verb=verbs.refuse, noted=True)], here()))

    again = {"path": path, "verb": verbs.refuse, "noted": True, "resume": True}
    (done,) = each([Job(**(again | more))], here())

    assert done.unchanged is None


def test_resuming_sees_a_settings_file_that_was_changed(files, tmp_path):
    (path,) = files("a")
    list(each(jobs([path], verbs.look, noted=True), here()))
    (tmp_path / "xlcrm.toml").write_text("[dso_countback]\ndays_in_month = 30\n")

    (done,) = each(jobs([path], verbs.look, noted=True, resume=True), here())

    assert done.unchanged is None


def test_what_failed_is_not_left_out(files):
    (path,) = files("bad")
    list(each(jobs([path], verbs.refuse, noted=True), here()))

    (done,) = each(jobs([path], verbs.refuse, noted=True, resume=True), here())

    assert done.error.code == "damaged-part"


def test_a_damaged_log_counts_as_none(files, tmp_path):
    (path,) = files("a")
    list(each(jobs([path], verbs.look, noted=True), here()))
    (log,) = tmp_path.glob(".xlcrm/*/runs.json")
    log.write_text("{")

    (done,) = each(jobs([path], verbs.look, noted=True, resume=True), here())

    assert done.outcome


def test_brief_keeps_the_counts_of_findings():
    done = Done("a.xlsx", unchanged={Severity.ERROR: 2})

    assert done.brief().counts == {Severity.ERROR: 2}
