"""A worksheet part as a stream: what stands before the rows, whole rows, what stands after.

A sheet is never built as a tree: it may be hundreds of megabytes. Its bytes are cut at row ends.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import lt
from xml.sax.saxutils import escape

from xlcrm.ooxml.errors import NotAWorkbook, Refused, TooLarge
from xlcrm.ooxml.markup import refuse_entities

LONGEST_ROW_BYTES = 64 << 20
_LONGEST_ASIDE = 4 << 20
_LONGEST_TAG = 256
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\s*(/?)>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
_TEXT_ENCODING = re.compile(
    r"utf-?(?:16|32)(?:-?[lb]e)?|iso-?8859-\d{1,2}|latin-?1|windows-\d{3,4}|cp\d{3,4}|"
    r"gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)|koi8-r",
    re.IGNORECASE,
)
_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.S)
_ATTRIBUTE = re.compile(rb"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")


def attributes(markup: bytes) -> dict[str, str]:
    """The attributes of a tag, either kind of quotes; entities are left as they stand.

    >>> attributes(b'<c r="A1" s=\\'3\\'/>')
    {'r': 'A1', 's': '3'}
    """
    return {
        key.decode(): (double or single).decode(errors="replace")
        for key, double, single in _ATTRIBUTE.findall(markup)
    }


def up_to(tag: bytes) -> bytes:
    """A pattern for everything before the next tag that starts so.

    Written without `.*?`, which would look through all that follows, again and again, where a
    damaged file opens an element a thousand times and closes it never.
    """
    return rb"[^<]*+(?:<(?!%b)[^<]*+)*+" % tag


@dataclass(frozen=True, slots=True)
class Tags:
    """The patterns of one sheet, whose elements may carry a namespace prefix (`<x:row>`)."""

    prefix: str
    row_start: bytes
    row_end: bytes
    cell_start: bytes
    cell_end: bytes
    formula_start: bytes
    row: re.Pattern[bytes]
    next_row: re.Pattern[bytes]
    row_number: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    text: re.Pattern[bytes]

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, prefix: bytes) -> "Tags":
        """The patterns for a prefix such as b"" or b"x:"."""
        p = re.escape(prefix)
        return cls(
            prefix=prefix.decode(),
            row_start=b"<" + prefix + b"row",
            row_end=b"</" + prefix + b"row>",
            cell_start=b"<" + prefix + b"c",
            cell_end=b"</" + prefix + b"c>",
            formula_start=b"<" + prefix + b"f",
            row=re.compile(rb"<%brow((?:\s[^<>]*?)?)(/?)>" % p),
            next_row=re.compile(rb"\s*<%brow[\s>]" % p),
            row_number=re.compile(rb"""<%brow\s(?:[^<>]*?\s)?r\s*=\s*["'](\d{1,9})""" % p),
            cell=re.compile(
                rb"<%bc((?:\s[^<>]*?)?)(?:/>|>(%b)</%bc\s*>)" % (p, up_to(rb"/?%bc[\s>]" % p), p)
            ),
            formula=re.compile(rb"<%bf((?:\s[^<>]*?)?)(?:/>|>([^<]*)</%bf\s*>)" % (p, p)),
            value=re.compile(rb"<%bv(?:\s[^<>]*)?>([^<]*)</%bv\s*>" % (p, p)),
            text=re.compile(
                rb"<%brPh\b%b</%brPh\s*>|<%bt(?:\s[^<>]*)?>([^<]*)</%bt\s*>"
                % (p, up_to(rb"/?%brPh\b" % p), p, p, p)
            ),
        )


def holds(block: bytes, word: bytes) -> bool:
    """Whether a word is in the block; its letters come first, for one found nowhere tells fast."""
    return all(letter in block for letter in word) and word in block


