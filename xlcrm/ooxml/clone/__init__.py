"""Template sheets stamped into other people's workbooks, any number of times.

`SheetTemplate` reads a sheet, and the parts below it, once; `stamp` adds a tab to a target. A tab
gets stamped in four steps:

1. Read (`sheet`, `source`, `parts` …): every part is cut at the places that differ from tab to
   tab; those places become slots.
2. Lay out (`rows`, `binding`): the numbers of table rows decide where every row of the template
   goes. What follows from that, and from the target's styles, is filled in once per layout.
3. Fill (`tab`, `cells`): the values of one tab go into what is left open.
4. Register (`target`, `register`): the parts get names in the target, or those of the tab whose
   place they take, and the workbook lists the tab.

The target's own sheets are never looked at.
"""

from xlcrm.ooxml.clone.template import (
    KEEP,
    RowValue,
    SheetTemplate,
    Stamp,
    TemplateCell,
    TemplateTable,
)

__all__ = ["KEEP", "RowValue", "SheetTemplate", "Stamp", "TemplateCell", "TemplateTable"]
