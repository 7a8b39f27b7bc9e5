"""What an example of a rule is, and how its pages are judged."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.sheet_text import AS_OF, address, sheets
from xlcrm.rules import DEFAULT_SETTINGS, RULES, Rule, RuleSettings, findings_of


@dataclass(frozen=True)
class Example:
    """A page that a rule accepts, one it objects to, and the places it objects to there."""

    passes: str
    fails: str
    places: list[str]
    settings: RuleSettings = DEFAULT_SETTINGS


def judged(
    page: str, *, rules: Iterable[Rule] = RULES, settings: RuleSettings = DEFAULT_SETTINGS
) -> list[str]:
    """The findings on a page as coordinates and codes: 商机!C2 out-of-range."""
    found = findings_of(
        sheets(page),
        rules,
        workbook="客户.xlsx",
        as_of=AS_OF,
        cell_name=address,
        settings=settings,
    )
    return [f"{f.sheet}!{f.cell} {f.code}" for f in found]
