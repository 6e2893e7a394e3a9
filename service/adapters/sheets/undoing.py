"""Writes taken back: cells by Row ID, columns and tabs that were made, each only where nobody has changed it since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from service.adapters.sheets.snapshot import Snapshot
from service.adapters.sheets.undone import Undone
from service.adapters.sheets.unmaking import Gone, unmade

JSON = dict[str, Any]
FIELD = {"value": "userEnteredValue", "note": "note", "box": "dataValidation"}


class Mended(NamedTuple):
    """A cell to be written back: the row and the column where it stands now, by whose id, and what goes in."""

    row: int
    column: int
    row_id: str
    cell: JSON
    mask: str


def merged(images: Sequence[Mapping[str, Any]]) -> JSON:
    """Several writes as one, the oldest first: as it stood before the first, as the last left it."""
    tabs: dict[int, JSON] = {}
    own: dict[int, JSON] = {}
    for image in images:
        for told in image["tabs"]:
            _join_tab(tabs, told)
        for told in image["own"]:
            known = own.setdefault(told["id"], told)
            own[told["id"]] = {**known, "after": told["after"]}
    return {"tabs": tabs, "own": own}


def _join_tab(tabs: dict[int, JSON], told: JSON) -> None:
    if told["id"] not in tabs:
        tabs[told["id"]] = {**told, "cells": {}}
    known = tabs[told["id"]]
    if told["fresh"] and not known["fresh"]:
        known.update({name: told[name] for name in ("fresh", "header", "width", "frozen", "stood")})
    for row_id, cells in told["cells"].items():
        row = known["cells"].setdefault(row_id, {})
        for key, parts in cells.items():
            cell = row.setdefault(key, {})
            for part, (before, after) in parts.items():
                cell[part] = [cell[part][0] if part in cell else before, after]


@dataclass
class Undoing:
    """One tab between two states."""

    image: JSON
    now: Snapshot
    ours: Mapping[str, int]
    """Where our columns stand now, by key."""
    spared: Collection[str] = ()
    """Row ids that are on invoices: they go on showing what they show."""
    undone: Undone = field(default_factory=Undone)
    mended: list[Mended] = field(default_factory=list)

    @property
    def fresh(self) -> dict[str, int]:
        """Columns that were made, where they stand now."""
        return {key: self.ours[key] for key in self.image["fresh"] if key in self.ours}

    def requests(self) -> Iterable[JSON]:
        """Everything that takes this tab back."""
        rows = self._rows()
        for row_id, cells in self.image["cells"].items():
            if row_id in rows and row_id not in self.spared:
                self._mend(row_id, rows[row_id], cells)
        yield from (update_of(self.now.id, one) for one in self.mended)
        if self.fresh:
            gone = Gone(self.image, self.now, self.fresh, self._theirs(rows))
            self.undone.unboxed += [row_id for row_id, row in rows.items() if self._is_ticked(row)]
            self.undone.made.append(self.now.title)
            yield from unmade(gone)

    def _rows(self) -> dict[str, int]:
        place = self.ours.get("row_id")
        if place is None:
            return {}
        found: dict[str, int] = {}
        for row in range(self.image["header"] + 1, self.now.bottom):
            if row_id := self.now.text(row, place):
                found.setdefault(row_id, row)
        return found

    def _mend(self, row_id: str, row: int, cells: Mapping[str, JSON]) -> None:
        for key, parts in cells.items():
            column = self.ours.get(key)
            if column is None or key in self.fresh:
                continue
            stands = self.now.cell(row, column)
            if not same(stands.get("userEnteredValue"), parts["value"][1]):
                if not same(stands.get("userEnteredValue"), parts["value"][0]):
                    self.undone.kept.append(f"{self.now.title}, row {row + 1}")
                continue
            self._take(Mended(row, column, row_id, *back(stands, parts)), key)

    def _take(self, one: Mended, key: str) -> None:
        value = one.cell.get("userEnteredValue")
        if key == "approve" and value == {"boolValue": True}:
            self.undone.ticks += 1  # a tick that was taken back is a person's to give again
        elif one.mask:
            self.mended.append(one)
            self.undone.cells += 1
            if key == "category" and value:
                self.undone.categories[one.row_id] = str(value.get("stringValue", ""))

    def _is_ticked(self, row: int) -> bool:
        place = self.fresh.get("approve")
        return place is not None and self.now.value(row, place) == {"boolValue": True}

    def _theirs(self, rows: Mapping[str, int]) -> set[tuple[int, int]]:
        """Cells of columns that we made in which a person has written since."""
        if self.image.get("all"):
            return set()
        ids = {row: row_id for row_id, row in rows.items()}
        found = set()
        for key in self.fresh.keys() - {"row_id", "approve"}:
            place = self.fresh[key]
            for row in range(self.image["header"] + 1, self.now.bottom):
                written = self.image["cells"].get(ids.get(row, ""), {}).get(key, {}).get("value", [None, None])[1]
                stands = self.now.value(row, place)
                if stands is not None and not same(stands, written):
                    found.add((row, place))
        self.undone.kept += [f"{self.now.title}, row {row + 1}" for row, _ in sorted(found)]
        return found


def back(stands: Mapping[str, Any], parts: Mapping[str, Any]) -> tuple[JSON, str]:
    """What goes back into a cell, and the mask: only parts that still are as we left them."""
    taken = {part: before for part, (before, after) in parts.items() if same(stands.get(FIELD[part]), after)}
    cell = {FIELD[part]: before for part, before in taken.items() if before}
    return cell, ",".join(FIELD[part] for part in taken if not same(taken[part], stands.get(FIELD[part])))


def same(one: Any, other: Any) -> bool:
    """Whether two parts of a cell say the same; nothing, an empty text and an empty object are one."""
    return (one or None) == (other or None)


def update_of(sheet_id: int, one: Mended) -> JSON:
    """The request that writes a cell back."""
    start = {"sheetId": sheet_id, "rowIndex": one.row, "columnIndex": one.column}
    cell = {name: value for name, value in one.cell.items() if name in one.mask.split(",")}
    return {"updateCells": {"start": start, "fields": one.mask, "rows": [{"values": [cell]}]}}
