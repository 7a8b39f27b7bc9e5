"""Every template that staff may restyle: its tokens, tables, inputs, charts and print set-up hold.

The workbooks are read with openpyxl and as plain zip files, never with the program's own reader.
A template may look as it likes; what the program relies on is checked here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

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
TOKEN = re.compile(r"\{\{([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+)\}\}")
HAN = re.compile(r"[\u4e00-\u9fff]")

WRITTEN_BY_REPORTS = {
    "report": "workbook as_of",
    "plan": "month",
    "findings": "errors warnings infos verdict severity sheet cell row_key header value "
    "message hint",
    "findings_summary": "severity code message count",
    "funnel": "deals amount weighted overstated overdue",
    "funnel_levels": "level deals amount weighted overstated",
    "funnel_owners": "owner deals amount weighted",
    "forecast": "horizon total won overdue_deals overdue_amount",
    "forecast_months": "month deals amount weighted won forecast",
    "value": "accounts sales class_a class_a_share",
    "value_grades": "grade accounts sales share",
    "value_stances": "stance accounts sales potential",
    "account_value": "rank account_id name owner sales cumulative grade potential wallet_share "
    "stance dso",
    "unplaced": "label cell text",
}
TABLES = {
    "findings": {"findings_summary", "findings"},
    "dashboard": {
        "funnel_levels", "funnel_owners", "forecast_months",
        "value_grades", "value_stances", "account_value",
    },
    "account_plan": {"opportunities", "contacts", "ledger", "actions", "unplaced"},
}  # fmt: skip
INPUTS = {
    "input_objective", "input_competitors", "input_risks", "input_services", "input_next_review",
}  # fmt: skip


def field_kinds(prefix: str, model: type[Row]) -> dict[str, str]:
    """Token to kind for every column of a sheet."""
    return {
        f"{prefix}.{field.name}": "date" if field.type.__name__ == "date" else field.column.unit
        for field in fields_of(model)
    }


def known_kinds() -> dict[str, str]:
    """Every token that may stand in a template, with its kind where a declaration states one."""
    kinds = {
        f"{table}.{name}": ""
        for table, names in WRITTEN_BY_REPORTS.items()
        for name in names.split()
    }
    for model in SHEETS:
        kinds |= field_kinds(model.SHEET.id, model)
    kinds |= field_kinds("account", sheet_model("accounts"))
    for method in METHODS:
        for result in method.LABEL.results:
            kinds[f"{method.LABEL.name}.{result.name}"] = result.kind
    return kinds


@dataclass(frozen=True)
class Body:
    """A table's body: its sheet, headers, and rows of cells."""

    sheet: str
    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def pattern(self) -> tuple[str, ...]:
        """Texts of the first body row."""
        return tuple(str(cell.value or "") for cell in self.rows[0])

    @property
    def typed(self) -> bool:
        """Whether people alone fill the table."""
        return not any(self.pattern)


def language_of(path: Path) -> Language:
    return next(language for language in LANGUAGES if path.stem.endswith(f"_{language}"))


def kind_of(path: Path) -> str:
    return path.stem.rpartition("_")[0]


def named(path: Path) -> str:
    return path.stem


def bodies_of(book: Workbook) -> list[Body]:
    bodies = []
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            rows = tuple(sheet[table.ref])
            headers = tuple(str(cell.value) for cell in rows[0])
            bodies.append(Body(sheet.title, table.displayName, headers, rows[1:]))
    return bodies


def cells_of(book: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell):
                    yield sheet, cell


def texts_of(book: Workbook) -> list[tuple[str, str, str]]:
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet, cell in cells_of(book)
        if isinstance(cell.value, str)
    ]


def local_names(book: Workbook) -> dict[str, str]:
    return {
        name: defined.attr_text
        for sheet in book.worksheets
        for name, defined in sheet.defined_names.items()
        if name.startswith("input_")
    }


