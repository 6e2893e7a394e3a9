"""Protected ranges."""

from __future__ import annotations

from sandbox.google.batch.kind import Kind, inside, target
from sandbox.google.batch.tabs import free_id
from sandbox.google.blocks import JSON, kept_grid
from sandbox.google.book import Book
from sandbox.google.errors import PROTECTED, invalid
from sandbox.google.formats import lean
from sandbox.google.masks import required, written
from sandbox.google.protection import may_write
from sandbox.google.spreadsheet_json import CALLER, protected
from sandbox.google.tab import Tab


def protect(tab: Tab, wish: JSON, grid: JSON, who: str) -> JSON:
    """A range whose editors are the listed people and who protected it; a warning lists only the latter."""
    taken = {one["protectedRangeId"] for one in tab.protected}
    own = wish.get("protectedRangeId")
    if own in taken:
        raise invalid(f"A protected range with the id {own} already exists.")
    kept = {key: value for key, value in lean(wish).items() if key not in ("requestingUserCanEdit", "editors", "range")}
    one = {
        "protectedRangeId": free_id(taken) if own is None else own,
        "range": grid,
        **kept,
        "requestingUserCanEdit": True,
        "editors": editors(wish, who),
    }
    tab.protected.append(one)
    return one


def editors(wish: JSON, who: str) -> JSON:
    """The list of who may write; whoever asks for the protection is on it."""
    listed = (wish.get("editors") or {}) if not wish.get("warningOnly") else {}
    users = [*(listed.get("users") or [])]
    told: JSON = {"users": users if who in users else [*users, who]}
    if listed.get("groups"):
        told["groups"] = listed["groups"]
    if listed.get("domainUsersCanEdit"):
        told["domainUsersCanEdit"] = True
    return told


def add_protected_range(book: Book, told: JSON) -> JSON:
    """Protect a range or a named range."""
    wish = inside(told, "protectedRange")
    if wish.get("warningOnly") and (wish.get("editors") or {}).get("users"):
        raise invalid("Editors are not supported for a range that only warns.")
    tab, grid = _range(book, wish)
    one = protect(tab, wish, grid, CALLER)
    shown = protected(one)
    listed = lean(wish.get("editors") or {})
    return {"addProtectedRange": {"protectedRange": {**shown, "editors": listed}}}


def _range(book: Book, wish: JSON) -> tuple[Tab, JSON]:
    if wish.get("namedRangeId"):
        named = next((one for one in book.named if one["namedRangeId"] == wish["namedRangeId"]), None)
        if named is None:
            raise invalid(f"No named range with id: {wish['namedRangeId']}")
        return book.tab(named["range"].get("sheetId")), named["range"]
    tab, _ = target(book, inside(wish, "range"))
    return tab, kept_grid(tab.id, wish["range"])


def _found(book: Book, own: object) -> tuple[Tab, int]:
    for tab in book.tabs:
        at = next((at for at, one in enumerate(tab.protected) if one["protectedRangeId"] == own), None)
        if at is None:
            continue
        if not may_write(tab.protected[at], CALLER):
            raise invalid(PROTECTED)
        return tab, at
    raise invalid(f"No protected range with id: {own}")


def update_protected_range(book: Book, told: JSON) -> JSON:
    """Another range, list or description."""
    mask = required(told.get("fields"))
    wish = inside(told, "protectedRange")
    tab, at = _found(book, wish.get("protectedRangeId"))
    given = {**lean(wish), "editors": editors(wish, CALLER)}
    if "range" in wish:
        given["range"] = _range(book, wish)[1]
    kept = written(tab.protected[at], given, mask)
    kept["protectedRangeId"] = tab.protected[at]["protectedRangeId"]
    tab.protected[at] = {**kept, "requestingUserCanEdit": True}
    return {}


def delete_protected_range(book: Book, told: JSON) -> JSON:
    """Protection goes."""
    tab, at = _found(book, told.get("protectedRangeId"))
    del tab.protected[at]
    return {}


KINDS: dict[str, Kind] = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
