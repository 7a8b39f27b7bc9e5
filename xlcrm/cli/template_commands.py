"""What staff who design their own templates need."""

from pathlib import Path
from typing import Annotated

import typer

from xlcrm.cli.options import Lang
from xlcrm.cli.running import CLEAN, FINDINGS, fail, spoken_in

template_app = typer.Typer(
    help="Planning templates that staff design themselves.",
    epilog="Example: xlcrm template check our-templates/visit_zh.xlsx",
    no_args_is_help=True,
)


@template_app.command(epilog="Example: xlcrm template check our-templates/visit_zh.xlsx")
def check(
    files: Annotated[list[Path], typer.Argument(help="Template workbooks.", metavar="FILE…")],
    *,
    lang: Lang = None,
) -> None:
    """Say which tokens and tables of a template nobody knows, and what was probably meant."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_faults

    found = False
    for path in files:
        try:
            faults = api.check_template(path)
        except BookError as error:
            fail(error, spoken_in(lang))
        print_faults(path, faults, spoken_in(lang))
        found = found or bool(faults)
    raise typer.Exit(FINDINGS if found else CLEAN)
