"""A real LibreOffice Calc for every test of open workbooks; without one they are skipped."""

import os
import shutil
from contextlib import contextmanager
from datetime import date

import pytest

from tests.conftest import ALL_NEEDED
from tests.live.libreoffice import calc
from tests.live.libreoffice.office import load_uno
from tests.small_crm import write_small_crm
from xlcrm import Options

OPTIONS = Options(as_of=date(2026, 11, 30))


@pytest.fixture(scope="session")
def calc_program(soffice):
    """The program, where Python can also speak with it."""
    try:
        load_uno()
    except ImportError as error:
        reason = f"Python cannot load LibreOffice's uno module ({error})"
        if os.environ.get(ALL_NEEDED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return soffice


@pytest.fixture(scope="module")
def app(calc_program):
    """A running Calc, as an xlwings App."""
    with calc(calc_program) as running:
        yield running


@contextmanager
def opened(app, path):
    """A workbook open in Calc, closed without saving in the end."""
    book = app.books.open(str(path))
    try:
        yield book
    finally:
        book.close()


@pytest.fixture
def small(app, tmp_path):
    """The small CRM workbook, open in Calc."""
    with opened(app, write_small_crm(tmp_path / "客户.xlsx")) as book:
        yield book


@pytest.fixture(scope="module")
def sample_zh(tmp_path_factory):
    """A copy of the Chinese sample."""
    from tests.conftest import SAMPLES

    return shutil.copy(SAMPLES / "crm_zh.xlsx", tmp_path_factory.mktemp("sample"))
