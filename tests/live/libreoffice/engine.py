"""The engine, its applications and workbooks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlwings

from tests.live.libreoffice.names import Names
from tests.live.libreoffice.office import FILTER, Office, load_uno, properties
from tests.live.libreoffice.plain_errors import plain_errors
from tests.live.libreoffice.ranges import Range
from tests.live.libreoffice.sheets import Sheets


class Engine:
    """What xlwings asks of an engine."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.running: dict[int, App] = {}

    @property
    def apps(self) -> "Apps":
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: object) -> Any:
        if value is None or isinstance(value, str | bool | int | float | date | time):
            return value
        raise TypeError(f"{type(value).__name__} cannot be written into a cell")

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value == "":
                return empty_as
            if isinstance(value, datetime):
                return datetime_builder(
                    **{part: getattr(value, part) for part in DATE_PARTS}, tzinfo=None
                )
            if isinstance(value, Exception):
                return str(value) if err_to_str else None
            return number_builder(value) if number_builder and type(value) is float else value

        rows = data if isinstance(data, list | tuple) else ((data,),)
        return [[clean(value) for value in row] for row in rows]


DATE_PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


class Apps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        return list(self._engine.running)

    def __iter__(self) -> Iterator["App"]:
        return iter(list(self._engine.running.values()))

    def __len__(self) -> int:
        return len(self._engine.running)

    def __getitem__(self, pid: int) -> "App":
        return self._engine.running[pid]


@plain_errors
class App:
    """`said`: the message boxes shown; `shown`: the texts of the status bar.

    `fronts`: workbook to sheet in front and selected cells, which documents without a window
    cannot tell.
    """

    screen_updating = True
    display_alerts = True
    enable_events = True
    interactive = True
    visible = False
    version = "16.0"

    def __init__(self, engine: Engine, program: str) -> None:
        self.engine = engine
        self.office = Office(program)
        self.said: list[str] = []
        self.shown: list[str] = []
        self.active: str | None = None
        self.documents: list[Any] = []
        self.aside: list[Any] = []
        self.fronts: dict[str, tuple[str, str]] = {}
        self._status: str | bool = False
        engine.running[self.pid] = self

    @property
    def api(self) -> Any:
        return self.office.context

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def books(self) -> "Books":
        return Books(self)

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        if value:
            self.shown.append(str(value))

    @property
    def calculation(self) -> str:
        automatic = all(each.document.isAutomaticCalculationEnabled() for each in self.books)
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.document.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()

    @property
    def selection(self) -> Range | None:
        sheet, cells = self.books.active.front
        return self.books.active.sheets(sheet).range(cells)

    def activate(self, steal_focus: bool = False) -> None:
        self.engine.running = {self.pid: self, **self.engine.running}

    def alert(
        self, prompt: str, _title: object, _buttons: object, _mode: object, _callback: object
    ) -> str:
        self.said.append(prompt)
        return "ok"

    def kill(self) -> None:
        """End the program in the middle of everything."""
        self.engine.running.pop(self.pid, None)
        self.office.kill()

    def quit(self) -> None:
        """Close every workbook, so that no lock stays beside it, and end the program."""
        for book in list(self.books):
            book.close()
        self.kill()


@plain_errors
class Books:
    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self) -> Iterator["Book"]:
        return iter([Book(self.app, document) for document in self.app.documents])

    def __len__(self) -> int:
        return len(self.app.documents)

    def __call__(self, key: int | str) -> "Book":
        books = list(self)
        if isinstance(key, int):
            return books[key - 1]
        for book in books:
            if book.name.casefold() == key.casefold():
                return book
        raise KeyError(key)

    @property
    def active(self) -> "Book":
        books = list(self)
        return next((b for b in books if b.document.RuntimeUID == self.app.active), books[0])

    def add(self) -> "Book":
        return self._opened(self.app.office.new())

    def open(
        self,
        fullname: str,
        _update_links: object = None,
        _read_only: object = None,
        *_more: object,
        **_rest: object,
    ) -> "Book":
        return self._opened(self.app.office.open(Path(fullname).resolve()))

    def _opened(self, document: Any) -> "Book":
        self.app.documents.append(document)
        self.app.active = document.RuntimeUID
        return Book(self.app, document)


@plain_errors
class Book:
    def __init__(self, app: App, document: Any) -> None:
        self.app = app
        self.document = document
        self._parser: Any = None
        self._kinds: dict[int, int] = {}

    @property
    def api(self) -> Any:
        return self.document

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return str(load_uno().fileUrlToSystemPath(url)) if url else self.name

    @property
    def name(self) -> str:
        url = self.document.URL
        number = f"Book{self.document.RuntimeUID}"
        return Path(load_uno().fileUrlToSystemPath(url)).name if url else number

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def front(self) -> tuple[str, str]:
        """The sheet in front, and the cells selected on it."""
        sheet, cells = self.app.fronts.get(self.document.RuntimeUID, ("", "A1"))
        names = self.document.Sheets.ElementNames
        return (sheet, cells) if sheet in names else (names[0], "A1")

    @front.setter
    def front(self, place: tuple[str, str]) -> None:
        self.app.fronts[self.document.RuntimeUID] = place

    def activate(self) -> None:
        self.app.active = self.document.RuntimeUID

    def close(self) -> None:
        """Set the workbook aside, unlocked; it goes with the program.

        LibreOffice 7.4 may crash soon after it closes one into which sheets were copied.
        """
        mine = self.document.RuntimeUID
        self.app.aside += [each for each in self.app.documents if each.RuntimeUID == mine]
        self.app.documents = [each for each in self.app.documents if each.RuntimeUID != mine]
        if self.document.URL:
            path = Path(self.fullname)
            path.with_name(f".~lock.{path.name}#").unlink(missing_ok=True)

    def save(self, path: str | None = None, *, password: None = None) -> None:
        if path is None:
            self.document.store()
        else:
            self.document.storeAsURL(_url(path), properties(FilterName=FILTER, Overwrite=True))

    @property
    def parser(self) -> Any:
        """Formulas in the words of .xlsx files."""
        if self._parser is None:
            self._parser = self.document.createInstance("com.sun.star.sheet.FormulaParser")
            self._parser.CompileEnglish = True
            self._parser.FormulaConvention = 3
            self._parser.IgnoreLeadingSpaces = False
        return self._parser

    def format_key(self, code: str) -> int:
        """The number of a number format."""
        formats = self.document.NumberFormats
        locale = load_uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(code, locale, False)
        return int(key if key != -1 else formats.addNew(code, locale))

    def format_kind(self, key: int) -> int:
        """What a number format shows, such as dates."""
        if key not in self._kinds:
            self._kinds[key] = int(self.document.NumberFormats.getByKey(key).Type)
        return self._kinds[key]


def _url(path: str) -> str:
    return str(load_uno().systemPathToFileUrl(str(Path(path).resolve())))


@contextmanager
def calc(program: str) -> Iterator[xlwings.App]:
    """A LibreOffice of our own as an xlwings App, the active engine meanwhile; ended in the end."""
    load_uno()
    before = xlwings.engines.active
    engine = Engine()
    xlwings.engines.add(xlwings.Engine(impl=engine))
    xlwings.engines["libreoffice"].activate()
    app = App(engine, program)
    try:
        yield xlwings.App(impl=app)
        if app.pid in engine.running:
            app.quit()
    finally:
        app.kill()
        xlwings.engines.active = before
