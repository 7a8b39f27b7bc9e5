"""客户关系四阶段 · Relationship stages.

Question: how far has the relation with this person come, as far as the activity log shows it?

Formula: the highest stage that an activity done with this person shows, but never more than is
claimed:

    认识 acquainted   the person is on the list
    约会 meeting      an activity with the person was done
    信赖 trust        the person took part in something outside business
    同盟 alliance     the person helped: gave material, arranged a meeting, spoke up for us

Each stage stands on its own evidence: whoever helps us openly need not dine with us.

Units: stages are entries of their list; activities count once done, up to `as_of`. Without any
activity in the workbook nothing can be shown, and there is no result.

Source: domain inventory `relationship-stage-4`; stages 3 and 4 and their evidence are the
source's, those of stages 1 and 2 follow the published model. The log says that there was
something outside business, never what: that belongs on the private sheet.

Not for: judging the person; a stage is about what has been shown, not about what is felt.

Example: 同盟 is claimed, the log holds two evenings outside business and no help: 信赖.

>>> activities = pd.DataFrame(
...     {
...         "contact_id": ["C", "C"], "status": None, "day": pd.to_datetime(["2026-03-02"] * 2),
...         "relation_sign": [RelationSign.OUTSIDE, RelationSign.OUTSIDE],
...     }
... )
>>> scored = compute(
...     pd.Series(["C"]), pd.Series([RelationshipStage.ALLIANCE]), activities=activities,
...     as_of=date(2026, 5, 20),
... )
>>> scored["shown"].tolist(), scored["reason"].tolist()
(['信赖'], ['自填同盟，活动记录只证明到信赖；缺同盟的依据：提供资料、引荐安排或公开支持'])
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, NO, YES, missing_words, text_column
from xlcrm.sheets.activity import ActivityStatus, RelationSign
from xlcrm.sheets.contact import RelationshipStage

STAGES = list(RelationshipStage)
NUMBERS = {stage: float(number) for number, stage in enumerate(STAGES, 1)}
ACQUAINTED, DATING, TRUST, ALLIANCE = NUMBERS.values()
SHOWS = {
    RelationSign.OUTSIDE: TRUST,
    RelationSign.MATERIAL: ALLIANCE,
    RelationSign.INTRODUCTION: ALLIANCE,
    RelationSign.ADVOCACY: ALLIANCE,
}
"""Sign in the log to the number of the stage it shows."""
WANTED = {
    DATING: Text("与此人的一次活动", "an activity with this person"),
    TRUST: Text("一次业余活动", "something outside business"),
    ALLIANCE: Text(
        "提供资料、引荐安排或公开支持", "material given, a meeting arranged, or open support"
    ),
}


class Params(MethodParams):
    """Nothing to choose: the stages and their evidence are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="relationship_stage",
    ids=("relationship-stage-4",),
    zh="客户关系四阶段",
    en="Relationship stages",
    sheet="contacts",
    shape="column",
    results=(
        Result(name="shown", zh="有依据的关系阶段", en="Relationship shown"),
        Result(name="overstated", zh="关系偏高", en="Relationship overstated", written=False),
        Result(name="reason", zh="关系说明", en="Relationship reason"),
    ),
)


def compute(
    contact_id: pd.Series,
    relationship: pd.Series,
    *,
    activities: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Cap each person's claimed stage by the log: contact_id, status, day and relation_sign."""
    done = _done(activities, as_of)
    proof = looked_up(contact_id, _proof(done)).fillna(ACQUAINTED)
    claimed = relationship.map(NUMBERS).astype(float)
    counted = contact_id.notna() & claimed.notna() & bool(len(done))
    shown = proof.where(proof < claimed, claimed).where(counted)
    names = {number: stage.text(language) for stage, number in NUMBERS.items()}
    result = pd.DataFrame(
        {"shown": text_column([names.get(number) for number in shown], contact_id.index)}
    )
    over = text_column([NO[language]] * len(shown), shown.index).mask(
        proof < claimed, YES[language]
    )
    result["overstated"] = over.where(counted)
    lacking = missing_words(
        "contacts",
        pd.DataFrame({"contact_id": contact_id, "relationship": relationship}),
        language,
    )
    unlogged = Text("活动记录，无法核实", "activities done, so nothing can be shown")[language]
    lacking = lacking.mask(lacking.eq(""), MISSING[language] + unlogged)
    lacking[counted] = _told(claimed[counted], proof[counted], names, language)
    result["reason"] = lacking
    return result


def _done(activities: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What has taken place: not planned or called off, and not later than `as_of`."""
    off = activities["status"].isin([ActivityStatus.PLANNED, ActivityStatus.CANCELLED])
    later = activities["day"] > pd.Timestamp(as_of)
    return activities[~off & ~later & activities["contact_id"].notna()]


def _proof(done: pd.DataFrame) -> pd.Series:
    """Person to the number of the highest stage that an activity shows."""
    number = done["relation_sign"].map(SHOWS).astype(float).fillna(DATING)
    return number.groupby(done["contact_id"]).max()


def _told(
    claimed: pd.Series, proof: pd.Series, names: dict[float, str], language: Language
) -> pd.Series:
    short = Text(
        "自填{claimed}，活动记录只证明到{shown}；缺{claimed}的依据：{wanted}",
        "{claimed} is claimed, the log shows {shown}; {claimed} needs {wanted}",
    )[language]
    further = Text(
        "自填{claimed}，活动记录已达到{shown}，可以更新",
        "{claimed} is claimed, the log already shows {shown}: it may be raised",
    )[language]
    agreed = Text("活动记录支持{claimed}", "the log supports {claimed}")[language]
    told = [
        (short if shown < typed else further if shown > max(typed, DATING) else agreed).format(
            claimed=names[typed],
            shown=names[shown],
            wanted=WANTED[typed][language] if typed in WANTED else "",
        )
        for typed, shown in zip(claimed, proof, strict=True)
    ]
    return text_column(told, claimed.index)
