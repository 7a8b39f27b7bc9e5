"""Runs the command as a user does, in this process."""

import pytest
from typer.testing import CliRunner

from xlcrm.cli import app


@pytest.fixture
def xlcrm():
    """xlcrm("validate", path, …) -> exit code, standard output, standard error."""

    def call(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return call
