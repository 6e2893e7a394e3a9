"""Conditional format rules."""

from __future__ import annotations

from typing import Any

from sandbox.google.batch.kind import Kind, inside, target
from sandbox.google.blocks import JSON
from sandbox.google.book import Book
from sandbox.google.errors import invalid
from sandbox.google.formats import kept_format, lean
from sandbox.google.tab import Tab


def kept_rule(book: Book, rule: JSON) -> tuple[Tab, JSON]:
    """The tab of a rule, and the rule as it reads back."""
    grids = rule.get("ranges") or []
    if not grids:
        raise invalid("rule.ranges must have at least one range.")
    tabs = {target(book, grid)[0].id for grid in grids}
    if len(tabs) > 1:
        raise invalid("All ranges of a rule must be on the same sheet.")
    kept: JSON = {"ranges": [lean(grid) for grid in grids]}
    if (one := rule.get("booleanRule")) is not None:
        if not (one.get("condition") or {}).get("type"):
            raise invalid("rule.booleanRule.condition.type must be specified.")
        kept["booleanRule"] = {"condition": lean(one["condition"]), "format": kept_format(one.get("format"))}
    elif (gradient := rule.get("gradientRule")) is not None:
        kept["gradientRule"] = kept_format(gradient)
    else:
        raise invalid("Either 'booleanRule' or 'gradientRule' must be specified.")
    return book.tab(tabs.pop()), kept


def _place(tab: Tab, index: Any, extra: int) -> int:
    at = index or 0
    if not 0 <= at < len(tab.rules) + extra:
        raise invalid(f"No conditional format on sheet: {tab.id} at index: {at}")
    return int(at)


def add_rule(book: Book, told: JSON) -> JSON:
    """A rule at its index; the ones behind it count for less."""
    tab, rule = kept_rule(book, inside(told, "rule"))
    tab.rules.insert(_place(tab, told.get("index"), 1), rule)
    return {}


def update_rule(book: Book, told: JSON) -> JSON:
    """Another rule in its place, or another place for it."""
    if told.get("rule") is not None:
        tab, rule = kept_rule(book, told["rule"])
        at = _place(tab, told.get("index"), 0)
        old, tab.rules[at] = tab.rules[at], rule
        return _reply(old, rule, at, at)
    tab = book.tab(told.get("sheetId"))
    at = _place(tab, told.get("index"), 0)
    to = _place(tab, told.get("newIndex"), 0)
    rule = tab.rules.pop(at)
    tab.rules.insert(to, rule)
    return _reply(rule, rule, at, to)


def _reply(old: JSON, new: JSON, at: int, to: int) -> JSON:
    told = {"oldRule": old, "newRule": new, "oldIndex": at, "newIndex": to}
    return {"updateConditionalFormatRule": {key: value for key, value in told.items() if value}}


def delete_rule(book: Book, told: JSON) -> JSON:
    """A rule goes; the ones behind it move up."""
    tab = book.tab(told.get("sheetId"))
    return {"deleteConditionalFormatRule": {"rule": tab.rules.pop(_place(tab, told.get("index"), 0))}}


KINDS: dict[str, Kind] = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
