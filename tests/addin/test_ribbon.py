"""The ribbon and the VBA behind it: every button calls the Python function of its name."""

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from pyvbaanalysis import DiagnosticSeverity, analyze_office_file

from tests.conftest import program
from xlcrm.addin.build import build, ribbon_source
from xlcrm.addin.buttons import BUTTONS
from xlcrm.addin.ribbon import NAMESPACE
from xlcrm.addin.signatures import signatures
from xlcrm.addin.sources import SOURCES, main
from xlcrm.book.macros import Module, write_with_macros
from xlcrm.excel import commands
from xlcrm.language import LANGUAGES
from xlcrm.shipped import shipped, template_path

MACROS = shipped("macros")
CALLBACK = re.compile(r"^Public Sub (\w+)\(control As IRibbonControl\)$", re.MULTILINE)
IN_OFFICE = Path(__file__).with_name("vba_in_libreoffice.py")
COMMANDS = [
    *("validate", "clear", "settings", "score", "explain_score", "snapshot"),
    *("plan_account", "plan_all", "help"),
]

every_language = pytest.mark.parametrize("language", LANGUAGES)


def ribbon(language):
    return etree.fromstring(ribbon_source(language))


def buttons(language):
    return list(ribbon(language).iter(f"{{{NAMESPACE}}}button"))


def vba(name):
    return (MACROS / f"{name}.bas").read_text(encoding="ascii")


def test_the_files_in_macros_do_not_lag_behind_the_tables(tmp_path):
    main(tmp_path)

    for name in SOURCES:
        assert (MACROS / name).read_bytes() == (tmp_path / name).read_bytes(), (
            "run: python -m xlcrm.addin.sources"
        )


@every_language
def test_the_tab_says_crm_and_no_id_stands_twice(language):
    found = ribbon(language)
    ids = [element.get("id") for element in found.iter() if element.get("id")]

    (tab,) = found.iter(f"{{{NAMESPACE}}}tab")
    assert tab.get("label") == {"zh": "CRM 客户", "en": "CRM"}[language]
    assert len(ids) == len(set(ids)) == 1 + 3 + 9


@every_language
def test_every_action_is_a_public_sub_that_takes_a_control(language):
    actions = [button.get("onAction") for button in buttons(language)]

    assert sorted(actions) == sorted(CALLBACK.findall(vba("CrmButtons")))
    assert len(actions) == len(set(actions))


def test_labels_are_in_the_language_and_short():
    for zh, en in zip(buttons("zh"), buttons("en"), strict=True):
        assert re.search("[\u4e00-\u9fff]", zh.get("label"))
        assert en.get("label").isascii()
        assert max(len(zh.get("label")) * 2, len(en.get("label"))) <= 22
        assert max(len(zh.get("supertip")), len(en.get("supertip"))) <= 1024


def test_every_command_has_a_button():
    assert [button.command for button in BUTTONS] == COMMANDS


def test_every_command_is_a_function_that_takes_the_calling_book():
    for name in COMMANDS:
        inspect.signature(getattr(commands, name)).bind("the calling book")


def test_no_line_python_gets_holds_what_ends_the_command_around_it():
    assert [button.line for button in BUTTONS if set(button.line) & set("\"'|&%^")] == []


def test_the_modules_hold_no_logic():
    lines = {line.strip() for line in vba("CrmButtons").splitlines()}
    allowed = re.compile(
        r"|Attribute VB_Name.*|'.*|Option Explicit|Public Sub \w+\(.*\)|RunPython .*|End Sub"
    )

    assert [line for line in lines if not allowed.fullmatch(line)] == []


def test_a_vba_checker_finds_no_fault_in_the_whole_add_in(tmp_path):
    build(tmp_path / "xlcrm.xlam", language="zh")

    found = analyze_office_file(tmp_path / "xlcrm.xlam")

    assert {"xlwings", "Dictionary", "CrmButtons", "CrmFunctions"} <= set(found)
    errors = [
        (name, each.code)
        for name, diagnostics in found.items()
        for each in diagnostics
        if each.severity is DiagnosticSeverity.ERROR
    ]
    assert errors == []
    assert [found[name] for name in ("CrmButtons", "CrmFunctions", "CrmHelp")] == [[], [], []]


