"""Which workbooks paths, folders and globs stand for."""

import os
from pathlib import Path

import pytest

from xlcrm.batch import find
from xlcrm.book import BookError


@pytest.fixture
def share(tmp_path):
    """A shared folder as they are: markers, hidden files, folders in folders, reports."""
    for name in (
        "华东/王芳/客户.xlsx",
        "华东/李强/客户.xlsx",
        "华东/~$客户.xlsx",
        "华东/.~lock.客户.xlsx#",
        "华东/._客户.xlsx",
        "华东/.xlcrm/客户.xlsx/20261122-080000-0-abc.xlsx",
        "$RECYCLE.BIN/旧.xlsx",
        "总表.XLSM",
        "说明.txt",
        "旧.xls",
        "xlcrm-findings.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def names(found, folder):
    """Paths under a folder, in the order found."""
    return [each.relative_to(folder).as_posix() for each in found]


def test_a_folder_stands_for_the_workbooks_in_it(share):
    assert names(find([share]), share) == ["总表.XLSM"]


def test_recursive_finds_folders_in_folders_without_markers_backups_and_bins(share):
    assert names(find([share], recursive=True), share) == [
        "总表.XLSM",
        "华东/李强/客户.xlsx",
        "华东/王芳/客户.xlsx",
    ]


def test_two_workbooks_of_one_name_are_two(share):
    assert len(find([share / "华东"], recursive=True)) == 2


def test_a_glob_is_understood_where_the_shell_has_not(share):
    found = find([str(share / "**" / "客户.xlsx")])

    assert names(found, share) == ["华东/李强/客户.xlsx", "华东/王芳/客户.xlsx"]


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path):
    path = tmp_path / "客户[2026].xlsx"
    path.write_bytes(b"x")

    assert find([str(path)]) == [path]


def test_a_marker_is_skipped_even_by_name(share):
    assert find([share / "华东" / "~$客户.xlsx"]) == []


def test_a_file_named_is_meant_whatever_its_suffix(share):
    assert find([share / "旧.xls"]) == [share / "旧.xls"]


def test_what_is_named_twice_is_meant_once(share):
    book = share / "总表.XLSM"

    assert find([book, share, str(book)]) == [book]


@pytest.mark.parametrize("word", ["空", "空/*.xlsx"])
def test_where_there_is_nothing_an_error_says_so(tmp_path, word):
    (tmp_path / "空").mkdir()

    (error,) = find([str(tmp_path / word)])

    assert isinstance(error, BookError)
    assert error.code == "no-workbooks"
    assert "--recursive" in error.text("zh")


def test_the_others_are_found_beside_an_error(share):
    found = find([share / "nothing*.xlsx", share])

    assert isinstance(found[0], BookError)
    assert names(found[1:], share) == ["总表.XLSM"]


def test_links_are_followed_once_and_circles_end(share):
    (share / "华东" / "圈").symlink_to(share, target_is_directory=True)
    (share / "link.xlsx").symlink_to(share / "总表.XLSM")
    elsewhere = share.parent / f"{share.name}-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "远.xlsx").write_bytes(b"x")
    (share / "连到别处").symlink_to(elsewhere, target_is_directory=True)

    assert names(find([share], recursive=True), share) == [
        "link.xlsx",
        "华东/李强/客户.xlsx",
        "华东/王芳/客户.xlsx",
        "连到别处/远.xlsx",
    ]


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_found(share, monkeypatch):
    scandir = os.scandir

    def guarded(path):
        if str(path).endswith("李强"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)

    found = find([share], recursive=True)

    errors = [each for each in found if isinstance(each, BookError)]
    assert [error.path for error in errors] == [share / "华东" / "李强"]
    assert len(found) == 3


def test_a_file_url_is_a_path(share):
    (found,) = find([(share / "总表.XLSM").as_uri()])

    assert isinstance(found, Path)
    assert found == share / "总表.XLSM"
