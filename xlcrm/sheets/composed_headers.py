"""Headers that say more than a name: both languages in one cell, or a unit without brackets.

客户名称 Account name, 金额/Amount, 金额 万元, Amount k. Nothing is guessed: of two names in a cell
both must mean the same column, and what is taken for a unit must be one of the column's kind.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from xlcrm.sheets.column import Unit
from xlcrm.sheets.currency_names import currency_in
from xlcrm.sheets.header_text import MONEY_UNITS, PREFIX, Header, read_header
from xlcrm.sheets.text import fold

LONGEST = 60
"""Characters a header may have to be taken apart; longer cells are prose."""

SEPARATOR = re.compile(r"[\s/|·,;:、()\[\]-]+")
"""What may stand between two names, or a name and its unit."""
TURN = re.compile(r"(?<=[^\W一-鿿])(?=[一-鿿])|(?<=[一-鿿])(?=[^\W一-鿿])")
"""Where the script changes."""
CLOSE_UNIT = re.compile(r"(?=(?:百?万|千|亿)元$)|(?=%$)")
"""Where a unit begins that needs no space before it."""
BEFORE_UNIT = re.compile(r"(?:[\s,;:]+in|[\s,;:]*单位)$")
"""What may lead over to a unit: Amount in USD, 金额，单位：万元."""

PERCENT = frozenset({"%", "percent", "pct"})
DAYS = frozenset({"天", "日", "days", "day", "d"})


@dataclass(frozen=True, slots=True)
class _Halves:
    """A header cut in two."""

    left: Header
    right: Header
    right_text: str
    """As it stands, folded."""


def composed(
    header: Header, names: Mapping[str, Collection[str]], units: Mapping[str, Unit]
) -> Header | None:
    """The header under a name of `names`, if it is composed of two or carries its unit so.

    `names` maps comparable names to the fields they mean, `units` fields to what they count.
    """
    for halves in _cuts(header.text):
        fields = set(names.get(halves.left.name, ()))
        unit = _rest(halves, fields, names, units) if fields else None
        if unit is not None:
            return replace(halves.left, text=header.text, unit=halves.left.unit or unit)
    return None


def _rest(
    halves: _Halves,
    fields: set[str],
    names: Mapping[str, Collection[str]],
    units: Mapping[str, Unit],
) -> str | None:
    """The unit that the rest of a header adds to its name, "" for none; None for another thing."""
    if fields == set(names.get(halves.right.name, ())):
        return halves.right.unit
    if not halves.left.unit and _counts(halves.right_text, fields, units):
        return halves.right_text
    for again in _cuts(halves.right_text):
        first, last = fold(again.left.text), again.right_text
        if fields == set(names.get(again.left.name, ())) and _counts(last, fields, units):
            return last
        if fields == set(names.get(again.right.name, ())) and _counts(first, fields, units):
            return first
    return None


def _counts(text: str, fields: set[str], units: Mapping[str, Unit]) -> bool:
    """Whether a text is a unit of these fields' kind."""
    return all(_is_unit(text, units.get(field, "text")) for field in fields)


@lru_cache(maxsize=4096)
def _cuts(text: str) -> tuple[_Halves, ...]:
    """Every way to cut a header where two names, or a name and a unit, may meet."""
    if len(text) > LONGEST:
        return ()
    folded = fold(text).strip("*★☆ ")
    found = []
    for start, end in sorted(set(_places(folded))):
        left, right = folded[:start], folded[end:].strip(" )]")
        if left and right:
            name = read_header(BEFORE_UNIT.sub("", left))
            found.append(_Halves(name, read_header(folded[end:]), right))
    return tuple(found)


def _places(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (SEPARATOR, TURN, CLOSE_UNIT):
        yield from (found.span() for found in pattern.finditer(text))
    yield from ((at.end(), at.end()) for at in re.finditer(r"[)\]]", text))


def _is_unit(text: str, kind: Unit) -> bool:
    known = _UNITS.get(kind)
    return known is not None and known(text)


def _is_money(text: str) -> bool:
    """Whether nothing but a scale and a currency stands here.

    >>> [_is_money(text) for text in ("万元", "k", "usd million", "expected", "k/a")]
    [True, True, True, False, False]
    """
    currency, rest = currency_in(text)
    words = [PREFIX.sub("", word) for word in SEPARATOR.split(rest) if word]
    return bool(currency or words) and all(word in MONEY_UNITS for word in words)


_UNITS: dict[Unit, Callable[[str], bool]] = {
    "money": _is_money,
    "percent": PERCENT.__contains__,
    "days": DAYS.__contains__,
}
