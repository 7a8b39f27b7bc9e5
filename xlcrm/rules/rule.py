"""What a rule is: a stable code, a severity, one sentence in both languages, a pure function."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.sheets.frame import SheetFrame

Sheets = Mapping[str, SheetFrame]
"""Sheet id to the sheet as read; a workbook has only some of them."""

Check = Callable[[Sheets, date], Iterator[Mark]]
"""All sheets and today's date in, objections out."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the book."""

    code: str
    """Kebab-case; never changes once released."""
    severity: Severity
    message: Text
    check: Check
