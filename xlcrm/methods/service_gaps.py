"""服务质量五缺口 · Five service gaps.

Question: where between what the customer needs and what it feels is quality lost most?

Formula: the widest of the five gaps first; gaps of equal width stand together.

Units: gaps from 1 (none) to 5 (wide), as judged at an audit; gaps left open are named and take no
part.

Source: domain inventory `gap-model-5`: the source numbers five gaps between six boxes, but which
number belongs to which arrow is lost; the five are those of Parasuraman.

Not for: telling why a gap is wide: ask those who deliver the service.

Example: gaps of 2, 4, 3, 1 and 2: the design is the widest.

>>> scored = compute(*(pd.Series([float(one)]) for one in (2, 4, 3, 1, 2)))
>>> scored["widest"].tolist(), scored["width"].tolist()
(['流程设计差距'], [4.0])
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, header_words, listed, missing_words, text_column

GAPS = ("gap_needs", "gap_design", "gap_delivery", "gap_promise", "gap_feeling")


class Params(MethodParams):
    """Nothing to choose: the widest gap comes first."""


DEFAULTS = Params()

LABEL = Label(
    name="service_gaps",
    ids=("gap-model-5",),
    zh="服务质量五缺口",
    en="Five service gaps",
    sheet="service_audits",
    shape="column",
    results=(
        Result(name="widest", zh="最大差距", en="Widest gap"),
        Result(name="width", zh="最大差距分", en="Width of the gap", kind="number", written=False),
        Result(name="reason", zh="差距说明", en="Service gap reason"),
    ),
    worksheet_function=True,
)


def compute(
    gap_needs: pd.Series,
    gap_design: pd.Series,
    gap_delivery: pd.Series,
    gap_promise: pd.Series,
    gap_feeling: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """The widest gap of each audit."""
    columns = [gap_needs, gap_design, gap_delivery, gap_promise, gap_feeling]
    gaps = pd.concat(columns, axis=1, keys=GAPS).astype(float)
    headers = header_words("service_audits", language)
    width = gaps.max(axis=1)
    widest = listed(gaps.eq(width, axis=0).rename(columns=headers), language)
    result = widest.where(width.notna()).to_frame("widest")
    result["width"] = width
    missing = missing_words("service_audits", gaps, language)
    titles = [headers[name] for name in GAPS]
    comma = Text("；", "; ")[language]
    reasons = []
    for row, lacking in zip(gaps.itertuples(index=False, name=None), missing, strict=True):
        known = [(gap, title) for gap, title in zip(row, titles, strict=True) if not pd.isna(gap)]
        known.sort(key=lambda one: -one[0])
        order = LISTING[language].join(f"{title} {gap:g}" for gap, title in known)
        reasons.append(comma.join(part for part in (order, lacking) if part))
    result["reason"] = text_column(reasons, result.index)
    return result
