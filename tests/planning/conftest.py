import pytest

import xlcrm
from tests.planning.planned_book import ACCOUNT, OPTIONS
from tests.small_crm import write_small_crm


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A small workbook with a tab for one account; copied afresh by each test."""
    path = write_small_crm(tmp_path_factory.mktemp("planned") / "客户.xlsx")
    xlcrm.plan(path, OPTIONS, accounts=[ACCOUNT])
    return path


@pytest.fixture
def book(planned, tmp_path):
    path = tmp_path / planned.name
    path.write_bytes(planned.read_bytes())
    return path
