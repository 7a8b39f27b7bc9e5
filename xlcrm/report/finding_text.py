"""Findings in words and as JSON."""

from datetime import date
from pathlib import PurePath

import pandas as pd

from xlcrm.language import Language
from xlcrm.rules import Finding
from xlcrm.sheets.column import Choice
from xlcrm.sheets.shown import shown

LONGEST = 60
"""Characters of a cell's content that a message repeats (ours)."""


def value_text(value: object, language: Language) -> str:
    """A cell's content as people see it, cut where it is long."""
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, tuple):
        return str(shown(value, language))
    if isinstance(value, (pd.Timestamp, date)):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, Choice):
        return value.text(language)
    text = f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def place(finding: Finding) -> str:
    """Where the finding is, for reading: sheet!cell."""
    return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet


def sheet_place(finding: Finding) -> str:
    """Where the finding is, as a link inside the workbook: 'sheet'!cell."""
    return "'" + finding.sheet.replace("'", "''") + "'!" + finding.cell


def line(finding: Finding, language: Language) -> str:
    """One line: where, what stands there, what is wrong, what to do."""
    value = value_text(finding.value, language)
    parts = [
        place(finding),
        f"[{finding.code}]",
        finding.message[language] + (f" “{value}”" if value else ""),
        finding.hint[language],
    ]
    return "  ".join(part for part in parts if part)


def as_json(finding: Finding, language: Language, *, path: PurePath) -> dict[str, object]:
    """The finding as plain data; texts in `language`, codes and addresses in none."""
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "workbook": str(path),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row_key": finding.row_key,
        "account": finding.account,
        "owner": finding.owner,
        "header": finding.header,
        "value": value_text(finding.value, language),
        "message": finding.message[language],
        "expected": finding.expected[language],
        "hint": finding.hint[language],
    }
