"""VBA projects: what independent readers find in what we write."""

from contextlib import closing
from io import BytesIO

import olefile
import openpyxl
import pyopenvba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools.olevba import VBA_Parser, decompress_stream

from xlcrm.ooxml import Package, Refused, TooLarge
from xlcrm.ooxml.vba import Module, add_macros, blank_workbook
from xlcrm.ooxml.vba.compound_file import compound_file
from xlcrm.ooxml.vba.compression import compress

HELLO = 'Option Explicit\n\nPublic Sub Hello()\n    MsgBox "hello"\nEnd Sub\n'
STACK = 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Stack"\nPublic Top\n'


def with_macros(*modules, source=None, **options):
    package = Package.open(source or blank_workbook())
    add_macros(package, modules, **options)
    file = BytesIO()
    package.write(file)
    return file.getvalue()


def project_of(content):
    return Package.open(content).read("xl/vbaProject.bin")


def sources(content):
    """Module name to source, as olevba reads them."""
    with closing(VBA_Parser("book.xlsm", data=content)) as parser:
        return {name: code for _, _, name, code in parser.extract_macros()}


def test_olevba_reads_every_module_back():
    found = sources(with_macros(Module("Greeting", HELLO), Module("Stack", STACK, "class")))

    assert list(found) == ["ThisWorkbook.cls", "Sheet1.cls", "Greeting.bas", "Stack.cls"]
    greeting = 'Attribute VB_Name = "Greeting"\n' + HELLO
    assert found["Greeting.bas"] == greeting.replace("\n", "\r\n")
    assert found["Stack.cls"] == 'Attribute VB_Name = "Stack"\r\nPublic Top\r\n'


def test_pyopenvba_reads_the_same(tmp_path):
    path = tmp_path / "book.xlsm"
    path.write_bytes(with_macros(Module("Greeting", HELLO)))

    pyopenvba.pull(path, tmp_path / "out")

    pulled = next((tmp_path / "out").rglob("Greeting.bas")).read_text(encoding="ascii")
    assert 'MsgBox "hello"' in pulled


def test_the_compound_file_is_sound_to_a_strict_reader():
    content = project_of(with_macros(Module("Long", "' line\n" * 20_000), Module("A", HELLO)))

    with olefile.OleFileIO(content, raise_defects=olefile.DEFECT_POTENTIAL) as file:
        names = {"/".join(entry) for entry in file.listdir()}
        assert names == {
            *("PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT"),
            *("VBA/ThisWorkbook", "VBA/Sheet1", "VBA/Long", "VBA/A"),
        }
        assert file.openstream("PROJECT").read().startswith(b'ID="{')


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 511, 512, 513, 100_000])
def test_streams_of_every_size_come_back_whole(size):
    data = bytes(at % 251 for at in range(size))

    with olefile.OleFileIO(compound_file({"S": {"Data": data}, "Other": b"x"})) as file:
        assert file.openstream("S/Data").read() == data
        assert file.openstream("Other").read() == b"x"


def test_a_directory_of_many_streams_finds_each_by_name():
    tree = {f"Stream{number}": str(number).encode() for number in range(200)}

    with olefile.OleFileIO(compound_file(tree), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        assert {name: file.openstream(name).read() for name in tree} == tree


def test_more_than_the_header_can_list_is_refused():
    with pytest.raises(TooLarge):
        compound_file({"Data": bytes(8 << 20)})


@given(st.binary(max_size=9000) | st.text("ab\n", max_size=9000).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_whatever_is_packed_is_unpacked_by_olevba(text):
    unpacked = decompress_stream(bytearray(compress(text))) if text else b""

    # a chunk that does not shrink is filled up to 4096 bytes
    assert bytes(unpacked[: len(text)]) == text
    assert not any(unpacked[len(text) :])


def test_the_same_modules_give_the_same_bytes():
    assert with_macros(Module("A", HELLO)) == with_macros(Module("A", HELLO))


def test_the_package_says_that_it_has_macros():
    package = Package.open(with_macros(Module("A", HELLO), addin=True))

    assert package.content_type("xl/workbook.xml").endswith("addin.macroEnabled.main+xml")
    (project,) = package.relationships("xl/workbook.xml").of_type("vbaProject")
    assert package.content_type(project.target) == "application/vnd.ms-office.vbaProject"


def test_the_ribbon_is_found_from_the_package():
    package = Package.open(with_macros(Module("A", HELLO), ribbon="<customUI/>"))

    (ribbon,) = package.relationships().of_type("extensibility")
    assert package.read(ribbon.target) == b"<customUI/>"


def test_sheets_keep_their_code_names_and_others_get_one():
    book = openpyxl.Workbook()
    book.active.sheet_properties.codeName = "Kunden"
    book.create_sheet("商机")
    file = BytesIO()
    book.save(file)

    content = with_macros(Module("A", HELLO), source=file.getvalue())

    again = openpyxl.load_workbook(BytesIO(content))
    assert [sheet.sheet_properties.codeName for sheet in again] == ["Kunden", "Sheet2"]
    assert list(sources(content)) == ["ThisWorkbook.cls", "Kunden.cls", "Sheet2.cls", "A.bas"]


def test_a_workbook_with_macros_is_refused():
    with pytest.raises(Refused, match="macros"):
        with_macros(Module("B", HELLO), source=with_macros(Module("A", HELLO)))


def test_source_that_is_not_ascii_is_refused():
    with pytest.raises(ValueError, match="ascii"):
        with_macros(Module("A", "' 客户\n"))
