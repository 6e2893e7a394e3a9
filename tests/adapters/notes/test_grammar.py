"""Notes are read by their form: pieces of work, each with its time; what can be read in two ways stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.notes import Grammar
from service.domain.texts.notes import Known, Line, Noted

WEEK = Known(date(2026, 10, 7))


def read(text: str, known: Known = WEEK) -> list[Noted]:
    return Grammar().read([Line("Notes", number, line) for number, line in enumerate(text.splitlines(), 1)], known)


def drawn(noted: Noted) -> str:
    """The parts of a line: hours and text of each."""
    parts = (
        f"{'?' if part.hours is None else format(part.hours.normalize(), 'f')} {part.text}" for part in noted.parts
    )
    return " | ".join(parts)


CLEAR = [
    ("Mon: 3h homepage hero for the bakery, 1.5 standup", "3 homepage hero for the bakery | 1.5 standup"),
    ("Mon menu 2h; call with the printer 45m", "2 menu | 0.75 call with the printer"),
    ("2h hero, mobile and desktop, 30 min mail", "2 hero, mobile and desktop | 0.5 mail"),
    ("hero, mobile and desktop 2h, mail 30 min", "2 hero, mobile and desktop | 0.5 mail"),
    ("9-10:30 wireframes", "1.5 wireframes"),
    ("13:00 - 14:30 Abstimmung und 2 h Suche", "1.5 Abstimmung | 2 Suche"),
    ("1h30 review and 2h fixes", "1.5 review | 2 fixes"),
    ("2,5 Suche, 1,25 Fußzeile", "2.5 Suche | 1.25 Fußzeile"),
    ("- 5 logo drafts (2h)", "2 5 logo drafts"),
    ("3h fix issue 42, 1h deploy v2.1", "3 fix issue 42 | 1 deploy v2.1"),
    ("4 hours of QA, half an hour retro", "4 QA | 0.5 retro"),
    ("from 13 to 15:30 workshop", "2.5 workshop"),
    ("1.5 standup + planning", "1.5 standup, planning"),
    ("2h deploy v2 (on call)", "2 deploy v2 (on call)"),
    ("call w/ Anna re menu (45 mins)", "0.75 call w/ Anna re menu"),
    ("1:30h proofreading", "1.5 proofreading"),
    ("Montag: 2 Std. Layout; 15 Minuten Mail", "2 Layout | 0.25 Mail"),
]


@pytest.mark.parametrize(("text", "parts"), CLEAR)
def test_each_piece_of_work_has_its_time(text: str, parts: str) -> None:
    (noted,) = read(text)
    assert drawn(noted) == parts
    assert not any(part.why for part in noted.parts)
    assert all(word in text for part in noted.parts for word in part.words.split(", "))


OPEN = [
    ("3 mockups", "? mockups", "“3” may be hours or a number of something"),
    ("1:30 call", "? call", "“1:30” may be a length of time or a time of day"),
    ("9-11 call", "? call", "“9-11” may be a span or something else"),
    ("call", "? call", "No time stands beside these words."),
    ("2h review 1h", "? 2h review 1h", "Two times stand beside these words"),
    ("2x 30min calls", "? 2x calls", "“2x 30min”: write how long it took in all."),
    ("30h review", "? review", "“30h” is longer than a day."),
]


@pytest.mark.parametrize(("text", "parts", "why"), OPEN)
def test_what_can_be_read_in_two_ways_stays_open(text: str, parts: str, why: str) -> None:
    (noted,) = read(f"Mon: {text}")
    assert drawn(noted) == parts
    assert noted.parts[0].why.startswith(why)


DAYS = [
    ("Mon: 1h a", "2026-10-05"),
    ("Friday - 1h a", "2026-10-09"),
    ("Mi. 1h a", "2026-10-07"),
    ("2026-10-08: 1h a", "2026-10-08"),
    ("Wed 7 Oct - 1h a", "2026-10-07"),
    ("5/10: 1h a", "2026-10-05"),
    ("10/6: 1h a", "2026-10-06"),
    ("5.10. 1h a", "2026-10-05"),
    ("5.10: 1h a", "2026-10-05"),
    ("3/4: 1h a", "“3/4” can be 3 April or 4 March, and nothing in this column tells which."),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_a_day_is_settled_by_the_week_or_asked_about(text: str, expected: str) -> None:
    (noted,) = read(text)
    assert (str(noted.day) if noted.day else noted.why).startswith(expected)


def test_a_weekday_needs_a_week() -> None:
    (noted,) = read("Mon: 1h a", Known())
    assert noted.day is None
    assert noted.why == "Which week this Mon lies in is not said: name it with --week."


def test_what_stands_behind_a_semicolon_has_its_own_time_or_none() -> None:
    (noted,) = read("Mon: 1h 15 fixes; lunch")
    assert drawn(noted) == "1.25 fixes | ? lunch"


def test_lines_below_a_day_belong_to_it() -> None:
    days = [(str(noted.day), drawn(noted)) for noted in read("Tuesday\n- 1h a\n- 2h b\n\nWed\n1h c")]
    assert days == [("2026-10-06", ""), ("2026-10-06", "1 a"), ("2026-10-06", "2 b"), ("2026-10-07", ""),
                    ("2026-10-07", "1 c")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "total"),
    [("Mon (4.5h): 3h a, 1.5 b", "4.5"), ("3h a, 1h b = 4", "4"), ("3h a, 1h b (total: 5h)", "5"), ("total 6h", "6"),
     ("Summe: 7,5", "7.5"), ("tot: 4.75", "4.75")],
)  # fmt: skip
def test_a_stated_total_is_no_piece_of_work(text: str, total: str) -> None:
    (noted,) = read(text)
    assert str(noted.total) == total
    assert not any(part.hours is not None and str(part.hours) == total for part in noted.parts)


@given(st.text(max_size=80))
def test_no_line_whatever_makes_the_grammar_raise(text: str) -> None:
    read(text)
    read(text, Known())


WORDS = ("3h", "1.5", "45m", "Mon", "5/10", ",", ";", "-", "(", ")", "=", "total", "hero", "1:30", "9-11", "and", "½h")


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_no_order_of_its_own_words_makes_the_grammar_raise(words: list[str]) -> None:
    for noted in read(" ".join(words)):
        assert all(part.hours is None or 0 < part.hours <= 24 for part in noted.parts)
