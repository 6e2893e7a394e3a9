"""What people decided settles texts that read the same, as long as they agree."""

from datetime import UTC, datetime

import pytest

from service.domain.category import Category
from service.domain.texts.decision import Decision, decision_key, settled

SETTLED = [
    # who chose what, in order; what is settled
    ([], None),
    (["ana DES"], Category.DES),
    (["ana DES", "ana MTG"], Category.MTG),
    (["ana DES", "bo MTG"], None),
    (["ana DES", "bo MTG", "ana MTG"], Category.MTG),
    (["ANA DES", "ana MTG", "ana DES"], Category.DES),
]


def decisions(words: list[str]) -> list[Decision]:
    said = (word.split() for word in words)
    return [
        Decision("k", "Logo", "", "", Category[code], who, datetime(2026, 11, day, tzinfo=UTC))
        for day, (who, code) in enumerate(said, 1)
    ]


@pytest.mark.parametrize(("words", "category"), SETTLED)
def test_the_newest_word_of_each_counts_and_they_have_to_agree(words: list[str], category: Category | None) -> None:
    assert settled(decisions(words)) is category
    assert settled(decisions(words)[::-1]) is category


SAME = [
    # two texts with client and project, one decision for both
    (("Penhallow", "Site", "Logo, second round"), ("penhallow", "SITE", "logo second round"), True),
    (("Penhallow", "Site", "Logo"), ("Penhallow", "App", "Logo"), False),
    (("Penhallow", "Site", "Logo 2"), ("Penhallow", "Site", "Logo 3"), False),
    (("A", "B C", "Logo"), ("A B", "C", "Logo"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_a_decision_is_about_a_text_within_its_project(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    assert (decision_key(*one) == decision_key(*other)) is same
