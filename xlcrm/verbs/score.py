"""Compute every method; write the results beside people's data and onto the dashboards."""

from dataclasses import replace
from pathlib import Path

from xlcrm.book import Book, Written
from xlcrm.report.dashboard import dashboard_tabs
from xlcrm.report.owner_figures import owner_figures
from xlcrm.report.score_columns import owned_columns, written_methods
from xlcrm.work import DEFAULTS, Options, Outcome, Work


def score(where: Path | Book, options: Options = DEFAULTS) -> Outcome:
    """Compute every method; write results beside people's data, and the dashboards."""
    work = Work(where, options)
    results = work.results()
    written: list[Written] = []
    for sheet in work.sheets.values():
        columns = [
            column
            for label in written_methods(sheet.id)
            for column in owned_columns(
                label, results[label.name], sheet, work.language, base=work.base_currency
            )
        ]
        written += work.book.write_columns(
            sheet.name, header_row=sheet.header_row, last_row=sheet.last_row, columns=columns
        )
    tabs = dashboard_tabs(
        work.frames,
        results,
        workbook=work.path.name,
        as_of=work.as_of,
        language=work.language,
        unconverted=work.unconverted,
    )
    written += [work.book.put_tab(tab) for tab in tabs]
    figures = owner_figures(work.frames, results, language=work.language)
    return replace(work.finish(written, results=results), figures=figures)
