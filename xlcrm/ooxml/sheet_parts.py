"""The parts that belong to one sheet alone, when the sheet goes."""

from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.relationships import relationships_name

_OWNED = {
    "drawing", "vmlDrawing", "comments", "threadedComment", "table", "printerSettings", "image",
    "chart", "chartEx", "chartStyle", "chartColorStyle", "themeOverride", "chartUserShapes",
    "customProperty", "ctrlProp", "hyperlink", "package",
}  # fmt: skip


def remove_sheet_parts(package: Package, sheet_part: str) -> None:
    """Remove a sheet's part and every part only it leads to.

    Raises Refused "unsupported-part" when something other parts depend on hangs from the sheet.
    """
    doomed = sheet_parts(package, sheet_part)
    kept = {
        item.target.lower()
        for name in [*package.names, ""]
        if not name.lower().endswith(".rels") and name not in doomed
        and (not name or relationships_name(name) in package)
        for item in package.relationships(name).items.values()
        if not item.external
    }  # fmt: skip
    kept.discard(sheet_part.lower())
    kept = {part for name in doomed if name.lower() in kept for part in _lower(package, name)}
    for name in doomed:
        if name.lower() not in kept:
            package.remove(name)


def _lower(package: Package, part: str) -> set[str]:
    return {name.lower() for name in sheet_parts(package, part)}


def sheet_parts(package: Package, sheet_part: str) -> list[str]:
    """The sheet's part and every part it leads to; Refused "unsupported-part" as above."""
    found = [package.spelling(sheet_part)]
    for name in found:
        for item in package.relationships(name).items.values():
            if item.external or item.target not in package:
                continue
            if item.kind not in _OWNED:
                raise Refused(
                    "unsupported-part", "the sheet holds something that cannot go with it",
                    part=item.target, detail=item.kind,
                )  # fmt: skip
            target = package.spelling(item.target)
            if target not in found:
                found.append(target)
    return found
