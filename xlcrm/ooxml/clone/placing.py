"""A stamped tab in its workbook: part names, the list of sheets, the tab's defined names."""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from xml.sax.saxutils import quoteattr

from lxml import etree

from xlcrm.ooxml.clone.parts import Link
from xlcrm.ooxml.clone.pieces import DECLARATION
from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.markup import Element, child, children, new_child
from xlcrm.ooxml.package import RELATIONSHIPS_TYPE, Package
from xlcrm.ooxml.workbook import SHEET_TYPE

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_RELATIONSHIPS = (
    f"{DECLARATION}<Relationships xmlns="
    '"http://schemas.openxmlformats.org/package/2006/relationships">'
)
# Found without making an object of every other name.
_SCOPED = etree.XPath("*[local-name()='definedNames']/*[@localSheetId=$scope]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a tab goes: its position, or the tab it replaces, and whether it shows.

    `names` are hidden names of the tab's own, beside those of its template.
    """

    at: int | None
    replace: str | None
    visibility: str
    names: Mapping[str, str]


class PartNames:
    """Names for the parts of one tab. `old`: the parts of the tab whose place it takes."""

    def __init__(self, package: Package, old: Iterable[str]) -> None:
        self._package = package
        self.free = list(old)

    def name(self, pattern: str) -> str:
        """A name that the replaced tab used, else the first free one."""
        if not self.free:
            return self._package.fresh_name(pattern)
        before, _, after = pattern.partition("{}")
        shape = re.compile(re.escape(before) + r"\d+" + re.escape(after))
        found = next((name for name in self.free if shape.fullmatch(name)), None)
        if found is None:
            return self._package.fresh_name(pattern)
        self.free.remove(found)
        return found

    def keep(self, name: str) -> str:
        """A name the tab shares with others, which the replaced tab may have used as well."""
        if name in self.free:
            self.free.remove(name)
        return name


def put(package: Package, name: str, content: bytes, content_type: str) -> bool:
    """Write a part; False and nothing touched when it already holds just that."""
    if name not in package:
        package.add(name, content, content_type=content_type)
        return True
    if package.content_type(name) != content_type:
        package.set_content_type(name, content_type)
    if package.read(name) == content:
        return False
    package.replace(name, content)
    return True


def cut_links(links: Iterable[Link]) -> list[str | int]:
    """The relationships of a part, cut where the name of a numbered part belongs."""
    cut: list[str | int] = []
    for link in links:
        cut.append(f'<Relationship Id="{link.id}" Type="{link.type}" Target=')
        if isinstance(link.target, str):
            cut.append(quoteattr(link.target) + ' TargetMode="External"' * link.is_external)
        else:
            cut += ['"/', link.target, '"']
        cut.append("/>")
    return cut


def put_links(package: Package, part: str, links: str) -> bool:
    """Write a part's relationships, or remove them when there are none."""
    folder, _, base = part.rpartition("/")
    name = f"{folder}/_rels/{base}.rels"
    if links:
        content = f"{_RELATIONSHIPS}{links}</Relationships>".encode()
        return put(package, name, content, RELATIONSHIPS_TYPE)
    if name not in package:
        return False
    package.remove(name)
    return True


def link_counts(package: Package) -> Counter[str]:
    """How many relationships lead to each part (lower case)."""
    count: Counter[str] = Counter()
    for name in package.names:
        if name.endswith(".rels"):
            folder, base = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            if not source or source in package:
                items = package.relationships(source).items.values()
                count.update(item.target.lower() for item in items if not item.external)
    return count


def remove_unused(package: Package, names: Iterable[str]) -> None:
    """Remove those of these parts that nothing leads to any more."""
    pending = list(names)
    if not pending:
        return
    count = link_counts(package)
    while unused := [name for name in pending if not count[name.lower()]]:
        for name in unused:
            items = package.relationships(name).items.values()
            count.subtract(item.target.lower() for item in items if not item.external)
            package.remove(name)
            pending.remove(name)


def is_selected(package: Package, part: str) -> bool:
    """Whether a sheet is the one (or one of those) shown when the workbook opens."""
    head = next(package.stream(part), b"")[:8192].partition(b"<sheetData")[0]
    return b'tabSelected="1"' in head


def add_tab(target: "Workbook", name: str, part: str, content: bytes, place: Place) -> None:
    """Add a new tab's sheet and list it; the workbook is as before if it is refused."""
    target.package.add(part, content, content_type=SHEET_TYPE)
    try:
        target.attach_sheet(name, part, at=place.at, visibility=place.visibility)
    except OoxmlError:
        target.package.remove(part)
        raise


def reuse_tab(target: "Workbook", name: str, old: str, place: Place) -> None:
    """Give the tab `old` its new name, visibility and position, where they differ."""
    target[old].forget()
    if old != name:
        target.rename_sheet(old, name)
    if target.visibility(name) != place.visibility:
        target.set_visibility(name, place.visibility)
    if place.at is not None and target.sheet_names.index(name) != place.at:
        target.move_sheet(name, place.at)


def define_names(
    target: "Workbook",
    sheet: str,
    names: Mapping[str, str],
    *,
    hidden: Collection[str],
    is_new: bool,
) -> None:
    """Give a sheet these names and no others, touching only what differs.

    A new sheet has none: those of all other tabs need not be looked through.
    """
    xml = target.package.xml(target.part)
    scope = str(_position(target, xml.root, sheet))
    found = [] if is_new else cast("list[Element]", _SCOPED(xml.root, scope=scope))
    own = {element.get("name") or "": element.text for element in found}
    for name in own.keys() - names.keys():
        target.undefine(name, sheet=sheet)
    for name, refers_to in names.items():
        holder = child(xml.root, "definedNames")
        if is_new and holder is not None and len(holder):
            shown = {"hidden": "1"} if name in hidden else {}
            attributes = {"name": name, "localSheetId": scope} | shown
            new_child(holder, "definedName", attributes).text = refers_to
            xml.changed = True
        elif own.get(name) != refers_to:
            target.define(name, refers_to, sheet=sheet, hidden=name in hidden)


def _position(target: "Workbook", root: Element, sheet: str) -> int:
    for sheets in children(root, "sheets"):
        if sheets[-1].get("name") == sheet:  # as for all new tabs but those put elsewhere
            return len(sheets) - 1
    return target.sheet_names.index(sheet)
