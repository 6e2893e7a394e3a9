"""A phrase is in no language until somebody reads it."""

from datetime import date

import pytest

from service.domain.category import Category
from service.domain.phrase import Phrase, Saying, joined, phrase
from service.words import catalogue, put, say

MAY = date(2026, 5, 4)
WEEK = phrase(" a {window}", window=phrase("week"))
PAST = phrase("{past} h past the {limit} h{span}.", past="2.50", limit="40", span=WEEK)
ROWS = "{n} {n?row waits:rows wait}."

READ = [
    # what is said, and how it reads in English
    (PAST, "2.50 h past the 40 h a week."),
    (phrase(ROWS, n=1), "1 row waits."),
    (phrase(ROWS, n=3), "3 rows wait."),
    (phrase("No place, no hole."), "No place, no hole."),
    (joined(", ", ["Ines", phrase("nobody")]), "Ines, nobody"),
    (joined(phrase(" and no "), ["date", "hours"]), "date and no hours"),
    (joined(" ", []), ""),
    (phrase("“{text}” says little", text="{odd} braces?"), "“{odd} braces?” says little"),
    (phrase("late for {month:%B %Y} by {day}", month=MAY, day=MAY), "late for May 2026 by 2026-05-04"),
    (joined(" or ", [Category.PM, Category.PM.said]), "Project management or project management"),
    ("a name", "a name"),
]


@pytest.mark.parametrize(("said", "read"), READ)
def test_it_reads_in_english(said: Saying, read: str) -> None:
    assert put(said) == read
    assert said == read


def test_another_language_has_its_own_words_and_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    german = {
        "phrases.{past} h past the {limit} h{span}.": "{limit} h{span} um {past} h überschritten.",
        "phrases. a {window}": " je {window}",
        "phrases.week": "Woche",
    }
    monkeypatch.setattr(say, "language", "de")
    monkeypatch.setattr("service.words.catalogue", lambda language: german if language == "de" else catalogue(language))
    assert put(PAST) == "40 h je Woche um 2.50 h überschritten."
    assert put(joined("; ", [WEEK, "Ines"])) == " je Woche; Ines"
    assert put(phrase("Nobody has translated this.")) == "Nobody has translated this."


def test_months_and_kinds_of_work_go_by_the_names_that_the_language_has_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german = {"dates.months": "Jänner, Februar, März, April, Mai", "categories.DOC": "Dokumentation"}
    german["dates.shortMonths"] = "Jän., Feb., März, Apr., Mai"
    german["phrases.in {month:%B %Y}"] = "im {month:%B} des Jahres {month:%Y}, {month:%d.%m.}"
    monkeypatch.setattr(say, "language", "de")
    monkeypatch.setattr("service.words.catalogue", lambda language: german)
    assert put(phrase("in {month:%B %Y}", month=MAY)) == "im Mai des Jahres 2026, 04.05."
    assert put(phrase("{day}: {kind}?", day=MAY, kind=Category.DOC)) == "2026-05-04: Dokumentation?"
    assert put(phrase("{day:%d %b %Y}", day=date(2026, 1, 5))) == "05 Jän. 2026"


def test_what_reads_the_same_is_the_same() -> None:
    assert phrase("{n} h", n="2") == phrase("2 h") == "2 h"
    assert len({phrase("{n} h", n="2"), Phrase("2 h", {})}) == 1
    assert not phrase("")
