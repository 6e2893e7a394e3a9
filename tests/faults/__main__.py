"""`make faults`: the matrix, cell by cell, and its score. The exit status is 1 where a cell differs from the table."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.faults.matrix import Tried, cells, is_word, lived, quantile, table
from tests.faults.steps import OURS


def told(tried: Iterable[Tried]) -> list[Tried]:
    """All of them, each said as it comes in."""
    kept = []
    for cell, found in tried:
        kept.append((cell, found))
        right = "" if found.is_right(cell) else f"  WRONG, {cell.may} was expected: {found}"
        print(f"{cell.fault:34}{cell.step:10}{cell.kind:18}{found.letter}{right}", flush=True)
    return kept


def draw(tried: Sequence[Tried]) -> None:
    """The matrix itself: the letters that came, or why nothing can."""
    letters: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell, found in tried:
        letters[cell.fault, cell.step].append(found.letter)
    rows: dict[str, list[str]] = defaultdict(list)
    for fault, step, said in table():
        came = sorted(set(letters[fault, step]), key="NRHDP".find)
        rows[fault].append(said if is_word(said) else "/".join(came))
    print(f"\n{'':34}" + "".join(f"{step:10}" for step in OURS))
    for fault, row in rows.items():
        print(f"{fault:34}" + "".join(f"{one:10}" for one in row))


def report(tried: Sequence[Tried]) -> None:
    """The score of all cells together."""
    every = [found for _, found in tried]
    took = [found.recovery for found in every if found.recovery]
    total = {name: sum(getattr(one.outcome, name) for one in every) for name in every[0].outcome._fields}
    print(f"\n{len(every)} lives: faults injected {sum(one.faults for one in every)},"
          f" kills {sum(one.kills for one in every)}, edits {sum(one.edits for one in every)},"
          f" invoices {total['invoices']}")  # fmt: skip
    print(f"lost {total['lost']}, doubled {total['doubled']}, wrong cents {total['wrong_cents']},"
          f" stuck {total['stuck']}, held without reason {total['without_reason']}")  # fmt: skip
    print(f"recovery: median {quantile(took, 0.5):.0f} s, 95 % within {quantile(took, 0.95):.0f} s;"
          " no dice are thrown here, the storms name their seeds")  # fmt: skip


def main(only: Sequence[str]) -> int:
    """All cells, or those whose fault, step or kind was named."""
    wanted = [cell for cell in cells() if not only or {cell.fault, cell.step, cell.kind} & set(only)]
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        tried = told(pool.map(lived, wanted))
    draw(tried)
    report(tried)
    wrong = [cell for cell, found in tried if not found.is_right(cell)]
    print(f"{len(wrong)} differ from tests/faults/matrix.txt" if wrong else "Every cell came out as the table says.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
