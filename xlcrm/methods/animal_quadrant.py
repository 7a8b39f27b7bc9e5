"""鹰驴羊狐四象限 · Hawk, donkey, sheep and fox.

Question: which thinking style do a person's answers show, and in which order do we best listen,
ask and speak?

Formula: A is the hawk score, B donkey, C sheep, D fox.

    A ≥ 9        hawk          listen, ask, speak
    6 ≤ A < 9    tends to hawk listen, ask, speak
    C ≥ 6        sheep         speak, ask, listen
    D ≥ 8        fox           ask, listen, speak
    B highest, and none of the others met: donkey; speak, ask, listen

Several may be met, or none. The style named first is the one furthest above its lowest cut (for A
that is 6); the others stand in the reason, and equals are named together.

Units: whole numbers of answers.

Source: domain inventory `animal-quadrant` and `sequence-technique`. No cut for the donkey
survives: the condition is ours, and can be switched off. Ours too is what furthest means.

Not for: any judgement of character, nor for more than the order of a conversation; the source's
advice on how to treat a type is left out on purpose. Results stay on the private sheet.

Example: (10, 4, 3, 5) is a hawk; (7, 2, 6, 5) tends to hawk (1 above 6) and is also a sheep (0
above 6); (5, 5, 5, 7) meets nothing.

>>> answers = [(10, 4, 3, 5), (7, 2, 6, 5), (5, 5, 5, 7)]
>>> scored = compute(*(pd.Series(column, dtype=float) for column in zip(*answers)))
>>> scored["style"].tolist()
['鹰', '偏鹰', '未定']
>>> scored["sequence"].tolist()
['听→问→说', '听→问→说', nan]
"""

from typing import Literal

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, SEMICOLON, missing_words, text_column

HAWK, LEANING = Text("鹰", "Hawk"), Text("偏鹰", "Tends to hawk")
DONKEY, SHEEP, FOX = Text("驴", "Donkey"), Text("羊", "Sheep"), Text("狐", "Fox")
UNDECIDED = Text("未定", "Undetermined")
LISTEN = Text("听→问→说", "listen, ask, speak")
SPEAK = Text("说→问→听", "speak, ask, listen")
ASK = Text("问→听→说", "ask, listen, speak")
SEQUENCES = (LISTEN, SPEAK, SPEAK, ASK)
"""The order of a conversation with A, B, C and D (`sequence-technique`)."""


class Params(MethodParams):
    """The cuts of the test, and whether there is a donkey."""

    hawk: int = Field(default=9, ge=0, description="Score A from which the style is hawk")
    leaning: int = Field(default=6, ge=0, description="Score A from which it tends to hawk")
    sheep: int = Field(default=6, ge=0, description="Score C from which the style is sheep")
    fox: int = Field(default=8, ge=0, description="Score D from which the style is fox")
    donkey: Literal["highest", "never"] = Field(
        default="highest",
        description="Ours: highest: donkey where B is highest and nothing else is met; never: off",
    )


DEFAULTS = Params()

LABEL = Label(
    name="animal_quadrant",
    ids=("animal-quadrant", "sequence-technique"),
    zh="鹰驴羊狐四象限",
    en="Hawk, donkey, sheep and fox",
    sheet="contact_private",
    shape="column",
    results=(
        Result(name="style", zh="思维风格", en="Thinking style"),
        Result(name="sequence", zh="沟通次序", en="Order of talk"),
        Result(name="reason", zh="风格说明", en="Style reason", written=False),
    ),
)


def compute(
    hawk: pd.Series,
    donkey: pd.Series,
    sheep: pd.Series,
    fox: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Name each person's style from the four scores."""
    scores = pd.DataFrame({"hawk": hawk, "donkey": donkey, "sheep": sheep, "fox": fox})
    known = scores.notna().all(axis=1)
    margins = _margins(scores.astype(float), params)
    names = _names(scores["hawk"].astype(float), params, language)
    ranked = [_ranked(row, label) for row, label in zip(margins.to_numpy(), names, strict=True)]
    style = [LISTING[language].join(first) or UNDECIDED[language] for first, _, _ in ranked]
    orders = [
        " / ".join(dict.fromkeys(SEQUENCES[at][language] for at in places)) or None
        for _, _, places in ranked
    ]
    result = pd.DataFrame({"style": text_column(style, scores.index).where(known)})
    result["sequence"] = text_column(orders, scores.index).where(known)
    result["reason"] = _reason(scores, known, ranked, language)
    return result


def _margins(scores: pd.DataFrame, params: Params) -> pd.DataFrame:
    """How far each score lies above its cut; missing where the cut is not met."""
    cuts = {"hawk": params.leaning, "sheep": params.sheep, "fox": params.fox}
    margins = pd.DataFrame({name: scores[name] - cut for name, cut in cuts.items()})
    margins = margins.where(margins >= 0)
    others = scores[list(cuts)].max(axis=1)
    alone = margins.isna().all(axis=1) & (scores["donkey"] > others)
    lone = pd.Series(np.where(alone & (params.donkey == "highest"), 0.0, np.nan), scores.index)
    margins.insert(1, "donkey", lone)
    return margins


def _names(hawk: pd.Series, params: Params, language: Language) -> list[tuple[str, ...]]:
    """The four styles by name; the first says whether it is met or only leaned to."""
    rest = (DONKEY[language], SHEEP[language], FOX[language])
    return [((HAWK if score >= params.hawk else LEANING)[language], *rest) for score in hawk]


Ranked = tuple[list[str], list[str], list[int]]
"""Styles named first, styles also met, and the places of the first among the four."""


def _ranked(margins: np.ndarray, names: tuple[str, ...]) -> Ranked:
    met = [at for at, margin in enumerate(margins) if not np.isnan(margin)]
    if not met:
        return [], [], []
    top = max(margins[at] for at in met)
    first = [at for at in met if margins[at] == top]
    also = [names[at] for at in met if margins[at] < top]
    return [names[at] for at in first], also, first


def _reason(
    scores: pd.DataFrame, known: pd.Series, ranked: list[Ranked], language: Language
) -> pd.Series:
    none = Text("四项都未达到界限", "no score reaches its cut")[language]
    equal = Text("{}并列，请以观察为准", "{} alike: go by what you see")[language]
    single = Text("{}最明显", "{} stands out")[language]
    also = Text("也符合{}", "also met: {}")[language]
    reason = missing_words("contact_private", scores, language)
    told = []
    for first, others, _ in ranked:
        named = LISTING[language].join(first)
        head = none if not first else (equal if len(first) > 1 else single).format(named)
        tail = SEMICOLON[language] + also.format(LISTING[language].join(others)) if others else ""
        told.append(head + tail)
    return reason.mask(known, text_column(told, scores.index))
