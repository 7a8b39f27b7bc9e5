"""What an example of a rule is, and how its pages are judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.sheet_text import AS_OF, address, grids
from xlcrm.rules import DEFAULT_SETTINGS, RULES, Rule, RuleSettings, findings_of
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import SheetFrame, read_frame, recognise
from xlcrm.sheets.near import NearSheet, near_sheets
from xlcrm.sheets.remarks import CellState

States = Mapping[tuple[int, int], CellState]
"""Row and column to what the file tells of a cell beside its value."""


@dataclass(frozen=True)
class Example:
    """A page that a rule accepts, one it objects to, and the places it objects to there."""

    passes: str
    fails: str
    places: list[str]
    settings: RuleSettings = DEFAULT_SETTINGS
    states: States = field(default_factory=dict)
    """Of the page that fails."""
    whole: bool = False
    """The pages are whole workbooks, so that a sheet may be missing."""


def pages_read(page: str, states: States | None = None) -> dict[str, SheetFrame]:
    """Sheet id to sheet; `states` hold for every sheet of the page."""
    found = grids(page)
    headers = recognise(found, SHEETS)
    read = [
        read_frame(name, found[name], header, special=states) for name, header in headers.items()
    ]
    return {sheet.id: sheet for sheet in read}


def near_of(page: str) -> tuple[NearSheet, ...]:
    """Sheets of the page that are a slip away from being recognised."""
    headers = recognise(grids(page), SHEETS)
    return near_sheets(unread_of(page), [header.model for header in headers.values()], SHEETS)


def unread_of(page: str) -> list[str]:
    """Names of the sheets of the page that are not recognised."""
    found = grids(page)
    headers = recognise(found, SHEETS)
    return [name for name in found if name not in headers]


def judged(
    page: str,
    *,
    rules: Iterable[Rule] = RULES,
    settings: RuleSettings = DEFAULT_SETTINGS,
    states: States | None = None,
    whole: bool = False,
) -> list[str]:
    """The findings on a page as coordinates and codes: 商机!C2 out-of-range."""
    found = findings_of(
        pages_read(page, states),
        rules,
        workbook="客户.xlsx",
        as_of=AS_OF,
        cell_name=address,
        settings=settings,
        near=near_of(page),
        unread=tuple(unread_of(page)) if whole else None,
    )
    return [f"{f.sheet}!{f.cell} {f.code}" for f in found]
