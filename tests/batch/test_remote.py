"""Workbooks on other machines: a memory file system, and a folder behind a URL of its own."""

from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem

from tests.batch import verbs
from tests.small_crm import write_small_crm
from xlcrm import api
from xlcrm.batch import Job, each, find, here, remote
from xlcrm.batch.address import RemotePath
from xlcrm.batch.undo import undone
from xlcrm.book import BookError


class ShareFileSystem(LocalFileSystem):
    """A folder of this machine as share://, which renames nothing onto a file, as SMB does."""

    protocol = "share"
    root = ""
    cachable = False

    @classmethod
    def _strip_protocol(cls, path):
        path = str(path).removeprefix("share://")
        return path if path.startswith(cls.root) else f"{cls.root}/{path.strip('/')}"

    def unstrip_protocol(self, name):
        return f"share://{self._strip_protocol(name).removeprefix(self.root).strip('/')}"

    def get_file(self, rpath, lpath, **kwargs):
        Path(lpath).write_bytes(self.cat_file(rpath))

    def put_file(self, lpath, rpath, **kwargs):
        self.pipe_file(rpath, Path(lpath).read_bytes())

    def mv(self, path1, path2, **kwargs):
        if self.exists(path2):
            raise FileExistsError(path2)
        super().mv(path1, path2, **kwargs)


fsspec.register_implementation("share", ShareFileSystem)


@pytest.fixture(params=["memory", "share"])
def there(request, tmp_path, monkeypatch):
    """The file system and URL of an empty folder elsewhere."""
    if request.param == "share":
        (tmp_path / "sales").mkdir()
        monkeypatch.setattr(ShareFileSystem, "root", str(tmp_path))
    system = fsspec.filesystem(request.param)
    system.makedirs("/sales", exist_ok=True)
    yield system, f"{request.param}://sales"
    if request.param == "memory":
        system.store.clear()


def put(system, name, content=b"rows"):
    system.makedirs(f"/sales/{name}".rpartition("/")[0], exist_ok=True)
    system.pipe_file(f"/sales/{name}", content)


def run(verb, *urls, **more):
    """What became of the workbooks behind the URLs."""
    return list(each([Job(path=RemotePath(url), verb=verb, **more) for url in urls], here()))


def test_a_folder_elsewhere_stands_for_its_workbooks_and_not_for_their_backups(there):
    system, url = there
    for name in ("客户.xlsx", "东区/客户.xlsx", "~$客户.xlsx", ".xlcrm/客户.xlsx/1.xlsx", "a.txt"):
        put(system, name)

    assert find([url]) == [RemotePath(f"{url}/客户.xlsx")]
    assert [str(each) for each in find([url], recursive=True)] == [
        f"{url}/东区/客户.xlsx",
        f"{url}/客户.xlsx",
    ]
    assert find([f"{url}/*/*.xlsx"]) == [RemotePath(f"{url}/东区/客户.xlsx")]
    assert find([f"{url}/客户.xlsx"]) == [RemotePath(f"{url}/客户.xlsx")]


def test_an_empty_folder_elsewhere_is_an_error(there):
    (error,) = find([there[1]])

    assert isinstance(error, BookError)
    assert error.code == "no-workbooks"


def test_what_a_verb_wrote_is_taken_back(there):
    system, url = there
    put(system, "a.xlsx")

    (done,) = run(verbs.stamp, f"{url}/a.xlsx")

    assert done.outcome.saved
    assert str(done.outcome.path) == f"{url}/a.xlsx"
    assert system.cat_file("/sales/a.xlsx") == b"rows done"


def test_a_real_workbook_is_scored_there_and_undo_takes_it_back(there, tmp_path):
    system, url = there
    before = write_small_crm(tmp_path / "small.xlsx").read_bytes()
    put(system, "客户.xlsx", before)

    (scored,) = run(api.score, f"{url}/客户.xlsx")
    after = system.cat_file("/sales/客户.xlsx")
    kept = system.find("/sales/.xlcrm/客户.xlsx")
    (taken_back,) = run(undone, f"{url}/客户.xlsx")

    assert scored.error is taken_back.error is None
    assert after != before
    assert len(kept) == 1
    assert system.cat_file("/sales/客户.xlsx") == before
    assert system.find("/sales/.xlcrm/客户.xlsx") == []


