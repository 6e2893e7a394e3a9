"""Formulas as text: their parts, and how references follow when cells move."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from sandbox.google.blocks import COLUMNS, ROWS
from sandbox.google.notation import column_index, column_name

_PART = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<reference>(?:(?P<tab>'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?
        (?:(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?\d+)(?::(?P<c2>\$?[A-Za-z]{1,3})?(?P<r2>\$?\d+)?)?
          |(?P<oc1>\$?[A-Za-z]{1,3}):(?P<oc2>\$?[A-Za-z]{1,3})
          |(?P<or1>\$?\d+):(?P<or2>\$?\d+))(?![\w(]))
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?%?|\.\d+)
    |(?P<name>[A-Za-z_][\w.]*)
    |(?P<sign><>|<=|>=|[-+*/^&=<>(),;{}%:!#?@\\|~.$'\[\]])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class Part(NamedTuple):
    """One part of a formula."""

    kind: str
    text: str


class Side(NamedTuple):
    """A row or column of a reference: where, and whether a $ holds it."""

    at: int
    fixed: bool


class Reference(NamedTuple):
    """A reference as written; a side that is not written is None. Far sides are the last line itself."""

    tab: str | None
    top: Side | None
    left: Side | None
    bottom: Side | None
    right: Side | None
    single: bool

    def text(self) -> str:
        """The reference as it is written."""
        prefix = "" if self.tab is None else f"{self.tab}!"
        first = _column(self.left) + _row(self.top)
        return prefix + (first if self.single else f"{first}:{_column(self.right)}{_row(self.bottom)}")


def _column(side: Side | None) -> str:
    return "" if side is None else ("$" if side.fixed else "") + column_name(side.at)


def _row(side: Side | None) -> str:
    return "" if side is None else ("$" if side.fixed else "") + str(side.at + 1)


@lru_cache(maxsize=8192)
def parts(text: str) -> tuple[Part, ...]:
    """The parts of a formula, without the equals sign at its start."""
    found = _PART.finditer(text.removeprefix("="))
    return tuple(
        Part(one.lastgroup or "", one[0]) if not one["reference"] else Part("reference", one[0]) for one in found
    )


@lru_cache(maxsize=8192)
def reference(text: str) -> Reference:
    """A reference taken apart."""
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(text)
    tab = found["tab"]
    if found["c1"]:
        top, left = _row_side(found["r1"]), _column_side(found["c1"])
        single = ":" not in text.rpartition("!")[2]
        if single:
            return Reference(tab, top, left, top, left, True)
        return Reference(tab, top, left, _row_side(found["r2"]), _column_side(found["c2"]), False)
    if found["oc1"]:
        return Reference(tab, None, _column_side(found["oc1"]), None, _column_side(found["oc2"]), False)
    return Reference(tab, _row_side(found["or1"]), None, _row_side(found["or2"]), None, False)


def _column_side(text: str | None) -> Side | None:
    return None if not text else Side(column_index(text.lstrip("$")), text.startswith("$"))


def _row_side(text: str | None) -> Side | None:
    return None if not text else Side(int(text.lstrip("$")) - 1, text.startswith("$"))


Change = Callable[[Reference], Reference | None]
Shift = Callable[[int, int], tuple[int, int] | None]


def rewritten(text: str, change: Change) -> str:
    """A formula with its references changed; one that has nothing left becomes #REF!."""
    told = []
    for part in parts(text):
        if part.kind != "reference":
            told.append(part.text)
            continue
        changed = change(reference(part.text))
        told.append("#REF!" if changed is None else changed.text())
    return "=" + "".join(told)


def copied(text: str, down: int, right: int) -> str:
    """A formula as it reads after it was copied: references without $ go along."""

    def change(found: Reference) -> Reference | None:
        top, left = _along(found.top, down), _along(found.left, right)
        bottom, far = _along(found.bottom, down), _along(found.right, right)
        if any(side is not None and side.at < 0 for side in (top, left, bottom, far)):
            return None
        return Reference(found.tab, top, left, bottom, far, found.single)

    return rewritten(text, change) if down or right else text


def moves(text: str) -> tuple[bool, bool]:
    """Whether a copy further down reads differently, and a copy further to the right."""
    found = [reference(part.text) for part in parts(text) if part.kind == "reference"]
    down = any(side is not None and not side.fixed for one in found for side in (one.top, one.bottom))
    right = any(side is not None and not side.fixed for one in found for side in (one.left, one.right))
    return down, right


def _along(side: Side | None, by: int) -> Side | None:
    return side if side is None or side.fixed else Side(side.at + by, False)


def after_lines(text: str, here: bool, title: str, dimension: str, shift: Shift) -> str:
    """A formula after lines of a tab came in, went, or stand elsewhere: `shift` tells where a span is now.

    `here` says whether the formula stands on that tab, so that references without a tab mean it.
    """

    def change(found: Reference) -> Reference | None:
        meant = here if found.tab is None else found.tab.strip("'").replace("''", "'").casefold() == title.casefold()
        return _shifted(found, dimension, shift) if meant else found

    return rewritten(text, change)


def _shifted(found: Reference, dimension: str, shift: Shift) -> Reference | None:
    low, high = (found.top, found.bottom) if dimension == ROWS else (found.left, found.right)
    if low is None:
        return found
    end = low.at if high is None else high.at
    span = shift(min(low.at, end), max(low.at, end) + 1)
    if span is None:
        return None
    new_low = Side(span[0], low.fixed)
    new_high = None if high is None else Side(span[1] - 1, high.fixed)
    if dimension == COLUMNS:
        return found._replace(left=new_low, right=new_high)
    return found._replace(top=new_low, bottom=new_high)
