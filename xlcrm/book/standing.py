"""A tab of ours as people left it: what planning must know before it makes the tab anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlcrm.book.template import Place
from xlcrm.sheets.frame import Grid


@dataclass(frozen=True, kw_only=True)
class StandingTable:
    """A table as it stands in a sheet now: its header texts and where its body lies."""

    name: str
    headers: tuple[str, ...]
    first_row: int
    last_row: int
    first_column: int


@dataclass(frozen=True, kw_only=True)
class StandingTab:
    """What stands on one tab of ours."""

    sheet: str
    grid: Grid
    tables: Sequence[StandingTable] = ()
    names: Mapping[str, Place] = field(default_factory=dict)
    """The tab's own names of single cells; they have followed their cells."""
    notes: Mapping[Place, str] = field(default_factory=dict)
    """Notes and comments."""
    open_cells: frozenset[Place] = frozenset()
    """Cells that people may type into, and cells they made themselves."""
    formats: Mapping[Place, int] = field(default_factory=dict)
    """The number of each cell's format."""
    record: Mapping[str, str] = field(default_factory=dict)
    """What we wrote down about the tab when we made it."""
    sealed: bool = False
    """Whether somebody protected the tab with a password."""
