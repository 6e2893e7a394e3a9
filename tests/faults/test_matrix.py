"""A share of the matrix at each run of the tests: the cells on which money hangs. `make faults` lives through all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.serving import Running
from tests.faults.matrix import FAULTS, STEPS, Cell, cells, live
from tests.faults.scene import Scene

EVERY = list(cells())
SHARE = [("kill before and after", "mark"), ("answer lost after the effect", "create")]


def test_every_cell_is_a_letter_that_means_something() -> None:
    assert {cell.may.upper() for cell in EVERY} <= {"R", "H", "P", "N", "D", "-"}
    assert {cell.fault for cell in EVERY} == set(FAULTS)
    assert {cell.step for cell in EVERY if cell.may.isupper()} <= set(STEPS)


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "step"), SHARE)
def test_what_comes_of_a_fault(started: Running, tmp_path: Path, fault: str, step: str) -> None:
    cell = next(cell for cell in EVERY if (cell.fault, cell.step) == (fault, step))
    assert is_what_was_expected(started.root, tmp_path, cell)


def is_what_was_expected(root: str, folder: Path, cell: Cell) -> bool:
    from tests.faults.__main__ import is_right

    scene = Scene(root, folder, f"sqlite:///{folder / 'tickmark.db'}")
    try:
        return is_right(cell, live(scene, cell))
    finally:
        scene.close()
