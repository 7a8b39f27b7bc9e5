"""Small XML parts as lxml trees: parsed without entities or network, written back as they came."""

import re
from collections.abc import Iterator

from lxml import etree

from xlcrm.ooxml.errors import NotAWorkbook

Element = etree._Element

_PROLOG = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*", re.S)
_END = re.compile(rb"\s*\Z")
_EMPTY_TAG = re.compile(rb"<([\w:.-]+)((?:\s[^<>]*)?)/>")
_RELATIONSHIPS = "officeDocument/relationships"


class XmlPart:
    """One part as a tree. Set `changed` after editing `root`; unchanged parts keep their bytes."""

    def __init__(self, content: bytes, *, part: str) -> None:
        refuse_entities(content, part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            self.root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise NotAWorkbook(
                "damaged-part", "this part of the file is damaged", part=part, detail=str(error)
            ) from error
        self._content = content
        self.changed = False

    def content(self) -> bytes:
        """The part's bytes; what surrounds the root element is kept when it says UTF-8."""
        if not self.changed:
            return self._content
        body = _as_spelt(etree.tostring(self.root, encoding="utf-8"), self._content)
        prolog, end = _PROLOG.match(self._content), _END.search(self._content)
        kept = prolog[0] if prolog else b""
        if b"encoding" in kept and b"utf-8" not in kept.lower():
            kept = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return kept + body + (end[0] if end else b"")


def _as_spelt(body: bytes, before: bytes) -> bytes:
    """Markup with empty elements and line ends as the program before us wrote them."""
    if b"<!" not in body:  # comments may hold anything
        if b"/>" not in before:
            body = _EMPTY_TAG.sub(rb"<\1\2></\1>", body)
        elif before.count(b" />") == before.count(b"/>"):
            body = body.replace(b"/>", b" />")
    lines = before.count(b"\n")
    return body.replace(b"\n", b"\r\n") if lines and lines == before.count(b"\r\n") else body


def refuse_entities(content: bytes, part: str) -> None:
    """Refuse document type declarations: office files have none, attacks do."""
    head = content[:2]
    wide = head in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]
    if b"<!DOCTYPE" in content or (wide and b"<!DOCTYPE" in content.replace(b"\0", b"")):
        raise NotAWorkbook(
            "xml-entities", "the file declares XML entities, which workbooks never do", part=part
        )


def local(element: Element) -> str:
    """An element's name without its namespace.

    >>> local(etree.fromstring('<x:row xmlns:x="urn:x"/>'))
    'row'
    """
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """The direct children with this local name, whatever the namespace's spelling."""
    return element.iterchildren("{*}" + name)


def child(element: Element, name: str) -> Element | None:
    """The first direct child with this local name."""
    return next(children(element, name), None)


def new_child(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    """A child appended in the parent's own namespace and prefix."""
    namespace = str(parent.tag).rpartition("}")[0]
    element = etree.SubElement(parent, f"{namespace}}}{name}" if namespace else name)
    for key, value in (attributes or {}).items():
        element.set(key, value)
    return element


def place(parent: Element, element: Element, *, before: tuple[str, ...]) -> None:
    """Move `element` in front of the first child with one of these names, or to the end."""
    for sibling in parent:
        if sibling is not element and isinstance(sibling.tag, str) and local(sibling) in before:
            sibling.addprevious(element)
            return
    parent.append(element)


def relationship_id(element: Element) -> str:
    """The `r:id` attribute, in the transitional or the strict namespace; "" when absent."""
    for key, value in element.attrib.items():
        if str(key).endswith("}id") and "relationships" in str(key):
            return str(value)
    return ""


def relationship_namespace(root: Element) -> str:
    """The namespace `r:id` attributes use in this part (strict files have their own)."""
    for namespace in root.nsmap.values():
        if namespace and namespace.endswith(_RELATIONSHIPS):
            return namespace
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
