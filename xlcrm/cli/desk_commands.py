"""At the desk: the add-in for Excel, and what is wrong when Excel does not answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlcrm.cli.options import DryRun, Form, Lang, LanguageChoice, OutputFormat
from xlcrm.cli.running import CLEAN, FINDINGS, fail, spoken_in

if TYPE_CHECKING:
    from xlcrm.doctor import Remark
    from xlcrm.language import Language

addin_app = typer.Typer(
    help="The add-in for Excel: CRM ribbon tab and worksheet functions.",
    epilog="Example: xlcrm addin install",
    no_args_is_help=True,
)

ButtonLang = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of the buttons; default: that of Office."),
]


@addin_app.command(epilog="Example: xlcrm addin build -o xlcrm.xlam --lang en")
def build(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")
    ] = Path("xlcrm.xlam"),
    lang: ButtonLang = None,
    dry_run: DryRun = False,
) -> None:
    """Make the add-in file, with buttons and functions."""
    from xlcrm.addin import build as building
    from xlcrm.book import BookError
    from xlcrm.cli.desk_printing import print_places

    spoken = _button_language(lang)
    try:
        if not dry_run:
            building.build(output, language=spoken)
    except BookError as error:
        fail(error, spoken)
    print_places([output], "built", spoken, dry_run=dry_run)


@addin_app.command(epilog="Example: xlcrm addin install --dry-run")
def install(*, lang: ButtonLang = None, dry_run: DryRun = False) -> None:
    """Put the add-in where Excel looks and tell it which Python to start."""
    from xlcrm.addin.install import install
    from xlcrm.addin.machine import this_machine
    from xlcrm.book import BookError
    from xlcrm.cli.desk_printing import print_places

    spoken = _button_language(lang)
    try:
        found = install(this_machine(), language=spoken, dry_run=dry_run)
    except BookError as error:
        fail(error, spoken)
    print_places(found, "installed", spoken, dry_run=dry_run)


@addin_app.command(epilog="Example: xlcrm addin remove")
def remove(*, lang: Lang = None, dry_run: DryRun = False) -> None:
    """Take the add-in away again."""
    from xlcrm.addin.install import remove
    from xlcrm.addin.machine import this_machine
    from xlcrm.book import BookError
    from xlcrm.cli.desk_printing import print_places

    try:
        found = remove(this_machine(), dry_run=dry_run)
    except BookError as error:
        fail(error, spoken_in(lang))
    print_places(found, "removed", spoken_in(lang), dry_run=dry_run)


@addin_app.command(epilog="Example: xlcrm addin status")
def status(*, form: Form = OutputFormat.TEXT, lang: Lang = None) -> None:
    """Say whether the add-in is installed, up to date, and starts this Python."""
    from xlcrm.addin.install import places
    from xlcrm.addin.machine import this_machine
    from xlcrm.book import BookError
    from xlcrm.doctor import ADDIN_CHECKS, examine

    machine = this_machine()
    try:
        places(machine)
    except BookError as error:
        fail(error, spoken_in(lang))
    _tell(examine(machine, ADDIN_CHECKS), form, lang)


def doctor(*, form: Form = OutputFormat.TEXT, lang: Lang = None) -> None:
    """What is installed, which host is available, and what to do about each problem."""
    from xlcrm.addin.machine import this_machine
    from xlcrm.doctor import CHECKS, examine

    _tell(examine(this_machine(), CHECKS), form, lang)


def _button_language(lang: LanguageChoice | None) -> "Language":
    from xlcrm.addin.machine import this_machine

    return lang.value if lang else this_machine().language


def _tell(remarks: "list[Remark]", form: OutputFormat, lang: LanguageChoice | None) -> None:
    """Print the remarks; exit with 1 where there is a problem."""
    from xlcrm.cli.desk_printing import print_remarks, print_remarks_json

    show = print_remarks_json if form is OutputFormat.JSON else print_remarks
    show(remarks, spoken_in(lang))
    raise typer.Exit(FINDINGS if any(one.state == "problem" for one in remarks) else CLEAN)
