"""Questions, and how they are bundled: the same text once, suspicious ones alone, the rest in packets with a canary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.adapters.claude.cleaning import fit_to_send, same_words
from service.adapters.claude.names import Names
from service.adapters.claude.schema import category_of
from service.adapters.claude.screen import speaks_to_software
from service.domain.category import Category
from service.domain.hours.description import Ask

CANARY = {"client": "", "project": "", "text": "annual leave, out of office all day"}
"""A text whose answer is known. Where it comes back wrong, the answers have slipped by a row."""


@dataclass(frozen=True, slots=True)
class Question:
    """One text as it is sent, with all asks it answers."""

    asks: tuple[Ask, ...]
    client: str
    project: str
    text: str
    suspicious: bool
    labels: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()

    @property
    def costly(self) -> bool:
        """Whether much money hangs on any of the rows."""
        return any(ask.costly for ask in self.asks)

    def only(self, asks: Sequence[Ask]) -> "Question":
        """The same question for some of its asks."""
        return replace(self, asks=tuple(asks))

    def told(self) -> dict[str, Any]:
        """What is sent of it."""
        told: dict[str, Any] = {"client": self.client, "project": self.project, "text": self.text}
        return {**told, "labels": self.labels} if self.labels else told


@dataclass(frozen=True, slots=True)
class Packet:
    """Questions that travel in one request."""

    questions: tuple[Question, ...]
    canary: bool
    tries: int = 0

    @property
    def asks(self) -> int:
        """How many rows of the sheet wait for this packet."""
        return sum(len(question.asks) for question in self.questions)

    def entries(self) -> Iterator[dict[str, Any]]:
        """What is sent for each question, and the canary at the end."""
        yield from (question.told() for question in self.questions)
        if self.canary:
            yield dict(CANARY)

    def exclusions(self) -> Iterator[dict[str, Any]]:
        """What is not included in the work for each project of the packet, as far as its SOW says."""
        places: dict[tuple[str, str], dict[str, None]] = {}
        for question in self.questions:
            places.setdefault((question.client, question.project), {}).update(dict.fromkeys(question.exclusions))
        for (client, project), exclusions in places.items():
            if exclusions:
                yield {"client": client, "project": project, "not_included": list(exclusions)}

    def has_slipped(self, rows: Mapping[int, Mapping[str, Any]], whole: bool) -> bool:
        """Whether the canary came back wrong, or not at all in an answer that was complete."""
        row = rows.get(len(self.questions) + 1)
        if not self.canary or (row is None and not whole):
            return False
        return row is None or category_of(row.get("category")) is not Category.OFF

    def again(self, questions: Sequence[Question]) -> "Packet":
        """Some of the questions once more."""
        return Packet(tuple(questions), self.canary, self.tries + 1)

    def rest(self, questions: Sequence[Question]) -> "Packet":
        """The questions that an answer did not get to."""
        return Packet(tuple(questions), self.canary, self.tries)

    def halves(self) -> "tuple[Packet, Packet]":
        """Two packets in place of one; a canary goes into both."""
        middle = len(self.questions) // 2
        return self.rest(self.questions[:middle]), self.rest(self.questions[middle:])


def questions_for(asks: Iterable[Ask], names: Names) -> list[Question]:
    """The asks as questions, those of one project together: what has the same words about the same things is one."""
    alike: dict[tuple[object, ...], list[Ask]] = {}
    for ask in sorted(asks, key=lambda ask: (ask.client, ask.project)):
        if ask.text.strip():
            about = (ask.client, ask.project, ask.projects, ask.labels, ask.exclusions)
            alike.setdefault((same_words(ask.text), *about), []).append(ask)
    return [_question(tuple(group), names) for group in alike.values()]


def _question(asks: tuple[Ask, ...], names: Names) -> Question:
    ask = asks[0]
    suspicious = any(
        speaks_to_software(words) for one in asks for words in (one.text, one.client, one.project, *one.labels)
    )
    client, project, text = (fit_to_send(words, names) for words in (ask.client, ask.project, ask.text))
    labels, exclusions = (tuple(fit_to_send(words, names) for words in part) for part in (ask.labels, ask.exclusions))
    return Question(asks, client, project, text, suspicious, labels, exclusions)


def packets_for(questions: Sequence[Question], size: int, canary_from: int) -> list[Packet]:
    """The questions in packets: first those that travel together, then the suspicious ones, each alone."""
    together = [question for question in questions if not question.suspicious]
    alone = [question for question in questions if question.suspicious]
    cut = [together[start : start + size] for start in range(0, len(together), size)]
    packets = [Packet(tuple(part), len(part) >= canary_from) for part in cut]
    return packets + [Packet((question,), canary=False) for question in alone]
