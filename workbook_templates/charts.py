"""Native charts in the templates' look, fed by the body rows of a table on the same sheet.

The template's single pattern row holds tokens, so a chart is given one invented value to remember;
Excel replaces it as soon as the filled workbook is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbook_templates.look import ACCENT, FONT, INK, NUMBER_FORMATS, QUIET, RULE, Kind
from workbook_templates.page import Body, Page
from xlcrm.language import Text

ChartType = Literal["bar", "column", "line", "radar", "scatter"]


NUMBERED = frozenset({"period", "week", "rank", "potential"})
"""Columns along which points are placed that hold numbers or dates."""


@dataclass(frozen=True)
class Series:
    """One series: its name in the legend, the table column it shows, and its colour."""

    name: Text
    column: str
    color: str = ACCENT


def chart(
    page: Page, kind: ChartType, title: Text, *, legend: bool = True, stacked: bool = False
) -> Any:
    """An empty chart of one kind with the templates' fonts, title and legend."""
    made = page.draft.workbook.add_chart(
        {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
    )
    font = page_font(page)
    made.set_title(
        {
            "name": page.text(title),
            "name_font": {**font, "size": 11, "bold": True, "color": ACCENT},
            "overlay": False,
        }
    )
    made.set_legend({"position": "bottom", "font": font} if legend else {"none": True})
    made.set_chartarea({"border": {"color": RULE}})
    made.set_plotarea({"fill": {"none": True}})
    return made


def page_font(page: Page) -> dict[str, Any]:
    """Font of the small print of a chart."""
    return {"name": FONT[page.draft.language], "size": 9, "bold": False, "color": INK}


def axis(page: Page, kind: Kind, title: Text | None = None, **more: Any) -> dict[str, Any]:
    """An axis showing values of one kind."""
    options: dict[str, Any] = {
        "num_font": page_font(page),
        "line": {"color": RULE},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if kind in NUMBER_FORMATS:
        options["num_format"] = NUMBER_FORMATS[kind][page.draft.language]
    if title:
        options["name"] = page.text(title)
        options["name_font"] = {**page_font(page), "color": QUIET}
    return {**options, **more}


def gridlines() -> dict[str, Any]:
    """Quiet lines behind the values."""
    return {"visible": True, "line": {"color": RULE, "width": 0.5, "dash_type": "dash"}}


def add_series(
    page: Page, made: Any, body: Body, names: str, series: Sequence[Series], **look: Any
) -> None:
    """Series over a table's rows, named along the column `names`."""
    remembered: Any = 46000 if names in NUMBERED else "–"
    for each in series:
        made.add_series(
            {
                "name": page.text(each.name),
                "categories": body.reference(names),
                "categories_data": [remembered],
                "values": body.reference(each.column),
                "values_data": [1],
                "fill": {"color": each.color},
                "border": {"none": True},
                **look,
            }
        )


def bars(
    page: Page,
    body: Body,
    names: str,
    series: Sequence[Series],
    *,
    title: Text,
    kind: Kind = "money",
    stacked: bool = False,
    left: float = 0.24,
) -> Any:
    """Horizontal bars, the table's first row on top; side by side with their values at the end.

    `left` is the part of the width that the names take.
    """
    made = chart(page, "bar", page.draft.money(title) if kind == "money" else title,
                 stacked=stacked)  # fmt: skip
    look: dict[str, Any] = {"gap": 45, "overlap": 100 if stacked else 0}
    if not stacked:
        shown = NUMBER_FORMATS[kind][page.draft.language]
        look["data_labels"] = {"value": True, "num_format": shown, "font": page_font(page)}
    add_series(page, made, body, names, series, **look)
    made.set_y_axis(axis(page, "text", reverse=True))
    grid = gridlines() if stacked else {"visible": False}
    # In a bar chart whose names run downwards, the values' axis stands on top unless told "high".
    made.set_x_axis(
        axis(page, kind, visible=stacked, min=0, major_gridlines=grid, label_position="high")
    )
    # Room at the right for the amount of the longest bar.
    width = 0.95 - left if stacked else 0.82 - left
    made.set_plotarea({"layout": {"x": left, "y": 0.14, "width": width, "height": 0.66}})
    return made


@dataclass(frozen=True)
class Spot:
    """Where a chart stands: row and column (from 0), pixels from there, and its size in pixels."""

    row: int
    width: int
    height: int
    column: int = 0
    right: int = 0
    down: int = 4


def place(page: Page, made: Any, spot: Spot, alt: Text) -> None:
    """Puts the chart on the page with a text for readers who cannot see it."""
    made.set_size({"width": spot.width, "height": spot.height})
    options = {"object_position": 2, "description": page.text(alt),
               "x_offset": spot.right, "y_offset": spot.down}  # fmt: skip
    page.sheet.insert_chart(spot.row, spot.column, made, options)
