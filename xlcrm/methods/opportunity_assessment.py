"""商机评估二十问 · Twenty-question opportunity assessment.

Question: is this opportunity worth pursuing, where is it weakest, and what do we not know yet?

Formula: net = (favourable − unfavourable) ÷ questions, for the four blocks of five questions and
for all twenty; coverage = answered ÷ 20, where "?" and a blank are both unknown. Decision:
放弃 no-go when the net of all is below `drop_score`; 立项 go when it reaches `go_score` and every
block reaches `go_block`; 补课 fix otherwise. A block or total answered below `minimum_coverage`
has no net.

Units: answers are + (good for us), - (bad for us) or ? (unknown); nets run from -1 to 1 and
coverage from 0 to 1, shown as percentages.

Source: domain inventory `opp-20q`. The source gives the questions alone; scale and cut-offs are
ours.

Not for: comparing salespeople, or forecasting: a net is no probability of winning.

Example: 12 favourable, 4 unfavourable and 4 unknown answers cover 80 %, for a net of +40 %; the
blocks stand at +60, +40, -20 and +80 %, so we cannot win yet although the total is positive.

>>> meaning = {"+": Answer.FAVOURABLE, "-": Answer.UNFAVOURABLE, "?": Answer.UNKNOWN}
>>> answers = [pd.Series([meaning[sign]]) for sign in "++++-" "+++-?" "+--??" "++++?"]
>>> scored = compute(*answers)
>>> scored[["coverage", "score", "block1", "block2", "block3", "block4"]].iloc[0].tolist()
[0.8, 0.4, 0.6, 0.4, -0.2, 0.8]
>>> scored[["decision", "weakest"]].iloc[0].tolist()
['补课', '是否能赢']
"""

from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    LISTING,
    SEMICOLON,
    header_words,
    percent_words,
    text_column,
)
from xlcrm.sheets.assessment import Answer

QUESTIONS = tuple(f"q{number:02d}" for number in range(1, 21))
BLOCKS = {
    "block1": Text("是否立项", "Is there an opportunity"),
    "block2": Text("是否我的商机", "Can we compete"),
    "block3": Text("是否能赢", "Can we win"),
    "block4": Text("是否值得赢", "Is it worth winning"),
}
GO = Text("立项", "Go")
FIX = Text("补课", "Fix")
NO_GO = Text("放弃", "No-go")
MORE = Text("等{count}问", " … {count} in all")


class Params(MethodParams):
    """Cut-offs of the decision; the source gives none, so all are ours."""

    minimum_coverage: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="Ours: share of questions to answer before a total or a block has a net",
    )
    go_score: float = Field(
        default=0.3,
        ge=-1,
        le=1,
        description="Ours: net of all twenty from which an opportunity is a go",
    )
    go_block: float = Field(
        default=0.0,
        ge=-1,
        le=1,
        description="Ours: net that every single block must reach for a go",
    )
    drop_score: float = Field(
        default=0.0,
        ge=-1,
        le=1,
        description="Ours: net of all twenty below which an opportunity is dropped",
    )
    listed: int = Field(
        default=5,
        ge=1,
        le=20,
        description="Ours: unknown questions named before the rest are only counted",
    )

    @model_validator(mode="after")
    def _drop_below_go(self) -> Self:
        if self.drop_score > self.go_score:
            raise ValueError("drop_score must not exceed go_score")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="opportunity_assessment",
    ids=("opp-20q",),
    zh="商机评估二十问",
    en="Twenty-question opportunity assessment",
    sheet="assessments",
    shape="column",
    results=(
        Result(name="score", zh="评估净分", en="Assessment net", kind="percent"),
        Result(name="coverage", zh="回答覆盖率", en="Answer coverage", kind="percent"),
        Result(
            name="block1", zh="净分:是否立项", en="Net: opportunity", kind="percent", written=False
        ),
        Result(
            name="block2", zh="净分:是否我的商机", en="Net: compete", kind="percent", written=False
        ),
        Result(name="block3", zh="净分:是否能赢", en="Net: win", kind="percent", written=False),
        Result(name="block4", zh="净分:是否值得赢", en="Net: worth", kind="percent", written=False),
        Result(name="decision", zh="立项结论", en="Decision"),
        Result(name="weakest", zh="最弱一块", en="Weakest block", written=False),
        Result(name="unknown", zh="未知问题", en="Unknown questions"),
        Result(name="reason", zh="结论说明", en="Decision reason"),
    ),
    worksheet_function=True,
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    q01: pd.Series,
    q02: pd.Series,
    q03: pd.Series,
    q04: pd.Series,
    q05: pd.Series,
    q06: pd.Series,
    q07: pd.Series,
    q08: pd.Series,
    q09: pd.Series,
    q10: pd.Series,
    q11: pd.Series,
    q12: pd.Series,
    q13: pd.Series,
    q14: pd.Series,
    q15: pd.Series,
    q16: pd.Series,
    q17: pd.Series,
    q18: pd.Series,
    q19: pd.Series,
    q20: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Score the twenty answers of each row; takes Answer members, None counts as unknown."""
    opportunity = (q01, q02, q03, q04, q05)
    compete = (q06, q07, q08, q09, q10)
    win = (q11, q12, q13, q14, q15)
    worth = (q16, q17, q18, q19, q20)
    columns = (*opportunity, *compete, *win, *worth)
    answers = pd.DataFrame(dict(zip(QUESTIONS, columns, strict=True)), dtype=object)
    return _assess(answers, params, language)


def _assess(answers: pd.DataFrame, params: Params, language: Language) -> pd.DataFrame:
    favourable, unfavourable = (
        answers.isin([sign]).astype(int) for sign in (Answer.FAVOURABLE, Answer.UNFAVOURABLE)
    )
    signs = favourable - unfavourable
    # a row nobody has begun is not assessed, which differs from twenty times "?"
    begun = answers.notna().any(axis=1)
    result = _nets(signs, params)
    result["coverage"] = result["coverage"].where(begun)
    result["decision"] = _decision(result, params, language)
    result["weakest"] = _weakest(result, language)
    result["unknown"] = _unknown(signs, begun, params, language)
    result["reason"] = _reason(result, signs, params, language)
    return result[[column.name for column in LABEL.results]]


def _nets(signs: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Coverage, and the nets of the total and the blocks where enough is answered."""
    nets = pd.DataFrame(index=signs.index)
    nets["coverage"] = signs.ne(0).sum(axis=1) / len(QUESTIONS)
    nets["score"] = signs.sum(axis=1) / len(QUESTIONS)
    nets["score"] = nets["score"].where(nets["coverage"] >= params.minimum_coverage)
    for number, name in enumerate(BLOCKS):
        block = signs[list(QUESTIONS[5 * number : 5 * number + 5])]
        enough = block.ne(0).sum(axis=1) / 5 >= params.minimum_coverage
        nets[name] = (block.sum(axis=1) / 5).where(enough)
    return nets


