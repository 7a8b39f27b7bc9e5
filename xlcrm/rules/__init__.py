"""What we object to: the rule book, one tuple per kind of rule.

To add a rule:

1. if it limits one cell, write the limit on the field line in `xlcrm.sheets` instead;
2. otherwise write one function in `row.py`, `sheet.py` or `link.py`, named for what is wrong,
   which takes all sheets and today's date and yields marks;
3. add its Rule (code, severity, both sentences) to the tuple that ends the file.
"""

from xlcrm.rules.cell import CELL_RULES
from xlcrm.rules.finding import Finding, Mark, Severity
from xlcrm.rules.link import LINK_RULES
from xlcrm.rules.row import ROW_RULES
from xlcrm.rules.rule import Rule, Sheets
from xlcrm.rules.run import findings_of
from xlcrm.rules.sheet import SHEET_RULES

RULES: tuple[Rule, ...] = CELL_RULES + ROW_RULES + SHEET_RULES + LINK_RULES

__all__ = ["RULES", "Finding", "Mark", "Rule", "Severity", "Sheets", "findings_of"]
