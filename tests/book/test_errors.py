"""Every problem of a file is told in both languages, with what to do about it."""

import ast
from pathlib import Path

import openpyxl
import pytest

import xlcrm.ooxml
from xlcrm.book import BookError, FileBook
from xlcrm.book.errors import REMEDIES, book_error
from xlcrm.book.template import Template
from xlcrm.ooxml import OoxmlError

ERRORS = {"OoxmlError", "NotAWorkbook", "TooLarge", "Refused", "_refused"}


def codes():
    """Every code that the file layer's source raises an error with."""
    folder = Path(xlcrm.ooxml.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ERRORS and isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value


def test_the_codes_are_found():
    assert {"merged-cell", "rich-value", "truncated", "too-large", "bad-address"} <= set(codes())


@pytest.mark.parametrize("code", sorted({*codes(), "unreadable", "no-free-column"}))
def test_every_code_tells_what_happened_and_what_to_do(code):
    error = book_error(OoxmlError(code, "why", sheet="客户", cell="C7"), Path("客户.xlsx"))
    for language in ("zh", "en"):
        line = error.text(language)
        assert line.startswith("客户.xlsx: 客户!C7")
        happened, _, remedy = line.partition(";")
        assert happened, line
        assert remedy.strip(), line
    assert any("\u4e00" <= sign <= "\u9fff" for sign in REMEDIES[code].zh)
    assert REMEDIES[code].en.isascii()


def test_no_remedy_is_left_for_a_code_that_nobody_raises():
    assert set(REMEDIES) == {*codes(), "unreadable", "no-free-column"}


def test_what_the_reader_of_values_refuses_is_told_with_a_remedy(tmp_path):
    path = tmp_path / "坏.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    workbook.save(path)
    package = xlcrm.ooxml.Workbook.open(path)
    part = package["Sheet"].part
    sheet = package.package.read(part)
    package.package.replace(part, sheet.replace(b'<dimension ref="A1:A1"', b'<dimension ref="A"'))
    path.write_bytes(package.to_bytes())

    with pytest.raises(BookError) as error:
        FileBook(path).read("Sheet")

    assert error.value.code == "unreadable"
    assert "另存为 .xlsx" in error.value.text("zh")


def test_a_template_that_cannot_be_copied_is_told_by_name(tmp_path):
    path = tmp_path / "模板.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=[1]Sheet1!A1"
    workbook.save(path)

    with pytest.raises(BookError) as error:
        Template(path)

    assert error.value.code == "external-reference"
    assert "模板.xlsx" in error.value.text("en")
    assert "[1]Sheet1" in error.value.text("en")
