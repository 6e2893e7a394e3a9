"""A YAML file as a tree of texts with line numbers. Nothing in it is a number yet, so no float can be born."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from yaml import SafeLoader, YAMLError, parse
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

try:
    from yaml import CSafeLoader as Quick
except ImportError:  # built without libyaml: slower, and otherwise the same
    Quick = SafeLoader  # type: ignore[assignment,misc]  # either can be parsed with

LARGEST = 256 * 1024
DEEPEST = 12
"""Far deeper than any SOW goes; a file made to break its reader goes deeper."""


class Mistake(NamedTuple):
    """What is wrong in a file: the line (0 for the file as a whole) and a sentence that says what to do."""

    line: int
    message: str


class Unreadable(Exception):
    """The file is no YAML that can be used; carries the one mistake that stopped the reading."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.mistake = Mistake(line, message)


class Scalar(NamedTuple):
    """A single value as it is written; `plain` where no quotes stand around it."""

    text: str
    line: int
    plain: bool


class Listed(NamedTuple):
    """Values one after the other."""

    items: "tuple[Node, ...]"
    line: int


class Keyed(NamedTuple):
    """Values under keys."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    line: int


Node: TypeAlias = Scalar | Listed | Keyed


def read(path: Path) -> Node:
    """The tree of a file. Raises Unreadable with the line and what to do."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(
            0, f"is larger than {LARGEST // 1024} kB; a SOW is a page or two, so take out what is not terms"
        )
    try:
        return compose(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(0, "is not written in UTF-8; save it again as UTF-8") from error


def compose(text: str) -> Node:
    """The tree of a text. Raises Unreadable."""
    try:
        events = list(_shallow(parse(text, Loader=Quick)))
    except YAMLError:
        events = _reread(text)
    return _only_document(events)


def _reread(text: str) -> list[Event]:
    """The events of a text that libyaml cannot read. Python's own parser is slow, and says better what is wrong."""
    try:
        return list(_shallow(parse(text, Loader=SafeLoader)))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        why = f"cannot be read as YAML here ({error.problem}); look at the spaces, quotes and brackets"
        if r"'\t'" in str(error.problem):
            why = "begins with a tab character, which YAML does not know; write spaces instead"
        raise Unreadable(line, why) from error
    except YAMLError as error:
        raise Unreadable(0, "cannot be read as YAML; look for unusual characters") from error


def _shallow(events: Iterator[Event]) -> Iterator[Event]:
    """Events for as long as they do not lead too deep: thousands of brackets would keep the parser busy for seconds."""
    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST + 1:
            _refuse_cleverness(event, _line(event), depth)
        yield event


def _only_document(events: Iterable[Event]) -> Node:
    kept = [event for event in events if isinstance(event, NodeEvent | CollectionEndEvent)]
    if not kept:
        raise Unreadable(0, "is empty; sows/README.md shows what belongs in it")
    rest = iter(kept)
    node = _node(next(rest), rest, 0)
    another = next(rest, None)
    if another is not None:
        why = "begins a second document (a line of three dashes); give each document a file of its own"
        raise Unreadable(_line(another), why)
    return node


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _node(event: Event, rest: Iterator[Event], depth: int) -> Node:
    line = _line(event)
    _refuse_cleverness(event, line, depth)
    if isinstance(event, ScalarEvent):
        return Scalar(event.value, line, not event.style)
    if isinstance(event, SequenceStartEvent):
        return Listed(tuple(_node(item, rest, depth + 1) for item in _until_closed(rest)), line)
    return Keyed(tuple(_pairs(rest, depth)), line)


def _refuse_cleverness(event: Event, line: int, depth: int) -> None:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is not None:
        sign = "*" if isinstance(event, AliasEvent) else "&"
        why = f"uses the shorthand {sign}{anchor}; write the value out, so that everybody can read it in its place"
        raise Unreadable(line, why)
    if tag is not None:
        raise Unreadable(line, f"uses the tag {tag}; leave it out, the schema knows what each value is")
    if depth > DEEPEST:
        raise Unreadable(line, f"is nested more than {DEEPEST} deep; no SOW needs that")


def _until_closed(rest: Iterator[Event]) -> Iterator[Event]:
    for event in rest:
        if isinstance(event, CollectionEndEvent):
            return
        yield event


def _pairs(rest: Iterator[Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
    seen: dict[str, int] = {}
    for event in _until_closed(rest):
        key = _node(event, rest, depth + 1)
        if not isinstance(key, Scalar):
            raise Unreadable(key.line, "has a list or a mapping where a key belongs; write a word before the colon")
        if key.text in seen:
            why = f"says {key.text} again, which line {seen[key.text]} says already; keep one of the two"
            raise Unreadable(key.line, why)
        seen[key.text] = key.line
        yield key, _node(next(rest), rest, depth + 1)
