"""What the doctor says of pretended computers: each problem people meet, with what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.addin.machines import (
    EXCEL_EXE,
    VERSIONS,
    WPS_EXE,
    linux,
    macos,
    registered,
    windows,
)
from xlcrm.addin.install import install, places
from xlcrm.addin.machine import this_machine
from xlcrm.doctor import ADDIN_CHECKS, CHECKS, examine
from xlcrm.doctor.host_checks import EXCEL_PATH, SECURITY

FOLDER = r"C:\Users\li\OneDrive - Co"


def states(machine):
    return {remark.code: remark.state for remark in examine(machine)}


def remark(machine, code):
    (found,) = [each for each in examine(machine) if each.code == code]
    return found


def installed(machine):
    install(machine, language="zh")
    return machine


def test_a_computer_in_order_has_no_problem(tmp_path):
    assert states(installed(windows(tmp_path))) == {
        "python": "ok",
        "libraries": "ok",
        "excel": "ok",
        "addin": "ok",
        "interpreter": "ok",
    }


PROBLEMS = {
    "an old Python": ("python", {"python_version": (3, 10)}),
    "a Python from the Store": (
        "store-python",
        {"python": Path("C:/Users/li/AppData/Local/Microsoft/WindowsApps/python.exe")},
    ),
    "a missing library": ("libraries", {"versions": {**VERSIONS, "lxml": None}}),
    "no pywin32": ("pywin32", {"versions": {**VERSIONS, "pywin32": None}}),
    "no DLL": ("function-library", {"versions": {**VERSIONS, "xlwings": "9.9"}}),
    "no Excel": ("excel", {"registry": {}}),
    "WPS answers": ("wps-as-excel", {"registry": registered(WPS_EXE)}),
    "Excel not registered": ("com-registration", {"registry": {(EXCEL_PATH, ""): EXCEL_EXE}}),
    "macros off": (
        "macros-off",
        {"registry": {**registered(EXCEL_EXE), (SECURITY[1], "VBAWarnings"): 4}},
    ),
    "Python in OneDrive": (
        "python-in-synced-folder",
        {
            "python": Path("/OneDrive/venv/Scripts/python.exe"),
            "environment": {"OneDrive": "/OneDrive"},
        },
    ),
}


@pytest.mark.parametrize(("code", "pretended"), PROBLEMS.values(), ids=PROBLEMS)
def test_each_problem_is_found_and_comes_with_a_remedy(tmp_path, code, pretended):
    found = remark(windows(tmp_path, **pretended), code)

    assert found.state == "problem"
    assert found.remedy
    assert all(found.remedy)


@pytest.mark.parametrize(("code", "pretended"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_computer_without_the_problem_is_not_told_of_it(tmp_path, code, pretended):
    assert states(windows(tmp_path)).get(code, "ok") == "ok"


def test_a_policy_that_allows_macros_goes_before_the_users_own_setting(tmp_path):
    told = {(SECURITY[0], "VBAWarnings"): 2, (SECURITY[1], "VBAWarnings"): 4}

    assert "macros-off" not in states(windows(tmp_path, registry=registered(EXCEL_EXE) | told))


def test_wps_installed_as_excel_exe_is_no_unregistered_excel(tmp_path):
    assert states(windows(tmp_path, registry={(EXCEL_PATH, ""): WPS_EXE}))["excel"] == "problem"


def test_wps_beside_excel_is_a_note(tmp_path):
    both = {**registered(EXCEL_EXE), (r"HKCR\Ket.Application\CLSID", ""): "{K}"}
    both[(r"HKCR\CLSID\{K}\LocalServer32", "")] = WPS_EXE

    found = states(windows(tmp_path, registry=both))

    assert (found["excel"], found["wps"]) == ("ok", "note")


def test_libreoffice_is_found_on_the_path_or_where_it_installs_itself(tmp_path):
    usual = r"C:\Program Files\LibreOffice\program\soffice.exe"

    assert "libreoffice" not in states(linux(tmp_path))
    assert "libreoffice" in states(linux(tmp_path, program={"soffice": "/usr/bin/soffice"}.get))
    assert usual in remark(windows(tmp_path, files=[usual]), "libreoffice").words.en


def test_without_the_add_in_the_doctor_says_how_to_get_it(tmp_path):
    found = remark(windows(tmp_path), "addin")

    assert found.state == "note"
    assert "xlcrm addin install" in found.remedy.en


def test_an_add_in_of_another_version_is_a_problem(tmp_path):
    machine = installed(windows(tmp_path))
    places(machine).addin.write_bytes(b"older")

    assert states(machine)["addin-outdated"] == "problem"


def test_an_add_in_whose_python_is_gone_is_a_problem(tmp_path):
    machine = installed(windows(tmp_path))

    gone = replace(machine, exists=lambda path: False)

    assert remark(gone, "interpreter").state == "problem"


def test_an_add_in_that_starts_another_python_is_noted(tmp_path):
    machine = installed(windows(tmp_path))

    other = replace(machine, python=tmp_path / "other.exe", exists=lambda path: True)

    assert remark(other, "interpreter").state == "note"
    assert str(machine.python) in remark(other, "interpreter").words.en


def test_an_add_in_without_its_settings_is_a_problem(tmp_path):
    machine = installed(windows(tmp_path))
    places(machine).settings.unlink()

    assert remark(machine, "interpreter").state == "problem"


def test_a_path_that_vba_cannot_read_is_a_problem(tmp_path):
    machine = windows(tmp_path, python=Path("C:/李/python.exe"), encoding="ascii")

    assert remark(machine, "unspeakable-path").state == "problem"


def test_a_mac_is_told_of_its_permission_and_of_a_missing_script(tmp_path):
    found = states(macos(tmp_path))

    assert (found["excel"], found["mac-permission"]) == ("ok", "note")
    assert found["mac-script"] == "problem"
    assert "Automation" in remark(macos(tmp_path), "mac-permission").remedy.en


def test_a_mac_with_the_add_in_has_its_script(tmp_path):
    machine = macos(tmp_path, versions={**VERSIONS, "xlwings": this_machine().version("xlwings")})

    assert "mac-script" not in states(installed(machine))


def test_a_mac_without_excel_is_told(tmp_path):
    assert states(macos(tmp_path, files=()))["excel"] == "problem"


def test_synced_folders_are_noted_and_must_be_known_to_the_add_in(tmp_path):
    machine = installed(windows(tmp_path))
    with_folder = replace(machine, environment={"OneDriveCommercial": FOLDER})

    assert states(with_folder)["synced-folder"] == "note"
    assert FOLDER in remark(with_folder, "synced-folder-unknown").words.en
    assert "synced-folder-unknown" not in states(installed(with_folder))


def test_a_conda_environment_is_noted(tmp_path):
    found = states(windows(tmp_path, environment={"CONDA_PREFIX": "C:/conda"}))

    assert found["conda"] == "note"


def test_linux_has_no_excel_and_no_word_of_add_ins(tmp_path):
    assert states(linux(tmp_path)) == {"python": "ok", "libraries": "ok", "excel": "note"}
    assert examine(linux(tmp_path), ADDIN_CHECKS) == []


def test_everything_is_said_in_both_languages(tmp_path):
    pretended = [
        *(windows(tmp_path, **options) for _, options in PROBLEMS.values()),
        macos(tmp_path),
        linux(tmp_path),
    ]

    for found in (each for machine in pretended for each in examine(machine)):
        for words in filter(None, (found.words, found.remedy)):
            assert words.zh != words.en or words.zh.isascii()
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in words.en)


def test_this_computer_can_be_examined():
    assert {each.state for each in examine(this_machine(), CHECKS)} <= {"ok", "note", "problem"}
