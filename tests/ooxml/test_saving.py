"""Saving: all or nothing, beside the file, checked, with the file's place and permissions kept."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.only_changed import only_changed
from tests.ooxml.workbooks import built, by_openpyxl
from xlcrm.ooxml import OoxmlError, Refused, Workbook
from xlcrm.ooxml import save as saving
from xlcrm.ooxml.package import Package

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "客户 名单 2026.xlsx"
    path.write_bytes(built(lambda workbook, sheet: sheet.write_row("A1", [1, "x"])))
    return path


def edit(path, **cells):
    workbook = Workbook.open(path)
    workbook["Data"].write(cells)
    return workbook


def only_file(path):
    """The folder holds this file and nothing left over."""
    return list(path.parent.iterdir()) == [path]


def test_a_workbook_is_saved_where_it_came_from(path):
    before = path.read_bytes()
    edit(path, A1=2).save()
    only_changed(before, path, {"Data": ["A1"]})
    assert by_openpyxl(path.read_bytes())["A1"] == 2
    assert only_file(path)


def test_it_can_be_edited_and_saved_again(path):
    workbook = edit(path, A1=2)
    sheet = workbook["Data"]
    workbook.save()
    sheet.write({"A2": 3})
    workbook.save()
    workbook.save()
    assert by_openpyxl(path.read_bytes()) == {"A1": 2, "B1": "x", "A2": 3}


def test_saving_elsewhere_leaves_the_original_alone(path, tmp_path):
    before = path.read_bytes()
    other = tmp_path / "out.xlsx"
    edit(path, A1=2).save(str(other))
    assert path.read_bytes() == before
    assert by_openpyxl(other.read_bytes())["A1"] == 2


def test_a_file_changed_by_someone_else_is_not_overwritten(path):
    workbook = edit(path, A1=2)
    theirs = built(lambda workbook, sheet: sheet.write("A1", "theirs"))
    path.write_bytes(theirs)
    with pytest.raises(OoxmlError) as caught:
        workbook.save()
    assert caught.value.code == "changed-on-disk"
    assert path.read_bytes() == theirs


def test_a_workbook_from_bytes_needs_a_path(path):
    with pytest.raises(OoxmlError) as caught:
        Workbook.open(path.read_bytes()).save()
    assert caught.value.code == "no-path"


@posix
def test_permissions_are_kept(path):
    path.chmod(0o640)
    edit(path, A1=2).save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_its_target_is_written(path, tmp_path):
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(path)
    edit(link, A1=2).save()
    assert link.is_symlink()
    assert by_openpyxl(path.read_bytes())["A1"] == 2
    assert only_file(link)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_leaves_the_file_as_it_was(path):
    before = path.read_bytes()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            edit(path, A1=2).save()
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["write", "flush", "replace"])
def test_whatever_fails_the_file_stays_and_nothing_is_left_behind(path, step, monkeypatch):
    before = path.read_bytes()
    workbook = edit(path, A1=2)

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    target = {"write": (Package, "write"), "flush": (os, "fsync"), "replace": (Path, "replace")}
    monkeypatch.setattr(*target[step], full)
    with pytest.raises(OSError, match="No space left"):
        workbook.save()
    assert path.read_bytes() == before
    assert only_file(path)


def test_a_refusal_met_while_saving_leaves_the_file(path):
    workbook = Workbook.open(path)
    workbook["Data"].write_columns(1, {"C": [float("nan")]})
    before = path.read_bytes()
    with pytest.raises(Refused):
        workbook.save()
    assert path.read_bytes() == before
    assert only_file(path)


def test_the_self_check_notices_a_cell_that_did_not_arrive(path, monkeypatch):
    before = path.read_bytes()
    workbook = edit(path, A1=2)
    write = Package.write

    def forgetful(package, file):
        for part in package._parts.values():
            part.edits.clear()
        write(package, file)

    monkeypatch.setattr(Package, "write", forgetful)
    with pytest.raises(OoxmlError) as caught:
        workbook.save()
    assert (caught.value.code, caught.value.cell) == ("self-check", "A1")
    assert path.read_bytes() == before


def test_the_self_check_notices_a_part_that_changed(path):
    workbook = edit(path, A1=2)
    other = path.with_name("other.xlsx")
    other.write_bytes(built(lambda workbook, sheet: sheet.write("A1", "not the same text")))
    with pytest.raises(OoxmlError) as caught:
        saving.check_untouched(workbook.package, other)
    assert caught.value.code == "self-check"


def test_a_missing_file_is_an_ordinary_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Workbook.open(tmp_path / "nowhere.xlsx")
