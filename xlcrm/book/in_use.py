"""Whether a workbook may be written: not while somebody has it open or has protected it.

That it is open is told from the marker files programs leave beside it.
"""

from errno import ENAMETOOLONG
from pathlib import Path
from stat import S_IWGRP, S_IWOTH, S_IWUSR

from xlcrm.book.errors import BookError, system_error
from xlcrm.language import Text

WRITABLE = S_IWUSR | S_IWGRP | S_IWOTH

LONGEST_NAME = 54
"""Letters of a name in the marker of Excel and WPS."""


def excel_marker(path: Path) -> Path:
    """Marker of Excel and WPS: ~$name.xlsx."""
    return path.with_name(f"~${path.name}")


def libreoffice_marker(path: Path) -> Path:
    """Marker of LibreOffice: .~lock.name.xlsx#."""
    return path.with_name(f".~lock.{path.name}#")


def who_has_open(path: Path) -> str | None:
    """Name of the person who has the workbook open, "?" when unnamed, None when nobody has."""
    for marker, reader in ((excel_marker, _excel_user), (libreoffice_marker, _libreoffice_user)):
        try:
            return reader(marker(path).read_bytes()) or "?"
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno == ENAMETOOLONG:  # a marker with such a name cannot be there
                continue
            return "?"
    return None


def refuse_if_open(path: Path) -> None:
    """Raise BookError "open-elsewhere" while a spreadsheet program has the workbook open."""
    user = who_has_open(path)
    if user is not None:
        name = "" if user == "?" else f" ({user})"
        message = Text(
            f"文件正在另一个程序中打开{name};请先保存并关闭,文件保持原样",
            f"the workbook is open in another program{name}; save and close it first; "
            "the file is unchanged",
        )
        raise BookError("open-elsewhere", message, path=path)


def refuse_if_read_only(path: Path) -> None:
    """Raise BookError "read-only" for a workbook that somebody has protected against writing."""
    if path.exists() and not path.stat().st_mode & WRITABLE:
        raise system_error(PermissionError(), path)


def _excel_user(marker: bytes) -> str:
    """165 bytes: a length, the ANSI name to byte 54, then length and UTF-16 name."""
    length = min(int.from_bytes(marker[55:57], "little"), LONGEST_NAME)
    return marker[57 : 57 + 2 * length].decode("utf-16-le", errors="replace").strip("\0 ")


def _libreoffice_user(marker: bytes) -> str:
    return marker.decode("utf-8", errors="replace").lstrip(",").partition(",")[0].strip()
