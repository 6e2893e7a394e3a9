"""Very many texts at once go through the Batches API: handed in, remembered, and read whenever they are done."""

import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from service.adapters.claude.answer import Answer, Fate, read_reply
from service.adapters.claude.line import Garbled, Line, LineDown
from service.adapters.claude.lore import Lore
from service.adapters.claude.names import Names
from service.adapters.claude.packet import Packet, questions_for
from service.adapters.claude.prices import estimate
from service.adapters.claude.prompt import Lists
from service.adapters.claude.record import Record
from service.adapters.claude.run import Matter
from service.domain.hours.description import Ask, Description
from service.domain.texts.underway import Underway
from service.words import month_of, say

NAMELESS = "asked-"
"""Begins the id of a batch whose name at Claude we have not heard: it was about to be handed in."""
LATE = timedelta(minutes=10)
"""How long after our question a batch may appear at Claude, clocks that differ included."""


class StillWorking(Exception):
    """A batch has no results yet."""


class Backfill:
    """Batches under way. What they have found belongs to everybody, whoever has handed them in."""

    def __init__(self, line: Line, record: Record, clock: Callable[[], datetime]) -> None:
        self._line, self._record, self._clock = line, record, clock
        self.away: set[str] = set()
        """Keys of texts whose results are still to come."""
        self.problem = ""

    def collect(self, lore: Lore) -> dict[str, Description]:
        """What the batches that are done have found; the others stay away."""
        found: dict[str, Description] = {}
        self.away, self.problem = set(), ""
        for batch in self._record.batches():
            try:
                found |= self._results(batch, lore)
            except (Garbled, LineDown):
                self._miss(batch)
        return found

    def hand_in(self, packets: Sequence[Packet], matter: Matter, people: Sequence[str]) -> None:
        """Give packets to the batch service. LineDown where it does not take them, or where the limit forbids it."""
        line, voice = self._line, self._line.settings.small
        mark = secrets.token_hex(6)
        requests = {f"{mark}-p{number}": matter.request(packet) for number, packet in enumerate(packets)}
        price = sum(
            (estimate(voice.model, request.words + request.turn, len(packet.questions), batch=True)
             for packet, request in zip(packets, requests.values(), strict=True)), Decimal(0),
        )  # fmt: skip
        if not line.meter.has_room_for(price):
            raise LineDown(line.meter.refusal, for_good=True)
        bodies: Any = [
            {"custom_id": name, "params": request.parameters(voice, line.settings.effort)}
            for name, request in requests.items()
        ]
        parts = dict(zip(requests, map(_kept, packets), strict=True))
        batch = Underway(f"{NAMELESS}{mark}", self._clock(), parts, tuple(people))
        self._record.keep_batch(batch)  # before the call: whoever dies after it has paid for what it asks
        try:
            with line.explained(voice):
                made = line.client().with_options(max_retries=0).messages.batches.create(requests=bodies)
        except LineDown as down:
            if not down.may_have_worked:
                self._record.end_batch(batch.id)
            raise
        self._record.name_batch(batch.id, made.id)
        self._miss(batch)

    def _miss(self, batch: Underway) -> None:
        self.problem = say("claude.underWay", day=f"{batch.at:%d}", month=month_of(batch.at), time=f"{batch.at:%H:%M}")
        self.away |= {ask.key for part in batch.parts.values() for ask in _asks(part)}

    def _results(self, batch: Underway, lore: Lore) -> dict[str, Description]:
        """What a batch has found, and its end; LineDown or Garbled where it cannot be told yet."""
        matter = Matter(Lists(), Names(batch.people), lore)
        found: dict[str, Description] = {}
        try:
            batch = self._named(batch)
            for name, result in self._done(batch.id):
                found |= self._believed(batch.parts.get(name, ""), result, matter)
        except StillWorking:
            self._miss(batch)
            return {}
        except LineDown as down:
            if not down.is_gone:
                raise
        self._record.keep_descriptions(found)  # before anybody forgets where they can be read again
        self._record.end_batch(batch.id)
        with suppress(Garbled, LineDown), self._line.explained(self._line.settings.small):
            self._line.client().messages.batches.delete(batch.id)
        return found

    def _named(self, batch: Underway) -> Underway:
        """A batch with the name that Claude knows it by; LineDown where it never came to be."""
        if not batch.id.startswith(NAMELESS):
            return batch
        known, mark = {one.id for one in self._record.batches()}, batch.id.removeprefix(NAMELESS)
        firsts = {number: self._first(number) for number in self._strangers(batch.at, known)}
        ours = next((number for number, first in firsts.items() if first and first.startswith(mark)), "")
        if ours:
            self._record.name_batch(batch.id, ours)
            return batch._replace(id=ours)
        if None in firsts.values() or self._clock() - batch.at < LATE:
            raise StillWorking
        raise LineDown("The batch was never handed in.", is_gone=True)

    def _first(self, number: str) -> str | None:
        """The name of a batch's first result, by which one knows whose it is; None while it has none."""
        try:
            return next((name for name, _ in self._done(number)), "")
        except StillWorking:
            return None

    def _strangers(self, at: datetime, known: Collection[str]) -> list[str]:
        """Batches at Claude, made about then, of which we do not know whose they are."""
        with self._line.explained(self._line.settings.small):
            listed = self._line.client().messages.batches.list(limit=100).data
        return [one.id for one in listed if one.id not in known and abs(one.created_at - at) <= LATE]

    def _done(self, number: str) -> Iterator[tuple[str, Any]]:
        """The results of a batch by name; StillWorking where there are none yet."""
        with self._line.explained(self._line.settings.small):
            batches = self._line.client().messages.batches
            if batches.retrieve(number).processing_status != "ended":
                raise StillWorking
            for one in batches.results(number):
                yield one.custom_id, one.result

    def _believed(self, part: str, result: Any, matter: Matter) -> dict[str, Description]:
        """The rows of one result that hold; what does not hold is asked about again with the next run."""
        voice = self._line.settings.small
        if not part or result.type != "succeeded":
            return {}
        self._line.usage.called(self._line.purpose, voice.model)
        self._line.usage.add(result.message.usage, self._line.purpose, voice.model, batch=True)
        packet, answer = _packet(part, matter.names), read_reply(result.message)
        if answer.fate in (Fate.REFUSED, Fate.UNREADABLE) or packet.has_slipped(answer.rows, answer.fate is Fate.WHOLE):
            return {}
        return dict(self._said(packet, answer, matter))

    def _said(self, packet: Packet, answer: Answer, matter: Matter) -> Iterator[tuple[str, Description]]:
        for n, question in enumerate(packet.questions, 1):
            for ask in question.asks:
                said = matter.said(answer.rows.get(n, {}), ask, question, answer, self._line.settings.small)
                if said is not None:
                    yield ask.key, said


