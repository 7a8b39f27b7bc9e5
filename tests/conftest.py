"""Fixtures that every test may ask for."""

import os
import shutil
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(params=["zh", "en"])
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the sample company's workbook, once in each language: crm_zh.xlsx, crm_en.xlsx."""
    return Path(shutil.copy(SAMPLES / f"crm_{request.param}.xlsx", tmp_path))


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice program; a test without it is skipped, unless the environment needs it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program:
        return program
    if os.environ.get("XLCRM_NEEDS_LIBREOFFICE") == "1":
        pytest.fail("LibreOffice is not installed, and XLCRM_NEEDS_LIBREOFFICE=1 asks for it")
    pytest.skip("LibreOffice is not installed")
