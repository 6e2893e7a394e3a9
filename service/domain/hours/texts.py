"""What is written on many rows, taken apart once for every rule that looks for words in it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from service.domain.hours.work import Work
from service.domain.spelling import bared

Spoken = tuple[Work, Sequence[str]]
"""A row with the words of its text."""
MANY = 12
"""More words than these are found faster by taking every text apart than by looking for one after the other."""


class Texts(NamedTuple):
    """Texts of rows, with every word that any of them holds: most words a rule looks for stand in none."""

    works: Sequence[Work]
    lines: Sequence[str]
    bare: Sequence[str]
    """In lower case, words parted by spaces."""
    vocabulary: frozenset[str]
    brief: Sequence[Spoken]
    """Those of less than three words."""

    @classmethod
    def of(cls, works: Sequence[Work], lines: Sequence[str]) -> "Texts":
        """The texts of these rows, taken apart together."""
        bare, known, brief = bared(lines), set[str](), list[Spoken]()
        for work, text in zip(works, bare, strict=True):
            words = text.split()
            known.update(words)
            if len(words) < 3:
                brief.append((work, words))
        return cls(works, lines, bare, frozenset(known), brief)

    def spoken(self) -> Iterator[Spoken]:
        """Each row with its words."""
        return ((work, text.split()) for work, text in zip(self.works, self.bare, strict=True))

    def naming(self, wanted: Collection[str]) -> Iterator[Spoken]:
        """The rows whose text holds one of these words."""
        found = self.vocabulary.intersection(wanted)
        places = (
            range(len(self.works))
            if len(found) > MANY
            else sorted({place for word in found for place, text in enumerate(self.bare) if word in text})
        )
        spoken = ((self.works[place], self.bare[place].split()) for place in places)
        return ((work, words) for work, words in spoken if not found.isdisjoint(words))
