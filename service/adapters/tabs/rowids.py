"""Row IDs: the short names by which rows are known, whatever place a sort gives them."""

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
Mint = Callable[[str], str]
"""Makes an id for a row of which it is told the content, and which of several equal rows it is."""


class Known(NamedTuple):
    """A row that was read before: its id, the digest of what it bills, and its text."""

    row_id: str
    key: str
    text: str


class Recall(Protocol):
    """Whoever remembers rows of earlier readings."""

    remembers: bool
    """Whether it is worth asking."""

    def rows_like(self, keys: Iterable[str]) -> Sequence[Known]:
        """Rows with one of these keys."""

    def keep_rows(self, rows: Iterable[Known]) -> None:
        """Remember rows; what is known of them already is replaced."""


class Forgetful:
    """Remembers nothing."""

    remembers = False

    def rows_like(self, keys: Iterable[str]) -> Sequence[Known]:  # noqa: ARG002 - the shape of a Recall
        """No row at all."""
        return ()

    def keep_rows(self, rows: Iterable[Known]) -> None:
        """Keep nothing."""


LENGTH = 10
LETTERS = bytes(ord(ALPHABET[byte % 32]) for byte in range(256))
"""For each byte the sign that its last five bits stand for."""


def spelt(data: bytes) -> str:
    """An id of fifty bits: five of each of the first ten bytes."""
    return "r_" + data[:LENGTH].translate(LETTERS).decode()


def mint(_content: str = "") -> str:
    """A fresh id of random bits, for rows that keep their id in a cell."""
    return spelt(os.urandom(LENGTH))


def by_content(content: str) -> str:
    """An id made from the row itself, for files that keep none: the same file read twice has the same ids."""
    return spelt(hashlib.sha256(content.encode()).digest())


def key_of(parts: Sequence[object]) -> str:
    """The digest of what a row bills, without its text: who, when, for whom, how long."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


class RowIds:
    """The ids of one read: an id counts where it is first seen, and every later row that carries it is a copy."""

    def __init__(self, fresh: Mint = mint) -> None:
        self._fresh = fresh
        self._seen: set[str] = set()
        self._counts: Counter[str] = Counter()

    def fresh(self, count: int) -> list[str]:
        """Random ids for rows of which none carries one: all of them at once."""
        signs = os.urandom(LENGTH * count).translate(LETTERS).decode()
        made = {"r_" + signs[at : at + LENGTH] for at in range(0, len(signs), LENGTH)} - self._seen
        while len(made) < count:
            made.add(self.take(""))
        self._seen |= made
        return list(made)

    def take(self, written: str, content: str = "") -> str:
        """The id of a row on which `written` stands: that one, or a fresh one if it is empty or taken."""
        if written and written not in self._seen:
            self._seen.add(written)
            return written
        while True:
            self._counts[content] += 1
            row_id = self._fresh(f"{content}\x1f{self._counts[content]}")
            if row_id not in self._seen:
                self._seen.add(row_id)
                return row_id


def recognised(rows: Mapping[int, Known], remembered: Iterable[Known]) -> dict[int, str]:
    """Ids of earlier readings for rows without one.

    Equal key and text is the same row. What is then left of a key on both sides are rows whose text was edited: the
    likest go together, and each earlier row is used up before a row counts as new.
    """
    found: dict[int, str] = {}
    old: dict[str, list[Known]] = defaultdict(list)
    for known in remembered:
        old[known.key].append(known)
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, row in rows.items():
        same = next((known for known in old.get(row.key, ()) if known.text == row.text), None)
        if same is not None:
            found[place] = same.row_id
            old[row.key].remove(same)
        else:
            waiting[row.key].append(place)
    for key, places in waiting.items():
        pairs = [
            (likeness(rows[place].text, known.text), -place, known) for place in places for known in old.get(key, ())
        ]
        found |= likest(sorted(pairs, reverse=True))
    return found


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, up to 100."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other))


def likest(pairs: Iterable[tuple[float, int, Known]]) -> dict[int, str]:
    """Each row with the earlier one it is most like, none used twice."""
    found: dict[int, str] = {}
    used: set[str] = set()
    for _, place, known in pairs:
        if -place not in found and known.row_id not in used:
            found[-place] = known.row_id
            used.add(known.row_id)
    return found
