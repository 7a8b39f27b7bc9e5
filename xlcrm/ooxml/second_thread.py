"""Large parts are inflated and deflated on a thread of their own, beside the editing.

isal does this for gzip files. A gzip file is a deflated stream, just as in a zip, with a header
before it and a trailer behind it, both of fixed length: so an entry is read and written as one.
"""

import gzip
import importlib
import io
import struct
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

LARGE = 4 << 20  # bytes; below, a thread costs more than it saves
_BLOCK = 1 << 18
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_TRAILER = struct.Struct("<LL")  # CRC and size


def _threads() -> Any:
    try:
        return importlib.import_module("isal.igzip_threaded")
    except ImportError:
        return None


THREADS = _threads()  # None where isal is not installed; everything then happens on one thread


def inflated(packed: Iterable[bytes], *, crc: int, size: int) -> Iterator[bytes]:
    """The content of a deflated stream, in blocks; a few of them are made ahead, never more.

    Raises ValueError for a stream that is damaged, cut short, or not of this CRC and size.
    """
    stream = _Chunks(chain((_HEADER,), packed, (_TRAILER.pack(crc, size & 0xFFFFFFFF),)))
    with THREADS.open(stream, "rb", block_size=_BLOCK) as content:
        try:
            while block := content.read(_BLOCK):
                yield block
        except (EOFError, gzip.BadGzipFile, THREADS.isal_zlib.error) as error:
            raise ValueError(str(error)) from error


def deflate_into(file: BinaryIO, blocks: Iterable[bytes], *, level: int) -> tuple[int, int, int]:
    """Deflate blocks to where a readable file stands; their CRC, packed and full size.

    The ten bytes before are overwritten (an entry's own header is yet to be written there).
    """
    start, size = file.tell(), 0
    file.seek(start - len(_HEADER))
    with THREADS.open(file, "wb", level, block_size=_BLOCK) as content:
        for block in blocks:
            size += content.write(block)
    end = file.tell() - _TRAILER.size
    file.seek(end)
    crc, _ = _TRAILER.unpack(file.read(_TRAILER.size))
    file.seek(end)
    return crc, end - start, size


class _Chunks(io.RawIOBase):
    """Chunks of bytes as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._held = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes, at most one chunk; 0 at the end."""
        if not self._held:
            self._held = memoryview(next(self._chunks, b""))
        count = min(len(buffer), len(self._held))
        buffer[:count] = self._held[:count]
        self._held = self._held[count:]
        return count
