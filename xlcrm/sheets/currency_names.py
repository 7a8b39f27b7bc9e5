"""What people call currencies, and the three-letter code (ISO 4217) that each name means."""

import re

from xlcrm.sheets.text import fold

NAMES: dict[str, tuple[str, ...]] = {
    "CNY": ("人民币", "人民币元", "rmb", "cnh", "¥"),
    "USD": ("美元", "美金", "us$", "$", "dollar", "dollars", "us dollar", "us dollars"),
    "EUR": ("欧元", "€", "euro", "euros"),
    "GBP": ("英镑", "£", "pound", "pounds sterling"),
    "HKD": ("港元", "港币", "hk$"),
    "JPY": ("日元", "日圆", "yen"),
    "TWD": ("新台币", "台币", "nt$"),
    "KRW": ("韩元", "韩币", "₩"),
    "SGD": ("新加坡元", "新币", "s$"),
    "AUD": ("澳元", "澳大利亚元", "a$"),
    "CAD": ("加元", "加拿大元", "c$"),
    "CHF": ("瑞士法郎", "瑞郎"),
    "INR": ("印度卢比", "₹"),
    "RUB": ("卢布", "俄罗斯卢布", "₽"),
    "THB": ("泰铢", "฿"),
    "VND": ("越南盾", "₫"),
    "MYR": ("林吉特", "马来西亚林吉特"),
    "AED": ("迪拉姆", "阿联酋迪拉姆"),
}
"""Code to the other names of the currency, folded."""

_CODES = {name: code for code, names in NAMES.items() for name in (code.lower(), *names)}
_IN_UNIT = re.compile("|".join(map(re.escape, sorted(_CODES, key=len, reverse=True))))


def code_of(text: str) -> str:
    """The code that a name means; a name nobody knows is its own code, in capitals.

    >>> code_of("美元"), code_of(" usd "), code_of("Zloty")
    ('USD', 'USD', 'ZLOTY')
    """
    name = fold(text)
    return _CODES.get(name, name.upper())


def currency_in(unit: str) -> tuple[str | None, str]:
    """The code of the currency a header's unit names, if any, and the unit without it.

    >>> currency_in("万美元"), currency_in("万元"), currency_in("usd k")
    (('USD', '万'), (None, '万元'), ('USD', ' k'))
    """
    named = _IN_UNIT.search(unit)
    if named is None:
        return None, unit
    return _CODES[named.group()], unit[: named.start()] + unit[named.end() :]
