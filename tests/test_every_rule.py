"""The contract of every rule in the roll-call: a page that passes, one that fails, two wordings."""

import re

import pytest

from tests.rules.example import judged, near_of, pages_read, unread_of
from tests.rules.examples_care import EXAMPLES as CARE
from tests.rules.examples_contact import EXAMPLES as CONTACT
from tests.rules.examples_deals import EXAMPLES as DEALS
from tests.rules.examples_first import EXAMPLES as FIRST
from tests.rules.examples_formats import EXAMPLES as FORMATS
from tests.rules.examples_people import EXAMPLES as PEOPLE
from tests.rules.examples_reading import EXAMPLES as READING
from tests.rules.examples_together import EXAMPLES as TOGETHER
from tests.sheet_text import AS_OF, sheets
from xlcrm.language import LANGUAGES
from xlcrm.rules import RULES, Case, Rule
from xlcrm.sheets import SHEETS, fields_of

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


EXAMPLES = CARE | READING | FIRST | FORMATS | DEALS | TOGETHER | PEOPLE | CONTACT


def test_every_rule_has_its_two_pages_and_no_page_is_left_over() -> None:
    assert set(EXAMPLES) == {rule.code for rule in RULES}


@every_rule
def test_a_rule_is_silent_on_the_page_that_passes(rule: Rule) -> None:
    example = EXAMPLES[rule.code]

    assert sheets(example.passes), "the page is not recognised, so nothing could be objected to"
    assert (
        judged(example.passes, rules=[rule], settings=example.settings, whole=example.whole) == []
    )


@every_rule
def test_a_rule_names_the_cells_of_the_page_that_fails_and_no_other_rule_does(rule: Rule) -> None:
    example = EXAMPLES[rule.code]
    expected = [f"{place} {rule.code}" for place in example.places]

    told = {"settings": example.settings, "states": example.states, "whole": example.whole}

    assert judged(example.fails, rules=[rule], **told) == expected
    assert judged(example.fails, **told) == expected


def test_codes_are_kebab_case_and_stand_once() -> None:
    codes = [rule.code for rule in RULES]

    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code)] == []


def test_codes_that_were_released_are_still_there() -> None:
    assert {rule.code for rule in RULES} >= {
        "broken-link",
        "column-missing",
        "dates-out-of-order",
        "duplicate-id",
        "not-in-list",
        "open-past-close",
        "out-of-range",
        "required-missing",
        "won-incomplete",
        "wrong-type",
    }


@every_rule
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    zh, en = rule.message

    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert re.fullmatch(r"[\x20-\x7e]+", en)


def test_no_two_rules_say_the_same_thing() -> None:
    for language in LANGUAGES:
        said = [rule.message[language] for rule in RULES]
        assert len(said) == len(set(said))


@every_rule
def test_every_objection_tells_what_to_do_in_both_languages(rule: Rule) -> None:
    example = EXAMPLES[rule.code]
    case = Case(
        pages_read(example.fails, example.states),
        AS_OF,
        example.settings,
        near_of(example.fails),
        tuple(unread_of(example.fails)) if example.whole else None,
    )

    marks = list(rule.check(case))

    assert marks
    for zh, en in (mark.hint for mark in marks):
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert re.search(r"[a-z]", en)
        assert zh != en


@every_rule
def test_a_rule_has_a_docstring_and_a_function_named_like_its_code(rule: Rule) -> None:
    name = getattr(rule.check, "__name__", "")

    assert name.replace("_", "-") == rule.code
    assert (rule.check.__doc__ or "").strip().endswith(".")


@every_rule
def test_a_rule_survives_a_workbook_without_sheets_or_rows(rule: Rule) -> None:
    headers_only = """
        == 客户档案
        客户编号 | 客户名称

        == 商机
        商机编号 | 客户编号 | 商机名称

        == 交易与应收
        客户编号 | 月份
    """

    every_header = "\n".join(
        f"== {model.SHEET.zh}\n" + " | ".join(field.column.zh for field in fields_of(model))
        for model in SHEETS
    )

    assert list(rule.check(Case({}, AS_OF))) == []
    assert list(rule.check(Case(sheets(every_header), AS_OF))) == []
    assert list(rule.check(Case(sheets(headers_only), AS_OF))) == []


@every_rule
def test_a_rule_leaves_the_sheets_as_they_were(rule: Rule) -> None:
    read = sheets(EXAMPLES[rule.code].fails)
    before = {name: sheet.frame.copy(deep=True) for name, sheet in read.items()}

    list(rule.check(Case(read, AS_OF)))

    assert all(read[name].frame.equals(frame) for name, frame in before.items())
