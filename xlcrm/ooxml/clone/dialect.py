"""The two dialects of Open XML: strict says the same as transitional under other namespaces.

Drawings differ in more: strict writes percentages another way, and knows no VML.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_TRANSITIONAL = re.compile(
    "http://schemas.openxmlformats.org/(spreadsheetml|drawingml|officeDocument)/2006/"
)
_STRICT = re.compile("http://purl.oclc.org/ooxml/(spreadsheetml|drawingml|officeDocument)/")


def is_strict(workbook: "Workbook") -> bool:
    """Whether a workbook is written in strict Open XML."""
    return bool(_STRICT.search(str(workbook.package.xml(workbook.part).root.tag)))


def as_strict(xml: str) -> str:
    """
    >>> as_strict('<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')
    '<x xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    """
    return _TRANSITIONAL.sub(r"http://purl.oclc.org/ooxml/\1/", xml)


def as_transitional(workbook: "Workbook") -> "Workbook":
    """The workbook itself, or a copy of a strict one in transitional Open XML."""
    if not is_strict(workbook):
        return workbook
    copy = type(workbook).open(workbook.to_bytes(), allow_signed=True)
    package = copy.package
    for name in package.names:
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            xml = package.read(name).decode("latin-1")  # any bytes, and ASCII is what it is
            new = r"http://schemas.openxmlformats.org/\1/2006/"
            package.replace(name, _STRICT.sub(new, xml).encode("latin-1"))
    return type(workbook).open(copy.to_bytes(), allow_signed=True)
