"""From sheets and results to what a template's tokens say: `account.name`, `pareto.grade`.

`{{account.name}}` and, inside the table of a sheet, `{{opportunities.amount}}` name fields;
`{{dso_countback.days}}` names a method's result. Results of a method on another sheet that points
at the row's sheet (the assessment of an opportunity) are reached through that link.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from xlcrm.language import Language
from xlcrm.methods import METHODS
from xlcrm.methods.label import Label
from xlcrm.sheets import SHEETS, fields_of, sheet_model
from xlcrm.sheets.shown import shown

Frames = Mapping[str, pd.DataFrame]
Results = Mapping[str, pd.DataFrame]
"""Method name to its results."""

ACCOUNT = "account"
"""Prefix of the fields of the account a tab is about."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is known of a workbook: its sheets, the methods' results, the language to speak."""

    frames: Frames
    results: Results
    language: Language

    def of_row(self, sheet: str, row: int, *, prefix: str | None = None) -> dict[str, object]:
        """Token to value for one row of a sheet: its fields, then every method result about it."""
        frame = self.frames[sheet]
        values = {
            f"{prefix or sheet}.{field.name}": shown(frame.at[row, field.name], self.language)
            for field in fields_of(sheet_model(sheet))
        }
        for method in METHODS:
            if method.LABEL.shape == "column":
                values |= self._results(method.LABEL, self._row_of(method.LABEL, sheet, row))
        return values

    def _results(self, label: Label, row: int | None) -> dict[str, object]:
        """The results on one row; all None where the method did not run or has no such row."""
        table = self.results.get(label.name)
        if table is None or row is None:
            return {f"{label.name}.{result.name}": None for result in label.results}
        return {
            f"{label.name}.{result.name}": shown(table.at[row, result.name], self.language)
            for result in label.results
        }

    def _row_of(self, label: Label, sheet: str, row: int) -> int | None:
        """The row of the method's own sheet that speaks of this row."""
        if label.sheet == sheet:
            return row
        fields = fields_of(sheet_model(label.sheet))
        link = next((field.name for field in fields if field.column.link == sheet), None)
        if link is None or label.sheet not in self.frames:
            return None
        other = self.frames[label.sheet]
        key = sheet_model(sheet).SHEET.key[0]
        about = other[link] == self.frames[sheet].at[row, key]
        if "party" in other:
            about &= other["party"].isna()  # rows about a rival are not about us
        return int(other.index[about][0]) if about.any() else None


def known_tokens() -> set[str]:
    """Every token that names a field or a method's result."""
    fields = {f"{model.SHEET.id}.{field.name}" for model in SHEETS for field in fields_of(model)}
    account = {f"{ACCOUNT}.{field.name}" for field in fields_of(sheet_model("accounts"))}
    methods = {f"{m.LABEL.name}.{r.name}" for m in METHODS for r in m.LABEL.results}
    return fields | account | methods
