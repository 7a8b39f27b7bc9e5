"""An existing Dask cluster, a real one: the same as anywhere, also when a worker dies."""

import pytest

from tests.batch import verbs
from xlcrm.batch import Job, cluster, crew, each
from xlcrm.book import BookError

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")

pytestmark = pytest.mark.filterwarnings("default")  # what a cluster says of itself is not ours


@pytest.fixture(scope="module")
def address():
    """Two workers, each a process; a task whose worker died is not tried by Dask itself."""
    settings = {"distributed.scheduler.allowed-failures": 0}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as local,
    ):
        yield local.scheduler_address


def run(verb, paths, address):
    done = each([Job(path=path, verb=verb) for path in paths], cluster(address))
    return {one.path.stem: one.error.code if one.error else "done" for one in done}


def test_workbooks_are_done_and_failures_reported(files, address):
    paths = files("a", "bad", "c")

    assert run(verbs.refuse, paths, address) == {"a": "done", "bad": "damaged-part", "c": "done"}
    assert [path.read_bytes() for path in paths] == [b"rows done", b"rows", b"rows done"]


def test_the_workbook_that_kills_its_worker_is_reported_and_the_others_are_done(files, address):
    paths = files("a", "b", "bad", "c", "d")

    assert run(verbs.die, paths, address) == dict.fromkeys("abcd", "done") | {"bad": "worker-died"}
    assert paths[2].read_bytes() == b"rows"
    # one that was done when the cluster lost word of it is done twice: verbs may be repeated
    assert all(path.read_bytes().startswith(b"rows done") for path in paths if path != paths[2])


def test_what_a_worker_had_in_hand_when_it_died_is_done_by_another(files, address):
    paths = files("a", "bad", "c")

    assert run(verbs.die_once, paths, address) == {"a": "done", "bad": "done", "c": "done"}
    assert paths[1].read_bytes() == b"rows done"


def test_a_scheduler_that_does_not_answer_is_told_by_its_address(files, monkeypatch):
    monkeypatch.setattr(crew, "CONNECT_SECONDS", 1)

    with pytest.raises(BookError) as caught:
        run(verbs.stamp, files("a"), "tcp://127.0.0.1:9")

    assert caught.value.code == "no-scheduler"
    assert "tcp://127.0.0.1:9" in caught.value.text("zh")
