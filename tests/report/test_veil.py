"""What stands on the private sheet is quoted nowhere else, unless the run says so."""

from datetime import date

import openpyxl
import pytest

import xlcrm
from tests.small_crm import write_small_crm
from xlcrm.book import FileBook

PRIVATE = [["联系人编号", "生日", "身高"], ["C1", "1985年3月2日", ""], ["C2", "属龙的那年秋天", ""]]
OPTIONS = xlcrm.Options(as_of=date(2026, 11, 30))


@pytest.fixture
def book(tmp_path):
    path = write_small_crm(tmp_path / "客户.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("联系人私密")
    for row in PRIVATE:
        sheet.append(row)
    workbook.save(path)
    return path


def everything_on(path, sheet):
    return " ".join(str(value) for row in FileBook(path).read(sheet) for value in row)


def test_a_birthday_is_told_by_its_cell_and_not_quoted(book):
    outcome = xlcrm.validate(book, OPTIONS)

    found = {each.cell: each for each in outcome.findings if each.sheet == "联系人私密"}
    assert found["B3"].value == "•••"
    assert "属龙" not in repr(found)
    assert "1985" not in repr(found)
    assert "属龙" not in everything_on(book, "校验结果")


def test_a_birthday_put_right_is_not_quoted_either(book):
    outcome = xlcrm.validate(book, OPTIONS, fix=True)

    (fix,) = [each for each in outcome.fixes if each.sheet == "联系人私密"]
    assert (fix.cell, fix.before, fix.after) == ("B2", "•••", "•••")
    assert "1985" not in everything_on(book, "校验结果")


def test_a_run_that_says_so_quotes_it(book):
    options = xlcrm.Options(as_of=date(2026, 11, 30), private=True)

    found = {each.cell: each for each in xlcrm.validate(book, options).findings}

    assert found["B3"].value == "属龙的那年秋天"
