"""Every template that staff may restyle: its tokens, tables, inputs, charts and print set-up hold.

The workbooks are read with openpyxl and as plain zip files, never with the program's own reader.
A template may look as it likes; what the program relies on is checked here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.template_tokens import WRITTEN
from workbook_templates.build import build_all
from workbook_templates.look import Draft
from workbook_templates.starter import Lists
from xlcrm.language import LANGUAGES, Language, Text
from xlcrm.methods import METHODS
from xlcrm.sheets import SHEETS, Row, fields_of, sheet_model

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

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
    "rollup": {"rollup_conflicts", "rollup_sources", "rollup_record"},
    "account_plan": {"opportunities", "contacts", "ledger", "actions", "unplaced"},
}  # fmt: skip
INPUTS = {"input_objective", "input_competitors", "input_risks", "input_services"}
INPUTS |= {"input_next_review"}


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


def test_every_template_exists_in_both_languages() -> None:
    names = {path.relative_to(FOLDER).as_posix() for path in PATHS}

    kinds = ("starter", "findings", "dashboard", "snapshot", "planning/account_plan")
    assert {f"{kind}_{language}.xlsx" for kind in kinds for language in LANGUAGES} <= names


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_braces_hold_well_formed_tokens_and_nothing_else(path: Path) -> None:
    rest = {place: TOKEN.sub("", text) for place, text in texts_of(path).items()}

    assert [place for place, text in rest.items() if re.search("[{}]", text)] == []


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_every_token_is_known(path: Path) -> None:
    assert set(tokens_of(path)) - set(known_kinds()) == set()


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_a_template_has_the_tables_that_are_written_into_it(path: Path) -> None:
    assert set(bodies_of(path)) == TABLES[kind_of(path)]


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_a_generated_table_has_one_pattern_row_that_speaks_of_its_own_rows(path: Path) -> None:
    methods = {method.LABEL.name for method in METHODS}

    for name, body in bodies_of(path).items():
        if not body.typed:
            prefixes = {token.partition(".")[0] for token in TOKEN.findall(" ".join(body.pattern))}
            assert len(body.rows) == 1, name
            assert prefixes - methods == {name}


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_tables_stand_below_each_other_so_that_each_may_grow(path: Path) -> None:
    for sheet in read(path).worksheets:
        spans = sorted(range_boundaries(table.ref)[1::2] for table in sheet.tables.values())
        assert all(upper[1] < lower[0] for upper, lower in pairwise(spans))


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_charts_take_their_values_from_table_rows(path: Path) -> None:
    rows = {(body.sheet, row[0].row) for body in bodies_of(path).values() for row in body.rows}
    references = [ref for refs in chart_references(path).values() for ref in refs]

    for reference in references:
        sheet, _, cells = reference.rpartition("!")
        _, first, _, last = range_boundaries(cells)
        assert {(sheet.strip("'"), row) for row in range(first, last + 1)} <= rows, reference
    assert bool(references) == (kind_of(path) in {"dashboard", "account_plan"})


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_values_are_shown_in_the_unit_they_are_declared_in(path: Path) -> None:
    kinds = known_kinds()
    # Snapshots are read back: their headers name no unit, so amounts stand as they are.
    scaled = language_of(path) == "zh" and kind_of(path) != "snapshot"
    money = re.compile(r",$" if scaled else r"#,##0")
    wanted = {"money": money, "percent": re.compile("%"), "date": re.compile("yyyy.?mm")}

    for cell in cells_of(path):
        token = TOKEN.fullmatch(str(cell.value))
        pattern = wanted.get(kinds[token[1]]) if token else None
        if pattern:
            assert pattern.search(cell.number_format), cell.value


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_plan_is_protected_without_password_and_its_tokens_are_locked(path: Path) -> None:
    protection = read(path).worksheets[0].protection
    places = [cell for cell in cells_of(path) if TOKEN.search(str(cell.value))]

    assert protection.sheet
    assert not (protection.password or protection.formatColumns or protection.formatRows)
    assert len(places) > 40
    assert [cell.coordinate for cell in places if not cell.protection.locked] == []


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_named_inputs_of_a_plan_are_blank_unlocked_cells(path: Path) -> None:
    assert set(inputs_of(path)) == INPUTS
    for name, refers_to in inputs_of(path).items():
        sheet, _, place = refers_to.rpartition("!")
        cell = read(path)[sheet.strip("'")][place.replace("$", "")]
        assert cell.value is None, name
        assert not cell.protection.locked, name


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_column_of_a_table_without_token_is_for_typing(path: Path) -> None:
    typed = {}
    for name, body in bodies_of(path).items():
        columns = list(zip(*body.rows, strict=True))
        free = [all(not cell.protection.locked for cell in column) for column in columns]
        assert free == [not any(cell.value for cell in column) for column in columns], name
        typed[name] = sum(free)

    assert typed == {"opportunities": 1, "contacts": 1, "ledger": 0, "actions": 4, "unplaced": 0}


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_table_people_type_into_begins_with_the_key_of_its_rows(path: Path) -> None:
    for name in ("opportunities", "contacts"):
        key = sheet_model(name).SHEET.key[0]
        assert bodies_of(path)[name].pattern[0] == "{{" + f"{name}.{key}" + "}}"


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_stray_notes_stand_last_and_say_label_cell_and_text_in_this_order(path: Path) -> None:
    name, body = max(bodies_of(path).items(), key=lambda entry: entry[1].rows[0][0].row)

    assert name == "unplaced"
    assert body.pattern == ("{{unplaced.label}}", "{{unplaced.cell}}", "{{unplaced.text}}")


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_hidden_notes_of_a_plan_name_its_version_tab_and_language(path: Path) -> None:
    sheet = read(path)["_template"]
    notes = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}

    assert sheet.sheet_state == "hidden"
    assert re.fullmatch(r"\d+", str(notes["version"]))
    assert notes["tab_name"] == "{{account.name}}"
    assert notes["language"] == language_of(path)


@pytest.mark.parametrize("path", CHINESE, ids=named)
def test_both_languages_have_the_same_tables_tokens_and_inputs(path: Path) -> None:
    english = path.with_name(path.name.replace("_zh.", "_en."))

    assert structure(path) == structure(english)


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_headings_and_texts_are_in_the_language_of_the_template(path: Path) -> None:
    if language_of(path) == "en":
        texts = [*read(path).sheetnames, *texts_of(path).values()]
        assert [text for text in texts if HAN.search(text)] == []
    else:
        headers = [header for body in bodies_of(path).values() for header in body.headers]
        assert [header for header in headers if not HAN.search(header)] == []


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_sheets_print_on_a4_fitted_to_the_width_with_repeated_headings(path: Path) -> None:
    for sheet in read(path).worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9, sheet.title
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
            assert not sheet.page_setup.fitToHeight, sheet.title
            assert sheet.print_title_rows, sheet.title
            assert "&P" in str(sheet.oddFooter.right.text), sheet.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_has_one_empty_table_per_declared_sheet(language: Language) -> None:
    path = FOLDER / f"starter_{language}.xlsx"
    visible = [sheet.title for sheet in read(path).worksheets if sheet.sheet_state == "visible"]

    typed = [model for model in SHEETS if not model.SHEET.ours]
    assert visible == [model.SHEET.title(language) for model in typed]
    for model in typed:
        body = bodies_of(path)[model.SHEET.id]
        starred = [f.column.header(language) + "*" * f.required for f in fields_of(model)]
        assert (list(body.headers), body.typed) == (starred, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_offers_every_choice_in_a_drop_down(language: Language) -> None:
    for model in (each for each in SHEETS if not each.SHEET.ours):
        sheet = read(FOLDER / f"starter_{language}.xlsx")[model.SHEET.title(language)]
        first = range_boundaries(sheet.tables[model.SHEET.id].ref)[1] + 1
        for column, field in enumerate(fields_of(model), start=1):
            if field.choices:
                texts = [choice.text(language) for choice in field.choices]
                assert offered(sheet, sheet.cell(first, column).coordinate) == texts, field.name


def offered(sheet: Worksheet, place: str) -> list[str]:
    rule = next(each for each in sheet.data_validations.dataValidation if place in each.sqref)
    return str(rule.formula1).strip('"').split(",")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_keeps_codes_as_text_and_headings_in_view(language: Language) -> None:
    sheet = read(FOLDER / f"starter_{language}.xlsx")[sheet_model("accounts").SHEET.title(language)]
    names = [field.name for field in fields_of(sheet_model("accounts"))]
    first = range_boundaries(sheet.tables["accounts"].ref)[1] + 1

    for name in ("account_id", "phone", "bank_account", "credit_code"):
        assert sheet.cell(first, names.index(name) + 1).number_format == "@", name
    assert sheet.freeze_panes == f"C{first}"


def test_a_list_too_long_for_a_cell_rule_moves_to_a_hidden_sheet(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    texts = [f"entry number {number:03}" for number in range(30)]
    draft = Draft.begin(path, "en", Text("长", "Long"))
    draft.workbook.add_worksheet("Front")

    lists = Lists(draft)
    short, long = lists.source(["a", "b"]), lists.source(texts)
    draft.workbook.close()

    book = load_workbook(path)
    assert (short, long) == (["a", "b"], "='Lists'!$A$1:$A$30")
    assert book["Lists"].sheet_state == "hidden"
    assert [cell.value for cell in book["Lists"]["A"]] == texts


def test_the_first_design_has_the_structure_of_the_committed_workbooks(tmp_path: Path) -> None:
    built = build_all(tmp_path)

    assert {path.relative_to(tmp_path) for path in built} == {
        path.relative_to(FOLDER) for path in PATHS
    }
    for path in built:
        assert structure(path) == structure(FOLDER / path.relative_to(tmp_path)), path.name


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = build_all(tmp_path / "a"), build_all(tmp_path / "b")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
