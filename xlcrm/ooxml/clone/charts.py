"""Charts of a template: their ranges follow the tab, their stored values are filled in anew.

A viewer that does not calculate draws a chart from the values stored in it. They are rewritten
where the tab holds constants and left out where a formula decides.
"""

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.clone.formulas import CutFormula
from xlcrm.ooxml.clone.slots import Cutter, Layout, Pieces, TabValues, ValueSlot
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, child, local

_REFERENCES = ("numRef", "strRef", "multiLvlStrRef")
_LARGEST_CACHE = 20_000
_Areas = list[tuple[int, int, int, int]]


def cut_chart(root: Element, cutter: Cutter, *, part: str) -> Pieces:
    """Cut a chart at its references. Raises Refused for pivot charts and foreign data."""
    for name in ("pivotSource", "externalData"):
        if child(root, name) is not None:
            raise Refused("unsupported-part", f"charts with <{name}> cannot be cloned", part=part)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        if local(element) in _REFERENCES:
            cutter.mark_element(element, _reference_slot(element, cutter))
        elif local(element) in ("f", "sqref") and _outside_references(element):
            cutter.mark_formula(element)
        elif local(element) == "dlblRangeCache":
            _remove(element)
    return cutter.cut(_declaration() + etree.tostring(root, encoding="unicode"))


def _declaration() -> str:
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _outside_references(element: Element) -> bool:
    parent = element.getparent()
    return parent is None or local(parent) not in _REFERENCES


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _reference_slot(element: Element, cutter: Cutter) -> ValueSlot:
    parent = element.getparent()
    holder = local(parent) if parent is not None else ""
    found = child(element, "f")
    formula = cutter.parsed((found.text if found is not None else None) or "")
    shape = _Shape(element, holder)

    def prepare(layout: Layout) -> Callable[[TabValues], bytes]:
        text = escape(formula.render(layout.rows, spread=holder != "tx"))
        areas = _areas(formula, layout, spread=holder != "tx")
        plain: list[bytes] = []

        def write(values: TabValues) -> bytes:
            if any(values.differs(*area) for area in areas):
                return shape.write(text, _points(areas, values)).encode()
            if not plain:
                plain.append(shape.write(text, _points(areas, values)).encode())
            return plain[0]

        return write

    return ValueSlot(prepare)


def _areas(formula: CutFormula, layout: Layout, *, spread: bool) -> _Areas:
    """The output areas a chart reads: (top, bottom, left, right); none if another sheet's."""
    areas = []
    for reference in formula.references:
        first, last = reference.first, reference.last or reference.first
        left, right = reference.columns
        if not first.row or not first.column:
            return []
        if reference.last is None and not spread:
            top = bottom = layout.rows.row(first.row)
        else:
            top, bottom = layout.rows.span(first.row, last.row, left, right)
        areas.append((top, bottom, left, right))
    size = sum((bottom - top + 1) * (right - left + 1) for top, bottom, left, right in areas)
    return areas if size <= _LARGEST_CACHE else []


def _points(areas: _Areas, values: TabValues) -> list[object] | None:
    if not areas:
        return None
    try:
        return [value for area in areas for value in values.known_area(*area)]
    except LookupError:
        return None


class _Shape:
    """How one reference with its stored values is written."""

    def __init__(self, element: Element, holder: str) -> None:
        self._prefix = f"{element.prefix}:" if element.prefix else ""
        self._kind = local(element)
        self._either = holder in ("cat", "xVal")
        code = next(element.iter("{*}formatCode"), None)
        self._format = "" if code is None else self._tag("formatCode", escape(code.text or ""))

    def write(self, formula: str, points: list[object] | None) -> str:
        kind = self._kind
        if self._either and points and kind != "multiLvlStrRef":
            kind = "strRef" if any(isinstance(value, str) for value in points) else "numRef"
        cache = ""
        if points is not None and kind == "numRef":
            cache = self._cache("numCache", self._format, len(points), _numbers(points))
        elif points is not None and kind == "strRef":
            cache = self._cache("strCache", "", len(points), _texts(points))
        return self._tag(kind, self._tag("f", formula) + cache)

    def _tag(self, name: str, inner: str) -> str:
        return f"<{self._prefix}{name}>{inner}</{self._prefix}{name}>"

    def _cache(self, name: str, before: str, count: int, points: Iterator[tuple[int, str]]) -> str:
        pre = self._prefix
        written = "".join(
            f'<{pre}pt idx="{index}"><{pre}v>{value}</{pre}v></{pre}pt>' for index, value in points
        )
        return self._tag(name, f'{before}<{pre}ptCount val="{count}"/>{written}')


def _numbers(points: list[object]) -> Iterator[tuple[int, str]]:
    for index, value in enumerate(points):
        if isinstance(value, bool):
            yield index, str(int(value))
        elif isinstance(value, int | float):
            yield index, f"{value:.17g}" if value != int(value) else str(int(value))


def _texts(points: list[object]) -> Iterator[tuple[int, str]]:
    for index, value in enumerate(points):
        if isinstance(value, float) and value == int(value):
            yield index, str(int(value))
        elif value is not None:
            yield index, escape(str(value))
