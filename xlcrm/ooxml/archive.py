"""The zip container, read and written by hand so that untouched entries keep their raw bytes.

The standard zipfile module cannot copy an entry without inflating and deflating it, and it hides
what must survive: data descriptors, extra fields, bytes before the first entry.
"""

import importlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from types import ModuleType
from typing import BinaryIO

from xlcrm.ooxml.errors import NotAWorkbook, Refused, TooLarge
from xlcrm.ooxml.second_thread import LARGE, THREADS, deflate_into, inflated

BLOCK = 1 << 18
_CHUNK = 1 << 17
_STORED, _DEFLATED = 0, 8
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_FULL32 = _LAST = 0xFFFFFFFF
_EPOCH = b"\x00\x00\x21\x00"  # 1980-01-01 00:00, the first moment a zip can tell


def _codec() -> ModuleType:
    try:
        return importlib.import_module("isal.isal_zlib")
    except ImportError:
        return zlib


CODEC = _codec()
_LEVEL = 6 if CODEC is zlib else 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the central directory, the `place`-th; `start` and `end` bound its raw bytes."""

    name: str
    record: bytes
    method: int
    crc: int
    packed: int
    size: int
    start: int
    end: int
    place: int

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder's own entry, without content."""
        return self.name.endswith("/")


class Archive:
    """A zip file opened for reading. `opener` gives a fresh file each time one is needed."""

    def __init__(self, opener: Callable[[], BinaryIO]) -> None:
        self.opener = opener
        with opener() as file:
            tail = _Tail.read(file)
            file.seek(tail.directory)
            records = file.read(tail.directory_size)
            self.entries = _entries(records, tail)
        self.comment = tail.comment

    def blocks(self, entry: Entry) -> Iterator[bytes]:
        """The entry's content in blocks of about 256 kB, checked against its size and CRC."""
        size, crc, pending, held = 0, 0, [], 0
        for piece in self._inflated(entry):
            size += len(piece)
            held += len(piece)
            if size > entry.size:
                break
            crc = CODEC.crc32(piece, crc)
            pending.append(piece)
            if held >= BLOCK:
                yield b"".join(pending)
                pending, held = [], 0
        if size != entry.size or crc != entry.crc:
            raise NotAWorkbook("damaged-part", "this part of the file is damaged", part=entry.name)
        if pending:
            yield b"".join(pending)

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        if entry.method not in (_STORED, _DEFLATED):
            raise Refused(
                "compression-method",
                "this part is compressed in a way Excel does not use",
                part=entry.name,
                detail=f"zip method {entry.method}",
            )
        with self.opener() as file:
            _seek_content(file, entry)
            packed = _chunks(file, entry.packed)
            yield from packed if entry.method == _STORED else _unpacked(packed, entry)


