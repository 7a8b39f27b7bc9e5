"""A stamped tab in its workbook's list of sheets, with its defined names."""

from collections.abc import Collection, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.markup import Element, child, new_child, place
from xlcrm.ooxml.package import Package

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
    "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TabPlace:
    """Where a tab goes: its name, its position or the tab it replaces, and whether it shows.

    `names` are hidden names of the tab's own, beside those of its template.
    """

    name: str
    _: KW_ONLY
    at: int | None
    replace: str | None
    visibility: str
    names: Mapping[str, str]


def is_selected(package: Package, part: str) -> bool:
    """Whether a sheet is the one (or one of those) shown when the workbook opens."""
    if part not in package:
        return False
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
        target[where.replace].forget()
        if where.replace != where.name:
            _rename(target, where.replace, where.name, names, hidden)
        if target.visibility(where.name) != where.visibility:
            target.set_visibility(where.name, where.visibility)
        if where.at is not None and target.sheet_names.index(where.name) != where.at:
            target.move_sheet(where.name, where.at)
    _define(target, where.name, names, hidden, is_new=where.replace is None)


def _rename(
    target: "Workbook", old: str, new: str, names: Mapping[str, str], hidden: Collection[str]
) -> None:
    """Rename a tab whose own names already say the new name, or leave all as it was."""
    before = {item.name: item for item in target.defined_names if item.sheet == old}
    _define(target, old, names, hidden)
    try:
        target.rename_sheet(old, new)
    except OoxmlError:
        texts = {name: item.refers_to for name, item in before.items()}
        _define(target, old, texts, [name for name, item in before.items() if item.hidden])
        raise


def _define(
    target: "Workbook",
    sheet: str,
    names: Mapping[str, str],
    hidden: Collection[str],
    *,
    is_new: bool = False,
) -> None:
    """Give a sheet these names and no others, touching only what differs."""
    scope = str(target.sheet_names.index(sheet))
    xml = target.package.xml(target.part)
    holder = child(xml.root, "definedNames")
    found = {} if is_new or holder is None else _scoped(holder, scope)
    for key in found.keys() - {name.lower() for name in names}:
        target.undefine(found[key].get("name", ""), sheet=sheet)
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
        place(root, holder, before=_AFTER_NAMES)
    attributes = {"name": name, "localSheetId": scope}
    return new_child(holder, "definedName", attributes | ({"hidden": "1"} if is_hidden else {}))
