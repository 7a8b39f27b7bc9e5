"""The command line: arguments in, calls of `xlcrm.api`, exit codes out.

The roll-call of commands stands below, each with the example its --help shows. Heavy libraries
load when a command runs, so that --help answers at once.
"""

import sys
from io import TextIOWrapper

import typer

from xlcrm.cli.desk_commands import addin_app, doctor
from xlcrm.cli.many_commands import diff, rollup, watch
from xlcrm.cli.starting_commands import demo, methods, new
from xlcrm.cli.template_commands import template_app
from xlcrm.cli.workbook_commands import plan, score, snapshot, undo, validate

app = typer.Typer(
    name="xlcrm",
    help="Make CRM workbooks trustworthy in place: validate, score, plan. "
    "让 Excel/WPS 客户工作簿可信:校验、评分、计划。",
    epilog="Start with: xlcrm demo   ·   先试试:xlcrm demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

app.command(epilog="Example: xlcrm demo my-folder --lang en")(demo)
app.command(epilog="Example: xlcrm validate 客户.xlsx --fix --format html")(validate)
app.command(epilog="Example: xlcrm score 客户.xlsx --set attack_defence.reading=prose")(score)
app.command(epilog="Example: xlcrm snapshot 客户.xlsx --as-of 2026-05-22")(snapshot)
app.command(epilog="Example: xlcrm plan 客户.xlsx --accounts A001,A002 --month 2026-12")(plan)
app.command(epilog="Example: xlcrm rollup staff/ -o team.xlsx")(rollup)
app.command(epilog="Example: xlcrm diff 上月.xlsx 客户.xlsx -o marked.xlsx")(diff)
app.command(epilog="Example: xlcrm watch //share/sales --poll")(watch)
app.command(epilog="Example: xlcrm new 客户.xlsx")(new)
app.command(epilog="Example: xlcrm undo 客户.xlsx")(undo)
app.command(epilog="Example: xlcrm methods dso_countback")(methods)
app.command(epilog="Example: xlcrm doctor --format json")(doctor)
app.add_typer(template_app, name="template")
app.add_typer(addin_app, name="addin")


def main() -> None:
    """Entry point of the xlcrm command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
