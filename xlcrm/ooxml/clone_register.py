"""A stamped tab in its workbook's list of sheets, with its defined names."""

from collections.abc import Collection, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from xlcrm.ooxml.markup import Element, child, new_child, place
from xlcrm.ooxml.package import Package

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_AFTER_CALCULATION = (
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
    "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TabPlace:
    """Where a tab goes: its name, its position or the tab it replaces, and whether it shows."""

    name: str
    _: KW_ONLY
    at: int | None
    replace: str | None
    visibility: str


def is_selected(package: Package, part: str) -> bool:
    """Whether a sheet is the one (or one of those) shown when the workbook opens."""
    head = next(package.stream(part), b"")[:8192].partition(b"<sheetData")[0]
    return b'tabSelected="1"' in head


def register(
    target: "Workbook",
    part: str,
    where: TabPlace,
    *,
    names: Mapping[str, str],
    hidden: Collection[str],
) -> None:
    """List the tab, or give the replaced one its new name, and define the tab's own names."""
    if where.replace is None:
        target.attach_sheet(where.name, part, at=where.at, visibility=where.visibility)
    else:
        if where.replace != where.name:
            target.rename_sheet(where.replace, where.name)
        if target.visibility(where.name) != where.visibility:
            target.set_visibility(where.name, where.visibility)
        if where.at is not None and target.sheet_names.index(where.name) != where.at:
            target.move_sheet(where.name, where.at)
    _define(target, where, names, hidden)


def _define(
    target: "Workbook", where: TabPlace, names: Mapping[str, str], hidden: Collection[str]
) -> None:
    """Give a sheet these names and no others, touching only what differs."""
    scope = str(target.sheet_names.index(where.name))
    xml = target.package.xml(target.part)
    holder = child(xml.root, "definedNames")
    is_new = holder is None or where.replace is None
    found = {} if is_new or holder is None else _scoped(holder, scope)
    for key in found.keys() - {name.lower() for name in names}:
        target.undefine(found[key].get("name", ""), sheet=where.name)
    for name, refers_to in names.items():
        element = found.get(name.lower())
        if element is None:
            xml.changed = True
            element = _new_name(xml.root, name, scope, is_hidden=name in hidden)
        if element.text != refers_to:
            xml.changed = True
            element.text = refers_to


def _scoped(holder: Element, scope: str) -> dict[str, Element]:
    return {
        element.get("name", "").lower(): element
        for element in holder
        if isinstance(element.tag, str) and element.get("localSheetId") == scope
    }


def _new_name(root: Element, name: str, scope: str, *, is_hidden: bool) -> Element:
    holder = child(root, "definedNames")
    if holder is None:
        holder = new_child(root, "definedNames")
        place(root, holder, before=("calcPr", *_AFTER_CALCULATION))
    attributes = {"name": name, "localSheetId": scope}
    return new_child(holder, "definedName", attributes | ({"hidden": "1"} if is_hidden else {}))


def request_calculation(target: "Workbook", *, drop_chain: bool) -> None:
    """Have everything calculated when the workbook is next opened."""
    xml = target.package.xml(target.part)
    settings = child(xml.root, "calcPr")
    if settings is None:
        settings = new_child(xml.root, "calcPr")
        place(xml.root, settings, before=_AFTER_CALCULATION)
    if settings.get("fullCalcOnLoad") != "1":
        settings.set("fullCalcOnLoad", "1")
        xml.changed = True
    if drop_chain:
        _drop_chain(target)


def _drop_chain(target: "Workbook") -> None:
    """Forget the order of calculation: it would name cells that hold no formula any more."""
    links = target.package.relationships(target.part)
    for item in links.of_type("calcChain"):
        links.remove(item.id)
        if item.target in target.package:
            target.package.remove(item.target)
