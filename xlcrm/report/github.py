"""Findings as annotations that GitHub shows beside a file: `xlcrm validate --format github`."""

from pathlib import PurePath

from xlcrm.language import Language
from xlcrm.report.finding_text import place, value_text
from xlcrm.rules import Finding, Severity

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def annotation(finding: Finding, language: Language, *, path: PurePath) -> str:
    """One workflow command: `::error file=客户.xlsx,title=required-missing::客户档案!B16 …`."""
    value = value_text(finding.value, language)
    words = [
        place(finding),
        finding.message[language] + (f" “{value}”" if value else ""),
        finding.hint[language],
    ]
    text = _escaped("  ".join(word for word in words if word))
    file, title = (_property(each) for each in (path.as_posix(), finding.code))
    return f"::{COMMANDS[finding.severity]} file={file},title={title}::{text}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
