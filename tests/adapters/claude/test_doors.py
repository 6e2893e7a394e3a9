"""Claude through Google Cloud needs no key: the service account that reads the sheets signs in."""

from typing import Any

import pytest

from sandbox.serving import Running
from service.adapters.claude import Claude
from tests.adapters.claude.conftest import asks, month, settings

DOORS = [
    # backend, what else it needs, the address that is asked
    ("google_cloud", {"workspace": "wrkspc_1"}, "/claude/v1/messages"),
    ("vertex", {"region": "global"}, "/models/claude-haiku-5-5:rawPredict"),
]


@pytest.mark.parametrize(("backend", "more", "address"), DOORS, ids=[door[0] for door in DOORS])
def test_texts_are_read_without_a_key(
    sandbox: Running, environment: dict[str, str], called: Any, backend: str, more: dict[str, str], address: str
) -> None:
    reader = Claude(settings(sandbox, backend=backend, key="", **more))
    assert (len(reader.describe(asks(month(12)), 30)), reader.problem) == (12, "")
    assert [path.endswith(address) for path in called()] == [True]


@pytest.mark.parametrize("backend", ["google_cloud", "vertex"])
def test_without_googles_credentials_a_sentence_says_so(
    sandbox: Running, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere.json")
    reader = Claude(settings(sandbox, backend=backend, key=""))
    assert reader.describe(asks(["Logo"]), 10) == {}
    assert "Google does not let the service account in" in reader.problem
