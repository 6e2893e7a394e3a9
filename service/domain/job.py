"""A piece of work that somebody has to be woken for; it is known by its number alone."""

from typing import NamedTuple

DELIVER = "deliver"
"""Carry one export on."""
SHOW = "show"
"""Bring one spreadsheet in line with the ledger."""


class Job(NamedTuple):
    """What is to be done about what, and the how manieth time that is."""

    id: int
    kind: str
    subject: str
    turn: int = 0
    is_done: bool = False
