"""Names for tabs: what Excel allows, from what customers are called."""

import re

FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST = 31
LEGAL_FORM = re.compile(
    r"[\s,]*(?:Co\.?,? ?Ltd\.?|Ltd\.?|Inc\.?|LLC|GmbH|(?:股份)?有限公司)$", re.IGNORECASE
)
"""What a name too long for a tab loses first."""


def tab_name(text: str) -> str:
    """A name Excel accepts: no []:*?/\\, no quote at either end, at most 31 characters.

    >>> tab_name("A/B [华东]"), tab_name("'quoted'"), len(tab_name("长" * 40))
    ('A-B -华东-', 'quoted', 31)
    >>> tab_name("Jingyuan Heavy Industry (Foshan) Co., Ltd.")
    'Jingyuan Heavy Industry'
    """
    cleaned = FORBIDDEN.sub("-", text).strip().strip("'").strip()
    if len(cleaned) > LONGEST:
        cleaned = _shortened(LEGAL_FORM.sub("", cleaned))
    return cleaned.rstrip("' ") or "-"


def _shortened(text: str) -> str:
    """At most 31 characters, cut between words where there are any."""
    if len(text) <= LONGEST:
        return text
    head, space, _ = text[: LONGEST + 1].rpartition(" ")
    return (head if space and len(head) > LONGEST // 2 else text[:LONGEST]).rstrip(" (,-")


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
