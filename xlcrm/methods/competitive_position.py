"""竞争态势 · Competitive position.

Question: are we ahead of our strongest rival in this deal?

Formula: the twenty questions answered for a rival (a row of the assessments whose 评估对象 names
it) are scored like our own; lead = our net − the highest net of a rival. Where somebody was
assessed more than once, the latest row counts.

Units: nets run from -1 to 1, the lead from -2 to 2, shown as percentages.

Source: domain inventory `opp-20q`, whose workbook is "optionally repeated for each competitor".

Not for: rivals whose answers are guessed: leave those at "?", then they have no net.

Example: our net is +40 %, those of two rivals are +15 % and +55 %, so we are 15 points behind.

>>> assessments = pd.DataFrame(
...     {"opportunity_id": "P", "party": [None, "X", "Y"], "assessed": pd.NaT}
... )
>>> nets = pd.DataFrame({"score": [0.4, 0.15, 0.55]})
>>> scored = compute(pd.Series(["P"]), assessments=assessments, opportunity_assessment=nets)
>>> scored["rival"].tolist(), scored["lead"].round(2).tolist()
(['Y'], [-0.15])
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, missing_words, percent_words, text_column


class Params(MethodParams):
    """Nothing to choose: the answers are scored as the method opportunity_assessment is set."""


DEFAULTS = Params()

LABEL = Label(
    name="competitive_position",
    ids=("opp-20q",),
    zh="竞争态势",
    en="Competitive position",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="net", zh="我方净分", en="Our net", kind="percent", written=False),
        Result(name="rival", zh="最强对手", en="Strongest rival", written=False),
        Result(name="rival_net", zh="对手净分", en="Rival's net", kind="percent", written=False),
        Result(name="lead", zh="领先幅度", en="Lead", kind="percent", written=False),
        Result(name="reason", zh="竞争说明", en="Competition reason", written=False),
    ),
)


def compute(
    opportunity_id: pd.Series,
    *,
    assessments: pd.DataFrame,
    opportunity_assessment: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Compare nets; the two frames are the assessments and their scores, on one index."""
    judged = assessments[["opportunity_id", "party", "assessed"]].assign(
        net=opportunity_assessment["score"].reindex(assessments.index).astype(float)
    )
    judged = judged[judged["opportunity_id"].notna() & judged["net"].notna()]
    latest = judged.sort_values("assessed", na_position="first", kind="stable").drop_duplicates(
        ["opportunity_id", "party"], keep="last"
    )
    ours = latest[latest["party"].isna()].set_index("opportunity_id")["net"]
    rivals = latest[latest["party"].notna()].sort_values("net", ascending=False, kind="stable")
    best = rivals.drop_duplicates("opportunity_id").set_index("opportunity_id")
    result = pd.DataFrame({"net": looked_up(opportunity_id, ours)})
    names = looked_up(opportunity_id, best["party"])
    result["rival"] = text_column(names.where(names.notna(), None).tolist(), names.index)
    result["rival_net"] = looked_up(opportunity_id, best["net"])
    result["lead"] = result["net"] - result["rival_net"]
    result["reason"] = _reason(result, opportunity_id, language)
    return result


def _reason(result: pd.DataFrame, deal: pd.Series, language: Language) -> pd.Series:
    words = Text(
        "我方{net}，最强对手{rival}{rival_net}：{verdict}",
        "we {net}, strongest rival {rival} {rival_net}: {verdict}",
    )[language]
    ahead = Text("领先{lead}", "{lead} ahead")[language]
    behind = Text("落后{lead}", "{lead} behind")[language]
    level = Text("不相上下", "level")[language]
    known = result["lead"].notna()
    reasons = [
        words.format(
            net=percent_words(net, signed=True),
            rival=rival,
            rival_net=percent_words(rival_net, signed=True),
            verdict=(ahead if lead > 0 else behind if lead < 0 else level).format(
                lead=percent_words(abs(lead))
            ),
        )
        for net, rival, rival_net, lead in result.loc[
            known, ["net", "rival", "rival_net", "lead"]
        ].itertuples(index=False)
    ]
    ours = Text("我方二十问评估", "our own twenty answers")[language]
    theirs = Text("对手的二十问评估", "a rival's twenty answers")[language]
    missing = missing_words("opportunities", pd.DataFrame({"opportunity_id": deal}), language)
    reason = missing.case_when(
        [
            (missing.ne(""), missing),
            (result["net"].isna(), MISSING[language] + ours),
            (result["rival_net"].isna(), MISSING[language] + theirs),
        ]
    )
    reason[known] = text_column(reasons, reason.index[known])
    return reason
