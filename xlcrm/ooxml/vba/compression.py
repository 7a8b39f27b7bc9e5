"""The compression of VBA source text (MS-OVBA 2.4.1): runs of what stood before, by the chunk."""

import struct

CHUNK = 4096
SHORTEST = 3
"""Bytes that a repetition must have to be worth its token of two."""


def compress(text: bytes) -> bytes:
    """The container that holds `text`.

    >>> compress(b"a" * 73).hex()  # the specification's own example, 3.2.3
    '0103b002614500'
    """
    chunks = (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))
    return b"\x01" + b"".join(map(_packed, chunks))


def _packed(chunk: bytes) -> bytes:
    """One chunk with its header; as it is, filled up, where packing would not make it smaller."""
    body = _tokens(chunk)
    if len(body) < CHUNK:
        return struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    return struct.pack("<H", 0x3000 | (CHUNK - 1)) + chunk.ljust(CHUNK, b"\0")


def _tokens(chunk: bytes) -> bytes:
    """Groups of eight tokens, each behind a byte that says which of them are repetitions."""
    body = bytearray()
    at = 0
    while at < len(chunk):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(chunk):
                break
            length, back = _repetition(chunk, at)
            if length:
                group += _copy_token(at, length, back)
                flags |= 1 << bit
            else:
                group.append(chunk[at])
            at += length or 1
        body.append(flags)
        body += group
    return bytes(body)


def _repetition(chunk: bytes, at: int) -> tuple[int, int]:
    """The longest run at `at` that also starts earlier: its length (0: none), how far back."""
    longest = min((0xFFFF >> _offset_bits(at)) + SHORTEST, len(chunk) - at)
    best, back = 0, 0
    for length in range(SHORTEST, longest + 1):
        found = chunk.rfind(chunk[at : at + length], 0, at + length - 1)
        if found < 0:
            break
        best, back = length, at - found
    return best, back


def _copy_token(at: int, length: int, back: int) -> bytes:
    bits = _offset_bits(at)
    return struct.pack("<H", ((back - 1) << (16 - bits)) | (length - SHORTEST))


def _offset_bits(at: int) -> int:
    """How many of a token's 16 bits tell the distance: more, the further into the chunk."""
    return max((at - 1).bit_length(), 4)
