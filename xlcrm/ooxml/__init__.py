"""Workbook files, edited in place: only what was asked for changes."""

from xlcrm.ooxml.errors import NotAWorkbook, OoxmlError, Refused, TooLarge
from xlcrm.ooxml.package import Limits, Package
from xlcrm.ooxml.styles import Style
from xlcrm.ooxml.workbook import DefinedName, Workbook

__all__ = [
    "DefinedName",
    "Limits",
    "NotAWorkbook",
    "OoxmlError",
    "Package",
    "Refused",
    "Style",
    "TooLarge",
    "Workbook",
]
