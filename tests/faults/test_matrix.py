"""A share of the matrix at each run of the tests: the cells on which money hangs. `make faults` lives through all."""

from __future__ import annotations

import pytest

from tests.faults.faults import FAULTS
from tests.faults.matrix import cells, is_word, lived, table
from tests.faults.steps import OURS

EVERY = list(cells())
WORDS = {"local", "ours", "unsent", "over", "shown", "cells"}
SHARE = [
    ("killed before and after", "mark", "dies"), ("all done, answer lost", "create", "lost"),
    ("6140, 600 after a doubt", "create", "theirs"), ("refusal", "create", "closed"),
]  # fmt: skip


def test_every_cell_is_lived_through_or_says_why_it_cannot_be() -> None:
    told = list(table())
    assert {step for _, step, _ in told} == set(OURS) and {fault for fault, _, _ in told} == set(FAULTS)
    assert {said for _, _, said in told if is_word(said)} == WORDS
    assert {cell.may for cell in EVERY} <= set("RHPND")
    kinds = {(fault, step, kind) for fault, step, said in told if not is_word(said) for kind in FAULTS[fault][step]}
    assert {(cell.fault, cell.step, cell.kind) for cell in EVERY} == kinds


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "step", "kind"), SHARE)
def test_what_comes_of_a_fault(fault: str, step: str, kind: str) -> None:
    (cell,) = [cell for cell in EVERY if (cell.fault, cell.step, cell.kind) == (fault, step, kind)]
    _, found = lived(cell)
    assert found.is_right(cell), found
