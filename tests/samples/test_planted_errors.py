"""The dozen planted errors are where the listing says, and nothing else is wrong.

The check below is written from the field lines alone, apart from the rule book, so that the two
can disagree.
"""

from datetime import datetime
from operator import ge, gt, le, lt

import pytest
from openpyxl.utils import get_column_letter

from xlcrm.sheets import fields_of, sheet_model

AS_OF = datetime(2026, 11, 30)
WORDS = {"zh": ("进行中", "赢单", "是", "否"), "en": ("Open", "Won", "Yes", "No")}
LIMITS = (("gt", gt), ("ge", ge), ("lt", lt), ("le", le))
CODES = [
    "duplicate-id",
    "required-missing",
    "out-of-range",
    "not-in-list",
    "broken-link",
    "not-in-list",
    "wrong-type",
    "open-past-close",
    "dates-out-of-order",
    "won-incomplete",
    "not-in-list",
    "out-of-range",
]


def wrong_cell(field, value, language):
    """The code of what is wrong with one cell by itself, or None."""
    if value is None:
        return "required-missing" if field.required else None
    if field.choices:
        accepted = {text for text, _ in field.choices.spellings()}
        return None if value in accepted else "not-in-list"
    fits = {
        str: isinstance(value, str),
        float: isinstance(value, int | float),
        int: isinstance(value, int),
        bool: value in WORDS[language][2:],
    }.get(field.type, isinstance(value, datetime))
    if not fits:
        return "wrong-type"
    for limit in field.limits:
        for name, holds in LIMITS:
            if hasattr(limit, name) and not holds(value, getattr(limit, name)):
                return "out-of-range"
    return None


def cell_errors(sample, sheet):
    for field in fields_of(sheet_model(sheet)):
        for record in sample.records(sheet):
            if field.name in record:
                code = wrong_cell(field, record[field.name], sample.language)
                if code:
                    yield record["row"], field.name, code


def key_and_link_errors(sample, sheet):
    keys, model = set(), sheet_model(sheet)
    for record in sample.records(sheet):
        key = tuple(record.get(name) for name in model.SHEET.key)
        if key in keys:
            yield record["row"], model.SHEET.key[0], "duplicate-id"
        keys.add(key)
    for field in fields_of(model):
        if field.column.link:
            target = sheet_model(field.column.link).SHEET.key[0]
            known = {record[target] for record in sample.records(field.column.link)}
            for record in sample.records(sheet):
                value = record.get(field.name)
                if value not in known and (field.required or value is not None):
                    yield record["row"], field.name, "broken-link"


def contact_errors(sample, sheet):
    works_for = {row["contact_id"]: row["account_id"] for row in sample.records("contacts")}
    for record in sample.records(sheet):
        if record["contact_id"] and works_for[record["contact_id"]] != record["account_id"]:
            yield record["row"], "contact_id", "contact-of-another-account"


def deal_errors(sample):
    still_open, won = WORDS[sample.language][:2]
    for deal in sample.records("opportunities"):
        days = [deal["created"], deal["stage_entered"], deal["close_date"]]
        if days[1] < days[0]:
            yield deal["row"], "stage_entered", "dates-out-of-order"
        elif days[2] and days[2] < max(days[:2]):
            yield deal["row"], "close_date", "dates-out-of-order"
        if deal["status"] == still_open and days[2] < AS_OF:
            yield deal["row"], "close_date", "open-past-close"
        if deal["status"] == won and not (days[2] and deal["amount"]):
            yield deal["row"], "close_date", "won-incomplete"


def test_nothing_but_the_planted_dozen_is_wrong(sample, sheet_ids):
    found = set()
    for sheet in sheet_ids:
        errors = [*cell_errors(sample, sheet), *key_and_link_errors(sample, sheet)]
        errors += deal_errors(sample) if sheet == "opportunities" else []
        errors += contact_errors(sample, sheet) if sheet in {"activities", "surveys"} else []
        title = sheet_model(sheet).SHEET.title(sample.language)
        columns = sample.columns(sheet)
        for row, name, code in errors:
            found.add((title, f"{get_column_letter(columns[name][0])}{row}", code))

    assert found == {(each["sheet"], each["cell"], each["code"]) for each in sample.planted}


def test_the_dozen_is_listed_in_order_each_in_a_row_of_its_own(sample):
    planted = sample.planted

    assert [each["code"] for each in planted] == CODES
    assert len({(each["sheet"], each["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
                for each in planted}) == 12  # fmt: skip
    assert all(each["what"] for each in planted)


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (2, None, None),
        (3, -60, -600_000),
        (4, "合作暂缓", "Paused"),
        (5, "AC-087", "AC-087"),
        (6, "拍板人", "The boss"),
        (7, "二十万左右", "two hundred k"),
        (8, datetime(2026, 11, 13), datetime(2026, 11, 13)),
        (10, None, None),
        (11, "看情况", "depends"),
    ],
)
def test_a_planted_cell_holds_what_was_typed(both, number, zh, en):
    held = []
    for sample in both:
        place = sample.planted[number - 1]
        held.append(sample.workbook[place["sheet"]][place["cell"]].value)

    assert held == [zh, en]


def test_the_readme_lists_every_planted_cell(both):
    text = (both[0].path.parent / "README.md").read_text("utf-8")

    for sample in both:
        for each in sample.planted:
            assert f"| {each['sheet']} | {each['cell']} | `{each['code']}` |" in text