def _kept(packet: Packet) -> str:
    """A packet as text: the rows behind each question, and whether a canary stands at the end."""
    projects = packet.questions[0].asks[0].projects
    groups = [[_plain(ask) for ask in question.asks] for question in packet.questions]
    return json.dumps({"canary": packet.canary, "projects": projects, "questions": groups}, ensure_ascii=False)


def _plain(ask: Ask) -> dict[str, Any]:
    return {name: getattr(ask, name) for name in ("key", "client", "project", "text", "hours", "exclusions", "labels")}


def _groups(part: str) -> list[list[Ask]]:
    kept = json.loads(part)
    projects = tuple(kept["projects"])
    return [[_ask(row, projects) for row in group] for group in kept["questions"]]


def _ask(row: Mapping[str, Any], projects: tuple[str, ...]) -> Ask:
    exclusions, labels = tuple(row["exclusions"]), tuple(row["labels"])
    return Ask(row["key"], row["client"], row["project"], row["text"], row["hours"], projects, exclusions, labels)


def _asks(part: str) -> list[Ask]:
    return [ask for group in _groups(part) for ask in group]


def _packet(part: str, names: Names) -> Packet:
    questions = [question for group in _groups(part) for question in questions_for(group, names)]
    return Packet(tuple(questions), bool(json.loads(part)["canary"]))
