"""Where a workbook lies: a path on this machine, or the URL of one elsewhere."""

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname


class RemotePath(PurePosixPath):
    """The URL of a workbook, with a name and a suffix like any path.

    >>> str(RemotePath("s3://sales/east/客户.xlsx")), RemotePath("s3://sales/east/客户.xlsx").name
    ('s3://sales/east/客户.xlsx', '客户.xlsx')
    """

    def __str__(self) -> str:
        scheme, _, rest = super().__str__().partition(":/")
        return f"{scheme}://{rest}"


Place = Path | RemotePath


def is_url(word: str) -> bool:
    """Whether a word from the command line names something on another machine.

    >>> is_url("smb://files/sales"), is_url("C:\\\\sales"), is_url("file:///home/anna")
    (True, False, False)
    """
    return "://" in word and urlsplit(word).scheme != "file"


def local_path(word: str) -> Path:
    """A path of this machine, also from a file:// URL."""
    return Path(url2pathname(urlsplit(word).path) if word.startswith("file://") else word)
