"""A connected company at the sandbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sandbox.serving import Running
from tests.adapters.quickbooks.studio import Studio, database


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A fresh database."""
    made = database(tmp_path)
    yield made
    made.dispose()


@pytest.fixture
def studio(sandbox: Running, engine: Engine) -> Studio:
    """The company of the sandbox, connected."""
    return Studio(sandbox.root, engine)
