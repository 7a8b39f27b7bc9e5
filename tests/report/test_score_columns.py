"""The columns that score writes beside people's data: the verdict first, and not too many."""

from datetime import date

import pytest
from python_calamine import CalamineWorkbook

import xlcrm
from tests.small_crm import SHEETS, write_small_crm

MOST = {"客户档案": 19, "商机": 15}
"""Columns of ours beside one sheet, at most; the rest is for planning tabs and dashboards. With the
accounts stand seven on the relation: loyalty, satisfaction, firmness, switching cost, next care;
with the deals four on who decides: map and coverage, each with its reason."""


@pytest.fixture(scope="module")
def headers(tmp_path_factory):
    """Sheet to the headers that were added to it."""
    path = write_small_crm(tmp_path_factory.mktemp("score") / "客户.xlsx")
    xlcrm.score(path, xlcrm.Options(as_of=date(2026, 11, 30)))
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [h for h in book.get_sheet_by_name(name).to_python()[0] if h not in rows[0]]
        for name, rows in SHEETS.items()
    }


def test_an_account_shows_its_value_before_everything_else(headers):
    assert headers["客户档案"][:3] == ["客户价值分", "价值等级", "价值说明"]


def test_a_deal_shows_its_score_before_everything_else(headers):
    assert headers["商机"][:2] == ["商机得分", "得分说明"]


@pytest.mark.parametrize("sheet", ["客户档案", "商机"])
def test_a_sheet_is_given_few_columns_and_no_more(headers, sheet):
    assert 5 <= len(headers[sheet]) <= MOST[sheet]


def test_a_method_that_knows_nothing_of_any_row_makes_no_columns(headers):
    asked_nobody = ["满意等级(0-3)", "忠诚级(0-3)", "转换成本(1-5)", "下次关怀"]

    assert [header for header in asked_nobody if header in headers["客户档案"]] == []


def test_a_contact_shows_coverage_with_its_reason(headers):
    assert headers["联系人"] == ["角色覆盖率", "覆盖说明"]


def test_a_sheet_no_method_speaks_of_stays_as_it_was(headers):
    assert headers["交易与应收"] == []
