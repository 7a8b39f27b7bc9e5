"""What the commands share on the command line: one type per argument or option."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class LanguageChoice(StrEnum):
    """--lang."""

    ZH = "zh"
    EN = "en"


class OutputFormat(StrEnum):
    """--format of what is listed."""

    TEXT = "text"
    JSON = "json"


class ReportFormat(StrEnum):
    """--format of findings."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"
    GITHUB = "github"


class FailOn(StrEnum):
    """--fail-on."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Paths = Annotated[
    list[Path], typer.Argument(help="Workbooks, or folders of workbooks.", metavar="PATH…")
]
Lang = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of messages and tabs; default: the workbook's own."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, write nothing.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Judge by this day; default: today."),
]
Form = Annotated[OutputFormat, typer.Option("--format", help="text for people, json for programs.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="method.parameter=value, such as dso_countback.days_in_month=30."),
]
IncludePrivate = Annotated[
    bool,
    typer.Option("--include-private", help="Show birthdays, hobbies and such elsewhere too."),
]
