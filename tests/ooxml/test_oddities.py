"""What real files do, one tiny package each: handled, or refused by name."""

import io
import struct
import zipfile

import pytest

from tests.only_changed import only_changed, part
from tests.ooxml.workbooks import (
    MAIN,
    STRICT_MAIN,
    STRICT_OFFICE,
    by_calamine,
    by_openpyxl,
    tiny,
    unzipped,
    zipped,
)
from xlcrm.ooxml import NotAWorkbook, Refused, Workbook

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="3"><c r="B3"><v>2</v></c></row></sheetData>'
)
DECLARED = f'<?xml version="1.0" encoding="{{}}"?><worksheet xmlns="{MAIN}">{ROWS}</worksheet>'
PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
    '</x:row><x:row r="3"><x:c r="B3"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
).encode()

ODDITIES = {
    "ordinary": tiny(ROWS),
    "prefixed elements": tiny(PREFIXED),
    "utf-8 byte order mark": tiny(b"\xef\xbb\xbf" + DECLARED.format("UTF-8").encode()),
    "utf-16 sheet": tiny(DECLARED.format("UTF-16").encode("utf-16")),
    "latin-1 sheet": tiny(DECLARED.format("ISO-8859-1").encode("latin-1")),
    "strict namespaces": tiny(ROWS, main=STRICT_MAIN, office=STRICT_OFFICE),
    "single quotes": tiny(ROWS.replace('"', "'")),
    "r is not the first attribute": tiny(
        '<sheetData><row spans="1:2" r="1"><c s="0" r="A1"><v>1</v></c></row>'
        '<row ht="20" r="3"><c t="n" r="B3"><v>2</v></c></row></sheetData>'),
    "rows and cells without r": tiny(
        "<sheetData><row><c><v>1</v></c></row><row/><row><c/><c><v>2</v></c></row></sheetData>"),
    "self-closing rows": tiny(ROWS.replace('<row r="3">', '<row r="2"/><row r="3">')),
    "white space between elements": tiny(ROWS.replace("><", ">\n  <")),
    "comment among the rows": tiny(
        ROWS.replace('<row r="3">', '<!-- </row> <row r="9"> --><row r="3">')),
    "no dimension, empty rows part": tiny(ROWS),
    "wrong spans": tiny(ROWS.replace('<row r="1">', '<row r="1" spans="1:1">')),
    "bytes before the first entry": b"MZ junk" + tiny(ROWS),
    "stored entries": zipped(unzipped(tiny(ROWS)), zipfile.ZIP_STORED),
}  # fmt: skip


@pytest.mark.parametrize("name", ODDITIES)
def test_an_odd_file_is_written_like_any_other(name):
    before = ODDITIES[name]
    workbook = Workbook.open(before)
    sheet = workbook["Data"]
    assert [cell.value for cell in sheet.read_cells(["A1", "B3", "C3"]).values()] == [1, 2, None]
    sheet.write({"B1": "x", "A2": 5, "B3": 6, "C3": True})
    after = workbook.to_bytes()
    only_changed(before, after, {"Data": ["B1", "A2", "B3", "C3"]})
    expected = {"A1": 1, "B1": "x", "A2": 5, "B3": 6, "C3": True}
    assert by_calamine(after) == expected
    if name != "strict namespaces":  # openpyxl sees no sheets there
        assert by_openpyxl(after) == expected


@pytest.mark.parametrize("name", ODDITIES)
def test_columns_are_written_into_odd_files_too(name):
    workbook = Workbook.open(ODDITIES[name])
    workbook["Data"].write_columns(1, {"B": [7, 8, 9, 10]})
    assert by_calamine(workbook.to_bytes()) == {"A1": 1, "B1": 7, "B2": 8, "B3": 9, "B4": 10}


def test_cdata_in_a_cell_stays_its_text():
    before = tiny('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a</row>&<b>]]></t>'
                  "</is></c></row></sheetData>")  # fmt: skip
    workbook = Workbook.open(before)
    workbook["Data"].write({"B1": 1})
    assert by_openpyxl(workbook.to_bytes()) == {"A1": "a</row>&<b>", "B1": 1}


