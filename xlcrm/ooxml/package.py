"""The package: named parts in a zip, of which only the touched ones are written anew.

A part can be read, replaced as a whole, edited as a tree (`xml`) or edited as a stream while the
package is written (`transform`). Everything nobody touched is copied as the raw bytes it is.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlcrm.ooxml.archive import Archive, ArchiveWriter, Entry
from xlcrm.ooxml.errors import NotAWorkbook, OoxmlError, TooLarge
from xlcrm.ooxml.markup import XmlPart
from xlcrm.ooxml.recognise import refuse_foreign, refuse_relatives
from xlcrm.ooxml.relationships import (
    EMPTY_RELATIONSHIPS,
    ContentTypes,
    Relationships,
    relationships_name,
)

Edit = Callable[[Iterator[bytes]], Iterator[bytes]]

RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How large a package may be; ours, far above any workbook Excel can open comfortably.

    parts: number of entries; expanded_bytes: all parts together, uncompressed; part_bytes: one
    part; tree_bytes: one part that has to be held in memory as a whole; xml_bytes: one part made a
    tree, which takes many times its size; expansion: how many times its packed size a part of
    more than xml_bytes may have (sheets have about 10, bombs 1000).
    """

    parts: int = 10_000
    expanded_bytes: int = 4 << 30
    part_bytes: int = 2 << 30
    tree_bytes: int = 256 << 20
    xml_bytes: int = 64 << 20
    expansion: int = 250


class SameFile:
    """A file that must stay the one it was when first seen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _state(path.stat())

    def open(self) -> BinaryIO:
        """The file, opened for reading. Raises OoxmlError "changed-on-disk", OSError."""
        file = self._path.open("rb")
        if _state(os.fstat(file.fileno())) != self._seen:
            file.close()
            raise self._changed()
        return file

    def refuse_changed(self) -> None:
        """Raise OoxmlError "changed-on-disk" when the path leads to another content by now."""
        if _state(self._path.stat()) != self._seen:
            raise self._changed()

    @staticmethod
    def _changed() -> OoxmlError:
        return OoxmlError(
            "changed-on-disk", "the file was changed by someone else since it was opened"
        )


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(slots=True)
class _Part:
    """A part's state: where it was, and what happened to it since."""

    name: str
    entry: Entry | None = None
    content: bytes | None = None
    xml: XmlPart | None = None
    edits: list[Edit] = field(default_factory=list)
    removed: bool = False

    @property
    def touched(self) -> bool:
        """Whether saving will write the part anew, or leave it out."""
        changed = self.xml is not None and self.xml.changed
        return bool(self.removed or changed or self.edits or self.content is not None)


