"""How far relations have come: who counts, who guides us, and what the log shows of it."""

from datetime import date
from random import Random
from typing import cast

from samples.record import Record, picked
from xlcrm.language import Text
from xlcrm.sheets.activity import ActivityStatus, RelationSign
from xlcrm.sheets.contact import CoachSource, RelationshipStage

_CLOSE = (RelationshipStage.TRUST, RelationshipStage.ALLIANCE)
_HELP = {RelationSign.MATERIAL: 4.0, RelationSign.INTRODUCTION: 3.0, RelationSign.ADVOCACY: 2.0}
_EVIDENCE = {
    RelationSign.OUTSIDE: Text("一起参加行业协会的球赛", "Joined the trade association's match"),
    RelationSign.MATERIAL: Text("提供内部设备清单", "Gave the internal list of equipment"),
    RelationSign.INTRODUCTION: Text("安排我们见总经理", "Arranged our meeting with the manager"),
    RelationSign.ADVOCACY: Text("评审会上支持我方", "Spoke for us at the review"),
}
_UNSHOWN = 5
"""Close relations that the log shows nothing of, for validation to find."""


def related(
    rng: Random, people: list[Record], done: list[Record]
) -> tuple[list[Record], list[Record]]:
    """The people with their standing, and the activities with the signs that show it."""
    log = [dict(row) for row in done]
    by_person: dict[object, list[Record]] = {}
    for row in log:
        if row["status"] is ActivityStatus.DONE and row["contact_id"]:
            by_person.setdefault(row["contact_id"], []).append(row)
    unshown = 0
    standing: list[Record] = []
    for one in people:
        met = by_person.get(one["contact_id"], [])
        if one["relationship"] in _CLOSE and not met:
            unshown += 1
        lowered = one["relationship"] in _CLOSE and not met and unshown > _UNSHOWN
        told = one | ({"relationship": RelationshipStage.ACQUAINTED} if lowered else {})
        standing.append(told | _shown(rng, told, met) | _part(rng, told))
    return standing, log


def _shown(rng: Random, person: Record, met: list[Record]) -> Record:
    """A sign in the log for whoever trusts us or helps us; what it is stands as evidence."""
    if person["relationship"] not in _CLOSE or not met:
        return {}
    ally = person["relationship"] is RelationshipStage.ALLIANCE
    sign = picked(rng, _HELP) if ally else RelationSign.OUTSIDE
    activity = rng.choice(met)
    activity["relation_sign"] = sign
    day, what = cast(date, activity["day"]), _EVIDENCE[sign]
    told = Text(f"{day.year}年{day.month}月{day.day}日{what.zh}", f"{what.en}, {day:%d %b %Y}")
    return {"relationship_evidence": told}


def _part(rng: Random, person: Record) -> Record:
    """Mostly the role says who is key; a few users count more, a few bosses less."""
    close = person["relationship"] in _CLOSE
    role = cast(RelationshipStage, person["role"]).name
    key = {"USER": {None: 14, True: 1}, "APPROVER": {None: 14, False: 1}}.get(role, {None: 1})
    coach = close and rng.random() < 0.45
    return {
        "is_key_player": picked(rng, cast("dict[bool | None, float]", key)),
        "is_coach": True if coach else None,
        "coach_source": CoachSource.INSIDE if coach else None,
    }
