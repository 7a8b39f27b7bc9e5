"""What can go wrong with a workbook file, each case with a stable code.

    OoxmlError
      NotAWorkbook   the file is something else, or too damaged to trust
      TooLarge       the file is beyond the limits it was opened with
      Refused        the file is readable, but this edit cannot be done safely

`str(error)` is one English line; `code` is for programs and translations.
"""


class OoxmlError(Exception):
    """A problem with a workbook file.

    `code` is kebab-case and never changes once released; `part` (name inside the package), `sheet`,
    `cell` (A1) and `detail` (free text) say where, as far as known.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        part: str | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        detail: str | None = None,
    ) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.part = part
        self.sheet = sheet
        self.cell = cell
        self.detail = detail

    def __str__(self) -> str:
        place = "!".join(p for p in (self.sheet, self.cell) if p) or self.part or ""
        text = f"{place}: {self.sentence}" if place else self.sentence
        return f"{text} ({self.detail})" if self.detail else text


class NotAWorkbook(OoxmlError):  # noqa: N818 (read as a verdict)
    """The file is not an .xlsx-family workbook, or too damaged to be trusted."""


class TooLarge(OoxmlError):  # noqa: N818 (read as a verdict)
    """The file is beyond the limits it was opened with."""


class Refused(OoxmlError):  # noqa: N818 (read as a verdict)
    """The file is readable, but the edit asked for cannot be done safely."""
