"""What people decided before, put to use: as examples in a request, and as a measure of what an answer is worth."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from service.adapters.claude.cleaning import fit_to_send, same_words
from service.adapters.claude.names import Names
from service.adapters.claude.packet import Packet, Question
from service.adapters.claude.schema import WORDS
from service.adapters.claude.screen import speaks_to_software
from service.domain.category import Category
from service.domain.hours.description import Ask, Description
from service.domain.texts.calibration import Curve, curve_through
from service.domain.texts.decision import Decision
from service.domain.texts.likeness import Likeness

MOST_EXAMPLES = 20
EXAMPLES_A_TEXT = 3
ALIKE_ENOUGH = 0.3
NEARLY_THE_SAME = 0.7
DISPUTED = 0.6
"""The most one may believe a category that the nearest decision, or another reader, contradicts."""


class Lore:
    """The decisions known at the start of a run."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._decisions = _latest(decisions)
        self._all = decisions

    def is_of(self, decisions: Sequence[Decision]) -> bool:
        """Whether it was made of these; they are only ever added to."""
        return len(self._all) == len(decisions) and self._all[-1:] == decisions[-1:]

    @cached_property
    def _alike(self) -> Likeness:
        return Likeness.to([decision.text for decision in self._decisions])

    @cached_property
    def _curves(self) -> dict[str, Curve]:
        seen: dict[str, list[tuple[Decimal, bool]]] = defaultdict(list)
        for one in self._all:
            if one.proposed is not None and one.version:
                seen[one.version].append((one.stated, one.kept))
        return {version: curve_through(pairs) for version, pairs in seen.items()}

    def weighed(self, said: Description, ask: Ask) -> Description:
        """A description whose confidence is what experience supports."""
        curve = self._curves.get(said.version, Curve())
        supported = float(curve.at(Decimal(str(said.stated))))
        confidence = supported if said.confidence == said.stated else min(supported, said.confidence)
        if any(decided is not said.category for decided in self._nearest(ask)):
            confidence = min(confidence, DISPUTED)
        return replace(said, confidence=round(confidence, 3))

    def _nearest(self, ask: Ask) -> Iterator[Category]:
        """What was decided about the one text that is nearly the same."""
        for likeness, number in self._alike.nearest(ask.text, 1) if self._decisions else ():
            if likeness >= NEARLY_THE_SAME:
                yield self._decisions[number].decided

    def examples(self, packet: Packet, names: Names) -> list[dict[str, str]]:
        """Decided texts that are like those of a packet, those of the same client first; few, and no two alike."""
        if not self._decisions:
            return []
        found: dict[int, tuple[bool, float]] = {}
        for question in packet.questions:
            for same_client, likeness, number in self._like(question):
                found[number] = max(found.get(number, (False, 0.0)), (same_client, likeness))
        ordered = sorted(found, key=lambda number: found[number], reverse=True)
        return [_told(one, names) for one in _few_of_each(self._decisions[number] for number in ordered)]

    def _like(self, question: Question) -> Iterator[tuple[bool, float, int]]:
        for likeness, number in self._alike.nearest(question.asks[0].text, EXAMPLES_A_TEXT):
            decision = self._decisions[number]
            if likeness >= ALIKE_ENOUGH and not speaks_to_software(f"{decision.text} {decision.project}"):
                yield decision.client == question.asks[0].client, likeness, number


def _latest(decisions: Sequence[Decision]) -> list[Decision]:
    """The newest decision on each text."""
    return list({decision.key: decision for decision in sorted(decisions, key=lambda one: one.at)}.values())


def _few_of_each(decisions: Iterator[Decision]) -> Iterator[Decision]:
    """At most two of one text and label, and twenty in all."""
    seen: Counter[tuple[str, Category]] = Counter()
    for decision in decisions:
        kind = (same_words(decision.text), decision.decided)
        seen[kind] += 1
        if seen[kind] <= 2:
            yield decision
        if seen.total() >= MOST_EXAMPLES:
            return


def _told(decision: Decision, names: Names) -> dict[str, str]:
    """A decision as it may leave the house."""
    client, project, text = (fit_to_send(words, names) for words in (decision.client, decision.project, decision.text))
    return {"client": client, "project": project, "text": text, "category": WORDS[decision.decided]}
