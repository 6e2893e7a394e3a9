"""What people read, before it is put into words: an English text with named places, and what fills them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ONE_OR_MANY = re.compile(r"\{(\w+)\?([^{}:]*):((?:[^{}]|\{\w+\})*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A sentence or a part of one, in no language yet; English unless somebody puts it into other words.

    It equals whatever reads the same in English.
    """

    text: str
    values: Mapping[str, object]

    def given(self, **values: object) -> "Phrase":
        """The same with more of its places filled."""
        return Phrase(self.text, {**self.values, **values})

    def __str__(self) -> str:
        return filled(self.text, self.values)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, Phrase | str) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))

    def __bool__(self) -> bool:
        return self.text != ""


Saying = Phrase | str
"""A phrase, or words that are nobody's to translate: a name, or what a person or another program wrote."""


def phrase(text: str, /, **values: object) -> Phrase:
    """A text with what fills its places; the text is a literal, so that every one can be found and translated."""
    return Phrase(text, values)


def joined(by: Saying, parts: Iterable[object]) -> Phrase:
    """Phrases one after the other, with `by` between them, or whatever else may fill a place."""
    places = {f"part{number}": part for number, part in enumerate(parts)}
    return Phrase("{by}".join(f"{{{name}}}" for name in places), {"by": by, **places})


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with its places filled, and the word that fits a number: {n} {n?row:rows}."""
    chosen = text
    if "?" in text and values:
        chosen = ONE_OR_MANY.sub(lambda found: found[2] if values[found[1]] == 1 else found[3], text)
    return chosen.format_map(values) if values else chosen
