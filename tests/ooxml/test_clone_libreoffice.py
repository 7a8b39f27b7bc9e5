"""LibreOffice opens stamped workbooks, calculates them and draws their charts."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.ooxml.clone_workbooks import deals, plain_target, template
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import KEEP

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

ROWS = [["a", 10, 0.1, KEEP], ["b", 20, 0.2, KEEP], ["c", 30, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def converted(content: bytes, kind: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it."""
    source = folder / "stamped.xlsx"
    source.write_bytes(content)
    out = folder / "out"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / f"stamped.{kind}").read_bytes()


def charted(workbook: Any, sheet: Any) -> None:
    deals(workbook, sheet)
    sheet.data_validation("A6:A8", {"validate": "list", "source": ["a", "b", "c", "d"]})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=Template!$B$6:$B$8", "categories": "=Template!$A$6:$A$8"})
    sheet.insert_chart("F2", chart)


def test_formulas_calculate_and_charts_and_rules_arrive(tmp_path: Path) -> None:
    target = converted(plain_target(), "xlsx", tmp_path)
    workbook = Workbook.open(target)
    template(charted).stamp(workbook, "Acme & Co", tables={"Deals": ROWS})
    content = converted(workbook.to_bytes(), "xlsx", tmp_path)
    found = openpyxl.load_workbook(BytesIO(content), data_only=True)
    assert found.sheetnames == ["Customers", "Acme & Co"]
    sheet = found["Acme & Co"]
    # 10 + 20 + 30 + 40; the amounts again and the first; amounts by rates.
    assert sheet["B11"].value == 100
    assert sheet["C11"].value == 110
    assert [sheet[f"D{row}"].value for row in range(6, 10)] == pytest.approx([1, 4, 9, 16])
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "A6:A9"
    with ZipFile(BytesIO(content)) as file:
        chart = next(file.read(name) for name in file.namelist() if "charts/chart" in name)
    assert b"$B$6:$B$9" in chart


def test_the_workbook_prints(tmp_path: Path) -> None:
    workbook = Workbook.open(plain_target())
    template(charted).stamp(workbook, "Acme", tables={"Deals": ROWS})
    assert converted(workbook.to_bytes(), "pdf", tmp_path).startswith(b"%PDF")
