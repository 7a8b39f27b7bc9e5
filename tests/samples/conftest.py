"""The committed sample workbooks, read by openpyxl: an independent reader."""

import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from samples.layout import PLANS
from xlcrm.language import LANGUAGES, Language
from xlcrm.sheets import fields_of, sheet_model

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
YUAN_PER_UNIT = {"万元": 10_000, "元": 1, "CNY": 1}


def opened(path: Path, *, data_only: bool = True) -> Workbook:
    """A workbook through openpyxl, which warns that it would not keep sparklines on saving."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* is not supported and will be removed")
        return load_workbook(BytesIO(path.read_bytes()), data_only=data_only)


@dataclass(frozen=True)
class Sample:
    """One committed workbook."""

    language: Language

    @property
    def path(self) -> Path:
        return SAMPLES / f"crm_{self.language}.xlsx"

    @cached_property
    def workbook(self) -> Workbook:
        return opened(self.path)

    @cached_property
    def formulas(self) -> Workbook:
        return opened(self.path, data_only=False)

    @property
    def planted(self) -> list[dict[str, str]]:
        return json.loads((SAMPLES / "planted_errors.json").read_text("utf-8"))[self.language]

    def header_row(self, sheet_id: str) -> int:
        """The row that holds the header of the first key field."""
        model = sheet_model(sheet_id)
        first = fields_of(model)[0].column.header(self.language)
        sheet = self.workbook[model.SHEET.title(self.language)]
        return next(row for row in range(1, 20) if sheet.cell(row, 1).value == first)

    def columns(self, sheet_id: str) -> dict[str, tuple[int, int]]:
        """Field name → column number and yuan per unit."""
        model = sheet_model(sheet_id)
        names = {field.column.header(self.language): field.name for field in fields_of(model)}
        found = {}
        sheet = self.workbook[model.SHEET.title(self.language)]
        for cell in sheet[self.header_row(sheet_id)]:
            name, _, unit = str(cell.value).rstrip(")").partition("(")
            if name.strip() in names:
                found[names[name.strip()]] = (cell.column, YUAN_PER_UNIT.get(unit, 1))
        return found

    @cache  # noqa: B019 - the two samples live as long as the session
    def records(self, sheet_id: str) -> list[dict[str, Any]]:
        """The rows as field name → value, money in yuan, with the row number as `row`."""
        return list(self._records(sheet_id))

    def _records(self, sheet_id: str) -> Iterator[dict[str, Any]]:
        sheet = self.workbook[sheet_model(sheet_id).SHEET.title(self.language)]
        columns = self.columns(sheet_id)
        for row in range(self.header_row(sheet_id) + 1, sheet.max_row + 1):
            record: dict[str, Any] = {"row": row}
            for name, (column, yuan) in columns.items():
                value = sheet.cell(row, column).value
                is_scaled = yuan != 1 and isinstance(value, int | float)
                record[name] = round(value * yuan) if is_scaled else value
            yield record


@pytest.fixture(scope="session", params=LANGUAGES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return Sample(request.param)


@pytest.fixture(scope="session")
def both() -> tuple[Sample, Sample]:
    return Sample("zh"), Sample("en")


@pytest.fixture(scope="session")
def sheet_ids() -> list[str]:
    return list(PLANS)


@pytest.fixture(scope="session")
def open_workbook() -> Callable[[Path], Workbook]:
    return opened
