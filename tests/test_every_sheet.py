"""The contract of every sheet in the roll-call: said once, in two languages, without collisions."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import annotated_types
import pytest
from python_calamine import CalamineWorkbook

import workbook_templates
import xlcrm.sheets
from xlcrm.language import LANGUAGES
from xlcrm.sheets import SHEETS, Choice, Field, Row, fields_of, sheet_model
from xlcrm.sheets.coerce import fold
from xlcrm.sheets.frame import read_frame, recognise
from xlcrm.sheets.header_text import read_header
from xlcrm.sheets.headers import NO_OWN_NAMES
from xlcrm.sheets.near import near_headers

SCAFFOLD = {
    *(
        "__init__",
        "body",
        "by_name",
        "coerce",
        "column",
        "composed_headers",
        "header_text",
        "currencies",
        "currency_names",
        "frame",
        "grid",
        "headers",
        "near",
        "phone",
        "reading",
        "remarks",
        "shown",
        "text",
    ),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[\x20-\x7e]+")
SYMBOLS = re.compile(r"[+\-?]")
LIMITS = (annotated_types.Gt, annotated_types.Ge, annotated_types.Lt, annotated_types.Le)

FIELDS = [(model, field) for model in SHEETS for field in fields_of(model)]
CHOICES = list(dict.fromkeys(field.choices for _, field in FIELDS if field.choices))

every_sheet = pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.SHEET.id)
every_field = pytest.mark.parametrize(
    ("model", "field"), FIELDS, ids=[f"{model.SHEET.id}.{field.name}" for model, field in FIELDS]
)
every_choice = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.__name__)


def spelled(field: Field) -> list[str]:
    """Comparable forms of every header that names the field."""
    column = field.column
    texts = (column.zh, column.en, *column.also)
    return list(dict.fromkeys(read_header(text).name for text in texts))


def twice(names: list[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def test_the_roll_call_lists_every_module_of_the_folder() -> None:
    folder = Path(xlcrm.sheets.__path__[0])
    modules = {path.stem for path in folder.glob("*.py")} - SCAFFOLD

    assert {model.__module__.rpartition(".")[2] for model in SHEETS} == modules


def test_ids_and_names_of_sheets_are_unique() -> None:
    labels = [model.SHEET for model in SHEETS]
    names = [fold(name) for label in labels for name in (label.zh, label.en, *label.also)]

    assert twice([label.id for label in labels]) == []
    assert twice(names) == []


def test_a_sheet_is_found_by_its_id() -> None:
    assert [sheet_model(model.SHEET.id) for model in SHEETS] == list(SHEETS)


@every_sheet
def test_a_sheet_is_named_in_both_languages_within_excel_s_31_characters(model: type[Row]) -> None:
    label = model.SHEET

    assert CHINESE.search(label.title("zh"))
    assert LATIN.fullmatch(label.title("en"))
    assert all(len(label.title(language)) <= 31 for language in LANGUAGES)


@every_sheet
def test_a_sheet_s_docstring_names_it_in_both_languages(model: type[Row]) -> None:
    module = __import__(model.__module__, fromlist=["__doc__"])
    first_line = (module.__doc__ or "").splitlines()[0]

    assert first_line.startswith(f"{model.SHEET.zh} · {model.SHEET.en}")
    assert (model.__doc__ or "").strip().endswith(".")


@every_sheet
def test_no_header_names_two_columns_of_one_sheet(model: type[Row]) -> None:
    assert twice([name for field in fields_of(model) for name in spelled(field)]) == []


@every_sheet
def test_the_key_consists_of_columns_and_its_first_is_required(model: type[Row]) -> None:
    fields = {field.name: field for field in fields_of(model)}

    assert set(model.SHEET.key) <= set(fields)
    assert fields[model.SHEET.key[0]].required


@every_field
def test_a_column_has_a_header_in_both_languages(model: type[Row], field: Field) -> None:
    assert CHINESE.search(field.column.header("zh"))
    assert LATIN.fullmatch(field.column.header("en"))
    assert all(spelled(field))


@every_field
def test_a_column_is_described_in_a_sentence(model: type[Row], field: Field) -> None:
    assert re.fullmatch(r"\S.*[.?×]", field.description, flags=re.DOTALL)


@every_field
def test_a_column_has_a_type_that_cells_can_be_turned_into(model: type[Row], field: Field) -> None:
    assert field.type in (str, float, int, bool, date) or field.choices


@every_field
def test_limits_stand_on_numbers_and_are_bounds(model: type[Row], field: Field) -> None:
    assert not field.limits or field.type in (float, int)
    assert [limit for limit in field.limits if not isinstance(limit, LIMITS)] == []


@every_field
def test_units_stand_on_numbers_and_ratios_stay_between_0_and_1(
    model: type[Row], field: Field
) -> None:
    assert field.column.unit == "text" or field.type in (float, int)
    if field.column.unit == "percent":
        assert {annotated_types.Ge(0), annotated_types.Le(1)} <= set(field.limits)


@every_field
def test_a_link_points_at_a_sheet_whose_key_it_is_named_after(
    model: type[Row], field: Field
) -> None:
    if field.column.link is not None:
        target = sheet_model(field.column.link)
        assert field.name == target.SHEET.key[0]
        assert field.type is str


@every_choice
def test_a_choice_is_worded_in_both_languages(choice: type[Choice]) -> None:
    for entry in choice:
        assert CHINESE.search(entry.zh) or SYMBOLS.fullmatch(entry.zh)
        assert LATIN.fullmatch(entry.en)
        assert entry.text("zh") == entry.zh
        assert entry.text("en") == entry.en


@every_choice
def test_no_spelling_means_two_entries_of_one_list(choice: type[Choice]) -> None:
    meant: dict[str, set[Any]] = {}
    for text, entry in choice.spellings():
        meant.setdefault(fold(text), set()).add(entry)

    assert [text for text, entries in meant.items() if len(entries) > 1] == []


@every_choice
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_fits_into_the_255_characters_of_an_excel_drop_down(
    choice: type[Choice], language: Any
) -> None:
    texts = [entry.text(language) for entry in choice]

    assert len(",".join(texts)) <= 255
    assert [text for text in texts if "," in text] == []


@every_sheet
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dress", ["{}", "*{}", "{} *", "{}\n", " {} "])
def test_the_headers_we_write_are_read_back_in_order(
    model: type[Row], language: Any, dress: str
) -> None:
    fields = fields_of(model)
    grid = [[dress.format(field.column.header(language)) for field in fields]]

    (header,) = recognise({"Sheet1": grid}, [model]).values()

    assert header.columns == {field.name: at for at, field in enumerate(fields, start=1)}
    assert header.missing == ()


@every_sheet
def test_every_variant_of_every_header_is_read(model: type[Row]) -> None:
    for field in fields_of(model):
        for text in (field.column.zh, field.column.en, *field.column.also):
            grid = [[text, *(other.column.zh for other in fields_of(model) if other is not field)]]
            (header,) = recognise({model.SHEET.zh: grid}, [model]).values()
            assert header.columns[field.name] == 1, text


@every_sheet
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_with_headers_alone_reads_as_an_empty_frame(
    model: type[Row], language: Any
) -> None:
    grid = [[field.column.header(language) for field in fields_of(model)]]
    (header,) = recognise({model.SHEET.title(language): grid}, SHEETS).values()

    read = read_frame(model.SHEET.title(language), grid, header)

    assert read.id == model.SHEET.id
    assert read.language == language
    assert read.frame.empty
    assert read.faults == ()


@every_field
def test_a_form_stands_on_text_and_a_whole_number_has_both_bounds(
    model: type[Row], field: Field
) -> None:
    assert not field.column.form or field.type is str
    if field.type is int:
        kinds = {type(limit) for limit in field.limits}
        assert kinds & {annotated_types.Ge, annotated_types.Gt}
        assert kinds & {annotated_types.Le, annotated_types.Lt}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_of_the_starter_is_recognised_as_itself(language: Any) -> None:
    path = Path(workbook_templates.__path__[0]) / f"starter_{language}.xlsx"
    book = CalamineWorkbook.from_path(path)
    grids = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    found = {name: header.model for name, header in recognise(grids, SHEETS).items()}

    typed = [model for model in SHEETS if not model.SHEET.ours]
    assert found == {model.SHEET.title(language): model for model in typed}


@every_sheet
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_under_another_name_is_recognised_as_itself_by_all_its_headers(
    model: type[Row], language: Any
) -> None:
    grid = [[field.column.header(language) for field in fields_of(model)]]

    (header,) = recognise({"Sheet1": grid}, SHEETS).values()

    assert header.model is model
    assert near_headers(grid[0], header, NO_OWN_NAMES) == ()


def test_no_two_sheets_require_the_same_headers() -> None:
    required = [
        frozenset(name for field in fields_of(model) if field.required for name in spelled(field))
        for model in SHEETS
    ]

    assert len(set(required)) == len(SHEETS)


def test_only_accounts_and_opportunities_are_needed() -> None:
    assert [model.SHEET.id for model in SHEETS if model.SHEET.required] == [
        "accounts",
        "opportunities",
    ]


def test_what_is_personal_stands_on_its_own_sheet_alone() -> None:
    private = {"birthday", "hobbies", "family", "personal_concern", "likes_and_taboos"}
    holders = {model.SHEET.id for model in SHEETS if private & set(model.model_fields)}

    assert holders == {"contact_private"}
