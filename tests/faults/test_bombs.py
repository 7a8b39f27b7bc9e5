"""Files made to hurt: each ends in one clear message, in bounded memory and time."""

import signal
import struct
import sys
import zipfile
from contextlib import suppress

import openpyxl
import pytest

from tests.faults.books import small_book
from tests.faults.trial import tried
from tests.ooxml.workbooks import unzipped, zipped
from xlcrm.ooxml import OoxmlError, Workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by POSIX")

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
MEGABYTE = 1 << 20
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
)
WITNESS = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"


@pytest.fixture(scope="module")
def parts():
    """The parts of a small CRM workbook."""
    return unzipped(small_book())


def inside(part, before, markup):
    """The part with markup put in front of the first `before`."""
    assert before in part
    return part.replace(before, markup + before, 1)


def lying(package, real, told):
    """A package whose directory and headers state another size for an entry."""
    return package.replace(struct.pack("<L", real), struct.pack("<L", told))


def unfolding(parts, name, size, *, told=None):
    """A part with so many blanks inside; `told` is the size it pretends to have."""
    blanks = inside(parts[name], parts[name][-12:], b" " * size)
    package = zipped({**parts, name: blanks})
    return lying(package, len(blanks), told) if told else package


def declared(parts, name, doctype):
    """A part with a document type declaration."""
    root = parts[name].index(b"<", parts[name].find(b"?>") + 1)
    content = parts[name][:root] + doctype.encode() + parts[name][root:]
    return zipped({**parts, name: content})


def repeated(parts, name, before, piece, count):
    """A part with a piece of markup repeated inside, never closed."""
    return zipped({**parts, name: inside(parts[name], before, piece * count)})


def nested(parts, name, before, depth):
    """Elements inside elements, closed in order."""
    return zipped({**parts, name: inside(parts[name], before, b"<x>" * depth + b"</x>" * depth)})


