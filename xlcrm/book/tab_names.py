"""Names for tabs: what Excel allows, from what customers are called."""

import re

FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST = 31


def tab_name(text: str) -> str:
    """A name Excel accepts: no []:*?/\\, no quote at either end, at most 31 characters.

    >>> tab_name("A/B [华东]"), tab_name("'quoted'"), len(tab_name("长" * 40))
    ('A-B -华东-', 'quoted', 31)
    """
    cleaned = FORBIDDEN.sub("-", text).strip().strip("'").strip()
    return cleaned[:LONGEST].rstrip("' ") or "-"


def free_name(text: str, taken: set[str]) -> str:
    """A tab name nobody has yet; a second one of the same name gets ~2.

    >>> free_name("华东机械", {"华东机械"})
    '华东机械~2'
    """
    name = tab_name(text)
    used = {other.casefold() for other in taken}
    number = 1
    candidate = name
    while candidate.casefold() in used or candidate.casefold() == "history":
        number += 1
        ending = f"~{number}"
        candidate = name[: LONGEST - len(ending)] + ending
    return candidate
