"""`quickbooks map`: what the SOW files name in QuickBooks, what is there, and what to write where something is not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.terminal import hand_over, say
from service.commands.workbooks import FOLDER
from service.wiring import Wiring

if TYPE_CHECKING:
    from service.adapters.quickbooks.mapping import Mapped


def add_quickbooks(commands: Any) -> None:
    """`quickbooks map`: names and their partners."""
    parser = commands.add_parser("quickbooks", help="look at the names that SOW files give to things in QuickBooks")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="map")
    mapping = deeds.add_parser("map", help="list each name with what QuickBooks has under it; 1 where one is missing")
    mapping.add_argument("--sows", type=Path, metavar="DIR", help=FOLDER)
    mapping.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    mapping.set_defaults(run=show_map)


def show_map(wiring: Wiring, options: argparse.Namespace) -> int:
    """List the names; the exit status is 1 where one has no partner."""
    from service.adapters.quickbooks.mapping import mapped, names_in

    found = mapped(wiring.books().directory, names_in(*wiring.agreed))
    if options.json:
        hand_over({"names": [_entry(one) for one in found], "missing": sum(not one.id for one in found)})
    else:
        say(told(found))
    return int(any(not one.id for one in found))


def told(found: Sequence[Mapped]) -> Iterator[str]:
    """What is there in a line each, and for each name that is missing what to write where."""
    for one in found:
        if one.id:
            yield f"✓ {one.named.kind.word} {one.named.name} is {one.id} in QuickBooks ({one.named.file})"
    for one in found:
        if not one.id:
            yield ""
            yield f"✖ {one.why}"
            yield from _choices(one)
    missing = sum(not one.id for one in found)
    yield ""
    yield f"{len(found)} names, {missing} without a partner." if missing else f"All {len(found)} names have a partner."


def _choices(one: Mapped) -> Iterator[str]:
    if not one.nearest:
        return
    yield f"  If one of these is meant, write it into {one.named.file}:"
    for name in one.nearest:
        yield f"    {one.named.line(name)}"


def _entry(one: Mapped) -> dict[str, Any]:
    named = one.named
    return {
        "kind": named.kind.word,
        "name": named.name,
        "file": named.file,
        "key": ".".join(named.keys),
        "id": one.id or None,
        "message": one.why,
        "nearest": [{"name": name, "line": named.line(name)} for name in one.nearest],
    }
