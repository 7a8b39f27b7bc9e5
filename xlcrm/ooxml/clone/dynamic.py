"""Dynamic array formulas: cells that spill carry a number into the workbook's metadata part."""

from typing import TYPE_CHECKING

from xlcrm.ooxml.clone.dialect import as_strict, is_strict
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import XmlPart, children

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_NAME = "XLDAPR"
_METADATA = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" '
    'pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" '
    'clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    '<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk>'
    '</futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'
    "</metadata>"
)


def dynamic_array_number(target: "Workbook") -> int:
    """The number (`cm`) that marks a cell of the target as a dynamic array; from 1.

    The metadata part is added when the target has none. Raises Refused "dynamic-array" when it
    has one that knows no dynamic arrays.
    """
    package = target.package
    links = package.relationships(target.part)
    for item in links.of_type("sheetMetadata"):
        root = XmlPart(package.read(item.target), part=item.target).root
        kinds = [kind.get("name") for h in children(root, "metadataTypes") for kind in h]
        blocks = [block for h in children(root, "cellMetadata") for block in children(h, "bk")]
        for number, block in enumerate(blocks, 1):
            uses = [int(use.get("t") or 0) for use in children(block, "rc")]
            if any(kinds[use - 1 : use] == [_NAME] for use in uses):
                return number
        raise Refused("dynamic-array", "the workbook's metadata know no dynamic array formulas")
    name = "xl/metadata.xml"
    metadata = as_strict(_METADATA) if is_strict(target) else _METADATA
    package.add(name, metadata.encode(), content_type=_TYPE)
    links.add(type="sheetMetadata", target=name)
    return 1
