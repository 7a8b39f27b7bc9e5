"""The cells of a template sheet, read once as small records."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.a1 import Area, cell_name, parse_cell
from xlcrm.ooxml.cells import plain_text
from xlcrm.ooxml.clone.formulas import CutFormula
from xlcrm.ooxml.clone.pieces import Cutter, Pieces, parsed
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.formulas import shifted
from xlcrm.ooxml.markup import Element, child, children

_ROW_ATTRIBUTES = ("hidden", "outlineLevel", "collapsed", "thickTop", "thickBot")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: a constant `value`, with the XML after its address and style, or a `formula`.

    `array`: the area an array formula fills, or may spill over when it is `dynamic`.
    """

    row: int
    column: int
    style: int
    value: str | float | bool | None = None
    body: Pieces = ("/>",)
    formula: CutFormula | None = None
    formula_text: str | None = None
    array: Area | None = None
    is_dynamic: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing but its style."""
        return self.value is None and self.formula is None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row's cells by column, its attributes as XML, and its own style (None: none)."""

    attributes: str
    style: int | None
    cells: dict[int, SourceCell]


class CellReader:
    """Reads the rows of one template sheet. `strings` are the workbook's shared strings."""

    def __init__(self, strings: list[Element], cutter: Cutter, sheet: str) -> None:
        self._strings = strings
        self._cutter = cutter
        self._sheet = sheet
        self._shared: dict[str, tuple[int, int, str]] = {}

    def rows(self, root: Element) -> dict[int, SourceRow]:
        """All rows by number; rows and cells without a number follow the one before."""
        rows: dict[int, SourceRow] = {}
        last = 0
        for holder in children(root, "sheetData"):
            for element in children(holder, "row"):
                last = int(element.get("r") or last + 1)
                cells = {cell.column: cell for cell in self._cells(element, last)}
                own = element.get("s") if element.get("customFormat") in ("1", "true") else None
                rows[last] = SourceRow(_row_attributes(element), int(own) if own else None, cells)
        return rows

    def _cells(self, row_element: Element, row: int) -> Iterator[SourceCell]:
        column = 0
        for element in children(row_element, "c"):
            name = element.get("r")
            column = parse_cell(name)[1] if name else column + 1
            style = int(element.get("s") or 0)
            formula = child(element, "f")
            if formula is not None:
                yield self._formula(formula, SourceCell(row, column, style))
                continue
            if element.get("vm") is not None:
                raise self._refused("rich-value", "pictures and linked data in cells", row, column)
            value, body = self._constant(element)
            yield SourceCell(row, column, style, value, body)

    def _refused(self, code: str, what: str, row: int, column: int) -> Refused:
        place = cell_name(row, column)
        return Refused(code, f"{what} cannot be cloned", sheet=self._sheet, cell=place)

    def _formula(self, element: Element, cell: SourceCell) -> SourceCell:
        kind, group, text = element.get("t"), element.get("si") or "", element.text or ""
        if kind == "dataTable":
            raise self._refused("data-table", "what-if tables", cell.row, cell.column)
        if kind == "shared" and text:
            self._shared[group] = cell.row, cell.column, text
        elif kind == "shared":
            row, column, first = self._shared[group]
            text = shifted(first, rows=cell.row - row, columns=cell.column - column)
        array = Area.parse(element.get("ref") or "A1") if kind == "array" else None
        holder = element.getparent()
        is_dynamic = array is not None and holder is not None and holder.get("cm") is not None
        return replace(
            cell,
            formula=self._cutter.parsed(text),
            formula_text=text,
            array=array,
            is_dynamic=is_dynamic,
        )

    def _constant(self, element: Element) -> tuple[str | float | bool | None, Pieces]:
        kind = element.get("t") or "n"
        value = child(element, "v")
        text = value.text if value is not None else None
        if kind == "inlineStr":
            inline = child(element, "is")
            return (None, ("/>",)) if inline is None else self._text(inline)
        if text is None:
            return None, ("/>",)
        if kind == "s":
            return self._text(self._strings[int(text)])
        if kind == "str":
            return plain_text(text), (_inline(text),)
        shown = "" if kind == "n" else f' t="{kind}"'
        plain: str | float | bool = text
        if kind in ("n", "b"):
            plain = float(text) if kind == "n" else text in ("1", "true")
        return plain, (f"{shown}><v>{escape(text)}</v></c>",)

    def _text(self, item: Element) -> tuple[str, Pieces]:
        direct, runs = child(item, "t"), list(children(item, "r"))
        if not runs:
            text = (direct.text if direct is not None else None) or ""
            return plain_text(text), (_inline(text),)
        texts = [found.text or "" for run in runs for found in children(run, "t")]
        written = "".join(self._run(deepcopy(run)) for run in runs)
        body = self._cutter.cut(f' t="inlineStr"><is>{written}</is></c>')
        return plain_text("".join(texts)), body

    def _run(self, run: Element) -> str:
        self._cutter.colours(run)
        declared = f' xmlns="{etree.QName(run).namespace}"'
        return etree.tostring(run, encoding="unicode", with_tail=False).replace(declared, "", 1)


def read_strings(content: bytes, part: str) -> list[Element]:
    """The items of a shared strings part."""
    return list(children(parsed(content, part), "si"))


def _inline(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def _row_attributes(row: Element) -> str:
    written = []
    # A height that Excel fitted to sample text would cut off longer text: let it fit anew.
    if row.get("ht") and row.get("customHeight") in ("1", "true"):
        written.append(f' ht="{row.get("ht")}" customHeight="1"')
    for name in _ROW_ATTRIBUTES:
        if row.get(name) is not None:
            written.append(f' {name}="{escape(row.get(name) or "")}"')
    return "".join(written)
