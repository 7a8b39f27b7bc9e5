"""Bad input: one line that names the file and says what to do, exit code 2, nothing changed."""

import errno
import io
import zipfile

import openpyxl
import pytest

from xlcrm.shipped import sample_path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def text_file(_path):
    return "客户名单\n张三\n".encode()


def truncated(_path):
    whole = sample_path("zh").read_bytes()
    return whole[: len(whole) // 2]


def encrypted(_path):
    return ole_file("EncryptedPackage")


def legacy_xls(_path):
    return ole_file("Workbook")


def ole_file(stream):
    """The first sectors of an OLE container whose directory names one stream."""
    header = bytearray(512)
    header[:8] = OLE
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[48:52] = (1).to_bytes(4, "little")
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")
    fat = (b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff").ljust(512, b"\xff")
    entries = b"".join(
        directory_entry(name, kind) for name, kind in (("Root Entry", 5), (stream, 2))
    )
    return bytes(header) + fat + entries.ljust(512, b"\0")


def directory_entry(name, kind):
    wide = (name + "\0").encode("utf-16-le")
    return (wide.ljust(64, b"\0") + len(wide).to_bytes(2, "little") + bytes([kind, 1])).ljust(
        128, b"\0"
    )


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return buffer.getvalue()


def ods(_path):
    return packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_DOT_xml="<x/>")


def other_zip(_path):
    return packed(readme_DOT_txt="hello")


def empty_workbook(_path):
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def no_known_sheet(_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["菜名", "价格"])
    workbook.active.append(["宫保鸡丁", 38])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


BAD = {
    text_file: ("not an Excel workbook", "不是 Excel 工作簿"),
    other_zip: ("not an Excel workbook", "不是 Excel 工作簿"),
    truncated: ("incomplete or damaged", "不完整或已损坏"),
    encrypted: ("remove its password", "去掉密码"),
    legacy_xls: ("save it as .xlsx", "另存为 .xlsx"),
    ods: ("save it as .xlsx", "另存为 .xlsx"),
    empty_workbook: ("no “Accounts” or “Opportunities” sheet", "没有认出"),
    no_known_sheet: ("no “Accounts” or “Opportunities” sheet", "没有认出"),
}


@pytest.mark.parametrize("verb", ["validate", "score", "plan"])
@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_each_bad_file_gets_one_clear_line(xlcrm, tmp_path, make, verb):
    path = tmp_path / "客户 名单.xlsx"
    path.write_bytes(content := make(path))

    for lang, words in zip(("en", "zh"), BAD[make], strict=True):
        code, out, err = xlcrm(verb, path, "--lang", lang)

        assert code == 2
        assert out == ""
        assert len(err.strip().splitlines()) == 1
        assert "客户 名单.xlsx" in err
        assert words in err
    assert path.read_bytes() == content
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("suffix", "make", "words"),
    [
        (".xls", legacy_xls, ".xls format"),
        (".et", legacy_xls, "save it as .xlsx"),
        (".ods", ods, ".ods format"),
    ],
)
def test_other_formats_are_told_by_name(xlcrm, tmp_path, suffix, make, words):
    path = tmp_path / f"customers{suffix}"
    path.write_bytes(make(path))

    code, _, err = xlcrm("validate", path, "--lang", "en")

    assert code == 2
    assert words in err


def test_a_binary_workbook_is_told_by_name(xlcrm, tmp_path):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType='
        '"application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    )
    path = tmp_path / "customers.xlsb"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", links)
        package.writestr("xl/workbook.bin", b"\x83\x01\x00")

    code, _, err = xlcrm("validate", path, "--lang", "en")

    assert code == 2
    assert ".xlsb format" in err


def test_a_missing_file_is_named(xlcrm, tmp_path):
    code, _, err = xlcrm("score", tmp_path / "没有.xlsx", "--lang", "zh")

    assert code == 2
    assert "没有.xlsx" in err
    assert "找不到" in err


def test_a_workbook_open_elsewhere_is_left_alone(xlcrm, sample):
    before = sample.read_bytes()
    sample.with_name(f".~lock.{sample.name}#").write_text(",anna,desk-7,,;")

    code, _, err = xlcrm("validate", sample, "--lang", "en")

    assert code == 2
    assert "open in another program (anna)" in err
    assert sample.read_bytes() == before


def refuse(error):
    def call(*_args, **_kwargs):
        raise error

    return call


FAILURES = {
    "read-only or in use": PermissionError(errno.EACCES, "denied"),
    "disk is full": OSError(errno.ENOSPC, "No space left on device"),
}


@pytest.mark.parametrize("words", FAILURES)
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "shutil.copyfileobj"])
def test_a_write_that_fails_leaves_the_workbook_whole(xlcrm, sample, monkeypatch, words, step):
    before = sample.read_bytes()
    monkeypatch.setattr(step, refuse(FAILURES[words]))

    code, _, err = xlcrm("validate", sample, "--lang", "en")

    assert code == 2
    assert words in err
    assert sample.read_bytes() == before
    left = [path.name for path in sample.parent.rglob("*") if path.is_file()]
    assert left == [sample.name]


def test_the_other_workbooks_are_done_all_the_same(xlcrm, sample, tmp_path):
    bad = tmp_path / "broken.xlsx"
    bad.write_bytes(b"not a workbook")

    code, out, err = xlcrm("validate", bad, sample, "--as-of", "2026-11-30")

    assert code == 2
    assert "broken.xlsx" in err
    assert sample.name in out


def test_unknown_settings_and_names_come_with_a_suggestion(xlcrm, sample):
    for words, hint in [
        (("score", sample, "--set", "dso_countbak.days=1"), "dso_countback"),
        (("plan", sample, "--template", "acount_plan"), "account_plan"),
        (("plan", sample, "--accounts", "NOBODY"), "NOBODY"),
        (("methods", "dso"), "dso_countback"),
    ]:
        code, _, err = xlcrm(*words)

        assert code == 2
        assert hint in err
