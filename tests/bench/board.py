"""The scoreboard: what was found, what was wanted, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One goal: what is measured, what came of it, what it should be."""

    what: str
    found: str
    goal: str = ""
    met: bool | None = None
    """None for a figure without a goal."""
    why: str = ""
    """For a goal that is missed: what stands in the way."""

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "met", False: "missed", None: ""}[self.met]


class Part(NamedTuple):
    """Lines that belong together."""

    title: str
    how: str
    """What was done, in a sentence or two."""
    lines: tuple[Line, ...]


def at_most(what: str, found: float, most: float, shown: str, goal: str, why: str = "") -> Line:
    """A figure that has to stay at or below another."""
    return Line(what, shown, goal, found <= most, "" if found <= most else why)


def at_least(what: str, found: float, least: float, shown: str, goal: str, why: str = "") -> Line:
    """A figure that has to be another or more."""
    return Line(what, shown, goal, found >= least, "" if found >= least else why)


def printed(part: Part) -> str:
    """A part for a terminal."""
    rows = [f"  {line.what:58} {line.found:34} {line.goal:34} {line.verdict}" for line in part.lines]
    return "\n".join([f"\n{part.title}", *(row.rstrip() for row in rows)])


def as_markdown(part: Part) -> str:
    """A part for the page."""
    rows = [f"| {line.what} | {line.found} | {line.goal} | {line.verdict} |" for line in part.lines]
    head = [f"## {part.title}", "", part.how, "", "| what | found | goal | |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, *missed(part.lines)])


def missed(lines: Iterable[Line]) -> list[str]:
    """Why goals are missed; a reason is given once for all that it holds for."""
    whys: dict[str, list[str]] = {}
    for line in lines:
        if line.why:
            whys.setdefault(line.why, []).append(line.what)
    if len(whys) < 2:
        return [f"\nWhy what is missed is missed: {why}" for why in whys]
    return ["\nMissed, and why:\n", *(f"- {'; '.join(names)}: {why}" for why, names in whys.items())]
