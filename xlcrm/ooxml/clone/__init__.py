"""Template sheets stamped into other people's workbooks, any number of times.

`SheetTemplate` reads a sheet, and the parts below it, once; `stamp` adds a tab to a target. A tab
gets stamped in four steps:

1. Read (`source`, `cells`, `sheet_xml`, `parts` …): the XML of the sheet and of every part below
   it is cut wherever tabs differ, and a slot stands at each cut (`pieces`).
2. Lay out (`rows`): the numbers of table rows decide where every row of the template goes. Slots
   that follow from that, and from the target's styles (`styles`, `theme`), are filled once for all
   tabs of one shape (`binding`).
3. Fill (`tab_rows`, `chart_caches`): the values of one tab and the names of its sheet and tables
   go into the slots left open, also where charts keep what they show.
4. Place (`placing`): the parts get names in the target, or those of the tab whose place they
   take, and the workbook lists the tab.

The target's own sheets are never looked at.
"""

from xlcrm.ooxml.clone.tab_rows import KEEP, RowValue
from xlcrm.ooxml.clone.tables import TemplateTable
from xlcrm.ooxml.clone.template import SheetTemplate, Stamp, TemplateCell

__all__ = ["KEEP", "RowValue", "SheetTemplate", "Stamp", "TemplateCell", "TemplateTable"]
