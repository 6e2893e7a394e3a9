"""Moments that chance rarely brings about, walked step by step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from service.domain.bookkeeping import Standing
from service.domain.invoicing.export import State
from service.faults import OutcomeUnknown, Rejected
from service.words import say
from tests.protocol.books import FAIR
from tests.protocol.deeds import Walk
from tests.protocol.sheet import Row
from tests.protocol.world import APPROVERS, World

QUIET = FAIR._replace(troubles=0, wrong_cents=0, longest_lag=0, honours_request_ids=False)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world() -> World:
    """Two approved rows of one SOW, and nothing that goes wrong by itself."""
    made = World(7, QUIET)
    made.sheet_trouble = 0
    made.sheet.rows = [
        Row(date(2026, 9, day), "Petra", "Booking site", Decimal("2.50"), f"Fare table import {day}") for day in (1, 2)
    ]
    made.check()
    going = Walk(made)
    for row in made.sheet.rows:
        going.tick_row(row, APPROVERS[0])
    made.hear({row.id: row.imprint for row in made.sheet.rows}, APPROVERS[0])
    return made


def states(world: World) -> list[State]:
    return [export.state for export in world.store.exports()]


def until(world: World, number: int, place: str) -> None:
    """Let a worker go on until it stands at a place."""
    while number in world.stage.workers and world.stage.where.get(number) != place:
        world.stage.step(number)
    assert number in world.stage.workers, f"it never came to {place}"


def failing(world: World, *faults: Exception) -> None:
    """The next creates end so."""
    left = list(faults)
    right = world.books.create

    def create(body: str, request_id: str, may_go: Callable[[], bool]) -> object:
        if left:
            raise left.pop(0)
        return right(body, request_id, may_go)

    world.books.create = create  # type: ignore[method-assign,assignment]  # books are the world outside


@pytest.mark.parametrize("minutes", [1, 6, 12, 70])
def test_a_process_that_wakes_after_its_mark_sends_nothing(world: World, minutes: int) -> None:
    sleeper = world.stage.start(world.generate)
    until(world, sleeper, "after mark")
    world.pass_time(minutes * MINUTE)
    for _ in range(5):
        world.pump()
        world.pass_time(11 * MINUTE)
    world.stage.finish(sleeper)
    world.pump()
    assert (len(world.books.documents), states(world), world.invariants.violations) == (1, [State.DONE], [])


def test_a_no_after_a_maybe_frees_nothing_until_the_long_proof(world: World) -> None:
    failing(world, OutcomeUnknown("No answer."), *[Rejected("QuickBooks says no.")] * 9)
    world.generate()
    for _ in range(4):
        world.pass_time(11 * MINUTE)
        world.pump()
    assert states(world) == [State.CREATING]
    world.pass_time(30 * MINUTE)
    world.pump()
    assert states(world) == [State.REJECTED]


def test_a_number_that_is_taken_after_a_doubt_is_left_to_a_person(world: World) -> None:
    failing(world, OutcomeUnknown("No answer."), Rejected("The number is taken.", frozenset({"6140"})))
    world.generate()
    world.pass_time(11 * MINUTE)
    world.pump()
    (parked,) = world.store.exports()
    assert (parked.state, parked.flag, len(world.store.claims(parked.id))) == (State.PARKED, say("impasse.numbered"), 2)


def test_a_request_that_quickbooks_knows_and_nobody_finds_is_left_to_a_person_after_an_hour(world: World) -> None:
    failing(world, *[OutcomeUnknown("It knows this request.", frozenset({"600"}))] * 9)
    world.generate()
    for _ in range(4):
        world.pass_time(11 * MINUTE)
        world.pump()
    assert states(world) == [State.CREATING]
    for _ in range(2):
        world.pass_time(11 * MINUTE)
        world.pump()
    (parked,) = world.store.exports()
    assert (parked.state, parked.flag) == (State.PARKED, say("impasse.known"))


def test_what_was_made_is_found_though_quickbooks_says_no_now(world: World) -> None:
    world.books.weather = QUIET._replace(longest_lag=1500)
    body = world.store
    failing(world, OutcomeUnknown("No answer."), Rejected("QuickBooks says no."))
    world.generate()
    (export,) = body.exports()
    world.books.effect(export.body, export.request_id, world.now)
    for _ in range(4):
        world.pass_time(11 * MINUTE)
        world.pump()
    assert (states(world), len(world.books.documents)) == ([State.DONE], 1)


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"subtotal": Decimal(1)}, say("impasse.other")), ({"customer": "Somebody else"}, say("impasse.other"))],
    ids=["another total", "another customer"],
)
def test_what_is_found_but_different_is_left_to_a_person(world: World, changed: dict[str, object], why: str) -> None:
    failing(world, OutcomeUnknown("No answer."))
    world.generate()
    (export,) = world.store.exports()
    world.books.effect(export.body, export.request_id, world.now)
    world.books.documents[0] = replace(world.books.documents[0], **changed)  # type: ignore[arg-type]  # by name
    world.pass_time(2 * MINUTE)
    world.pump()
    (export,) = world.store.exports()
    assert (export.state, export.flag, len(world.store.claims(export.id))) == (State.PARKED, why, 2)


def test_two_documents_with_one_marker_are_left_to_a_person(world: World) -> None:
    failing(world, OutcomeUnknown("No answer."))
    world.generate()
    (export,) = world.store.exports()
    for _ in range(2):
        world.books.effect(export.body, export.request_id, world.now)
    world.invariants.violations.clear()
    world.pass_time(2 * MINUTE)
    world.pump()
    assert [(one.state, one.flag) for one in world.store.exports()] == [(State.PARKED, say("impasse.twice"))]


def test_another_company_gets_nothing(world: World) -> None:
    failing(world, OutcomeUnknown("No answer."))
    world.generate()
    world.books.realm = "2"
    world.pass_time(11 * MINUTE)
    world.pump()
    assert [(one.state, one.flag) for one in world.store.exports()] == [(State.PARKED, say("impasse.foreign"))]
    assert world.books.documents == []


def test_a_ghost_that_comes_late_is_shown_to_a_person(world: World) -> None:
    failing(world, Rejected("QuickBooks says no."))
    world.generate()
    (export,) = world.store.exports()
    world.books.effect(export.body, export.request_id, world.now)  # no client could have known
    world.pass_time(61 * MINUTE)
    world.pump()
    assert [(one.state, one.flag) for one in world.store.exports()][:1] == [(State.PARKED, say("impasse.ghost"))]


def test_a_slow_worker_shows_what_the_ledger_says_when_it_writes(world: World) -> None:
    slow = world.stage.start(world.generate)
    until(world, slow, "write")  # it has worked out what it will write, and waits
    world.books.stand("1", Standing.VOIDED)
    world.pass_time(61 * MINUTE)
    world.pump()
    world.stage.finish(slow)
    world.pass_time(MINUTE)
    world.pump()
    assert [str(row.ours_say("invoice")) for row in world.sheet.rows] == ["None", "None"]
    assert [row.ticked for row in world.sheet.rows] == [False, False]


def test_rows_that_change_after_they_were_claimed_drop_out(world: World) -> None:
    worker = world.stage.start(world.generate)
    until(world, worker, "after reserve")
    world.sheet.rows[0].hours += 1
    world.stage.finish(worker)
    (export,) = world.store.exports()
    assert (export.generation, len(world.store.claims(export.id)), len(world.books.documents)) == (2, 1, 1)
    assert world.books.documents[0].subtotal == export.total


def test_nothing_is_sent_where_no_row_is_left(world: World) -> None:
    worker = world.stage.start(world.generate)
    until(world, worker, "after reserve")
    world.sheet.rows.clear()
    world.stage.finish(worker)
    assert (states(world), world.books.documents) == ([State.CANCELLED], [])
