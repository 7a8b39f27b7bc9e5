"""Drawings and charts of a template in a workbook with another theme: they keep their colours."""

import re
from dataclasses import replace

from xlcrm.ooxml.clone.colours import Theme
from xlcrm.ooxml.clone.parts import SourcePart
from xlcrm.ooxml.clone.slots import Pieces
from xlcrm.ooxml.relationships import TRANSITIONAL

_OVERRIDE = "themeOverride"
_OVERRIDE_TYPE = "application/vnd.openxmlformats-officedocument.themeOverride+xml"
_MAPPING = (
    b'clrMapOvr bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    b'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    b'folHlink="folHlink"/>'
)
# What may follow the colour mapping in a chart; the chart itself always does.
_AFTER_MAPPING = re.compile(rb"<(\w+:)?(?:pivotSource|protection|chart)[\s>]")


def themed_parts(parts: list[SourcePart], theme: Theme) -> list[SourcePart]:
    """The parts with plain colours for theme colours; every chart brings its theme along.

    Colours that a chart leaves to the theme (series without a colour of their own) are not
    written anywhere, so plain colours alone would not keep them.
    """
    themed = [_plain_colours(part, theme) for part in parts]
    if not theme.elements:
        return themed
    for number, part in enumerate(themed[:]):
        if part.kind == "chart" and not any(link[1].endswith(_OVERRIDE) for link in part.links):
            themed[number] = _with_theme(part, len(themed))
            themed.append(_override(theme))
    return themed


def _override(theme: Theme) -> SourcePart:
    content = (theme.override(),)
    return SourcePart(_OVERRIDE, "xl/theme/themeOverride{}.xml", _OVERRIDE_TYPE, content, ())


def _plain_colours(part: SourcePart, theme: Theme) -> SourcePart:
    if not part.is_themed:
        return part
    pieces = tuple(theme.fix_drawing(p) if isinstance(p, bytes) else p for p in part.pieces)
    return replace(part, pieces=pieces)


def _with_theme(part: SourcePart, override: int) -> SourcePart:
    link = ("rIdTheme", TRANSITIONAL + _OVERRIDE, override, False)
    return replace(part, pieces=_with_mapping(part.pieces), links=(*part.links, link))


def _with_mapping(pieces: Pieces) -> Pieces:
    first = pieces[0]
    if not isinstance(first, bytes) or b"clrMapOvr" in first:
        return pieces
    following = _AFTER_MAPPING.search(first)
    if following is None:
        return pieces
    at, prefix = following.start(), following[1] or b""
    return (first[:at] + b"<" + prefix + _MAPPING + first[at:], *pieces[1:])
