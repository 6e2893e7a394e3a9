"""Every line of the journal can be read, whatever was answered."""

import json

import pytest

from sandbox.journal import Journal

ANSWERS = [
    # service, answer, whether it is called JSON, what the line tells
    ("sheets", b'{"spreadsheetId": "s"}\n', True, {"spreadsheetId": "s"}),
    ("claude", b'{"id": "m"}', True, {"id": "m"}),
    ("claude", b"not json", True, "not json"),
    ("quickbooks", b"<Fault/>", False, "<Fault/>"),
    ("sheets", b"", True, None),
]


@pytest.mark.parametrize(("service", "answer", "called_json", "told"), ANSWERS)
def test_an_answer_is_told_as_json_or_as_text(service: str, answer: bytes, called_json: bool, told: object) -> None:
    journal = Journal()
    journal.write(service, ("POST", "/somewhere", "", b""), (200, answer), json=called_json)
    (line,) = journal.lines().splitlines()
    assert json.loads(line)["response"] == told