class SheetStream:
    """Pulls a sheet from its blocks: `head`, then `row_blocks()`, then `tail()`.

    `head` ends before the `<sheetData>` tag; the tail starts after `</sheetData>`.
    """

    def __init__(self, blocks: Iterator[bytes], *, part: str) -> None:
        self._blocks = plain_blocks(blocks, part)
        self._part = part
        self._buffer = b""
        opening = self._find_opening()
        self.head = self._buffer[: opening.start()]
        self.tags = Tags.of(opening[1])
        self.empty = self._rows_ended = bool(opening[2])
        self.opening = opening[0]
        self.closing = b"</" + opening[1] + b"sheetData>"
        self._buffer = self._buffer[opening.end() :]

    def _find_opening(self) -> re.Match[bytes]:
        for block in self._blocks:
            seen = max(len(self._buffer) - _LONGEST_TAG, 0)
            self._buffer += block
            if found := _SHEET_DATA.search(self._buffer, seen):
                return found
            if len(self._buffer) > LONGEST_ROW_BYTES:
                break
        raise NotAWorkbook("damaged-part", "this sheet has no rows element", part=self._part)

    def row_blocks(self) -> Iterator[bytes]:
        """Blocks of whole rows, in file order; white space between rows stays in them."""
        while not self._rows_ended:
            last = self._buffer.rfind(self.tags.row_end)
            cut = last + len(self.tags.row_end) if last >= 0 else 0
            # a row that follows tells at once that the rows go on; a search would take far longer
            if not cut or not self.tags.next_row.match(self._buffer, cut):
                if rows := self._rows_before_closing():
                    yield rows
                if self._rows_ended:
                    return
            if cut:
                block, self._buffer = self._buffer[:cut], self._buffer[cut:]
                yield block
            else:
                self._pull()

    def rows_in_order(self, *, after: int) -> Iterator[bytes]:
        """What is left of the rows; Refused "rows-out-of-order" unless their numbers only rise."""
        last = after
        for block in self.row_blocks():
            numbers = [last, *map(int, self.tags.row_number.findall(block))]
            if not all(map(lt, numbers, islice(numbers, 1, None))):
                raise Refused("rows-out-of-order", "the rows are not in order", part=self._part)
            last = numbers[-1]
            yield block

    def _rows_before_closing(self) -> bytes:
        """If the buffer holds the rows' closing tag: what stands before it; both are consumed."""
        if b"h" not in self._buffer:  # a single letter is found far faster
            return b""
        close = self._buffer.find(self.closing[:-1])
        end = self._buffer.find(b">", close) + 1 if close >= 0 else 0
        if not end:
            return b""
        self._rows_ended = True
        block, self._buffer = self._buffer[:close], self._buffer[end:]
        return block

    def tail(self) -> Iterator[bytes]:
        """What stands after the rows."""
        yield self._buffer
        yield from self._blocks

    def _pull(self) -> None:
        block = next(self._blocks, None)
        if block is None:
            raise NotAWorkbook("damaged-part", "this sheet is cut short", part=self._part)
        self._buffer += block
        if len(self._buffer) > LONGEST_ROW_BYTES:
            raise TooLarge("too-large", "a row of this sheet is too large", part=self._part)


def _as_utf8(blocks: Iterator[bytes], part: str) -> Iterator[bytes]:
    """The blocks, encoded anew if the sheet is not in UTF-8 (a few writers' are not)."""
    first = next(blocks, b"")
    encoding = _BYTE_ORDER_MARKS.get(first[:2])
    if encoding is None and first[:4] in (b"<\0?\0", b"\0<\0?"):
        encoding = "utf-16-le" if first[:1] == b"<" else "utf-16-be"
    if encoding is None and (declared := _ENCODING.match(first)):
        encoding = declared[1].decode()
    if encoding is None or encoding.lower() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return chain((first,), blocks)
    if not _TEXT_ENCODING.fullmatch(encoding):  # Python knows others, which unpack and the like
        raise NotAWorkbook("damaged-part", f"no sheet is written in {encoding}", part=part)
    return _recoded(chain((first,), blocks), encoding, part)


def _recoded(blocks: Iterator[bytes], encoding: str, part: str) -> Iterator[bytes]:
    try:
        yield from _decoded(blocks, codecs.getincrementaldecoder(encoding)())
    except (LookupError, UnicodeDecodeError) as error:
        raise NotAWorkbook(
            "damaged-part", "this sheet's text cannot be decoded", part=part, detail=str(error)
        ) from error


def _decoded(blocks: Iterator[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[bytes]:
    first = decoder.decode(next(blocks))
    yield re.sub(
        r"""(<\?xml[^>]*encoding\s*=\s*["'])[\w.-]+""", r"\1UTF-8", first, count=1
    ).encode()
    for block in blocks:
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


def plain_blocks(blocks: Iterator[bytes], part: str) -> Iterator[bytes]:
    """The blocks in UTF-8, without comments, CDATA as ordinary text: safe to cut at tags."""
    held = b""
    for block in _as_utf8(blocks, part):
        aside = b"!" in block and b"<!" in block
        if not held and not aside and not block.endswith(b"<"):
            yield block
            continue
        held += block
        refuse_entities(held, part)
        cut = _complete(held)
        yield _ASIDE.sub(_without_aside, held[:cut])
        held = held[cut:]
        if len(held) > _LONGEST_ASIDE:
            raise TooLarge("too-large", "a comment in this sheet is too large", part=part)
    if held:
        raise NotAWorkbook("damaged-part", "this sheet is cut short", part=part)


def _complete(markup: bytes) -> int:
    """How far the markup holds no unfinished comment or CDATA section."""
    at = 0
    while (start := markup.find(b"<!", at)) >= 0:
        ending = b"]]>" if markup.startswith(b"<![CDATA[", start) else b"-->"
        end = markup.find(ending, start)
        if end < 0 or start + 9 > len(markup):
            return start
        at = end + 3
    return len(markup) - 1 if markup.endswith(b"<") else len(markup)


def _without_aside(match: re.Match[bytes]) -> bytes:
    if match[1] is not None:
        return escape(match[1].decode(errors="replace")).encode()
    return b""
