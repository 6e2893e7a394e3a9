"""What a tracker tells is held against the rows that earlier imports have written."""

import pytest

from service.domain.hours.comparison import Comparison, compare
from service.domain.hours.logged import Logged, clean
from tests.logged import entry, kept, told

ROWS = """
  harvest-1 | 10-05 | Mara | Website | Homepage hero  | 3
  harvest-2 | 10-05 | Mara | Website | Standup        | 0.5
  harvest-3 | 10-06 | Ben  | Website | Footer links   | 1.25
"""


def kinds(found: Comparison) -> dict[str, list[str]]:
    """The ids in each part that is not empty."""
    parts = {
        "new": [one.id for one in found.new],
        "asked": [one.description for one, _ in found.asked],
        **{name: [row.id for row, _ in getattr(found, name)] for name in ("edited", "settled", "clashing", "same")},
        **{name: [row.id for row in getattr(found, name)] for name in ("gone", "missing")},
    }
    return {name: ids for name, ids in parts.items() if ids}


def test_what_is_told_twice_changes_nothing() -> None:
    found = compare(kept(ROWS), told(ROWS))
    assert kinds(found) == {"same": ["harvest-1", "harvest-2", "harvest-3"]}


def test_an_entry_is_known_by_its_id_whatever_it_says_by_now() -> None:
    found = compare(kept(ROWS), told(ROWS.replace("10-05 | Mara | Website | Standup        | 0.5",
                                                  "10-28 | Mina | Webshop | Planning       | 4  ")))  # fmt: skip
    assert kinds(found) == {"same": ["harvest-1", "harvest-3"], "edited": ["harvest-2"]}


def test_what_a_person_wrote_in_the_sheet_stays() -> None:
    corrected = ROWS.replace("Footer links ", "Footer, links")
    found = compare(kept(corrected, wrote=ROWS), told(ROWS))
    assert kinds(found) == {"same": ["harvest-1", "harvest-2", "harvest-3"]}


def test_what_was_changed_on_both_sides_is_left_to_people() -> None:
    here, there = ROWS.replace("Footer links ", "Footer, links"), ROWS.replace("1.25", "1.75")
    assert kinds(compare(kept(here, wrote=ROWS), told(there)))["clashing"] == ["harvest-3"]
    found = compare(kept(there, wrote=ROWS), told(there))
    assert kinds(found)["settled"] == ["harvest-3"], "both say the same, so there is nothing to decide"


@pytest.mark.parametrize(("whole", "part"), [(True, "gone"), (False, "missing")])
def test_an_entry_that_is_not_told_is_gone_only_where_all_were_told(whole: bool, part: str) -> None:
    found = compare(kept(ROWS + "harvest-4 | 11-02 | Ben | Website | Other month | 2"), told("", whole))
    assert kinds(found) == {part: ["harvest-1", "harvest-2", "harvest-3"]}


def test_what_the_tracker_calls_deleted_is_gone() -> None:
    found = compare(kept(ROWS), told("", whole=False, since=None, until=None, gone=frozenset({"harvest-2"})))
    assert kinds(found) == {"gone": ["harvest-2"]}


FILE = """
  | 10-05 | Mara | Website | Homepage hero  | 3
  | 10-05 | Mara | Website | Standup        | 0.5
  | 10-06 | Ben  | Website | Footer links   | 1.25
"""


def test_a_file_without_ids_gives_each_entry_one_of_its_own() -> None:
    twice = FILE + "  | 10-06 | Ben  | Website | Footer links   | 1.25"
    ids = [one.id for one in compare([], told(twice, whole=False)).new]
    assert len(set(ids)) == 4
    assert all(one.startswith("file-") for one in ids)


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        (FILE, {"same": 3}),
        (FILE.replace("Footer links", "Footer links, menu"), {"same": 2, "edited": 1}),
        (FILE.replace("Standup        | 0.5", "Standup        | 0.75"), {"same": 2, "edited": 1}),
        (FILE.replace("Ben  | Website", "Ben  | Webshop"), {"same": 2, "edited": 1}),
        (FILE.replace("Ben  | Website | Footer links   | 1.25", "Ben  | Webshop | Planning | 1.25"),
         {"same": 2, "new": 1, "missing": 1}),
        (FILE + "| 10-07 | Ben | Website | Header | 2", {"same": 3, "new": 1}),
    ],
    ids=["the same", "text", "hours", "project", "two things", "one more"],
)  # fmt: skip
def test_a_file_that_is_imported_again_with_edits_is_the_same_entries(again: str, expected: dict[str, int]) -> None:
    rows = [row._replace(id=one.id) for row, one in zip(kept(FILE), compare([], told(FILE)).new, strict=True)]
    found = kinds(compare(rows, told(again, whole=False)))
    assert {name: len(ids) for name, ids in found.items()} == expected


def test_what_may_be_one_of_two_rows_is_asked() -> None:
    rows = kept("file-a | 10-05 | Mara | Website | Menu   | 1\nfile-b | 10-05 | Mara | Website | Footer | 1")
    found = compare(rows, told("| 10-05 | Mara | Website | Search | 1", whole=False))
    assert kinds(found) == {"asked": ["Search"]}
    assert [row.id for row in found.asked[0][1]] == ["file-a", "file-b"]


def test_a_row_from_a_file_takes_the_id_that_the_tracker_tells_later() -> None:
    rows = kept("file-a | 10-05 | Mara | Website | Menu | 1")
    found = compare(rows, told("harvest-9 | 10-05 | Mara | Website | Menu | 1"))
    assert kinds(found) == {"settled": ["file-a"]}


def test_two_entries_with_ids_of_their_own_are_never_one() -> None:
    rows = kept("harvest-1 | 10-05 | Mara | Website | Standup | 0.5")
    found = compare(rows, told("harvest-2 | 10-05 | Mara | Website | Standup | 0.5"))
    assert kinds(found) == {"new": ["harvest-2"], "gone": ["harvest-1"]}


def test_of_a_row_that_was_copied_the_upper_one_counts() -> None:
    rows = kept("harvest-1 | 10-05 | Mara | Website | A | 1\nharvest-1 | 10-05 | Mara | Website | A | 1")
    found = compare(rows, told("harvest-1 | 10-05 | Mara | Website | B | 1"))
    assert [row.row for row, _ in found.edited] == [2]


def test_a_version_names_what_is_billed_and_no_spelling_of_it() -> None:
    one = entry("x | 10-05 | Mara | Website | Café | 0.5 | 09:00 | 09:30 | yes")
    assert one._replace(description=" Cafe\u0301 ", id="y").version == one.version
    for other in ("10-06 | Mara | Website | Café | 0.5", "10-05 | Mara | Website | Café | 0.75"):
        assert entry(f"x | {other} | 09:00 | 09:30 | yes").version != one.version


@pytest.mark.parametrize(("text", "cleaned"), [("a\r\nb\rc", "a\nb\nc"), ("a\x00b\x1b", "ab"), (" a\t", "a")])
def test_a_text_loses_what_no_cell_can_hold(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert Logged(description=clean(text)).version == Logged(description=cleaned).version
