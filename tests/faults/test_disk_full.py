"""The disk is full at any write: a clear message, the workbook as it was, nothing left behind."""

import errno
import io

import pytest

import xlcrm
from tests.small_crm import write_small_crm
from xlcrm.book import BookError, FileBook
from xlcrm.book.backup import undo
from xlcrm.ooxml import archive

SHEET = "客户档案"


class Disk:
    """Lets so many writes through, of all files together, and then is full."""

    def __init__(self, monkeypatch, *, room):
        self.writes = 0
        self._room = room
        monkeypatch.setattr(io, "open", self._watching(io.open))  # pathlib and os.fdopen call it

    def _watching(self, opened):
        def watched(*args, **options):
            file = opened(*args, **options)
            return _Watched(file, self) if "b" in file.mode and file.writable() else file

        return watched

    def takes(self):
        """Count a write; OSError once the disk is full."""
        self.writes += 1
        if self.writes > self._room:
            raise OSError(errno.ENOSPC, "No space left on device")


class _Watched(io.BufferedIOBase):
    """A file whose writes the disk may refuse, half done."""

    def __init__(self, file, disk):
        super().__init__()
        self._file, self._disk = file, disk

    def write(self, data):
        try:
            self._disk.takes()
        except OSError:
            self._file.write(memoryview(data)[: len(data) // 2])
            raise
        return self._file.write(data)

    def read(self, size=-1):
        return self._file.read(size)

    def seek(self, *place):
        return self._file.seek(*place)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None):
        return self._file.truncate(size)

    def flush(self):
        if not self._file.closed:
            self._file.flush()

    def fileno(self):
        return self._file.fileno()

    def readable(self):
        return self._file.readable()

    def writable(self):
        return True

    def seekable(self):
        return True

    def close(self):
        self._file.close()
        super().close()


def edited(path):
    book = FileBook(path)
    book.fix(SHEET, {"B2": "华东精工(新)"})
    return book


def ways_to_write(path):
    """Everything that writes, by name: a function to call, and the file it writes."""
    page = path.with_name("new.xlsx")
    return {
        "save": (lambda: edited(path).save(), path),
        "undo": (lambda: undo(path), path),
        "new": (lambda: xlcrm.new(page), page),
    }


@pytest.mark.parametrize("way", ["save", "save by two threads", "undo", "new"])
def test_a_disk_that_fills_up_at_any_write_leaves_everything_as_it_was(way, tmp_path, monkeypatch):
    if way == "save by two threads":
        monkeypatch.setattr(archive, "LARGE", 0)
    path = write_small_crm(tmp_path / "客户.xlsx")
    if way == "undo":
        edited(path).save()
    write, target = ways_to_write(path)[way.split()[0]]
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    for room in range(1000):
        with pytest.MonkeyPatch.context() as patched:
            disk = Disk(patched, room=room)
            try:
                write()
                break
            except BookError as error:
                assert error.code == "disk-full"
        after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
        assert after == before, f"after write {room + 1}"
    assert room == disk.writes > 0
    assert target.read_bytes() != before.get(target)


@pytest.mark.parametrize("verb", ["validate", "score", "plan"])
def test_every_verb_says_that_the_disk_is_full(verb, tmp_path, monkeypatch):
    path = write_small_crm(tmp_path / "客户.xlsx")
    before = path.read_bytes()
    Disk(monkeypatch, room=3)

    with pytest.raises(BookError) as caught:
        getattr(xlcrm, verb)(path)

    assert caught.value.code == "disk-full"
    assert path.read_bytes() == before
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]
