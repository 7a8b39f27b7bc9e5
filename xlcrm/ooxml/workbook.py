"""A workbook: its sheets in order, its defined names, its cell formats."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from xlcrm.ooxml.added_formats import extent_of, take_back
from xlcrm.ooxml.checks import check_cells
from xlcrm.ooxml.errors import OoxmlError, Refused
from xlcrm.ooxml.looks import Style, differential
from xlcrm.ooxml.marks import formats_in_use
from xlcrm.ooxml.markup import child
from xlcrm.ooxml.package import Limits, Package
from xlcrm.ooxml.references import first_reference, has_formulas, naming
from xlcrm.ooxml.save import save_atomically
from xlcrm.ooxml.sheet import Sheet
from xlcrm.ooxml.sheet_frame import SheetFrame
from xlcrm.ooxml.sheet_parts import remove_sheet_parts, sheet_parts
from xlcrm.ooxml.strings import shared_strings
from xlcrm.ooxml.styles import STYLES_TYPE, Styles, empty_styles
from xlcrm.ooxml.tab_list import DefinedName, TabList

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_EMPTY_SHEET = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%b">'
    b'<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData/></worksheet>'
)


class Workbook:
    """An .xlsx, .xlsm, .xltx or .xltm workbook, edited in place."""

    @classmethod
    def open(
        cls, source: Path | str | bytes, *, limits: Limits | None = None, allow_signed: bool = False
    ) -> "Workbook":
        """Open a file or its bytes.

        Raises NotAWorkbook, TooLarge, OSError, and Refused ("signed") for a digitally signed
        workbook unless `allow_signed`: any change breaks its signature.
        """
        package = Package.open(source, limits=limits)
        if not allow_signed and _is_signed(package):
            raise Refused("signed", "the workbook is digitally signed; a change would break that")
        return cls(package, path=None if isinstance(source, bytes) else Path(source))

    def __init__(self, package: Package, *, path: Path | None = None) -> None:
        self._sheets: dict[str, Sheet] = {}
        self._path = path
        self._take(package)

    def _take(self, package: Package) -> None:
        self.package = package
        self._list = TabList(package)
        self.part = self._list.part
        self._relationships = self._list.relationships
        self._styles: Styles | None = None
        self._values_changed = False
        self._formulas_changed = False
        self._mark_formats: dict[Style, int] = {}
        for sheet in self._sheets.values():
            sheet.forget()

    @property
    def sheet_names(self) -> list[str]:
        """All sheets' names in tab order, chart sheets and hidden ones included."""
        return self._list.tabs

    @property
    def date_system(self) -> int:
        """1900 or 1904: the year dates are counted from."""
        settings = child(self._list.root, "workbookPr")
        later = settings is not None and settings.get("date1904", "0") in ("1", "true", "on")
        return 1904 if later else 1900

    def __getitem__(self, name: str) -> Sheet:
        """The sheet of this name; OoxmlError "no-such-sheet", with the nearest names as detail."""
        if name not in self._sheets:
            target = self._list.target(name)
            if not self._list.is_worksheet(name):
                raise Refused("not-a-worksheet", "this sheet holds no cells", sheet=name)
            self._sheets[name] = Sheet(self, name, self.package.spelling(target))
        return self._sheets[name]

    @property
    def styles(self) -> Styles:
        """The workbook's cell formats."""
        if self._styles is None:
            known = [item.target for item in self._relationships.of_type("styles")]
            part = next((name for name in known if name in self.package), "xl/styles.xml")
            new = empty_styles(self._list.namespace)
            self._styles = Styles(self.package, part, new=new, add=lambda: self._add_styles(part))
        return self._styles

    def style(self, style: Style) -> int:
        """The cell format index for a look, appended once."""
        return self.styles.index(style)

    @property
    def formats_extent(self) -> str:
        """The cell formats as they stand, in a line of text for `take_back_formats`."""
        return extent_of(self.styles)

    def take_back_formats(self, extent: str) -> None:
        """Take out the formats that were appended since, as far as nothing uses them."""
        differences = formats_in_use(self.package, self.frames)
        take_back(self.styles, extent, package=self.package, differences=differences)

    def visibility(self, name: str) -> str:
        """ "visible", "hidden" or "veryHidden"."""
        return self._list.visibility(name)

    def set_visibility(self, name: str, state: str) -> None:
        """Show or hide a sheet."""
        self._list.set_visibility(name, state)

    def add_sheet(self, name: str, *, at: int | None = None) -> Sheet:
        """Add an empty worksheet (`at`: position from 0, None: last)."""
        self._list.check_new_name(name)
        part = self.package.fresh_name("xl/worksheets/sheet{}.xml")
        content = _EMPTY_SHEET % self._list.namespace.encode()
        self.package.add(part, content, content_type=SHEET_TYPE)
        return self.attach_sheet(name, part, at=at)

    def attach_sheet(
        self, name: str, part: str, *, at: int | None = None, visibility: str = "visible"
    ) -> Sheet:
        """Register an added worksheet part as a tab (`at`: position from 0, None: last)."""
        self._list.append(name, part)
        if visibility != "visible":
            self.set_visibility(name, visibility)
        if at is not None:
            self.move_sheet(name, at)
        return self[name]

    def move_sheet(self, name: str, at: int) -> None:
        """Move a tab to position `at` (from 0); scoped names and the active tab follow."""
        self._list.move(name, at)

    def rename_sheet(self, old: str, new: str) -> None:
        """Rename a tab. Refused "referenced-sheet" when formulas or names refer to it."""
        self._list.tab(old)
        if old.casefold() != new.casefold():
            self._list.check_new_name(new)
        self._refuse_references(old)
        self._list.rename(old, new)
        if sheet := self._sheets.pop(old, None):
            sheet.name = new
            self._sheets[new] = sheet

    def delete_sheet(self, name: str) -> None:
        """Delete a tab with its parts and its local names.

        Refused "referenced-sheet" when formulas or names elsewhere refer to it, "last-sheet" for
        the only visible one.
        """
        visible = [n for n in self.sheet_names if self.visibility(n) == "visible"]
        if visible == [name]:
            raise Refused("last-sheet", "a workbook needs a visible sheet", sheet=name)
        self._refuse_references(name)
        part = self.package.spelling(self._list.target(name))
        if has_formulas(self.package.stream(part)):
            self.values_changed(formulas=True)
        self._list.drop_local_names(name)
        remove_sheet_parts(self.package, part)
        self._sheets.pop(name, None)
        self._list.remove(name)

    @property
    def defined_names(self) -> list[DefinedName]:
        """All defined names in file order, hidden and built-in (`_xlnm.`) ones included."""
        return self._list.names

    def define(
        self, name: str, refers_to: str, *, sheet: str | None = None, hidden: bool = False
    ) -> None:
        """Add or change a defined name (`refers_to` without the leading "=")."""
        self._list.define(name, refers_to, sheet=sheet, hidden=hidden)

    def undefine(self, name: str, *, sheet: str | None = None) -> None:
        """Remove a defined name; nothing happens if there is none."""
        self._list.undefine(name, sheet=sheet)

    def read_through(self) -> None:
        """Read all parts but the sheets once, so that none unfolds beyond what it says.

        Raises NotAWorkbook. Who holds parts in memory without looking may do so afterwards.
        """
        for name in self.package.names:
            is_sheet = self.package.content_type(name) == SHEET_TYPE
            if name.lower().endswith((".xml", ".rels")) and not is_sheet:
                for _ in self.package.unedited(name):
                    continue

    # saving

    def to_bytes(self) -> bytes:
        """The workbook's file content with all edits."""
        self._settle()
        file = BytesIO()
        self.package.write(file)
        return file.getvalue()

    def save(
        self,
        path: Path | str | None = None,
        *,
        before: Callable[[Path], None] | None = None,
        twins: Iterable[Path] = (),
    ) -> bool:
        """Write the workbook to a file, atomically; without a path, back where it came from.

        `before` gets the file as written and checked, just before it replaces the other. `twins`
        are earlier states of the file: one with the very same parts is taken byte for byte. A file
        that already holds just these bytes is left alone: nothing runs, and False is returned.

        Raises OoxmlError "changed-on-disk" when that file changed since it was opened, Refused for
        an edit that turns out to be unsafe, OSError. The file in place is then as it was.
        """
        target = Path(path) if path is not None else self._path
        if target is None:
            raise OoxmlError("no-path", "a workbook opened from bytes needs a path to save to")
        own = self._path is not None and target.resolve() == self._path.resolve()
        refuse = self.package.refuse_changed if own else _nothing
        refuse()
        self._settle()

        def last(written: Path) -> None:
            """What happens just before the file is replaced."""
            refuse()
            if before:
                before(written)
                refuse()  # a backup takes a while

        replaced = save_atomically(
            self.package, target, check=self._check_written, before=last, twins=twins
        )
        if own and replaced:
            self._take(Package.open(target, limits=self.package.limits))
        return replaced

    def _settle(self) -> None:
        """The last edit: Excel shall recalculate, if values changed and there are formulas."""
        if self._values_changed and self._has_formulas():
            self._list.recalculate_on_load()

    def _has_formulas(self) -> bool:
        if self._formulas_changed or self._relationships.of_type("calcChain"):
            return True
        return any(
            has_formulas(self.package.unedited(item.target))
            for item in self._relationships.of_type("worksheet")
            if item.target in self.package
        )

    def _check_written(self, written: Path) -> None:
        """The self-check: the written file opens, and the cells hold what was written."""
        copy = Workbook(Package(lambda: written.open("rb"), self.package.limits))
        for name, sheet in self._sheets.items():
            check_cells(copy[name], sheet.stages, self.date_system)

    # what sheets ask of their workbook

    @property
    def frames(self) -> Iterator[SheetFrame]:
        """What surrounds the rows, for every worksheet."""
        for name in self.sheet_names:
            if self._list.is_worksheet(name):
                yield self[name].frame

    def texts(self, numbers: set[int]) -> dict[int, str]:
        """Shared strings by number."""
        for item in self._relationships.of_type("sharedStrings"):
            blocks = self.package.stream(item.target)
            return shared_strings(blocks, numbers, part=item.target)
        return {}

    def values_changed(self, *, formulas: bool) -> None:
        """Note that values change; `formulas`: also which cells hold one, so Excel's list of them
        (the calculation chain, which Excel makes anew) goes."""
        self._values_changed = True
        self._formulas_changed = self._formulas_changed or formulas
        for item in self._relationships.of_type("calcChain") if formulas else ():
            self._relationships.remove(item.id)
            if item.target in self.package:
                self.package.remove(item.target)

    def replaced(self, name: str) -> None:
        """Note that a tab holds something else now, which counts where formulas refer to it."""
        if not self._values_changed and self._reference(name):
            self._values_changed = True

    def mark_format(self, style: Style) -> int:
        """The differential format for a mark: one that marks alone use, else a new one."""
        known = self._mark_formats.get(style)
        if known is None or known >= len(self.styles.entries("dxfs")):
            look = differential(style)
            equal = self.styles.equal("dxfs", look)
            taken = formats_in_use(self.package, self.frames, by_marks=False) if equal else set()
            free = [index for index in equal if index not in taken]
            known = free[0] if free else self.styles.append("dxfs", look, share=False)
            self._mark_formats[style] = known
        return known

    def _add_styles(self, part: str) -> None:
        self.package.add(part, empty_styles(self._list.namespace), content_type=STYLES_TYPE)
        self._relationships.add(type="styles", target=part)

    def _refuse_references(self, name: str) -> None:
        if part := self._reference(name):
            raise Refused(
                "referenced-sheet", "formulas or names elsewhere refer to this sheet",
                sheet=name, part=part,
            )  # fmt: skip

    def _reference(self, name: str) -> str | None:
        """A part that refers to the sheet from elsewhere."""
        own = self._list.target(name)
        elsewhere = [n.refers_to for n in self.defined_names if n.sheet != name]
        named = any(naming(name).search(escape(text).encode()) for text in elsewhere)
        ignored = (*sheet_parts(self.package, own), self.part)
        return self.part if named else first_reference(self.package, name, ignore=ignored)


def _is_signed(package: Package) -> bool:
    return any(name.lower().startswith("_xmlsignatures/") for name in package.names) or any(
        "digital-signature" in item.type for item in package.relationships().items.values()
    )


def _nothing() -> None:
    """A step left out."""
