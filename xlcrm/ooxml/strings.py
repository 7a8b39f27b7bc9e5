"""The shared strings: texts that cells name by number."""

import html
import re
from collections.abc import Iterator

from xlcrm.ooxml.cells import plain_text
from xlcrm.ooxml.errors import TooLarge
from xlcrm.ooxml.sheet_stream import Tags, plain_blocks, up_to

_ITEM = re.compile(
    rb"<(?:[\w.-]+:)?si(?:\s*/>|[\s>]%b</(?:[\w.-]+:)?si\s*>)" % up_to(rb"/?(?:[\w.-]+:)?si[\s>]")
)
_LONGEST_ITEM = 8 << 20
_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)sst[\s>/]")


def rich_text(markup: bytes, tags: Tags) -> str:
    """The text of a string item or inline string, formatting runs joined, phonetics left out."""
    texts = (match[1] for match in tags.text.finditer(markup) if match[1] is not None)
    return plain_text("".join(html.unescape(text.decode(errors="replace")) for text in texts))


def shared_strings(blocks: Iterator[bytes], wanted: set[int], *, part: str) -> dict[int, str]:
    """The texts with these numbers; the part is streamed, not held."""
    found: dict[int, str] = {}
    number, held, tags = 0, b"", None
    for block in plain_blocks(blocks, part):
        held += block
        if tags is None and (prefix := _PREFIX.search(held)):
            tags = Tags.of(prefix[1])
        done = 0
        for match in _ITEM.finditer(held):
            if tags and number in wanted:
                found[number] = rich_text(match[0], tags)
            number, done = number + 1, match.end()
        # an item that another follows without having ended never will
        held = held[max(done, held.rfind(b"<" + (tags.prefix.encode() if tags else b"") + b"si")) :]
        if len(held) > _LONGEST_ITEM:
            raise TooLarge("too-large", "one of the workbook's texts is too large", part=part)
        if len(found) == len(wanted):
            break
    return found
