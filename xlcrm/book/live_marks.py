"""Marks on an open workbook: conditional formats of ours, known by their formula as in files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xlcrm.ooxml import Style
from xlcrm.ooxml.a1 import parse_cell, runs

if TYPE_CHECKING:
    import xlwings

SIGN = re.compile(r'=?N\("mark:[\w-]+"\)=0')
LONGEST_ADDRESS = 240
"""Characters that programs take as the address of several areas (Excel stops at 255)."""


def mark_sheet(
    sheet: "xlwings.Sheet", cells: Mapping[str, Sequence[str]], formats: Mapping[str, Style]
) -> None:
    """Show marks over cells, by the name of their look; earlier marks must be gone."""
    for name, marked in cells.items():
        look = formats[name]
        for address in _addresses(marked):
            sheet.range(address).conditional_formats.add_custom(
                f'=N("mark:{name}")=0', fill_color=f"#{look.fill}", font_color=f"#{look.font_color}"
            )


def clear_marks(sheet: "xlwings.Sheet") -> None:
    """Take all marks away; formats of people's own stay."""
    rules = list(sheet.used_range.conditional_formats)
    for rule in reversed(rules):
        if rule.type == "custom" and SIGN.fullmatch(rule.formula or ""):
            rule.delete()


def _addresses(cells: Sequence[str]) -> Iterator[str]:
    """The cells as addresses of several areas, each short enough."""
    address = ""
    for area in map(str, runs(parse_cell(cell) for cell in cells)):
        if address and len(address) + len(area) >= LONGEST_ADDRESS:
            yield address
            address = ""
        address += f",{area}" if address else area
    if address:
        yield address
