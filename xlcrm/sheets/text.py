"""Text as people leave it in cells: what to compare by, and what to tidy away.

Full-width digits and letters, no-break spaces and marks nobody sees come from input methods and
from web pages; they make two equal codes differ. Full-width punctuation is good Chinese and stays.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

SPACES = "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Spaces that are not the space bar's."""

ERROR = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|GETTING_DATA)|Err:\d{3}"
)
"""Error values as Excel, WPS and LibreOffice show them."""

TIDY = {
    **{code: code - 0xFEE0 for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
       for code in range(*span)},
    **{ord(space): " " for space in SPACES},
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
}  # fmt: skip
"""Letter to what it becomes: half-width, a plain space, or nothing."""

UNTIDY = np.isin(np.arange(0x10000), list(TIDY))
SEPARATOR = "\x1f"
"""Stands in no cell: XML knows no such character."""


def fold(text: str) -> str:
    """Text for comparison: half-width, lower case, without surrounding space.

    >>> fold("　Ａ１２ ")
    'a12'
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


def tidy(text: str) -> str:
    """Text without stray space or unseen marks, digits and letters half-width.

    >>> tidy(" Ａ００１\\u00a0"), tidy("海川（青岛）")
    ('A001', '海川（青岛）')
    """
    return text.translate(TIDY).strip()


def is_error(text: str) -> bool:
    """Whether a text is an error value of a spreadsheet.

    >>> is_error("#N/A"), is_error("#1")
    (True, False)
    """
    shown = text.strip()
    return shown[:1] in ("#", "E") and ERROR.fullmatch(shown) is not None


def all_tidy(texts: Sequence[str]) -> bool:
    """Whether every text is tidy and none is an error value, found out in a few passes over all.

    >>> all_tidy(["A001", ""]), all_tidy(["A001 "]), all_tidy(["Ａ001"]), all_tidy(["#N/A"])
    (True, False, False, False)
    """
    joined = SEPARATOR.join(texts)
    if ("#" in joined or "Err:" in joined) and any(map(is_error, texts)):
        return False
    if joined.isascii():
        return list(map(str.strip, texts)) == list(texts)
    letters = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return not UNTIDY[letters].any() and list(map(str.strip, texts)) == list(texts)


def is_tidy(text: str) -> bool:
    """The same of one text."""
    return tidy(text) == text and not is_error(text)
