"""A workbook, wherever it lives: the Book protocol and its hosts."""

from xlcrm.book.book import Book, OwnedColumn, Written
from xlcrm.book.errors import BookError
from xlcrm.book.file import FileBook, open_book, report_book
from xlcrm.book.reading import read_sheets

__all__ = [
    "Book",
    "BookError",
    "FileBook",
    "OwnedColumn",
    "Written",
    "open_book",
    "read_sheets",
    "report_book",
]
