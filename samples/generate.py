"""Writes the sample workbooks anew: `python samples/generate.py`, the same bytes every time.

Everything comes from one seed and from the sheet models: headers, choices and units are theirs.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # works in a fresh checkout

from samples.company import company
from samples.layout import PLANS
from samples.planted import Planted, plant
from samples.readme import readme
from samples.workbook import workbook_bytes
from xlcrm.language import LANGUAGES, Language

HERE = Path(__file__).resolve().parent


def sample_files() -> dict[str, bytes]:
    """File name → content of everything in this folder that is generated."""
    rows, planted = plant(company())
    errors = {language: [_entry(each, language) for each in planted] for language in LANGUAGES}
    listing = json.dumps(errors, ensure_ascii=False, indent=2) + "\n"
    return {
        **{f"crm_{language}.xlsx": workbook_bytes(rows, language) for language in LANGUAGES},
        "planted_errors.json": listing.encode(),
        "README.md": readme(rows, errors).encode(),
    }


def _entry(planted: Planted, language: Language) -> dict[str, str]:
    plan = PLANS[planted.sheet]
    return {
        "sheet": plan.title(language),
        "cell": plan.cell(planted.field, planted.row),
        "code": planted.code,
        "what": planted.what[language],
    }


def main() -> None:
    for name, content in sample_files().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
