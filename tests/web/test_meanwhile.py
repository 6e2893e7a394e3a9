"""Whoever watches a work hears how far it is until it is done; it is done once, however often one asks."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, g

from service.faults import NotAllowed
from service.web.meanwhile import MOST_KEPT, Key, Meanwhile, News, news

KEY = ("ruth@tidewick.example", "/addon/check", "a sheet", "a word")
OTHERS = [(*KEY[:3], "another word"), (*KEY[:2], "another sheet", KEY[3]), ("bo@tidewick.example", *KEY[1:])]


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    """Somebody asks."""
    with Flask(__name__).test_request_context("/addon/check"):
        g.who = KEY[0]
        yield


class Work:
    """A work that ends when it is told to."""

    def __init__(self) -> None:
        self.goes_on, self.began, self.done = threading.Event(), threading.Event(), 0

    def __call__(self) -> dict[str, Any]:
        news().has_read(1200)
        self.began.set()
        assert self.goes_on.wait(30)
        self.done += 1
        return {"message": f"done for {g.who}"}


def asked(meanwhile: Meanwhile, work: Callable[[], dict[str, Any]], key: Key = KEY) -> dict[str, Any]:
    """What comes of a work in the end."""
    while "working" in (answer := meanwhile.answer(key, work)):
        pass
    return answer


def test_who_watches_hears_how_far_it_is_and_then_what_came_of_it() -> None:
    meanwhile, work = Meanwhile(patience=0.01), Work()
    meanwhile.answer(KEY, work)
    assert work.began.wait(30)
    told = [meanwhile.answer(KEY, work) for _ in range(3)]
    assert {one["working"] for one in told} <= {f"1200 rows read. Checking… {seconds} s" for seconds in range(30)}
    work.goes_on.set()
    assert asked(meanwhile, work) == {"message": "done for ruth@tidewick.example"}
    assert work.done == 1


@pytest.mark.parametrize("other", OTHERS)
def test_each_word_of_each_person_for_each_sheet_is_a_work_of_its_own(other: Key) -> None:
    meanwhile, work = Meanwhile(patience=0.01), Work()
    assert "working" in meanwhile.answer(KEY, work)
    assert asked(meanwhile, lambda: {"message": "mine"}, other) == {"message": "mine"}
    work.goes_on.set()


def test_what_goes_wrong_is_said_to_whoever_asks_next() -> None:
    def refused() -> dict[str, Any]:
        raise NotAllowed("Only approvers may do that.")

    with pytest.raises(NotAllowed, match="Only approvers"):
        Meanwhile(patience=30).answer(KEY, refused)


def test_answers_that_nobody_fetches_are_not_kept_for_ever() -> None:
    meanwhile = Meanwhile(patience=0)
    for number in range(3 * MOST_KEPT):
        meanwhile.answer((*KEY[:3], str(number)), dict)
    assert len(meanwhile._works) <= MOST_KEPT + 1


def test_the_news_follow_the_work() -> None:
    told = News()
    steps = [
        (lambda: None, "Reading the sheet… 0 s"),
        (lambda: told.has_read(1), "1 row read. Checking… 0 s"),
        (lambda: told.describes(40, 120), "Reading texts: 40 of 120… 0 s"),
        (lambda: told.describes(120, 120), "1 row read. Checking… 0 s"),
        (lambda: told.writes(9), "Writing 9 cells… 0 s"),
    ]
    assert [(step(), told.words)[1] for step, _ in steps] == [words for _, words in steps]


def test_without_anybody_who_watches_news_go_nowhere() -> None:
    news().writes(12)
    assert news().words.startswith("Reading the sheet…")
