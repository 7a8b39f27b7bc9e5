"""Moving a formula: what it reads when copied some rows down and columns right."""

import re

from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, column_name, column_number
from xlcrm.ooxml.errors import OoxmlError

LONGEST_FORMULA = 8192
"""Characters; Excel's limit."""

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                   # text
    | '(?:[^']|'')*'!                                # quoted sheet name
    | \[(?:[^\[\]]|\[[^\[\]]*\])*\]                  # structured reference or workbook number
    | (?<![\w.\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w.(!\[])      # cell
    | (?<![\w.\\$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!\[]) # whole columns
    | (?<![\w.\\$:])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(!\[])      # whole rows
    """,
    re.VERBOSE,
)


def shifted(formula: str, *, rows: int, columns: int) -> str:
    """The formula with its relative references moved; beyond the sheet's edge they wrap around.

    >>> shifted('A1+$B$2*Sheet2!C$3&"A1"', rows=1, columns=2)
    'C2+$B$2*Sheet2!E$3&"A1"'
    >>> shifted("SUM(A:B,3:4)+LOG10(A1)", rows=2, columns=1)
    'SUM(B:C,5:6)+LOG10(B3)'
    """

    if len(formula) > LONGEST_FORMULA:
        raise OoxmlError("unreadable", "a formula is longer than Excel allows")

    def column(fixed: str, letters: str) -> str:
        """A column moved, unless a $ fixes it."""
        number = column_number(letters)
        moved = number if fixed else (number + columns - 1) % MAX_COLUMN + 1
        return fixed + column_name(moved)

    def row(fixed: str, digits: str) -> str:
        """A row moved, unless a $ fixes it."""
        number = int(digits)
        return fixed + str(number if fixed else (number + rows - 1) % MAX_ROW + 1)

    def moved(match: re.Match[str]) -> str:
        """A reference moved; what only looks like one stays."""
        part = match.groups()
        if part[1] and _is_column(part[1]) and 1 <= int(part[3]) <= MAX_ROW:
            return column(part[0], part[1]) + row(part[2], part[3])
        if part[5] and _is_column(part[5]) and _is_column(part[7]):
            return column(part[4], part[5]) + ":" + column(part[6], part[7])
        if part[9]:
            return row(part[8], part[9]) + ":" + row(part[10], part[11])
        return match[0]

    return _TOKEN.sub(moved, formula)


def _is_column(letters: str) -> bool:
    return len(letters) < 3 or letters.upper() <= "XFD"
