"""Writes the first design of every template: `python -m workbook_templates.build [FOLDER]`.

For developers. Staff open and restyle the committed workbooks in Excel, and running this again
overwrites their work: name another folder to look at the first design. Building twice gives the
same bytes.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from workbook_templates import (
    account_plan,
    call_sheet,
    care_plan,
    contents,
    dashboard,
    differences,
    findings,
    handover_pack,
    manager_month,
    negotiation_plan,
    opportunity_plan,
    rollup,
    snapshot,
    starter,
    team_report,
    visit_plan,
)
from xlcrm.language import LANGUAGES, Language

HERE = Path(__file__).parent

TEMPLATES: dict[str, Callable[[Path, Language], None]] = {
    "starter": starter.build,
    "findings": findings.build,
    "dashboard": dashboard.build,
    "snapshot": snapshot.build,
    "contents": contents.build,
    "differences": differences.build,
    "rollup": rollup.build,
    "team_report": team_report.build,
    "planning/account_plan": account_plan.build,
    "planning/opportunity_plan": opportunity_plan.build,
    "planning/negotiation_plan": negotiation_plan.build,
    "planning/visit_plan": visit_plan.build,
    "planning/call_sheet": call_sheet.build,
    "planning/care_plan": care_plan.build,
    "planning/handover_pack": handover_pack.build,
    "planning/manager_month": manager_month.build,
}


def build_all(folder: Path = HERE) -> list[Path]:
    """Writes every template in both languages under `folder`; returns the paths written."""
    paths = []
    for name, build in TEMPLATES.items():
        for language in LANGUAGES:
            path = folder / f"{name}_{language}.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            build(path, language)
            paths.append(path)
    return paths


if __name__ == "__main__":
    build_all(Path(sys.argv[1]) if sys.argv[1:] else HERE)
