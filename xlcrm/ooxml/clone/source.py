"""A template sheet read once: its cells as small records, ready to be written many times."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.a1 import Area, cell_name, parse_cell
from xlcrm.ooxml.cells import plain_text
from xlcrm.ooxml.clone.formulas import CutFormula, Template, parse_formula
from xlcrm.ooxml.clone.slots import Cutter, Pieces
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, child, children, local

_ROW_ATTRIBUTES = ("hidden", "outlineLevel", "collapsed", "thickTop", "thickBot")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell. `value` is its constant, `inner` the XML of it; or it has a `formula`.

    `array`: the area an array formula fills, or may spill over when it is `dynamic`.
    """

    row: int
    column: int
    style: int
    value: str | float | bool | None
    kind: str
    inner: Pieces
    formula: CutFormula | None
    formula_text: str | None
    array: Area | None
    dynamic: bool = False

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


@dataclass(slots=True)
class _Shared:
    formula: CutFormula
    text: str
    row: int
    column: int


class CellReader:
    """Reads the rows of one template sheet."""

    def __init__(self, strings: list[Element], cutter: Cutter, sheet: str) -> None:
        self._strings = strings
        self._cutter = cutter
        self._template: Template = cutter.template
        self._sheet = sheet
        self._shared: dict[str, _Shared] = {}

    def rows(self, sheet_data: Element) -> dict[int, SourceRow]:
        """All rows by number; rows and cells without a number follow the one before."""
        rows: dict[int, SourceRow] = {}
        last = 0
        for element in children(sheet_data, "row"):
            last = int(element.get("r") or last + 1)
            cells = {cell.column: cell for cell in self._cells(element, last)}
            style = element.get("s") if element.get("customFormat") in ("1", "true") else None
            rows[last] = SourceRow(_row_attributes(element), int(style) if style else None, cells)
        return rows

    def _cells(self, row_element: Element, row: int) -> Iterator[SourceCell]:
        column = 0
        for element in children(row_element, "c"):
            name = element.get("r")
            column = parse_cell(name)[1] if name else column + 1
            yield self._cell(element, row, column)

    def _cell(self, element: Element, row: int, column: int) -> SourceCell:
        style = int(element.get("s") or 0)
        formula = child(element, "f")
        if formula is not None:
            parsed, text = self._formula(formula, row, column)
            self._cutter.sheets |= parsed.sheets
            self._cutter.words |= parsed.words
            is_array = formula.get("t") == "array"
            array = Area.parse(formula.get("ref") or "A1") if is_array else None
            dynamic = is_array and element.get("cm") is not None
            return SourceCell(row, column, style, None, "", (), parsed, text, array, dynamic)
        if element.get("vm") is not None:
            raise Refused(
                "rich-value",
                "pictures in cells and linked data types cannot be cloned",
                sheet=self._sheet,
                cell=cell_name(row, column),
            )
        value, kind, inner = self._constant(element)
        return SourceCell(row, column, style, value, kind, inner, None, None, None)

    def _formula(self, element: Element, row: int, column: int) -> tuple[CutFormula, str]:
        text = element.text or ""
        if element.get("t") == "dataTable":
            raise Refused(
                "data-table",
                "what-if tables cannot be cloned",
                sheet=self._sheet,
                cell=cell_name(row, column),
            )
        group = element.get("si") if element.get("t") == "shared" else None
        if group and not text:
            shared = self._shared[group]
            moved = shared.formula.moved(row - shared.row, column - shared.column)
            return moved, shared.text
        formula = parse_formula(text, self._template)
        if group:
            self._shared[group] = _Shared(formula, text, row, column)
        return formula, text

    def _constant(self, element: Element) -> tuple[str | float | bool | None, str, Pieces]:
        kind = element.get("t") or "n"
        value = child(element, "v")
        text = value.text if value is not None else None
        if kind == "s" and text is not None:
            return self._text(self._strings[int(text)])
        if kind == "inlineStr":
            inline = child(element, "is")
            return (None, "", ()) if inline is None else self._text(inline)
        if text is None:
            return None, "", ()
        if kind == "str":
            return plain_text(text), "inlineStr", (_plain(text),)
        plain: str | float | bool = text
        if kind == "n":
            plain, kind = float(text), ""
        elif kind == "b":
            plain = text in ("1", "true")
        return plain, kind, (f"<v>{escape(text)}</v>".encode(),)

    def _text(self, item: Element) -> tuple[str, str, Pieces]:
        text = string_text(item)
        if child(item, "r") is None:
            return plain_text(text), "inlineStr", (_plain(text),)
        runs = []
        for run in children(item, "r"):
            copy = etree.fromstring(etree.tostring(run, with_tail=False))
            self._cutter.mark_colours(copy)
            declared = f' xmlns="{etree.QName(copy).namespace}"'
            runs.append(etree.tostring(copy, encoding="unicode").replace(declared, "", 1))
        return plain_text(text), "inlineStr", self._cutter.cut(f"<is>{''.join(runs)}</is>")


def string_text(item: Element) -> str:
    """The text of a shared or inline string, without phonetic hints."""
    direct = child(item, "t")
    if direct is not None:
        return direct.text or ""
    texts = (child(run, "t") for run in children(item, "r"))
    return "".join(text.text or "" for text in texts if text is not None)


def read_strings(content: bytes | None) -> list[Element]:
    """The items of a shared strings part."""
    if content is None:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    return [item for item in root if isinstance(item.tag, str) and local(item) == "si"]


def _plain(text: str) -> bytes:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{space}>{escape(text)}</t></is>".encode()


def _row_attributes(row: Element) -> str:
    written = []
    # A height that Excel fitted to sample text would cut off longer text: let it fit anew.
    if row.get("ht") and row.get("customHeight") in ("1", "true"):
        written.append(f' ht="{row.get("ht")}" customHeight="1"')
    for name in _ROW_ATTRIBUTES:
        if row.get(name) is not None:
            written.append(f' {name}="{escape(row.get(name) or "")}"')
    return "".join(written)