def structure(path: Path) -> dict[str, Any]:
    """What the program relies on: tables with their patterns, single tokens, inputs, charts."""
    book = load_workbook(path)
    places = {cell for body in bodies_of(book) for row in body.rows for cell in row}
    single = sorted(
        token
        for _, cell in cells_of(book)
        if isinstance(cell.value, str) and cell not in places
        for token in TOKEN.findall(cell.value)
    )
    return {
        "sheets": len(book.sheetnames),
        "tables": {body.name: tokens_or_blank(body) for body in bodies_of(book)},
        "tokens": single,
        "inputs": sorted(local_names(book)),
        "charts": len(chart_references(path)),
    }


def tokens_or_blank(body: Body) -> tuple[str, ...]:
    return tuple(text if TOKEN.search(text) else "" for text in body.pattern)


def chart_references(path: Path) -> dict[str, list[str]]:
    with ZipFile(path) as package:
        return {
            name: re.findall(r"<c:f>([^<]+)</c:f>", package.read(name).decode())
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        }


def test_every_template_exists_in_both_languages() -> None:
    names = {path.relative_to(FOLDER).as_posix() for path in PATHS}

    for kind in ("starter", "findings", "dashboard", "planning/account_plan"):
        assert {f"{kind}_zh.xlsx", f"{kind}_en.xlsx"} <= names


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_braces_hold_well_formed_tokens_and_nothing_else(path: Path) -> None:
    texts = texts_of(load_workbook(path))

    broken = [entry for entry in texts if re.search(r"[{}]", TOKEN.sub("", entry[2]))]

    assert broken == []


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_every_token_is_known(path: Path) -> None:
    known = known_kinds()

    unknown = {
        token
        for _, _, text in texts_of(load_workbook(path))
        for token in TOKEN.findall(text)
        if token not in known
    }

    assert unknown == set()


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_a_template_has_the_tables_that_are_written_into_it(path: Path) -> None:
    assert {body.name for body in bodies_of(load_workbook(path))} == TABLES[kind_of(path)]


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_a_generated_table_has_one_pattern_row_that_speaks_of_its_own_rows(path: Path) -> None:
    methods = {method.LABEL.name for method in METHODS}

    for body in bodies_of(load_workbook(path)):
        if not body.typed:
            prefixes = {token.partition(".")[0] for token in TOKEN.findall(" ".join(body.pattern))}
            assert len(body.rows) == 1, body.name
            assert prefixes - methods == {body.name}, body.name


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_tables_stand_below_each_other_so_that_each_may_grow(path: Path) -> None:
    book = load_workbook(path)

    for sheet in book.worksheets:
        spans = sorted(range_boundaries(table.ref)[1::2] for table in sheet.tables.values())
        assert all(upper[1] < lower[0] for upper, lower in pairwise(spans))


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_charts_take_their_values_from_table_rows(path: Path) -> None:
    bodies = bodies_of(load_workbook(path))
    rows = {(body.sheet, row[0].row) for body in bodies for row in body.rows}
    references = [ref for refs in chart_references(path).values() for ref in refs]

    for reference in references:
        sheet, _, cells = reference.rpartition("!")
        _, first, _, last = range_boundaries(cells)
        assert {(sheet.strip("'"), row) for row in range(first, last + 1)} <= rows, reference
    assert bool(references) == (kind_of(path) != "findings")


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_values_are_shown_in_the_unit_they_are_declared_in(path: Path) -> None:
    kinds = known_kinds()
    money = {"zh": re.compile(r",$"), "en": re.compile(r"#,##0")}[language_of(path)]
    wanted = {"money": money, "percent": re.compile("%"), "date": re.compile("yyyy.?mm")}

    for sheet, cell in cells_of(load_workbook(path)):
        token = TOKEN.fullmatch(str(cell.value))
        pattern = wanted.get(kinds[token[1]]) if token else None
        if pattern:
            assert pattern.search(cell.number_format), (sheet.title, cell.coordinate, cell.value)


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_plan_is_protected_without_password_and_its_tokens_are_locked(path: Path) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    tokens = [cell for _, cell in cells_of(book) if TOKEN.search(str(cell.value))]

    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.formatColumns
    assert not sheet.protection.formatRows
    assert len(tokens) > 40
    assert [cell.coordinate for cell in tokens if not cell.protection.locked] == []


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_named_inputs_of_a_plan_are_blank_unlocked_cells(path: Path) -> None:
    book = load_workbook(path)
    names = local_names(book)

    assert set(names) == INPUTS
    for name, refers_to in names.items():
        sheet, _, place = refers_to.rpartition("!")
        cell = book[sheet.strip("'")][place.replace("$", "")]
        assert cell.value is None, name
        assert not cell.protection.locked, name


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_column_of_a_table_without_token_is_for_typing(path: Path) -> None:
    typed = {
        body.name: [
            header
            for header, *cells in zip(body.headers, *body.rows, strict=True)
            if all(cell.value is None and not cell.protection.locked for cell in cells)
        ]
        for body in bodies_of(load_workbook(path))
    }
    blank = {
        body.name: [
            header for header, text in zip(body.headers, body.pattern, strict=True) if not text
        ]
        for body in bodies_of(load_workbook(path))
    }

    assert typed == blank
    assert [len(typed[name]) for name in ("opportunities", "contacts", "actions")] == [1, 1, 4]


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_table_people_type_into_begins_with_the_key_its_rows_are_found_again_by(
    path: Path,
) -> None:
    bodies = {body.name: body for body in bodies_of(load_workbook(path))}

    for name in ("opportunities", "contacts"):
        key = sheet_model(name).SHEET.key[0]
        assert bodies[name].pattern[0] == "{{" + f"{name}.{key}" + "}}"


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_stray_notes_stand_last_and_say_label_cell_and_text_in_this_order(path: Path) -> None:
    bodies = sorted(bodies_of(load_workbook(path)), key=lambda body: body.rows[0][0].row)

    assert bodies[-1].name == "unplaced"
    assert bodies[-1].pattern == ("{{unplaced.label}}", "{{unplaced.cell}}", "{{unplaced.text}}")


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_hidden_notes_of_a_plan_name_its_version_tab_and_language(path: Path) -> None:
    sheet = load_workbook(path)["_template"]
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
def test_no_chinese_stands_in_an_english_template_and_every_chinese_header_is_chinese(
    path: Path,
) -> None:
    book = load_workbook(path)

    if language_of(path) == "en":
        names = [(name, "", name) for name in book.sheetnames]
        assert [text for text in names + texts_of(book) if HAN.search(text[2])] == []
    else:
        headers = [header for body in bodies_of(book) for header in body.headers]
        assert [header for header in headers if not HAN.search(header)] == []


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_sheets_print_on_a4_fitted_to_the_width_with_repeated_headings(path: Path) -> None:
    for sheet in load_workbook(path).worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9, sheet.title
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
            assert not sheet.page_setup.fitToHeight, sheet.title
            assert sheet.print_title_rows, sheet.title
            assert "&P" in str(sheet.oddFooter.right.text), sheet.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_has_one_empty_table_per_sheet_with_the_declared_headers(
    language: Language,
) -> None:
    book = load_workbook(FOLDER / f"starter_{language}.xlsx")
    bodies = {body.name: body for body in bodies_of(book)}
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]

    assert visible == [model.SHEET.title(language) for model in SHEETS]
    for model in SHEETS:
        body = bodies[model.SHEET.id]
        expected = [
            field.column.header(language) + "*" * field.required for field in fields_of(model)
        ]
        assert list(body.headers) == expected
        assert body.typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_offers_every_choice_in_a_drop_down(language: Language) -> None:
    book = load_workbook(FOLDER / f"starter_{language}.xlsx")

    for model in SHEETS:
        sheet = book[model.SHEET.title(language)]
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
    book = load_workbook(FOLDER / f"starter_{language}.xlsx")
    sheet = book[sheet_model("accounts").SHEET.title(language)]
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
    assert short == ["a", "b"]
    assert long == "='Lists'!$A$1:$A$30"
    assert book["Lists"].sheet_state == "hidden"
    assert [cell.value for cell in book["Lists"]["A"]] == texts


def test_the_first_design_still_has_the_structure_of_the_committed_workbooks(
    tmp_path: Path,
) -> None:
    built = build_all(tmp_path)

    assert {path.relative_to(tmp_path) for path in built} == {
        path.relative_to(FOLDER) for path in PATHS
    }
    for path in built:
        assert structure(path) == structure(FOLDER / path.relative_to(tmp_path)), path.name


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = build_all(tmp_path / "a"), build_all(tmp_path / "b")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
