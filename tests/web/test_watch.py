"""Lines of the log are JSON with the fields on the list; figures are shown to whoever has the key."""

import json
import logging

import pytest
from flask import Flask

from service.web.watch import Lines
from tests.web.test_addon import Counter

TRACE = "105445aa7843bc8bf206b12000100000"


def line(name: str, message: str, *words: object) -> dict[str, str]:
    """What a record becomes."""
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, words, None)
    record.secret = "never shown"
    told: dict[str, str] = json.loads(Lines().format(record))
    return told


def test_a_line_holds_the_fields_on_the_list_and_no_other() -> None:
    told = line("tickmark", "%s answered with %s", "/addon/check", "NotShared")
    assert set(told) == {"severity", "time", "logger", "message"}
    assert (told["severity"], told["message"]) == ("WARNING", "/addon/check answered with NotShared")


def test_words_of_other_libraries_are_withheld() -> None:
    assert line("urllib3.connectionpool", "GET /v4/spreadsheets/secret")["message"] == "(words withheld)"
    assert line("servicemesh", "words")["message"] == "(words withheld)"


@pytest.mark.parametrize(("sent", "kept"), [(f"{TRACE}/1;o=1", TRACE), ("client words", None), ("", None)])
def test_a_trace_is_kept_where_it_is_one(sent: str, kept: str | None) -> None:
    app = Flask("any")
    with app.test_request_context("/x?code=secret", headers={"X-Cloud-Trace-Context": sent}):
        told = line("tickmark", "words")
    assert told.get("trace") == kept
    assert "secret" not in json.dumps(told)


def test_figures_are_for_whoever_has_the_key(environment: dict[str, str]) -> None:
    client = Counter({**environment, "METRICS_KEY": "open sesame"}).client
    client.get("/health")
    client.get("/nowhere/private")
    assert client.get("/metrics").status_code == 403
    told = client.get("/metrics", headers={"Authorization": "Bearer open sesame"}).get_data(as_text=True)
    assert 'tickmark_answers_total{address="/health",status="200"} 1.0' in told
    assert "private" not in told


def test_without_a_key_nothing_is_shown(environment: dict[str, str]) -> None:
    client = Counter(environment).client
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403
