"""攻守模型 · Attack-defence matrix.

Question: should we attack, defend, maintain or give up this customer?

Formula: share = our annual sales ÷ the customer's annual purchase potential. Potential and share
are high from their cut-offs on. Two readings of the source can be chosen:

    potential, share    slide           prose
    high, low           进攻 attack     维持 maintain (and keep screening)
    high, high          防御 defend     防御 defend
    low, high           维持 maintain   (not said: no stance)
    low, low            放弃 give up    放弃 give up
    new customer        as above        进攻 attack, whatever the potential and share

Units: potential and sales in base currency units for one year; share from 0 to 1, shown as a
percentage.

Source: domain inventory `attack-defence-matrix`: a slide and its prose, which contradict each
other. "Majority" suggests the share cut-off of 50 %; the potential cut-off is ours.

Not for: customers whose potential is a guess from our own sales; their share always looks high.

Example: of customers who can buy 5 million, the one who buys 3 million is defended and the one
who buys 0.5 million attacked.

>>> potential, sales = pd.Series([5e6, 5e6]), pd.Series([3e6, 0.5e6])
>>> scored = compute(potential, sales, is_new=pd.Series([False, False]))
>>> scored["share"].tolist(), scored["stance"].tolist()
([0.6, 0.1], ['防御', '进攻'])
"""

from typing import Literal

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    amount_words,
    missing_words,
    percent_words,
    text_column,
)

ATTACK = Text("进攻", "Attack")
DEFEND = Text("防御", "Defend")
MAINTAIN = Text("维持", "Maintain")
GIVE_UP = Text("放弃", "Give up")

Reading = Literal["slide", "prose"]


class Params(MethodParams):
    """Cut-offs of the matrix, and which reading of the source to follow."""

    potential_cut: float = Field(
        default=1_000_000.0,
        gt=0,
        description="Ours: annual purchase potential from which a customer is large",
    )
    share_cut: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Share of the potential from which we hold the majority",
    )
    reading: Reading = Field(
        default="slide",
        description="slide: high potential with a low share is attacked; prose: it is maintained",
    )


DEFAULTS = Params()

LABEL = Label(
    name="attack_defence",
    ids=("attack-defence-matrix",),
    zh="攻守模型",
    en="Attack-defence matrix",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="share", zh="客户份额", en="Share of wallet", kind="percent"),
        Result(name="stance", zh="攻守姿态", en="Stance"),
        Result(name="reason", zh="姿态说明", en="Stance reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    potential: pd.Series,
    sales: pd.Series,
    is_new: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Share and stance of each customer; `is_new` (yes, no or blank) matters in the prose only."""
    potential, sales = potential.astype(float), sales.astype(float)
    usable = potential.gt(0) & sales.ge(0)
    new = is_new.isin([True]) & (params.reading == "prose")
    result = pd.DataFrame({"share": (sales / potential).where(usable)})
    large, major = potential.ge(params.potential_cut), result["share"].ge(params.share_cut)
    stance = _stance(large, major, params, language).where(usable)
    result["stance"] = stance.mask(new, ATTACK[language])
    reason = _reason(potential, result, params, language)
    newcomer = Text("新客户：进攻", "new customer: attack")[language]
    cases = [(new, newcomer), *_unusable(potential, sales, language)]
    result["reason"] = reason.case_when(cases)
    return result


def _stance(large: pd.Series, major: pd.Series, params: Params, language: Language) -> pd.Series:
    prose = params.reading == "prose"
    stance = text_column([GIVE_UP[language]] * len(large), large.index)
    stance = stance.mask(large, (MAINTAIN if prose else ATTACK)[language])
    stance = stance.mask(large & major, DEFEND[language])
    undefined = None if prose else MAINTAIN[language]
    return stance.mask(~large & major, undefined)


def _unusable(
    potential: pd.Series, sales: pd.Series, language: Language
) -> list[tuple[pd.Series, pd.Series | str]]:
    """Why a customer has no share, the strongest reason first."""
    inputs = pd.DataFrame({"potential": potential, "sales": sales})
    missing = missing_words("accounts", inputs, language)
    wrong = Text(
        "年采购潜力须大于0，年销售额不能为负", "needs a potential above 0, sales not negative"
    )
    return [(missing.ne(""), missing), (potential.le(0) | sales.lt(0), wrong[language])]


def _reason(
    potential: pd.Series, result: pd.DataFrame, params: Params, language: Language
) -> pd.Series:
    words = Text(
        "潜力{amount}{large}{cut}，份额{share}{major}{half}：{stance}",
        "potential {amount} {large} {cut}, share {share} {major} {half}: {stance}",
    )[language]
    silent = Text("文中未说明低潜力高份额", "the prose leaves low potential, high share open")
    doubt = Text("；份额超过100%，请核对潜力", "; share above 100%, check the potential")[language]
    cut = amount_words(params.potential_cut, language)
    half = percent_words(params.share_cut)
    reasons = [
        words.format(
            amount=amount_words(amount, language),
            large="≥" if amount >= params.potential_cut else "<",
            cut=cut,
            share=percent_words(share),
            major="≥" if share >= params.share_cut else "<",
            half=half,
            stance=silent[language] if pd.isna(stance) else stance,
        )
        + (doubt if share > 1 else "")
        for amount, share, stance in zip(potential, result["share"], result["stance"], strict=True)
    ]
    return text_column(reasons, potential.index)
