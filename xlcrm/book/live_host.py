"""The spreadsheet program around an open workbook: its manners, and what xlwings leaves out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlcrm.book.errors import BookError
from xlcrm.language import Language, Text
from xlcrm.sheets.coerce import DAY_ONE_1900, DAY_ONE_1904

if TYPE_CHECKING:
    import xlwings

QUIET = {"screen_updating": False, "enable_events": False, "display_alerts": False}
"""Settings of the program while we write; calculation is manual, too."""

HOST_ERRORS = (
    ("pywintypes", "com_error"),
    ("appscript", "CommandError"),
    ("xlwings", "XlwingsError"),
)
"""Module and name of what programs raise when they refuse; only loaded modules can have raised."""

CHINESE = 4
"""The primary language of every Chinese in a Windows language id: its ten low bits."""
OFFICE_LANGUAGE = 2
"""msoLanguageIDUI: the language of Office's own words."""


def host_errors() -> tuple[type[BaseException], ...]:
    """The exceptions a spreadsheet program may answer with."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in HOST_ERRORS)
    return OSError, *(error for error in found if error is not None)


@contextmanager
def told_by_host(path: Path) -> Iterator[None]:
    """What the program refuses, raised in the user's words: BookError "host-refused"."""
    try:
        yield
    except host_errors() as error:
        message = Text(
            "电子表格程序没有接受操作;请结束正在编辑的单元格、关闭弹出的对话框、解除工作表或工作簿保护后再试;"
            f"磁盘上的文件没有改动,不保存就关闭即可恢复({error})",
            "the spreadsheet program did not accept it; finish the cell you are typing in, close "
            "open dialogs, unprotect the sheet or workbook, and try again; the file on disk is "
            f"unchanged: close without saving to go back ({error})",
        )
        raise BookError("host-refused", message, path=path) from error


@contextmanager
def undisturbed(book: "xlwings.Book") -> Iterator[None]:
    """Screen, calculation, active sheet and selection as they were afterwards, come what may."""
    app = book.app
    sheet, selected = book.sheets.active.name, _selected(book)
    with ExitStack() as restored:
        for name, value in QUIET.items():
            _set(restored, app, name, value)
        restored.callback(_select, book, sheet, selected)
        _set(restored, app, "calculation", "manual")
        yield


def _set(restored: ExitStack, owner: Any, name: str, value: object) -> None:
    before = getattr(owner, name)
    restored.callback(forgiving, setattr, owner, name, before)
    setattr(owner, name, value)


def _selected(book: "xlwings.Book") -> str | None:
    """Address of the selected cells; None where something else is selected, such as a chart."""
    with suppress(*host_errors(), AttributeError):
        chosen = book.app.selection
        return chosen.address if chosen and chosen.sheet.book.name == book.name else None
    return None


def _select(book: "xlwings.Book", sheet: str, cells: str | None) -> None:
    """The sheet that people looked at in front again, with the cells they had selected."""
    with suppress(*host_errors(), KeyError):
        found = book.sheets[sheet]
        found.activate()
        if cells:
            found.range(cells).select()


def forgiving(action: Callable[..., object], *arguments: object) -> None:
    """A step of tidying up: a program that is gone must not hide why it went."""
    with suppress(*host_errors()):
        action(*arguments)


def path_of(book: "xlwings.Book") -> Path:
    """Where the workbook lies; its name alone when it was never saved or lies in a cloud."""
    with suppress(*host_errors()):
        return Path(book.fullname)
    return Path(book.name)


def day_one_of(book: "xlwings.Book") -> date:
    """The day that dates are counted from, as the workbook is set."""
    api = book.api
    if hasattr(api, "NullDate"):  # LibreOffice
        return DAY_ONE_1904 if api.NullDate.Year == 1904 else DAY_ONE_1900
    from_1904 = api.Date1904 if sys.platform == "win32" else api.date_1904.get()
    return DAY_ONE_1904 if from_1904 else DAY_ONE_1900


def hide(name: "xlwings.Name") -> None:
    """Take a defined name out of the list that people see, where the program can."""
    with suppress(*host_errors(), AttributeError):
        if sys.platform == "win32":
            name.api.Visible = False
        elif sys.platform == "darwin":
            name.api.visible.set(False)


def office_language(app: "xlwings.App") -> Language | None:
    """The language of the program's own words; None where it does not tell."""
    with suppress(*host_errors(), AttributeError):
        number = app.api.LanguageSettings.LanguageID(OFFICE_LANGUAGE)
        return "zh" if number & 0x3FF == CHINESE else "en"
    return None
