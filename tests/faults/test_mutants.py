"""Damaged workbooks end in success or one clear message, and are never made worse."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.faults.books import small_book
from tests.faults.mutants import MUTATIONS, mutant
from tests.faults.trial import tried
from xlcrm.ooxml import Workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by POSIX")

MUTANTS = int(os.environ.get("XLCRM_MUTANTS", "80"))
"""How many mutants are tried; the figures of docs/safety.md are of 2000."""
VERBS = ("validate", "score")


@pytest.fixture(scope="module")
def book():
    """The workbook that is damaged."""
    return small_book()


def sheet_names(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names


@pytest.mark.parametrize("verb", VERBS)
def test_a_damaged_workbook_is_done_or_refused_by_name_and_not_made_worse(verb, book, tmp_path):
    first = VERBS.index(verb) * MUTANTS
    before = {tmp_path / "whole.xlsx": book}
    for number in range(first, first + MUTANTS // (1 if verb == "validate" else 8)):
        path = tmp_path / f"{number:05}.xlsx"
        before[path] = mutant(book, number)
    for path, content in before.items():
        path.write_bytes(content)

    outcomes = list(tried(verb, before))

    assert [each for each in outcomes if each["outcome"] in ("traceback", "crash")] == []
    assert len(outcomes) == len(before)
    for each in outcomes:
        path = Path(each["path"])
        if each["outcome"] == "saved":
            assert set(sheet_names(before[path])) <= set(sheet_names(path.read_bytes()))
            assert Workbook.open(path).sheet_names
        else:
            assert path.read_bytes() == before[path], each
            assert "\n" not in each["said"]
    assert outcomes[0]["outcome"] == "saved"
    assert "damaged-part" in {each["outcome"] for each in outcomes}


def test_the_same_number_gives_the_same_mutant(book):
    numbers = range(3 * len(MUTATIONS))
    assert [mutant(book, n) for n in numbers] == [mutant(book, n) for n in numbers]
    assert len({mutant(book, n) for n in numbers}) > len(MUTATIONS)
