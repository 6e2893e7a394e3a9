"""What Claude leaves unread is described offline for now, says so, and is asked about again."""

from service.adapters.offline import Offline, Standby
from service.adapters.store.store import Store
from service.domain.category import Category
from service.domain.hours.description import Description
from service.review import review
from tests.walks.desk import PaperReader, PaperSheet, desk_at

LOGGED = """
    date       | person | hours | text
    2026-09-03 | Ines   | 2.00  | Fare table import
    2026-09-04 | Tomas  | 3.00  | Seat map import
"""
AWAY = "Claude is not available just now."
KNOWN = {"Fare table import": Description(Category.DEV, 0.9)}


def test_a_row_that_claude_has_not_read_says_so_and_the_month_says_why(store: Store) -> None:
    sheet = PaperSheet(LOGGED)
    seen = review(desk_at(store, Standby(PaperReader(problem=AWAY), Offline())), sheet)
    note = sheet.note(2, "category")
    assert note is not None and note.startswith("Offline, not read by Claude yet: ")
    assert seen.look.unread.startswith(AWAY) and "offline" in seen.look.unread
    assert (seen.look.left, seen.look.read_now) == (2, 0)


def test_when_claude_returns_it_is_asked_and_its_word_replaces_the_guess(store: Store) -> None:
    sheet = PaperSheet(LOGGED)
    review(desk_at(store, Standby(PaperReader(problem=AWAY), Offline())), sheet)
    back = PaperReader(KNOWN)
    seen = review(desk_at(store, Standby(back, Offline())), sheet)
    assert "Fare table import" in back.asked
    assert sheet.says(2, "category") == "Development" and sheet.note(2, "category") == "Claude: Development, 90 % sure."
    assert seen.look.read_now == 1


def test_a_guess_is_no_choice_of_a_person(store: Store) -> None:
    sheet = PaperSheet(LOGGED)
    reader = Standby(PaperReader(problem=AWAY), Offline())
    review(desk_at(store, reader), sheet)
    seen = review(desk_at(store, reader), sheet)
    assert not any(row.work.settled for row in seen.rows)


def test_what_the_first_reader_says_is_never_overruled() -> None:
    reader = Standby(PaperReader(KNOWN, version="paper 7"), Offline())
    assert (reader.version, reader.problem) == ("paper 7", "")
