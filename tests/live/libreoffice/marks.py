"""Conditional formats by a formula of one's own."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tests.live.libreoffice.office import load_uno
from tests.live.libreoffice.plain_errors import plain_errors

if TYPE_CHECKING:
    from tests.live.libreoffice.sheets import Sheet

FORMULA = 1
CONDITION = 0


@plain_errors
class Rules:
    """The rules over some areas of a sheet."""

    def __init__(self, sheet: "Sheet", areas: Sequence[Any]) -> None:
        self.sheet = sheet
        self.areas = areas

    @property
    def api(self) -> Any:
        return self.sheet.table.ConditionalFormats

    def _all(self) -> list["Rule"]:
        return [
            Rule(self.sheet, format, number)
            for format in self.api.getConditionalFormats()
            if any(_meet(mine, its) for its in format.Range.RangeAddresses for mine in self.areas)
            for number in range(format.Count)
        ]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator["Rule"]:
        return iter(self._all())

    def __call__(self, key: int) -> "Rule":
        return self._all()[key - 1]

    def add_custom(self, spec: dict[str, Any]) -> "Rule":
        from tests.live.libreoffice.ranges import colour_number

        document = self.sheet.book.document
        ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddresses(tuple(self.areas), False)
        name = _style(document, *map(colour_number, (spec["fill_color"], spec["font_color"])))
        key = self.api.createByRange(ranges)
        format = next(each for each in self.api.getConditionalFormats() if key == each.ID)
        format.createEntry(CONDITION, 0)
        entry = format.getByIndex(0)
        entry.Operator = load_uno().getConstantByName(
            "com.sun.star.sheet.ConditionFormatOperator.EXPRESSION"
        )
        entry.Formula1 = spec["formula"].removeprefix("=")
        entry.StyleName = name
        return Rule(self.sheet, format, 0)


@plain_errors
class Rule:
    def __init__(self, sheet: "Sheet", format: Any, number: int) -> None:
        self.sheet = sheet
        self.format = format
        self.number = number

    @property
    def api(self) -> Any:
        return self.format.getByIndex(self.number)

    @property
    def type(self) -> str:
        return "custom" if getattr(self.api, "Formula1", None) is not None else "other"

    @property
    def formula(self) -> str | None:
        text = getattr(self.api, "Formula1", None)
        return None if text is None else f"={text}"

    @property
    def fill_color(self) -> tuple[int, int, int]:
        styles = self.sheet.book.document.StyleFamilies.getByName("CellStyles")
        number = styles.getByName(self.api.StyleName).CellBackColor
        return (number >> 16 & 255, number >> 8 & 255, number & 255)

    def delete(self) -> None:
        if self.format.Count > 1:
            self.format.removeByIndex(self.number)
        else:
            Rules(self.sheet, ()).api.removeByID(self.format.ID)


def _meet(one: Any, other: Any) -> bool:
    return (
        one.StartRow <= other.EndRow
        and other.StartRow <= one.EndRow
        and one.StartColumn <= other.EndColumn
        and other.StartColumn <= one.EndColumn
    )


def _style(document: Any, fill: int, font: int) -> str:
    """A cell style of these colours; no style can be made while a sheet is protected."""
    styles = document.StyleFamilies.getByName("CellStyles")
    name = f"mark {fill:06x} {font:06x}"
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.CellStyle"))
        sheets = [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]
        sealed = [sheet for sheet in sheets if sheet.isProtected()]
        for sheet in sealed:
            sheet.unprotect("")
        style = styles.getByName(name)
        style.CellBackColor, style.CharColor = fill, font
        for sheet in sealed:
            sheet.protect("")
    return name
