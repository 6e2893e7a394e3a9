"""What a tracker tells held against the rows of earlier imports: new, edited, clashing, gone, or to be asked about."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from service.domain.hours.logged import Kept, Logged, Told, seconds_in, unnamed_id
from service.domain.phrase import Phrase, phrase
from service.domain.spelling import normal

Pair = tuple[Kept, Logged]


def gone_mark(source: str) -> Phrase:
    """What is said of a row whose entry was deleted, or moved to a day that was not asked for."""
    return phrase("No longer in {source} for this day", source=source)


def clash_mark(source: str) -> Phrase:
    """What is said of a row that was changed in the sheet and in the tracker."""
    return phrase("Changed in {source} and here: please make both say the same", source=source)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every entry that was told is in exactly one of these, and so is every row that misses its entry."""

    source: str
    new: tuple[Logged, ...] = ()
    """Each with the id under which its row is kept."""
    edited: tuple[Pair, ...] = ()
    settled: tuple[Pair, ...] = ()
    """Rows that say what they should, and only lack the newest version, id or state beside it."""
    clashing: tuple[Pair, ...] = ()
    same: tuple[Pair, ...] = ()
    gone: tuple[Kept, ...] = ()
    missing: tuple[Kept, ...] = ()
    """Rows that a file does not hold; a file may be a part, so nothing follows from it."""
    asked: tuple[tuple[Logged, tuple[Kept, ...]], ...] = ()
    """Entries without an id that may be one of several rows, or of which several may be one row."""
    left: tuple[str, ...] = ()


class Imported(NamedTuple):
    """What an import came to."""

    found: Comparison
    waiting: tuple[int, ...] = ()
    """Rows that somebody changed in the moment of writing."""
    differed: bool = False
    """Whether there was anything to write."""


class _Matching:
    """Pairs in the making: an entry and a row are each used once, and the rows stay in their order."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self.rows: dict[str, Kept] = {}
        for row in kept:
            self.rows.setdefault(row.id, row)  # a copy of a row below it belongs to whoever copied it
        self.pairs: list[Pair] = []

    def pair(self, row: Kept, entry: Logged) -> None:
        del self.rows[row.id]
        self.pairs.append((row, entry))

    def index(self, name: Callable[[Kept], Hashable]) -> dict[Hashable, list[Kept]]:
        """The rows that are left, by a name that several may share."""
        found: dict[Hashable, list[Kept]] = defaultdict(list)
        for row in self.rows.values():
            found[name(row)].append(row)
        return found


def compare(kept: Sequence[Kept], told: Told) -> Comparison:
    """Match by id, then by content, then by what is left after an edit; what stays unclear is asked."""
    matching = _Matching(kept)
    entries = _by_id(matching, told.entries)
    entries = _by_content(matching, entries)
    entries, asked = _by_likeness(matching, entries)
    in_doubt = {row.id for _, rows in asked for row in rows}
    absent = [row for row in matching.rows.values() if row.id not in in_doubt]
    gone = tuple(row for row in absent if row.id in told.gone or (told.whole and told.covers(row.now.date)))
    within = tuple(row for row in absent if told.covers(row.now.date)) if not told.whole else ()
    return _judged(
        matching.pairs,
        Comparison(
            told.source,
            new=tuple(_named(entries, kept)),
            gone=gone,
            missing=within,
            asked=tuple(asked),
            left=told.left,
        ),
    )


def _judged(pairs: Iterable[Pair], so_far: Comparison) -> Comparison:
    """The pairs put where they belong, by who has changed what since the last import."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for row, entry in pairs:
        found[_judgement(row, entry)].append((row, entry))
    return replace(
        so_far,
        edited=tuple(found["edited"]),
        settled=tuple(found["settled"]),
        clashing=tuple(found["clashing"]),
        same=tuple(found["same"]),
    )


def _judgement(row: Kept, entry: Logged) -> str:
    renamed = bool(entry.id) and entry.id != row.id
    if row.version == entry.version:  # the tracker has not changed: whatever a person wrote since stays
        return "settled" if renamed or row.state else "same"
    if row.now.content == entry.content:
        return "settled"
    return "clashing" if row.was_edited else "edited"


def _by_id(matching: _Matching, entries: Iterable[Logged]) -> list[Logged]:
    """Pair what has an id that a row has; the rest. An id that is told twice counts once."""
    met: set[str] = set()
    rest = []
    for entry in entries:
        if entry.id and entry.id in met:
            continue
        met.add(entry.id)
        if entry.id in matching.rows:
            matching.pair(matching.rows[entry.id], entry)
        else:
            rest.append(entry)
    return rest


def _by_content(matching: _Matching, entries: Iterable[Logged]) -> list[Logged]:
    """Pair what says the same as a row says, or as it said when it was written; the rest."""
    said, says = matching.index(lambda row: row.version), matching.index(lambda row: row.now.version)
    rest = []
    for entry in entries:
        rows = [row for row in (*said[entry.version], *says[entry.version]) if row.id in matching.rows]
        row = next((row for row in rows if _may_be(row, entry)), None)
        if row is None:
            rest.append(entry)
        else:
            matching.pair(row, entry)
    return rest


def _may_be(row: Kept, entry: Logged) -> bool:
    """Of two things with names of their own in the tracker, one is not the other."""
    return not entry.id or row.is_unnamed


def _by_likeness(
    matching: _Matching, entries: Sequence[Logged]
) -> tuple[list[Logged], list[tuple[Logged, tuple[Kept, ...]]]]:
    """Pair where exactly one row is like exactly one entry; what is new, and what has to be asked."""
    near = matching.index(lambda row: _day_of(row.now))
    alike = [[row for row in near[_day_of(entry)] if _alike(row, entry)] for entry in entries]
    suitors = Counter(row.id for rows in alike for row in rows)
    new, asked = [], []
    for entry, rows in zip(entries, alike, strict=True):
        if len(rows) == 1 and suitors[rows[0].id] == 1:
            matching.pair(rows[0], entry)
        elif rows:
            asked.append((entry, tuple(rows)))
        else:
            new.append(entry)
    return new, asked


def _day_of(entry: Logged) -> Hashable:
    """One person's day."""
    return entry.date, normal(entry.person)


def _alike(row: Kept, entry: Logged) -> bool:
    """Whether a row of the same day may be an earlier form of an entry: of three things, two are the same."""
    now = row.now
    same = (
        now.hours is not None and entry.hours is not None and seconds_in(now.hours) == seconds_in(entry.hours),
        normal(now.project) == normal(entry.project),
        normal(now.description) == normal(entry.description),
    )
    return _may_be(row, entry) and sum(same) >= 2


def _named(entries: Iterable[Logged], kept: Sequence[Kept]) -> Iterator[Logged]:
    """New entries, each with an id: the tracker's, or one made from what it says."""
    taken = {row.id for row in kept}
    for entry in sorted(entries, key=lambda one: str(one.date)):
        times = 0
        while not entry.id and unnamed_id(entry, times) in taken:
            times += 1
        named = entry if entry.id else entry._replace(id=unnamed_id(entry, times))
        taken.add(named.id)
        yield named
