"""Small things that are remembered between runs."""

from datetime import datetime
from typing import NamedTuple


class Remembered(NamedTuple):
    """The category last seen in a row, and whether a person chose it."""

    category: str
    chosen: bool


class RunLine(NamedTuple):
    """One line of the run log."""

    at: datetime
    who: str
    what: str
    result: str
