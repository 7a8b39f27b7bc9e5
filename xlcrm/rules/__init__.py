"""What we object to: the rule book, one tuple per kind of rule.

To add a rule:

1. if it limits one cell, write the limit on the field line in `xlcrm.sheets` instead;
2. otherwise write one function in the file it belongs to (one row: `row.py`, `stage.py`; many
   rows: `sheet.py`; other sheets: `link.py`), named for what is wrong, which takes a Case (all
   sheets, today's date, settings) and yields marks;
3. add its Rule (code, severity, both sentences) to the tuple that ends the file.
"""

from xlcrm.rules.activity import ACTIVITY_RULES
from xlcrm.rules.amounts import AMOUNT_RULES
from xlcrm.rules.care import CARE_RULES
from xlcrm.rules.cell import CELL_RULES
from xlcrm.rules.compliance import COMPLIANCE_RULES
from xlcrm.rules.finding import Finding, Mark, Severity
from xlcrm.rules.formats import FORMAT_RULES
from xlcrm.rules.likeness import LIKENESS_RULES
from xlcrm.rules.link import LINK_RULES
from xlcrm.rules.loyalty import LOYALTY_RULES
from xlcrm.rules.namesakes import NAMESAKE_RULES
from xlcrm.rules.negotiation import NEGOTIATION_RULES
from xlcrm.rules.people import PEOPLE_RULES
from xlcrm.rules.reading import READING_RULES
from xlcrm.rules.row import ROW_RULES
from xlcrm.rules.rule import Case, Rule, Sheets
from xlcrm.rules.run import findings_of
from xlcrm.rules.settings import DEFAULT_SETTINGS, RuleSettings
from xlcrm.rules.sheet import SHEET_RULES
from xlcrm.rules.stage import STAGE_RULES
from xlcrm.rules.text import TEXT_RULES

RULES: tuple[Rule, ...] = (
    READING_RULES
    + CELL_RULES
    + FORMAT_RULES
    + TEXT_RULES
    + ROW_RULES
    + STAGE_RULES
    + ACTIVITY_RULES
    + NEGOTIATION_RULES
    + COMPLIANCE_RULES
    + AMOUNT_RULES
    + SHEET_RULES
    + LIKENESS_RULES
    + NAMESAKE_RULES
    + LINK_RULES
    + PEOPLE_RULES
    + LOYALTY_RULES
    + CARE_RULES
)

__all__ = [
    "DEFAULT_SETTINGS",
    "RULES",
    "Case",
    "Finding",
    "Mark",
    "Rule",
    "RuleSettings",
    "Severity",
    "Sheets",
    "findings_of",
]
