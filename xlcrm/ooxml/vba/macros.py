"""Modules and a ribbon put into a workbook's package, the ribbon last."""

from collections.abc import Sequence

from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import child, children, local, new_child, place, relationship_id
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.vba.project import Module, vba_project

WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
RIBBON_PART = "customUI/customUI14.xml"


def add_macros(
    package: Package,
    modules: Sequence[Module],
    *,
    ribbon: str = "",
    name: str = "VBAProject",
    addin: bool = False,
) -> None:
    """Give a workbook a VBA project of these modules, a ribbon, and the type that goes with them.

    `ribbon` is customUI XML of 2009; with `addin` the workbook is an .xlam. Raises Refused
    ("has-macros") where the workbook has a project or ribbon of its own, ValueError where a
    source is not ASCII.
    """
    workbook = package.relationships().of_type("officeDocument")[0].target
    relationships = package.relationships(workbook)
    if relationships.of_type("vbaProject") or package.relationships().of_type("extensibility"):
        raise Refused("has-macros", "the workbook has macros or a ribbon of its own")
    documents = [Module(each, "", "document") for each in _code_names(package, workbook)]
    part = workbook.rpartition("/")[0] + "/vbaProject.bin"
    package.add(part, vba_project([*documents, *modules], name=name), content_type=PROJECT_TYPE)
    relationships.add(type=PROJECT_RELATIONSHIP, target=part)
    package.set_content_type(workbook, ADDIN_TYPE if addin else WORKBOOK_TYPE)
    if ribbon:
        package.add(RIBBON_PART, ribbon.encode(), content_type=None)
        package.relationships().add(type=RIBBON_RELATIONSHIP, target=RIBBON_PART)


def _code_names(package: Package, workbook: str) -> list[str]:
    """What the project calls the workbook and its sheets; those without a name get one."""
    xml = package.xml(workbook)
    properties = child(xml.root, "workbookPr")
    if properties is None:
        properties = new_child(xml.root, "workbookPr")
        place(xml.root, properties, before=_AFTER_PROPERTIES)
    if not properties.get("codeName"):
        properties.set("codeName", "ThisWorkbook")
        xml.changed = True
    names = [str(properties.get("codeName"))]
    sheets = child(xml.root, "sheets")
    for number, sheet in enumerate(children(sheets, "sheet") if sheets is not None else (), 1):
        part = package.relationships(workbook).target(relationship_id(sheet))
        names.append(_sheet_code_name(package, part, f"Sheet{number}"))
    return names


_AFTER_PROPERTIES = ("workbookProtection", "bookViews", "sheets")


def _sheet_code_name(package: Package, part: str, fresh: str) -> str:
    xml = package.xml(part)
    first = xml.root[0] if len(xml.root) else None
    if first is None or local(first) != "sheetPr":
        first = new_child(xml.root, "sheetPr")
        xml.root.insert(0, first)
    if not first.get("codeName"):
        first.set("codeName", fresh)
        xml.changed = True
    return str(first.get("codeName"))
