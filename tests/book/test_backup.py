"""Every write leaves the original behind, and undo puts it back."""

import pytest

from xlcrm.book import BookError
from xlcrm.book.backup import KEPT, backups, drop_oldest, keep_original, undo


def replaced(path, content):
    """Replace a file's content as saving does, with its backup."""
    successor = path.with_name("successor")
    successor.write_bytes(content)
    kept = keep_original(path, successor)
    successor.replace(path.resolve())
    drop_oldest(path)
    return kept


def test_undo_restores_the_bytes_before_the_last_write(tmp_path):
    path = tmp_path / "客户 2026.xlsx"
    path.write_bytes(b"first")
    replaced(path, b"second")

    undo(path)

    assert path.read_bytes() == b"first"
    assert backups(path) == []


def test_undo_goes_back_write_by_write(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")
    replaced(path, b"second")
    replaced(path, b"third")

    undo(path)
    assert path.read_bytes() == b"second"
    undo(path)
    assert path.read_bytes() == b"first"


def test_undo_does_not_take_away_what_a_person_typed_since(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")
    replaced(path, b"second")
    path.write_bytes(b"second, and an hour of typing")

    with pytest.raises(BookError) as caught:
        undo(path)

    assert caught.value.code == "edited-since"
    assert path.read_bytes() == b"second, and an hour of typing"


def test_a_forced_undo_keeps_what_was_typed_as_a_backup(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")
    replaced(path, b"second")
    path.write_bytes(b"typed since")

    undo(path, force=True)

    assert path.read_bytes() == b"first"
    assert [backup.read_bytes() for backup in backups(path)] == [b"typed since"]
    undo(path)
    assert path.read_bytes() == b"typed since"


def test_a_dry_undo_changes_nothing(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")
    kept = replaced(path, b"second")

    assert undo(path, dry_run=True) == kept
    assert path.read_bytes() == b"second"


def test_without_a_backup_undo_says_so(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")

    with pytest.raises(BookError) as caught:
        undo(path)

    assert caught.value.code == "nothing-to-undo"


def test_only_the_newest_backups_are_kept(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"0")
    for number in range(1, KEPT + 4):
        replaced(path, str(number).encode())

    kept = [backup.read_bytes() for backup in backups(path)]

    assert kept == [str(number).encode() for number in range(KEPT + 2, 2, -1)]


def test_backups_of_two_workbooks_do_not_mix(tmp_path):
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        path.write_bytes(b"before " + path.stem.encode())
        replaced(path, b"after")

    undo(one)

    assert one.read_bytes() == b"before one"
    assert other.read_bytes() == b"after"


def test_undo_through_a_link_changes_the_file_it_leads_to(tmp_path):
    path, link = tmp_path / "book.xlsx", tmp_path / "link.xlsx"
    path.write_bytes(b"first")
    link.symlink_to(path)
    replaced(link, b"second")

    undo(link)

    assert link.is_symlink()
    assert path.read_bytes() == b"first"


def test_undo_leaves_a_read_only_workbook_alone(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"first")
    replaced(path, b"second")
    path.chmod(0o444)

    with pytest.raises(BookError) as caught:
        undo(path)

    assert caught.value.code == "read-only"
    assert path.read_bytes() == b"second"
