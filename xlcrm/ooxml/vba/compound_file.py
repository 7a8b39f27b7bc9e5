"""Compound files (MS-CFB, version 3): a small file system in one file, as VBA projects need it.

A stream lies in a chain of sectors; short streams lie in sectors of 64 bytes inside a stream of
the root's own. The file is: header, sectors, and the table (FAT) of which sector follows which.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from xlcrm.ooxml.errors import TooLarge

Tree = Mapping[str, Union[bytes, "Tree"]]
"""Name to a stream's content or to a storage's own entries."""

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
SECTOR, SHORT_SECTOR, SHORT_STREAM = 512, 64, 4096
END, FREE, FAT_SECTOR = -2, -1, -3
ROOT, STORAGE, STREAM = 5, 1, 2
BLACK, RED = 1, 0
FAT_SECTORS_IN_HEADER = 109
PER_SECTOR = SECTOR // 4


@dataclass
class _Chains:
    """Sectors of one size, and which follows which."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    follows: list[int] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        """Append `data` as a chain; returns its first sector, END for nothing."""
        if not data:
            return END
        first, count = len(self.follows), -(-len(data) // self.size)
        self.follows += [*range(first + 1, first + count), END]
        self.content += data.ljust(count * self.size, b"\0")
        return first


@dataclass
class _Entry:
    """One line of the directory; siblings form a binary tree."""

    name: str
    kind: int
    data: bytes = b""
    start: int = 0
    size: int = 0
    color: int = BLACK
    left: int = FREE
    right: int = FREE
    child: int = FREE

    def packed(self) -> bytes:
        """The entry as it stands in the file."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = (len(name), self.kind, self.color, self.left, self.right, self.child)
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBBiii", *links)
            + bytes(36)  # class id, state bits, two times
            + struct.pack("<iQ", self.start, self.size)
        )


UNUSED = bytes(68) + struct.pack("<iii", FREE, FREE, FREE) + bytes(48)


def compound_file(tree: Tree) -> bytes:
    """The file that holds these streams and storages. Raises TooLarge beyond about 7 MB."""
    entries = [_Entry("Root Entry", ROOT)]
    entries[0].child = _enter(tree, entries)
    sectors, short = _Chains(SECTOR), _Chains(SHORT_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            chains = short if len(entry.data) < SHORT_STREAM else sectors
            entry.start, entry.size = chains.put(entry.data), len(entry.data)
    entries[0].start, entries[0].size = sectors.put(bytes(short.content)), len(short.content)
    short_table = _table(short.follows)
    short_start = sectors.put(short_table)
    directory = b"".join(entry.packed() for entry in entries)
    directory_start = sectors.put(directory + UNUSED * (-len(entries) % 4))
    fat_start, fat = _fat(sectors)
    header = struct.pack(
        "<8s16xHHHHH6xIIiIIiIiI",
        MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, len(fat) // SECTOR, directory_start, 0, SHORT_STREAM,
        short_start, len(short_table) // SECTOR, END, 0,
    )  # fmt: skip
    numbers = range(fat_start, fat_start + len(fat) // SECTOR)
    places = struct.pack(f"<{len(numbers)}i", *numbers).ljust(4 * FAT_SECTORS_IN_HEADER, b"\xff")
    return header + places + bytes(sectors.content) + fat


def _enter(tree: Tree, entries: list[_Entry]) -> int:
    """List a storage's entries; returns the index of the root of their tree."""
    indexes = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        indexes.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, STREAM, content))
        else:
            entries.append(storage := _Entry(name, STORAGE))
            storage.child = _enter(content, entries)
    return _balance(indexes, entries, depth=0, deepest=len(indexes).bit_length() - 1)


def _balance(indexes: list[int], entries: list[_Entry], *, depth: int, deepest: int) -> int:
    """Link sorted siblings as a balanced tree; its lowest level red makes it a red-black one."""
    if not indexes:
        return FREE
    middle = len(indexes) // 2
    entry = entries[indexes[middle]]
    entry.color = RED if depth == deepest and depth > 0 else BLACK
    below = {"depth": depth + 1, "deepest": deepest}
    entry.left = _balance(indexes[:middle], entries, **below)
    entry.right = _balance(indexes[middle + 1 :], entries, **below)
    return indexes[middle]


def _table(follows: list[int]) -> bytes:
    """Sector numbers in whole sectors, the rest free."""
    packed = struct.pack(f"<{len(follows)}i", *follows)
    return packed + b"\xff" * (-len(packed) % SECTOR)


def _fat(sectors: _Chains) -> tuple[int, bytes]:
    """The table of all sectors, its own included, and the first sector it takes."""
    used, count = len(sectors.follows), 1
    while used + count > count * PER_SECTOR:
        count += 1
    if count > FAT_SECTORS_IN_HEADER:
        raise TooLarge("too-large", "the macros are too large for one project")
    return used, _table([*sectors.follows, *[FAT_SECTOR] * count])
