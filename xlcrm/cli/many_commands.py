"""The verbs on many workbooks at once: merged, compared, watched."""

from pathlib import Path
from typing import Annotated

import typer

from xlcrm.cli.options import AsOf, DryRun, Lang, Paths, Settings
from xlcrm.cli.running import CLEAN, COULD_NOT_RUN, fail, options_of, spoken_in


def rollup(
    paths: Paths,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The master: made, or brought up to date.")
    ],
    parquet: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write the sheets as Parquet files.")
    ] = None,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Take personal notes along.")
    ] = False,
    score: Annotated[
        bool, typer.Option(help="Bring scores and dashboards of the master up to date.")
    ] = True,
    settings: Settings = None,
    lang: Lang = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
) -> None:
    """Merge the team's workbooks into one master; conflicts are listed, nothing is overwritten."""
    from xlcrm import api
    from xlcrm.batch import workbooks
    from xlcrm.book import BookError
    from xlcrm.cli.many_printing import print_rolled_up
    from xlcrm.cli.progress import progress_bar

    spoken = spoken_in(lang)
    try:
        with progress_bar(spoken) as progress:
            options = options_of(
                lang, as_of, dry_run=dry_run, settings=settings or (), progress=progress
            )
            done = api.rollup(
                workbooks(paths),
                output,
                options,
                private=include_private,
                scored=score,
                parquet=parquet,
            )
    except BookError as error:
        fail(error, spoken)
    print_rolled_up(done)
    unread = any(source.state == "failed" for source in done.sources)
    raise typer.Exit(COULD_NOT_RUN if unread else CLEAN)
