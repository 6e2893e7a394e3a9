"""Terms laid over other terms: a SOW over what its client and the agency usually agree, amendments over a SOW."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from service.adapters.sows.document import Keyed, Listed, Node, Scalar
from service.adapters.sows.page import Page

USUAL = ("rates", "rounding", "minimums", "non_billable", "invoicing", "tax", "expenses", "default_thresholds")
"""What a client file or the agency's may say for every SOW that says nothing itself."""
NAMES = ("id", "number")
"""Keys by which entries of a list are told apart."""
WHOLE = {"scope", "applies_to", "covers", "signed"}
"""Mappings in an entry that mean something only as a whole: a cap for one role is no cap for that role's one person."""

Amended: TypeAlias = tuple[Mapping[str, Any], Page]
"""An amendment, and the page as it stands from then on."""


def merged(base: Node, changes: Node) -> Node:
    """The base with the changes in it: keys and entries with ids change one by one, anything else as a whole."""
    if isinstance(base, Keyed) and isinstance(changes, Keyed):
        return _keys(base, changes, frozenset())
    if isinstance(base, Listed) and isinstance(changes, Listed) and base.items and all(map(_name, base.items)):
        return _entries(base, changes)
    return changes


def over(outer: Keyed, inner: Keyed) -> Keyed:
    """A file with the usual terms of an outer one wherever it says nothing itself."""
    usual = tuple((key, _elsewhere(value)) for key, value in outer.pairs if key.text in USUAL)
    if not usual:
        return inner
    both = merged(Keyed(usual, inner.line), inner)
    return Keyed(both.pairs, inner.line) if isinstance(both, Keyed) else inner


def versions(page: Page) -> Iterator[Amended]:
    """Each amendment with the page as it stands from then on, in the order of their numbers."""
    node: Node = Keyed(tuple(pair for pair in page.node.pairs if pair[0].text != "amendments"), page.node.line)
    signed = {key.text: value for key, value in page.node.pairs}.get("amendments")
    if not isinstance(signed, Listed) or not all(isinstance(item, Keyed) for item in signed.items):
        return
    _look_at_order(page)
    for (_, said), item in zip(page.each("amendments"), signed.items, strict=True):
        node = merged(node, _changes(item))
        if isinstance(node, Keyed) and isinstance(said, Mapping):
            yield said, page.reading(node)


def _look_at_order(page: Page) -> None:
    """Amendments are numbered from 1, and none takes hold before the one it follows."""
    before = ""
    for place, (where, said) in enumerate(page.each("amendments"), 1):
        number, effective = said.get("number"), str(said.get("effective_from"))
        if number != place:
            page.say(f"number is {number}, but this is amendment {place} of the file; number them from 1", *where)
        if effective < before:
            why = f"effective_from is {effective}, which is before the amendment above, {before}; put them in order"
            page.say(why, *where, "effective_from")
        before = effective


def _changes(amendment: Node) -> Node:
    pairs = amendment.pairs if isinstance(amendment, Keyed) else ()
    return next((value for key, value in pairs if key.text == "changes"), Keyed((), amendment.line))


def _keys(base: Keyed, changes: Keyed, whole: frozenset[str]) -> Keyed:
    """A blank takes the key away, so that an amendment can end a term."""
    pairs = {key.text: (key, value) for key, value in base.pairs}
    for key, value in changes.pairs:
        old = pairs.get(key.text)
        if _blank(value) and old is not None:
            del pairs[key.text]
        else:
            pairs[key.text] = (key, merged(old[1], value) if old and key.text not in whole else value)
    return Keyed(tuple(pairs.values()), base.line)


def _entries(base: Listed, changes: Listed) -> Listed:
    entries = {_name(item): item for item in base.items}
    for number, item in enumerate(changes.items):
        name = _name(item) or str(number)
        old = entries.get(name)
        both = isinstance(old, Keyed) and isinstance(item, Keyed)
        entries[name] = _keys(old, item, frozenset(WHOLE)) if both else item  # type: ignore[arg-type]  # both says so
    return Listed(tuple(entries.values()), base.line)


def _name(node: Node) -> str:
    """What an entry goes by; empty where it has no name."""
    pairs = node.pairs if isinstance(node, Keyed) else ()
    return next((value.text for key, value in pairs if key.text in NAMES and isinstance(value, Scalar)), "")


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text == ""


def _elsewhere(node: Node) -> Node:
    """The same terms on no line, because their line is in another file."""
    if isinstance(node, Scalar):
        return node._replace(line=0)
    if isinstance(node, Listed):
        return Listed(tuple(map(_elsewhere, node.items)), 0)
    return Keyed(tuple((key._replace(line=0), _elsewhere(value)) for key, value in node.pairs), 0)
