"""From sheets and results to what a template's tokens say: `account.name`, `pareto.class`.

`{{account.name}}` and `{{opportunity.name}}` name fields of what the tab is about; inside the
table of a sheet `{{opportunities.amount}}` names a field of the row; `{{dso_countback.days}}` names
a method's result about the row, about the account, or, of a method with one result for the whole
workbook, that result. Other sheets are reached through their links, fields and results alike: from
a complaint the person it names, from a deal the newest assessment that names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

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
            elif token in KNOWN:
                found[token] = self._field(SINGULAR.get(head, head), name, rows)
        return found

    def _field(self, sheet: str, name: str, rows: Mapping[str, int]) -> object:
        row = self._row(sheet, rows)
        if row is None or (sheet in PRIVATE and not self.private):
            return None
        return shown(self.frames[sheet].at[row, name], self.language)

    def _result(self, label: Label, name: str, rows: Mapping[str, int]) -> object:
        """A method's result on the row of its own sheet that speaks of these rows."""
        table = self.results.get(label.name)
        if table is None or name not in table or (label.sheet in PRIVATE and not self.private):
            return None
        if label.shape == "value":
            return shown(table[name].iloc[0], self.language) if len(table) else None
        if label.name in rows:
            return shown(table.at[rows[label.name], name], self.language)
        row = self._row(label.sheet, rows) if label.shape == "column" else None
        return None if row is None else shown(table.at[row, name], self.language)

    def _row(self, sheet: str, rows: Mapping[str, int]) -> int | None:
        """The sheet's own row, else the one these rows name, else the newest that names them."""
        if sheet in rows:
            return rows[sheet]
        if sheet not in self.frames:
            return None
        for ours, row in reversed(list(rows.items())):
            for name in _links(ours, sheet):
                return self._keyed[sheet].get(self.frames[ours].at[row, name])
        for field in fields_of(sheet_model(sheet)):
            about = field.column.link
            if about and about in rows:
                key = self.frames[about].at[rows[about], sheet_model(about).SHEET.key[0]]
                return self._pointing[sheet, field.name].get(key)
        return None

    @cached_property
    def _keyed(self) -> dict[str, dict[object, int]]:
        """Sheet to: the key of a row, to the first row that has it."""
        return {
            sheet: _first_rows(frame, sheet_model(sheet).SHEET.key[0])
            for sheet, frame in self.frames.items()
        }

    @cached_property
    def _pointing(self) -> dict[tuple[str, str], dict[object, int]]:
        """Sheet and linking field to: the key it points at, to the newest such row of ours."""
        found = {}
        for sheet, frame in self.frames.items():
            ours = frame[frame["party"].isna()] if "party" in frame else frame
            if sheet in ASSESSED:
                ours = ours.sort_values(ASSESSED[sheet], ascending=False, kind="stable")
            for field in fields_of(sheet_model(sheet)):
                if field.column.link:
                    found[sheet, field.name] = _first_rows(ours, field.name)
        return found


ASSESSED = {"assessments": "assessed", "switching": "assessed", "service_audits": "audited"}
"""Sheets that judge the same thing again and again, and the day of each judgement."""


@cache
def _links(sheet: str, about: str) -> tuple[str, ...]:
    """Fields of a sheet that name a row of another; none for what is no sheet."""
    models = [model for model in SHEETS if model.SHEET.id == sheet]
    return tuple(f.name for model in models for f in fields_of(model) if f.column.link == about)


def _first_rows(frame: pd.DataFrame, field: str) -> dict[object, int]:
    """Value of a field to the first row that holds it."""
    first = frame[field].dropna().drop_duplicates()
    return dict(zip(first.tolist(), first.index.tolist(), strict=True))


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
