"""The add-in goes where Excel looks, on systems that are pretended."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.addin.machines import linux, macos, settings, windows
from xlcrm.addin import build as building
from xlcrm.addin.build import CHANGES, changed, modules
from xlcrm.addin.install import install, interpreter_of, is_current, places, remove
from xlcrm.addin.machine import Machine, this_machine, xlwings_folder
from xlcrm.book import BookError
from xlcrm.ooxml import Package

XLWINGS = xlwings_folder() / "xlwings_custom_addin.bas"


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_on_windows_excel_opens_what_lies_in_xlstart(tmp_path):
    install(windows(tmp_path), language="zh")

    assert files(tmp_path) == [
        ".xlcrm/xlcrm.conf",
        "AppData/Roaming/Microsoft/Excel/XLSTART/xlcrm.xlam",
    ]


def test_a_roaming_profile_elsewhere_is_followed(tmp_path):
    machine = windows(
        tmp_path / "home",
        environment={"APPDATA": str(tmp_path / "server"), "USERPROFILE": str(tmp_path / "me")},
    )

    install(machine, language="zh")

    assert files(tmp_path) == ["me/.xlcrm/xlcrm.conf", "server/Microsoft/Excel/XLSTART/xlcrm.xlam"]


def test_on_macos_excel_has_a_startup_folder_and_needs_a_script(tmp_path):
    install(macos(tmp_path, versions={"xlwings": this_machine().version("xlwings")}), language="en")

    script = next(xlwings_folder().glob("*.applescript"))
    office = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
    assert files(tmp_path) == [
        f"Library/Application Scripts/com.microsoft.Excel/{script.name}",
        "Library/Containers/com.microsoft.Excel/Data/xlcrm.conf",
        f"{office}/Startup.localized/Excel/xlcrm.xlam",
    ]


@pytest.mark.parametrize(
    ("pretend", "key"), [(windows, "INTERPRETER_WIN"), (macos, "INTERPRETER_MAC")]
)
def test_the_settings_name_this_python_and_keep_workbooks_folders_out(tmp_path, pretend, key):
    machine = pretend(tmp_path, versions={"xlwings": this_machine().version("xlwings")})

    install(machine, language="zh")

    told = settings(machine)
    assert told[key] == str(machine.python)
    assert told["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert interpreter_of(machine) == machine.python


def test_folders_kept_in_step_with_a_server_are_told_to_xlwings(tmp_path):
    machine = windows(tmp_path, environment={"OneDriveCommercial": r"C:\Users\li\OneDrive - Co"})

    install(machine, language="zh")

    assert settings(machine)["ONEDRIVE_COMMERCIAL_WIN"] == r"C:\Users\li\OneDrive - Co"


def test_a_path_that_vba_cannot_read_is_refused_before_anything_is_written(tmp_path):
    machine = replace(windows(tmp_path, python=Path("C:/用户/李/python.exe")), encoding="cp1252")

    with pytest.raises(BookError, match="plain name") as error:
        install(machine, language="zh")

    assert error.value.code == "unspeakable-path"
    assert files(tmp_path) == []


def test_a_chinese_path_is_written_as_chinese_windows_reads_it(tmp_path):
    machine = replace(windows(tmp_path, python=Path("C:/用户/李/python.exe")), encoding="gbk")

    install(machine, language="zh")

    assert settings(machine)["INTERPRETER_WIN"] == "C:/用户/李/python.exe"


def test_a_dry_run_names_the_files_and_writes_none(tmp_path):
    machine = windows(tmp_path)

    assert install(machine, language="zh", dry_run=True) == places(machine).all
    assert files(tmp_path) == []


def test_what_was_installed_is_removed(tmp_path):
    machine = windows(tmp_path)
    install(machine, language="zh")

    assert remove(machine, dry_run=True) == places(machine).all
    assert len(files(tmp_path)) == 2
    assert remove(machine) == places(machine).all
    assert files(tmp_path) == []
    assert remove(machine) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fresh_installation_is_current_in_either_language(tmp_path, language):
    machine = windows(tmp_path)
    assert not is_current(machine)

    install(machine, language=language)

    assert is_current(machine)


def test_an_installation_of_another_version_is_told_from_ours(tmp_path):
    machine = windows(tmp_path)
    install(machine, language="zh")
    places(machine).addin.write_bytes(b"older")

    assert not is_current(machine)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "AppData").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(BookError) as error:
        install(windows(tmp_path), language="zh")

    assert error.value.path == places(windows(tmp_path)).addin


@pytest.mark.parametrize("act", [places, lambda machine: install(machine, language="zh"), remove])
def test_where_there_is_no_excel_that_is_said(tmp_path, act):
    with pytest.raises(BookError, match="no Excel here"):
        act(linux(tmp_path))


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"OFFICE": "zh-cn", "WINDOWS": "en-US"}, "zh"),
        ({"OFFICE": "en-us", "WINDOWS": "zh-CN"}, "en"),
        ({"WINDOWS": "zh-CN"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_office_and_else_that_of_windows(tmp_path, told, language):
    names = {"UILanguageTag": "OFFICE", "LocaleName": "WINDOWS"}
    machine = replace(windows(tmp_path), registry=lambda key, name: told.get(names.get(name, "")))

    assert machine.language == language


@pytest.mark.parametrize("variable", ["LANG", "LC_ALL"])
def test_elsewhere_the_language_is_that_of_the_environment(tmp_path, variable):
    assert macos(tmp_path, environment={variable: "zh_CN.UTF-8"}).language == "zh"


def test_this_machine_is_one():
    machine = this_machine()

    assert isinstance(machine, Machine)
    assert machine.python.exists()
    assert machine.version("xlwings")
    assert machine.version("no-such-package") is None
    assert machine.registry(r"HKCU\Software", "x") is None


def test_settings_of_a_workbook_or_its_folder_are_not_listened_to():
    before = XLWINGS.read_text(encoding="ascii")
    after = changed(before)

    assert before.count('If source = "" Or source =') == 3
    assert after.count('If source = "" Or source =') == 1
    assert 'If source = "" Or source = "user" Then' in after
    assert "uses_embedded_code = True\n" not in after
    assert 'PROJECT_NAME As String = "xlcrm"' in after


def test_all_else_of_xlwings_module_is_left_as_it_was():
    source = XLWINGS.read_text(encoding="ascii")
    before, after = source.split("\n"), changed(source).split("\n")

    differing = [old for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == len(CHANGES)
    assert "BSD 3-clause" in "\n".join(after)


def test_an_xlwings_we_do_not_know_is_refused():
    with pytest.raises(BookError, match="upgrade") as error:
        changed("Sub Nothing\nEnd Sub\n")

    assert error.value.code == "xlwings-differs"


def test_without_xlwings_there_is_no_add_in(monkeypatch):
    monkeypatch.setattr(building, "xlwings_folder", lambda: None)

    with pytest.raises(BookError, match="xlwings"):
        modules()


def test_the_add_in_names_the_installed_xlwings_library(tmp_path):
    machine = windows(tmp_path)
    install(machine, language="zh")

    (module,) = [each for each in modules() if each.name == "xlwings"]
    assert f'XLWINGS_VERSION As String = "{this_machine().version("xlwings")}"' in module.source
    package = Package.open(places(machine).addin)
    assert "CRM 客户" in package.read("customUI/customUI14.xml").decode("utf-8")
