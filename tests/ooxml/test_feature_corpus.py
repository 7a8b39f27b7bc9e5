"""One workbook per feature, made by XlsxWriter and by LibreOffice: a cell written, nothing lost."""

import shutil
import subprocess
from io import BytesIO

import pytest

from tests.only_changed import changed_parts, only_changed
from tests.ooxml.workbooks import built
from xlcrm.ooxml import Style, Workbook

ONE_PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\rT5\x8d\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


def chart(kind):
    def fill(workbook, sheet):
        sheet.write_column("A1", [1, 2, 3])
        drawn = workbook.add_chart({"type": kind})
        drawn.add_series({"values": "=Data!$A$1:$A$3", "categories": "=Data!$A$1:$A$3"})
        sheet.insert_chart("C2", drawn)

    return fill


def image(workbook, sheet):
    sheet.insert_image("B2", "dot.png", {"image_data": BytesIO(ONE_PIXEL)})


def rich_text(workbook, sheet):
    sheet.write_rich_string("A1", "plain ", workbook.add_format({"bold": True}), "bold", " end")


def page_setup(workbook, sheet):
    sheet.set_header("&L&F&R&D")
    sheet.set_footer("&CPage &P")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([10, 20])
    sheet.fit_to_pages(1, 0)


def filters(workbook, sheet):
    sheet.write_column("A1", ["h", 1, 2, 3])
    sheet.autofilter("A1:A4")
    sheet.filter_column("A", "x > 1")
    sheet.set_row(1, options={"hidden": True})


FEATURES = {
    "column chart": chart("column"),
    "line chart": chart("line"),
    "scatter chart": chart("scatter"),
    "pie chart": chart("pie"),
    "image": image,
    "text box": lambda workbook, sheet: sheet.insert_textbox("B2", "text"),
    "button": lambda workbook, sheet: sheet.insert_button("B2", {"macro": "go"}),
    "check box": lambda workbook, sheet: sheet.insert_checkbox("B2", True),
    "sparkline": lambda workbook, sheet: sheet.add_sparkline("F1", {"range": "Data!A1:E1"}),
    "comment": lambda workbook, sheet: sheet.write_comment("A1", "note"),
    "table": lambda workbook, sheet: sheet.add_table("B2:D5", {"name": "Deals"}),
    "list validation": lambda workbook, sheet: sheet.data_validation(
        "A1", {"validate": "list", "source": ["a", "b"]}),
    "data bar": lambda workbook, sheet: sheet.conditional_format(
        "A1:A9", {"type": "data_bar", "data_bar_2010": True}),
    "icons": lambda workbook, sheet: sheet.conditional_format(
        "A1:A9", {"type": "icon_set", "icon_style": "3_arrows"}),
    "colour scale": lambda workbook, sheet: sheet.conditional_format(
        "A1:A9", {"type": "3_color_scale"}),
    "rich text": rich_text,
    "dynamic array": lambda workbook, sheet: sheet.write_dynamic_array_formula(
        "F1", "=SORT(A1:A3)"),
    "array formula": lambda workbook, sheet: sheet.write_array_formula("F1:F3", "{=A1:A3*2}"),
    "merged cells": lambda workbook, sheet: sheet.merge_range("F1:G2", "merged"),
    "outline": lambda workbook, sheet: sheet.set_row(3, None, None, {"level": 1}),
    "frozen panes": lambda workbook, sheet: sheet.freeze_panes(1, 1),
    "page set-up": page_setup,
    "filter with hidden rows": filters,
    "links": lambda workbook, sheet: sheet.write_url("A1", "https://example.com"),
    "defined names": lambda workbook, sheet: workbook.define_name("Rate", "=Data!$A$1"),
    "errors ignored": lambda workbook, sheet: sheet.ignore_errors({"number_stored_as_text": "A1"}),
    "document properties": lambda workbook, sheet: workbook.set_custom_property("owner", "me"),
    "unused sheet": lambda workbook, sheet: workbook.add_worksheet("Other").hide(),
}  # fmt: skip


def check(before):
    """Write, mark and unmark; compare everything else."""
    cells = {"J7": 42, "K9": "text"}
    workbook = Workbook.open(before)
    workbook["Data"].write(cells)
    only_changed(before, workbook.to_bytes(), {"Data": cells, "xl/workbook.xml": "*"})
    workbook = Workbook.open(before)
    workbook["Data"].mark({"x": ["J7"]}, formats={"x": Style(fill="FFC7CE")})
    marked = workbook.to_bytes()
    assert changed_parts(before, marked) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    workbook = Workbook.open(marked)
    workbook["Data"].clear_marks()
    assert not changed_parts(before, workbook.to_bytes())


@pytest.mark.parametrize("feature", FEATURES)
def test_a_cell_beside_a_feature_is_written_and_the_feature_stays(feature):
    check(built(FEATURES[feature]))


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_workbooks_saved_by_libreoffice_are_written_like_any_other(tmp_path):
    names = ["column chart", "comment", "list validation", "data bar", "merged cells", "table"]
    for name in names:
        (tmp_path / f"{name}.xlsx").write_bytes(built(FEATURES[name]))
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", out, *sorted(tmp_path.glob("*.xlsx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for name in names:
        check((out / f"{name}.xlsx").read_bytes())
