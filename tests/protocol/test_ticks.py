"""Whose a tick is and what it was given for, walked step by step: what comes between it and our look."""

from datetime import date
from decimal import Decimal

import pytest

from service.words import say
from tests.protocol.books import FAIR
from tests.protocol.deeds import Walk
from tests.protocol.sheet import Row
from tests.protocol.world import APPROVERS, World

QUIET = FAIR._replace(troubles=0, wrong_cents=0, longest_lag=0)
OWEN, INES = APPROVERS


@pytest.fixture
def world() -> World:
    """Two rows that can be approved, and nothing that goes wrong by itself."""
    made = World(7, QUIET)
    made.sheet_trouble = 0
    made.sheet.rows = [
        Row(date(2026, 9, day), "Petra", "Booking site", Decimal("2.50"), f"Fare table import {day}") for day in (1, 2)
    ]
    made.check()
    return made


def refused(row: Row) -> str:
    """Why a row's tick was taken back; blank where it stands."""
    return "" if row.ticked else row.ours["status"].note


def test_a_tick_that_is_followed_by_an_edit_is_taken_back(world: World) -> None:
    row = world.sheet.rows[0]
    Walk(world).tick_row(row, OWEN)
    ticked = {row.id: row.imprint}
    row.hours += 1
    world.hear(ticked, OWEN)
    assert refused(row) == say("ticks.overtaken")
    Walk(world).tick_row(row, OWEN)
    world.hear({row.id: row.imprint}, OWEN)
    assert refused(row) == "" and row.ours_say("status") == "Ready"


def test_a_tick_is_that_of_its_author_wherever_its_row_stands_by_now(world: World) -> None:
    first, second = world.sheet.rows
    first.person = second.person = "Owen"
    world.check()
    going = Walk(world)
    going.tick_row(first, OWEN)  # his own hours, and nobody hears of it
    going.tick_row(second, INES)
    ticked = {second.id: second.imprint}
    world.sheet.rows.reverse()
    world.hear(ticked, INES)
    assert (refused(first), refused(second)) == (say("ticks.unknown"), "")


@pytest.mark.parametrize("is_billed", [False, True], ids=["before it is billed", "afterwards"])
def test_whose_tick_a_look_has_found_is_known_once_its_event_comes(world: World, is_billed: bool) -> None:
    row = world.sheet.rows[0]
    Walk(world).tick_row(row, INES)
    world.generate() if is_billed else world.check()
    world.hear({row.id: row.imprint}, INES)
    said = [(one.kind, one.who, one.how) for one in world.store.words([row.id])][-2:]
    assert said == [("yes", "", "sweep"), ("yes", INES, "tick")]
    assert (len(world.books.documents), refused(row)) == (int(is_billed), "")


def test_what_was_changed_between_a_tick_and_its_invoice_has_no_author(world: World) -> None:
    row = world.sheet.rows[0]
    Walk(world).tick_row(row, INES)
    ticked = {row.id: row.imprint}
    row.hours += 1
    world.generate()
    world.hear(ticked, INES)
    assert [one.who for one in world.store.words([row.id])][-1] == ""
