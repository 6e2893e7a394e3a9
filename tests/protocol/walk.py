"""A walk: people, workers, faults and time in an order that the seed decides."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from random import Random
from typing import Any

from service.domain.invoicing.export import Timers
from service.rules import judge
from service.rules.rule import catalogue
from tests.protocol.books import FAIR, Weather
from tests.protocol.deeds import DEEDS, MEDDLING, Told, Walk
from tests.protocol.world import APPROVERS, USUAL, World

SHEET_TROUBLE = 0.04
"""How often Google gives no answer."""

FEW = tuple(rule for rule in catalogue() if rule.family in ("ROW", "DUP", "INV"))


def walk(
    seed: int, actions: int = 40, weather: Weather = FAIR, timers: Timers = USUAL,
    bug: Callable[[World], AbstractContextManager[Any]] | None = None, deeds: dict[str, int] | None = None,
) -> Told:  # fmt: skip
    """One walk with this seed, to the first broken promise or to its end at rest."""
    names, weights = zip(*(deeds or DEEDS).items(), strict=True)
    return walk_of(seed, Random(seed).choices(names, weights, k=actions), weather, timers, bug)


def walk_of(
    seed: int, deeds: Sequence[str], weather: Weather = FAIR, timers: Timers = USUAL,
    bug: Callable[[World], AbstractContextManager[Any]] | None = None,
) -> Told:  # fmt: skip
    """One walk in which exactly this is done; whom and what it is done to, the seed decides."""
    world = World(seed, weather, timers)
    going = Walk(world)
    going.told.seed = seed
    with few_rules(), bug(world) if bug else nullcontext():
        try:
            begin(going)
            live(going, deeds)
        finally:
            for number in list(world.stage.workers):
                world.stage.kill(number)
    going.told.violations = world.invariants.violations
    going.told.documents = len(world.books.documents)
    return going.told


@contextmanager
def few_rules() -> Iterator[None]:
    """Only the rules that speak of identity, doubles and approvals: the others are tested where they live."""
    everything = judge.catalogue
    judge.catalogue = lambda: FEW  # type: ignore[assignment]  # as long as the walk lasts
    yield
    judge.catalogue = everything


def live(going: Walk, names: Sequence[str]) -> None:
    """One action after the other, until a promise is broken; then, if none was, to rest."""
    world = going.world
    for name in names:
        act(going, name)
        if world.invariants.violations:
            return
    world.calm_down()
    world.invariants.step()
    world.invariants.at_rest()


def begin(going: Walk) -> None:
    """A sheet with a few rows that was set up and looked at."""
    for _ in range(3):
        going.add()
    going.world.sheet_trouble = 0
    going.world.check()
    for row in going.sheet.rows[:2]:
        going.tick_row(row, APPROVERS[0])
        going.world.hear({row.id: row.imprint}, APPROVERS[0])
    going.world.sheet_trouble = SHEET_TROUBLE


def act(going: Walk, name: str) -> None:
    going.world.pass_time(timedelta(milliseconds=1))
    getattr(going, name)()
    going.told.edits += name in MEDDLING
    going.told.trace.append(f"{going.world.now:%H:%M:%S} {name}")
    if name in MEDDLING:
        going.world.invariants.sheet_changed(going.sheet)
    if name in ("run", "go_on", "wait", "kill", "bookkeeper"):
        going.world.invariants.step()
