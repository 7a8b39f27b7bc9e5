"""Phone numbers as they stand in cells: stored as numbers, two in one cell, with an extension."""

import re
import unicodedata
from dataclasses import dataclass

BETWEEN = re.compile(
    r"\s*[;,、|\n]\s*|\s*/\s*(?=[+(\d]*\d{3})|\s+(?:or|and|或|和)\s+|\s*(?:或者|或|和)\s*"
    r"|(?<=\d{11})\s+(?=1\d{10})"
)
"""What stands between two numbers in one cell."""
EXTENSION = re.compile(
    r"\s*(?P<word>转|轉|分机|内线|extension|ext\.?|x|#)\s*[:.]?\s*(?P<digits>\d{1,6})$", re.I
)
CHINESE = ("转", "轉", "分机", "内线")
FLOAT = re.compile(r"(\d+)\.0+")
SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", re.I)


@dataclass(frozen=True)
class Phone:
    """One number and its extension, "" without one."""

    number: str
    extension: str = ""
    word: str = ""
    """What the extension is called: 转 in Chinese, else ext."""

    def text(self) -> str:
        """As it is written in a cell."""
        return f"{self.number}{self.word}{self.extension}"


def phones_in(text: str) -> tuple[Phone, ...]:
    """Every number in a cell's text, in order.

    >>> [phone.number for phone in phones_in("010-62345678转801 / 13800138000")]
    ['010-62345678', '13800138000']
    """
    half_width = unicodedata.normalize("NFKC", text)
    return tuple(_phone(part) for part in BETWEEN.split(half_width) if part.strip())


def _phone(part: str) -> Phone:
    part = part.strip()
    whole = FLOAT.fullmatch(part)
    if whole:
        return Phone(whole.group(1))
    found = EXTENSION.search(part)
    if found and any(letter.isdigit() for letter in part[: found.start()]):
        word = "转" if found["word"] in CHINESE else " ext. "
        return Phone(part[: found.start()].strip(), found["digits"], word)
    return Phone(_expanded(part))


def _expanded(part: str) -> str:
    """1.3800138000E+10 written out; as it stands where digits are lost."""
    found = SCIENTIFIC.fullmatch(part)
    if found is None or has_lost_digits(part):
        return part
    first, rest, _ = found.groups()
    return first + (rest or "")[: int(found[3])]


def has_lost_digits(text: str) -> bool:
    """Whether a number was cut to powers of ten, so that nobody can know its last digits.

    >>> has_lost_digits("1.38E+10"), has_lost_digits("1.3800138000E+10")
    (True, False)
    """
    found = SCIENTIFIC.fullmatch(text.strip())
    return found is not None and len(found[2] or "") < int(found[3])


def tidy_phone(text: str) -> str:
    """The cell's numbers in one form: half-width, "; " between two, extensions after 转 or ext.

    >>> tidy_phone("０１０-62345678 分机 801"), tidy_phone("13800138000.0")
    ('010-62345678转801', '13800138000')
    """
    return "; ".join(phone.text() for phone in phones_in(text))
