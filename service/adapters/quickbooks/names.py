"""Names that people write, and the entries that carry them in QuickBooks."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.adapters.quickbooks.queries import Ask, Row, one_of
from service.words import say

AT_ONCE = 40
"""Names in one question: a question may not grow without end."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A list of QuickBooks: how it is asked, and how it is spoken of."""

    entity: str
    field: str
    key: str
    """Under which it is spoken of in the file of words."""
    nested: bool = False
    """Whether an entry may stand under another: `Design:Review`. Elsewhere a colon is part of the name."""

    @property
    def word(self) -> str:
        """What people call one of its entries."""
        return say(f"books.{self.key}")

    @property
    def where(self) -> str:
        """Where on our side the name is written."""
        return say(f"books.{self.key}Where")


CUSTOMER = Kind("Customer", "DisplayName", "customer", nested=True)
ITEM = Kind("Item", "Name", "item", nested=True)
TERM = Kind("Term", "Name", "term")
TAX_CODE = Kind("TaxCode", "Name", "taxCode")
CLASS = Kind("Class", "Name", "class", nested=True)
KINDS = (CUSTOMER, ITEM, TERM, CLASS, TAX_CODE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What QuickBooks has under the names that were asked for. Nothing is asked twice."""

    kind: Kind
    ask: Ask
    _found: dict[str, list[Row]] = field(default_factory=dict)

    def learn(self, names: Iterable[str]) -> None:
        """Ask for the names that are not known yet, inactive entries too."""
        new = sorted({self._asked(name) for name in names if name} - self._found.keys())
        for start in range(0, len(new), AT_ONCE):
            self._learn(new[start : start + AT_ONCE])

    def _learn(self, names: list[str]) -> None:
        rows = self.ask(self.kind.entity, f"{one_of(self.kind.field, names)} AND Active IN (true, false)")
        for name in names:
            same = name.casefold()
            self._found[name] = [row for row in rows if normal(str(row.get(self.kind.field))).casefold() == same]

    def partner(self, name: str) -> Row | str:
        """The one active entry with exactly this name, or the sentence that says why there is none."""
        self.learn([name])
        alike = self._found.get(self._asked(name), [])
        exact = [row for row in alike if normal(name) in self._names(row)]
        usable = [row for row in exact if row.get("Active") is not False]
        if len(usable) == 1:
            return usable[0]
        return self._why(name, alike, exact, usable)

    def every_name(self) -> list[str]:
        """The name of every active entry, in full where entries stand under each other."""
        key = "FullyQualifiedName" if self.kind.nested else self.kind.field
        return sorted(
            {normal(str(row.get(key) or row.get(self.kind.field) or "")) for row in self.ask(self.kind.entity, "")}
        )

    def _names(self, row: Row) -> set[str]:
        fields = (self.kind.field, "FullyQualifiedName") if self.kind.nested else (self.kind.field,)
        return {normal(str(row.get(key) or "")) for key in fields}

    def _asked(self, name: str) -> str:
        return tail(name) if self.kind.nested else normal(name)

    def _why(self, name: str, alike: list[Row], exact: list[Row], usable: list[Row]) -> str:
        word, where = self.kind.word, self.kind.where
        if usable:
            full = str(usable[0].get("FullyQualifiedName") or name)
            words = say(f"books.{self.kind.key}Many")
            return say("books.several", count=len(usable), words=words, name=name, where=where, full=full)
        if exact:
            return say("books.inactive", word=word, name=name, where=where)
        if alike:
            return say("books.otherwise", word=word, name=name, theirs=alike[0].get(self.kind.field), where=where)
        return say("books.none" if name else "books.unnamed", word=word, name=name, where=where)


def normal(name: str) -> str:
    """A name as it is compared: one way to write each letter, no blanks around it."""
    return unicodedata.normalize("NFC", name).strip()


def tail(name: str) -> str:
    """The last part of a full name: `Design:Review` is asked for as `Review`."""
    return normal(name).rpartition(":")[2].strip()
