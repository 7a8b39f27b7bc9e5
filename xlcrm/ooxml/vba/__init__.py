"""VBA projects from source text: what turns a workbook into one with macros.

`macros.py` puts modules and a ribbon into a package; `project.py` lays the modules out as streams
(MS-OVBA), `compression.py` packs their text, `compound_file.py` makes one file of the streams
(MS-CFB). Only source is written, no compiled code: Excel compiles when it opens the file.
"""

from xlcrm.ooxml.vba.blank import blank_workbook
from xlcrm.ooxml.vba.macros import add_macros
from xlcrm.ooxml.vba.project import Module

__all__ = ["Module", "add_macros", "blank_workbook"]
