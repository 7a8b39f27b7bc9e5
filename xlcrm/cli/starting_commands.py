"""Where people begin: the demo, a workbook of their own, the list of methods."""

import json
from pathlib import Path
from typing import Annotated

import typer

from xlcrm.cli.options import DryRun, Form, Lang, LanguageChoice, OutputFormat
from xlcrm.cli.running import fail, spoken_in


def demo(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folder to put it in; default: xlcrm-demo.", metavar="[DIR]…"),
    ] = None,
    *,
    lang: Annotated[
        LanguageChoice, typer.Option("--lang", help="Language of the sample.")
    ] = LanguageChoice.ZH,
    dry_run: DryRun = False,
) -> None:
    """Copy the sample workbook, validate, score and plan it, and say what to open."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_demo
    from xlcrm.cli.progress import progress_bar

    for folder in folders or [Path("xlcrm-demo")]:
        try:
            with progress_bar(lang.value) as progress:
                outcomes = api.demo(folder, language=lang.value, dry_run=dry_run, progress=progress)
        except BookError as error:
            fail(error, lang.value)
        print_demo(outcomes, lang.value)


def new(
    paths: Annotated[list[Path], typer.Argument(help="The workbooks to make.", metavar="FILE…")],
    *,
    lang: Annotated[
        LanguageChoice, typer.Option("--lang", help="Language of the headers.")
    ] = LanguageChoice.ZH,
    macros: Annotated[
        bool, typer.Option("--macros", help="With the buttons inside: an .xlsm for Excel.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Make an empty starter workbook with headers and drop-downs."""
    from xlcrm import api
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_new

    for path in paths:
        try:
            made = api.new(path, language=lang.value, macros=macros, dry_run=dry_run)
        except BookError as error:
            fail(error, lang.value)
        print_new(made, lang.value, dry_run=dry_run)


def methods(
    name: Annotated[str | None, typer.Argument(help="One method's page.")] = None,
    *,
    form: Form = OutputFormat.TEXT,
    lang: Lang = None,
) -> None:
    """The methods: what each computes, with its ids in the domain inventory."""
    from xlcrm.book import BookError
    from xlcrm.cli.printing import print_methods
    from xlcrm.report.method_pages import method_rows, page

    try:
        if name and form is OutputFormat.TEXT:
            typer.echo(page(name))
        elif form is OutputFormat.JSON:
            typer.echo(json.dumps(method_rows(name), ensure_ascii=False, indent=2))
        else:
            print_methods(method_rows(name), spoken_in(lang))
    except BookError as error:
        fail(error, spoken_in(lang))
