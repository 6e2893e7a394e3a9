"""Claude as a reader of notes: it parts a line into pieces, and every number stays the one that stands there."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from service.adapters.claude.answer import Fate, Row
from service.adapters.claude.cleaning import fit_to_send, found_in, visible
from service.adapters.claude.line import Line as Telephone
from service.adapters.claude.line import LineDown, Request
from service.adapters.claude.meter import Clock, now
from service.adapters.claude.names import Names
from service.adapters.claude.prompt import Lists
from service.adapters.claude.record import Record
from service.adapters.claude.schema import TEXT
from service.adapters.claude.screen import speaks_to_software
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.notes.grammar import cut_line, dated, tidy, total_in
from service.adapters.notes.measures import measured, spans
from service.domain.texts.notes import Known, Line, Noted, Part
from service.words import say

PROMPT = Path(__file__).with_name("notes.md")
LINES_A_REQUEST = 20
TOKENS_A_REQUEST, TOKENS_A_LINE = 300, 160
LONGEST = 300

PART: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["task"],
    "properties": {"task": TEXT, "time": TEXT, "client": TEXT, "project": TEXT},
}
ROW: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n", "parts"],
    "properties": {"n": {"type": "integer"}, "parts": {"type": "array", "items": PART}},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rows"],
    "properties": {"rows": {"type": "array", "items": ROW}},
}


class ClaudeNotes:
    """Reads notes by asking Claude, and by their form where an answer is missing or cannot be believed."""

    def __init__(self, settings: ClaudeSettings, record: Record | None = None, clock: Clock = now) -> None:
        self._telephone = Telephone(settings, record, clock, "notes")
        self.problem = ""

    def read(self, lines: Sequence[Line], known: Known) -> list[Noted]:
        """Every line that says something."""
        asked = [line for line in lines if line.text.strip() and may_be_sent(line.text)]
        read: dict[int, Noted] = {}
        why = ""
        self._telephone.meter.begin()
        for start in range(0, len(asked), LINES_A_REQUEST):
            packet = asked[start : start + LINES_A_REQUEST]
            try:
                read |= {noted.line.row: noted for noted in self._ask(packet, known)}
            except LineDown as down:
                why = str(down)
                break
        self._telephone.meter.end()
        missing = len(asked) - len(read)
        self.problem = say("claude.byForm", number=missing, why=why or say("claude.noUse")) if missing else ""
        return list(dated(lines, known, read))

    def _ask(self, packet: Sequence[Line], known: Known) -> Iterator[Noted]:
        """The lines of a packet whose answers hold."""
        names = Names(known.people)
        longest = TOKENS_A_REQUEST + TOKENS_A_LINE * len(packet)
        request = Request(prompt(), turn_for(packet, known, names), SCHEMA, longest)
        answer = self._telephone.ask(request, self._telephone.settings.small)
        if answer.fate in (Fate.REFUSED, Fate.UNREADABLE):
            return
        for n, line in enumerate(packet, 1):
            parts = parts_of(answer.rows.get(n, {}), line.text, known, names)
            if parts is not None:
                yield Noted(line, None, parts, total_in(cut_line(line.text).total), reader="claude")


def may_be_sent(text: str) -> bool:
    """Whether a line is of a kind that Claude should see whole; others are read by their form."""
    return len(visible(text)) <= LONGEST and not speaks_to_software(text)


@cache
def prompt() -> str:
    """The fixed words of a request."""
    return PROMPT.read_text("utf-8").partition("\n")[2].strip()


def turn_for(packet: Sequence[Line], known: Known, names: Names) -> str:
    """The lists, then one line for each line of the notes."""
    clients = (one[0] for one in known.clients)
    projects = (project for _, project in known.projects)
    lists = Lists(tuple(sendable(clients, names)), tuple(sendable(projects, names)))
    lines = [{"n": n, "text": fit_to_send(line.text, names)} for n, line in enumerate(packet, 1)]
    return "\n".join(
        (
            *("<clients>", told(lists.clients), "</clients>"),
            *("<projects>", told(lists.projects), "</projects>"),
            *("<entries>", *map(told, lines), "</entries>"),
        )
    )


def sendable(words: Iterable[str], names: Names) -> Iterator[str]:
    """Names as they may leave the house."""
    return (fit_to_send(word, names) for word in words if not speaks_to_software(word))


def told(value: object) -> str:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False)


def parts_of(row: Row, text: str, known: Known, names: Names) -> tuple[Part, ...] | None:
    """The parts that a row names, None where it cannot be believed: each word of it must stand in the line, a time
    belongs to one part, and no time of the line may get lost."""
    rows = row.get("parts")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        return None
    found = [quoted(one, text, names) for one in rows]
    if any(one is None for one in found):
        return None
    pieces = [one for one in found if one is not None]
    if not keeps_times([time for _, time in pieces if time], text):
        return None
    return tuple(
        part_of(task, time, text, *chosen(one, known, names)) for one, (task, time) in zip(rows, pieces, strict=True)
    )


def quoted(one: Row, text: str, names: Names) -> tuple[str, str] | None:
    """Task and time in the letters of the line, None where they do not stand there."""
    task, time = one.get("task"), one.get("time") or ""
    if not isinstance(task, str) or not isinstance(time, str) or not task.strip():
        return None
    places = found_in(text, task, names), found_in(text, time, names) if time.strip() else ""
    return (places[0], places[1]) if places[0] is not None and places[1] is not None else None


def keeps_times(times: Sequence[str], text: str) -> bool:
    """Whether no time is used twice, and none that is certainly one is left out."""
    shown = visible(text)
    used = Counter(times)
    if any(number > shown.count(time) for time, number in used.items()):
        return False
    total = cut_line(text).total
    certain = Counter(span.words for span in spans(shown) if span.words.strip("() ") != total)
    return all(any(words in time or time in words for time in used) for words in certain)


def part_of(task: str, time: str, text: str, client: str, project: str) -> Part:
    """One piece: its hours are read from the words by us."""
    shown = visible(text)
    places = [shown.find(words) for words in (task, time) if words]
    end = max(place + len(words) for place, words in zip(places, filter(None, (task, time)), strict=True))
    words = shown[min(places) : end]
    hours, why = measured(time) if time else (None, say("notes.noTime"))
    return Part(words, tidy(task), hours, client, project, why)


def chosen(one: Row, known: Known, names: Names) -> tuple[str, str]:
    """Client and project as the lists spell them; what is on no list counts as not said."""
    clients = {fit_to_send(name[0], names).casefold(): name[0] for name in known.clients}
    projects = {fit_to_send(project, names).casefold(): (owner, project) for owner, project in known.projects}
    client = clients.get(str(one.get("client") or "").casefold(), "")
    owner, project = projects.get(str(one.get("project") or "").casefold(), ("", ""))
    return (client or owner, project) if not client or client == owner else (client, "")
