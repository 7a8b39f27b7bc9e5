"""Telephone numbers as they stand in cells."""

import pytest

from xlcrm.sheets.phone import Phone, has_lost_digits, phones_in, tidy_phone


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800138000", ["13800138000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000；13900139000", ["13800138000", "13900139000"]),
        ("13800138000、13900139000", ["13800138000", "13900139000"]),
        ("13800138000\n010-62345678", ["13800138000", "010-62345678"]),
        ("13800138000或13900139000", ["13800138000", "13900139000"]),
        ("13800138000 or 13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("+86 138 0013 8000", ["+86 138 0013 8000"]),
        ("0532-8888 1234", ["0532-8888 1234"]),
        ("（0532）88881234", ["(0532)88881234"]),
        ("", []),
        (" ; ", []),
    ],
)
def test_every_number_of_a_cell_is_found(text: str, numbers: list[str]) -> None:
    assert [phone.number for phone in phones_in(text)] == numbers


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("010-62345678转801", "010-62345678", "801"),
        ("010-62345678 转 801", "010-62345678", "801"),
        ("010-62345678分机801", "010-62345678", "801"),
        ("020 7946 0000 ext. 12", "020 7946 0000", "12"),
        ("020 7946 0000 x12", "020 7946 0000", "12"),
        ("020 7946 0000#12", "020 7946 0000", "12"),
        ("400-800-1234", "400-800-1234", ""),
    ],
)
def test_an_extension_is_told_from_its_number(text: str, number: str, extension: str) -> None:
    (phone,) = phones_in(text)

    assert (phone.number, phone.extension) == (number, extension)


def test_an_extension_without_a_number_is_left_as_it_stands() -> None:
    assert phones_in("转801") == (Phone("转801"),)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("1.38E+10", True),
        ("1.38001E+10", True),
        ("1.3800138000E+10", False),
        ("13800138000", False),
        ("call 1.38E+10", False),
        ("", False),
    ],
)
def test_a_number_cut_to_powers_of_ten_has_lost_its_digits(text: str, lost: bool) -> None:
    assert has_lost_digits(text) is lost


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("13800138000.0", "13800138000"),
        ("1.3800138000E+10", "13800138000"),
        ("010-62345678 分机：801", "010-62345678转801"),
        ("020 7946 0000 extension 12", "020 7946 0000 ext. 12"),
        ("ask at the gate", "ask at the gate"),
    ],
)
def test_a_cell_is_brought_into_one_form_and_stays_there(text: str, tidied: str) -> None:
    assert tidy_phone(text) == tidied
    assert tidy_phone(tidied) == tidied
