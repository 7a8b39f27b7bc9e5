"""One header cell taken apart: a comparable name, and the unit in its brackets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from xlcrm.sheets.currency_names import currency_in
from xlcrm.sheets.text import fold

DECORATION = re.compile(r"[\s*★☆:：_]+|必填|选填")
BRACKET = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]$")

NUMBERING = re.compile(r"^\d+\s*[.、)]\s*(?=\D)")
"""A question's number, however its point is written."""

PREFIX = re.compile(r"^单位")
"""What may stand before a unit without a space: 单位万元."""

MONEY_UNITS = {
    "元": 1.0,
    "千元": 1e3, "千": 1e3, "k": 1e3, "thousand": 1e3,
    "万元": 1e4, "万": 1e4,
    "百万元": 1e6, "百万": 1e6, "m": 1e6, "million": 1e6,
    "亿元": 1e8, "亿": 1e8,
}  # fmt: skip
"""What one unit in a header's brackets is worth in base currency units."""


@dataclass(frozen=True)
class Header:
    """One header cell: as it stands, its comparable name, and the unit in its brackets."""

    text: str
    name: str
    unit: str

    @property
    def unit_as_typed(self) -> str:
        """The unit with the capitals it was typed with."""
        at = self.text.casefold().rfind(self.unit) if self.unit else -1
        return self.text[at : at + len(self.unit)] if at >= 0 else self.unit

    @property
    def currency(self) -> str | None:
        """The code of the currency that the unit names: USD for 万美元, None for 万元."""
        return currency_in(self.unit)[0]

    @property
    def scale(self) -> float:
        """Worth of one unit in base units: 10,000 for 万元, 1 where no unit is known."""
        unit = currency_in(self.unit)[1]
        words = [PREFIX.sub("", word) for word in re.split(r"[\s/:,;、]+", unit)]
        return max((MONEY_UNITS[word] for word in words if word in MONEY_UNITS), default=1.0)


def read_header(value: object) -> Header:
    """A header cell taken apart.

    >>> read_header("年采购潜力\\n（万元）*")
    Header(text='年采购潜力\\n（万元）*', name='年采购潜力', unit='万元')
    """
    return _read_text(value) if isinstance(value, str) else Header("", "", "")


@lru_cache(maxsize=4096)
def _read_text(text: str) -> Header:
    folded = fold(text).strip("*★☆ ")
    bracket = BRACKET.search(folded)
    unit = bracket.group(1).strip() if bracket else ""
    name = NUMBERING.sub("", folded[: bracket.start()] if bracket else folded)
    return Header(text=text, name=DECORATION.sub("", name), unit=unit)
