"""A SOW is said back in sentences that whoever signed it can check."""

from pathlib import Path

import pytest

from service.adapters.sows import load
from service.adapters.sows.explain import explain
from tests.adapters.sows.folders import SOW, written

HEAD = "sow: {id: D-1, title: Site and app, starts: 2026-09-01}\n"

CASES = [
    # what the file says, the sentence
    ("", "D-1, Site and app, is for Dune Hotels and runs from 1 September 2026 on."),
    ("", "It covers everything that is done for Dune Hotels."),
    (
        "rates: {cards: [{role: designer, rate: 1}]}",
        "There is no price for developers: their hours cannot be billed here.",
    ),
    ("rates: {cards: [{person: ana, rate: 80.5}]}", "Ana Reis costs 80.50 EUR an hour from 1 September 2026 on."),
    ("rates: {cards: [{scope: sow, rate: 155}]}", "Everybody costs 155.00 EUR an hour from 1 September 2026 on."),
    ("", "Hours are billed as logged, to the hundredth."),
    (
        "rounding: [{increment: 0.25, direction: up, scope: entry}]",
        "Each entry is rounded up to the next quarter of an hour.",
    ),
    (
        "rounding: [{increment: 0.1, direction: down, scope: entry}]",
        "Each entry is rounded down to the last tenth of an hour.",
    ),
    (
        "rounding: [{increment: 0.50, direction: nearest, tie: up, scope: entry}]",
        "Each entry is rounded to the nearest half hour, an exact half going up.",
    ),
    (
        "caps: [{id: c, scope: {role: developer}, window: week, limit: 24, action: clip}]",
        "All developers together may come to 24 hours a week; what goes past that is written down to 0.",
    ),
    (
        "caps: [{id: c, scope: {person: ana}, window: day, limit: 1, action: notify}]",
        "Ana Reis may come to 1 hour a day; what goes past that is billed, and said.",
    ),
    (
        "caps: [{id: c, scope: {project: app}, window: day, limit: 9.50, action: acknowledge}]",
        "The project Guest app may come to 9.5 hours a day; what goes past that is billed if a manager gives a reason.",
    ),
    (
        "caps: [{id: c, scope: client, window: month, limit: 90, action: block}]",
        "All work for this client may come to 90 hours a month; what goes past that is held and not billed.",
    ),
    (
        "caps: [{id: c, scope: sow, measure: money, window: term, limit: 9, action: block}]",
        "All work under this SOW may come to 9.00 EUR over the whole term; what goes past that is held and not billed.",
    ),
    (
        "retainer: {name: Care, hours: 20, fee: 2200, overage: {rate: 125}, covers: {projects: [app]}}",
        "Care: 2,200.00 EUR a month pays for 20 hours on Guest app.",
    ),
    (
        "retainer: {name: Care, hours: 20, fee: 2200, overage: {rate: 125}}",
        "Each hour past them costs 125.00 EUR; unused hours lapse with the month.",
    ),
    ("", "The client does not pay for administration, sales, training or time off."),
    ("non_billable: {categories: []}", "The client pays for every kind of work."),
    ("", "An invoice has one line for each project and role."),
    ("invoicing: {terms: Net 30}", "Payment terms are Net 30."),
    ("checks: {late-entry: off}", "The check late-entry is set to off."),
]


@pytest.mark.parametrize(("terms", "sentence"), CASES)
def test_each_term_is_one_sentence(tmp_path: Path, terms: str, sentence: str) -> None:
    agency, (sow,) = load(written(tmp_path, sow=HEAD + terms))
    assert sentence in explain(sow, agency)


def test_a_price_is_said_with_its_days_and_a_sow_with_its_projects(tmp_path: Path) -> None:
    agency, (sow,) = load(written(tmp_path))
    assert explain(sow, agency)[:4] == [
        "D-1, Site and app, is for Dune Hotels and runs from 1 September 2026 to 28 February 2027.",
        "It covers Site and Guest app.",
        "Developers cost 90.10 EUR an hour from 1 September 2026 to 31 December 2026.",
        "Developers cost 95.00 EUR an hour from 1 January 2027 on.",
    ]


@pytest.mark.parametrize("status", ["draft", "suspended", "ended"])
def test_a_sow_that_prices_nothing_says_so(tmp_path: Path, status: str) -> None:
    agency, (sow,) = load(written(tmp_path, sow=SOW.replace("D-1,", f"D-1, status: {status},")))
    assert status in explain(sow, agency)[1]
