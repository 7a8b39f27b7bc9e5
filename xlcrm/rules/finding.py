"""Findings: what is objected to, where, and what to do, as data; words come at the very end."""

from dataclasses import dataclass
from enum import IntEnum

from xlcrm.language import Language, Text


class Severity(IntEnum):
    """How serious a finding is; higher is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def text(self, language: Language) -> str:
        """The wording in `language`."""
        return SEVERITY_TEXT[self][language]


SEVERITY_TEXT = {
    Severity.INFO: Text("提示", "Info"),
    Severity.WARNING: Text("警告", "Warning"),
    Severity.ERROR: Text("错误", "Error"),
}


UNSAID = Text("", "")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One objection of a rule: which sheet, row and field, and the words' missing parts."""

    sheet: str
    """Sheet id."""
    row: int | None = None
    """Excel row number; None when the whole sheet or column is meant."""
    field: str | None = None
    """Field name; None when the whole row is meant."""
    column: int | None = None
    """Column number, for a cell that belongs to no field."""
    value: object = None
    expected: Text = UNSAID
    hint: Text = UNSAID


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One objection with its address in a workbook."""

    code: str
    severity: Severity
    workbook: str
    sheet: str
    """Name of the sheet in the workbook."""
    cell: str
    """A1 address, or "" when the whole sheet is meant."""
    row_key: str
    """What the row is about, such as the customer's id."""
    header: str
    """Header of the column as it stands in the workbook."""
    value: object
    message: Text
    expected: Text = UNSAID
    hint: Text = UNSAID
    owner: str = ""
    """Who answers for the row, where the sheet says so."""
    account: str = ""
    """Id of the customer the row is about, where the sheet says so."""

    def order(self) -> tuple[int, str, int, str]:
        """Sort key: worst first, then by sheet and row."""
        digits = "".join(letter for letter in self.cell if letter.isdigit())
        return (-self.severity, self.sheet, int(digits or 0), self.cell)
