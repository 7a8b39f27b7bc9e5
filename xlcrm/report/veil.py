"""What stands on a private sheet is told by its cell, not by its content, wherever it is listed."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from xlcrm.language import Text
from xlcrm.report.fixes import Fix
from xlcrm.rules import Finding
from xlcrm.rules.finding import UNSAID

VEIL = "•••"
QUOTES_THE_CELL = frozenset({"repaired"})
"""Rules whose expectation holds what was typed, put right."""


def veiled_findings(findings: Iterable[Finding], private: Collection[str]) -> list[Finding]:
    """The findings, without the contents of cells on sheets of these names."""
    return [_veiled(each) if each.sheet in private else each for each in findings]


def veiled_fixes(fixes: Iterable[Fix], private: Collection[str]) -> list[Fix]:
    """The corrections, without the contents of cells on sheets of these names."""
    return [
        replace(each, before=VEIL, after=VEIL) if each.sheet in private else each for each in fixes
    ]


def _veiled(finding: Finding) -> Finding:
    said = str(finding.value)
    quotes = finding.code in QUOTES_THE_CELL
    hint = Text(finding.hint.zh.replace(said, VEIL), finding.hint.en.replace(said, VEIL))
    return replace(
        finding,
        value=VEIL if finding.value not in (None, "") else finding.value,
        expected=UNSAID if quotes else finding.expected,
        hint=UNSAID if quotes else hint if said else finding.hint,
    )
