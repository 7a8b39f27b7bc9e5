"""A template's look in the target: merged without renumbering, colours as in the template."""

import re
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from tests.ooxml.clone_workbooks import built, parts, plain_target, read, saved, template
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import SheetTemplate


def coloured() -> Workbook:
    """A template whose first cell has a theme colour, a quarter lighter accent 1."""
    source = openpyxl.Workbook()
    sheet = source.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Template"
    sheet["A1"] = "x"
    sheet["A1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.8))
    sheet["A1"].font = Font(name="Arial", size=13, color=Color(theme=5), scheme="minor")
    sheet.sheet_properties.tabColor = Color(theme=4)
    return Workbook.open(saved(source))


def themed_target(accent: str) -> Workbook:
    """A target whose theme has another first accent colour."""
    workbook = Workbook.open(plain_target())
    part = next(name for name in workbook.package.names if "theme1" in name)
    content = workbook.package.read(part)
    assert b'"4F81BD"' in content
    workbook.package.replace(part, content.replace(b'"4F81BD"', f'"{accent}"'.encode()))
    return Workbook.open(workbook.to_bytes())


def test_theme_colours_stay_theme_colours_under_the_same_theme() -> None:
    target = Workbook.open(plain_target())
    SheetTemplate(coloured(), "Template").stamp(target, "Acme")
    sheet = read(target.to_bytes(), "Acme")
    assert sheet["A1"].fill.fgColor.theme == 4
    assert sheet["A1"].font.scheme == "minor"


def test_theme_colours_become_plain_colours_under_another_theme() -> None:
    target = themed_target("00FF00")
    SheetTemplate(coloured(), "Template").stamp(target, "Acme")
    sheet = read(target.to_bytes(), "Acme")
    # Accent 1 of Office 2007, 4F81BD, 80 % lighter: as Excel shows it.
    assert sheet["A1"].fill.fgColor.rgb == "FFDCE6F2"
    assert sheet["A1"].font.color.rgb == "FFC0504D"
    assert sheet.sheet_properties.tabColor.rgb == "FF4F81BD"


def test_the_targets_own_formats_keep_their_numbers() -> None:
    target = openpyxl.Workbook()
    own = target.active
    assert isinstance(own, Worksheet)
    for row, size in enumerate((8, 12, 20), 1):
        own.cell(row, 1, size).font = Font(size=size)
        own.cell(row, 1).number_format = f"0.{'0' * row}_own"
    content = saved(target)

    def build(workbook: Any, sheet: Any) -> None:
        for row, code in enumerate(("0.0000", "yyyy/mm/dd", "0.00_own")):
            sheet.write(row, 0, 1, workbook.add_format({"num_format": code, "italic": True}))

    workbook = Workbook.open(content)
    template(build).stamp(workbook, "Acme")
    after = openpyxl.load_workbook(BytesIO(workbook.to_bytes()))
    assert [cell.font.sz for cell in after["Sheet"]["A"]] == [8, 12, 20]
    assert [cell.number_format for cell in after["Acme"]["A"]] == [
        "0.0000", "yyyy/mm/dd", "0.00_own",
    ]  # fmt: skip
    before = parts(content)["xl/styles.xml"].decode()
    styles = parts(workbook.to_bytes())["xl/styles.xml"].decode()
    for kind in ("fonts", "cellXfs"):
        old = re.search(f"<{kind}[^>]*>(.*?)</{kind}>", before, re.S)
        new = re.search(f"<{kind}[^>]*>(.*?)</{kind}>", styles, re.S)
        assert old
        assert new
        assert new[1].startswith(old[1])


def test_equal_formats_are_appended_once_for_any_number_of_tabs() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.write("A1", 1, workbook.add_format({"bold": True}))
        red = workbook.add_format({"bg_color": "red"})
        sheet.conditional_format("A1", {"type": "cell", "criteria": ">", "value": 0, "format": red})

    workbook = Workbook.open(plain_target())
    cut = template(build)
    cut.stamp(workbook, "One")
    once = parts(workbook.to_bytes())["xl/styles.xml"]
    cut.stamp(workbook, "Two")
    template(build).stamp(workbook, "Three")
    assert parts(workbook.to_bytes())["xl/styles.xml"] == once


def test_conditional_formats_point_at_the_right_look() -> None:
    def filled(colour: str) -> Any:
        def build(workbook: Any, sheet: Any) -> None:
            look = workbook.add_format({"bg_color": colour})
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": look}
            sheet.conditional_format("A1", rule)

        return build

    workbook = Workbook.open(built(filled("#00FF00")))
    template(filled("#FF0000")).stamp(workbook, "Acme")
    content = workbook.to_bytes()
    looks = {}
    for name in ("Template", "Acme"):
        (found,) = read(content, name).conditional_formatting
        looks[name] = found.rules[0].dxf.fill.bgColor.rgb
    assert looks == {"Template": "FF00FF00", "Acme": "FFFF0000"}


def test_plain_cells_stay_plain() -> None:
    workbook = Workbook.open(plain_target())
    template(lambda _, sheet: sheet.write("A1", 1)).stamp(workbook, "Acme")
    content = workbook.to_bytes()
    assert parts(content)["xl/styles.xml"] == parts(plain_target())["xl/styles.xml"]


def test_dates_in_unformatted_cells_are_shown_as_dates() -> None:
    from datetime import date, datetime

    workbook = Workbook.open(plain_target())
    cells = {(1, 1): date(2026, 1, 2), (2, 1): datetime(2026, 1, 2, 13, 30)}
    template(lambda _, sheet: sheet.write("B1", 1)).stamp(workbook, "Acme", cells=cells)
    sheet = read(workbook.to_bytes(), "Acme")
    assert [cell.number_format for cell in sheet["A"]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert sheet["A2"].value == datetime(2026, 1, 2, 13, 30)


def test_columns_and_rows_bring_their_formats() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.set_column("B:C", 20, workbook.add_format({"italic": True}))
        sheet.set_row(4, 30, workbook.add_format({"bold": True}))

    workbook = Workbook.open(plain_target())
    template(build).stamp(workbook, "Acme", cells={(2, 2): "in a column", (5, 1): "in a row"})
    sheet = read(workbook.to_bytes(), "Acme")
    assert sheet["B2"].font.i
    assert sheet["A5"].font.b
    assert sheet.row_dimensions[5].font.b
    assert sheet.column_dimensions["B"].font.i
