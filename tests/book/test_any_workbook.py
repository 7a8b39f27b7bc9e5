"""All we do to workbooks, done to one of each feature: the rest stays, and undo is exact."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.only_changed import changed_parts
from tests.ooxml.test_feature_corpus import FEATURES
from tests.ooxml.workbooks import built
from xlcrm.book import FileBook, OwnedColumn
from xlcrm.book.backup import undo
from xlcrm.language import Text
from xlcrm.report.findings_tab import findings_tab
from xlcrm.rules import Finding, Severity

REGISTERS = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
}


def worked_on(path):
    """Findings tab, marks and an owned column; whether the file was written."""
    finding = Finding(
        code="amount-missing",
        severity=Severity.ERROR,
        workbook=path.name,
        sheet="Data",
        cell="B2",
        row_key="A1",
        header="金额",
        value="=1+1",
        message=Text("缺少金额", "no amount"),
    )
    book = FileBook(path)
    book.put_tab(
        findings_tab([finding], workbook=path.name, as_of=date(2026, 11, 30), language="zh")
    )
    book.mark({"Data": {"error": ["B2", "C3"], "warning": ["A1"]}})
    column = OwnedColumn(owner="pareto.class", header="贡献等级", values={2: "A"})
    book.write_columns("Data", header_row=1, last_row=4, columns=[column])
    return book.save()


@pytest.mark.parametrize("feature", FEATURES)
def test_a_workbook_with_any_feature_is_worked_on_and_given_back(feature, tmp_path):
    before = built(FEATURES[feature])
    path = tmp_path / "客户.xlsx"
    path.write_bytes(before)

    assert worked_on(path)
    assert not worked_on(path)

    theirs = changed_parts(before, path) & set(ZipFile(BytesIO(before)).namelist())
    assert {name for name in theirs if "/tables/" not in name} <= {
        *REGISTERS,
        "xl/worksheets/sheet1.xml",
    }
    assert "校验结果" in openpyxl.load_workbook(path).sheetnames
    values = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Data").to_python()
    assert any("贡献等级" in row for row in values)
    undo(path)
    assert path.read_bytes() == before
