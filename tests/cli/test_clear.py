"""Findings sheet and marks go without a trace: the workbook is what it was, byte for byte."""

import re
import shutil
import subprocess
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from tests.only_changed import changed_parts
from tests.ooxml.test_feature_corpus import FEATURES
from tests.ooxml.workbooks import unzipped, zipped
from tests.samples.conftest import SAMPLES
from tests.small_crm import SHEETS, write_small_crm
from xlcrm.api import clear, score, validate


def crm_with(feature):
    """The small CRM by XlsxWriter, with a feature on a sheet of its own."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file)
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in SHEETS.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, day if hasattr(value, "year") else None)
    FEATURES[feature](workbook, workbook.add_worksheet("Data"))
    workbook.close()
    return file.getvalue()


def forget_backups(path):
    """What clearing cannot fall back on when the file came by mail."""
    shutil.rmtree(path.parent / ".xlcrm", ignore_errors=True)


def assert_no_trace(path):
    before = path.read_bytes()
    for _ in range(2):
        validate(path)
        assert "xl/styles.xml" in changed_parts(before, path)
        forget_backups(path)
        clear(path)
        assert not changed_parts(before, path)
        assert list(unzipped(before)) == list(unzipped(path.read_bytes()))


@pytest.fixture
def small(tmp_path):
    return write_small_crm(tmp_path / "crm.xlsx")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_workbook_is_as_before_when_cleared(tmp_path, language):
    assert_no_trace(shutil.copy(SAMPLES / f"crm_{language}.xlsx", tmp_path / "crm.xlsx"))


def test_a_small_workbook_is_as_before_when_cleared(small):
    assert_no_trace(small)


@pytest.mark.parametrize("feature", ["table", "data bar", "comment", "defined names"])
def test_a_workbook_with_a_feature_is_as_before_when_cleared(tmp_path, feature):
    path = tmp_path / "crm.xlsx"
    path.write_bytes(crm_with(feature))
    assert_no_trace(path)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_workbook_saved_by_libreoffice_is_as_before_when_cleared(tmp_path, small):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", tmp_path / "saved", small],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert_no_trace(tmp_path / "saved" / "crm.xlsx")


SPELLINGS = {
    "a space before the slash": lambda text: re.sub(rb"\s*/>", b" />", text),
    "empty elements in two tags": lambda text: re.sub(
        rb"<([\w:]+)([^<>]*)/>", rb"<\1\2></\1>", text
    ),
    "a line for each element": lambda text: text.replace(b"><", b">\r\n  <"),
    "a line end at the end": lambda text: text + b"\n",
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_markup_is_spelt_again_as_the_program_before_us_spelt_it(small, spelling):
    parts = unzipped(small.read_bytes())
    respelt = (".rels", "workbook.xml", "[Content_Types].xml")
    small.write_bytes(
        zipped({n: SPELLINGS[spelling](t) if n.endswith(respelt) else t for n, t in parts.items()})
    )
    assert_no_trace(small)


def test_the_very_file_comes_back_while_its_backup_is_there(small):
    before = small.read_bytes()
    validate(small)
    clear(small)
    assert small.read_bytes() == before


def test_no_recalculation_is_asked_for_when_no_formula_reads_the_findings(tmp_path, small):
    workbook = openpyxl.load_workbook(small)
    workbook["客户档案"]["H2"] = "=SUM(D2:E2)"
    workbook.calculation.fullCalcOnLoad = False
    workbook.save(small)
    before = small.read_bytes()

    validate(small)
    workbook = openpyxl.load_workbook(small)
    assert not workbook.calculation.fullCalcOnLoad
    workbook["客户档案"]["D2"] = "五百"
    workbook.save(small)
    validate(small)
    assert not openpyxl.load_workbook(small).calculation.fullCalcOnLoad

    small.write_bytes(before)
    assert_no_trace(small)


def test_a_formula_that_counts_findings_is_calculated_again(small):
    validate(small)
    workbook = openpyxl.load_workbook(small)
    findings = workbook.sheetnames[0]
    workbook["客户档案"]["H2"] = f"=COUNTA('{findings}'!A1:A99)"
    workbook["客户档案"]["D2"] = "五百"
    workbook.calculation.fullCalcOnLoad = False
    workbook.save(small)

    validate(small)

    assert openpyxl.load_workbook(small).calculation.fullCalcOnLoad


def looks(path, sheets):
    """What every cell looks like, as openpyxl sees it."""
    workbook = openpyxl.load_workbook(path)
    return {
        (name, cell.coordinate): (cell.value, cell.number_format, *map(repr, drawn(cell)))
        for name in sheets
        for row in workbook[name].iter_rows()
        for cell in row
    }


def drawn(cell):
    return cell.font, cell.fill, cell.border, cell.alignment


def test_scores_keep_their_looks_when_the_findings_go(small):
    validate(small)
    score(small)
    sheets = openpyxl.load_workbook(small).sheetnames
    findings, others = sheets[0], sheets[1:]
    scored = looks(small, others)

    clear(small)

    assert findings not in openpyxl.load_workbook(small).sheetnames
    assert looks(small, others) == scored


def test_findings_validated_after_scores_go_without_a_trace(small):
    score(small)
    assert_no_trace(small)


def test_what_another_program_saved_in_between_keeps_its_looks(small):
    validate(small)
    workbook = openpyxl.load_workbook(small)
    workbook["客户档案"]["B2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFABCDEF")
    workbook["客户档案"]["D2"].number_format = "0.000"
    workbook.save(small)
    before = looks(small, SHEETS)

    clear(small)

    assert looks(small, SHEETS) == before
    assert openpyxl.load_workbook(small).sheetnames == list(SHEETS)


def test_a_format_that_people_gave_a_cell_of_theirs_stays(small):
    validate(small)
    parts = unzipped(small.read_bytes())
    name = "xl/worksheets/sheet1.xml"  # a cell painted like one of the findings sheet
    last = (
        parts["xl/styles.xml"].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
    )
    parts[name] = re.sub(rb'<c r="B2"', b'<c s="%d" r="B2"' % (last - 1), parts[name], count=1)
    small.write_bytes(zipped(parts))
    before = looks(small, SHEETS)

    clear(small)

    assert looks(small, SHEETS) == before
