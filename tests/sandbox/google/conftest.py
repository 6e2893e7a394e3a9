"""A spreadsheet for each test."""

import pytest

from sandbox.serving import Running
from tests.sandbox.google.sheet import Sheet


@pytest.fixture
def sheet(sandbox: Running) -> Sheet:
    """An empty spreadsheet with one tab, Log."""
    return Sheet(sandbox.root)
