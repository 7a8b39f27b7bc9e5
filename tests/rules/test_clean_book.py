"""A large clean workbook: nothing to object to, however many rows."""

from pathlib import Path

from tests.benchmarks.large_book import AS_OF, write_large_book
from xlcrm import Options, validate


def test_a_hundred_thousand_clean_deals_give_no_finding(tmp_path: Path) -> None:
    path = write_large_book(tmp_path / "large.xlsx", rows=100_000)

    outcome = validate(path, Options(as_of=AS_OF, dry_run=True))

    assert [(f.cell, f.code) for f in outcome.findings[:5]] == []
    assert outcome.completeness[1].rows == 100_000
