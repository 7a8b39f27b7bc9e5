"""What the commands share on the command line: one type per argument or option, and groups of them.

A command takes a group as one parameter, `told: Told`, and `spread` makes options of its fields.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

MANY = "Many workbooks"
"""Heading of the options about them in the help."""


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
    list[str],
    typer.Argument(help="Workbooks, folders, globs, or URLs such as s3://…", metavar="PATH…"),
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


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every verb that judges can be told."""

    settings: Settings = None
    lang: Lang = None
    as_of: AsOf = None
    dry_run: DryRun = False


@dataclass(frozen=True, kw_only=True)
class Many:
    """How many workbooks are gone through."""

    recursive: Annotated[
        bool,
        typer.Option("--recursive", "-r", help="Folders in folders too.", rich_help_panel=MANY),
    ] = False
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=1, help="So many at a time.", rich_help_panel=MANY),
    ] = 1
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://…", help="On the workers of this Dask scheduler.", rich_help_panel=MANY
        ),
    ] = None
    wait: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Try those that are open again for so long.",
            rich_help_panel=MANY,
        ),
    ] = 0.0


Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Leave out what is unchanged since its last good run today.",
        rich_help_panel=MANY,
    ),
]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The report over all workbooks."""

    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A report over all: .html, .xlsx or .json, by file, owner and rule.",
            rich_help_panel=MANY,
        ),
    ] = None
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="JSON",
            help="The run to compare with; default: the report's .json beside it.",
            rich_help_panel=MANY,
        ),
    ] = None


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the fields of each group among its parameters as options of their own."""
    own = inspect.signature(command, eval_str=True)
    taken = own.parameters.items()
    groups: dict[str, Any] = {name: p.annotation for name, p in taken if _is_group(p.annotation)}

    def spelled_out(**words: object) -> None:
        """Call the command with its groups put together again."""
        made = {
            name: group(**{field.name: words.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        command(**words, **made)

    parameters = [p for name, p in own.parameters.items() if name not in groups]
    parameters += [each for group in groups.values() for each in _options(group)]
    spelled_out.__name__, spelled_out.__doc__ = command.__name__, command.__doc__
    spelled_out.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    return spelled_out


def _is_group(annotation: object) -> bool:
    return isinstance(annotation, type) and is_dataclass(annotation)


def _options(group: type[Any]) -> list[inspect.Parameter]:
    """A dataclass's fields as keyword parameters."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]
