"""Every planning template, filled from the sample company and printed by LibreOffice."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import xlcrm
from tests.conftest import SAMPLES, program
from tests.template_books import PLANS, kind_of, language_of, named
from xlcrm.book import FileBook

AS_OF = date(2026, 11, 30)
MOST_PAGES = {"manager_month": 6, "call_sheet": 4}
"""Pages a tab may take; 3 where nothing is said."""
A4 = {(595, 842), (842, 595)}


@pytest.fixture(scope="module")
def poppler() -> tuple[str, str]:
    """The programs that say what a PDF holds."""
    return program("poppler", "pdfinfo"), program("poppler", "pdftotext")


def printed(path: Path, soffice: str, folder: Path) -> Path:
    """The first tab of this template, of the sample company's largest customer, as a PDF."""
    book = Path(shutil.copy(SAMPLES / f"crm_{language_of(path)}.xlsx", folder))
    xlcrm.plan(book, xlcrm.Options(as_of=AS_OF), template=kind_of(path), top=1)
    made = FileBook(book)
    tabs = [sheet for sheet, what in made.owned_sheets().items() if what.startswith("plan ")]
    made.copy_out(tabs[:1], folder / "tab.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, str(folder / "tab.xlsx")], check=True, capture_output=True, timeout=300
    )
    return folder / "tab.pdf"


@pytest.mark.parametrize("path", PLANS, ids=named)
def test_a_plan_prints_on_a_few_a4_pages_without_a_value_too_wide_for_its_cell(
    path: Path, soffice: str, poppler: tuple[str, str], tmp_path: Path
) -> None:
    pdf = printed(path, soffice, tmp_path)

    info = said(poppler[0], "-l", "99", str(pdf))
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", info)
    pages = said(poppler[1], str(pdf), "-").split("\f")[:-1]
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} <= A4
    assert 1 <= len(pages) == len(sizes) <= MOST_PAGES.get(kind_of(path), 3)
    assert "###" not in "".join(pages)
    assert "{{" not in "".join(pages)
    assert all("2026-11" in page for page in pages), "the heading is repeated"


def said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
