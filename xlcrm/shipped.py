"""The workbooks that come with xlcrm: templates, samples and macros.

They lie beside the package in a checkout and inside it in an installed wheel.
"""

from pathlib import Path
from typing import Literal

from xlcrm.language import Language

Shelf = Literal["workbook_templates", "samples", "macros"]


def shipped(shelf: Shelf) -> Path:
    """The folder of that name; raises FileNotFoundError when the installation lacks it."""
    package = Path(__file__).parent
    for folder in (package.parent / shelf, package / shelf):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"xlcrm is installed without its {shelf}; install it again")


def template_path(name: str, language: Language) -> Path:
    """A template in a language: findings, dashboard, starter, planning/account_plan."""
    return shipped("workbook_templates") / f"{name}_{language}.xlsx"


def sample_path(language: Language) -> Path:
    """The sample company's workbook."""
    return shipped("samples") / f"crm_{language}.xlsx"
