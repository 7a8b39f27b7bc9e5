"""The worksheet functions under xlwings' own scanner and call path, Windows' modules pretended."""

import io
import re
import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace

import pytest
import xlwings

from xlcrm.addin.signatures import signatures
from xlcrm.shipped import shipped

MODULE = "xlcrm.excel.functions"
SIGNATURES = {signature.name: signature for signature in signatures()}
MISSING = -2147352572
"""What Windows hands over for an argument that was left out."""


class Excel:
    """As much of xlwings' engine for Windows as reading and writing values takes."""

    name, type = "excel", "desktop"
    apps = ()

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        return [[empty_as if cell is None else cell for cell in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value, date_format):
        return "" if value is None else value


def pretended(name, **content):
    module = ModuleType(name)
    vars(module).update(content)
    return module


@pytest.fixture
def udfs(monkeypatch):
    """xlwings.udfs as on Windows, with xlwings' decorators in force."""
    error = type("com_error", (Exception,), {})
    client = pretended("win32com.client", Dispatch=lambda each: each)
    stand_ins = {
        "pythoncom": pretended("pythoncom", CoInitialize=lambda: None),
        "pywintypes": pretended("pywintypes", com_error=error),
        "win32com": pretended("win32com", client=client),
        "win32com.client": client,
        "xlwings.com_server": pretended("xlwings.com_server", loop=None),
    }
    for name, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    found = import_module("xlwings.udfs")
    windows = SimpleNamespace(Range=lambda xl: xl, is_range_instance=lambda value: False)
    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setattr(xlwings, "func", found.xlfunc)
    monkeypatch.setattr(xlwings, "arg", found.xlarg)
    monkeypatch.setattr(xlwings, "engines", {"excel": SimpleNamespace(impl=Excel)})
    yield found
    sys.modules.pop("xlwings.udfs", None)
    sys.modules.pop(MODULE, None)


def told(udfs, name):
    """What the scanner found out about a function."""
    return getattr(import_module(MODULE), name).__xlfunc__


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_scanner_reads_names_help_and_what_may_be_left_out(udfs, name):
    found, signature = told(udfs, name), SIGNATURES[name]

    assert found["name"] == name
    assert found["category"] == "CRM"
    assert found["ret"]["doc"] in signature.help
    assert [each["name"] for each in found["args"]] == [each.name for each in signature.arguments]
    for each, argument in zip(found["args"], signature.arguments, strict=True):
        assert each["doc"] in argument.help
        assert ("optional" in each) == argument.optional


def test_the_calls_in_our_vba_are_those_that_xlwings_would_write(udfs):
    written = io.StringIO()
    udfs.generate_vba_wrapper(
        MODULE, import_module(MODULE), written, SimpleNamespace(Name="xlcrm.xlam")
    )

    def calls(text):
        joined = text.replace(" _\n        ", " ")
        return set(re.findall(r"CRM_\w+ = XLPy\.CallUDF\(.*?, Application\.Caller\)", joined))

    ours = (shipped("macros") / "CrmFunctions.bas").read_text(encoding="ascii")
    assert len(calls(ours)) == len(SIGNATURES)
    assert calls(ours) == calls(written.getvalue())


def test_a_call_from_excel_comes_back_as_a_block_of_values(udfs):
    given = (((1000.0,), (200.0,)), ((250.0,), (None,)), "margin", MISSING)

    found = udfs.call_udf(MODULE, "CRM_SALES_MARGIN", given, None, SimpleNamespace())

    assert found[0] == [0.25]
    assert found[1][0].startswith("#N/A ")


def test_a_single_cell_is_a_range_too(udfs):
    given = (1000.0, 250.0, "margin", MISSING)

    assert udfs.call_udf(MODULE, "CRM_SALES_MARGIN", given, None, SimpleNamespace()) == [[0.25]]


def test_no_other_name_is_a_function():
    module = import_module(MODULE)

    with pytest.raises(AttributeError, match="CRM_HOROSCOPE"):
        module.CRM_HOROSCOPE  # noqa: B018 - asking is the test
