"""Near misses: headers and sheet names that are one slip away from a known one.

They are proposed, never matched: "Close dat" may be a typing error, or somebody's own column.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from xlcrm.sheets.column import Row, SheetLabel
from xlcrm.sheets.header_text import read_header
from xlcrm.sheets.headers import HeaderRow, OwnNames, names_of
from xlcrm.sheets.text import fold

SHORTEST = 4
"""Letters the longer of two names must have: 销售量 and 销售额 are different things."""
LONG = 9
"""Letters from which two slips are forgiven."""


@dataclass(frozen=True)
class NearMiss:
    """A header that nearly names a field which the sheet does not have otherwise."""

    column: int
    """Column number, 1 for A."""
    text: str
    field: str


@dataclass(frozen=True)
class NearSheet:
    """A sheet that is not recognised although its name nearly is a known one."""

    name: str
    id: str
    """Id of the sheet it may be."""
    known: str
    """The known name that it resembles."""


def near_headers(row: Sequence[object], found: HeaderRow, own: OwnNames) -> tuple[NearMiss, ...]:
    """The cells of a header row that name no field but nearly do, each with the nearest field."""
    names = names_of(found.model)
    taken = set(found.columns.values()) | {each.column for each in found.repeated}
    open_names = [name for name, field in names.items() if field not in found.columns]
    misses: list[NearMiss] = []
    for column, value in enumerate(row, start=1):
        name = read_header(value).name
        if column in taken or not name or name in own.fields(found.model):
            continue
        near = nearest(name, open_names)
        if near is not None:
            misses.append(NearMiss(column, str(value), names[near]))
    return tuple(misses)


def near_sheets(
    names: Iterable[str], present: Collection[type[Row]], models: Sequence[type[Row]]
) -> tuple[NearSheet, ...]:
    """Sheets nobody recognised whose name nearly is that of a sheet the workbook lacks.

    `names` are the names of the sheets that were not recognised, `present` the sheets that were.
    """
    known = {
        fold(text): (model.SHEET.id, text)
        for model in models
        if model not in present
        for text in _names(model.SHEET)
    }
    found = [(name, nearest(fold(name), list(known))) for name in names]
    return tuple(NearSheet(name, *known[near]) for name, near in found if near is not None)


def _names(label: SheetLabel) -> tuple[str, ...]:
    return (label.zh, label.en, *label.also)


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name a slip or two away; None without one, or where it is the name itself.

    >>> nearest("客户名你", ["客户名称", "客户编号"]), nearest("closedat", ["closedate"])
    ('客户名称', 'closedate')
    >>> nearest("销售量", ["销售额"]) is None
    True
    """
    best: tuple[int, str] | None = None
    for other in known:
        length = max(len(name), len(other))
        allowed = 0 if length < SHORTEST else 1 if length < LONG else 2
        slips = OSA.distance(name, other, score_cutoff=allowed)
        if 0 < slips <= allowed and (best is None or slips < best[0]):
            best = slips, other
    return best[1] if best else None
