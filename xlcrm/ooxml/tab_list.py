"""The workbook part: which tabs there are and in what order, and the defined names."""

import difflib
import re
from dataclasses import dataclass

from xlcrm.ooxml.a1 import whole
from xlcrm.ooxml.errors import NotAWorkbook, OoxmlError
from xlcrm.ooxml.markup import (
    Element,
    child,
    children,
    new_child,
    place,
    relationship_id,
    relationship_namespace,
)
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.recognise import refuse_binary

_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
    "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_WAS_EMPTY = " "
"""Stands in a list of names that was there without any: it stays when the last name goes."""
_STATES = ("visible", "hidden", "veryHidden")
_WORKBOOK_TYPE = re.compile(r"(?:spreadsheetml|ms-excel)\.\w+(?:\.macroEnabled)?\.main\+xml")
_FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a range or formula; `sheet` is its scope, None for the whole workbook."""

    name: str
    refers_to: str
    sheet: str | None
    hidden: bool


class TabList:
    """Tabs and names of a workbook. Names scoped to a tab and the active tab follow it."""

    def __init__(self, package: Package) -> None:
        self.part = _workbook_part(package)
        self._package = package
        self._xml = package.xml(self.part)
        self.relationships = package.relationships(self.part)
        self._tabs: dict[str, Element] | None = None
        self._folded: set[str] = set()
        self._highest_id = 0

    @property
    def root(self) -> Element:
        """The part's root element; call `edited` after changing it."""
        return self._xml.root

    def edited(self) -> None:
        """Note that the part differs."""
        self._xml.changed = True

    def rename(self, old: str, new: str) -> None:
        """Give a tab another name; what refers to it is the caller's business."""
        self.tab(old).set("name", new)
        self._tabs = None
        self.edited()

    @property
    def namespace(self) -> str:
        """The main namespace, transitional or strict."""
        return str(self.root.tag)[1:].partition("}")[0]

    # tabs

    @property
    def tabs(self) -> list[str]:
        """The tabs' names, in order."""
        return [element.get("name", "") for element in self._elements()]

    def tab(self, name: str) -> Element:
        """A tab's element; OoxmlError "no-such-sheet", with the nearest names as detail."""
        found = self._by_name().get(name)
        if found is not None:
            return found
        near = difflib.get_close_matches(name, self.tabs, n=3, cutoff=0.5)
        detail = f"near: {', '.join(near)}" if near else f"sheets: {', '.join(self.tabs)}"
        raise OoxmlError("no-such-sheet", f"there is no sheet {name!r}", detail=detail)

    def target(self, name: str) -> str:
        """The part a tab is stored in."""
        return self.relationships.target(relationship_id(self.tab(name)))

    def is_worksheet(self, name: str) -> bool:
        """Whether a tab holds cells (chart sheets do not, and some tabs lead nowhere)."""
        item = self.relationships.items.get(relationship_id(self.tab(name)))
        target = item.target if item else ""
        return target in self._package and "worksheet" in self._package.content_type(target)

    def check_new_name(self, name: str) -> None:
        """Raise OoxmlError "bad-sheet-name" or "duplicate-name"."""
        if not 1 <= len(name) <= 31 or _FORBIDDEN_IN_NAMES.search(name) or name[0] == "'":
            raise OoxmlError("bad-sheet-name", f"{name!r} cannot be a sheet's name")
        self._by_name()
        if name.casefold() in self._folded:
            raise OoxmlError("duplicate-name", f"there is already a sheet {name!r}")

    def append(self, name: str, part: str) -> None:
        """Add a tab at the end for a worksheet part."""
        self.check_new_name(name)
        holder = child(self.root, "sheets")
        if holder is None:
            raise NotAWorkbook("damaged-part", "the workbook lists no sheets", part=self.part)
        attributes = {"name": name, "sheetId": str(self._highest_id + 1)}
        element = new_child(holder, "sheet", attributes)
        id = self.relationships.add(type="worksheet", target=part)
        element.set(f"{{{relationship_namespace(self.root)}}}id", id)
        self.edited()
        self._remember(element)

    def move(self, name: str, at: int) -> None:
        """Move a tab to position `at` (from 0)."""
        before, element = self.tabs, self.tab(name)
        parent = element.getparent()
        if parent is not None:
            parent.insert(at, element)
        self._renumber(before)

    def remove(self, name: str) -> None:
        """Remove a tab; its part is the caller's business."""
        before, element = self.tabs, self.tab(name)
        self.relationships.remove(relationship_id(element))
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        self._renumber(before)

    def visibility(self, name: str) -> str:
        """ "visible", "hidden" or "veryHidden"."""
        return self.tab(name).get("state", "visible")

    def set_visibility(self, name: str, state: str) -> None:
        """Show or hide a tab."""
        if state not in _STATES:
            raise OoxmlError("bad-visibility", f"{state!r} is none of {', '.join(_STATES)}")
        element = self.tab(name)
        if "state" in element.attrib:
            del element.attrib["state"]
        if state != "visible":
            element.set("state", state)
        self.edited()

    # names

    @property
    def names(self) -> list[DefinedName]:
        """All defined names, in file order."""
        scopes = dict(enumerate(self.tabs))
        return [
            DefinedName(
                element.get("name", ""),
                element.text or "",
                scopes.get(whole(element.get("localSheetId"), -1)),
                element.get("hidden", "0") in ("1", "true"),
            )
            for element in self._name_elements()
        ]

    def define(self, name: str, refers_to: str, *, sheet: str | None, hidden: bool) -> None:
        """Add or change a defined name."""
        element = self._name_element(name, sheet)
        if element is None:
            holder = child(self.root, "definedNames")
            if holder is None:
                holder = new_child(self.root, "definedNames")
                place(self.root, holder, before=_AFTER_NAMES)
            elif len(holder) == 0 and not holder.text:
                holder.text = _WAS_EMPTY
            element = new_child(holder, "definedName", {"name": name})
            if sheet is not None:
                element.set("localSheetId", str(self._position(sheet)))
            if hidden:
                element.set("hidden", "1")
        element.text = refers_to
        self.edited()

    def undefine(self, name: str, *, sheet: str | None) -> None:
        """Remove a defined name; nothing happens if there is none."""
        element = self._name_element(name, sheet)
        if element is not None:
            self._drop_name(element)

    def drop_local_names(self, sheet: str) -> None:
        """Remove all names scoped to a tab."""
        scope = str(self._position(sheet))
        for element in self._name_elements():
            if element.get("localSheetId") == scope:
                self._drop_name(element)

    def recalculate_on_load(self) -> None:
        """Ask Excel to calculate every formula when it opens the workbook."""
        settings = child(self.root, "calcPr")
        if settings is None:
            settings = new_child(self.root, "calcPr")
            place(self.root, settings, before=_AFTER_NAMES[1:])
        if settings.get("fullCalcOnLoad") not in ("1", "true"):
            settings.set("fullCalcOnLoad", "1")
            self.edited()

    def _by_name(self) -> dict[str, Element]:
        """The tabs by name, looked through once until something changes."""
        if self._tabs is None:
            self._tabs, self._folded, self._highest_id = {}, set(), 0
            for element in self._elements():
                self._remember(element)
        return self._tabs

    def _remember(self, element: Element) -> None:
        name = element.get("name", "")
        if self._tabs is not None:
            self._tabs.setdefault(name, element)
        self._folded.add(name.casefold())
        self._highest_id = max(self._highest_id, whole(element.get("sheetId")))

    def _elements(self) -> list[Element]:
        holder = child(self.root, "sheets")
        return [] if holder is None else list(children(holder, "sheet"))

    def _position(self, name: str) -> int:
        return self._elements().index(self.tab(name))

    def _name_elements(self) -> list[Element]:
        holder = child(self.root, "definedNames")
        return [] if holder is None else list(children(holder, "definedName"))

    def _name_element(self, name: str, sheet: str | None) -> Element | None:
        scope = None if sheet is None else str(self._position(sheet))
        for element in self._name_elements():
            same = element.get("name", "").casefold() == name.casefold()
            if same and element.get("localSheetId") == scope:
                return element
        return None

    def _drop_name(self, element: Element) -> None:
        parent = element.getparent()
        if parent is None:
            return
        parent.remove(element)
        if len(parent) == 0 and parent.text == _WAS_EMPTY:
            parent.text = None
        elif len(parent) == 0:
            self.root.remove(parent)
        self.edited()

    def _renumber(self, before: list[str]) -> None:
        """Let positions (scopes of names, the active tab) follow their tabs."""
        self._tabs = None
        now = {name: position for position, name in enumerate(self.tabs)}
        for element in self._name_elements():
            scope = whole(element.get("localSheetId"), -1)
            if 0 <= scope < len(before):
                element.set("localSheetId", str(now[before[scope]]))
        views = child(self.root, "bookViews")
        for view in () if views is None else children(views, "workbookView"):
            for key in ("activeTab", "firstSheet"):
                old = whole(view.get(key), -1)
                if 0 <= old < len(before):
                    view.set(key, str(now.get(before[old], 0)))
        self.edited()


def _workbook_part(package: Package) -> str:
    for item in package.relationships().of_type("officeDocument"):
        content_type = package.content_type(item.target)
        refuse_binary(content_type)
        if item.target in package and _WORKBOOK_TYPE.search(content_type):
            return package.spelling(item.target)
    raise NotAWorkbook("not-a-workbook", "this file is not an Excel workbook (.xlsx, .xlsm)")
