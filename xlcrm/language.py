"""The two languages of every label, and which one to show."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Text(NamedTuple):
    """One wording in both languages.

    >>> Text("客户", "Account")["en"]
    'Account'
    """

    zh: str
    en: str

    def __getitem__(self, language: object) -> str:  # type: ignore[override]
        """The wording in `language`; raises KeyError for a language we do not speak."""
        if language == "zh":
            return self.zh
        if language == "en":
            return self.en
        raise KeyError(language)


def language_of(texts: list[str]) -> Language:
    """The language most of `texts` are written in: zh as soon as half hold a Chinese character.

    >>> language_of(["客户编号", "Name", "金额(万元)"])
    'zh'
    >>> language_of(["Account ID", "Name"])
    'en'
    """
    chinese = sum(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in texts)
    return "zh" if texts and 2 * chinese >= len(texts) else "en"
