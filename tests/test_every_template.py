"""Every template that staff may restyle: its tokens, tables, inputs, charts and print set-up hold.

The workbooks are read with openpyxl and as plain zip files, never with the program's own reader.
A template may look as it likes; what the program relies on is checked here.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.template_books import (
    CHINESE,
    FILLED,
    FOLDER,
    HAN,
    PATHS,
    PLANS,
    TABLES,
    TOKEN,
    bodies_of,
    cells_of,
    chart_references,
    kind_of,
    known_kinds,
    language_of,
    named,
    read,
    structure,
    texts_of,
    tokens_of,
)
from workbook_templates.build import build_all
from workbook_templates.look import Draft
from workbook_templates.starter import Lists
from xlcrm.language import LANGUAGES, Language, Text
from xlcrm.methods import METHODS
from xlcrm.sheets import SHEETS, fields_of, sheet_model

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def test_every_template_exists_in_both_languages() -> None:
    names = {path.relative_to(FOLDER).as_posix() for path in PATHS}

    plans = [f"planning/{kind}" for kind, tables in TABLES.items() if "unplaced" in tables]
    kinds = ("starter", "findings", "dashboard", "snapshot", "contents", *plans)
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
            linked = {model.SHEET.id for model in SHEETS} if path in PLANS else set()
            source = name.partition("__")[0]
            assert source in prefixes
            assert prefixes - methods - linked <= {source}


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_tables_stand_below_each_other_so_that_each_may_grow(path: Path) -> None:
    for sheet in read(path).worksheets:
        spans = sorted(range_boundaries(table.ref)[1::2] for table in sheet.tables.values())
        assert all(upper[1] < lower[0] for upper, lower in pairwise(spans))


@pytest.mark.parametrize("path", FILLED, ids=named)
def test_charts_take_their_values_from_rows_that_are_filled(path: Path) -> None:
    rows = {(body.sheet, row[0].row) for body in bodies_of(path).values() for row in body.rows}
    references = [ref for refs in chart_references(path).values() for ref in refs]
    rows |= {(place.rpartition("!")[0], int(re.sub(r".*?(\d+)$", r"\1", place)))
             for place, text in texts_of(path).items() if TOKEN.search(text)}  # fmt: skip

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
