"""From a book to the sheets we know: recognised, read, each row with its address."""

from collections.abc import Sequence

from xlcrm.book.book import Book
from xlcrm.book.collector import collector_at_rest
from xlcrm.book.errors import BookError
from xlcrm.language import Text
from xlcrm.sheets import SHEETS, sheet_model
from xlcrm.sheets.by_name import with_ids
from xlcrm.sheets.column import Row
from xlcrm.sheets.frame import SheetFrame, read_frame, recognise
from xlcrm.sheets.headers import NO_OWN_NAMES, OwnNames

SNAPSHOTS = "snapshots"
"""Identity of the one sheet of ours that is read back, and id of its sheet model."""


@collector_at_rest()
def read_sheets(book: Book, own: OwnNames = NO_OWN_NAMES) -> dict[str, SheetFrame]:
    """Sheet id to sheet, for every sheet of people's own that we recognise, and our history.

    `own` is what people say their sheets and headers are called. The snapshot sheet we made goes
    before one of the same kind that people made. Raises BookError "nothing-recognised" when the
    book holds neither customers nor deals.
    """
    ours = book.owned_sheets()
    names = book.cell_sheets()
    history = [name for name in names if ours.get(name) == SNAPSHOTS]
    found = _recognised(book, [name for name in names if name not in ours], SHEETS, own)
    found |= _recognised(book, history, [sheet_model(SNAPSHOTS)], own)
    if not any(model.SHEET.required and model.SHEET.id in found for model in SHEETS):
        raise _nothing_recognised(book)
    return with_ids(found)


def _recognised(
    book: Book, names: Sequence[str], models: Sequence[type[Row]], own: OwnNames
) -> dict[str, SheetFrame]:
    grids = {name: book.read(name) for name in names}
    sheets = [
        read_frame(
            name,
            grids[name],
            header,
            own=own,
            special=book.states(name),
            day_one=book.day_one(),
        )
        for name, header in recognise(grids, models, own).items()
    ]
    return {sheet.id: sheet for sheet in sheets}


def _nothing_recognised(book: Book) -> BookError:
    needed = [model.SHEET for model in SHEETS if model.SHEET.required]
    zh = "或".join(f"“{label.zh}”" for label in needed)
    en = " or ".join(f"“{label.en}”" for label in needed)
    names = ", ".join(book.sheet_names()) or "-"
    message = Text(
        f"没有认出{zh}工作表(现有:{names});请检查表名和表头,或用 xlcrm new 新建",
        f"no {en} sheet was recognised (sheets: {names}); check sheet names and headers, or start "
        "with xlcrm new",
    )
    return BookError("nothing-recognised", message, path=book.path)
