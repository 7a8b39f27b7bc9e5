"""The add-in and the starter workbook with macros, from macros/ and xlwings' own VBA module.

xlwings ships, under its BSD licence, a module for add-ins that hold RunPython themselves; it goes
in as it is but for the lines in CHANGES. Its version is that of the installed package, since it
names the libraries it calls: after an upgrade of xlwings the add-in is built anew.
"""

from pathlib import Path

from xlcrm.addin.machine import xlwings_folder
from xlcrm.addin.sources import help_texts
from xlcrm.book import BookError
from xlcrm.book.macros import Module, write_addin, write_with_macros
from xlcrm.language import Language, Text
from xlcrm.shipped import shipped

OURS = ("CrmButtons", "CrmFunctions")
HELP = "CrmHelp"
"""The module that reads the help on the add-in's own sheet."""
FILE_NAME = "xlcrm.xlam"

CHANGES = {
    'PROJECT_NAME As String = "myaddin"': 'PROJECT_NAME As String = "xlcrm"',
    # settings come from the user's own file alone: a workbook somebody sends must not be able to
    # name the program that a button starts
    'If source = "" Or source = "sheet" Then': 'If source = "sheet" Then',
    'If source = "" Or source = "directory" Then': 'If source = "directory" Then',
    # nor bring Python code along
    '= ".py" Then\n                uses_embedded_code = True': (
        '= ".py" Then\n                uses_embedded_code = False'
    ),
}
"""What is changed in xlwings' module; each stands there once."""


def build(path: Path, *, language: Language) -> Path:
    """Write the add-in with its ribbon in a language.

    Raises BookError where xlwings is missing or unknown to us, or the folder cannot be written.
    """
    whole = [*modules(), _source(HELP)]
    write_addin(path, whole, ribbon=ribbon_source(language), texts=help_texts(language))
    return path


def build_starter(source: Path, path: Path, *, language: Language, dry_run: bool = False) -> Path:
    """Write a copy of the workbook `source` with buttons of its own.

    Raises BookError "needs-xlsm" for another ending, or where the folder cannot be written.
    """
    if path.suffix.lower() != ".xlsm":
        message = Text(
            "带宏的工作簿要以 .xlsm 结尾", "a workbook with macros must have a name in .xlsm"
        )
        raise BookError("needs-xlsm", message, path=path)
    if not dry_run:
        write_with_macros(source, path, modules(), ribbon=ribbon_source(language))
    return path


def modules() -> list[Module]:
    """xlwings' modules and ours."""
    folder = xlwings_folder()
    if folder is None:
        raise BookError("no-xlwings", Text("没有安装 xlwings", "xlwings is not installed"))
    return [
        Module("xlwings", changed(_text(folder / "xlwings_custom_addin.bas"))),
        Module("Dictionary", _text(folder / "addin" / "Dictionary.cls"), "class"),
        *map(_source, OURS),
    ]


def changed(source: str) -> str:
    """xlwings' module with our changes; BookError "xlwings-differs" where one finds no place."""
    for old, new in CHANGES.items():
        if source.count(old) != 1:
            message = Text(
                "已安装的 xlwings 版本与本程序不配;请升级 xlcrm 和 xlwings",
                "the installed xlwings does not fit this program; upgrade xlcrm and xlwings",
            )
            raise BookError("xlwings-differs", message)
        source = source.replace(old, new)
    return source


def ribbon_source(language: Language) -> str:
    """The ribbon XML in macros/."""
    return _text(shipped("macros") / f"ribbon_{language}.xml")


def _source(name: str) -> Module:
    return Module(name, _text(shipped("macros") / f"{name}.bas"))


def _text(path: Path) -> str:
    """A source file, lines ended by newlines alone; BookError where the installation lacks it."""
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        message = Text("安装不完整,请重新安装", "the installation lacks it; install it again")
        raise BookError("not-installed", message, path=path) from error
