"""One worksheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook


class Sheet:
    """A worksheet: `name` and the package part it is stored in."""

    def __init__(self, workbook: Workbook, name: str, part: str) -> None:
        self.workbook = workbook
        self.name = name
        self.part = part
