"""Drawings and charts of a template in a workbook with another theme: they keep their colours.

Theme colours become plain ones. Colours that a chart leaves to the theme (series without a colour
of their own) are written nowhere, so every chart brings its theme along.
"""

import re
from dataclasses import replace

from xlcrm.ooxml.clone.parts import Link, SourcePart
from xlcrm.ooxml.clone.pieces import DECLARATION, Pieces
from xlcrm.ooxml.clone.theme import DRAWING, DRAWING_NAMES, THEME_ORDER, Theme
from xlcrm.ooxml.relationships import TRANSITIONAL

_OVERRIDE = "themeOverride"
_OVERRIDE_TYPE = "application/vnd.openxmlformats-officedocument.themeOverride+xml"
_THEMED = ("drawing", "chart", "chartUserShapes")
_MAPPING = "clrMapOvr " + " ".join(
    f'{name}="{colour}"'
    for name, colour in {**DRAWING_NAMES, **{name: name for name in THEME_ORDER[4:]}}.items()
)
# What may follow the colour mapping in a chart; the chart itself always does.
_AFTER_MAPPING = re.compile(r"(?=<(\w+:)?(?:pivotSource|protection|chart)[\s>])")


def themed_parts(parts: list[SourcePart], theme: Theme) -> list[SourcePart]:
    """The parts as they look under this theme, whatever the workbook's own."""
    themed = [_plain(part, theme) if part.kind in _THEMED else part for part in parts]
    override = f'<a:themeOverride xmlns:a="{DRAWING}">{theme.elements}</a:themeOverride>'
    for number, part in enumerate(parts):
        if part.kind == "chart" and not any(link.type.endswith(_OVERRIDE) for link in part.links):
            link = Link("rIdTheme", TRANSITIONAL + _OVERRIDE, len(themed))
            content = _with_mapping(themed[number].content)
            themed[number] = replace(part, content=content, links=(*part.links, link))
            pattern, content = "xl/theme/themeOverride{}.xml", (DECLARATION + override).encode()
            themed.append(SourcePart(_OVERRIDE, pattern, _OVERRIDE_TYPE, content, ()))
    return themed


def _plain(part: SourcePart, theme: Theme) -> SourcePart:
    if isinstance(part.content, bytes):
        return replace(part, content=theme.plain_colours(part.content.decode()).encode())
    pieces = [theme.plain_colours(p) if isinstance(p, str) else p for p in part.content]
    return replace(part, content=pieces)


def _with_mapping(content: Pieces | bytes) -> Pieces | bytes:
    if isinstance(content, bytes) or "clrMapOvr" in str(content[0]):
        return content
    first = _AFTER_MAPPING.sub(lambda m: f"<{m[1] or ''}{_MAPPING}/>", str(content[0]), count=1)
    return [first, *content[1:]]