def test_nothing_passing_stays_there(there):
    system, url = there
    put(system, "a.xlsx")

    run(verbs.stamp, f"{url}/a.xlsx")

    assert [name.rpartition("/")[2] for name in system.find("/sales")] == ["a.xlsx"]


def test_a_remote_file_somebody_changed_meanwhile_is_not_overwritten(there):
    system, url = there
    put(system, "a.xlsx")

    def verb(path, options):
        put(system, "a.xlsx", b"typed by somebody else")
        return verbs.stamp(path, options)

    (done,) = run(verb, f"{url}/a.xlsx")

    assert done.error.code == "changed-on-disk"
    assert str(done.error.path) == f"{url}/a.xlsx"
    assert system.cat_file("/sales/a.xlsx") == b"typed by somebody else"


@pytest.mark.parametrize("marker", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_workbook_open_there_is_left_alone(there, marker):
    system, url = there
    put(system, "a.xlsx")
    put(system, marker, b"")

    (done,) = run(verbs.stamp, f"{url}/a.xlsx")

    assert done.error.code == "open-elsewhere"
    assert system.cat_file("/sales/a.xlsx") == b"rows"


def test_a_workbook_opened_there_while_we_work_is_left_alone(there):
    system, url = there
    put(system, "a.xlsx")

    def verb(path, options):
        put(system, "~$a.xlsx", b"")
        return verbs.stamp(path, options)

    (done,) = run(verb, f"{url}/a.xlsx")

    assert done.error.code == "open-elsewhere"
    assert system.cat_file("/sales/a.xlsx") == b"rows"


def test_a_failure_names_the_url_and_changes_nothing(there):
    system, url = there
    put(system, "bad.xlsx")

    failed, missing = run(verbs.refuse, f"{url}/bad.xlsx", f"{url}/none.xlsx")

    assert failed.error.text("en").startswith(f"{url}/bad.xlsx: ")
    assert missing.error.code == "no-such-file"
    assert str(missing.error.path) == f"{url}/none.xlsx"
    assert system.cat_file("/sales/bad.xlsx") == b"rows"


def test_a_connection_that_breaks_while_taking_back_leaves_the_remote_as_it_was(there, monkeypatch):
    system, url = there
    put(system, "a.xlsx")

    def broken(*_args, **_kwargs):
        raise ConnectionResetError("connection lost")

    monkeypatch.setattr(type(system), "put_file", broken)
    (done,) = run(verbs.stamp, f"{url}/a.xlsx")

    assert done.error.code == "unreachable"
    assert system.cat_file("/sales/a.xlsx") == b"rows"


def test_settings_beside_the_workbook_there_count(there):
    system, url = there
    put(system, "a.xlsx")
    put(system, "xlcrm.toml", b"[rules]\n")
    seen = []

    def verb(path, options):
        seen.append((path.parent / "xlcrm.toml").read_bytes())
        return verbs.look(path, options)

    run(verb, f"{url}/a.xlsx")

    assert seen == [b"[rules]\n"]


def test_resuming_works_there_too(there):
    system, url = there
    put(system, "a.xlsx")

    run(verbs.stamp, f"{url}/a.xlsx", noted=True)
    (again,) = run(verbs.stamp, f"{url}/a.xlsx", noted=True, resume=True)

    assert again.unchanged == {}
    assert system.cat_file("/sales/a.xlsx") == b"rows done"


@pytest.mark.parametrize(
    ("url", "code"), [("nosuch://sales", "unreachable"), ("s3://sales", "no-fsspec")]
)
def test_a_protocol_that_is_not_there_is_told_by_name(url, code, monkeypatch):
    if code == "no-fsspec":

        def missing(_url):
            raise ImportError("Install s3fs to access S3")

        monkeypatch.setattr(remote, "_system", missing)

    (error,) = find([url])

    assert error.code == code
    assert str(error.path) == url