@pytest.mark.parametrize(("rows", "code"), [
    ('<row r="3"><c r="A3"/></row><row r="2"><c r="A2"/></row>', "rows-out-of-order"),
    ('<row r="2"><c r="A2"/></row><row r="2"><c r="B2"/></row>', "rows-out-of-order"),
    ('<row r="2"><c r="C2"/><c r="B2"/></row>', "cells-out-of-order"),
])  # fmt: skip
def test_disorder_is_refused_by_name(rows, code):
    workbook = Workbook.open(tiny(f"<sheetData>{rows}</sheetData>"))
    with pytest.raises(Refused) as caught:
        workbook["Data"].write({"A2": 1, "A9": 1})
    assert caught.value.code == code


@pytest.mark.parametrize("markup", [
    b"<worksheet/>", b"<worksheet><sheetData><row r='1'>", b"", b"<worksheet><sheetData>",
])  # fmt: skip
def test_a_sheet_that_breaks_off_is_refused(markup):
    with pytest.raises(NotAWorkbook) as caught:
        Workbook.open(tiny(markup))["Data"].write({"A1": 1})
    assert caught.value.code == "damaged-part"


def test_backslashes_and_folder_entries_in_the_zip_are_understood_and_kept():
    content = unzipped(tiny(ROWS))
    sheet = content.pop(SHEET)
    before = zipped({**content, "xl/worksheets/": b""})
    file = io.BytesIO(before)
    with zipfile.ZipFile(file, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = "xl\\worksheets\\sheet1.xml"
        archive.writestr(info, sheet)
    workbook = Workbook.open(file.getvalue())
    workbook["Data"].write({"A1": 5})
    after = workbook.to_bytes()
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        names = [info.orig_filename for info in archive.infolist()]
    assert "xl/worksheets/" in names
    assert "xl\\worksheets\\sheet1.xml" in names
    assert Workbook.open(after)["Data"].read_cells(["A1"])["A1"].value == 5


def test_entries_with_data_descriptors_are_copied_whole():
    class Pipe(io.RawIOBase):
        """Cannot seek, so zipfile writes descriptors after each entry."""

        def __init__(self):
            super().__init__()
            self.content = b""

        def writable(self):
            return True

        def write(self, data):
            self.content += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in unzipped(tiny(ROWS)).items():
            archive.writestr(name, content)
    assert b"PK\x07\x08" in pipe.content
    workbook = Workbook.open(pipe.content)
    workbook["Data"].write({"B1": 5})
    after = workbook.to_bytes()
    only_changed(pipe.content, after, {"Data": ["B1"]})
    sheet_entry = pipe.content.index(b"xl/worksheets/sheet1.xml") - 30
    assert after.startswith(pipe.content[:sheet_entry])


def test_zip64_is_read_and_its_entries_are_copied():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in unzipped(tiny(ROWS)).items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content)
    before = wide_directory(file.getvalue())
    workbook = Workbook.open(before)
    workbook["Data"].write({"B1": 5, "A9": "new"})
    after = workbook.to_bytes()
    only_changed(before, after, {"Data": ["B1", "A9"]})
    assert by_calamine(after) == {"A1": 1, "B1": 5, "B3": 2, "A9": "new"}


def wide_directory(content):
    """The same zip with every number of its directory written in 64 bits."""
    end = content.rindex(b"PK\x05\x06")
    count, _, start = struct.unpack("<HLL", content[end + 10 : end + 20])
    records, at = b"", start
    for _ in range(count):
        name, extra, comment = struct.unpack("<HHH", content[at + 28 : at + 34])
        packed, full = struct.unpack("<LL", content[at + 20 : at + 28])
        place = struct.unpack("<L", content[at + 42 : at + 46])[0]
        wide = struct.pack("<HHQQQ", 1, 24, full, packed, place)
        record = bytearray(content[at : at + 46] + content[at + 46 : at + 46 + name] + wide)
        record[20:28] = b"\xff" * 8
        record[30:32] = struct.pack("<H", len(wide))
        record[42:46] = b"\xff" * 4
        records += bytes(record)
        at += 46 + name + extra + comment
    record64 = b"PK\x06\x06" + struct.pack(
        "<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(records), start
    )
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, start + len(records), 1)
    tail = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:start] + records + record64 + locator + tail


