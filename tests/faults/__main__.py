"""`make faults`: the matrix, cell by cell, and its score. The exit status is 1 where a cell differs from the table."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sandbox.serving import Running
from tests.faults.matrix import Cell, Lived, cells, live, quantile
from tests.faults.scene import Scene


def lived(root: str, cell: Cell) -> Lived:
    """One cell in a world of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scene = Scene(root, Path(folder), f"sqlite:///{folder}/tickmark.db")
        try:
            return live(scene, cell)
        finally:
            scene.close()


def is_right(cell: Cell, found: Lived) -> bool:
    """Whether it came out as the table says; what was to resume may as well not have been disturbed."""
    harm = found.score._replace(invoices=0)
    return found.letter in (cell.may, "N" if cell.may == "R" else cell.may) and not any(harm) + found.without_reason


def report(tried: Sequence[tuple[Cell, Lived]]) -> None:
    """The score of all cells together."""
    every = [found for _, found in tried]
    took = [found.recovery for found in every if found.recovery]
    total = {name: sum(getattr(found.score, name) for found in every) for name in every[0].score._fields}
    print(f"\nfaults {sum(one.faults for one in every)}, kills {sum(one.kills for one in every)},"
          f" edits {sum(one.edits for one in every)}, invoices {total['invoices']}")  # fmt: skip
    print(f"lost {total['lost']}, doubled {total['doubled']}, wrong cents {total['wrong_cents']},"
          f" stuck {total['stuck']}, held without reason {sum(one.without_reason for one in every)}")  # fmt: skip
    print(f"recovery: median {quantile(took, 0.5):.0f} s, 95 % within {quantile(took, 0.95):.0f} s;"
          " no dice are thrown here, the storms name their seeds")  # fmt: skip


def main(only: Sequence[str]) -> int:
    """All cells, or those of the faults that were named."""
    wrong, tried = 0, list[tuple[Cell, Lived]]()
    with Running() as sandbox:
        for cell in (cell for cell in cells() if not only or cell.fault in only):
            if not cell.may.isupper():
                print(f"{cell.fault:30} {cell.step:9} {'-' if cell.may == '-' else 'not run'}")
                continue
            found = lived(sandbox.root, cell)
            right = is_right(cell, found)
            wrong += not right
            tried.append((cell, found))
            print(f"{cell.fault:30} {cell.step:9} {found.letter} {'' if right else f'WRONG, {cell.may}: {found}'}",
                  flush=True)  # fmt: skip
    report(tried)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
