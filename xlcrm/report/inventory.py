"""The domain inventory against the code: which methods, rules and pages carry each item.

`docs/inventory_ids.json` lists the items that the program has to carry. Methods and rules name
theirs by id; where an item is seen follows from the sheet of its method, and from PAGES.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.report.dashboard import NAMES
from xlcrm.rules import RULES
from xlcrm.sheets import sheet_model

LISTED = Path(__file__).parents[2] / "docs" / "inventory_ids.json"

AREAS: Mapping[int, str] = MappingProxyType(
    {
        1: "1 Customer file",
        2: "2 Segmentation and value",
        3: "3 Funnel and forecast",
        4: "4 Decision makers",
        5: "5 Activities",
        6: "6 Negotiation",
        7: "7 Satisfaction and loyalty",
        8: "8 Service and care",
        9: "9 Receivables",
        10: "10 Marketing",
        11: "11 Process",
    }
)
"""Number of an area in the inventory to its title."""

PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "funnel": ("project-funnel-4", "funnel-balance", "stage-dwell-plan"),
        "forecast": ("sales-forecast", "sales-progress", "out-of-funnel"),
        "value": ("pareto-20-80", "attack-defence-matrix", "dso-countback"),
        "relationship": (
            *("dm-role-codes", "dm-attitude-codes", "dm-card", "org-levels-3", "buying-centre-5"),
            *("decision-factor-matrix", "coach-register", "relationship-stage-4"),
            "ka-info-4-steps",
        ),
        "alerts": ("project-funnel-4", "procurement-stages", "opp-20q"),
    }
)
"""Dashboard to the items shown on it."""


TABS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("大客户计划", "Key account plan"), ("account-plan", "resource-allocation-10")),
    (Text("商机计划", "Opportunity plan"), ("opp-20q", "customer-background-sheet")),
    (Text("谈判计划", "Negotiation plan"), ("nego-5-factors", "nego-chips-4", "nego-batna")),
    (Text("拜访计划", "Visit plan"), ("activity-5w", "activity-objective-rule")),
    (Text("电话日计划", "Call sheet"), ("call-plan-200",)),
    (Text("关怀计划", "Care plan"), ("abc-care-tier", "care-plan-dimensions")),
    (Text("交接包", "Handover pack"), ("record-for-company",)),
    (Text("冲突清单", "Conflicts"), ("master-consolidation",)),
)
"""Planning tabs and the roll-up's list of conflicts, with the items shown on them."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item of the inventory."""

    area: int
    id: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Carriers:
    """What carries one item."""

    methods: tuple[str, ...]
    rules: tuple[str, ...]
    places: tuple[str, ...]
    """Sheets that its methods write to or read, then dashboards and tabs, in both languages."""


def entries(path: Path = LISTED) -> list[Entry]:
    """The items that must be carried, by area."""
    return [Entry(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def carriers(path: Path = LISTED) -> dict[str, Carriers]:
    """Item to what carries it, for every item of the list."""
    return {entry.id: _carriers(entry.id) for entry in entries(path)}


def _carriers(item: str) -> Carriers:
    labels = [method.LABEL for method in METHODS if item in method.LABEL.ids]
    sheets = dict.fromkeys(label.sheet for label in labels)
    titles = [sheet_model(sheet).SHEET for sheet in sheets]
    pages = [NAMES[page] for page, items in PAGES.items() if item in items]
    pages += [tab for tab, items in TABS if item in items]
    return Carriers(
        methods=tuple(label.name for label in labels),
        rules=tuple(rule.code for rule in RULES if item in rule.ids),
        places=(
            *(f"{title.zh} · {title.en}" for title in titles),
            *(f"{page.zh} · {page.en}" for page in pages),
        ),
    )
