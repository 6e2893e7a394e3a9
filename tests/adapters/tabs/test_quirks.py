"""Every quirk of real timesheets: what is read, what is asked, what is set aside, what is refused.

The cases stand in quirks/*.txt, one readable file a group; their numbers belong together across the files.
"""

import pytest

from service.adapters.cells.grid import is_blank
from tests.adapters.tabs.quirked import FOLDER, Quirk, as_found, everything, quirks, said

CASES = [(path.name, quirk) for path in sorted(FOLDER.glob("*.txt")) for quirk in quirks(path.name)]


@pytest.mark.parametrize(("file", "quirk"), CASES, ids=[f"{file}-{quirk.name}" for file, quirk in CASES])
def test_a_quirk_is_read_asked_about_set_aside_or_refused(file: str, quirk: Quirk) -> None:
    read = quirk.read().reading
    found = list(said(read))
    for line in quirk.expected:
        place, _, rest = line.partition(": ")
        place = f"Log {place}" if place.isdecimal() else place
        candidates = [what for where, what in found if where == place]
        assert any(as_found(rest, what) for what in candidates), f"{line}\nfound: {candidates or found}"
    assert len(found) == len(quirk.expected), found


@pytest.mark.parametrize(("file", "quirk"), CASES, ids=[f"{file}-{quirk.name}" for file, quirk in CASES])
def test_every_row_that_is_not_blank_is_in_exactly_one_place(file: str, quirk: Quirk) -> None:
    tabs = quirk.tabs()
    found = everything(quirk.read().reading, tabs)
    rows = {(tab.title, row) for tab in tabs for row, cells in enumerate(tab.rows, 1) if not all(map(is_blank, cells))}
    assert found.keys() == rows
    assert all(len(set(places)) == 1 for places in found.values()), found
    assert all(places == ["read"] * len(places) or len(places) == 1 for places in found.values()), found


ELSEWHERE = {
    54: "tests/adapters/tabs/test_identity.py",
    65: "tests/adapters/sheets/test_writing.py",
}
"""Quirks that one reading alone cannot show, with the file that holds them."""


def test_every_quirk_has_a_case() -> None:
    told = {int(quirk.name.split()[0]) for _, quirk in CASES}
    assert told | ELSEWHERE.keys() == set(range(1, 66))
    assert all((FOLDER.parents[3] / path).exists() for path in ELSEWHERE.values())
