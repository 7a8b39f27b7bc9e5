"""Formulas of a template in a stamped tab."""

import pytest

from xlcrm.ooxml import Refused
from xlcrm.ooxml.clone.formulas import Anchor, Template, parse_formula
from xlcrm.ooxml.clone.rows import Block, RowMap

DEALS = Block("Deals", top=5, first=6, last=8, left=1, right=4)
ROWS = RowMap([DEALS], dropped={7, 8}, counts={"Deals": 5})
HOME = Template("My Plan", ("deals",))


def shown(text: str) -> str:
    """A rendered formula with the marks for new names made readable."""
    return text.replace("\x01", "<tab>!").replace("\x02", "~")


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A9", "A11"),
        ("$A$9+A$4", "$A$11+A$4"),
        ("SUM(B6:B8)", "SUM(B6:B10)"),
        ("SUM(B5:B9)", "SUM(B5:B11)"),
        ("SUM(9:10)", "SUM(11:12)"),
        ("SUM(B:C)", "SUM(B:C)"),
        ("'My Plan'!$B$6:$B$8", "<tab>!$B$6:$B$10"),
        ("'my plan'!A9", "<tab>!A11"),
        ("Lists!$A$9:$A$12", "Lists!$A$9:$A$12"),
        ("'Other one'!A9+A9", "'Other one'!A9+A11"),
        ('IF(A9="A9","A9:B9",A9)', 'IF(A11="A9","A9:B9",A11)'),
        ("LOG10(A9)", "LOG10(A11)"),
        ("A9#", "A11#"),
        ("OFFSET(A9,1,1):B12", "OFFSET(A11,1,1):B14"),
        ("Deals[Amount]", "~deals~[Amount]"),
        ("Deals[[#This Row],[A9]]+[@A9]", "~deals~[[#This Row],[A9]]+[@A9]"),
        ("ROWS(Deals)+Deals2", "ROWS(~deals~)+Deals2"),
        ("1E9+A9", "1E9+A11"),
        ("XFE9+R9C1+AA99999999", "XFE9+R9C1+AA99999999"),
        ("客户!A9&A9", "客户!A9&A11"),
        ("Name.A9+A9_x", "Name.A9+A9_x"),
    ],
)
def test_own_references_follow_the_rows_and_nothing_else_changes(formula: str, moved: str) -> None:
    assert shown(parse_formula(formula, HOME).render(ROWS)) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("B6*C6", "B8*C8"),
        ("B6*$C$2", "B8*$C$2"),
        ("B5+B6", "B7+B8"),  # the row before
        ("SUM(B$6:B6)", "SUM(B$6:B8)"),  # a running total
        ("B6/SUM($B$6:$B$8)", "B8/SUM($B$6:$B$10)"),
        ("B6/B$9", "B8/B$11"),
        ("Deals[[#This Row],[Amount]]", "~deals~[[#This Row],[Amount]]"),
    ],
)
def test_a_table_rows_formula_is_copied_down(formula: str, moved: str) -> None:
    third = Anchor(6, 8, DEALS)
    assert shown(parse_formula(formula, HOME).render(ROWS, anchor=third)) == moved


def test_a_single_body_cell_stands_for_the_column_where_ranges_are_meant() -> None:
    formula = parse_formula("'My Plan'!$B$6", HOME)
    assert shown(formula.render(ROWS, spread=True)) == "<tab>!$B$6:$B$10"
    assert shown(formula.render(ROWS)) == "<tab>!$B$6"


def test_other_sheets_are_reported() -> None:
    formula = parse_formula("Lists!A1+'Q1 ''26'!B2+'My Plan'!C3+A1", HOME)
    assert formula.sheets == {"Lists", "Q1 '26"}


@pytest.mark.parametrize("formula", ["[1]Sheet1!A1", "'[Book.xlsx]Sheet 1'!A1+B2"])
def test_references_to_other_workbooks_are_refused(formula: str) -> None:
    with pytest.raises(Refused) as error:
        parse_formula(formula, HOME)
    assert error.value.code == "external-reference"
