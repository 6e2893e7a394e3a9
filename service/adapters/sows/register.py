"""Whom and what the ids of a file may name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service.adapters.sows.checks import LIKE_ENOUGH
from service.adapters.sows.page import Page
from service.domain.category import Category
from service.domain.terms.agency import Client, Person, nearest

FROM = {"line": ("lines",), "cap": ("caps",), "limit": ("caps", "lines"), "role": ("rates",)}
"""The keys that ids of a kind come from; where one of them cannot be read, nobody can say that an id is wrong."""


@dataclass(frozen=True, slots=True)
class Register:
    """The people, roles, projects and lines that a page may name; a wrong id is noted on the page."""

    page: Page
    client: Client
    people: Sequence[Person]

    def known(self, kind: str) -> list[str]:
        """Every id of a kind: person, role, project, line, cap."""
        if kind == "person":
            return [person.id for person in self.people]
        if kind == "project":
            return [project.id for project in self.client.projects]
        if kind == "role":
            held = [span.role for person in self.people for span in person.roles]
            return [*held, *(card["role"] for _, card in self.page.each("rates", "cards") if "role" in card)]
        return [one["id"] for key in FROM[kind] for _, one in self.page.each(key) if "id" in one]

    def name(self, kind: str, text: str) -> str:
        """What people call the person or the project with this id; blank for other kinds."""
        people = [(one.id, one.name) for one in self.people if kind == "person"]
        projects = [(one.id, one.name) for one in self.client.projects if kind == "project"]
        return dict(people + projects).get(text, "")

    def checked(self, kind: str, text: str, *where: str | int) -> str:
        """The id; a mistake is noted where nothing of that kind has it."""
        ids = self.known(kind)
        if text not in ids and not self.page.broken.intersection(FROM.get(kind, ())):
            close = nearest(text, ids, LIKE_ENOUGH)
            known = f"known here: {', '.join(dict.fromkeys(ids)) or 'none'}"
            perhaps = f"perhaps {close} is meant" if close else known
            noun = "cap or line" if kind == "limit" else kind
            self.page.say(f"there is no {noun} with the id {text}; {perhaps}", *where)
        return text

    def all(self, kind: str, *where: str | int) -> tuple[str, ...]:
        """The ids of a list, each checked."""
        return tuple(self.checked(kind, text, *steps) for steps, text in self.page.each(*where))

    def categories(self, *where: str | int) -> frozenset[Category]:
        """The kinds of work of a list of codes."""
        return frozenset(Category[code] for _, code in self.page.each(*where))

    def only_one_of(self, said: Any, keys: Sequence[str], *where: str | int) -> str | None:
        """The one key of several that is said; a mistake is noted where none is, or more than one."""
        there = [key for key in keys if key in said]
        if len(there) != 1:
            named = f"names {' and '.join(there)}" if there else f"names neither {' nor '.join(keys)}"
            self.page.say(f"this {named}; name just one of them", *where)
        return there[0] if there else None

    def refuse_twins(self, kind: str, key: str) -> None:
        """Two entries of one list with one id: nobody could say which is meant."""
        lines: dict[str, int] = {}
        for where, said in self.page.each(key):
            name, line = said.get("id", said.get("number")), self.page.line(*where)
            if name is not None and lines.setdefault(name, line) != line:
                why = f"there is a {kind} {name} in line {lines[name]} already; give this one another id"
                self.page.say(why, *where)


def spoken(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them: a, b and c."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final
