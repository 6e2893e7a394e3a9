"""Texts are compared by their runs of three characters."""

import pytest

from service.domain.texts.likeness import Likeness

KNOWN = ["Wireframes for the seat picker", "Train to Penhallow", "Weekly status report", "Seat picker wireframe"]

NEAREST = [
    # text, the known texts that are nearest, in order
    ("Wireframes for the seat picker", [0, 3]),
    ("wireframes seat picker v2", [3, 0]),
    ("Train back from Penhallow", [1]),
    ("weekly STATUS reports", [2]),
]


@pytest.mark.parametrize(("text", "nearest"), NEAREST)
def test_the_most_alike_come_first(text: str, nearest: list[int]) -> None:
    found = [number for likeness, number in Likeness.to(KNOWN).nearest(text, 9) if likeness > 0.3]
    assert found == nearest


def test_a_text_is_wholly_like_itself_and_not_at_all_like_nothing() -> None:
    known = Likeness.to(KNOWN)
    assert round(known.nearest("TRAIN to Penhallow!", 1)[0][0], 6) == 1
    assert known.nearest("", 5) == known.nearest("####", 5) == []
