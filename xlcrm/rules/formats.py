"""Cells with a published format: credit codes, phone numbers, e-mail addresses, bank accounts.

The formats are checked by the libraries that know them; nothing is looked up on the network.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import iban
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where
from xlcrm.sheets.column import Form

NEVER_IN_CODES = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}
"""Letters that no credit code holds, with what they are mistaken for."""
CODE_LENGTH = 18
DOMESTIC = re.compile(r"[0-9][0-9A-Z]{16,18}")
"""A code that means to be a unified social credit code, a character more or less."""

MOBILE = re.compile(r"1(?:3\d|5[0-35-9]|8\d)\d{8}")
"""Mainland mobile numbers that need no second look."""
BETWEEN_PHONES = re.compile(r"[;；,，、|\n]|(?<=\d)\s*/\s*(?=[\d+(])|\s或\s?|\sor\s")
EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|extension|#|x)\s*[:：]?\s*\d{1,6}$", re.IGNORECASE)

PLAIN_EMAIL = re.compile(
    r"[a-z0-9]+(?:[._-][a-z0-9]+){0,5}@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,3}(?:com|cn|net|org)",
    re.IGNORECASE | re.ASCII,
)
"""Everyday addresses that need no second look, as long as they are short."""

Objection = Text | None
"""What is wrong with a cell and what to do, or nothing."""


def credit_code_invalid(case: Case) -> Iterator[Mark]:
    """A unified social credit code has a wrong length, letter or check digit."""
    yield from _objections(case, "credit-code", _credit_code)


def credit_code_unchecked(case: Case) -> Iterator[Mark]:
    """A registration number is of a kind that cannot be checked: foreign, or letter-first."""
    yield from _objections(case, "credit-code", _not_checkable)


def phone_invalid(case: Case) -> Iterator[Mark]:
    """A phone number cannot exist: a digit too few or too many, or an unknown area."""
    region = case.settings.phone_region
    yield from _objections(case, "phone", lambda text: _phones(text, region))


def email_invalid(case: Case) -> Iterator[Mark]:
    """An e-mail address is not written as one."""
    yield from _objections(case, "email", _email)


def bank_account_invalid(case: Case) -> Iterator[Mark]:
    """A bank account is neither 8 to 30 digits nor a valid IBAN."""
    yield from _objections(case, "bank-account", _bank_account)


def _objections(case: Case, form: Form, judge: Callable[[str], Objection]) -> Iterator[Mark]:
    """The cells of every column of that form to which the judge objects."""
    for sheet, field, texts in case.texts():
        if field.column.form != form:
            continue
        judged = {text: judge(text) for text in texts.unique()}
        wrong = {text for text, hint in judged.items() if hint}
        for row in rows_where(texts.isin(wrong)) if wrong else ():
            text = texts.at[row]
            yield Mark(
                sheet=sheet.id, row=row, field=field.name, value=text, hint=judged[text] or NOTHING
            )


NOTHING = Text("", "")


def _code(text: str) -> str:
    """A code in half width and capitals, without the separators people type."""
    return re.sub(r"[\s\-.]", "", unicodedata.normalize("NFKC", text)).upper()


def _credit_code(text: str) -> Objection:
    code = _code(text)
    if not DOMESTIC.fullmatch(code):
        return None
    if len(code) != CODE_LENGTH:
        return Text(f"应为 18 位,现有 {len(code)} 位", f"18 characters are due, not {len(code)}")
    never = [letter for letter in code if letter in NEVER_IN_CODES]
    if never:
        letter, meant = never[0], NEVER_IN_CODES[never[0]]
        return Text(
            f"信用代码不使用字母 {letter},是否应为 {meant}?",
            f"No credit code holds the letter {letter}; is it {meant}?",
        )
    try:
        uscc.validate(code)
    except InvalidChecksum:
        return Text(
            "校验位不符,请对照营业执照逐位核对",
            "The check digit does not fit: compare with the business licence",
        )
    except ValidationError:
        return Text("不是有效的信用代码,请对照营业执照", "Not a credit code: see the licence")
    return None


def _not_checkable(text: str) -> Objection:
    if DOMESTIC.fullmatch(_code(text)):
        return None
    return Text(
        "字母开头或境外的代码无法校验,请人工核对",
        "Letter-first and foreign numbers cannot be checked: compare by eye",
    )


def _phones(text: str, region: str) -> Objection:
    numbers = [part.strip() for part in BETWEEN_PHONES.split(text) if part.strip()]
    wrong = [number for number in numbers if not _is_phone(number, region)]
    if not wrong:
        return None
    return Text(
        f"{wrong[0][:40]} 不是可拨打的号码,请核对位数和区号",
        f"{wrong[0][:40]} cannot be dialled: check its digits and area code",
    )


@cache
def _is_phone(number: str, region: str) -> bool:
    plain = EXTENSION.sub("", unicodedata.normalize("NFKC", number))
    if region == "CN" and MOBILE.fullmatch(plain):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(plain, region))
    except phonenumbers.NumberParseException:
        return False


def _email(text: str) -> Objection:
    if len(text) <= 60 and PLAIN_EMAIL.fullmatch(text):
        return None
    address = unicodedata.normalize("NFKC", text).strip()
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return Text("邮箱格式应为 name@company.com", "Write it like name@company.com")
    return None


def _bank_account(text: str) -> Objection:
    code = _code(text)
    if iban.is_valid(code) or (code.isdecimal() and 8 <= len(code) <= 30):
        return None
    return Text(
        "应为 8 至 30 位数字(先把单元格设为文本再输入)",
        "8 to 30 digits are due (format the cell as text before typing), or an IBAN",
    )


FORMAT_RULES = (
    Rule(
        code="credit-code-invalid",
        severity=Severity.ERROR,
        message=Text("统一社会信用代码有误", "The unified social credit code is wrong"),
        check=credit_code_invalid,
    ),
    Rule(
        code="credit-code-unchecked",
        severity=Severity.INFO,
        message=Text("登记号无法校验", "The registration number cannot be checked"),
        check=credit_code_unchecked,
    ),
    Rule(
        code="phone-invalid",
        severity=Severity.WARNING,
        message=Text("电话号码有误", "Not a phone number"),
        check=phone_invalid,
    ),
    Rule(
        code="email-invalid",
        severity=Severity.WARNING,
        message=Text("邮箱地址有误", "Not an e-mail address"),
        check=email_invalid,
    ),
    Rule(
        code="bank-account-invalid",
        severity=Severity.WARNING,
        message=Text("银行账号有误", "Not a bank account"),
        check=bank_account_invalid,
    ),
)
"""Every rule about a published format."""
