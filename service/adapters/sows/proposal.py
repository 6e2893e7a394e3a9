"""A SOW file that was proposed from a contract: each key with the words it rests on, and what could not be said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from service.adapters.sows.document import Keyed, Scalar, Unreadable, compose
from service.adapters.sows.shape import SCHEMA, schema

CANNOT_BE_SAID = "cannot_be_said"
"""The key under which a clause stands that no key can say."""
NOT_PROPOSED = {"amendments", "checks", "waive"}
"""What is for people to write."""
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)*(\[\])?")
TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


class Term(NamedTuple):
    """One key of a SOW file (`rates.cards[]` for an entry of a list), its value as YAML, and the words it rests on."""

    key: str
    value: str
    quote: str


class LeftOut(NamedTuple):
    """A term that was proposed and not taken over, and why."""

    term: Term
    why: str


class Proposed(NamedTuple):
    """What a contract was found to say."""

    text: str
    """The SOW file."""
    taken: int
    unsaid: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class _Branch:
    """Keys on their way to a file."""

    leaves: dict[str, Term] = field(default_factory=dict)
    lists: dict[str, list[Term]] = field(default_factory=dict)
    branches: dict[str, "_Branch"] = field(default_factory=dict)


_Problem: TypeAlias = str | None


def proposed(terms: Iterable[Term], contract: str, source: str) -> Proposed:
    """The file that the terms make; every quotation is looked up in the contract."""
    words, root = plain(contract), _Branch()
    unsaid, left_out, taken = [], [], 0
    for term in terms:
        why = _why_not(term, words)
        if why is None and term.key == CANNOT_BE_SAID:
            unsaid.append(one_line(term.quote))
            continue
        why = why or _put(root, term)
        taken += why is None
        left_out += [LeftOut(term, why)] if why else []
    unsaid = list(dict.fromkeys(unsaid))
    return Proposed("\n".join(_file(root, source, unsaid, left_out)) + "\n", taken, tuple(unsaid), tuple(left_out))


def plain(text: str) -> str:
    """A text as quotations are compared: single spaces, plain quotes and dashes, no hyphens at line ends."""
    joined = re.sub(r"(?<=\w)-\n(?=\w)", "", text.translate(TYPED))
    return " ".join(joined.casefold().split())


def one_line(text: str) -> str:
    """A text that cannot leave its comment."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _why_not(term: Term, words: str) -> _Problem:
    if not plain(term.quote):
        return "no words of the contract are named for it"
    if plain(term.quote) not in words:
        return "the words named for it do not stand in the contract"
    if term.key == CANNOT_BE_SAID:
        return None
    first = re.split(r"[.\[]", term.key)[0]
    known = schema()["$defs"]["sow-file"]["properties"].keys() - NOT_PROPOSED
    if not KEY.fullmatch(term.key) or first not in known:
        return "a SOW file has no such key"
    return None if _is_value(term.value) else "its value is no YAML on one line"


def _is_value(value: str) -> bool:
    """Whether a value stands on one line and is read back as it is written."""
    if not value.strip() or value != one_line(value):
        return False
    try:
        node = compose(f"key: {value}")
    except Unreadable:
        return False
    inner = node.pairs[0][1] if isinstance(node, Keyed) and len(node.pairs) == 1 else None
    return inner is not None and not (isinstance(inner, Scalar) and inner.plain and inner.text != value)


def _put(root: _Branch, term: Term) -> _Problem:
    *way, last = term.key.removesuffix("[]").split(".")
    branch = root
    for step in way:
        if step in branch.leaves or step in branch.lists:
            return "another term says all of that already"
        branch = branch.branches.setdefault(step, _Branch())
    if term.key.endswith("[]"):
        return _append(branch, last, term)
    if last in branch.leaves or last in branch.lists or last in branch.branches:
        return "another term says it already"
    branch.leaves[last] = term
    return None


def _append(branch: _Branch, last: str, term: Term) -> _Problem:
    if last in branch.leaves or last in branch.branches:
        return "another term says all of that already"
    if term.value in [other.value for other in branch.lists.get(last, ())]:
        return "another term says it already"
    branch.lists.setdefault(last, []).append(term)
    return None


def _file(root: _Branch, source: str, unsaid: Sequence[str], left_out: Sequence[LeftOut]) -> Iterator[str]:
    yield f"# yaml-language-server: $schema=../{SCHEMA.name}"
    yield f"# Drafted by Claude from {one_line(source)}."
    yield "# Above each key stand the words of the contract that it rests on."
    yield "# Read it against the paper, correct it, then take `.draft` out of the name of the file:"
    yield "# until then nobody is billed by it."
    yield from _lines(root, "")
    if unsaid:
        yield from ("", "# Clauses that no key can say; see to them by hand:")
        yield from (f'#   "{clause}"' for clause in unsaid)
    if left_out:
        yield from ("", "# Proposed and left out:")
        yield from (f"#   {one_line(one.term.key)}: {one_line(one.term.value)} ({one.why})" for one in left_out)


def _lines(branch: _Branch, indent: str) -> Iterator[str]:
    order = {key: place for place, key in enumerate(schema()["$defs"]["sow-file"]["properties"])}
    keys = sorted({**branch.leaves, **branch.lists, **branch.branches}, key=lambda key: order.get(key, 0))
    for key in keys:
        yield from ("",) if not indent else ()
        if key in branch.leaves:
            yield f"{indent}{_quoted(branch.leaves[key])}"
            yield f"{indent}{key}: {branch.leaves[key].value}"
            continue
        yield f"{indent}{key}:"
        for term in branch.lists.get(key, ()):
            yield f"{indent}  {_quoted(term)}"
            yield f"{indent}  - {term.value}"
        if key in branch.branches:
            yield from _lines(branch.branches[key], f"{indent}  ")


def _quoted(term: Term) -> str:
    return f'# "{one_line(term.quote)}"'
