"""Undo as a verb like the others, so that it too goes through many workbooks."""

from pathlib import Path

from xlcrm.api import undo
from xlcrm.book import Written
from xlcrm.work import Options, Outcome


def undone(path: Path, options: Options, *, force: bool = False) -> Outcome:
    """Go back to how the workbook was before our last write; `written` names the backup used."""
    backup = undo(path, force=force, dry_run=options.dry_run)
    written = Written(sheet="", cells="", what=backup.name)
    return Outcome(
        path=path,
        language=options.language or "en",
        written=[written],
        saved=not options.dry_run,
    )
