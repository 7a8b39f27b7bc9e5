"""Putting a tab's parts into the target: names reused from the tab it replaces, images once."""

import hashlib
import posixpath
from collections import Counter
from collections.abc import Collection, Iterable
from xml.sax.saxutils import quoteattr

from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.package import RELATIONSHIPS_TYPE, Package
from xlcrm.ooxml.relationships import relationships_name

_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# Kinds that the workbook itself also knows of: taking away the tab alone would break them.
_TIED_TO_WORKBOOK = ("pivotTable", "slicer", "timeline", "queryTable")


class Placement:
    """The parts of one tab being written. `old`: the parts of the tab whose place it takes."""

    def __init__(self, package: Package, *, old: Iterable[str] = ()) -> None:
        self._package = package
        self._free = list(old)
        self._given: dict[str, int] = {}
        self._before: list[tuple[str, bytes | None]] = []

    @property
    def changed(self) -> bool:
        """Whether any part was written that was not there, just so, before."""
        return bool(self._before)

    def undo(self) -> None:
        """Give back what was there before."""
        for name, old in reversed(self._before):
            if old is not None:
                self._package.replace(name, old)
            elif name in self._package:
                self._package.remove(name)

    def name(self, pattern: str) -> str:
        """A part name: one that the replaced tab used, else the first free one."""
        before, _, after = pattern.partition("{}")
        for name in self._free:
            middle = name[len(before) : len(name) - len(after)]
            if name.startswith(before) and name.endswith(after) and middle.isdigit():
                self._free.remove(name)
                return name
        number = self._given.get(pattern, 0)
        if not number:
            fresh = self._package.fresh_name(pattern)
            number = int(fresh[len(before) : len(fresh) - len(after)]) - 1
        while (name := pattern.format(number + 1)) in self._package:
            number += 1
        self._given[pattern] = number + 1
        return name

    def put(self, name: str, content: bytes, content_type: str) -> None:
        """Write a part; nothing is touched when it already holds just that."""
        package = self._package
        if name not in package:
            package.add(name, content, content_type=content_type)
            self._before.append((name, None))
            return
        old = package.read(name)
        if old != content:
            package.replace(name, content)
            self._before.append((name, old))
        if package.content_type(name) != content_type:
            package.set_content_type(name, content_type)

    def put_links(self, part: str, links: Iterable[tuple[str, str, str, bool]]) -> None:
        """Write a part's relationships: (id, type, part name or address, external)."""
        written = "".join(_relationship(part, *link) for link in links)
        name = relationships_name(part)
        if written:
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            body = f'<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}">{written}</Relationships>'
            self.put(name, (head + body).encode(), RELATIONSHIPS_TYPE)
        elif name in self._package:
            self._package.remove(name)

    def keep(self, name: str) -> None:
        """Say that a part of the replaced tab is used again."""
        if name in self._free:
            self._free.remove(name)

    def finish(self) -> None:
        """Remove what the replaced tab had and nobody needs any more."""
        if not self._free:
            return
        needed = _targets(self._package, but_not_from=set(self._free))
        for name in self._free:
            if name in self._package and name.lower() not in needed:
                self._package.remove(name)


def parts_below(package: Package, sheet_part: str, *, shared: Collection[str]) -> list[str]:
    """The parts below a worksheet, without those in `shared` (lower case).

    Raises Refused for pivot tables and slicers, which the workbook itself is tied to.
    """
    found: list[str] = []
    _collect(package, sheet_part, found)
    return [name for name in found if name.lower() not in shared]


def shared_parts(package: Package) -> frozenset[str]:
    """Parts (lower case) that several parts lead to, images excepted."""
    count = _targets(package, but_not_from=set())
    return frozenset(name for name, times in count.items() if times > 1 and not _is_image(name))


def _is_image(name: str) -> bool:
    return "/media/" in name.lower()


def _collect(package: Package, part: str, found: list[str]) -> None:
    for item in package.relationships(part).items.values():
        if item.kind in _TIED_TO_WORKBOOK:
            raise Refused("unsupported-part", f"a {item.kind} cannot be replaced", part=part)
        inside = not item.external and item.target in package
        name = package.spelling(item.target) if inside else ""
        if name and name not in found:
            found.append(name)
            _collect(package, name, found)


def _targets(package: Package, *, but_not_from: set[str]) -> Counter[str]:
    """How often each part (lower case) is led to, not counting some sources."""
    count: Counter[str] = Counter()
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        if source in but_not_from or (source and source not in package):
            continue
        for item in package.relationships(source).items.values():
            if not item.external:
                count[item.target.lower()] += 1
    return count


def image_name(package: Package, content: bytes, ending: str) -> str:
    """The part holding this image, or the name it is to get."""
    for name in package.names:
        is_candidate = _is_image(name) and name.lower().endswith("." + ending)
        if is_candidate and package.read(name) == content:
            return name
    return f"xl/media/image-{hashlib.sha256(content).hexdigest()[:16]}.{ending}"


def _relationship(part: str, id: str, type: str, target: str, external: bool) -> str:
    if not external and not target.startswith("#"):
        target = _relative(target, posixpath.dirname(part))
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id}" Type="{type}" Target={quoteattr(target)}{mode}/>'


def _relative(target: str, folder: str) -> str:
    home, _, inner = folder.partition("/")
    if inner and "/" not in inner and target.startswith(home + "/"):
        own = target.startswith(folder + "/")
        return target[len(folder) + 1 :] if own else "../" + target[len(home) + 1 :]
    return posixpath.relpath(target, folder)
