"""The look of the templates: palette, fonts, number formats, and cell formats by role.

One accent colour, greys, and a light yellow that means "type here". A colour never says anything
that a word or a symbol beside it does not say too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlcrm.language import Language, Text

ACCENT = "#1F4E79"
SECOND = "#8FB0D0"
THIRD = "#A6A6A6"
TINT = "#EEF3F8"
RULE = "#C9D3DE"
INK = "#262626"
QUIET = "#5F6B7A"
INPUT = "#FFF8DC"
PAPER = "#FFFFFF"

FONT = Text("微软雅黑", "Calibri")
CREATED = datetime(2026, 1, 1)
"""Fixed, so that building twice gives the same bytes."""

Kind = Literal["text", "note", "count", "money", "percent", "days", "date", "month"]
"""note: text that wraps; the others as in a method's results, all in base units."""

Style = Mapping[str, Any]

NUMBER_FORMATS: dict[Kind, Text] = {
    "count": Text("#,##0", "#,##0"),
    # The point is literal and the comma divides by a thousand, so that 1,234,567 shows as 123.5.
    "money": Text(r"0\.0,", "#,##0"),
    "percent": Text("0%", "0%"),
    "days": Text("0.0", "0.0"),
    "date": Text("yyyy-mm-dd", "yyyy-mm-dd"),
    "month": Text("yyyy-mm", "yyyy-mm"),
}
NUMBERS = frozenset({"count", "money", "percent", "days"})


def alignment(kind: Kind) -> str:
    """Numbers stand right, dates in the middle, text left."""
    if kind in NUMBERS:
        return "right"
    return "center" if kind in {"date", "month"} else "left"


def kind_style(kind: Kind, language: Language) -> dict[str, Any]:
    """Number format, alignment and wrapping of a kind of value."""
    style: dict[str, Any] = {"align": alignment(kind)}
    if kind in NUMBER_FORMATS:
        style["num_format"] = NUMBER_FORMATS[kind][language]
    if kind in {"text", "note"}:
        style["text_wrap"] = True
    return style


ROLES: dict[str, Style] = {
    "plain": {},
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "subtitle": {"font_color": QUIET},
    "section": {"bold": True, "font_size": 12, "font_color": ACCENT, "text_wrap": False,
                "bottom": 1, "bottom_color": ACCENT, "valign": "bottom"},
    "header": {"bold": True, "font_color": PAPER, "bg_color": ACCENT, "text_wrap": True,
               "left": 1, "left_color": PAPER, "right": 1, "right_color": PAPER},
    "body": {"bottom": 1, "bottom_color": RULE},
    "grid": {"border": 1, "border_color": RULE, "font_size": 9},
    "input": {"bg_color": INPUT, "border": 1, "border_color": RULE, "locked": False},
    "tile_label": {"font_color": QUIET, "font_size": 9, "bg_color": TINT, "valign": "bottom",
                   "left": 5, "left_color": PAPER, "right": 5, "right_color": PAPER},
    "tile": {"bold": True, "font_size": 16, "font_color": ACCENT, "bg_color": TINT,
             "left": 5, "left_color": PAPER, "right": 5, "right_color": PAPER},
    "banner": {"bold": True, "font_size": 18, "font_color": PAPER, "bg_color": ACCENT,
               "indent": 1},
    "banner_side": {"font_size": 11, "font_color": PAPER, "bg_color": ACCENT, "align": "right",
                    "indent": 1},
    "label": {"font_color": QUIET, "font_size": 9},
    "fact": {"bold": True, "bottom": 1, "bottom_color": RULE},
    "small": {"bottom": 1, "bottom_color": RULE, "font_size": 8},
    "overflow": {"text_wrap": False},
    "link": {"font_color": "#0563C1", "underline": 1, "bottom": 1, "bottom_color": RULE},
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A template workbook being designed in one language, with its formats made once each."""

    workbook: xlsxwriter.Workbook
    language: Language
    formats: dict[str, Format]

    @classmethod
    def begin(cls, path: Path, language: Language, title: Text) -> "Draft":
        """A new workbook at `path`, which is written when its workbook is closed."""
        workbook = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        workbook.set_properties({"title": title[language], "author": "xlcrm", "created": CREATED})
        return cls(workbook, language, {})

    def style(self, role: str, kind: Kind = "text", **more: Any) -> Format:
        """The cell format of a role holding a kind of value."""
        values = {
            "font_name": FONT[self.language],
            "font_size": 10,
            "font_color": INK,
            "valign": "vcenter",
            **kind_style(kind, self.language),
            **ROLES[role],
            **more,
        }
        key = repr(sorted(values.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(values)
        return self.formats[key]

    def money(self, label: Text) -> Text:
        """A label with the unit its amounts are shown in."""
        return Text(f"{label.zh}(万元)", label.en)


def print_setup(
    sheet: Worksheet, language: Language, *, landscape: bool, heading: range, pages_wide: int = 1
) -> None:
    """A4, fitted to the width, `heading` rows (from 0) on every page, page x of y in the footer."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(heading.start, heading.stop - 1)
    pages = Text("第 &P 页，共 &N 页", "Page &P of &N")[language]
    sheet.set_footer(f'&L&"{FONT[language]}"&9&A&R&"{FONT[language]}"&9{pages}')
