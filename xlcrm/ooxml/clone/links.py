"""The hyperlinks of a tab: the template's own, moved, and those given for the tab."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from xlcrm.ooxml.a1 import Area, cell_name
from xlcrm.ooxml.clone.slots import Layout, TabValues, ValueSlot, fill_plain

if TYPE_CHECKING:
    from xlcrm.ooxml.clone.settings import SourceLink

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(mailto|tel|file):", re.IGNORECASE)


def is_address(target: str) -> bool:
    """Whether a link leads out of the workbook.

    >>> is_address("https://example.com"), is_address("'Customers'!C7"), is_address("C7:D9")
    (True, False, False)
    """
    return bool(_ADDRESS.match(target))


def links_slot(links: "Sequence[SourceLink]") -> ValueSlot:
    """A slot writing the `hyperlinks` element of a tab, if it has any."""

    def prepare(layout: Layout) -> Callable[[TabValues], bytes]:
        own = [
            (link.area, area, fill_plain(link.attributes, layout))
            for link in links
            if (area := layout.rows.area(link.area))
        ]

        def write(values: TabValues) -> bytes:
            given = values.links
            written = [
                b'<hyperlink ref="%b"%b/>' % (str(area).encode(), attributes)
                for place, area, attributes in own
                if not (given and _is_replaced(place, values))
            ]
            for (row, column), target in sorted(given.items()):
                cell = cell_name(layout.rows.row(row), column)
                written.append(f'<hyperlink ref="{cell}"{_target(target, values)}/>'.encode())
            return b"<hyperlinks>" + b"".join(written) + b"</hyperlinks>" if written else b""

        return write

    return ValueSlot(prepare)


def _is_replaced(place: Area, values: TabValues) -> bool:
    return place.top == place.bottom and (place.top, place.left) in values.links


def _target(target: str, values: TabValues) -> str:
    if is_address(target):
        return f' r:id="{values.link_id(target)}"'
    return f" location={quoteattr(target.removeprefix('#'))}"