def test_names_that_differ_only_in_case_are_two_parts():
    before = zipped({**unzipped(tiny(ROWS)), "xl/Workbook.xml": "<other/>"})
    workbook = Workbook.open(before)
    assert workbook.package.read("xl/Workbook.xml") == b"<other/>"
    workbook["Data"].write({"A1": 2})
    only_changed(before, workbook.to_bytes(), {"Data": ["A1"]})


def test_a_workbook_part_elsewhere_and_absolute_targets_are_found():
    content = unzipped(tiny(ROWS))
    moved = {
        name.replace("xl/workbook", "book/main").replace(
            "xl/_rels/workbook", "book/_rels/main"
        ): text
        for name, text in content.items()
    }
    for name in ("[Content_Types].xml", "_rels/.rels"):
        moved[name] = moved[name].replace(b"xl/workbook.xml", b"book/main.xml")
    rels = "book/_rels/main.xml.rels"
    moved[rels] = moved[rels].replace(b'"worksheets/', b'"/xl/worksheets/')
    workbook = Workbook.open(zipped(moved))
    workbook["Data"].write({"A1": 2})
    assert part(workbook.to_bytes(), SHEET) == content[SHEET].replace(b"<v>1</v>", b"<v>2</v>")


def test_the_archive_comment_survives():
    file = io.BytesIO(tiny(ROWS))
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"made by hand"
    workbook = Workbook.open(file.getvalue())
    workbook["Data"].write({"A1": 2})
    with zipfile.ZipFile(io.BytesIO(workbook.to_bytes())) as archive:
        assert archive.comment == b"made by hand"


def test_iso_dates_errors_and_rich_text_are_read_as_what_they_are():
    sheet = Workbook.open(tiny(
        '<sheetData><row r="1"><c r="A1" t="d"><v>2026-11-30T00:00:00</v></c>'
        '<c r="B1" t="e"><v>#DIV/0!</v></c><c r="C1" t="inlineStr"><is><r><t>ri</t></r>'
        '<r><t>ch</t></r><rPh sb="0" eb="1"><t>kana</t></rPh></is></c>'
        '<c r="D1"><f>1+1</f></c><c r="E1" t="str"><f>A1</f><v>a_x000D_b</v></c>'
        '<c r="F1" t="b"><v>1</v></c></row></sheetData>'
    ))["Data"]  # fmt: skip
    found = sheet.read_cells("A1:F1")
    assert [(str(cell.value), cell.kind) for cell in found.values()] == [
        ("2026-11-30 00:00:00", "date"), ("#DIV/0!", "error"), ("rich", "text"), ("None", "empty"),
        ("a\rb", "text"), ("True", "bool"),
    ]  # fmt: skip
    assert [found["D1"].formula, found["E1"].formula, found["A1"].formula] == ["1+1", "A1", None]


def test_the_table_of_contents_keeps_its_own_order():
    """A few writers list the parts in another order than they stand in the file."""
    before = directory_reversed(tiny(ROWS))
    workbook = Workbook.open(before)
    workbook["Data"].write({"B9": 1})
    with zipfile.ZipFile(io.BytesIO(before)) as old:
        names = old.namelist()
    with zipfile.ZipFile(io.BytesIO(workbook.to_bytes())) as new:
        assert new.namelist() == names
        assert min(new.infolist(), key=lambda item: item.header_offset).filename == names[-1]


def directory_reversed(source):
    """The same zip file with its central directory from last to first."""
    start = source.index(b"PK\x01\x02")
    end = source.rindex(b"PK\x05\x06")
    records = source[start:end].split(b"PK\x01\x02")[1:]
    listed = b"".join(b"PK\x01\x02" + record for record in reversed(records))
    return source[:start] + listed + source[end:]
