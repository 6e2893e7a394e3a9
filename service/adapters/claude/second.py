"""The second reading: what the small model is unsure of, or much money hangs on, is read again by the large one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.adapters.claude.packet import Question
from service.adapters.claude.settings import ClaudeSettings
from service.domain.hours.description import Description

UNSURE = 0.75
"""Below this a description is read again, as far as the share allows."""
DISPUTED = 0.5
"""The most one may believe where the two models disagree."""
OTHER_IS_SURE = 0.6
"""From here on another reader's word is worth a doubt."""
DOUBTED = 0.6
"""The most one may believe what another reader, who is sure, contradicts."""
FEWEST = 10
"""One request's worth is always allowed."""


def doubted(found: Mapping[str, Description], other: Mapping[str, Description]) -> dict[str, Description]:
    """What was found, less sure of it where another reader is sure of something else."""
    return {key: _doubted(said, other.get(key)) for key, said in found.items()}


def _doubted(said: Description, other: Description | None) -> Description:
    agrees = (
        other is None or other.confidence < OTHER_IS_SURE or other.category in (said.category, said.second_category)
    )
    return said if agrees else replace(said, confidence=min(said.confidence, DOUBTED))


def worth_a_second_reading(
    questions: Sequence[Question], found: Mapping[str, Description], settings: ClaudeSettings
) -> list[Question]:
    """Unread and unsure texts, those that point to another project, and costly ones, which come first.

    Suspicious texts are left out: a person looks at them in any case.
    """
    doubtful = [
        question
        for question in questions
        if not question.suspicious and (question.costly or _is_doubtful(_said(question, found)))
    ]
    most = max(FEWEST, int(len(questions) * settings.second_share))
    return sorted(doubtful, key=lambda question: (not question.costly, _confidence(_said(question, found))))[:most]


def reconciled(first: Mapping[str, Description], second: Mapping[str, Description]) -> dict[str, Description]:
    """The second reading where there is one; where the two disagree a person has to decide."""
    return {key: _both(first.get(key), said) for key, said in second.items()}


def _both(first: Description | None, second: Description) -> Description:
    if first is None or first.category is second.category:
        return second
    return replace(second, second_category=first.category, confidence=min(second.confidence, DISPUTED))


def _said(question: Question, found: Mapping[str, Description]) -> Description | None:
    return found.get(question.asks[0].key)


def _is_doubtful(said: Description | None) -> bool:
    return said is None or said.confidence < UNSURE or bool(said.project_hint)


def _confidence(said: Description | None) -> float:
    return said.confidence if said is not None else -1.0
