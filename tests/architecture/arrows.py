"""Which room may know which: edges → walks → rules → domain ← adapters; reports stand between walks and rules."""

import sys
from collections.abc import Iterator

from tests.architecture.source import Breach, Source

WALKS = {
    "review", "approving", "billing", "planning", "reservation", "inclusion", "handover", "record", "dispatch",
    "verification", "desk", "describing", "teaching", "importing", "proposing", "simulating", "runner", "workshop",
    "reconciliation", "enclosing", "telling", "impasse", "settling", "answering", "surroundings",
}  # fmt: skip
"""The walks, the look at the sheet that two begin with, what they read and learn, and the steps of the hand-over."""

KNOWS = {
    "domain": {"domain"},
    "rules": {"rules", "domain"},
    "walks": {"walks", "reports", "rules", "domain", "faults", "words", "names"},
    "adapters": {"adapters", "domain", "faults", "words", "names"},
    "reports": {"reports", "rules", "domain", "faults", "words", "names"},
    "faults": {"faults"},
    "words": {"words", "domain"},
    "names": {"names", "words", "domain"},
}
"""What each room may import of service/; a room that is not named is an edge and may import everything."""

PURE = {"domain", "rules"}

STOREYS = (
    ("domain", ("terms", "hours", "texts", "pricing", "invoicing", "judging")),
    ("adapters", ("cells", "tabs", "workbooks", "logbook")),
)
"""Rooms within a room, the lowest first; none knows one that stands above it."""


def room_of(module: tuple[str, ...]) -> str:
    """The room of service/ that a dotted name belongs to."""
    name = module[1] if len(module) > 1 else ""
    if name in WALKS:
        return "walks"
    return name if name in KNOWS else "edges"


def rooms_keep_to_their_neighbours(source: Source) -> Iterator[Breach]:
    """A room of service/ imports only the rooms that its arrow reaches."""
    room = room_of(source.module)
    if source.module[0] != "service" or room not in KNOWS:
        return
    for line, name in source.imports:
        other = room_of(name)
        if name[0] == "service" and len(name) > 1 and other not in KNOWS[room]:
            yield source.breach(line, f"{room} may not import {'.'.join(name)} ({other}): {remedy(room)}")


def rooms_stand_on_what_is_below(source: Source) -> Iterator[Breach]:
    """Within domain/ and adapters/ a room imports what stands below it, and files outside of rooms import none."""
    for house, order in STOREYS:
        own = storey(source.module, order)
        is_lobby = source.path.count("/") == 2
        if source.module[:2] != ("service", house) or not (own or is_lobby):
            continue
        for line, name in source.imports:
            if name[:2] == ("service", house) and storey(name, order) > own:
                yield source.breach(line, f"{'.'.join(name)} stands above: move what both need down, or this up")


def storey(module: tuple[str, ...], order: tuple[str, ...]) -> int:
    """How high the room of a dotted name stands; what is in none of them stands below all."""
    room = module[2] if len(module) > 2 else ""
    return order.index(room) + 1 if room in order else 0


def remedy(room: str) -> str:
    """What to do instead of the import."""
    if room == "walks":
        return "say what is needed as a Protocol at the top of the walk, and let the edge hand it in"
    return f"move what both need to the domain, or the work to a room that may know {room}"


def the_core_stands_alone(source: Source) -> Iterator[Breach]:
    """domain/ and rules/ import the standard library and each other, nothing that has to be installed."""
    if source.module[0] != "service" or room_of(source.module) not in PURE:
        return
    for line, name in source.imports:
        if name[0] not in sys.stdlib_module_names and name[0] != "service":
            yield source.breach(line, f"{name[0]} is not in the standard library: use it in an adapter instead")


def service_and_sandbox_are_strangers(source: Source) -> Iterator[Breach]:
    """service/ and sandbox/ talk over HTTP alone, and neither knows the tests."""
    strangers = {room: {"service", "sandbox", "tests"} - {room} for room in ("service", "sandbox", "sheets_schema")}
    for line, name in source.imports:
        if name[0] in strangers.get(source.module[0], ()):
            yield source.breach(line, f"{source.module[0]}/ may not import {name[0]}: reach it over HTTP")
