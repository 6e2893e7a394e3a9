"""People's names, replaced by codes before a text leaves the house."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

CODE = "@p"
SHORTEST = 3
ALSO_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        art bill chase dale dawn drew faith frank gene grace grant hope iris ivy jack jade joy june lance mark max may
        mike mind miles nick page pat penny pierce ray rich rob rose ruby sandy scott skip sky star sue summer tab wade
        will young long short day king cook baker carpenter driver miller smith stone wood woods fields hill banks black
        white green brown gray grey bell best case fox hunter lane love major price sharp wise test admin
        """,
    )
)
"""Names that are words too: they count as names only with a capital letter."""


def plain(text: str) -> str:
    """The text without accents and as long as before, so that places stay the same."""
    return "".join(unicodedata.normalize("NFKD", letter)[:1] or letter for letter in text)


class Names:
    """The people of a run, each with a code."""

    def __init__(self, people: Sequence[str]) -> None:
        self._people = list(dict.fromkeys(person.strip() for person in people if person.strip()))
        self._forms: dict[str, int] = {}
        for number, person in enumerate(self._people):
            for form in _forms(person):
                self._forms.setdefault(form, number)
        longest_first = sorted(self._forms, key=len, reverse=True)
        choice = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE) if choice else None

    def hide(self, text: str) -> str:
        """The text with a code in place of every name."""
        if self._pattern is None:
            return text
        pieces, end = [], 0
        for match in self._pattern.finditer(plain(text)):
            number = self._number(match[0])
            if number is not None:
                pieces += [text[end : match.start()], f"{CODE}{number}"]
                end = match.end()
        return "".join([*pieces, text[end:]])

    def _number(self, found: str) -> int | None:
        form = " ".join(found.casefold().split())
        if form in ALSO_WORDS and not found[:1].isupper():
            return None
        return self._forms.get(form)

    def show(self, text: str) -> str:
        """The text with the names back in place of their codes."""
        return re.sub(rf"{CODE}(\d+)", lambda match: self._person(match[1]) or match[0], text)

    def _person(self, number: str) -> str:
        return self._people[int(number)] if int(number) < len(self._people) else ""

    def pattern_of(self, code: str) -> str:
        """A pattern for every form of the name that a code stands for."""
        person = self._person(code.removeprefix(CODE))
        forms = sorted(_forms(person), key=len, reverse=True) if person else [code]
        return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + ")"


@lru_cache(maxsize=1024)
def _forms(person: str) -> tuple[str, ...]:
    """A name as it may stand in a text: whole, turned round, and each part of it; an address before its @."""
    words = re.findall(r"[^\W\d_][\w'’-]*", plain(person.partition("@")[0].replace(".", " ")).casefold())
    parts = [word for word in words if len(word) >= SHORTEST]
    whole = [" ".join(words), " ".join(reversed(words))] if len(words) > 1 else []
    return tuple(dict.fromkeys([*whole, *parts]))