class Package:
    """A zip package with part names as spelt in it, without a leading slash."""

    @classmethod
    def open(cls, source: Path | str | bytes, *, limits: Limits | None = None) -> "Package":
        """Open a file or its bytes. Raises NotAWorkbook or TooLarge."""
        refuse_foreign(source)
        if isinstance(source, bytes):
            return cls(lambda: BytesIO(source), limits or Limits())
        file = SameFile(Path(source))
        return cls(file.open, limits or Limits(), refuse_changed=file.refuse_changed)

    def __init__(
        self,
        opener: Callable[[], BinaryIO],
        limits: Limits,
        *,
        refuse_changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`refuse_changed` raises OoxmlError "changed-on-disk" when the file has changed since."""
        self.refuse_changed = refuse_changed
        self._archive = Archive(opener)
        self.limits = limits
        self._parts: dict[str, _Part] = {}
        self._spelling: dict[str, str] = {}
        self._relationships: dict[str, Relationships] = {}
        self._free: dict[str, int] = {}
        _check_limits(self._archive.entries, limits)
        for entry in self._archive.entries:
            if not entry.is_folder:
                self._take(entry)
        refuse_relatives(self.names)
        if "[Content_Types].xml" not in self:
            raise NotAWorkbook(
                "not-a-workbook", "this zip file is not an Excel workbook (.xlsx, .xlsm)"
            )
        self._types = ContentTypes(self.xml("[Content_Types].xml"))

    def _take(self, entry: Entry) -> None:
        name = entry.name.replace("\\", "/").lstrip("/")
        if ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in name:
            raise NotAWorkbook("unsafe-name", "the file contains a part with an unsafe name")
        if name in self._parts:
            raise NotAWorkbook("duplicate-part", "the file contains this part twice", part=name)
        self._parts[name] = _Part(name, entry)
        self._spelling.setdefault(name.lower(), name)

    @property
    def names(self) -> list[str]:
        """Part names, in file order, added ones last."""
        return [part.name for part in self._parts.values() if not part.removed]

    @property
    def touched(self) -> frozenset[str]:
        """Names of the parts that will differ from the opened file."""
        return frozenset(
            part.name
            for part in self._parts.values()
            if part.touched and not (part.removed and part.entry is None)
        )

    def __contains__(self, name: str) -> bool:
        part = self._find(name)
        return part is not None and not part.removed

    def spelling(self, name: str) -> str:
        """The name as the package spells it, given in any case."""
        return self._part(name).name

    def read(self, name: str) -> bytes:
        """A part's current content. Raises TooLarge beyond `tree_bytes`."""
        part = self._part(name)
        if part.entry and part.content is None and part.entry.size > self.limits.tree_bytes:
            raise TooLarge("too-large", "this part is too large to be read at once", part=name)
        return b"".join(self._current(part))

    def stream(self, name: str) -> Iterator[bytes]:
        """A part's current content, block by block, pending edits included."""
        return self._current(self._part(name))

    def unedited(self, name: str) -> Iterator[bytes]:
        """A part's content without the stream edits still to come."""
        return self._content(self._part(name))

    def xml(self, name: str) -> XmlPart:
        """A small part as a tree, always the same object; set its `changed` after an edit."""
        part = self._part(name)
        if part.xml is None:
            if part.entry and part.content is None and part.entry.size > self.limits.xml_bytes:
                raise TooLarge("too-large", "this part is too large for a tree", part=part.name)
            part.xml = XmlPart(self.read(name), part=part.name)
            part.content, part.edits = None, []
        return part.xml

    def replace(self, name: str, data: bytes) -> None:
        """Give a part a whole new content."""
        part = self._part(name)
        part.content, part.xml, part.edits = data, None, []
        self._relationships.clear()

    def transform(self, name: str, edit: Edit) -> None:
        """Pass a part through `edit` while it is written; several compose in order."""
        self._part(name).edits.append(edit)

    def add(self, name: str, data: bytes, *, content_type: str | None) -> None:
        """Add a part. `content_type` None: the file ending already says it."""
        if name in self:
            raise OoxmlError("duplicate-name", "the package already has this part", part=name)
        part = self._parts.setdefault(name, _Part(name))
        part.content, part.xml, part.edits, part.removed = data, None, [], False
        self._spelling[name.lower()] = name
        self._types.add(name, content_type)

    def remove(self, name: str) -> None:
        """Remove a part with its content type and its own relationships; its targets stay."""
        part = self._part(name)
        part.removed, part.content, part.xml, part.edits = True, None, None, []
        self._relationships.pop(part.name, None)
        self._types.remove(part.name)
        self._free.clear()
        if relationships_name(part.name) in self:
            self.remove(relationships_name(part.name))

    def fresh_name(self, pattern: str) -> str:
        """The first unused name: `fresh_name("xl/worksheets/sheet{}.xml")`."""
        number = self._free.get(pattern, 1)
        while pattern.format(number) in self:
            number += 1
        self._free[pattern] = number + 1  # a name given out is taken, written yet or not
        return pattern.format(number)

    def content_type(self, name: str) -> str:
        """A part's content type, "" when the package does not say."""
        return self._types[name]

    def set_content_type(self, name: str, content_type: str) -> None:
        """Change a part's content type."""
        self._types.add(name, content_type)

    def relationships(self, name: str = "") -> Relationships:
        """The relationships of a part, of the package itself for ""."""
        name = self.spelling(name) if name else ""
        if name not in self._relationships:
            own = relationships_name(name)
            known = own in self
            xml = self.xml(own) if known else XmlPart(EMPTY_RELATIONSHIPS, part=own)
            publish = None if known else lambda: self._publish(own, xml)
            self._relationships[name] = Relationships(name, xml, publish=publish)
        return self._relationships[name]

    def _publish(self, name: str, xml: XmlPart) -> None:
        """Let a rels part appear, with its first relationship."""
        self.add(name, EMPTY_RELATIONSHIPS, content_type=RELATIONSHIPS_TYPE)
        self._parts[name].xml = xml

    def write(self, file: BinaryIO) -> None:
        """Write the package into a seekable file; byte-identical when nothing was touched."""
        entries = sorted(self._archive.entries, key=lambda entry: entry.start)
        by_entry = {id(part.entry): part for part in self._parts.values() if part.entry}
        writer = ArchiveWriter(file)
        with self._archive.opener() as source:
            if not self.touched:
                writer.copy_bytes(source, 0, source.seek(0, 2))
                return
            writer.copy_bytes(source, 0, entries[0].start)
            for entry in entries:
                part = by_entry.get(id(entry))
                if part is None or not part.touched:
                    writer.copy(source, entry)
                elif not part.removed:
                    writer.replace(source, entry, self._current(part))
        for part in self._parts.values():
            if part.entry is None and not part.removed:
                if part.content is not None and part.xml is None and not part.edits:
                    writer.put_whole(part.name, part.content)
                else:
                    writer.put(part.name, self._current(part))
        writer.close(self._archive.comment)

    def untouched_entries(self) -> dict[str, tuple[int, int]]:
        """CRC and size of every entry that is copied as it was, by its name in the zip."""
        touched = {part.entry.name for part in self._parts.values() if part.touched and part.entry}
        return {
            entry.name: (entry.crc, entry.size)
            for entry in self._archive.entries
            if entry.name not in touched
        }

    def _find(self, name: str) -> _Part | None:
        name = name.lstrip("/")
        return self._parts.get(name) or self._parts.get(self._spelling.get(name.lower(), ""))

    def _part(self, name: str) -> _Part:
        part = self._find(name)
        if part is None or part.removed:
            raise OoxmlError("missing-part", "the package has no such part", part=name)
        return part

    def _current(self, part: _Part) -> Iterator[bytes]:
        blocks = self._content(part)
        for edit in part.edits:
            blocks = edit(blocks)
        return blocks

    def _content(self, part: _Part) -> Iterator[bytes]:
        if part.xml is not None:
            return iter((part.xml.content(),))
        if part.content is not None:
            return iter((part.content,))
        return self._archive.blocks(part.entry) if part.entry else iter(())


def _check_limits(entries: list[Entry], limits: Limits) -> None:
    if len(entries) > limits.parts:
        raise TooLarge("too-many-parts", f"the file has more than {limits.parts} parts")
    largest = max(entries, key=lambda entry: entry.size, default=None)
    if largest and largest.size > limits.part_bytes:
        raise TooLarge("too-large", "this part is too large when unpacked", part=largest.name)
    for entry in entries:
        if entry.size > max(limits.xml_bytes, limits.expansion * entry.packed):
            raise TooLarge("too-large", "this part unfolds far too much", part=entry.name)
    if sum(entry.size for entry in entries) > limits.expanded_bytes:
        raise TooLarge("too-large", "the file is too large when unpacked")
