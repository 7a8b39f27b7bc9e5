"""Every planning template: protected, its inputs free, its lists closed, nothing private in it."""

import re
from pathlib import Path

import pytest

from tests.template_books import (
    HAN,
    PLANS,
    TOKEN,
    bodies_of,
    cells_of,
    inputs_of,
    kind_of,
    language_of,
    named,
    read,
    tokens_of,
)
from xlcrm.book.template import Template
from xlcrm.methods import METHODS
from xlcrm.planning.check import faults
from xlcrm.sheets import SHEETS, sheet_model

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SUBJECTS = {"opportunity_plan": "opportunity", "negotiation_plan": "opportunity",
            "call_sheet": "team", "manager_month": "team"}  # fmt: skip
KEYS = {"call_list": "account_id", "white_space": "product", "visit_results": "owner",
        "needs": "need", "decision_factors": "factor", "care": "action",
        "negotiations": "item"}  # fmt: skip
"""First columns of tables that people type into, where it is not the key of a sheet."""


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_plan_is_protected_without_password_and_its_tokens_are_locked(path: Path) -> None:
    protection = read(path).worksheets[0].protection
    tab = [cell for cell in cells_of(path) if cell.parent.title != "_template"]
    places = [cell for cell in tab if TOKEN.search(str(cell.value))]

    assert protection.sheet
    assert not (protection.password or protection.formatColumns or protection.formatRows)
    assert len(places) > 10
    assert [cell.coordinate for cell in places if not cell.protection.locked] == []


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_named_inputs_of_a_plan_are_blank_unlocked_cells(path: Path) -> None:
    assert inputs_of(path)
    for name, refers_to in inputs_of(path).items():
        sheet, _, place = refers_to.rpartition("!")
        cell = read(path)[sheet.strip("'")][place.replace("$", "")]
        assert cell.value is None, name
        assert not cell.protection.locked, name


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_column_of_a_table_without_token_is_for_typing(path: Path) -> None:
    for name, body in bodies_of(path).items():
        columns = list(zip(*body.rows, strict=True))
        free = [all(not cell.protection.locked for cell in column) for column in columns]
        assert free == [not any(cell.value for cell in column) for column in columns], name
        if not body.typed:
            assert sum(free) <= 4, name


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_table_people_type_into_begins_with_the_key_of_its_rows(path: Path) -> None:
    for name, body in bodies_of(path).items():
        if not body.typed and "" in body.pattern:
            source = name.partition("__")[0]
            key = KEYS[source] if source in KEYS else sheet_model(source).SHEET.key[0]
            assert body.pattern[0] == "{{" + f"{source}.{key}" + "}}", name


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
    assert notes["language"] == language_of(path)
    subject = SUBJECTS.get(kind_of(path), "account")
    assert notes["subject"] == subject
    assert ("{{" in notes["tab_name"]) == (subject != "team")


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_closed_list_is_offered_in_a_drop_down_in_the_language_of_the_template(
    path: Path,
) -> None:
    sheet = read(path).worksheets[0]
    rules = [r for r in sheet.data_validations.dataValidation if r.type == "list"]

    for rule in rules:
        assert bool(HAN.search(rule.formula1)) == (language_of(path) == "zh"), rule.sqref


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_the_check_finds_nothing_in_a_template_of_ours(path: Path) -> None:
    assert faults(Template(path)) == []


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_nothing_private_stands_in_a_plan(path: Path) -> None:
    private = {model.SHEET.id for model in SHEETS if model.SHEET.private}
    private |= {m.LABEL.name for m in METHODS if m.LABEL.sheet in private}
    coach = {"contacts.is_coach", "contacts.coach_source", "contacts.coach_confidential"}

    assert not {token.partition(".")[0] for token in tokens_of(path)} & private
    assert not set(tokens_of(path)) & coach
