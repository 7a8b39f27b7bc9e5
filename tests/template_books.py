"""The template workbooks as openpyxl and plain zip files show them, for the tests of every one.

Never read with the program's own reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from tests.template_tokens import WRITTEN
from xlcrm.language import LANGUAGES, Language
from xlcrm.methods import METHODS
from xlcrm.sheets import SHEETS, Row, fields_of, sheet_model

FOLDER = Path(__file__).parent.parent / "workbook_templates"
PATHS = sorted(path for path in FOLDER.glob("**/*.xlsx") if not path.name.startswith(("~$", ".")))
PLANS = [path for path in PATHS if path.parent.name == "planning"]
FILLED = [path for path in PATHS if not path.name.startswith("starter")]
CHINESE = [path for path in PATHS if path.stem.endswith("_zh")]
named = attrgetter("stem")
TOKEN = re.compile(r"\{\{([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+)\}\}")
HAN = re.compile(r"[\u4e00-\u9fff]")

MONEY = ("amount", "weighted", "won", "forecast", "outlook", "quota", "sales", "potential",
         "commit", "best_case", "pipeline", "velocity", "amount_change",
         "weighted_change", "small_orders")  # fmt: skip
PERCENT = ("by_field", "by_class", "share", "cumulative", "wallet_share", "grade_a_share", "rate",
           "win_rate", "attainment", "coverage", "progress", "to_date", "pace")  # fmt: skip
DATES = ("month", "period", "week", "due")
SHOWN_AS = dict.fromkeys(MONEY, "money") | dict.fromkeys(PERCENT, "percent")
SHOWN_AS |= dict.fromkeys(DATES, "date")
VALUES = {
    f"value_{name}{suffix}"
    for name in ("grades", "stances", "accounts")
    for suffix in ("", "_pareto", "_plain")
}
FORECASTS = {f"forecast_{name}{weekly}" for name in ("periods", "owners", "grid")
             for weekly in ("", "_weekly")}  # fmt: skip
TABLES = {
    "findings": {"findings_summary", "findings", "findings_sheets", "findings_accounts",
                 "findings_fixes"},
    "dashboard": FORECASTS | VALUES | {"funnel_levels", "funnel_owners", "forecast_weeks",
                                       "forecast_changes", "forecast_actuals", "alerts",
                                       "alerts_kinds", "alerts_owners", "relationship_map",
                                       "relationship_deals"},
    "snapshot": {"snapshots"},
    "contents": {"contents"},
    "differences": {"differences_list"},
    "team_report": {"team_files", "team_owners", "team_rules", "team_findings"},
    "rollup": {"rollup_conflicts", "rollup_sources", "rollup_record"},
    "account_plan": {"opportunities", "contacts", "white_space", "needs", "care", "ledger",
                     "actions", "unplaced"},
    "opportunity_plan": {"decision_factors", "contacts", "needs", "spin", "ffab", "actions",
                         "unplaced"},
    "negotiation_plan": {"negotiations__chips", "negotiations__terms", "contacts", "questions",
                         "concessions", "actions", "unplaced"},
    "visit_plan": {"contacts", "opportunities", "open_commitments", "activities", "actions",
                   "unplaced"},
    "call_sheet": {"call_list", "unplaced"},
    "care_plan": {"care", "care__gifts", "complaints", "care_tiers", "care_ideas", "actions",
                  "unplaced"},
    "handover_pack": {"contacts", "opportunities", "open_commitments", "activities",
                      "complaints", "actions", "unplaced"},
    "manager_month": {"owner_forecast", "funnel_balance", "weekly_changes", "visit_results",
                      "resource_allocation", "open_commitments", "complaint_causes", "coaching",
                      "actions", "unplaced"},
}  # fmt: skip


def field_kinds(prefix: str, model: type[Row]) -> dict[str, str]:
    return {
        f"{prefix}.{field.name}": "date" if field.type.__name__ == "date" else field.column.unit
        for field in fields_of(model)
    }


def known_kinds() -> dict[str, str]:
    """Every token that may stand in a template, with the kind of its value where it has one."""
    tokens = [(table, name) for table, names in WRITTEN.items() for name in names.split()]
    kinds = {f"{table}.{name}": SHOWN_AS.get(name, "") for table, name in tokens}
    for model in SHEETS:
        kinds |= field_kinds(model.SHEET.id, model)
    kinds |= field_kinds("account", sheet_model("accounts"))
    kinds |= field_kinds("opportunity", sheet_model("opportunities"))
    for label in (method.LABEL for method in METHODS):
        kinds |= {f"{label.name}.{result.name}": result.kind for result in label.results}
    return kinds


@dataclass(frozen=True)
class Body:
    """A table: sheet, headers, and body rows."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def pattern(self) -> tuple[str, ...]:
        return tuple(str(cell.value or "") for cell in self.rows[0])

    @property
    def typed(self) -> bool:
        return not any(self.pattern)


def language_of(path: Path) -> Language:
    return next(language for language in LANGUAGES if path.stem.endswith(f"_{language}"))


def kind_of(path: Path) -> str:
    return path.stem.rpartition("_")[0]


@cache
def read(path: Path) -> Workbook:
    return load_workbook(path)


def bodies_of(path: Path) -> dict[str, Body]:
    bodies = {}
    for sheet in read(path).worksheets:
        for table in sheet.tables.values():
            head, *rows = sheet[table.ref]
            headers = tuple(str(cell.value) for cell in head)
            bodies[table.displayName] = Body(sheet.title, headers, tuple(rows))
    return bodies


def cells_of(path: Path) -> Iterator[Cell]:
    for sheet in read(path).worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if not isinstance(cell, MergedCell))


def texts_of(path: Path) -> dict[str, str]:
    return {
        f"{cell.parent.title}!{cell.coordinate}": cell.value
        for cell in cells_of(path)
        if isinstance(cell.value, str)
    }


def tokens_of(path: Path) -> list[str]:
    return [token for text in texts_of(path).values() for token in TOKEN.findall(text)]


def inputs_of(path: Path) -> dict[str, str]:
    return {
        name: defined.attr_text
        for sheet in read(path).worksheets
        for name, defined in sheet.defined_names.items()
        if name.startswith("input_")
    }


def structure(path: Path) -> dict[str, Any]:
    """What the program relies on: tables with their patterns, tokens, inputs, charts."""
    return {
        "sheets": len(read(path).sheetnames),
        "tables": {name: body.pattern for name, body in bodies_of(path).items()},
        "tokens": sorted(tokens_of(path)),
        "inputs": sorted(inputs_of(path)),
        "charts": len(chart_references(path)),
    }


def chart_references(path: Path) -> dict[str, list[str]]:
    with ZipFile(path) as package:
        return {
            name: re.findall(r"<c:f>([^<]+)</c:f>", package.read(name).decode())
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        }
