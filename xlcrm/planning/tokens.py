"""From sheets and results to what a template's tokens say: `account.name`, `pareto.class`.

`{{account.name}}` and `{{opportunity.name}}` name fields of what the tab is about; inside the
table of a sheet `{{opportunities.amount}}` names a field of the row; `{{dso_countback.days}}` names
a method's result about the row, about the account, or, of a method with one result for the whole
workbook, that result. Results of a method on another sheet that points at the row's sheet (the
assessment of an opportunity) are reached through that link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xlcrm.language import Language
from xlcrm.methods import METHODS
from xlcrm.methods.label import Label
from xlcrm.sheets import SHEETS, fields_of, sheet_model
from xlcrm.sheets.shown import shown

Frames = Mapping[str, pd.DataFrame]
Results = Mapping[str, pd.DataFrame]
"""Method name to its results."""

SINGULAR = {"account": "accounts", "opportunity": "opportunities"}
"""First word of a token to the sheet whose row the tab is about."""

PRIVATE = frozenset(model.SHEET.id for model in SHEETS if model.SHEET.private)
"""The sheets that stay out of planning tabs unless the run says otherwise."""

LABELS: dict[str, Label] = {method.LABEL.name: method.LABEL for method in METHODS}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is known of a workbook: its sheets, the methods' results, the language to speak."""

    frames: Frames
    results: Results
    language: Language
    private: bool = False
    """Whether birthdays, hobbies and the like may be shown."""

    def values(self, tokens: Iterable[str], rows: Mapping[str, int]) -> dict[str, object]:
        """Token to value, seen from these rows (sheet to row); unknown tokens are left out.

        What is known of nobody is None, and so is what is private.
        """
        found = {}
        for token in tokens:
            head, _, name = token.rpartition(".")
            if head in LABELS:
                found[token] = self._result(LABELS[head], name, rows)
            elif SINGULAR.get(head, head) in rows and token in KNOWN:
                found[token] = self._field(SINGULAR.get(head, head), name, rows)
        return found

    def _field(self, sheet: str, name: str, rows: Mapping[str, int]) -> object:
        if sheet in PRIVATE and not self.private:
            return None
        return shown(self.frames[sheet].at[rows[sheet], name], self.language)

    def _result(self, label: Label, name: str, rows: Mapping[str, int]) -> object:
        """A method's result on the row of its own sheet that speaks of these rows."""
        table = self.results.get(label.name)
        if table is None or name not in table or (label.sheet in PRIVATE and not self.private):
            return None
        if label.shape == "value":
            return shown(table[name].iloc[0], self.language) if len(table) else None
        if label.name in rows:
            return shown(table.at[rows[label.name], name], self.language)
        row = rows.get(label.sheet, self._linked(label.sheet, rows))
        if row is None or label.shape != "column":
            return None
        return shown(table.at[row, name], self.language)

    def _linked(self, sheet: str, rows: Mapping[str, int]) -> int | None:
        """The first row of another sheet that points at one of these rows."""
        for field in fields_of(sheet_model(sheet)):
            about = field.column.link
            if about and about in rows and sheet in self.frames:
                key = self.frames[about].at[rows[about], sheet_model(about).SHEET.key[0]]
                return self._pointing[sheet, field.name].get(key)
        return None

    @cached_property
    def _pointing(self) -> dict[tuple[str, str], dict[object, int]]:
        """Sheet and linking field to: the key it points at, to the first such row of ours."""
        found = {}
        for sheet, frame in self.frames.items():
            ours = frame[frame["party"].isna()] if "party" in frame else frame
            for field in fields_of(sheet_model(sheet)):
                if field.column.link:
                    rows = ours.drop_duplicates(field.name).index
                    found[sheet, field.name] = dict(
                        zip(ours.loc[rows, field.name], rows.tolist(), strict=True)
                    )
        return found


def known_tokens() -> set[str]:
    """Every token that names a field or a method's result."""
    fields = {f"{model.SHEET.id}.{field.name}" for model in SHEETS for field in fields_of(model)}
    singular = {
        f"{word}.{field.name}"
        for word, sheet in SINGULAR.items()
        for field in fields_of(sheet_model(sheet))
    }
    methods = {f"{m.LABEL.name}.{r.name}" for m in METHODS for r in m.LABEL.results}
    return fields | singular | methods


KNOWN = frozenset(known_tokens())
