"""The main job on the sample company: what comes out, what survives, who else can read it."""

import json
import subprocess
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook, SheetTypeEnum

import xlcrm
from tests.only_changed import changed_parts, part
from xlcrm.rules import Severity
from xlcrm.shipped import sample_path

LANGUAGES = ["zh", "en"]
FINDINGS = {"zh": "校验结果", "en": "Findings"}
DASHBOARDS = {
    "zh": ["漏斗", "预测", "客户价值", "提醒"],
    "en": ["Funnel", "Forecast", "Value", "Alerts"],
}
REGISTERS = {
    "[Content_Types].xml",
    "docProps/app.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
}
"""Parts that list the sheets and formats; every workbook with new tabs must change them."""


@pytest.fixture(scope="module", params=LANGUAGES)
def demo(request, tmp_path_factory):
    """(language, path of the workbook, outcomes), made once a language."""
    folder = tmp_path_factory.mktemp("demo") / "示例 demo"
    outcomes = xlcrm.demo(folder, language=request.param)
    return request.param, outcomes[0].path, outcomes


def test_the_folder_holds_one_workbook_with_findings_dashboards_and_plans(demo):
    language, path, (checked, scored, planned) = demo
    grades = scored.results["account_value"]["grade"].fillna(scored.results["pareto"]["class"])

    names = CalamineWorkbook.from_path(str(path)).sheet_names

    assert [p.name for p in path.parent.glob("*.xlsx")] == [path.name]
    assert names[0] == FINDINGS[language]
    assert set(DASHBOARDS[language]) < set(names)
    *tabs, contents = planned.written
    assert len(tabs) == (grades == "A").sum() >= 4
    assert contents.sheet == {"zh": "计划目录", "en": "Plan contents"}[language]
    assert {written.sheet for written in planned.written} < set(names)
    assert sum(found.severity is Severity.ERROR for found in checked.findings) == 11
    assert sum(found.code == "open-past-close" for found in checked.findings) == 1


def test_parts_nobody_asked_to_change_keep_their_bytes(demo):
    language, path, _ = demo
    before = sample_path(language)

    changed = changed_parts(before, path)

    with zipfile.ZipFile(before) as archive:
        had = set(archive.namelist())
    assert not had - set(zipfile.ZipFile(path).namelist())
    worksheets = {name for name in had if name.startswith("xl/worksheets/sheet")}
    others = changed & had - worksheets - REGISTERS
    assert others <= {name for name in had if name.startswith("xl/tables/")}


def test_what_people_made_survives(demo):
    language, path, _ = demo
    before = sample_path(language)

    with zipfile.ZipFile(before) as archive:
        names = archive.namelist()
    kept = [n for n in names if n.startswith(("xl/charts/", "xl/drawings/", "xl/comments"))]
    assert len(kept) >= 4
    for name in kept:
        assert part(before, name) == part(path, name), name
    for sheet in sorted(n for n in names if n.startswith("xl/worksheets/sheet")):
        for feature in (
            b"sparklineGroup ",
            b"<dataValidation ",
            b'hidden="1"',
            b"<pane ",
            b"<mergeCell ",
        ):
            assert part(path, sheet).count(feature) == part(before, sheet).count(feature), sheet


def test_every_cell_of_theirs_reads_as_before(demo):
    language, path, _ = demo
    before = CalamineWorkbook.from_path(str(sample_path(language)))
    after = CalamineWorkbook.from_path(str(path))

    for name in worksheets(before):
        old = before.get_sheet_by_name(name).to_python(skip_empty_area=False)
        new = after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, cells in enumerate(old):
            assert new[row][: len(cells)] == cells, (name, row + 1)


def test_running_it_again_changes_nothing(demo):
    language, path, _ = demo
    before = path.read_bytes()

    again = xlcrm.demo(path.parent, language=language)

    assert [outcome.saved for outcome in again] == [False, False, False]
    assert path.read_bytes() == before


def test_undo_goes_back_to_the_sample(demo, tmp_path):
    language, *_ = demo
    outcomes = xlcrm.demo(tmp_path, language=language)

    for outcome in outcomes:
        xlcrm.undo(outcome.path)

    assert outcomes[0].path.read_bytes() == sample_path(language).read_bytes()


def test_three_programs_read_the_same_values(demo, soffice, tmp_path):
    _, path, _ = demo
    ours = values_by_calamine(path)

    assert values_by_openpyxl(path) == ours
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert values_by_calamine(tmp_path / path.name) == ours


def test_the_open_xml_validator_has_no_new_objection(demo):
    language, path, _ = demo
    validator = OpenXmlValidator()

    before = {str(error) for error in validator.validate(sample_path(language)).errors}
    after = {str(error) for error in validator.validate(path).errors}

    assert after - before == set()


def test_the_open_xml_sdk_has_no_new_objection(demo, sdk_validator):
    language, path, _ = demo

    assert objections(sdk_validator, path) <= objections(sdk_validator, sample_path(language))


def objections(validator, path):
    done = subprocess.run(
        [validator, path, "--of", "json"], capture_output=True, text=True, timeout=180, check=False
    )
    return {json.dumps(one, sort_keys=True) for one in json.loads(done.stdout)}


def values_by_calamine(path):
    """Sheet to cell to value, empty cells left out, numbers to nine digits."""
    workbook = CalamineWorkbook.from_path(str(path))
    cells = {}
    for name in worksheets(workbook):
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    cells[name, row, column] = comparable(value)
    return cells


def worksheets(workbook):
    return [meta.name for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]


def values_by_openpyxl(path):
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.row, cell.column): comparable(cell.value)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def comparable(value):
    if isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else float(f"{value:.9g}")
