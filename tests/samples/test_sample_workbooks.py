"""The sample workbooks carry what people put into theirs, and come out the same every time."""

import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl.utils import get_column_letter

from samples.generate import sample_files
from xlcrm.sheets import sheet_model

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def parts(sample):
    with ZipFile(sample.path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def generated():
    return sample_files()


def unzipped(content):
    with ZipFile(BytesIO(content)) as package:
        return [
            (entry.filename, entry.date_time, package.read(entry)) for entry in package.filelist
        ]


def test_generating_twice_gives_the_same_bytes(generated):
    assert sample_files() == generated


def test_the_committed_files_are_the_generated_ones(both, generated):
    folder = both[0].path.parent
    for name, content in generated.items():
        committed = (folder / name).read_bytes()
        if name.endswith(".xlsx"):  # part by part: another zlib may pack the same parts tighter
            assert unzipped(committed) == unzipped(content), name
        else:
            assert committed == content, name


def test_headers_stand_on_five_different_rows_and_never_on_the_first(sample, sheet_ids):
    rows = [sample.header_row(sheet) for sheet in sheet_ids]

    assert len(set(rows)) == 5
    assert 1 not in rows


def test_every_sheet_has_a_banner_of_merged_cells_and_frozen_headers(sample, sheet_ids):
    for sheet in sheet_ids:
        worksheet = sample.workbook[sheet_model(sheet).SHEET.title(sample.language)]
        assert any(str(merged).startswith("A1:") for merged in worksheet.merged_cells.ranges)
        assert worksheet.freeze_panes.endswith(str(sample.header_row(sheet) + 1))


def test_money_is_in_ten_thousands_in_chinese_and_in_yuan_in_english(both):
    headers = [
        {cell.value for cell in sample.workbook.worksheets[0][sample.header_row("accounts")]}
        for sample in both
    ]

    assert "年采购潜力(万元)" in headers[0]
    assert "Purchase potential (CNY)" in headers[1]


def test_the_ledger_is_an_excel_table_over_all_its_rows(sample):
    worksheet = sample.workbook[sheet_model("ledger").SHEET.title(sample.language)]

    (table,) = worksheet.tables.values()

    assert table.ref == "A3:H1083"


def test_each_workbook_stays_small_enough_to_mail(sample):
    assert sample.path.stat().st_size < 300_000


def test_every_closed_list_has_its_drop_down(sample):
    worksheet = sample.workbook[sheet_model("assessments").SHEET.title(sample.language)]

    lists = worksheet.data_validations.dataValidation

    assert sum(len(each.sqref.ranges) for each in lists if each.formula1 == '"+,-,?"') == 20


def test_the_notes_column_of_the_accounts_is_hidden(sample):
    column = sample.columns("accounts")["note"][0]
    letter = get_column_letter(column)

    assert sample.workbook.worksheets[0].column_dimensions[letter].hidden


def test_each_active_customer_has_a_sparkline_on_its_own_ledger_months(sample, parts):
    text = parts["xl/worksheets/sheet1.xml"].decode()
    lines = re.findall(
        r"<xm:f>'?[^!<]+?'?!\$?D\$?(\d+):\$?D\$?(\d+)</xm:f><xm:sqref>[A-Z]+(\d+)</xm:sqref>", text
    )
    ledger = {row["row"]: row["account_id"] for row in sample.records("ledger")}
    accounts = {row["row"]: row["account_id"] for row in sample.records("accounts")}

    assert "x14:sparklineGroup" in text
    assert len(lines) == 45
    for first, last, place in lines:
        months = {ledger[row] for row in range(int(first), int(last) + 1)}
        assert int(last) - int(first) == 23
        assert months == {accounts[int(place)]}


def test_the_charts_show_figures_of_their_own_sheet(sample, parts):
    charts = [text.decode() for name, text in parts.items() if name.startswith("xl/charts/chart")]
    name = {"zh": "我的图表", "en": "My charts"}[sample.language]

    assert len(charts) == 3
    for chart in charts:
        ranges = re.findall(r"<c:f>(.+?)</c:f>", chart)
        assert ranges
        assert all(name in each for each in ranges)
        assert "<c:v>" in chart


def test_there_are_comments_data_bars_and_filters(parts):
    first = parts["xl/worksheets/sheet1.xml"]

    assert "xl/comments1.xml" in parts
    assert any(name.endswith(".vml") for name in parts)
    assert b"<dataBar" in first
    assert b"<x14:dataBar" in first
    assert b"<autoFilter" in first


def test_each_language_has_its_own_font(sample, parts):
    font = {"zh": "微软雅黑", "en": "Calibri"}[sample.language]

    assert set(re.findall(r'<name val="([^"]+)"', parts["xl/styles.xml"].decode())) <= {
        font,
        "Tahoma",  # the font of comments
    }


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_every_cached_result_is_what_libreoffice_calculates(sample, parts, open_workbook, tmp_path):
    blank = tmp_path / "blank.xlsx"
    with ZipFile(blank, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)  # noqa: PLW2901
            package.writestr(name, content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        [SOFFICE, profile, "--headless", *target, str(blank)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    calculated = open_workbook(tmp_path / "out" / "blank.xlsx")

    compared = 0
    for sheet in sample.formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    expected = calculated[sheet.title][cell.coordinate].value
                    held = sample.workbook[sheet.title][cell.coordinate].value
                    assert held == pytest.approx(expected), (sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 2500
