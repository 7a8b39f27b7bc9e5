"""Who is probably who: what makes a likeness surer, and the reason given."""

import pytest

from tests.sheet_text import findings

TWO = """
    == Accounts
    Account ID | Account name          | City  | Owner
    A001       | Harrowgate Instrument | {} | {}
    A002       | Harrogate Instrumnt   | Leeds | Ann
"""


@pytest.mark.parametrize(
    ("city", "owner", "reason"),
    [
        ("Leeds", "Bob", "(names 95% alike, same city)"),
        ("York", "Ann", "(names 95% alike, same owner)"),
        ("Leeds", "Ann", "(names 95% alike, same city, same owner)"),
    ],
)
def test_city_and_owner_are_named_where_they_make_a_likeness_surer(city, owner, reason) -> None:
    (found,) = findings(TWO.format(city, owner))

    assert found.cell == "B3"
    assert reason in found.hint.en


def test_less_alike_names_are_a_pair_only_where_city_or_owner_agree() -> None:
    page = """
        == Accounts
        Account ID | Account name  | City  | Owner
        A001       | Brightwater   | {}    | Bob
        A002       | Brightwaiters | Leeds | Ann
    """

    assert findings(page.format("York ")) == []
    assert [f.code for f in findings(page.format("Leeds"))] == ["account-likely-twice"]


def test_the_same_city_and_owner_prove_nothing_of_names_that_differ() -> None:
    page = """
        == Accounts
        Account ID | Account name | City  | Owner
        A001       | Brightwater  | Leeds | Ann
        A002       | Harrowgate   | Leeds | Ann
    """

    assert findings(page) == []


def test_people_are_told_by_whom_and_why_each_pair_once() -> None:
    turned, same = findings(
        """
        == Contacts
        Contact ID | Account ID | Name     | Mobile
        C1         | A001       | Yang Nan | "13800138000"
        C2         | A001       | Nan Yang | "13800138000"
        C3         | A001       | yang nan |
        """
    )

    assert turned.hint.en == (
        "Probably the same as row 2, “Yang Nan” (names turned round, same mobile): check and merge"
    )
    assert same.hint.zh == "与第 2 行“Yang Nan”可能是同一人(同名),请核对后合并"


def test_names_that_differ_in_their_numbers_are_different_customers() -> None:
    found = findings(
        """
        == Accounts
        Account ID | Account name               | Phone
        A001       | Harrowgate Instrument 0001 |
        A002       | Harrowgate Instrument 0002 |
        A003       | Harrogate Instrumnt 0002   |
        A004       | Brightwater Plant 1        | 010-62551234
        A005       | Brightwater Plant 2        | 010-62551234
        """
    )

    assert [(each.cell, each.code) for each in found] == [
        ("B4", "account-likely-twice"),
        ("B6", "account-likely-twice"),
    ]
    assert "row 3" in found[0].hint.en
    assert "same phone" in found[1].hint.en
