"""The steps of billing: the call of our own in which each happens, and the call it makes to the world outside."""

from __future__ import annotations

from typing import Any

from service.adapters.quickbooks.books import Books
from service.adapters.sheets.spreadsheet import GoogleSheet
from service.adapters.store.store import Store
from service.verification import Lookout

OURS: dict[str, tuple[Any, str]] = {
    "receive": (Store, "begin_request"), "read": (GoogleSheet, "read"), "describe": (Store, "keep_descriptions"),
    "reserve": (Store, "reserve"), "verify": (Lookout, "sighting"), "mark": (Store, "mark"),
    "create": (Books, "create"), "confirm": (Store, "confirm"), "project": (GoogleSheet, "write"),
    "void": (Store, "void"),
}  # fmt: skip
OUTSIDE = {
    "read": ("sheets", "GET", "/v4/spreadsheets/", 1), "describe": ("claude", "POST", "/messages$", 1),
    "verify": ("sheets", "GET", "/v4/spreadsheets/", 2), "create": ("quickbooks", "POST", "/invoice$", 1),
    "project": ("sheets", "POST", ":batchUpdate$", 1), "void": ("quickbooks", "GET", "/cdc|/invoice/", 1),
}  # fmt: skip
"""Service, method, path, and which of such calls it is."""
