"""Workbooks with macros: an add-in, or a copy of a workbook with buttons of its own."""

from collections.abc import Sequence
from pathlib import Path

from xlcrm.book.errors import told
from xlcrm.ooxml import Package, Workbook
from xlcrm.ooxml.a1 import cell_name
from xlcrm.ooxml.save import save_atomically
from xlcrm.ooxml.vba import Module, add_macros, blank_workbook

__all__ = ["Module", "write_addin", "write_with_macros"]


def write_addin(
    path: Path, modules: Sequence[Module], *, ribbon: str, texts: Sequence[Sequence[str]] = ()
) -> None:
    """Write an .xlam of these modules and this ribbon, in place of one that is there.

    `texts` go on its only sheet, which Excel never shows, from A1 on.
    Raises BookError where the folder cannot be written.
    """
    with told(path):
        workbook = Workbook.open(blank_workbook())
        cells = {
            cell_name(row, column): text
            for row, line in enumerate(texts, start=1)
            for column, text in enumerate(line, start=1)
        }
        workbook["Sheet1"].write(cells)
        package = Package.open(workbook.to_bytes())
        add_macros(package, modules, ribbon=ribbon, name="xlcrm", addin=True)
        _save(package, path)


def write_with_macros(source: Path, path: Path, modules: Sequence[Module], *, ribbon: str) -> None:
    """Write a copy of the workbook `source` that has these modules and this ribbon: an .xlsm.

    Raises BookError where the source has macros already or the folder cannot be written.
    """
    with told(path):
        package = Package.open(source)
        add_macros(package, modules, ribbon=ribbon, name="xlcrm")
        _save(package, path)


def _save(package: Package, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_atomically(package, path, check=_check, before=lambda _: None)


def _check(written: Path) -> None:
    """Read every part of the written file, which checks their checksums."""
    package = Package.open(written)
    for name in package.names:
        for _ in package.stream(name):
            continue
