"""Measures from 0 to 1 with their reasons, and a radar chart over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_templates.charts import Spot, axis, chart, gridlines, place
from workbook_templates.look import ACCENT
from workbook_templates.page import Page, token
from xlcrm.language import Text

HEIGHT = 34
PIXELS = 45
"""Height of a row in points and on the screen."""


@dataclass(frozen=True)
class Measure:
    """One spoke: its name, its value from 0 to 1, and why."""

    name: Text
    token: str
    reason: str


def measures(page: Page, entries: Sequence[Measure], *, title: Text, until: int) -> None:
    """A row per measure, its reason up to column `until`, and the radar right of it.

    Names stand in the first two columns, values in the third.
    """
    top, style = page.row, page.draft.style
    for entry in entries:
        page.sheet.set_row(page.row, HEIGHT)
        page.put(0, page.text(entry.name), style("body", indent=1), last=1)
        page.put(2, token(entry.token), style("body", "percent", bold=True))
        page.put(3, token(entry.reason), style("small", "note", indent=1), last=until)
        page.row += 1
    made = chart(page, "radar", title, legend=False)
    sheet = page.sheet.get_name()
    made.add_series(
        {
            "name": page.text(title),
            "categories": [sheet, top, 0, page.row - 1, 0],
            "categories_data": [page.text(entry.name) for entry in entries],
            "values": [sheet, top, 2, page.row - 1, 2],
            "values_data": [0] * len(entries),
            "line": {"color": ACCENT, "width": 2.25},
            "marker": {"type": "circle", "size": 5, "fill": {"color": ACCENT}},
        }
    )
    made.set_y_axis(axis(page, "percent", min=0, max=1, major_gridlines=gridlines()))
    room = page.pixels(until + 1)
    spot = Spot(top, room - 12, len(entries) * PIXELS - 6, column=until + 1, right=12, down=3)
    place(page, made, spot, title)
