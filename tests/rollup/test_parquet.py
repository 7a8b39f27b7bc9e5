"""The master as Parquet files, read back by pandas."""

import pandas as pd
import pytest

import xlcrm
from tests.rollup.team import OPTIONS, staff

pytest.importorskip("pyarrow")


def test_every_sheet_with_rows_is_a_file_that_names_where_each_row_came_from(tmp_path):
    wang = staff(tmp_path / "王芳.xlsx", [["A001", "海川重工", "王芳", "A级", 3, 60]])

    done = xlcrm.rollup(
        [wang], tmp_path / "team.xlsx", OPTIONS, scored=False, parquet=tmp_path / "pq"
    )

    (row,) = pd.read_parquet(tmp_path / "pq" / "accounts.parquet").to_dict("records")
    assert [path.name for path in done.exported] == ["accounts.parquet"]
    assert (row["account_id"], row["sales"], row["credit_grade"]) == ("A001", 30_000, "A级")
    assert (row["source_file"], row["source_row"]) == ("王芳.xlsx", "2")