def _decision(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    strong = result[list(BLOCKS)].ge(params.go_block).all(axis=1)
    decision = text_column([FIX[language]] * len(result), result.index)
    return decision.case_when(
        [
            (result["score"].isna(), text_column([None] * len(result), result.index)),
            (result["score"] < params.drop_score, NO_GO[language]),
            (strong & (result["score"] >= params.go_score), GO[language]),
        ]
    )


def _weakest(result: pd.DataFrame, language: Language) -> pd.Series:
    """The block with the lowest net; the earlier one of a tie."""
    lowest = result[list(BLOCKS)].min(axis=1)
    names = text_column([None] * len(result), result.index)
    return names.case_when(
        [(result[name].eq(lowest), title[language]) for name, title in BLOCKS.items()]
    )


def _unknown(
    signs: pd.DataFrame, begun: pd.Series, params: Params, language: Language
) -> pd.Series:
    """The unknown questions by name; beyond `listed` the rest are only counted."""
    headers = header_words("assessments", language)
    names = [headers[question] for question in QUESTIONS]
    everything = Text("全部二十问", "all twenty questions")[language]
    lists = [
        [name for name, sign in zip(names, row, strict=True) if sign == 0]
        for row in signs.to_numpy()
    ]
    words = [_listed(names, params.listed, language) for names in lists]
    return text_column(words, signs.index).mask(~begun, everything)


def _listed(names: list[str], most: int, language: Language) -> str | None:
    text = LISTING[language].join(names[:most])
    return text + MORE[language].format(count=len(names)) if len(names) > most else text or None


def _reason(
    result: pd.DataFrame, signs: pd.DataFrame, params: Params, language: Language
) -> pd.Series:
    separator = SEMICOLON[language]
    decision = Text("：", ": ")[language] + result["decision"]
    words = (
        _net_words(result["score"], signs, language)
        + separator
        + _weakest_words(result, language)
        + separator
        + _cause(result, params, language)
        + decision
    )
    return words.mask(result["score"].isna(), _scarce_words(signs, params, language))


def _net_words(score: pd.Series, signs: pd.DataFrame, language: Language) -> pd.Series:
    words = Text(
        "净分{net}（有利{good}，不利{bad}，未知{open}）",
        "net {net} ({good} favourable, {bad} unfavourable, {open} unknown)",
    )[language]
    counts = (signs.eq(sign).sum(axis=1) for sign in (1, -1, 0))
    net_words = [
        words.format(net=percent_words(net, signed=True), good=good, bad=bad, open=unknown)
        for net, good, bad, unknown in zip(score, *counts, strict=True)
    ]
    return text_column(net_words, score.index)


def _weakest_words(result: pd.DataFrame, language: Language) -> pd.Series:
    words = Text("最弱：{block}{net}", "weakest: {block} {net}")[language]
    lowest = result[list(BLOCKS)].min(axis=1)
    weakest_words = [
        words.format(block=block, net=percent_words(net, signed=True))
        for block, net in zip(result["weakest"], lowest, strict=True)
    ]
    return text_column(weakest_words, result.index)


def _scarce_words(signs: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    words = Text(
        "缺少回答：二十问只答了{answered}问，至少要{needed}",
        "missing answers: {answered} of twenty questions, at least {needed} needed",
    )[language]
    needed = percent_words(params.minimum_coverage)
    answered = signs.ne(0).sum(axis=1)
    return text_column([words.format(answered=n, needed=needed) for n in answered], signs.index)


def _cause(result: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    """What the decision hangs on: the first hurdle that is missed."""
    blocks = result[list(BLOCKS)]
    drop, block, go = (
        percent_words(cut) for cut in (params.drop_score, params.go_block, params.go_score)
    )
    met = Text(f"净分和各块都达标（{go}、{block}）", f"net and blocks reach {go} and {block}")
    hurdles = [
        (result["score"] < params.drop_score, Text(f"净分低于{drop}", f"net below {drop}")),
        (blocks.isna().any(axis=1), Text("有一块回答太少", "a block has too few answers")),
        (
            blocks.lt(params.go_block).any(axis=1),
            Text(f"有一块低于{block}", f"a block below {block}"),
        ),
        (result["score"] < params.go_score, Text(f"净分低于{go}", f"net below {go}")),
    ]
    causes = text_column([met[language]] * len(result), result.index)
    return causes.case_when([(missed, words[language]) for missed, words in hurdles])
