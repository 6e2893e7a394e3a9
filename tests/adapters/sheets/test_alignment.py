"""Lines that stand are told from those that come in, so that what says the same is moved and not written anew."""

import random

import pytest

from service.adapters.sheets.alignment import origins, shifts


def lines(told: str) -> list[tuple[str | None, ...]]:
    """Lines drawn as words: the name of a line, and after a colon what else it says; a dot is a blank line."""
    return [tuple(word.split(":")) if word != "." else (None,) for word in told.split()]


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("head a b c", "head a b c", []),
        ("head a b c", "head x a b c", ["+1 at 1"]),
        ("head a b c", "head a b c x y", []),  # below the last line there is room
        ("head a b c", "head b c", ["-1 at 1"]),
        ("head a b c", "head a b", ["-1 at 3"]),
        ("head a b c d", "head x a b c", ["-1 at 4", "+1 at 1"]),
        ("head a b c", "head a x c", []),  # written over where it stands
        ("head a:1 b:1 c:1", "head b:2 x c:1", ["+1 at 3", "-1 at 1"]),  # b is known by its name
        ("head a . . b", "head a . . . b", ["+1 at 4"]),
        ("head a", "new x y a", ["+2 at 1"]),  # the first line stays the first
        ("head", "head a b", []),
    ],
)
def test_rows_move_where_lines_come_in_and_go(old: str, new: str, moves: list[str]) -> None:
    before, after = lines(old), lines(new)
    found = shifts(origins(before, after), len(before))
    told = [f"-{one.going} at {one.at}" if one.going else f"+{one.coming} at {one.at}" for one in found]
    assert told == moves


def test_after_the_moves_every_line_stands_where_it_belongs() -> None:
    chance = random.Random(7)
    for _ in range(300):
        before, after = (lines(" ".join(chance.choices(["a:1", "a:2", "b", "c", "d", "."], k=9))) for _ in range(2))
        origin = origins(before, after)
        tab: list[int | None] = list(range(len(before)))
        for at, going, coming in shifts(origin, len(before)):
            tab[at : at + going] = [None] * coming
        tab += [None] * (len(after) - len(tab))
        assert tab == origin
