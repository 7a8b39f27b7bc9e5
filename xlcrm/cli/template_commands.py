"""What staff who design their own templates need."""

from typing import Annotated

import typer

from xlcrm.cli.many_commands import local_workbooks
from xlcrm.cli.options import Lang
from xlcrm.cli.running import CLEAN, COULD_NOT_RUN, FINDINGS, spoken_in

template_app = typer.Typer(
    help="Planning templates that staff design themselves.",
    epilog="Example: xlcrm template check our-templates/visit_zh.xlsx",
    no_args_is_help=True,
)


@template_app.command(epilog="Example: xlcrm template check our-templates/visit_zh.xlsx")
def check(
    files: Annotated[
        list[str], typer.Argument(help="Template workbooks, folders or globs.", metavar="FILE…")
    ],
    *,
    lang: Lang = None,
) -> None:
    """Say which tokens and tables of a template nobody knows, and what was probably meant."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_faults
    from xlcrm.cli.progress import print_error

    found, failed = local_workbooks(files, recursive=False, spoken=spoken_in(lang))
    codes = {COULD_NOT_RUN if failed else CLEAN}
    for path in found:
        try:
            faults = api.check_template(path)
        except BookError as error:
            print_error(error, spoken_in(lang))
            codes.add(COULD_NOT_RUN)
        else:
            print_faults(path, faults, spoken_in(lang))
            codes.add(FINDINGS if faults else CLEAN)
    raise typer.Exit(max(codes))
