"""A workbook that somebody has open is recognised by the marker its program leaves beside it."""

import pytest

from xlcrm.book import BookError
from xlcrm.book.in_use import (
    excel_marker,
    libreoffice_marker,
    refuse_if_open,
    refuse_if_read_only,
    who_has_open,
)


def excel_owner_file(name):
    """165 bytes as Excel writes them: length, ANSI name to byte 54, length, UTF-16 name."""
    ansi = name.encode("gbk")
    wide = name.encode("utf-16-le")
    head = bytes([len(ansi)]) + ansi.ljust(54)
    return (head + len(name).to_bytes(2, "little") + wide).ljust(165, b"\x20")


def test_nobody_has_a_lone_workbook_open(tmp_path):
    assert who_has_open(tmp_path / "客户.xlsx") is None


def test_excel_and_wps_leave_their_users_name(tmp_path):
    path = tmp_path / "客户.xlsx"
    excel_marker(path).write_bytes(excel_owner_file("王芳"))

    assert who_has_open(path) == "王芳"


def test_libreoffice_leaves_its_users_name(tmp_path):
    path = tmp_path / "客户.xlsx"
    libreoffice_marker(path).write_text(",anna,desk-7,21.11.2026 21:33,file:///home/anna;")

    assert who_has_open(path) == "anna"


def test_an_empty_marker_still_counts_as_open(tmp_path):
    path = tmp_path / "customers.xlsx"
    excel_marker(path).write_bytes(b"")

    assert who_has_open(path) == "?"


def test_the_refusal_names_the_file_and_the_person(tmp_path):
    path = tmp_path / "客户.xlsx"
    libreoffice_marker(path).write_text(",anna,desk-7,,;")

    with pytest.raises(BookError) as caught:
        refuse_if_open(path)

    assert caught.value.code == "open-elsewhere"
    assert "客户.xlsx" in caught.value.text("zh")
    assert "anna" in caught.value.text("en")


def test_a_name_too_long_for_a_marker_counts_as_closed(tmp_path):
    path = tmp_path / f"{'客' * 83}.xlsx"
    path.write_bytes(b"rows")

    assert who_has_open(path) is None


def test_a_workbook_protected_against_writing_is_refused(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(b"rows")
    refuse_if_read_only(path)
    path.chmod(0o444)

    with pytest.raises(BookError) as caught:
        refuse_if_read_only(path)

    assert caught.value.code == "read-only"
