"""Files that are something else, or dangerous: one named sentence each."""

import struct
import zipfile

import pytest

from tests.ooxml.workbooks import built, tiny, unzipped, zipped
from xlcrm.ooxml import Limits, NotAWorkbook, OoxmlError, Refused, TooLarge, Workbook

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def ole(*streams):
    """The outline of an OLE container: its magic number and a directory with these names."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory


def ordinary():
    return built(lambda workbook, sheet: sheet.write("A1", 1))


def with_entry(name):
    return zipped({**unzipped(ordinary()), name: b"x"})


def binary_workbook():
    content = unzipped(tiny())
    types = content["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )
    return zipped({**content, "[Content_Types].xml": types})


def entities_in(part):
    content = unzipped(tiny())
    declaration, _, rest = content[part].decode().rpartition("?>\n")
    head = declaration + "?>\n" if declaration else ""
    return zipped({**content, part: head + BOMB + rest})


FILES = {
    "not-a-zip": b"name;amount\n1;2\n",
    "empty-file": b"",
    "truncated": ordinary()[:-40],
    "truncated in the middle": ordinary()[:3000],
    "encrypted": ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    "legacy-xls": ole("Root Entry", "Workbook"),
    "ods": zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "xlsb": binary_workbook(),
    "not-a-workbook": zipped({"word/document.xml": "<x/>"}),
    "xml-entities": entities_in("xl/workbook.xml"),
    "unsafe-name": with_entry("../../evil.xml"),
}  # fmt: skip


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_workbook_is_refused_by_name(code):
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(FILES[code])
    assert caught.value.code == code.split()[0]
    assert "\n" not in str(caught.value)


def test_a_wps_file_is_told_by_its_ending(tmp_path):
    path = tmp_path / "客户.et"
    path.write_bytes(ole("Root Entry", "Workbook"))
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(path)
    assert caught.value.code == "et"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(tmp_path):
    path = tmp_path / "twice.xlsx"
    path.write_bytes(ordinary())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(path)
    assert caught.value.code == "duplicate-part"


def test_an_encrypted_zip_entry_is_refused():
    content = bytearray(ordinary())
    at = content.index(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(bytes(content))
    assert caught.value.code == "encrypted"


def test_entities_in_a_sheet_are_refused_when_the_sheet_is_read():
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(entities_in("xl/worksheets/sheet1.xml"))["Data"].read_cells(["A1"])
    assert caught.value.code == "xml-entities"


@pytest.mark.parametrize("limits", [
    Limits(parts=3), Limits(expanded_bytes=2000), Limits(part_bytes=500),
])  # fmt: skip
def test_a_package_beyond_its_limits_is_refused(limits):
    with pytest.raises(TooLarge):
        Workbook.open(ordinary(), limits=limits)


def test_a_bomb_that_lies_about_its_size_does_not_unfold():
    content = unzipped(tiny())
    bomb = zipped({**content, "xl/worksheets/sheet1.xml": b"<worksheet>" + bytes(50_000_000)})
    size = struct.pack("<L", 50_000_011)
    lying = bomb.replace(size, struct.pack("<L", 1000))
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(lying)["Data"].read_cells(["A1"])
    assert caught.value.code == "damaged-part"


def test_a_bomb_that_tells_its_size_is_refused_on_opening():
    content = unzipped(tiny())
    bomb = zipped({**content, "xl/media/image1.png": bytes(50_000_000)})
    with pytest.raises(TooLarge) as caught:
        Workbook.open(bomb, limits=Limits(expanded_bytes=10_000_000))
    assert caught.value.code == "too-large"


def test_a_damaged_part_is_noticed_by_its_checksum():
    content = bytearray(zipped(unzipped(ordinary()), zipfile.ZIP_STORED))
    at = content.index(b"<sheetData>")
    content[at + 1 : at + 2] = b"S"
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(bytes(content))["Data"].read_cells(["A1"])
    assert (caught.value.code, caught.value.part) == ("damaged-part", "xl/worksheets/sheet1.xml")


def test_overlapping_entries_are_refused():
    content = bytearray(ordinary())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(bytes(content))
    assert caught.value.code == "truncated"


def test_a_signed_workbook_is_opened_only_on_request():
    signed = zipped({**unzipped(ordinary()), "_xmlsignatures/sig1.xml": "<Signature/>"})
    with pytest.raises(Refused) as caught:
        Workbook.open(signed)
    assert caught.value.code == "signed"
    assert Workbook.open(signed, allow_signed=True).sheet_names == ["Data"]


def test_a_chart_sheet_has_no_cells():
    def fill(workbook, sheet):
        sheet.write("A1", 1)
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        workbook.add_chartsheet("Chart").set_chart(chart)

    workbook = Workbook.open(built(fill))
    assert workbook.sheet_names == ["Data", "Chart"]
    with pytest.raises(Refused) as caught:
        workbook["Chart"]
    assert caught.value.code == "not-a-worksheet"


def test_errors_say_where_in_one_line():
    error = OoxmlError("formula", "the cell holds a formula", sheet="Data", cell="C7", detail="x")
    assert str(error) == "Data!C7: the cell holds a formula (x)"
    assert str(OoxmlError("empty-file", "the file is empty")) == "the file is empty"
