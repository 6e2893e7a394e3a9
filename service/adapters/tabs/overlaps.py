"""Tabs that hold the same hours twice: a copy, a hidden log behind a summary, an export beside the hand-kept tab."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from service.domain.hours.entry import Entry
from service.domain.spelling import normal

MOST = Decimal("0.9")
"""The share of the smaller tab's rows that must stand in the other for the two to be one work."""

HALF = Decimal("0.5")
LEAST = 3
"""Rows below which two tabs may well agree by chance."""

Sums = Mapping[str, Decimal]


def twins(tabs: Mapping[str, Sequence[Entry]]) -> list[tuple[str, str]]:
    """Pairs of tabs, by title, that hold the same hours."""
    days = {title: {entry.date for entry in entries} for title, entries in tabs.items()} if len(tabs) > 1 else {}
    alike = [(one, two) for one, two in combinations(tabs, 2) if days[one] & days[two]]
    said = {
        title: {entry.description for entry in tabs[title]} for title in {title for pair in alike for title in pair}
    }
    return [pair for pair in alike if are_twins(tabs[pair[0]], tabs[pair[1]], share(said[pair[0]], said[pair[1]]))]


def share(first: set[str], second: set[str]) -> Decimal:
    """How many of the texts of the poorer tab stand in the other: a look that costs next to nothing."""
    return Decimal(len(first & second)) / max(1, min(len(first), len(second)))


def are_twins(first: Sequence[Entry], second: Sequence[Entry], shared_texts: Decimal = Decimal(1)) -> bool:
    """Whether two tabs tell of the same work: row by row, or one of them in sums."""
    if min(len(first), len(second)) == 0 or hours_of(first) == 0:
        return False
    return (shared_texts >= HALF and same_rows(first, second)) or same_sums(first, second)


def hours_of(entries: Sequence[Entry]) -> Decimal:
    """All hours of a tab."""
    return sum((entry.worked for entry in entries), Decimal(0))


def same_rows(first: Sequence[Entry], second: Sequence[Entry]) -> bool:
    """Whether nearly all rows of the smaller tab stand in the other as well."""
    if min(len(first), len(second)) < LEAST:
        return False
    one, other = Counter(map(content, first)), Counter(map(content, second))
    shared = sum((one & other).values())
    return shared >= MOST * min(len(first), len(second))


def content(entry: Entry) -> tuple[object, ...]:
    """What makes two rows the same work."""
    return (entry.date, entry.person, entry.project, entry.hours, entry.description.strip())


def same_sums(first: Sequence[Entry], second: Sequence[Entry]) -> bool:
    """Whether the tab with fewer rows sums the other up: the same total, and the same sum for each of its names."""
    few, many = sorted((first, second), key=len)
    if hours_of(few) != hours_of(many) or 2 * len(few) > len(many) or len(many) < LEAST:
        return False
    sums = (same_by(few, many, name) for name in ("person", "project", "client"))
    told = [one for one in sums if one is not None]
    return bool(told) and all(told)


def same_by(few: Sequence[Entry], many: Sequence[Entry], name: str) -> bool | None:
    """Whether both tabs come to the same sum for each name; None where one of them has no such names."""
    one, other = sums_by(few, name), sums_by(many, name)
    return None if "" in one or "" in other else one == other


def sums_by(entries: Sequence[Entry], name: str) -> Sums:
    """The hours for each name in a column."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        found[normal(getattr(entry, name))] += entry.worked
    return found
