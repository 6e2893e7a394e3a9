"""The entries, projects and clients that stand in the text of a request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sandbox.claude.brain.following import falls_under, most_alike
from sandbox.claude.brain.reading import Entry, Reading, read
from sandbox.claude.checks import Body

ELEMENT = re.compile(r"<(projects|clients)>(.*?)</\1>", re.DOTALL)
LINES = re.compile(r"<(exclusions|decided)>\n(.*?)\n</\1>", re.DOTALL)


class Question(NamedTuple):
    """What a request asks: the entries, and the lists that help to read them."""

    entries: tuple[Entry, ...]
    projects: tuple[str, ...]
    clients: tuple[str, ...]
    excluded: Mapping[tuple[str, str], tuple[str, ...]] = {}
    """What is not part of the work, by client and project."""
    decided: Mapping[str, str] = {}
    """Words of categories that people chose, by the words of a text."""

    def readings(self) -> list[Reading]:
        """Every entry read, in the order of the request."""
        return [self._read(entry) for entry in self.entries]

    def _read(self, entry: Entry) -> Reading:
        reading = read(entry, self.projects, self.clients)
        scope = falls_under(entry.text, self.excluded.get((entry.client, entry.project), ()))
        return replace(reading, scope=scope, followed=most_alike(entry.text, self.decided))


def question_in(body: Body) -> Question:
    """The entries of the last turn: each a JSON object on its own line, with `n` and `text`."""
    text = "\n".join(texts_of(body["messages"][-1:]))
    lists = {name: _names(inside) for name, inside in ELEMENT.findall(text)}
    lines = {name: list(_objects(inside.splitlines())) for name, inside in LINES.findall(text)}
    entries = tuple(_entry(row) for row in _objects(text.splitlines()) if "n" in row and "text" in row)
    excluded = {(row["client"], row["project"]): tuple(row["not_included"]) for row in lines.get("exclusions", ())}
    decided = {str(row["text"]): str(row["category"]) for row in lines.get("decided", ())}
    return Question(entries, lists.get("projects", ()), lists.get("clients", ()), excluded, decided)


def texts_of(turns: Sequence[dict[str, Any]]) -> Iterator[str]:
    for turn in turns:
        content = turn["content"]
        blocks = [{"text": content}] if isinstance(content, str) else content
        yield from (block["text"] for block in blocks if "text" in block)


def _objects(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield value


def _names(inside: str) -> tuple[str, ...]:
    """The names in an element: a JSON array, or one a line."""
    try:
        value = json.loads(inside)
    except ValueError:
        value = inside.splitlines()
    return tuple(str(name).strip() for name in value if str(name).strip())


def _entry(row: dict[str, Any]) -> Entry:
    words = {name: str(row.get(name, "")) for name in ("text", "client", "project", "hours")}
    return Entry(row["n"], **words)
