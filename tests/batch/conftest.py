"""Files that stand for workbooks where the verb does not look inside."""

import pytest


@pytest.fixture
def files(tmp_path):
    """files("a", "bad", …) -> paths of small files of these names."""

    def make(*names):
        paths = [tmp_path / f"{name}.xlsx" for name in names]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"rows")
        return paths

    return make
