"""Text as people leave it in cells: what to compare by, and what to tidy away.

Full-width digits and letters, no-break spaces and marks nobody sees come from input methods and
from web pages; they make two equal codes differ. Full-width punctuation is good Chinese and stays.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

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

SAMPLE = 1000
"""Cells looked at to see whether a column's contents repeat."""

SEPARATOR = "\0"
"""Stands in no cell: XML knows no such character."""


def _kinds() -> NDArray[np.uint8]:
    """What each letter is: 1 a space, 2 the separator, 4 untidy; 0 anything else."""
    kinds = np.zeros(0x10000, dtype=np.uint8)
    kinds[[code for code in range(0x10000) if chr(code).isspace()]] = 1
    kinds[ord(SEPARATOR)] = 2
    kinds[list(TIDY)] = 4
    return kinds


KINDS = _kinds()


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


def all_tidy(texts: Collection[str]) -> bool:
    """Whether every text is tidy and none is an error value, found out in a few passes over all.

    Raises TypeError when something is no text.

    >>> all_tidy(["A001", ""]), all_tidy(["A001 "]), all_tidy(["Ａ001"]), all_tidy(["#N/A"])
    (True, False, False, False)
    """
    joined = SEPARATOR + SEPARATOR.join(texts) + SEPARATOR
    if ("#" in joined or "Err:" in joined) and any(map(is_error, texts)):
        return False
    letters = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    kinds = KINDS[letters]
    at_an_edge = (kinds[1:] | kinds[:-1]) == 3
    return not (at_an_edge.any() or (kinds == 4).any())


def is_tidy(text: str) -> bool:
    """The same of one text."""
    return tidy(text) == text and not is_error(text)


def distinct(values: Sequence[Any]) -> Collection[Any]:
    """Each content once where contents repeat; else, to save the labour, the values themselves.

    >>> distinct(["A", "B", "A", "A", "A"]) == {"A", "B"}, distinct(["A", "B"])
    (True, ['A', 'B'])
    """
    sample = values[:SAMPLE]
    try:
        return set(values) if 2 * len(set(sample)) < len(sample) else values
    except TypeError:  # something cannot be compared
        return values
