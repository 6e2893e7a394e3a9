"""Answers are kept by what was asked, given again to the same question, and never with a key or a failure."""

import json
from pathlib import Path

import pytest
import requests

from sandbox.serving import Running
from service.adapters.claude.recordings import CLAUDE, Recordings, is_stand_in, name_of
from service.faults import WorkbookFault

QUESTION = {
    "model": "claude-haiku-5-5",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Say yes."}],
    "thinking": {"type": "disabled"},
}
SIGNED = {"authorization": "Bearer sk-secret", "anthropic-version": "2026-10-21"}


def ask(address: str, question: object) -> requests.Response:
    """One request, as a client sends it."""
    return requests.post(f"{address}/v1/messages", json=question, headers=SIGNED, timeout=30)


def test_what_was_recorded_is_played_to_the_same_question_alone(sandbox: Running, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    with Recordings(file, f"{sandbox.root}/claude") as recording:
        said = ask(recording.address, QUESTION)
    assert said.status_code == 200
    with Recordings(file) as playing:
        again = ask(playing.address, dict(reversed(QUESTION.items())))
        other = ask(playing.address, {**QUESTION, "max_tokens": 51})
    assert again.json() == said.json()
    assert other.status_code == 404 and other.json()["error"]["type"] == "not_found_error"
    assert "sk-secret" not in file.read_text(encoding="utf-8")


def test_a_failure_is_passed_back_and_not_kept(sandbox: Running, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    with Recordings(file, f"{sandbox.root}/claude") as recording:
        assert ask(recording.address, {**QUESTION, "temperature": 1}).status_code == 400
    assert file.read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("address", "stand_in"),
    [(CLAUDE, False), ("http://127.0.0.1:9010/claude", True), ("http://localhost:1", True), ("", False)],
)
def test_answers_from_this_machine_are_a_stand_ins(address: str, stand_in: bool) -> None:
    assert is_stand_in(address) is stand_in


def test_the_name_of_a_question_is_what_it_says() -> None:
    assert name_of(b'{"a": 1, "b": 2}') == name_of(b'{"b":2,"a":1}') != name_of(b'{"a": 1, "b": 3}')


@pytest.mark.parametrize("content", ["", "no json", json.dumps({"request": "x"}), "[1]"])
def test_a_file_without_recordings_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "kept.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(WorkbookFault, match="holds no recorded answers"):
        Recordings(tmp_path / "kept.jsonl")
