"""The Open XML rules, checked by an independent validator: stamping adds no finding."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.ooxml.clone_workbooks import built, png
from tests.ooxml.test_clone import furnished
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import KEEP, SheetTemplate

openxml_audit = pytest.importorskip("openxml_audit")

ROWS = [["a", 10, 0.1, KEEP], ["b", 20, 0.2, KEEP], ["c", 30, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def everything(workbook: Any, sheet: Any) -> None:
    """A sheet with all that can be cloned."""
    furnished(workbook, sheet)
    sheet.conditional_format("B6:B8", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("H6", {"range": "Template!A6:C6"})
    sheet.write_dynamic_array_formula("J1", "=SORT(B6:B8)")
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=Template!$B$6:$B$8", "categories": "=Template!$A$6:$A$8"})
    chart.set_title({"name": "=Template!$A$12"})
    sheet.insert_chart("H8", chart)
    sheet.insert_image("H30", "logo.png", {"image_data": BytesIO(png())})
    sheet.write_comment("A12", "a note")
    sheet.set_footer("&L&G", {"image_left": "foot.png", "image_data_left": BytesIO(png())})
    sheet.ignore_errors({"number_stored_as_text": "A6:A8"})


def findings(content: bytes, folder: Path) -> set[str]:
    """What the validator says about a workbook."""
    path = folder / "workbook.xlsx"
    path.write_bytes(content)
    return {str(error) for error in openxml_audit.OpenXmlValidator().validate(str(path)).errors}


@pytest.mark.parametrize("accent", ["4F81BD", "00AA55"])
def test_a_stamped_workbook_has_no_finding(tmp_path: Path, accent: str) -> None:
    target = Workbook.open(built(lambda _, sheet: sheet.write("A1", "text")))
    theme = next(name for name in target.package.names if "theme1" in name)
    content = target.package.read(theme).replace(b'"4F81BD"', f'"{accent}"'.encode())
    target.package.replace(theme, content)
    assert findings(target.to_bytes(), tmp_path) == set()
    cut = SheetTemplate(Workbook.open(built(everything)), "Template")
    for name in ("One", "Two"):
        cut.stamp(target, name, tables={"Deals": ROWS})
    cut.stamp(target, "One", tables={"Deals": []}, replace="One")
    assert findings(target.to_bytes(), tmp_path) == set()
