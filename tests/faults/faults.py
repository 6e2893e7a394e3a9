"""Every fault by the name that it has in matrix.txt, and for each step the kinds in which it comes."""

from __future__ import annotations

from collections.abc import Mapping

from tests.faults import bookkeeping as books
from tests.faults import outages, people
from tests.faults.outages import Arm, at, met
from tests.faults.steps import OURS

Kinds = Mapping[str, Arm]
"""Arms by the name of the kind."""

ALL = tuple(OURS)


def everywhere(*steps: str, **kinds: Arm) -> dict[str, Kinds]:
    """The same kinds at each of some steps; without any, at all."""
    return dict.fromkeys(steps or ALL, kinds)


PAGES = {"page": outages.a_page, "unreadable": outages.unreadable}
WITH_200 = {**PAGES, "fault": outages.fault_with_200}
OLD = {"old": books.expired, "revoked": books.revoked}
REFUSED: Kinds = {"refused": met(kind="status", status=401)}
CHANGES = {name.__name__: people.once(name) for name in (people.edits, people.unticks, people.deletes)}
PLACES = {name.__name__: people.once(name) for name in (people.sorts, people.inserts, people.moves)}
COPIES = {
    **{name.__name__: people.once(name) for name in (people.copies_a_row, people.copies_the_sheet)},
    people.clears_an_id.__name__: people.once(people.clears_an_id), "restores": people.restores,
}  # fmt: skip
TWICE = {
    name.__name__: at("before", name)
    for name in (people.another_asks, people.clicks_twice, people.knocks_twice, people.tells_twice)
}
TOGETHER = {
    "second": at("before", people.second_instance), "frozen": at("before", people.freezes),
    "fast": people.skewed(5), "slow": people.skewed(-5),
}  # fmt: skip
NUMBERS = {text: people.malformed(text) for text in ("NaN", "-1", "25", "1e6", "=1/0", "😀")}

FAULTS: dict[str, dict[str, Kinds]] = {
    "killed before and after": everywhere(dies=at("around", outages.dies)),
    "database down": everywhere(down=outages.database_down),
    "no answer, nothing done": everywhere(lost=outages.lost_before),
    "all done, answer lost": everywhere(lost=outages.lost_after),
    "429, 529": {**everywhere(slow=outages.throttled),
                 "describe": {"slow": outages.throttled, "overloaded": outages.overloaded}},
    "page, unreadable, fault with 200": {**everywhere(**PAGES), "create": WITH_200, "void": WITH_200},
    "refusal": {
        **everywhere("read", "verify", not_shared=books.not_shared), "describe": {"refused": books.request_refused},
        "create": {"closed": books.books_closed, "ended": books.subscription_ended},
        "project": {"protected": books.protected},
    },
    "6140, 600 after a doubt": {"create": {
        "ours": books.forgetful(books.numbered, books.lags), "theirs": books.number_of_another,
        "known": books.forgetful(books.known_request, books.lags),
    }},
    "token old, refused, revoked": {
        "receive": {"refused": books.stranger}, **dict.fromkeys(("read", "describe", "verify", "project"), REFUSED),
        "create": OLD, "void": OLD,
    },
    "requestid ignored, search ill": {
        "create": {
            "ignored": books.forgetful(), "lags": books.forgetful(books.lags), "fails": books.forgetful(books.fails),
            "pages": books.forgetful(books.has_pages),
        },
        "void": {"fails": outages.fault_with_200},
    },
    "person edits, unticks, deletes": everywhere(**CHANGES),
    "person sorts, inserts, moves": everywhere(**PLACES),
    "copies, clears an id, restores": everywhere(**COPIES),
    "asked for twice": everywhere(**TWICE),
    "two at work, frozen, clock off": everywhere(**TOGETHER),
    "malformed cells": {**everywhere("read", "describe", "reserve", "verify", **NUMBERS),
                        "project": {"formula": people.once(people.formula)}},
    "total off by a cent": {
        "create": {"lost": books.a_cent_off_and_lost}, "confirm": {"made": books.a_cent_off},
        "void": {"changed": books.a_cent_changed},
    },
    "two with one marker, foreign": {
        "create": {"copied": books.copied(after_loss=True), "foreign": books.foreign},
        "confirm": {"copied": books.copied(after_loss=False)}, "void": {"copied": books.copied(after_loss=False)},
    },
}  # fmt: skip
STANDS = ("total off by a cent", "two with one marker, foreign")
"""Faults that at the last step meet an invoice that nobody has voided."""
