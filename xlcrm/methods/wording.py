"""The words of the reasons: amounts, percentages, days, months, and what is missing."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.sheets import fields_of, sheet_model

WAN = 10_000
"""万: the unit Chinese readers count money in."""

MISSING = Text("缺少", "missing ")
COMMA = Text("，", ", ")
SEMICOLON = Text("；", "; ")
LISTING = Text("、", ", ")
YES = Text("是", "Yes")
NO = Text("否", "No")


def amount_words(amount: float, language: Language) -> str:
    """Money in base units as people say it: 万 in Chinese, k and m in English.

    >>> amount_words(1_425_000, "zh"), amount_words(1_425_000, "en"), amount_words(800, "zh")
    ('142.5万', '1.43m', '800')
    """
    size = abs(amount)
    if language == "zh" and size >= WAN:
        return _decimal(amount / WAN, places=2) + "万"
    if language == "en" and size >= 1_000_000:
        return _decimal(amount / 1_000_000, places=2) + "m"
    if language == "en" and size >= 1_000:
        return _decimal(amount / 1_000, places=2) + "k"
    return _decimal(amount, places=2)


def percent_words(ratio: float, *, signed: bool = False) -> str:
    """A ratio as a percentage with at most one decimal, with its sign if `signed`.

    >>> percent_words(0.125), percent_words(0.4, signed=True), percent_words(-0.2)
    ('12.5%', '+40%', '−20%')
    """
    sign = "+" if signed and ratio > 0 else ""
    return f"{sign}{_decimal(ratio * 100, places=1)}%"


def days_words(days: float, language: Language) -> str:
    """A number of days with at most one decimal.

    >>> days_words(75.5, "zh"), days_words(30.0, "en")
    ('75.5天', '30 days')
    """
    return _decimal(days, places=1) + Text("天", " days")[language]


def month_words(year: int, month: int, language: Language) -> str:
    """A calendar month.

    >>> month_words(2012, 4, "zh"), month_words(2012, 4, "en")
    ('2012年4月', '2012-04')
    """
    return f"{year}年{month}月" if language == "zh" else f"{year}-{month:02d}"


def header_words(sheet_id: str, language: Language) -> dict[str, str]:
    """Field name to header, for every column of a sheet; raises KeyError for no such sheet."""
    return {field.name: field.column.header(language) for field in fields_of(sheet_model(sheet_id))}


def missing_words(sheet_id: str, inputs: pd.DataFrame, language: Language) -> pd.Series:
    """Name the blank inputs of each row by their headers; "" where nothing is missing.

    `inputs` holds columns of the sheet, named like its fields.

    >>> inputs = pd.DataFrame({"potential": [float("nan"), 1.0], "sales": [None, 1.0]})
    >>> missing_words("accounts", inputs, "zh").tolist()
    ['缺少年采购潜力、年销售额', '']
    """
    headers = header_words(sheet_id, language)
    names = [headers[name] for name in inputs.columns]
    blanks = inputs.isna().to_numpy()
    lists = [[name for name, blank in zip(names, row, strict=True) if blank] for row in blanks]
    joiner = LISTING[language]
    words = [MISSING[language] + joiner.join(listed) if listed else "" for listed in lists]
    return text_column(words, inputs.index)


def sentences(words: str, facts: pd.DataFrame) -> pd.Series:
    """One sentence a row: the columns of `facts`, already in words, fill the braces by name.

    >>> sentences("{who}: {what}", pd.DataFrame({"who": ["A"], "what": ["60%"]})).tolist()
    ['A: 60%']
    """
    names = [str(name) for name in facts.columns]
    rows = facts.itertuples(index=False, name=None)
    filled = [words.format(**dict(zip(names, row, strict=True))) for row in rows]
    return text_column(filled, facts.index)


def listed(flags: pd.DataFrame, language: Language) -> pd.Series:
    """The titles of the columns that are true, row by row; "" where none is.

    >>> listed(pd.DataFrame({"电话": [True, False], "地址": [True, False]}), "zh").tolist()
    ['电话、地址', '']
    """
    joiner, titles = LISTING[language], [str(title) for title in flags.columns]
    rows = flags.to_numpy(dtype=bool)
    named = [
        joiner.join(title for title, flag in zip(titles, row, strict=True) if flag) for row in rows
    ]
    return text_column(named, flags.index)


def quadrant(
    cells: Mapping[tuple[bool, bool], Text],
    first: pd.Series,
    second: pd.Series,
    language: Language,
) -> pd.Series:
    """The words of the cell each row lies in, of a matrix of two measures that are high or not.

    >>> cells = {(True, True): Text("甲", "A"), (True, False): Text("乙", "B")}
    >>> quadrant(cells, pd.Series([True, True]), pd.Series([True, False]), "en").tolist()
    ['A', 'B']
    """
    conditions = [(first.eq(one) & second.eq(two)).to_numpy() for one, two in cells]
    chosen = np.select(conditions, [text[language] for text in cells.values()], default="")
    return text_column([str(one) for one in chosen], first.index)


def text_column(words: Sequence[str | None], index: pd.Index) -> pd.Series:
    """A text Series, missing where a word is None, also when there is no word at all."""
    return pd.Series(list(words), index=index, dtype="str")


def _decimal(value: float, *, places: int) -> str:
    # adding 0.0 turns minus zero into zero
    text = f"{round(value, places) + 0.0:,.{places}f}"
    return text.rstrip("0").rstrip(".").replace("-", "−")
