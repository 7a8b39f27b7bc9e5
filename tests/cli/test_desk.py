"""The commands about the add-in and the doctor, as typed."""

import json
from contextlib import closing
from zipfile import ZipFile

import pytest
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator, ValidationSeverity
from typer.testing import CliRunner

from tests.addin.machines import linux, windows
from xlcrm.addin import machine as machines
from xlcrm.cli import app

RUNNER = CliRunner()


def run(*words):
    return RUNNER.invoke(app, [str(word) for word in words])


def errors(path):
    """What a validator objects to in a workbook's file."""
    found = OpenXmlValidator().validate(path).errors
    return [each.description for each in found if each.severity is ValidationSeverity.ERROR]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A pretended Windows whose home is a folder of the test."""
    monkeypatch.setattr(machines, "this_machine", lambda: windows(tmp_path / "home"))
    return tmp_path / "home"


def test_build_makes_an_add_in_with_buttons_and_functions(tmp_path):
    done = run("addin", "build", "-o", tmp_path / "our.xlam", "--lang", "en")

    assert done.exit_code == 0, done.output
    with closing(VBA_Parser(str(tmp_path / "our.xlam"))) as parser:
        names = {name for _, _, name, _ in parser.extract_macros()}
    assert {"CrmButtons.bas", "CrmFunctions.bas", "xlwings.bas", "Dictionary.cls"} <= names
    with ZipFile(tmp_path / "our.xlam") as file:
        assert b'label="Validate"' in file.read("customUI/customUI14.xml")
    assert errors(tmp_path / "our.xlam") == []


def test_build_shows_what_it_would_do(tmp_path):
    done = run("addin", "build", "-o", tmp_path / "our.xlam", "--dry-run")

    assert "our.xlam" in done.output.replace("\n", "")
    assert not (tmp_path / "our.xlam").exists()


def test_install_status_and_remove_go_together(desk):
    assert run("addin", "status").exit_code == 0  # a note: nothing is installed
    assert run("addin", "install").exit_code == 0
    assert [path.name for path in desk.rglob("*.xlam")] == ["xlcrm.xlam"]
    found = json.loads(run("addin", "status", "--format", "json").output)
    assert [(row["code"], row["state"]) for row in found] == [
        ("addin", "ok"),
        ("interpreter", "ok"),
    ]
    assert run("addin", "remove").exit_code == 0
    assert list(desk.rglob("*.xlam")) == []
    assert "There is no add-in" in run("addin", "remove", "--lang", "en").output


@pytest.mark.parametrize("words", [("install",), ("remove",)])
def test_a_dry_run_changes_nothing(desk, words):
    run("addin", "install")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}

    assert run("addin", *words, "--dry-run").exit_code == 0

    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ["install", "remove", "status"])
def test_where_there_is_no_excel_the_exit_code_says_so(command, monkeypatch, tmp_path):
    monkeypatch.setattr(machines, "this_machine", lambda: linux(tmp_path))

    assert run("addin", command).exit_code == 2


def test_the_doctor_lists_its_remarks_with_remedies(desk):
    done = run("doctor", "--lang", "zh")

    assert done.exit_code == 0
    assert "没有安装 Excel 加载项" in done.output
    assert "→ 运行:xlcrm addin install" in done.output


def test_the_doctor_speaks_json_to_programs(desk):
    rows = json.loads(run("doctor", "--format", "json", "--lang", "en").output)

    assert {"code", "state", "message", "remedy"} == set(rows[0])
    assert [row["code"] for row in rows][:2] == ["python", "libraries"]


def test_a_problem_makes_the_doctors_exit_code_one(tmp_path, monkeypatch):
    monkeypatch.setattr(machines, "this_machine", lambda: windows(tmp_path, registry={}))

    assert run("doctor").exit_code == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_starter_with_macros_is_a_sound_workbook_with_buttons(tmp_path, language):
    path = tmp_path / "crm.xlsm"

    done = run("new", path, "--macros", "--lang", language)

    assert done.exit_code == 0, done.output
    with ZipFile(path) as file:
        assert {"xl/vbaProject.bin", "customUI/customUI14.xml"} <= set(file.namelist())
    assert errors(path) == []


def test_macros_stay_as_they_are_when_the_workbook_is_written(tmp_path):
    path = tmp_path / "crm.xlsm"
    run("new", path, "--macros")
    with ZipFile(path) as file:
        before = file.read("xl/vbaProject.bin"), file.read("customUI/customUI14.xml")

    done = run("validate", path, "--lang", "zh")

    assert done.exit_code in (0, 1), done.output
    with ZipFile(path) as file:
        after = file.read("xl/vbaProject.bin"), file.read("customUI/customUI14.xml")
    assert after == before


def test_a_name_that_excel_would_not_open_with_macros_is_refused(tmp_path):
    done = run("new", tmp_path / "crm.xlsx", "--macros")

    assert done.exit_code == 2
    assert not (tmp_path / "crm.xlsx").exists()
