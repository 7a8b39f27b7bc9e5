"""Relationships: which part points at which, and the content types of parts.

Both are small XML parts of the package; the objects here edit them in place, and only when asked.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.markup import Element, XmlPart, children, new_child

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
EMPTY_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
    b'"http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


def relationships_name(part: str) -> str:
    """
    >>> relationships_name("xl/workbook.xml"), relationships_name("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def resolve(source: str, target: str) -> str:
    """The part name an internal target means, seen from the part `source`.

    >>> resolve("xl/workbook.xml", "worksheets/sheet1.xml"), resolve("xl/a.xml", "/xl/b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/b.xml')
    """
    target = unquote(target.replace("\\", "/"))
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


@dataclass(frozen=True, slots=True)
class Relationship:
    """`target` is a part name, or an address as written when `external`."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The type's last word: "worksheet", "drawing", "table"."""
        return self.type.rpartition("/")[2]


class Relationships:
    """The relationships of one part. `items` maps ids to relationships, in file order."""

    def __init__(
        self, source: str, xml: XmlPart, *, publish: Callable[[], None] | None = None
    ) -> None:
        """`publish` is called once, before the first relationship of a part that had none."""
        self._source = source
        self._xml = xml
        self._publish = publish
        self._elements: dict[str, Element] = {}
        self.items: dict[str, Relationship] = {}
        self._taken: set[str] = set()
        for element in children(xml.root, "Relationship"):
            self._remember(element)

    def add(self, *, type: str, target: str, external: bool = False) -> str:
        """Add a relationship and return its id. `type` may be the last word alone ("table")."""
        if self._publish:
            self._publish()
            self._publish = None
        name = self._free_id()
        full = type if "/" in type else self._type_root() + type
        element = new_child(self._xml.root, "Relationship")
        element.set("Id", name)
        element.set("Type", full)
        element.set("Target", target if external else self._relative(target))
        if external:
            element.set("TargetMode", "External")
        self._remember(element)
        self._xml.changed = True
        return name

    def remove(self, id: str) -> None:
        """Remove one relationship; its target stays."""
        element = self._elements.pop(id)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        del self.items[id]
        self._taken.discard(id.lower())
        self._xml.changed = True

    def of_type(self, suffix: str) -> list[Relationship]:
        """Those whose type ends in `/suffix`, transitional and strict alike."""
        return [item for item in self.items.values() if item.type.endswith("/" + suffix)]

    def target(self, id: str) -> str:
        """The part or address a relationship points at; error code "missing-relationship"."""
        if id not in self.items:
            raise OoxmlError(
                "missing-relationship", f"there is no relationship {id!r}", part=self._source
            )
        return self.items[id].target

    def _remember(self, element: Element) -> None:
        name, target = element.get("Id", ""), element.get("Target", "")
        external = element.get("TargetMode") == "External"
        where = target if external or target.startswith("#") else resolve(self._source, target)
        self.items[name] = Relationship(name, element.get("Type", ""), where, external)
        self._elements[name] = element
        self._taken.add(name.lower())

    def _free_id(self) -> str:
        number = len(self.items) + 1
        while f"rid{number}" in self._taken:
            number += 1
        return f"rId{number}"

    def _type_root(self) -> str:
        strict = any(item.type.startswith(STRICT) for item in self.items.values())
        return STRICT if strict else TRANSITIONAL

    def _relative(self, target: str) -> str:
        folder = posixpath.dirname(self._source)
        return posixpath.relpath(target, folder) if folder else target


class ContentTypes:
    """`[Content_Types].xml`: a type per file ending, and exceptions per part."""

    def __init__(self, xml: XmlPart) -> None:
        self._xml = xml
        self._defaults = {
            element.get("Extension", "").lower(): element.get("ContentType", "")
            for element in children(xml.root, "Default")
        }
        self._overrides = {
            unquote(element.get("PartName", "")).lstrip("/").lower(): element
            for element in children(xml.root, "Override")
        }

    def __getitem__(self, part: str) -> str:
        override = self._overrides.get(part.lower())
        if override is not None:
            return override.get("ContentType", "")
        return self._defaults.get(_ending(part), "")

    def add(self, part: str, content_type: str | None) -> None:
        """Say a part's type: nothing if its ending already does, else a default or an override."""
        known = self._defaults.get(_ending(part))
        if content_type is None and known is None:
            raise OoxmlError("no-content-type", "the new part needs a content type", part=part)
        if content_type is None or self[part] == content_type:
            return
        self._xml.changed = True
        if known is None and _ending(part) != "xml":
            element = new_child(self._xml.root, "Default")
            element.set("Extension", _ending(part))
            element.set("ContentType", content_type)
            self._xml.root.insert(len(self._defaults), element)
            self._defaults[_ending(part)] = content_type
            return
        if part.lower() not in self._overrides:
            self._overrides[part.lower()] = new_child(self._xml.root, "Override")
            self._overrides[part.lower()].set("PartName", "/" + part)
        self._overrides[part.lower()].set("ContentType", content_type)

    def remove(self, part: str) -> None:
        """Forget a removed part's own entry."""
        element = self._overrides.pop(part.lower(), None)
        parent = element.getparent() if element is not None else None
        if element is not None and parent is not None:
            parent.remove(element)
            self._xml.changed = True


def _ending(part: str) -> str:
    return part.rpartition("/")[2].rpartition(".")[2].lower()
