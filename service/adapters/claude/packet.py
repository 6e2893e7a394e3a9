"""Questions, and how they are bundled: the same text once, suspicious ones alone, the rest in packets with a canary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.adapters.claude.cleaning import fit_to_send, same_words
from service.adapters.claude.names import Names
from service.adapters.claude.schema import category_of
from service.adapters.claude.screen import speaks_to_software
from service.adapters.claude.settings import ClaudeSettings
from service.domain.category import Category
from service.domain.description import Ask

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

    def only(self, asks: Sequence[Ask]) -> "Question":
        """The same question for some of its asks."""
        return Question(tuple(asks), self.client, self.project, self.text, self.suspicious)


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

    def entries(self) -> Iterator[dict[str, str]]:
        """What is sent for each question, and the canary at the end."""
        for question in self.questions:
            yield {"client": question.client, "project": question.project, "text": question.text}
        if self.canary:
            yield dict(CANARY)

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
    """The asks as questions: those with the same words, project, client and choice of projects are one."""
    alike: dict[tuple[object, ...], list[Ask]] = {}
    for ask in asks:
        if ask.text.strip():
            alike.setdefault((same_words(ask.text), ask.client, ask.project, ask.projects), []).append(ask)
    return [_question(tuple(group), names) for group in alike.values()]


def _question(asks: tuple[Ask, ...], names: Names) -> Question:
    ask = asks[0]
    suspicious = any(speaks_to_software(words) for one in asks for words in (one.text, one.client, one.project))
    client, project, text = (fit_to_send(words, names) for words in (ask.client, ask.project, ask.text))
    return Question(asks, client, project, text, suspicious)


def packets_for(questions: Sequence[Question], settings: ClaudeSettings) -> list[Packet]:
    """The questions in packets: first those that travel together, then the suspicious ones, each alone."""
    together = [question for question in questions if not question.suspicious]
    alone = [question for question in questions if question.suspicious]
    size = settings.texts_a_request
    cut = [together[start : start + size] for start in range(0, len(together), size)]
    packets = [Packet(tuple(part), len(part) >= settings.canary_from) for part in cut]
    return packets + [Packet((question,), canary=False) for question in alone]
