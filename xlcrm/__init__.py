"""xlcrm: the spreadsheet-native CRM toolkit. Validate, score and plan workbooks in place.

from pathlib import Path
import xlcrm

outcome = xlcrm.validate(Path("客户.xlsx"))
for finding in outcome.findings:
    print(finding.sheet, finding.cell, finding.code)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlcrm.api import clear, demo, diff, new, plan, rollup, score, snapshot, undo, validate
    from xlcrm.book import BookError
    from xlcrm.methods import METHODS
    from xlcrm.rules import RULES, Finding, Severity
    from xlcrm.sheets import SHEETS
    from xlcrm.work import Options, Outcome

__version__ = "0.1.0"

HOMES = {
    "METHODS": "xlcrm.methods",
    "RULES": "xlcrm.rules",
    "SHEETS": "xlcrm.sheets",
    "BookError": "xlcrm.book",
    "Finding": "xlcrm.rules",
    "Options": "xlcrm.work",
    "Outcome": "xlcrm.work",
    "Severity": "xlcrm.rules",
    "clear": "xlcrm.api",
    "demo": "xlcrm.api",
    "diff": "xlcrm.api",
    "new": "xlcrm.api",
    "plan": "xlcrm.api",
    "rollup": "xlcrm.api",
    "score": "xlcrm.api",
    "snapshot": "xlcrm.api",
    "undo": "xlcrm.api",
    "validate": "xlcrm.api",
}
"""Public name to the module it lives in; loaded when first used, so that importing is quick."""

__all__ = [
    "METHODS",
    "RULES",
    "SHEETS",
    "BookError",
    "Finding",
    "Options",
    "Outcome",
    "Severity",
    "clear",
    "demo",
    "diff",
    "new",
    "plan",
    "rollup",
    "score",
    "snapshot",
    "undo",
    "validate",
]


def __getattr__(name: str) -> object:
    """A public name, from its home."""
    if name not in HOMES:
        raise AttributeError(f"module 'xlcrm' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
