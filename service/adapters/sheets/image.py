"""The image of a write: everything that it touches as it stood before, and what it puts there."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from service.adapters.cells.grid import letters, place_name
from service.adapters.sheets.edits import CHECKBOX, Put, entered
from service.adapters.sheets.owntabs import OwnTab
from service.adapters.sheets.readback import Meant
from service.adapters.sheets.standing import Standing

JSON = dict[str, Any]


class Album(Protocol):
    """Where images are kept, so that a write can be undone long after it."""

    def keep_image(self, before: JSON) -> int:
        """Keep one before its write is sent; its number."""

    def settle_image(self, number: int) -> None:
        """Note that the write was answered."""


def areas(tabs: Iterable[Standing], reports: Iterable[OwnTab]) -> list[str]:
    """What has to be looked at, formats and all: where our columns are to stand, and our own tabs."""
    made = [tab for tab in tabs if tab.fresh and min(tab.fresh.values()) < tab.tab.width]
    places = [
        f"{place_name(tab.tab.title)}!{letters(min(tab.fresh.values()))}1:"
        f"{letters(min(max(tab.fresh.values()), tab.tab.width - 1))}"
        for tab in made
    ]
    return [*places, *(place_name(one.tab.title) for one in reports if one.tab is not None)]


def image(
    tabs: Sequence[Standing], meant: dict[int, list[Meant]], reports: Iterable[OwnTab], stood: dict[int, JSON]
) -> JSON:
    """All of a write."""
    return {
        "tabs": [tab_image(tab, meant.get(tab.tab.id, []), stood.get(tab.tab.id)) for tab in tabs],
        "own": [own_image(one, stood.get(one.id)) for one in reports],
    }


def tab_image(tab: Standing, meant: Iterable[Meant], stood: JSON | None) -> JSON:
    """Cells of a timesheet by Row ID and column key, and where columns were made, what stood there."""
    keys = {place: key for key, place in tab.places.items()}
    cells: dict[str, JSON] = {}
    for put, row_id in meant:
        cells.setdefault(row_id, {})[keys[put.column]] = cell_image(tab, put)
    fresh = tab.fresh if tab.is_settled else {}
    return {
        "id": tab.tab.id, "title": tab.tab.title, "fresh": dict(fresh), "header": tab.layout.header,
        "width": tab.tab.width, "frozen": tab.tab.frozen, "stood": stood if fresh else None, "cells": cells,
    }  # fmt: skip


def cell_image(tab: Standing, put: Put) -> JSON:
    """What is written of a cell, each part as it was and as it is to be."""
    stood = tab.stood(put.column, put.row + 1)
    told: JSON = {"value": [told_value(entered(stood.value)), told_value(entered(put.value))]}
    if put.note is not None:
        told["note"] = [stood.note, put.note]
    if put.rules:
        allowed = CHECKBOX if put.box else put.rule
        told["box"] = [allowed if put.rule and stood.value else None, allowed]
    return told


def own_image(own: OwnTab, stood: JSON | None) -> JSON:
    """A tab of ours: whether it is made now, as it stood, and what it is to hold."""
    told = {"id": own.id, "title": own.title, "made": own.tab is None, "stood": stood}
    return {**told, "after": own.contents()}


def told_value(cell: JSON) -> JSON | None:
    """The value of a cell as Google tells it."""
    value: JSON | None = cell.get("userEnteredValue")
    return value