def test_every_callback_runs_in_libreoffice_and_starts_its_own_command(soffice, tmp_path):
    answers = office(soffice, tmp_path, {b.callback: f"{b.callback} Nothing" for b in BUTTONS})

    called = [command_called(answers[button.callback]) for button in BUTTONS]
    assert called == COMMANDS


def test_every_function_runs_in_libreoffice_and_hands_its_arguments_on(soffice, tmp_path):
    calls = {each.name: f"x = {each.name}({', '.join(needed(each))})" for each in signatures()}

    answers = office(soffice, tmp_path, calls)

    assert answers == {
        each.name: f"xlcrm.excel.functions.{each.name}: {len(each.arguments)}"
        for each in signatures()
    }


@every_language
def test_the_function_wizard_is_told_what_stands_on_the_add_ins_sheet(language, tmp_path):
    path = build(tmp_path / "xlcrm.xlam", language=language)

    rows = list(load_sheet(path))

    told = re.findall(
        r'Macro:="(\w+)", Category:="CRM", Description:=Told\((\d+), 2\), _\s+'
        r"ArgumentDescriptions:=Array\((.*)\)$",
        vba("CrmHelp"),
        flags=re.MULTILINE,
    )
    assert [name for name, _, _ in told] == [each.name for each in signatures()]
    for (name, row, places), signature in zip(told, signatures(), strict=True):
        cells = rows[int(row) - 1]
        columns = [int(column) for column in re.findall(rf"Told\({row}, (\d+)\)", places)]
        assert cells[:2] == [name, signature.help[language]]
        assert [cells[column - 1] for column in columns] == [
            argument.help[language] for argument in signature.arguments
        ]


def load_sheet(path):
    """The rows of a workbook's first sheet."""
    for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python():
        yield [str(cell) for cell in row]


def needed(signature):
    return ["1" for argument in signature.arguments if not argument.optional]


STUB = """
Public Said As String

Public Function RunPython(Command As String)
    Said = Command
End Function

Public Function CallUDF(File, Name, Arguments, Book, Caller)
    Said = File & "." & Name & ": " & (UBound(Arguments) + 1)
End Function
"""
PRESS = """
Public Function Press{name}() As String
    On Error GoTo failed
    Dim x
    Said = ""
    {statement}
    Press{name} = Said
    Exit Function
failed:
    Press{name} = "failed: " & Err.Description
End Function
"""


def office(soffice, folder, statements):
    """What stubs of RunPython and of xlwings' server were told by each VBA statement."""
    stub = STUB + "".join(
        PRESS.format(name=name, statement=statement) for name, statement in statements.items()
    )
    # LibreOffice has no add-in, hence neither Application.Caller nor xlwings' server object
    functions = vba("CrmFunctions").replace("XLPy.CallUDF(", "CallUDF(")
    functions = functions.replace("ActiveWorkbook, Application.Caller", "0, 0")
    modules = [
        Module("Stub", stub),
        Module("CrmButtons", vba("CrmButtons")),
        Module("CrmFunctions", functions),
    ]
    path = folder / "buttons.xlsm"
    write_with_macros(template_path("findings", "zh"), path, modules, ribbon=ribbon_source("zh"))
    done = subprocess.run(
        [python_with_uno(), IN_OFFICE, soffice, path, "Stub", *(f"Press{n}" for n in statements)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=180,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
    )
    assert done.returncode == 0, done.stderr
    return {name.removeprefix("Press"): said for name, said in json.loads(done.stdout).items()}


def python_with_uno():
    """A Python that speaks to LibreOffice."""
    for python in (sys.executable, "/usr/bin/python3"):
        if (
            Path(python).exists()
            and not subprocess.run(
                [python, "-c", "import uno"], capture_output=True, check=False
            ).returncode
        ):
            return python
    return program("python3-uno", "no Python can import uno")


def command_called(line):
    """The command that a RunPython line calls with the calling book."""
    called = []
    book = object()
    commands = SimpleNamespace(
        **{name: lambda given, name=name: called.append((name, given)) for name in COMMANDS}
    )
    body = re.sub(r"\b(?:import xlwings|from xlcrm\.excel import commands); ", "", line)
    assert line.removesuffix(body) == "import xlwings; from xlcrm.excel import commands; "
    xlwings = SimpleNamespace(Book=SimpleNamespace(caller=lambda: book))
    exec(body, {"commands": commands, "xlwings": xlwings})
    ((name, given),) = called
    assert given is book
    return name
