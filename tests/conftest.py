"""Fixtures that every test may ask for."""

import os
import shutil
from pathlib import Path

import pytest

ALL_NEEDED = "XLCRM_NEEDS_PROGRAMS"
SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(params=["zh", "en"])
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the sample company's workbook, once in each language: crm_zh.xlsx, crm_en.xlsx."""
    return Path(shutil.copy(SAMPLES / f"crm_{request.param}.xlsx", tmp_path))


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice program."""
    return program("LibreOffice", "soffice", "libreoffice")


@pytest.fixture(scope="session")
def sdk_validator() -> str:
    """Microsoft's Open XML SDK validator, from the npm package @ooxml-tools/validate."""
    return program("@ooxml-tools/validate", "ooxml-validate")


def program(title: str, *names: str) -> str:
    """Where a program is; a test without it is skipped, or fails where all programs must be."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    if os.environ.get(ALL_NEEDED) == "1":
        pytest.fail(f"{title} is not installed, and {ALL_NEEDED}=1 asks for it")
    pytest.skip(f"{title} is not installed")
