"""Record the week's funnel inside the workbook: history without a server."""

from pathlib import Path

from xlcrm.book import BookError
from xlcrm.language import Text
from xlcrm.report.snapshot_tab import snapshot_rows, snapshot_tab
from xlcrm.work import DEFAULTS, Options, Outcome, Work


def snapshot(path: Path, options: Options = DEFAULTS) -> Outcome:
    """Record this week's open deals on the snapshot sheet; the same week's rows are replaced.

    Raises BookError "no-opportunities" where there are no deals to record.
    """
    work = Work(path, options)
    if "opportunities" not in work.frames:
        message = Text("没有商机表,没有可记录的漏斗", "there is no opportunity sheet to record")
        raise BookError("no-opportunities", message, path=path)
    rows = snapshot_rows(work.frames, work.results(), as_of=work.as_of)
    tab = snapshot_tab(rows, workbook=path.name, as_of=work.as_of, language=work.language)
    return work.finish([work.book.put_tab(tab)])
