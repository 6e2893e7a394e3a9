"""Lines that stand in a tab of ours beside those that are to stand there: which stay, change, come in and go."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

JSON = dict[str, Any]
Line = Sequence[Hashable]
Key = Callable[[Line], Hashable]


class Shift(NamedTuple):
    """Rows that go from a place, or come in before it; places are those before any shift."""

    at: int
    going: int
    coming: int


def origins(old: Sequence[Line], new: Sequence[Line]) -> list[int | None]:
    """For each new line the old one that becomes it, in the order in which they stand; None where it comes in.

    Equal lines come first, then those of one name, which is the first cell; what is left between two of them is
    written over as it comes. The first line stays the first: a tab's header moves with nothing.
    """
    found: list[int | None] = [None] * len(new)
    first = min(1, len(old), len(new))
    found[:first] = range(first)
    for before, after in _pairs(old, new, (tuple, _name), range(first, len(old)), range(first, len(new))):
        found[after] = before
    return found


def _pairs(
    old: Sequence[Line], new: Sequence[Line], keys: Sequence[Key], before: range, after: range
) -> Iterator[tuple[int, int]]:
    if not keys:
        yield from zip(before, after, strict=False)
        return
    key, *others = keys
    ours, theirs = [key(old[at]) for at in before], [key(new[at]) for at in after]
    left, right = before.start, after.start
    for a, b, size in SequenceMatcher(_is_blank, ours, theirs, autojunk=False).get_matching_blocks():
        low, high = before.start + a, after.start + b
        yield from _pairs(old, new, others, range(left, low), range(right, high))
        yield from zip(range(low, low + size), range(high, high + size), strict=True)
        left, right = low + size, high + size


def _name(line: Line) -> Hashable:
    return line[0] if line else None


def _is_blank(key: Hashable) -> bool:
    return key in (None, "") or (isinstance(key, tuple) and not any(key))


def shifts(origin: Sequence[int | None], height: int) -> list[Shift]:
    """Where rows come in or go so that all others are where they belong, the lowest first, in a tab of `height` lines.

    Below the last line nothing comes in: rows are there.
    """
    known = [(before, after) for after, before in enumerate(origin) if before is not None]
    ends = pairwise([(-1, -1), *known, (height, len(origin))])
    found = [Shift(left + 1, low - left - 1, high - right - 1) for (left, right), (low, high) in ends]
    return [one for one in reversed(found) if one.going or (one.coming and one.at < height)]


def shifted(sheet_id: int, found: Iterable[Shift]) -> Iterator[JSON]:
    """The requests that make room and take it away; notes, ticks and charts go with their rows."""
    for at, going, coming in found:
        across = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + (going or coming)}
        yield {"deleteDimension" if going else "insertDimension": {"range": across}}
