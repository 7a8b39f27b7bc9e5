"""Record the week's funnel inside the workbook: history without a server."""

from pathlib import Path

from xlcrm.book import Book, BookError
from xlcrm.book.reading import SNAPSHOTS
from xlcrm.language import Text
from xlcrm.ooxml.a1 import cell_name
from xlcrm.report.snapshot_tab import cells_beside, snapshot_rows, snapshot_tab
from xlcrm.sheets import fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.work import DEFAULTS, Options, Outcome, Work


def snapshot(where: Path | Book, options: Options = DEFAULTS) -> Outcome:
    """Record this week's open deals on the snapshot sheet; the same week's rows are replaced.

    Raises BookError "no-opportunities" where there are no deals to record, "typed-beside" where
    somebody has typed next to the recorded rows.
    """
    work = Work(where, options)
    if "opportunities" not in work.frames:
        message = Text("没有商机表,没有可记录的漏斗", "there is no opportunity sheet to record")
        raise BookError("no-opportunities", message, path=work.path)
    sheet = work.sheets.get(SNAPSHOTS)
    if sheet and sheet.name in work.book.owned_sheets():
        _refuse_words_beside(work, sheet)
    rows = snapshot_rows(work.frames, work.results(), as_of=work.as_of, sheet=sheet)
    tab = snapshot_tab(rows, workbook=work.path.name, as_of=work.as_of, language=work.language)
    return work.finish([work.book.put_tab(tab)])


def _refuse_words_beside(work: Work, sheet: SheetFrame) -> None:
    """The sheet is written anew, and what no column of it keeps would be lost."""
    beside = cells_beside(work.book.read(sheet.name), sheet)
    if beside:
        note = next(field.column for field in fields_of(sheet.model) if field.name == "note")
        place = f"{sheet.name}!{cell_name(*beside[0])}"
        message = Text(
            f"{place} 写在快照记录旁边,重新记录会丢失;请移到“{note.zh}”列或别的工作表后再试",
            f"{place} stands beside the recorded rows and would be lost; move it to the column "
            f"“{note.en}” or to another sheet, then try again",
        )
        raise BookError("typed-beside", message, path=work.path)
