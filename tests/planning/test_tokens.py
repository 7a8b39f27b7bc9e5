"""Tokens reach other sheets through their links."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.planning.tokens import Facts

ACCOUNTS = pd.DataFrame({"account_id": ["A1", "A2"], "name": ["海川", "江南"]}, index=[2, 3])
DEALS = pd.DataFrame({"opportunity_id": ["P1", "P2"], "account_id": ["A1", "A2"]}, index=[2, 3])
PEOPLE = pd.DataFrame(
    {"contact_id": ["C1", "C2"], "account_id": ["A1", "A1"], "name": ["陈总", "林工"]}, index=[2, 3]
)
COMPLAINTS = pd.DataFrame(
    {"complaint_id": ["T1", "T2"], "account_id": ["A1", "A1"], "contact_id": ["C2", None]},
    index=[2, 3],
)
ASSESSMENTS = pd.DataFrame(
    {
        "opportunity_id": ["P1", "P1", "P1"],
        "party": [None, None, "对手"],
        "assessed": pd.to_datetime(["2026-01-01", "2026-05-01", "2026-09-01"]),
        "evidence01": ["旧", "新", "对手的"],
    },
    index=[2, 3, 4],
)


@pytest.fixture
def facts():
    frames = {
        "accounts": ACCOUNTS,
        "opportunities": DEALS,
        "contacts": PEOPLE,
        "complaints": COMPLAINTS,
        "assessments": ASSESSMENTS,
    }
    return Facts(frames=frames, results={}, language="zh")


def value(facts, token, **rows):
    return facts.values([token], rows)[token]


def test_a_row_names_the_record_it_points_at(facts):
    assert value(facts, "contacts.name", accounts=2, complaints=2) == "林工"
    assert value(facts, "accounts.name", opportunities=3) == "江南"


def test_a_row_that_points_at_nobody_does_not_borrow_somebody(facts):
    assert value(facts, "contacts.name", accounts=2, complaints=3) is None


def test_of_several_assessments_the_newest_of_ours_speaks(facts):
    assert value(facts, "assessments.evidence01", accounts=2, opportunities=2) == "新"
    assert value(facts, "assessments.evidence01", accounts=3, opportunities=3) is None


def test_a_sheet_the_workbook_does_not_have_says_nothing(facts):
    assert value(facts, "switching.method_club", accounts=2) is None


def test_a_word_nobody_knows_is_left_out(facts):
    assert facts.values(["contacts.shoe_size", date.__name__], {"accounts": 2}) == {}
