"""Telling what a file is, so that a wrong one gets a sentence that helps."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlcrm.ooxml.errors import NotAWorkbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "open it in Excel, WPS or LibreOffice and save it as .xlsx"
_CHUNK = 1 << 20


def refuse_foreign(source: Path | str | bytes) -> None:
    """Raise NotAWorkbook for files that are no zip at all but are known: .xls, encrypted, .et."""
    suffix = "" if isinstance(source, bytes) else Path(source).suffix.lower()
    with BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb") as file:
        head = file.read(8)
        if not head:
            raise NotAWorkbook("empty-file", "the file is empty")
        if head != _OLE:
            return
        streams = _ole_streams(file)
    if "EncryptedPackage" in streams:
        raise NotAWorkbook("encrypted", "the file is protected by a password; remove it first")
    if suffix == ".et":
        raise NotAWorkbook("et", f"this is a WPS .et workbook; {_SAVE_AS}")
    if streams & {"Workbook", "Book"}:
        raise NotAWorkbook("legacy-xls", f"this is an old .xls workbook; {_SAVE_AS}")
    raise NotAWorkbook("not-a-zip", "this is not an Excel workbook (.xlsx, .xlsm)")


def refuse_relatives(package_names: list[str]) -> None:
    """Raise NotAWorkbook for zip files of related kinds: .ods and other documents."""
    names = {name.lower() for name in package_names}
    if "mimetype" in names and "content.xml" in names:
        raise NotAWorkbook("ods", f"this is an OpenDocument file (.ods); {_SAVE_AS}")


def refuse_binary(content_type: str) -> None:
    """Raise NotAWorkbook for .xlsb: a zip of the same build, with binary sheets."""
    if "binary" in content_type:
        raise NotAWorkbook("xlsb", f"this is a binary .xlsb workbook; {_SAVE_AS}")


def _ole_streams(file: BinaryIO) -> set[str]:
    """Which of the telling stream names an OLE container's directory holds."""
    known = ("EncryptedPackage", "Workbook", "Book")
    found: set[str] = set()
    file.seek(0)
    held = b""
    while chunk := file.read(_CHUNK):
        held = held[-128:] + chunk
        for name in known:
            if (name + "\0").encode("utf-16-le") in held:
                found.add(name)
    return found
