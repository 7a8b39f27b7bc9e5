"""A workbook: its sheets in order, its defined names, its cell formats."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from xlcrm.ooxml.errors import NotAWorkbook, OoxmlError, Refused
from xlcrm.ooxml.markup import (
    Element,
    XmlPart,
    child,
    children,
    new_child,
    place,
    relationship_id,
    relationship_namespace,
)
from xlcrm.ooxml.package import Limits, Package
from xlcrm.ooxml.relationships import Relationships
from xlcrm.ooxml.sheet import Sheet
from xlcrm.ooxml.styles import STYLES_TYPE, Style, Styles, empty_styles

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
    "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_STATES = ("visible", "hidden", "veryHidden")
_FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a range or formula; `sheet` is its scope, None for the whole workbook."""

    name: str
    refers_to: str
    sheet: str | None
    hidden: bool


class Workbook:
    """An .xlsx, .xlsm, .xltx or .xltm workbook, edited in place."""

    @classmethod
    def open(
        cls, source: Path | str | bytes, *, limits: Limits | None = None, allow_signed: bool = False
    ) -> "Workbook":
        """Open a file or its bytes. Raises NotAWorkbook, TooLarge, or Refused ("signed")."""
        return cls(Package.open(source, limits=limits))

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = _workbook_part(package)
        self._xml: XmlPart = package.xml(self.part)
        self._relationships: Relationships = package.relationships(self.part)
        self._sheets: dict[str, Sheet] = {}
        self._styles: Styles | None = None

    @property
    def sheet_names(self) -> list[str]:
        """All sheets' names in tab order, chart sheets and hidden ones included."""
        return [element.get("name", "") for element in self._sheet_elements()]

    @property
    def date_system(self) -> int:
        """1900 or 1904: the year dates are counted from."""
        settings = child(self._xml.root, "workbookPr")
        later = settings is not None and settings.get("date1904", "0") in ("1", "true", "on")
        return 1904 if later else 1900

    def __getitem__(self, name: str) -> Sheet:
        """The sheet of this name; OoxmlError "no-such-sheet", with the nearest names as detail."""
        element = self._sheet_element(name)
        if name not in self._sheets:
            target = self._relationships.target(relationship_id(element))
            if "worksheet" not in self.package.content_type(target):
                raise Refused("not-a-worksheet", "this sheet holds no cells", sheet=name)
            self._sheets[name] = Sheet(self, name, self.package.spelling(target))
        return self._sheets[name]

    @property
    def styles(self) -> Styles:
        """The workbook's cell formats."""
        if self._styles is None:
            self._styles = Styles(self.package, self._styles_part())
        return self._styles

    def style(self, style: Style) -> int:
        """The cell format index for a look, appended once."""
        return self.styles.index(style)

    def visibility(self, name: str) -> str:
        """ "visible", "hidden" or "veryHidden"."""
        return self._sheet_element(name).get("state", "visible")

    def set_visibility(self, name: str, state: str) -> None:
        """Show or hide a sheet."""
        if state not in _STATES:
            raise OoxmlError("bad-visibility", f"{state!r} is none of {', '.join(_STATES)}")
        element = self._sheet_element(name)
        if "state" in element.attrib:
            del element.attrib["state"]
        if state != "visible":
            element.set("state", state)
        self._xml.changed = True

    def attach_sheet(
        self, name: str, part: str, *, at: int | None = None, visibility: str = "visible"
    ) -> Sheet:
        """Register an added worksheet part as a tab (`at`: position from 0, None: last)."""
        self._check_new_name(name)
        sheets = child(self._xml.root, "sheets")
        if sheets is None:
            raise NotAWorkbook("damaged-part", "the workbook lists no sheets", part=self.part)
        element = new_child(sheets, "sheet", {"name": name, "sheetId": str(self._fresh_id())})
        id = self._relationships.add(type="worksheet", target=part)
        element.set(f"{{{relationship_namespace(self._xml.root)}}}id", id)
        self._xml.changed = True
        if visibility != "visible":
            self.set_visibility(name, visibility)
        if at is not None:
            self.move_sheet(name, at)
        return self[name]

    def move_sheet(self, name: str, at: int) -> None:
        """Move a tab to position `at` (from 0); names scoped to sheets follow."""
        element = self._sheet_element(name)
        before = self.sheet_names
        parent = element.getparent()
        if parent is not None:
            parent.insert(at, element)
        self._renumber(before)
        self._xml.changed = True

    @property
    def defined_names(self) -> list[DefinedName]:
        """All defined names in file order, hidden and built-in (`_xlnm.`) ones included."""
        names = self.sheet_names
        return [
            DefinedName(
                element.get("name", ""),
                element.text or "",
                names[int(scope)] if (scope := element.get("localSheetId")) else None,
                element.get("hidden", "0") in ("1", "true"),
            )
            for element in self._name_elements()
        ]

    def define(
        self, name: str, refers_to: str, *, sheet: str | None = None, hidden: bool = False
    ) -> None:
        """Add or change a defined name (`refers_to` without the leading "=")."""
        element = self._name_element(name, sheet)
        if element is None:
            holder = child(self._xml.root, "definedNames")
            if holder is None:
                holder = new_child(self._xml.root, "definedNames")
                place(self._xml.root, holder, before=_AFTER_NAMES)
            element = new_child(holder, "definedName", {"name": name})
            if sheet is not None:
                element.set("localSheetId", str(self._index(sheet)))
            if hidden:
                element.set("hidden", "1")
        element.text = refers_to
        self._xml.changed = True

    def undefine(self, name: str, *, sheet: str | None = None) -> None:
        """Remove a defined name; nothing happens if there is none."""
        element = self._name_element(name, sheet)
        parent = element.getparent() if element is not None else None
        if element is None or parent is None:
            return
        parent.remove(element)
        grandparent = parent.getparent()
        if len(parent) == 0 and grandparent is not None:
            grandparent.remove(parent)
        self._xml.changed = True

    def _styles_part(self) -> str:
        for item in self._relationships.of_type("styles"):
            if item.target in self.package:
                return item.target
        name = self.package.fresh_name("xl/styles{}.xml").replace("styles1.", "styles.")
        namespace = str(self._xml.root.tag)[1:].partition("}")[0]
        self.package.add(name, empty_styles(namespace), content_type=STYLES_TYPE)
        self._relationships.add(type="styles", target=name)
        return name

    def _sheet_elements(self) -> list[Element]:
        sheets = child(self._xml.root, "sheets")
        return [] if sheets is None else list(children(sheets, "sheet"))

    def _sheet_element(self, name: str) -> Element:
        for element in self._sheet_elements():
            if element.get("name") == name:
                return element
        near = difflib.get_close_matches(name, self.sheet_names, n=3, cutoff=0.5)
        detail = f"near: {', '.join(near)}" if near else f"sheets: {', '.join(self.sheet_names)}"
        raise OoxmlError("no-such-sheet", f"there is no sheet {name!r}", detail=detail)

    def _index(self, name: str) -> int:
        self._sheet_element(name)
        return self.sheet_names.index(name)

    def _fresh_id(self) -> int:
        return 1 + max([int(e.get("sheetId", "0")) for e in self._sheet_elements()], default=0)

    def _check_new_name(self, name: str) -> None:
        if not 1 <= len(name) <= 31 or _FORBIDDEN_IN_NAMES.search(name) or name[0] == "'":
            raise OoxmlError("bad-sheet-name", f"{name!r} cannot be a sheet's name")
        if name.casefold() in {known.casefold() for known in self.sheet_names}:
            raise OoxmlError("duplicate-name", f"there is already a sheet {name!r}")

    def _name_elements(self) -> list[Element]:
        holder = child(self._xml.root, "definedNames")
        return [] if holder is None else list(children(holder, "definedName"))

    def _name_element(self, name: str, sheet: str | None) -> Element | None:
        scope = None if sheet is None else str(self._index(sheet))
        for element in self._name_elements():
            same = element.get("name", "").casefold() == name.casefold()
            if same and element.get("localSheetId") == scope:
                return element
        return None

    def _renumber(self, before: list[str]) -> None:
        """Let sheet positions (scopes of names, active tab) follow their sheets."""
        now = {name: index for index, name in enumerate(self.sheet_names)}
        for element in self._name_elements():
            scope = element.get("localSheetId")
            if scope is not None and int(scope) < len(before):
                element.set("localSheetId", str(now[before[int(scope)]]))


def _workbook_part(package: Package) -> str:
    for item in package.relationships().of_type("officeDocument"):
        if item.target in package and "spreadsheetml" in package.content_type(item.target):
            return package.spelling(item.target)
    raise NotAWorkbook("not-a-workbook", "this file is not an Excel workbook (.xlsx, .xlsm)")