def _chunks(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk


def _unpacked(packed: Iterator[bytes], entry: Entry) -> Iterator[bytes]:
    """Bounded steps, so that a bomb cannot expand far beyond the size it declares."""
    try:
        if THREADS and entry.size >= LARGE:
            yield from inflated(packed, crc=entry.crc, size=entry.size)
            return
        inflate = CODEC.decompressobj(-15)
        for chunk in packed:
            yield inflate.decompress(chunk, BLOCK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, BLOCK)
        yield inflate.flush()
    except (CODEC.error, ValueError) as error:
        raise NotAWorkbook(
            "damaged-part", "this part of the file is damaged", part=entry.name, detail=str(error)
        ) from error


def _seek_content(file: BinaryIO, entry: Entry) -> None:
    file.seek(entry.start)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04" or len(header) < 30:
        raise NotAWorkbook("damaged-part", "this part of the file is damaged", part=entry.name)
    name, extra = struct.unpack("<HH", header[26:30])
    if entry.start + 30 + name + extra + entry.packed > entry.end:
        raise NotAWorkbook("damaged-part", "this part of the file is damaged", part=entry.name)
    file.seek(name + extra, 1)


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a zip: where its central directory stands."""

    count: int
    directory: int
    directory_size: int
    shift: int
    comment: bytes

    @classmethod
    def read(cls, file: BinaryIO) -> "_Tail":
        """Find the end record, and with it the directory; raises NotAWorkbook."""
        size = file.seek(0, 2)
        length = min(size, 65_557 + 20)
        file.seek(size - length)
        tail = file.read(length)
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + 22 > length:
            raise _broken(file)
        count, extent, offset, note = struct.unpack("<HLLH", tail[at + 10 : at + 22])
        end = size - length + at
        if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
            end, count, extent, offset = _zip64(file, tail[at - 20 : at])
        shift = end - extent - offset
        if shift < 0 or offset < 0:
            raise _broken(file)
        return cls(count, end - extent, extent, shift, tail[at + 22 : at + 22 + note])


def _zip64(file: BinaryIO, locator: bytes) -> tuple[int, int, int, int]:
    at = struct.unpack("<Q", locator[8:16])[0]
    if at > file.seek(0, 2):
        raise _broken(file)
    file.seek(at)
    record = file.read(56)
    if record[:4] != b"PK\x06\x06" or len(record) < 56:
        raise _broken(file)
    count, extent, offset = struct.unpack("<QQQ", record[32:56])
    return at, count, extent, offset


def _broken(file: BinaryIO) -> NotAWorkbook:
    file.seek(0)
    if file.read(4) == b"PK\x03\x04":
        return NotAWorkbook("truncated", "the file is cut short or damaged; fetch or save it again")
    return NotAWorkbook("not-a-zip", "this is not an Excel workbook (.xlsx, .xlsm)")


def _entries(records: bytes, tail: _Tail) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    for place in range(tail.count):
        if records[at : at + 4] != b"PK\x01\x02" or at + 46 > len(records):
            raise NotAWorkbook("truncated", "the file's table of contents is damaged")
        lengths = struct.unpack("<HHH", records[at + 28 : at + 34])
        end = at + 46 + sum(lengths)
        entries.append(_entry(records[at:end], lengths[0], lengths[1], tail.shift, place))
        at = end
    starts = sorted({entry.start for entry in entries} | {tail.directory})
    if len(starts) != len(entries) + 1 or starts[-1] != tail.directory:
        raise NotAWorkbook("truncated", "the file's table of contents is damaged")
    following = dict(pairwise(starts))
    return [replace(entry, end=following[entry.start]) for entry in entries]


def _entry(record: bytes, name_length: int, extra_length: int, shift: int, place: int) -> Entry:
    flags, method = struct.unpack("<HH", record[8:12])
    crc, packed, size = struct.unpack("<LLL", record[16:28])
    start = struct.unpack("<L", record[42:46])[0]
    raw = record[46 : 46 + name_length]
    name = raw.decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")
    wide = _wide_fields(record, 46 + name_length, extra_length)
    size, packed, start = (
        next(wide, value) if value == _FULL32 else value for value in (size, packed, start)
    )
    if flags & _ENCRYPTED:
        raise NotAWorkbook(
            "encrypted", "the file is protected by a password; remove it first", part=name
        )
    return Entry(name, record, method, crc, packed, size, start + shift, 0, place)


def _wide_fields(record: bytes, at: int, length: int) -> Iterator[int]:
    """The 64-bit numbers of a zip64 extra field, in the order the format fixes."""
    end = at + length
    while at + 4 <= end:
        kind, extent = struct.unpack("<HH", record[at : at + 4])
        if kind == 1:
            for place in range(at + 4, min(at + 4 + extent, end) - 7, 8):
                yield struct.unpack("<Q", record[place : place + 8])[0]
        at += 4 + extent


@dataclass(frozen=True, slots=True)
class _Label:
    """A new entry's name, the flag of its encoding, its time, its place in the directory."""

    raw: bytes
    flags: int
    stamp: bytes
    place: int

    @classmethod
    def of(cls, name: str, like: Entry | None) -> "_Label":
        """Those of the entry it takes the place of, if there is one."""
        if like is None:
            return cls(name.encode(), 0 if name.isascii() else _UTF8_NAME, _EPOCH, _LAST)
        flags, length = struct.unpack("<H18xH", like.record[8:30])
        raw = like.record[46 : 46 + length]
        return cls(raw, flags & _UTF8_NAME, like.record[12:16], like.place)


class ArchiveWriter:
    """Writes a zip into a seekable file: entries copied raw, or deflated anew.

    The central directory keeps the order it had, which need not be that of the contents.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._records: list[tuple[int, bytes]] = []
        self._deflated: dict[int, tuple[bytes, int]] = {}

    def copy_bytes(self, source: BinaryIO, start: int, end: int) -> None:
        """Bytes that belong to no entry, as they are."""
        source.seek(start)
        left = end - start
        while left > 0 and (chunk := source.read(min(BLOCK, left))):
            self._file.write(chunk)
            left -= len(chunk)

    def copy(self, source: BinaryIO, entry: Entry) -> None:
        """An entry's local header and compressed content, byte for byte."""
        self._records.append((entry.place, _moved(entry.record, self._position())))
        self.copy_bytes(source, entry.start, entry.end)

    def replace(self, source: BinaryIO, entry: Entry, blocks: Iterable[bytes]) -> None:
        """Content deflated into an entry that keeps its name bytes, time stamp and place.

        Content that turns out to be what it was is copied as it is, so that writing the same
        again gives the same bytes, whoever deflated them first.
        """
        start = self._position()
        large = THREADS and entry.size >= LARGE
        if self._put(_Label.of(entry.name, entry), blocks, threaded=large, unless=entry):
            return
        self._file.seek(start)
        self._file.truncate()
        self.copy(source, entry)

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """Content deflated into a new entry."""
        self._put(_Label.of(name, None), blocks)

    def _put(
        self,
        label: "_Label",
        blocks: Iterable[bytes],
        *,
        threaded: bool = False,
        unless: Entry | None = None,
    ) -> bool:
        """Deflate an entry; False, and no line in the directory, if it is `unless` once more."""
        start = self._position()
        self._file.write(bytes(30) + label.raw)
        if threaded:
            sizes = deflate_into(self._file, blocks, level=_LEVEL)
        else:
            sizes = self._deflate(blocks)
        if unless and (sizes[0], sizes[2]) == (unless.crc, unless.size):
            return False
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(self._header(start, label, *sizes) + label.raw)
        self._file.seek(end)
        return True

    def put_whole(self, name: str, content: bytes) -> None:
        """A new entry whose content is at hand; the same small object is deflated only once.

        All contents have to stay alive until the archive is closed.
        """
        known = self._deflated.get(id(content))
        packed, crc = known or (CODEC.compress(content, _LEVEL, -15), CODEC.crc32(content))
        if len(content) < _CHUNK:
            self._deflated[id(content)] = packed, crc
        start, label = self._position(), _Label.of(name, None)
        header = self._header(start, label, crc, len(packed), len(content))
        self._file.write(header + label.raw + packed)

    def _header(self, start: int, label: "_Label", crc: int, packed: int, size: int) -> bytes:
        """A new entry's local header up to its name; its line of the directory is noted."""
        if max(size, start + packed) >= _FULL32:
            raise TooLarge("too-large", "the workbook would grow beyond 4 GiB")
        fields = struct.pack("<HHH", 20, label.flags, _DEFLATED) + label.stamp
        fields += struct.pack("<LLLHH", crc, packed, size, len(label.raw), 0)
        placed = struct.pack("<HHHLL", 0, 0, 0, 0, start)
        record = b"PK\x01\x02" + struct.pack("<H", 20) + fields + placed + label.raw
        self._records.append((label.place, record))
        return b"PK\x03\x04" + fields

    def close(self, comment: bytes) -> None:
        """Write the central directory."""
        start = self._position()
        self._records.sort(key=itemgetter(0))
        directory = b"".join(record for _, record in self._records)
        count = len(self._records)
        if count >= 0xFFFF:
            raise TooLarge("too-many-parts", "the workbook would have too many parts")
        self._file.write(directory)
        end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), start, len(comment))
        self._file.write(b"PK\x05\x06" + end + comment)

    def _deflate(self, blocks: Iterable[bytes]) -> tuple[int, int, int]:
        deflate = CODEC.compressobj(_LEVEL, CODEC.DEFLATED, -15)
        crc = packed = size = 0
        for block in blocks:
            crc = CODEC.crc32(block, crc)
            size += len(block)
            packed += self._file.write(deflate.compress(block))
        packed += self._file.write(deflate.flush())
        return crc, packed, size

    def _position(self) -> int:
        at = self._file.tell()
        if at >= _FULL32:
            raise TooLarge("too-large", "the workbook would grow beyond 4 GiB")
        return at


def _moved(record: bytes, start: int) -> bytes:
    """A central directory record with the entry's new place, in the field or the zip64 extra."""
    packed, size = struct.unpack("<LL", record[20:28])
    if record[42:46] != b"\xff\xff\xff\xff":
        return record[:42] + struct.pack("<L", start) + record[46:]
    name, extra = struct.unpack("<HH", record[28:32])
    at, end = 46 + name, 46 + name + extra
    skip = 8 * ((packed == _FULL32) + (size == _FULL32))
    while at + 4 <= end:
        kind, extent = struct.unpack("<HH", record[at : at + 4])
        if kind == 1:
            place = at + 4 + skip
            return record[:place] + struct.pack("<Q", start) + record[place + 8 :]
        at += 4 + extent
    raise NotAWorkbook("truncated", "the file's table of contents is damaged")