def stray(parts, cell):
    """A cell far from all others, in a row that stands where it belongs."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    markup = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'.encode()
    return zipped({**parts, SHEET: inside(parts[SHEET], b"</sheetData>", markup)})


def beside(parts, name):
    """A further entry under this name."""
    return zipped({**parts, name: b"x"})


FILES = {
    "a part of 100 MB in a file of 100 kB": (
        lambda p: unfolding(p, "docProps/core.xml", 100 * MEGABYTE), "too-large"),
    "texts that unfold to 100 MB and say 1 kB": (
        lambda p: unfolding(p, TEXTS, 100 * MEGABYTE, told=1000), "damaged-part"),
    "a sheet that unfolds to 100 MB and says 1 kB": (
        lambda p: unfolding(p, SHEET, 100 * MEGABYTE, told=1000), "damaged-part"),
    "entities a thousand million times over in the workbook": (
        lambda p: declared(p, BOOK, LAUGHS), "xml-entities"),
    "entities a thousand million times over in a sheet": (
        lambda p: declared(p, SHEET, LAUGHS), "xml-entities"),
    "an entity that reads another file": (lambda p: declared(p, BOOK, WITNESS), "xml-entities"),
    "100,000 levels in the workbook": (
        lambda p: nested(p, BOOK, b"</workbook>", 100_000), "damaged-part"),
    "rows that never end": (
        lambda p: repeated(p, SHEET, b"</sheetData>", b"<row ", 400_000), "unreadable"),
    "cells that never end": (
        lambda p: repeated(p, SHEET, b"</row>", b"<c>", 400_000), "unreadable"),
    "formulas that never end": (
        lambda p: repeated(p, SHEET, b"</row>", b"<c><f>", 250_000), "unreadable"),
    "texts that never end": (
        lambda p: repeated(p, TEXTS, b"</sst>", b"<si><t>", 250_000), "unreadable"),
    "comments that never end": (
        lambda p: repeated(p, SHEET, b"</sheetData>", b"<!--", 400_000), "damaged-part"),
    "an attribute's name of 4 MB": (
        lambda p: repeated(p, SHEET, b"</sheetData>", b"<row " + b"a" * 4 * MEGABYTE + b"/>", 1),
        "unreadable"),
    "a row of 70 MB": (
        lambda p: repeated(p, SHEET, b"</row>", b"<c r='A1'><v>1</v></c>\n", 3_200_000),
        "too-large"),
    "a sheet in the encoding zlib_codec": (
        lambda p: zipped({**p, SHEET: b"<?xml version='1.0' encoding='zlib_codec'?>" +
                          p[SHEET][p[SHEET].find(b"<worksheet"):]}), "damaged-part"),
    "a stray cell in the last row and column": (
        lambda p: stray(p, "XFD1048576"), "sprawling"),
    "a stray cell named beyond the sheet": (lambda p: stray(p, "A99999999"), "bad-address"),
    "a name that climbs out of the folder": (
        lambda p: beside(p, "../../../tmp/evil.xml"), "unsafe-name"),
    "a name of another drive": (lambda p: beside(p, "C:/evil.xml"), "unsafe-name"),
    "a name that climbs with backslashes": (
        lambda p: beside(p, "xl\\..\\..\\evil.xml"), "unsafe-name"),
    "12,000 parts": (
        lambda p: zipped({**p, **{f"xl/media/{n}.txt": b"" for n in range(12_000)}}, 0),
        "too-many-parts"),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(parts, tmp_path_factory):
    """What came of each file, by name; all are tried in one process, one after the other."""
    folder = tmp_path_factory.mktemp("bombs")
    paths = {folder / f"{number}.xlsx": name for number, name in enumerate(FILES)}
    for path, name in paths.items():
        path.write_bytes(FILES[name][0](parts))
    sizes = {path: path.stat().st_size for path in paths}
    found = {}
    for each in tried("validate", paths):
        path = folder / each["path"].rpartition("/")[2]
        found[paths.get(path, "crash")] = each
        assert path not in sizes or path.stat().st_size == sizes[path]
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_hurt_is_refused_by_name(name, outcomes):
    assert outcomes.get(name, outcomes.get("crash"))["outcome"] == FILES[name][1]
    assert "\n" not in outcomes[name]["said"]


@pytest.mark.parametrize("name", [name for name in FILES if "never end" in name])
def test_the_file_layer_itself_does_not_dwell_on_markup_that_never_ends(name, parts):
    workbook = Workbook.open(FILES[name][0](parts))
    sheet = workbook["客户档案"]
    signal.alarm(60)  # ends the tests: before, some of these took hours
    for step in (
        lambda: sheet.read_cells("A1:Z9"),
        lambda: workbook.texts({10**6}),
        sheet.odd_cells,
        lambda: sheet.merged,
        lambda: sheet.write({"B2": 1, "Z99": "x"}),
        workbook.to_bytes,
    ):
        with suppress(OoxmlError):
            step()
    signal.alarm(0)


def test_a_name_that_climbs_writes_nothing_outside(parts, tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "客户.xlsx").write_bytes(beside(parts, "../../evil.xml"))
    before = sorted(tmp_path.rglob("*"))

    list(tried("validate", [inner / "客户.xlsx"]))

    assert sorted(tmp_path.rglob("*")) == before


def test_a_stray_cell_that_leaves_the_sheet_readable_is_no_obstacle(parts, tmp_path):
    cells = ["XFD12", "A20000"]
    for cell in cells:
        (tmp_path / f"{cell}.xlsx").write_bytes(stray(parts, cell))

    outcomes = list(tried("validate", [tmp_path / f"{cell}.xlsx" for cell in cells]))

    assert [each["outcome"] for each in outcomes] == ["saved", "saved"]
    for cell in cells:
        path = tmp_path / f"{cell}.xlsx"
        assert openpyxl.load_workbook(path)["客户档案"][cell].value == 1
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
