"""How the sample workbooks look: one accent, quiet greys, the office's own font."""

from functools import cache
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xlcrm.language import Language

FONT = {"zh": "微软雅黑", "en": "Calibri"}
ACCENT, TINT, GREY, LINE, INK = "#1F5C7A", "#E6EFF3", "#7F8C93", "#D5DBDE", "#22313A"
WARNING = "#B23A2E"

_BODY: dict[str, Any] = {"valign": "vcenter", "bottom": 1, "bottom_color": LINE}
_MIDDLE = _BODY | {"align": "center"}
_HEADER: dict[str, Any] = {
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#FFFFFF",
}
STYLES: dict[str, dict[str, Any]] = {
    "banner": {"bold": True, "font_size": 16, "font_color": "#FFFFFF", "bg_color": ACCENT,
               "valign": "vcenter", "indent": 1},
    "title": {"font_color": GREY, "valign": "vcenter", "indent": 1},
    "label": {"font_color": GREY, "align": "right", "valign": "vcenter"},
    "figure": {"bold": True, "font_color": ACCENT, "valign": "vcenter", "num_format": "#,##0"},
    "figure_date": {"bold": True, "font_color": ACCENT, "align": "left", "valign": "vcenter",
                    "num_format": "yyyy-mm-dd"},
    "header": _HEADER | {"font_color": "#FFFFFF", "bg_color": ACCENT},
    "own_header": _HEADER | {"font_color": INK, "bg_color": "#C9D6DC"},
    "group": _HEADER | {"font_color": ACCENT, "bg_color": TINT},
    "text": _BODY | {"indent": 1},
    "code": _BODY | {"font_color": GREY, "indent": 1},
    "middle": _MIDDLE,
    "date": _MIDDLE | {"num_format": "yyyy-mm-dd"},
    "month": _MIDDLE | {"num_format": "yyyy-mm"},
    "days": _MIDDLE | {"num_format": "0"},
    "percent": _MIDDLE | {"num_format": "0%"},
    "share": _BODY | {"num_format": '0.0%_ ;-0.0%_ ;"–"_ ', "font_color": GREY},
    "wan": _BODY | {"num_format": "#,##0.0_ ;[Red]-#,##0.0_ "},
    "money": _BODY | {"num_format": "#,##0_ ;[Red]-#,##0_ "},
}  # fmt: skip


class Look:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.language = language
        self._workbook = workbook
        self._format = cache(self._made)

    def __getitem__(self, style: str) -> Format:
        return self._format(style)

    def overlay(self, **properties: Any) -> Format:
        """A format for conditional formatting, which carries no font of its own."""
        return self._workbook.add_format(properties)

    def _made(self, style: str) -> Format:
        font = {"font_name": FONT[self.language], "font_size": 10, "font_color": INK}
        return self._workbook.add_format(font | STYLES[style])


def width_of(text: str) -> int:
    """Width in characters of the default font; a Chinese character takes two.

    >>> width_of("客户 A1")
    7
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
