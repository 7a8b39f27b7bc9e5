"""The values stored behind a chart's references, for programs that do not calculate.

They are written from what a tab's cells hold. Nothing is stored for cells that hold formulas, for
other sheets, and for areas more than one cell wide and high: charts then wait for a calculation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.cells import Formula, escaped_text, is_moment, serial
from xlcrm.ooxml.clone.formulas import SHEET_MARK, CutFormula
from xlcrm.ooxml.clone.pieces import Cutter, Layout, TabSlot
from xlcrm.ooxml.markup import Element, child, children, local, new_child

_CACHES = {"numRef": "numCache", "strRef": "strCache"}
_MOST_VALUES = 4096


def refill(reference: Element, cutter: Cutter, *, spread: bool) -> None:
    """Let a `numRef` or `strRef` hold the values of each tab instead of the template's."""
    formula, name = child(reference, "f"), _CACHES[local(reference)]
    if formula is None or not (cut := cutter.parsed(formula.text or "")).is_own_area:
        return
    code = next((e.text for e in reference.iter("{*}formatCode")), None)
    for old in list(children(reference, name)):
        reference.remove(old)
    cache = new_child(reference, name)
    formula.addnext(cache)
    prefix = f"{reference.prefix}:" if reference.prefix else ""
    cutter.instead(cache, _Cache(cut, prefix, name, code or "General", spread))


@dataclass(frozen=True, slots=True)
class _Cache:
    """A slot writing the values behind one reference."""

    formula: CutFormula
    prefix: str
    name: str
    format_code: str
    spread: bool

    def __call__(self, layout: Layout) -> str | TabSlot:
        text = self.formula.render(layout.rows, spread=self.spread)
        area = Area.parse(text.removeprefix(SHEET_MARK))
        height, width = area.bottom - area.top + 1, area.right - area.left + 1
        if min(height, width) > 1 or max(height, width) > _MOST_VALUES:
            return ""
        values = [layout.cells.value(*cell, layout) for cell in area.cells()]
        written = partial(self._written, system=layout.cells.date_system)
        if any(callable(value) for value in values):
            return lambda tab: written([v(tab) if callable(v) else v for v in values])
        return written(values)

    def _written(self, values: Sequence[object], *, system: int) -> str:
        if any(isinstance(value, Formula) for value in values):
            return ""
        c, shown = self.prefix, ""
        render: Callable[[object], str | None] = _text
        if self.name == "numCache":
            shown = f"<{c}formatCode>{escaped_text(self.format_code)}</{c}formatCode>"
            render = partial(_number, system=system)
        shown += f'<{c}ptCount val="{len(values)}"/>'
        for number, value in enumerate(map(render, values)):
            if value is not None:
                shown += f'<{c}pt idx="{number}"><{c}v>{value}</{c}v></{c}pt>'
        return f"<{c}{self.name}>{shown}</{c}{self.name}>"


def _number(value: object, *, system: int) -> str | None:
    """A number as a chart stores it; None for what it leaves a gap for."""
    plain = serial(value, system) if is_moment(value) else _plain(value)
    is_number = isinstance(plain, int | float) and not isinstance(plain, bool)
    return repr(plain).removesuffix(".0") if is_number else None


def _text(value: object) -> str | None:
    """A label as a chart stores it."""
    plain = _plain(value)
    if plain is None or plain == "":
        return None
    if isinstance(plain, bool):
        return str(plain).upper()
    return escaped_text(f"{plain:.15g}" if isinstance(plain, int | float) else str(plain))


def _plain(value: object) -> object:
    """Numbers of other libraries as Python's own."""
    item = getattr(value, "item", None)
    return item() if callable(item) else value
