"""From a book to the sheets we know: recognised, read, each row with its address."""

from xlcrm.book.book import Book
from xlcrm.book.collector import collector_at_rest
from xlcrm.book.errors import BookError
from xlcrm.language import Text
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import SheetFrame, read_frame, recognise
from xlcrm.sheets.headers import NO_OWN_NAMES, OwnNames


@collector_at_rest()
def read_sheets(book: Book, own: OwnNames = NO_OWN_NAMES) -> dict[str, SheetFrame]:
    """Sheet id to sheet, for every sheet of people's own that we recognise.

    `own` is what people say their sheets and headers are called. Raises BookError
    "nothing-recognised" when the book holds neither customers nor deals.
    """
    ours = set(book.owned_sheets())
    grids = {name: book.read(name) for name in book.cell_sheets() if name not in ours}
    sheets = [
        read_frame(
            name,
            grids[name],
            header,
            own=own,
            special=book.states(name),
            day_one=book.day_one(),
        )
        for name, header in recognise(grids, SHEETS, own).items()
    ]
    found = {sheet.id: sheet for sheet in sheets}
    if not any(model.SHEET.required and model.SHEET.id in found for model in SHEETS):
        raise _nothing_recognised(book)
    return found


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
